"""Choose: people, not posts; who wrote first comes first, but never only they.

1. What a rule forbids, what was suggested before, what is too new, too old or not good enough is passed over.
2. Of each person only the best post stays; people who rest, or were suggested within the week, are passed over.
3. Those who wrote to the owner come first, then sorrow, then friends who are back, then the others by rank.
4. One place of the day is kept for somebody who did not write first, if there is one worth it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.decide.facts import Candidate
from bot.decide.schedule import GRACE, REST, REST_AFTER, WEEK, PastSuggestion, Schedule, day, expires, room
from bot.decide.selection.judge import KNOWN, Judged, step_of
from bot.domain import Motive, NudgeKind, Person, Step

GOOD_ENOUGH = {Motive.OWED: 0.5, Motive.FRIEND: 4.0, Motive.BACK: 0.0, Motive.GOAL: 1.0, Motive.NEW: 3.5}
"""What a post must be worth at least, by motive; nothing good enough means no message."""

HEARD_OUT = {**GOOD_ENOUGH, Motive.FRIEND: 0.0}
"""What a post must be worth at least so that anybody else is asked about it: of friends, whatever nothing speaks against."""

FOLLOWER_ENOUGH = 1.0
"""The same for somebody who has just begun to follow and converses: they are the occasion, not what they said."""

ONE_A_DAY = (Motive.NEW, Motive.GOAL)
ONE_IS_ENOUGH = "one such person a day is enough"


@dataclass(frozen=True, slots=True)
class Choice:
    """One person for the owner, with the post that is the occasion.

    `unprompted`: they had not written to the owner. `step`: what to do instead of answering, for NudgeKind.STEP.
    """

    judged: Judged
    motive: Motive
    expires_at: datetime
    step: Step | None = None

    @property
    def candidate(self) -> Candidate:
        """The post with everything known about it."""
        return self.judged.candidate

    @property
    def kind(self) -> NudgeKind:
        """Which of the nudges it is."""
        return self.judged.kind

    @property
    def unprompted(self) -> bool:
        """Whether the person had not written to the owner."""
        return self.motive is not Motive.OWED


@dataclass(frozen=True, slots=True)
class PassedOver:
    """One post that was left alone, and the first reason: a rule's words, or what pace and manners say.

    `just_wrote`: its author said it to the owner so lately that it is left to their app.
    """

    judged: Judged
    why: str
    rule: str = ""
    just_wrote: bool = False


@dataclass(frozen=True, slots=True)
class _Against:
    """A reason why a post is left alone. `nearly`: it only lacks worth."""

    why: str
    rule: str = ""
    just_wrote: bool = False
    nearly: bool = False


JUST_WROTE = _Against("just written to you; left to your app for now", just_wrote=True)
TOO_LITTLE = _Against("not enough to go on", nearly=True)


@dataclass(frozen=True, slots=True)
class Deliberation:
    """Everything that was decided in one look.

    `allowed` are all whom nothing forbids today, one post each, best first: the chosen ones, those who found no place
    left, and those for whom only the score was too small, and not below `HEARD_OUT`. `free` counts the places left.
    """

    choices: tuple[Choice, ...] = ()
    passed: tuple[PassedOver, ...] = ()
    allowed: tuple[Choice, ...] = ()
    free: int = 0

    @property
    def just_wrote(self) -> tuple[Person, ...]:
        """Who wrote to the owner so lately that it is left to their app."""
        wrote = (one.judged.candidate.person for one in self.passed if one.just_wrote)
        return tuple({person.id: person for person in wrote}.values())


@dataclass(slots=True)
class _Sieve:
    """What is left, and what was passed over on the way."""

    passed: list[PassedOver] = field(default_factory=list)

    def leave(self, judged: Judged, why: str, rule: str = "", *, just_wrote: bool = False) -> None:
        self.passed.append(PassedOver(judged, why, rule, just_wrote))


def choose(
    judged: Sequence[Judged],
    history: Sequence[PastSuggestion],
    schedule: Schedule,
    now: datetime,
    *,
    extra: int = 0,
    heard: datetime | None = None,
) -> tuple[Choice, ...]:
    """The people to nudge about now, best first; `extra` places beyond the day's (for `more`)."""
    return deliberate(judged, history, schedule, now, extra=extra, heard=heard).choices


