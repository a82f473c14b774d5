"""What serves the running program: the drafting model and the watcher by HTTP, and the file that says that it lives."""
