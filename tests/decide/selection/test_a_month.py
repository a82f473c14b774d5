"""A world of thirty days and eighty authors, and one of ninety days: what the owner's days look like."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.decide.facts import Candidate, of_post
from bot.decide.relationships import standing
from bot.decide.rules.learning import Learned
from bot.decide.schedule import PastSuggestion, day, due
from bot.decide.selection import deliberate, judge
from bot.domain import Interaction, InteractionKind, Motive, SuggestionState
from tests.decide.builders import LOUDSPEAKER, OWNER, PACE, SOCIABLE, ZONE, account, pack, person, post, to_owner

START = datetime(2026, 10, 5, 0, 0, tzinfo=UTC)  # the clocks go back within this month
LOOKED_EVERY = timedelta(minutes=30)

QUESTIONS = (
    "Does anyone know how to mend a torn map?",
    "Which lighthouse should I not miss this summer?",
    "How do you all keep your notes in order?",
    "Any tips for reading old handwriting?",
)
STATEMENTS = (
    "Just walked to the pier and back, something smelled of tar",
    "The library has a new lamp",
    "I think short books are harder to write",
    "So much rain that the ferry stayed home",
)
LINKS = ("Tides of Europe, a long read", "Municipal report on harbours")
TO_OWNER = ("Did yours fade?", "Mine did not fade at all, it only curled a little at one end.", "thanks!", "ha, lovely")


class World:
    """Eighty authors who say things by a fixed plan; the owner answers two of three nudges."""

    def __init__(self, days: int, *, loud: int = 8) -> None:
        self.days, self.loud = days, loud
        self.history: list[PastSuggestion] = []
        self.ledger: dict[int, list[Interaction]] = defaultdict(list)
        self.delivered: list[tuple[datetime, list[PastSuggestion]]] = []
        self.people = {n: person(f"author{n:02d}", id=n) for n in range(80)}
        for n in range(12):
            self._talked(n)
        self.plan = sorted(self._plan(), key=lambda one: one[0])
        self.heard = 0
        known = {
            (said.text, said.mentions): said for _, _, said, _ in self.plan
        }  # who says the same to the same says as much
        facts = {words: of_post(said, OWNER) for words, said in known.items()}
        self.facts = {said.uri: facts[said.text, said.mentions] for _, _, said, _ in self.plan}

    def _talked(self, n: int) -> None:
        """Twelve of them have talked with the owner before."""
        for days in range(1, 3 + n):
            for mine in (True, False):
                at = START - timedelta(days=5 * days, hours=mine)
                self.ledger[n].append(Interaction(InteractionKind.REPLY, mine, f"author{n:02d}", at))

    def _plan(self):
        """Who says what and when: the loud all day, the others now and then, some to the owner."""
        for n in range(80):
            by = account(f"author{n:02d}")
            a_day = self.loud if n >= 70 else 1
            for moment in range(self.days * a_day):
                at = START + timedelta(days=moment / a_day, minutes=(n * 37 + moment * 91) % 1440 / a_day)
                kind = (n * 7 + moment * 3) % 10
                if n >= 70:
                    yield at, n, post(LINKS[moment % 2], by=by, at=at), LOUDSPEAKER
                elif kind == 0 and n < 30:
                    yield at, n, to_owner(TO_OWNER[(n + moment) % 4], by=by, at=at), SOCIABLE
                elif kind in (1, 2):
                    yield at, n, post(QUESTIONS[(n + moment) % 4], by=by, at=at), SOCIABLE
                elif kind in (3, 4, 5):
                    yield at, n, post(STATEMENTS[(n + moment) % 4], by=by, at=at), SOCIABLE

    def run(self, *, restart_every: int = 0) -> None:
        """Let the days go by; a restart forgets everything but the history and when slots were looked at."""
        looked, now, answered = START, START, 0
        rules = pack()
        while now < START + timedelta(days=self.days):
            now += LOOKED_EVERY
            self._hear(now)
            if not due(PACE, looked, now):
                continue
            looked = now
            if restart_every and len(self.delivered) % restart_every == 0:
                self.history = [replace(one) for one in self.history]
            judged = [judge(one, rules, Learned(), now) for one in self._candidates(now)]
            chosen = deliberate(judged, self.history, PACE, now).choices
            nudged = []
            for choice in chosen:
                answered += 1
                state = SuggestionState.PUBLISHED if answered % 3 else SuggestionState.SKIPPED
                nudged.append(
                    PastSuggestion(
                        choice.judged.person, choice.candidate.post.uri, choice.motive, now, state,
                        unprompted=choice.unprompted, answered_at=now,
                    )
                )  # fmt: skip
                if state is SuggestionState.PUBLISHED:
                    n = choice.judged.person
                    self.ledger[n].append(
                        Interaction(InteractionKind.REPLY, True, "", now, None, choice.candidate.post.uri)
                    )
            self.history += nudged
            self.delivered.append((now, nudged))

    def _hear(self, now: datetime) -> None:
        """What was said to the owner in the meantime goes into the ledger."""
        while self.heard < len(self.plan) and self.plan[self.heard][0] <= now:
            at, n, said, _ = self.plan[self.heard]
            self.heard += 1
            if said.mentions:
                self.ledger[n].append(Interaction(InteractionKind.REPLY, False, "", at, said.uri))

    def _candidates(self, now: datetime) -> list[Candidate]:
        since = bisect_left(self.plan, now - timedelta(hours=48), key=lambda one: one[0])
        lately = self.plan[since : self.heard]
        today = Counter(n for at, n, _, _ in lately if at > now - timedelta(days=1))
        stands = {n: standing(self.ledger[n], now) for n in {n for _, n, _, _ in lately}}
        return [
            Candidate(
                post=said,
                facts=self.facts[said.uri],
                person=self.people[n],
                standing=stands[n],
                habits=habits,
                seen_today=today[n],
            )
            for _, n, said, habits in lately
        ]


@pytest.fixture(scope="module")
def month() -> World:
    """Thirty days."""
    world = World(30)
    world.run()
    return world


def by_day(world: World) -> dict:
    """Who was nudged on each of the owner's days."""
    days = defaultdict(list)
    for one in world.history:
        days[day(one.at, ZONE)].append(one)
    return days


