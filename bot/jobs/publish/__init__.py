"""Carry out what the owner approved, once, and say what became of it. The only job that holds publishers."""
