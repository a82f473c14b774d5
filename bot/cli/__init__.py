"""What can be typed: one module per group of commands, joined in `main`.

A command's module is imported whenever any command runs, so it stays light: what needs a network, a database or a
scheduler is imported within the command. `version`, `health`, `status` and `queue` must answer at once.
"""
