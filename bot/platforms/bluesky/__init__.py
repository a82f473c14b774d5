"""Speak with Bluesky and its kin: read as the owner, write to the owner, publish what was approved."""

from bot.domain import Network

NETWORK = Network("bluesky")
