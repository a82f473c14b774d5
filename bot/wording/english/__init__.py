"""The catalogue of English: one module a kind of message."""
