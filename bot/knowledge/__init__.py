"""Know: what came in is understood, what is known of a person, a post or the owner is gathered. Store and deciders meet."""