def deliberate(
    judged: Sequence[Judged],
    history: Sequence[PastSuggestion],
    schedule: Schedule,
    now: datetime,
    *,
    extra: int = 0,
    heard: datetime | None = None,
) -> Deliberation:
    """The choice, and why everything else was passed over.

    `heard` is when the owner last said anything to the bot (see `schedule.tempo`).
    """
    sieve = _Sieve()
    suggested = frozenset(past.uri for past in history)
    just_wrote = frozenset(one.person for one in judged if not one.verdict.vetoed and _in_grace(one, now))
    against = [(one, _unfit(one, suggested, history, now) or _spoke_since(one, just_wrote)) for one in judged]
    for one, reason in against:
        if reason is not None:
            sieve.leave(one, reason.why, reason.rule, just_wrote=reason.just_wrote)
    fitting = [one for one, reason in against if reason is None]
    lacking = [one for one, reason in against if reason is not None and reason.nearly]
    nearly = [one for one in lacking if _heard_out(one, just_wrote, history, now)]
    today = _today(history, schedule, now)
    people = _open_today(_best_of_each(fitting, sieve), today, sieve)
    places = room(schedule, history, now, heard=heard) + extra
    chosen = _seated(people, places, today, sieve)
    allowed = _allowed(people, nearly, today)
    return Deliberation(
        tuple(map(_choice, chosen)), tuple(sieve.passed), tuple(map(_choice, allowed)), places - len(chosen)
    )


def _unfit(one: Judged, suggested: frozenset[str], history: Iterable[PastSuggestion], now: datetime) -> _Against | None:
    """The first reason against a post, with the name of its rule if it is one; None when it may be chosen."""
    if one.verdict.vetoed:
        veto = one.verdict.vetoes[0]
        return _Against(veto.because, veto.rule)
    candidate = one.candidate
    if not candidate.person.may_be_spoken_of(now):
        return _Against("you asked for quiet about this person")
    if one.motive is None:
        return _Against("no reason to turn to this person now")
    if candidate.post.uri in suggested:
        return _Against("suggested before")
    if _in_grace(one, now):
        return JUST_WROTE
    if now >= expires_at(candidate):
        return _Against("too old")
    enough = FOLLOWER_ENOUGH if one.kind is NudgeKind.FOLLOWER else GOOD_ENOUGH[one.motive]
    if not one.care and one.rank < enough:
        return TOO_LITTLE
    return _rests(one, history, now)


def _spoke_since(one: Judged, just_wrote: frozenset[int]) -> _Against | None:
    """Whoever has only just written to the owner is not brought with something else."""
    return _Against("has just written to you") if one.person in just_wrote else None


def _heard_out(one: Judged, just_wrote: frozenset[int], history: Iterable[PastSuggestion], now: datetime) -> bool:
    """Whether a post that is not worth enough by itself may still be asked about, because nothing else is against it."""
    if one.motive is None or one.person in just_wrote:
        return False
    return one.rank >= HEARD_OUT[one.motive] and _rests(one, history, now) is None


def _allowed(people: Sequence[Judged], nearly: Sequence[Judged], today: Sequence[PastSuggestion]) -> list[Judged]:
    """Who may have a place today, and who might with a better word for them: one post a person, best first."""
    have = {one.person for one in people}
    more = _open_today(_best_of_each([one for one in nearly if one.person not in have], _Sieve()), today, _Sieve())
    return sorted([*people, *more], key=_order)


def _in_grace(one: Judged, now: datetime) -> bool:
    """Whether it was said to the owner only just now: for that long it is left to their app."""
    return one.motive is Motive.OWED and now - one.candidate.post.seen_at < GRACE


