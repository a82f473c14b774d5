"""Name the rungs of the ladder towards somebody the owner would like to know, and the small steps on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rung(StrEnum):
    """How near the owner has come, from reading along to talking."""

    NOTICED = "noticed"
    FOLLOWED = "followed"
    LIKED = "liked"
    RESHARED = "reshared"
    COMMENTED = "commented"
    IN_CONVERSATION = "in-conversation"


class Step(StrEnum):
    """What could be done next. All but COMMENT are done by the owner's own tap, and noticed afterwards."""

    READ = "read"
    FOLLOW = "follow"
    LIKE = "like"
    RESHARE = "reshare"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Approach:
    """Where the two stand on the ladder, and the next small step; `step` is None when it is not time for one.

    `answers_nobody`: the account converses with nobody, which is worth saying once.
    """

    rung: Rung
    step: Step | None = None
    answers_nobody: bool = False
