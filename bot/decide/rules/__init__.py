"""The rules: what speaks for a post, what against it, and what forbids it."""

from bot.decide.rules.engine import Explained, Rules, load
from bot.decide.rules.pack import RuleSpec, default_pack

__all__ = ["Explained", "RuleSpec", "Rules", "default_pack", "load"]
