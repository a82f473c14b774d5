"""Nudge: helps one person keep real conversations going on Mastodon and Bluesky."""

__version__ = "0.1.0"
