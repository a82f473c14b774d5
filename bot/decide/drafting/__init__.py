"""Begin an answer for the owner, make it into the reply that would stand, and hold every text against the rules.

way_in, starter    from the kind of post and its rarest words
compose            the reply exactly as it will stand: addresses, visibility, warning, language
disclosed          the line under a model's draft, as it stands in the composed reply
problems           what speaks against the words, before they are shown
"""

from bot.decide.drafting.composing import compose, disclosed
from bot.decide.drafting.concerns import Concern, SentBefore, problems
from bot.decide.drafting.openings import GAP
from bot.decide.drafting.starting import VARIATIONS, has_gap, starter, way_in

__all__ = [
    "GAP",
    "VARIATIONS",
    "Concern",
    "SentBefore",
    "compose",
    "disclosed",
    "has_gap",
    "problems",
    "starter",
    "way_in",
]
