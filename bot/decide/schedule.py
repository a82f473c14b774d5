"""Decide when to write and how much: slots of the day, quiet hours, people a day, rest.

A day is a calendar day in the owner's zone, a week begins on Monday. All arguments and results are UTC; the owner's zone
is used only in between. A `history` is what was suggested before, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Motive, NudgeKind, SuggestionState

GRACE = timedelta(hours=3)
WEEK = timedelta(days=7)
AFTER_DELIVERY = timedelta(hours=72)
AFTER_POST = timedelta(hours=48)
AFTER_QUESTION = timedelta(days=7)
AFTER_LATER = timedelta(hours=24)

REST = timedelta(days=60)
REST_AFTER = 2
"""So many words of the owner in a row met by silence, and a person rests."""

SLOW_AFTER = 4
SLOW_GAP = timedelta(days=3)
UNANSWERED = timedelta(days=1)
"""A nudge without an answer for so long counts as unanswered."""

AS_THEY_COME = timedelta(minutes=30)
"""Between two deliveries when no times are set: a person at a time, not a volley."""

MORNING = time(9)

WAITING = frozenset({SuggestionState.AWAITING_DELIVERY, SuggestionState.DELIVERING})
ACTED_ON = frozenset(
    {
        SuggestionState.PUBLISHED,
        SuggestionState.RETRACTED,
        SuggestionState.SKIPPED,
        SuggestionState.ANSWERED_ELSEWHERE,
        SuggestionState.AWAITING_PUBLISH,
    }
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the owner wants of the day. `at` empty: as they come. `quiet` may run over midnight; None: never quiet."""

    zone: ZoneInfo
    at: tuple[time, ...] = ()
    quiet: tuple[time, time] | None = None
    people_per_day: int = 3


@dataclass(frozen=True, slots=True)
class PastSuggestion:
    """One suggestion of the past, as far as pace needs it.

    `at` is when it was first delivered (or chosen, while it waits). `unprompted`: the person had not written to the
    owner. `counts`: it took one of the day's places (`more` and returns of `later` do not). `answered_at`: when the
    owner said anything to it.
    """

    person: int
    uri: str
    motive: Motive
    at: datetime
    state: SuggestionState
    unprompted: bool = True
    counts: bool = True
    answered_at: datetime | None = None
    kind: NudgeKind | None = None

    @property
    def met(self) -> bool:
        """Whether the owner did anything about it, here or in another app."""
        return self.answered_at is not None or self.state in ACTED_ON


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast to go: at most `people` a day, `gap` between two deliveries. `slowed` is told to the owner once."""

    people: int
    gap: timedelta = timedelta(0)
    slowed: bool = False


def day(now: datetime, zone: ZoneInfo) -> date:
    """The owner's calendar day."""
    return now.astimezone(zone).date()


def week(now: datetime, zone: ZoneInfo) -> date:
    """The Monday of the owner's week."""
    today = day(now, zone)
    return today - timedelta(days=today.weekday())


def moment(on: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time as UTC. A time that the clocks skip comes as much later; one that they repeat comes once, first."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def begins(now: datetime, zone: ZoneInfo) -> datetime:
    """When the owner's calendar day began."""
    return moment(day(now, zone), time(0), zone)


def is_quiet(schedule: Schedule, now: datetime) -> bool:
    """Whether the bot may not begin anything now. Its answers are not bound by this."""
    if schedule.quiet is None:
        return False
    begins, ends = schedule.quiet
    clock = now.astimezone(schedule.zone).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def quiet_ends(schedule: Schedule, now: datetime) -> datetime:
    """The next moment that is not quiet: `now` itself outside quiet hours."""
    if schedule.quiet is None or not is_quiet(schedule, now):
        return now
    today = day(now, schedule.zone)
    ends = (moment(today + timedelta(days=ahead), schedule.quiet[1], schedule.zone) for ahead in range(3))
    return next(end for end in ends if end > now)


def next_slot(schedule: Schedule, after: datetime) -> datetime:
    """The first delivery time strictly after a moment. A time inside quiet hours moves to their end."""
    if not schedule.at:
        return quiet_ends(schedule, after + AS_THEY_COME)
    return next(slot for slot in _slots(schedule, day(after, schedule.zone) - timedelta(days=1)) if slot > after)


def _slots(schedule: Schedule, first: date) -> Iterator[datetime]:
    on = first
    while True:
        yield from sorted({quiet_ends(schedule, moment(on, at, schedule.zone)) for at in schedule.at})
        on += timedelta(days=1)


def due(schedule: Schedule, last: datetime | None, now: datetime) -> bool:
    """Whether a slot has come since slots were last looked at (None: never), and it is not quiet.

    Slots that passed while the program was down make one delivery, not several.
    """
    if is_quiet(schedule, now):
        return False
    return last is None or next_slot(schedule, last) <= now


def next_due(schedule: Schedule, last: datetime | None, now: datetime) -> datetime | None:
    """When it is `due` next, as far as that can be said: None where it is whenever there is something."""
    if last is None:
        return quiet_ends(schedule, now) if is_quiet(schedule, now) else None
    return next_slot(schedule, now) if schedule.at else None


def later(schedule: Schedule, now: datetime) -> datetime:
    """What `later` alone means: the first delivery of tomorrow."""
    tomorrow = day(now, schedule.zone) + timedelta(days=1)
    at = min(schedule.at, default=MORNING)
    return quiet_ends(schedule, moment(tomorrow, at, schedule.zone))


def tempo(
    schedule: Schedule, history: Iterable[PastSuggestion], now: datetime, *, heard: datetime | None = None
) -> Tempo:
    """The pace of today: the owner's own, or less while several nudges in a row stand without any answer.

    `heard` is when the owner last said anything at all to the bot: any answer restores the pace.
    """
    delivered = sorted((past for past in history if past.state not in WAITING), key=lambda past: past.at, reverse=True)
    unanswered = 0
    for past in delivered:
        if past.met or (heard is not None and past.at <= heard):
            break
        unanswered += past.at <= now - UNANSWERED
    if unanswered < SLOW_AFTER:
        return Tempo(schedule.people_per_day)
    return Tempo(min(1, schedule.people_per_day), SLOW_GAP, slowed=True)


def room(schedule: Schedule, history: Iterable[PastSuggestion], now: datetime, *, heard: datetime | None = None) -> int:
    """How many more persons may be nudged first today."""
    counted = [past for past in history if past.counts]
    pace_now = tempo(schedule, counted, now, heard=heard)
    latest = max((past.at for past in counted), default=None)
    if latest is not None and now - latest < pace_now.gap:
        return 0
    today = day(now, schedule.zone)
    seen = {past.person for past in counted if day(past.at, schedule.zone) == today}
    return max(0, pace_now.people - len(seen))


def expires(post_at: datetime, *, question_from_known: bool) -> datetime:
    """When a suggestion that still waits for delivery is too old, counted from its post.

    `question_from_known`: a question to the owner by someone known keeps longer.
    """
    return post_at + (AFTER_QUESTION if question_from_known else AFTER_POST)


def expires_delivered(delivered_at: datetime) -> datetime:
    """When a delivered suggestion is closed without a word."""
    return delivered_at + AFTER_DELIVERY


def expires_later(asked_for: datetime) -> datetime:
    """When a suggestion put off by `later` is closed, counted from the time that the owner asked for."""
    return asked_for + AFTER_LATER
