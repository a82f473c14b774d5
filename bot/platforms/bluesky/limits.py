"""Say what fits: a text is bounded twice, in graphemes and in bytes, and one figure must hold both (BW-1, BD-4)."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import Limits
from bot.platforms.bluesky import facets
from bot.wording.text import graphemes

_BYTES_A_CHARACTER = 10
_FOREVER = timedelta(days=36_500)


def measure(words: str) -> int:
    """Length against both bounds: 300 graphemes go with 3,000 bytes, 1,000 with 10,000."""
    return max(graphemes(words), -(-len(words.encode()) // _BYTES_A_CHARACTER))


POST = Limits(characters=300, measure=measure, repeat_harmless=_FOREVER, copies=False, marks=facets.marks)
"""A public reply. The same sealed record under the same key cannot be posted twice, whenever it is repeated (BW-6)."""

MESSAGE = Limits(characters=1_000, measure=measure, reactions=True, embeds=True, names_reach=False)
"""A private message."""
