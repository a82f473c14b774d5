"""The people of the examples, on Wednesday 18 November 2026, and the two kinds of private message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.decide.facts import OwnerProfile, PostFacts, of_post
from bot.domain import (
    Account,
    Exchange,
    Goal,
    Habits,
    Limits,
    Mentioned,
    Network,
    Nudge,
    NudgeKind,
    Person,
    Post,
    PostRef,
    Reply,
    Visibility,
)
from bot.wording.text import graphemes

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 18, 17, 40, tzinfo=UTC)

MASTODON = Limits(characters=500 - len("@lena@writers.example ") - 10, measure=graphemes)
BLUESKY = Limits(characters=1_000, measure=graphemes, reactions=True, embeds=True)
REPLY_ON_MASTODON = Limits(characters=500, measure=graphemes, addresses=True)
REPLY_ON_BLUESKY = Limits(characters=300, measure=graphemes)

OWNER = OwnerProfile(uids=frozenset({"lena@writers.example"}), names=("Lena Marsh",), languages=("en", "de"), zone=ZONE)
FILM = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
LETTERS = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper."
)


def ago(**length: float) -> datetime:
    """A time before now."""
    return NOW - timedelta(**length)


def an_account(name: str = "Tomas Reed", address: str = "tomas@books.example", **changes: object) -> Account:
    """Somebody's account."""
    account = Account(Network("mastodon"), address, address, address, name)
    return replace(account, **changes)  # type: ignore[arg-type]


def a_person(name: str = "Tomas Reed", address: str = "tomas@books.example", **changes: object) -> Person:
    """Somebody with one account."""
    return replace(Person(1, name, (an_account(name, address),)), **changes)  # type: ignore[arg-type]


TOMAS = a_person()
INES = a_person("Ines Duarte", "ines@porto.example")
JONAH = a_person("Jonah Park", "jonah@coast.example")
NADIA = a_person("Nadia Holt", "nadia@poets.example", goal=Goal.GET_TO_KNOW)
HALE = a_person("R. J. Hale", "rjhale@press.example")
SAM = a_person("Sam Orr", "sam@orr.example")


def a_post(text: str = LETTERS, by: Person = TOMAS, *, at: datetime | None = None, **changes: object) -> Post:
    """Something that somebody said two hours ago."""
    said = at or ago(hours=2)
    uri = f"https://{by.accounts[0].address.partition('@')[2]}/{len(text)}"
    post = Post(
        ref=PostRef(Network("mastodon"), uri, "1145270"),
        author=by.accounts[0],
        text=text,
        created_at=said,
        seen_at=said,
        link=f"https://writers.example/@{by.accounts[0].address}/1145270",
        language="en",
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def facts_of(post: Post) -> PostFacts:
    """What the post is."""
    return of_post(post, OWNER)


def named(person: Person) -> Mentioned:
    """Somebody, as a post names them."""
    return Mentioned(person.accounts[0].uid, person.accounts[0].address, person.name)


def a_reply(words: str = FILM, *, addresses: tuple[str, ...] = ("tomas@books.example",), **changes: object) -> Reply:
    """The owner's answer to the letters."""
    front = " ".join(f"@{address}" for address in addresses)
    target = a_post().ref
    reply = Reply(target, target, f"{front} {words}".strip(), words, addresses, language="en")
    return replace(reply, **changes)  # type: ignore[arg-type]


# --- the nudges of the examples


def the_question(**changes: object) -> Nudge:
    """Tomas asks about old letters."""
    nudge = Nudge(
        code="t4",
        kind=NudgeKind.QUESTION,
        person=TOMAS,
        account=TOMAS.accounts[0],
        post=a_post(),
        link="https://writers.example/@tomas@books.example/1145270",
        unanswered=True,
        last=Exchange(
            at=datetime(2026, 3, 3, 12, tzinfo=UTC),
            theirs="The catalogue number is U DX/12, ask for the second box.",
            under="the Hull archive",
        ),
        subject="scanning letters yourself",
        subject_at=datetime(2026, 1, 14, 12, tzinfo=UTC),
        way_in="how yours came out, folds included",
    )
    return replace(nudge, **changes)  # type: ignore[arg-type]


def the_return() -> Nudge:
    """Ines is back."""
    return Nudge(
        code="d7",
        kind=NudgeKind.BACK,
        person=INES,
        account=INES.accounts[0],
        post=a_post(
            "Slowly unpacking. The new kitchen has a window onto the lime tree, so I forgive it everything.", INES
        ),
        link="https://writers.example/@ines@porto.example/1145301",
        last=Exchange(
            at=datetime(2026, 9, 29, 12, tzinfo=UTC),
            theirs="If the piano survives the stairs, so will I.",
            yours="Bribe the movers with cake.",
            theirs_last=False,
        ),
        silent_for=timedelta(days=50),
        way_in="the piano, or whether the cake was needed",
    )


def the_follower(**changes: object) -> Nudge:
    """Jonah began to follow."""
    nudge = Nudge(
        code="p2",
        kind=NudgeKind.FOLLOWER,
        person=JONAH,
        account=JONAH.accounts[0],
        post=a_post("Found a keeper's diary that stops mid-sentence in 1911.", JONAH, at=ago(days=1)),
        link="https://writers.example/@jonah@coast.example/1145188",
        habits=a_habit(),
        followed_at=ago(days=1, hours=2),
    )
    return replace(nudge, **changes)  # type: ignore[arg-type]


def a_habit(**changes: object) -> Habits:
    """An account that talks with people."""
    habits = Habits(
        posts=40, answers=26, reshares=0, links=2, questions=4, received=30, answered_back=20, per_day=3.0,
        measured_at=NOW, topics=("lighthouses", "tide tables", "old logbooks"),
    )  # fmt: skip
    return replace(habits, **changes)  # type: ignore[arg-type]


def the_sad_news() -> Nudge:
    """Ines has bad news."""
    return replace(
        the_return(), kind=NudgeKind.SAD, code="d9", post=a_post("My mother died.", INES, at=ago(hours=8)),
        link="https://writers.example/@ines@porto.example/1145377", last=None, way_in="",
    )  # fmt: skip


def the_private_one() -> Nudge:
    """Tomas asks his followers only."""
    return replace(
        the_question(), kind=NudgeKind.FOLLOWERS_ONLY, code="t6",
        post=a_post("Who would read my draft?", at=ago(hours=1), visibility=Visibility.FOLLOWERS),
        link="https://writers.example/@tomas@books.example/1145402",
        last=Exchange(at=ago(days=1), theirs="secret"), question=True,
    )  # fmt: skip
