"""Decide who may approve what, and when: to what an answer belongs, what consents, how long it can be taken back."""
