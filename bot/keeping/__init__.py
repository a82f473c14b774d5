"""Take everything along, and put it back: one file for a folder (`backup`, `restore`), everything as JSON (`export`)."""
