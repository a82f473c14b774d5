"""Choose the few people of the day."""

from bot.facts import Candidate
from bot.suggest.choose import Choice, Deliberation, PassedOver, choose, deliberate, expires_at
from bot.suggest.judge import Judged, judge

__all__ = ["Candidate", "Choice", "Deliberation", "Judged", "PassedOver", "choose", "deliberate", "expires_at", "judge"]
