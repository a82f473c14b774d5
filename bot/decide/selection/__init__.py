"""Choose the few people of the day."""

from bot.decide.facts import Candidate
from bot.decide.selection.choose import Choice, Deliberation, PassedOver, choose, deliberate, expires_at
from bot.decide.selection.judge import Judged, judge

__all__ = ["Candidate", "Choice", "Deliberation", "Judged", "PassedOver", "choose", "deliberate", "expires_at", "judge"]
