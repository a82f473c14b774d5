"""Set up: what `nudge check` looks at."""
