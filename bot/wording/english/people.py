"""Speak about people (VOICE 5): what is known of them, how to get to know them, and who is one with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Account, Exchange, Person, Relationship
from bot.wording.english.phrases import (
    capital,
    cited,
    ended,
    follow_too,
    marked,
    one_line,
    paragraphs,
    quoted,
    sentences,
    series,
    some,
    subjects,
)
from bot.wording.english.silence import lifted, not_spoken_of
from bot.wording.english.times import day
from bot.wording.text import Cleaned, cut, first, name

LONGEST_WORDS = 160
"""Characters of what each of the two said last."""


def who(
    person: Person,
    *,
    relationship: Relationship | None,
    threads: int,
    last: Exchange | None,
    topics: Sequence[str],
    now: datetime,
    zone: ZoneInfo,
    addresses: Sequence[str] = (),
    read: bool = True,
    known_by: Sequence[Person] = (),
    called: Cleaned | None = None,
) -> str:
    """`who NAME`. `read`: the owner's last months were, so that it can be told whether the two spoke. `called`: here and below,
    what a command is to name them by, where their name is somebody else's, too.

    `known_by` are one or two whom the owner follows and who follow them, too.
    """
    where = series([Cleaned(each) for each in addresses or [account.address for account in person.accounts]])
    word = (called or first(person)).lower()
    return "\n".join(
        line
        for line in (
            sentences(
                f"{name(person)}, {where}.",
                relationship_words(relationship, first(person)),
                follow_too(person, known_by),
            ),
            _spoken(person, threads, last, now, zone) if read else _not_read_yet(known=last is not None),
            f"Often about {subjects(topics)}." if topics else "",
            ended(f"Your note: {marked(person.note)}") if person.note else "",
            not_spoken_of(person, now, zone, called=called),
            _offered(person, word),
        )
        if line
    )


def _offered(person: Person, word: str) -> str:
    """What can be said of somebody; that `again` can stands elsewhere."""
    if person.forget_at is not None:
        return ""
    return f"note {word}, forget {word}." if person.never else f"note {word}, never {word}, forget {word}."


def relationship_words(relationship: Relationship | None, called: str) -> str:
    """How the two follow each other."""
    if relationship is None:
        return ""
    if relationship.following and relationship.followed_by:
        return "You follow each other."
    if relationship.following:
        return f"You follow {called}; {called} does not follow you."
    return (
        f"{called} follows you; you do not follow {called}."
        if relationship.followed_by
        else "Neither follows the other."
    )


def _spoken(person: Person, threads: int, last: Exchange | None, now: datetime, zone: ZoneInfo) -> str:
    if last is None:
        return "You two have not spoken, as far as I have read."
    if not threads:
        return _one_way(person, last, day(last.at, now, zone))
    met = f"{capital(some(threads, 'thread'))}, the last {day(last.at, now, zone)}."
    theirs = f"{first(person)}: {cited(last.theirs, LONGEST_WORDS)}" if last.theirs else ""
    yours = f"You: {quoted(_shown(last.yours))}" if last.yours else ""
    return sentences(met, *((theirs, yours) if not last.theirs_last else (yours, theirs)))


def _not_read_yet(*, known: bool) -> str:
    """While the owner's last months are being read. `known`: that the two have spoken is known all the same."""
    what = "when you two last spoke" if known else "whether you two have spoken"
    return f"I am still reading your last months, so I cannot say yet {what}."


def _one_way(person: Person, last: Exchange, when: str) -> str:
    """Words of one of the two, and none of the other's: who wrote, without a word about what did not come."""
    who, words = (first(person), last.theirs) if last.theirs_last else ("You", last.yours)
    whom = "you" if last.theirs_last else first(person)
    said = cited(words, LONGEST_WORDS) if last.theirs_last else quoted(_shown(words))
    return ended(f"{who} wrote to {whom} {when}{f': {said}' if words else ''}")


def _shown(own: str) -> str:
    return cut(one_line(own), LONGEST_WORDS)


def meet(
    person: Person,
    *,
    relationship: Relationship | None,
    now: datetime,
    zone: ZoneInfo,
    known_by: Sequence[Person] = (),
    habit: str = "",
    last: Exchange | None = None,
) -> str:
    """`meet NAME`. `habit` is a clause about the person ("answers a few people a week, mostly about translation"); `last`:
    what one of the two wrote, though they did not talk.
    """
    called = first(person)
    begins = "" if last is not None else ", and begin with things to read"
    return paragraphs(
        lifted(person, now),
        sentences(
            f"{_addressed(person)}.",
            relationship_words(relationship, called),
            follow_too(person, known_by),
            ended(f"{called} {Cleaned(habit)}") if habit else "",
            _one_way(person, last, day(last.at, now, zone)) if last is not None else "",
        ),
        f"I will bring you a post when you may have something to say, at most one in ten days{begins}. It can take months, and "
        "it may come to nothing; both are usual. Nothing to do now.",
    )


def meet_known(
    person: Person,
    *,
    relationship: Relationship | None,
    threads: int,
    last: Exchange | None,
    now: datetime,
    zone: ZoneInfo,
    read: bool = True,
    called: Cleaned | None = None,
) -> str:
    """`meet NAME`, of somebody with whom the owner talks already. `read` as with `who`."""
    return paragraphs(
        lifted(person, now),
        sentences(f"{_addressed(person)}.", relationship_words(relationship, first(person))),
        sentences(
            "You two have talked before." if threads or not read else "",
            _spoken(person, threads, last, now, zone) if read else _not_read_yet(known=True),
        ),
        f"So there is nothing to begin. keep {(called or first(person)).lower()} 6w looks for a reason for a word now and then.",
    )


def _addressed(person: Person) -> str:
    return f"{name(person)}, {Cleaned(person.accounts[0].address)}" if person.accounts else name(person)


def meet_silent(person: Person, *, posts: int) -> str:
    """`meet NAME`, when the account answers nobody."""
    return (
        f"{_addressed(person)}. In the last {posts} posts not one answers anybody; perhaps other people write there. "
        "I can watch for a change. keep watching, or let it be."
    )


def same(person: Person, address: str) -> str:
    """`same NAME ADDRESS`."""
    return f"From now on {Cleaned(address)} and {name(person)} are one person to me."


def maybe_same(one: Account, other: Account) -> str:
    """Asks whether two accounts, whose profiles name each other, are one person."""
    names = f"{name(one)} ({_where(one)}) and {name(other)} ({_where(other)})"
    each = "Each profile names the other account, so I wonder whether they are one."
    return f"{names}: {each[0].lower()}{each[1:]} Say one person, or let it be."


def _where(account: Account) -> str:
    return f"{Cleaned(account.address)} on {account.network.capitalize()}"


def stay_two() -> str:
    """`let it be`, in answer to whether two accounts are one person."""
    return "They stay two. I do not ask again."
