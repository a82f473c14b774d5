"""HTTP of our own: the drafting model, and the watcher that hears that we are alive."""