def _rests(one: Judged, history: Iterable[PastSuggestion], now: datetime) -> _Against | None:
    """Whether this person is to be left in peace: suggested within the week, or silent to the owner's words."""
    standing = one.candidate.standing
    if one.motive is Motive.OWED:
        return None
    if one.kind is NudgeKind.FOLLOWER and any(p.kind is one.kind and now - p.at < WEEK for p in history):
        return _Against("one new follower a week is enough")
    lately = [past.at for past in history if past.person == one.person and now - past.at < WEEK]
    wrote = standing.last_theirs
    if lately and (wrote is None or wrote <= max(lately)):
        return _Against("suggested within the week")
    if standing.unanswered >= REST_AFTER and standing.unanswered_since and now - standing.unanswered_since < REST:
        return _Against("at rest for a while")
    return None


def expires_at(candidate: Candidate) -> datetime:
    """When this suggestion would be too old to be delivered."""
    known = candidate.standing.stage in KNOWN
    return expires(candidate.post.created_at, question_from_known=candidate.facts.asks_me and known)


def _order(one: Judged) -> tuple[int, float, float, str]:
    """Who wrote first; then sorrow; then who is back; then by rank; what is equal then, the newer first."""
    first = {Motive.OWED: 0, Motive.BACK: 2}.get(one.motive, 3) if one.motive else 3
    place = 1 if one.care and first else first
    return place, -one.rank, -one.candidate.post.created_at.timestamp(), one.candidate.post.uri


def _best_of_each(fitting: Iterable[Judged], sieve: _Sieve) -> list[Judged]:
    best: dict[int, Judged] = {}
    for one in sorted(fitting, key=_order):
        if one.person in best:
            sieve.leave(one, "something else of the same person comes first")
        else:
            best[one.person] = one
    return list(best.values())


def _today(history: Iterable[PastSuggestion], schedule: Schedule, now: datetime) -> tuple[PastSuggestion, ...]:
    return tuple(past for past in history if day(past.at, schedule.zone) == day(now, schedule.zone))


def _seated(people: Sequence[Judged], places: int, today: Sequence[PastSuggestion], sieve: _Sieve) -> list[Judged]:
    """The first so many, with one place kept for somebody who did not write first, unless today had one."""
    people = _one_of_a_kind(people, sieve)
    kept = _kept_place(people, places, today)
    chosen = people[:places] if kept is None else [*people[: places - 1], kept]
    for one in people:
        if one not in chosen:
            sieve.leave(one, "others came first today")
    return chosen


def _open_today(people: Iterable[Judged], today: Sequence[PastSuggestion], sieve: _Sieve) -> list[Judged]:
    """Nobody twice a day, and no second new person or step towards somebody."""
    seen = {past.person for past in today}
    motives = {past.motive for past in today}
    left = []
    for one in people:
        if one.person in seen:
            sieve.leave(one, "suggested today")
        elif one.motive in ONE_A_DAY and one.motive in motives:
            sieve.leave(one, ONE_IS_ENOUGH)
        else:
            left.append(one)
    return left


def _one_of_a_kind(people: Iterable[Judged], sieve: _Sieve) -> list[Judged]:
    """At most one new person and one step towards somebody among them, the best."""
    motives: set[Motive | None] = set()
    left = []
    for one in people:
        if one.motive in ONE_A_DAY and one.motive in motives:
            sieve.leave(one, ONE_IS_ENOUGH)
        else:
            motives.add(one.motive)
            left.append(one)
    return left


def _kept_place(people: Sequence[Judged], places: int, today: Sequence[PastSuggestion]) -> Judged | None:
    """The best person who did not write first, when nobody else among the first so many is one."""
    day_has_one = any(past.unprompted for past in today) or any(
        one.motive is not Motive.OWED for one in people[:places]
    )
    only_place = places < 1 or (places == 1 and not today)
    if day_has_one or only_place:
        return None
    return next((one for one in people if one.motive is not Motive.OWED), None)


def _choice(one: Judged) -> Choice:
    assert one.motive is not None  # noqa: S101 - people without a motive were passed over
    return Choice(
        one, one.motive, expires_at(one.candidate), step_of(one.candidate) if one.kind is NudgeKind.STEP else None
    )
