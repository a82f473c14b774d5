"""Let a second reader change one place of the rules' choice, and nothing else.

A reader may put one post before another, where both were allowed by every rule and both people are there for what they
said to everyone. Whoever wrote to the owner, whoever is in sorrow or back after a silence, and whom the owner would like
to know keep their places: there the person is the reason, not the post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.decide.facts import Candidate
from bot.decide.selection.choose import ONE_A_DAY, Choice, Deliberation, PassedOver
from bot.domain import AccountFlag, Motive, NudgeKind
from bot.domain.readings import OPENINGS, Reading

MOST = 12
"""So many are read at most: what stands lower is seldom worth one of three places."""

MOTIVES = (Motive.FRIEND, Motive.NEW)
KINDS = (NudgeKind.QUESTION, NudgeKind.POST)
PUT_BEHIND = "a second reader put another one before it"

Readings = Mapping[str, Reading]
"""What was read of each post, by its uri."""

Refusal = Callable[[Candidate], bool]
"""Whether somebody, or their server, asks that no model reads them."""


A_PLACE = 1.5
"""What a post must be worth to a reader so that it gets a place which the rules left free."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The one place that a reader changed: who has it now, and who had it by the rules; None where it was free."""

    chosen: Choice
    instead_of: Choice | None


def finalists(decided: Deliberation, refuses: Refusal) -> tuple[Choice, ...]:
    """The posts that a second reader is given, best first: at most twelve, and none where it could change nothing."""
    read = tuple(one for one in decided.allowed if is_read(one) and may_leave(one.candidate, refuses))[:MOST]
    seated = _seated(decided)
    waiting = [one for one in read if _uri(one) not in seated]
    return read if waiting and (decided.free > 0 or len(waiting) < len(read)) else ()


def is_read(choice: Choice) -> bool:
    """Whether the post itself is why this person would be brought, so that reading it could change anything."""
    return choice.motive in MOTIVES and choice.kind in KINDS and not choice.judged.verdict.vetoed


def may_leave(candidate: Candidate, refuses: Refusal) -> bool:
    """Whether the words may be sent to a model at all: said to everyone, without sorrow or warning, and not refused."""
    post = candidate.post
    open_to_all = post.quotable and not post.warning and not candidate.facts.sad and bool(post.text.strip())
    return open_to_all and AccountFlag.NOBOT not in post.author.flags and not refuses(candidate)


def exchanged(decided: Deliberation, readings: Readings) -> tuple[Deliberation, Exchanged | None]:
    """The choice with at most one place given to a finalist whom the reader finds worth it, and which one that was."""
    seated = _seated(decided)
    read = [one for one in decided.allowed if is_read(one) and _uri(one) in readings][:MOST]
    waiting = [one for one in read if _uri(one) not in seated and readings[_uri(one)].kind in OPENINGS]
    found = _into_a_free_place(decided, waiting, readings) or _for_another(decided, waiting, readings)
    return (decided, None) if found is None else (_changed(decided, found), found)


def _into_a_free_place(decided: Deliberation, waiting: Sequence[Choice], readings: Readings) -> Exchanged | None:
    fitting = [one for one in waiting if not _one_too_many(one, decided.choices)]
    best = max(fitting, key=lambda one: readings[_uri(one)].worth, default=None)
    if decided.free < 1 or best is None or not readings[_uri(best)].worth >= A_PLACE:
        return None
    return Exchanged(best, None)


def _for_another(decided: Deliberation, waiting: Sequence[Choice], readings: Readings) -> Exchanged | None:
    """The exchange that gains most: of equal ones the best that waits, for the last that was chosen."""
    last_first = [one for one in reversed(decided.choices) if is_read(one) and _uri(one) in readings]
    gains = [
        (readings[_uri(comes)].worth - readings[_uri(goes)].worth, Exchanged(comes, goes))
        for goes in last_first
        for comes in waiting
        if not _one_too_many(comes, [one for one in decided.choices if one is not goes])
    ]
    gain, found = max(gains, key=lambda each: each[0], default=(0.0, None))
    return found if gain > 0 else None


def _one_too_many(comes: Choice, others: Iterable[Choice]) -> bool:
    return comes.motive in ONE_A_DAY and comes.motive in [one.motive for one in others]


def _changed(decided: Deliberation, found: Exchanged) -> Deliberation:
    comes, goes = found.chosen, found.instead_of
    passed = [one for one in decided.passed if one.judged is not comes.judged]
    if goes is None:
        choices = (*decided.choices, comes)
    else:
        choices = tuple(comes if one is goes else one for one in decided.choices)
        passed.append(PassedOver(goes.judged, PUT_BEHIND))
    return replace(decided, choices=choices, passed=tuple(passed), free=decided.free - (goes is None))


def _seated(decided: Deliberation) -> frozenset[str]:
    return frozenset(map(_uri, decided.choices))


def _uri(choice: Choice) -> str:
    return choice.candidate.post.uri
