"""Small words for the world of the deciders: posts, people, and what is known of them. It is Wednesday noon, in Berlin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from bot.decide.facts import Candidate, OwnerProfile, of_post
from bot.decide.relationships import standing
from bot.decide.rules import Rules, default_pack, load
from bot.decide.rules.learning import Learned
from bot.decide.schedule import PastSuggestion, Schedule
from bot.decide.selection import Deliberation, Judged, deliberate, judge
from bot.domain import (
    Account,
    Habits,
    Interaction,
    InteractionKind,
    Mentioned,
    Motive,
    Network,
    Person,
    Post,
    PostRef,
    SuggestionState,
    Thread,
)

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
OWNER_UID = "lena@writers.example"
OWNER = OwnerProfile(
    uids=frozenset({OWNER_UID}),
    names=("Lena Marsh",),
    languages=("en", "de"),
    topics=("letter", "archive", "lighthouse"),
    zone=ZONE,
)
PACE = Schedule(ZONE, at=(time(9), time(17, 30)), quiet=(time(22), time(7)))
LENA = Mentioned(OWNER_UID, OWNER_UID, "Lena Marsh")
MINE = PostRef(Network("mastodon"), "mine", "mine")
QUESTION = "Does anyone scan old letters at home? The flatbed flattens the folds and I fear for the paper."

_numbers = count(1)


def ago(**length: float) -> datetime:
    """A time before now."""
    return NOW - timedelta(**length)


def account(name: str = "tomas", **changes) -> Account:
    """Somebody's account."""
    address = f"{name}@books.example"
    return replace(Account(Network("mastodon"), address, address, address, name.title()), **changes)


def person(name: str = "tomas", **changes) -> Person:
    """Somebody with one account; the same name is the same person."""
    return replace(Person(sum(map(ord, name)) * 1_000 + len(name), name.title(), (account(name),)), **changes)


def post(text: str = QUESTION, *, by: Account | None = None, at: datetime | None = None, **changes) -> Post:
    """Something that somebody said an hour ago."""
    said, uri = at or ago(hours=1), f"post {next(_numbers)}"
    seen = changes.pop("seen_at", said)
    made = Post(
        PostRef(Network("mastodon"), uri, uri), by or account(), text, said, seen, f"https://books.example/{uri}"
    )
    return replace(made, **changes)


def to_owner(text: str, *, by: Account | None = None, at: datetime | None = None, **changes) -> Post:
    """An answer to something that the owner said, five hours ago."""
    return post(
        text,
        by=by,
        at=at or ago(hours=5),
        **{"mentions": (LENA,), "parent": MINE, "parent_uid": OWNER_UID, **changes},
    )


def talks(*, yours: int = 0, theirs: int = 0, days: int = 10, signs: int = 0, every: int = 3) -> list[Interaction]:
    """A ledger: so many words each way and signs of theirs, the latest so many days ago, one in `every` days."""

    def acts(kind: InteractionKind, number: int, *, by_owner: bool) -> list[Interaction]:
        return [Interaction(kind, by_owner, "", ago(days=days + every * n)) for n in range(number)]

    return [
        *acts(InteractionKind.REPLY, yours, by_owner=True),
        *acts(InteractionKind.REPLY, theirs, by_owner=False),
        *acts(InteractionKind.LIKE, signs, by_owner=False),
    ]


FRIEND = talks(yours=6, theirs=6)
KNOWN = talks(yours=2, theirs=2)
MET = talks(yours=1, theirs=1)
SOCIABLE = Habits(
    posts=40, answers=26, reshares=4, links=3, questions=5, received=20, answered_back=15, per_day=3, measured_at=NOW
)
LOUDSPEAKER = Habits(
    posts=40, answers=0, reshares=2, links=35, questions=4, received=20, answered_back=0, per_day=12, measured_at=NOW
)


def candidate(
    said: Post | None = None, *, of: Person | None = None, ledger: list[Interaction] | None = None, **changes
) -> Candidate:
    """A post with what is known about it; by default of somebody whom nobody knows."""
    said = said or post()
    whose = of or person(said.author.address.split("@")[0])
    known = standing(ledger or [], changes.pop("now", NOW))
    made = Candidate(post=said, facts=of_post(said, OWNER), person=whose, standing=known)
    return replace(made, **changes)


@cache
def pack() -> Rules:
    """The rules that come with the program."""
    return load(default_pack())


def judged(one: Candidate, now: datetime = NOW, learned: Learned | None = None) -> Judged:
    """What the pack says of a candidate."""
    return judge(one, pack(), learned or Learned(), now)


def looked(
    *candidates: Candidate,
    now: datetime = NOW,
    history: tuple[PastSuggestion, ...] = (),
    schedule: Schedule = PACE,
    **more,
) -> Deliberation:
    """What is chosen among candidates, and why not the others."""
    return deliberate([judged(one, now) for one in candidates], history, schedule, now, **more)


def names(found: Deliberation) -> list[str]:
    """Who was chosen, in order."""
    return [choice.candidate.person.name for choice in found.choices]


def reasons(found: Deliberation) -> dict[str, str]:
    """Why each other post was passed over, by its text."""
    return {passed.judged.candidate.post.text: passed.why for passed in found.passed}


def past(of: Person, *, at: datetime | None = None, **changes) -> PastSuggestion:
    """An earlier nudge about somebody, by default a friend's post three days ago, answered by the owner."""
    made = PastSuggestion(
        of.id,
        f"old {next(_numbers)}",
        Motive.FRIEND,
        at or ago(days=3),
        SuggestionState.PUBLISHED,
        answered_at=at or ago(days=3),
    )
    return replace(made, **changes)


def below(top: Post, *said: Post) -> Thread:
    """A post with what stands below it."""
    return Thread(top, (), said)


def answer(to: Post, text: str, *, by: Account, at: datetime | None = None) -> Post:
    """Somebody's answer to a post."""
    return post(text, by=by, at=at or ago(minutes=30), parent=to.ref, parent_uid=to.author.uid, root=to.root or to.ref)
