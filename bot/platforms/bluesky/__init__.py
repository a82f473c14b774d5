"""Speak with Bluesky and its kin: read as the owner, write to the owner, publish what was approved."""
