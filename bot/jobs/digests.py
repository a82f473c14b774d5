"""Write what comes by itself and asks nothing: the week, the month, reminders.

Each is begun by the bot, so quiet hours and rests hold it back; each is said once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import wording
from bot.clock import Clock
from bot.config import Config
from bot.decide.relationships import Follower, worth_a_look, writes_about
from bot.decide.schedule import day, week
from bot.domain import Habits, InteractionKind, Network, Person, Stage
from bot.knowledge import candidates
from bot.knowledge.enrichment import Enrichment
from bot.knowledge.owner_preferences import OwnerPreferences, owner_preferences
from bot.outbox.teller import Teller
from bot.platforms.base import Reader
from bot.store import Store, Transaction, faces, interactions, names, people, reminders, settings, sources
from bot.store.faces import Face
from bot.store.settings import MONTH_WRITTEN, WEEK_WRITTEN
from bot.wording.text import Name

SUNDAY = 6
NONE_YET = date.min
"""The week of the letter before the first: everything has begun, and none was written."""

NEW_IN_A_LETTER = 3
MEASURED_FOR_A_LETTER = 10
A_WEEK = timedelta(days=7)
WORDS = (InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Digests:
    """Writes digests when their day has come."""

    store: Store
    readers: Mapping[Network, Reader]
    enrichment: Enrichment
    teller: Teller
    config: Config
    clock: Clock

    def step(self) -> bool:
        """Whatever is to be said now, each at most once."""
        now = self.clock()
        with self.store.begin() as tx:
            held = owner_preferences(tx, self.config)
            if held.silent(now):
                return False
            self._reminders(tx, now)
            self._month(tx, held, now)
            is_time = held.weekly and self._first_of_its_week(tx, held, now)
        if is_time:
            self._week(held, now)
        return False

    # --- reminders

    def _reminders(self, tx: Transaction, now: datetime) -> None:
        for person, due in reminders.due(tx, now=now).items():
            whom = people.person(tx, person)
            link = whom.accounts[0].url if whom.accounts else ""
            text = wording.reminder(whom, due.words, due.asked_at or now, now, self.teller.zone(tx), link=link)
            self.teller.say(tx, text, now=now, begun=True)
            reminders.done(tx, person)

    # --- the week

    def _first_of_its_week(self, tx: Transaction, held: OwnerPreferences, now: datetime) -> bool:
        """On Sunday, from the first delivery on, once; a Sunday on which everything began is only noted."""
        local = now.astimezone(held.schedule.zone)
        this = week(now, held.schedule.zone)
        if settings.get(tx, WEEK_WRITTEN) is None:
            settings.put(tx, WEEK_WRITTEN, this if local.weekday() == SUNDAY else NONE_YET)
        first = min(held.schedule.at, default=None)
        come = local.weekday() == SUNDAY and (first is None or local.time() >= first)
        return come and settings.get(tx, WEEK_WRITTEN) != this

    def _week(self, held: OwnerPreferences, now: datetime) -> None:
        fresh = self._measured_followers(now)
        with self.store.begin() as tx:
            new = [_face(f, people.person_of(tx, f.account.key)) for f in worth_a_look(fresh, held.topics, limit=20)]
            talked = self._talked(tx, now - A_WEEK, now)
            settings.put(tx, WEEK_WRITTEN, week(now, held.schedule.zone))
            faces.put(tx, new[NEW_IN_A_LETTER:])
            shown = [_shown(tx, face) for face in new[:NEW_IN_A_LETTER]]
            text = (
                wording.week(talked, shown, more_new=len(new) > len(shown))
                if talked or shown
                else wording.quiet_week(networks=len(self.readers), answer=self._all_answer(tx))
            )
            self.teller.say(tx, text, now=now, begun=True)

    def _all_answer(self, tx: Transaction) -> bool:
        """Whether every network answered last, whatever it was asked."""
        read = [source for source in sources.all_sources(tx) if source.name.partition(":")[0] in self.readers]
        return not any(source.problem for source in read)

    def _measured_followers(self, now: datetime) -> list[Follower]:
        """Those who began to follow this week, measured as far as the hour allows."""
        with self.store.begin() as tx:
            new = people.followers_since(tx, now - A_WEEK)
        unmeasured = [k.account for k in new if k.habits is None][:MEASURED_FOR_A_LETTER]
        for account in unmeasured:
            if account.network in self.readers:
                self.enrichment.measure(self.readers[account.network], account)
        with self.store.begin() as tx:
            return [
                follower_of(tx, k.account.key, now) for k in new if people.person(tx, k.person).may_be_spoken_of(now)
            ]

    @staticmethod
    def _talked(tx: Transaction, since: datetime, now: datetime) -> list[Name]:
        """With whom the owner exchanged words since then, most words first."""
        count: dict[int, int] = {}
        for account, acts in interactions.whole(tx, after=since).items():
            said = [act for act in acts if act.kind in WORDS]
            person = people.person_of(tx, account) if any(act.by_owner for act in said) else None
            if person is not None and person.may_be_spoken_of(now):
                count[person.id] = count.get(person.id, 0) + len(said)
        return [wording.name(people.person(tx, known)) for known in sorted(count, key=lambda known: -count[known])]

    # --- the month

    def _month(self, tx: Transaction, held: OwnerPreferences, now: datetime) -> None:
        this = day(now, held.schedule.zone).replace(day=1)
        before = settings.get(tx, MONTH_WRITTEN)
        if before == this:
            return
        settings.put(tx, MONTH_WRITTEN, this)
        if before is None or not held.monthly:
            return
        last = now - timedelta(days=now.astimezone(held.schedule.zone).day)
        found = self._of_month(tx, last, now)
        if found.first_words or found.deeper:
            self.teller.say(tx, wording.month(found, last, held.schedule.zone), now=now, begun=True)

    def _of_month(self, tx: Transaction, last: datetime, now: datetime) -> wording.Month:
        """By name and day: with whom the first words were exchanged, and with whom it went deeper."""
        began = last.replace(day=1, hour=0, minute=0)
        first, deeper = [], []
        for person in people.all_persons(tx).values():
            standing = candidates.standing_now(tx, person, now)
            if (
                not standing.spoken
                or standing.last_words is None
                or standing.last_words < began
                or not person.may_be_spoken_of(now)
            ):
                continue
            words = [a for a in interactions.of(tx, [k.key for k in person.accounts]) if a.kind in WORDS]
            if words[0].at >= began:
                first.append((wording.name(person), words[0].at))
            elif standing.stage is Stage.FRIEND and standing.theirs_30 > 1:
                deeper.append((wording.name(person), standing.last_words))
        return wording.Month(first_words=first[:3], deeper=deeper[:3])


def follower_of(tx: Transaction, key: str, now: datetime) -> Follower:
    """A follower with what was measured of them."""
    held, person = people.known(tx, key), people.person_of(tx, key)
    if held is None or person is None:
        raise KeyError(key)
    spoken = candidates.standing_now(tx, person, now).last_words is not None
    return Follower(
        held.account, held.habits, spoken=spoken, following=bool(held.relationship and held.relationship.following)
    )


def _shown(tx: Transaction, face: Face) -> wording.NewFace:
    person = people.person(tx, face.person) if face.person is not None else None
    called = names.telling(tx, person, short=True) if person is not None else None
    return wording.NewFace(face.who, face.topics, face.evidence, called)


def _face(follower: Follower, person: Person | None) -> Face:
    topics = writes_about(follower.habits)
    name = wording.name(person or follower.account)
    return Face(person.id if person else None, name, topics, _evidence(follower.habits))


def _evidence(habits: Habits | None) -> str:
    if habits is None or not habits.answers:
        return ""
    return f"{habits.answers} of the last {habits.posts - habits.reshares} posts answer someone."
