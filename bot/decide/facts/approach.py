"""Name the rungs of the ladder towards somebody the owner would like to know; the small steps on it are the domain's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain import Step


class Rung(StrEnum):
    """How near the owner has come, from reading along to talking."""

    NOTICED = "noticed"
    FOLLOWED = "followed"
    LIKED = "liked"
    RESHARED = "reshared"
    COMMENTED = "commented"
    IN_CONVERSATION = "in-conversation"


@dataclass(frozen=True, slots=True)
class Approach:
    """Where the two stand on the ladder, and the next small step; `step` is None when it is not time for one.

    `answers_nobody`: the account converses with nobody, which is worth saying once.
    """

    rung: Rung
    step: Step | None = None
    answers_nobody: bool = False
