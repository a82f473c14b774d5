"""Read the labels that a post or an account carries (BP-6)."""

from __future__ import annotations

from bot.platforms.bluesky.fields import Node, nodes, text

LOGGED_IN_ONLY = "!no-unauthenticated"
BOT = "bot"
HIDDEN = frozenset({"!hide", "!takedown", "!suspend"})


def label_values(view: Node) -> frozenset[str]:
    """The names of the labels that stand; a negated one takes the same name by the same source back."""
    labels = nodes(view.get("labels"))
    negated = {_key(label) for label in labels if label.get("neg") is True}
    return frozenset(text(label.get("val")) for label in labels if _key(label) not in negated) - {""}


def _key(label: Node) -> tuple[str, str]:
    return text(label.get("src")), text(label.get("val"))