def test_there_are_at_most_two_delivery_times_a_day(month):
    """Nine and half past five, on the wall, also after the clocks went back."""
    times = defaultdict(set)
    for at, nudged in month.delivered:
        if nudged:
            times[day(at, ZONE)].add(at.astimezone(ZONE).strftime("%H:%M"))
    assert max(map(len, times.values())) <= 2
    assert set().union(*times.values()) <= {"09:00", "17:30"}


def test_there_are_at_most_three_distinct_people_a_day(month):
    """And hardly a day with none, in a world that talks so much."""
    for nudged in by_day(month).values():
        assert len({one.person for one in nudged}) == len(nudged) <= 3
    assert len(by_day(month)) >= 25


def test_the_loud_are_never_among_them(month):
    """Ten authors made nine of ten posts, and answer nobody."""
    loud = sum(n >= 70 for _, n, _, _ in month.plan)
    assert loud > 0.6 * len(month.plan)
    assert not [one for one in month.history if one.person >= 70]


def test_many_different_people_are_met(month):
    """Diversity: a month is not three friends over and over."""
    assert len({one.person for one in month.history}) >= 20


def test_there_is_always_room_for_somebody_who_did_not_write_first(month):
    """Owed first, but never only owed, on days that had three."""
    full = [nudged for nudged in by_day(month).values() if len(nudged) == 3]
    assert full
    assert all(any(one.unprompted for one in nudged) for nudged in full)


def test_a_restart_changes_nothing():
    """The counters are in the history, not in the process."""
    steady, restarted = World(10, loud=2), World(10, loud=2)
    steady.run()
    restarted.run(restart_every=2)
    assert [(p.person, p.at, p.motive) for p in steady.history] == [
        (p.person, p.at, p.motive) for p in restarted.history
    ]


def test_over_ninety_days_nobody_is_suggested_above_their_limit():
    """Unprompted at most once in seven days unless they wrote, and nobody for a single thank you."""
    world = World(90, loud=1)
    world.run()
    by_person = defaultdict(list)
    for one in world.history:
        by_person[one.person].append(one)
    wrote = defaultdict(list)
    for at, n, said, _ in world.plan:
        if said.mentions:
            wrote[n].append(at)
    for n, nudged in by_person.items():
        for earlier, later in pairwise(nudged):
            if later.unprompted and later.at - earlier.at < timedelta(days=7):
                assert any(earlier.at < at <= later.at for at in wrote[n]), n
    uris = [one.uri for one in world.history]
    assert len(set(uris)) == len(uris)
    texts = {said.uri: said.text for _, _, said, _ in world.plan}
    assert not {"thanks!", "ha, lovely"} & {texts[uri] for uri in uris}
    assert {one.motive for one in world.history} >= {Motive.OWED, Motive.FRIEND, Motive.NEW}
