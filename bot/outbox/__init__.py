"""Say: every private message of ours is written, made to fit and queued here. Nothing is sent here."""
