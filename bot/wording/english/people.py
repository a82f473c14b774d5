"""Speak about people (VOICE 5): what is known of them, and what was kept or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Account, Exchange, Person, Relationship
from bot.wording.english.phrases import (
    capital,
    cited,
    ended,
    first,
    follow_too,
    listed,
    marked,
    name,
    noted,
    one_line,
    paragraphs,
    quoted,
    sentences,
    series,
    shortened,
    some,
    subjects,
    tagged,
    web,
)
from bot.wording.english.times import at, day, span, until
from bot.wording.text import Cleaned, cut

LONGEST_WORDS = 160
"""Characters of what each of the two said last."""


def why(person: Person, reasons: Sequence[str], *, left: int, code: str, answers: str = "") -> str:
    """`why`: one line a reason, as the rules put it. `left` is the number of other posts that were left for this one."""
    others = f"{left:,} other {'post was' if left == 1 else 'posts were'} left for this one. " if left else ""
    words = answers or "Your own words, or skip, or less like this."
    return paragraphs(
        f"Why {first(person)}, why now:", "\n".join(map(Cleaned, reasons)), tagged(f"{others}{words}", code)
    )


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
) -> str:
    """`who NAME`. `read`: the owner's last months were, so that it can be told whether the two spoke.

    `known_by` are one or two whom the owner follows and who follow them, too.
    """
    where = series([Cleaned(each) for each in addresses or [account.address for account in person.accounts]])
    called = first(person).lower()
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
            quiet_still(person, now, zone) if person.is_quiet(now) else "",
            f"note {called}, never {called}, forget {called}.",
        )
        if line
    )


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


def meet(person: Person, *, relationship: Relationship | None, known_by: Sequence[Person] = (), habit: str = "") -> str:
    """`meet NAME`. `habit` is a clause about the person ("answers a few people a week, mostly about translation")."""
    called = first(person)
    return paragraphs(
        sentences(
            f"{_addressed(person)}.",
            relationship_words(relationship, called),
            follow_too(person, known_by),
            ended(f"{called} {Cleaned(habit)}") if habit else "",
        ),
        "I will bring you a post when you may have something to say, at most one in ten days, and begin with things to "
        "read. It can take months, and it may come to nothing; both are usual. Nothing to do now.",
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
) -> str:
    """`meet NAME`, of somebody with whom the owner talks already. `read` as with `who`."""
    called = first(person)
    return paragraphs(
        sentences(f"{_addressed(person)}.", relationship_words(relationship, called)),
        sentences(
            "You two have talked before.",
            _spoken(person, threads, last, now, zone) if read else _not_read_yet(known=True),
        ),
        f"So there is nothing to begin. keep {called.lower()} 6w looks for a reason for a word now and then.",
    )


def _addressed(person: Person) -> str:
    return f"{name(person)}, {Cleaned(person.accounts[0].address)}" if person.accounts else name(person)


def meet_silent(person: Person, *, posts: int) -> str:
    """`meet NAME`, when the account answers nobody."""
    return (
        f"{_addressed(person)}. In the last {posts} posts not one answers anybody; perhaps other people write there. "
        "I can watch for a change. keep watching, or let it be."
    )


def watching(person: Person) -> str:
    """`keep watching`."""
    return f"I keep an eye on {first(person)} and say so if that changes."


def converses_now(person: Person) -> str:
    """An account that is watched, and that answered nobody before."""
    called = first(person)
    return (
        f"{name(person)} has begun to answer people. I look out for a post of {called}'s that is worth a word of yours."
    )


def let_be(person: Person) -> str:
    """`let it be`."""
    return f"Let be. {first(person)} stays as before."


def keep(person: Person, every: timedelta) -> str:
    """`keep NAME 6w`."""
    called = first(person)
    return (
        f"{name(person)}. About every {_every(every)} I look for something of theirs that is worth a word, and stay "
        f"silent if you two have spoken meanwhile. keep {called.lower()} off ends it."
    )


def _every(length: timedelta) -> str:
    """`six weeks`, `week`."""
    return span(length).removeprefix("a ").removeprefix("one ")


def keep_off(person: Person) -> str:
    """`keep NAME off`."""
    return f"Ended. {first(person)} comes up only when a post gives a reason."


def note(person: Person) -> str:
    """`note NAME …`."""
    return f"Kept, for you alone, and shown with {name(person)} from now on."


def remind_kept(
    person: Person,
    when: datetime,
    now: datetime,
    zone: ZoneInfo,
    *,
    words: bool = True,
    before: datetime | None = None,
    before_words: str = "",
) -> str:
    """`remind NAME 3w …`. `words`: the owner said what about. `before`: when the one comes that this takes the place of.

    What was noted then stays where nothing is noted now.
    """
    stays = before is not None and not words and before_words.strip()
    brings = ", with what you noted now" if words else ", with what you noted before" if stays else ""
    given_up = f": {quoted(shortened(before_words))}" if words and before_words.strip() else ""
    instead = f", in place of the one {at(before, now, zone)}{given_up}" if before is not None else ""
    return sentences(ended(f"Kept{instead}"), f"{capital(at(when, now, zone))} I bring you {first(person)}{brings}.")


def reminder(person: Person, words: str, asked: datetime, now: datetime, zone: ZoneInfo, *, link: str = "") -> str:
    """What was asked for with `remind`, when its time has come."""
    about = f": {noted(words)}" if words.strip() else "."
    return paragraphs(f"{capital(day(asked, now, zone))} you asked me to bring up {name(person)}{about}", web(link))


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


def never(person: Person) -> str:
    """`never NAME`."""
    called = name(person)
    return f"You will hear nothing from me about {called} again. Nobody is told. again {called.lower()} takes it back."


def mute(person: Person, ends: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`mute NAME 3d`."""
    called = first(person)
    quiet = f"Quiet about {called} until {until(ends, now, zone)}."
    return f"{quiet} Only I am; your app still shows {called}. again {name(person).lower()} ends it."


def quiet_about(person: Person, now: datetime, zone: ZoneInfo) -> str:
    """Said with `list` while somebody is muted."""
    return f"Quiet about {name(person)} until {until(person.quiet_until or now, now, zone)}."


def quiet_still(person: Person, now: datetime, zone: ZoneInfo) -> str:
    """Said with `who` while somebody is muted, and where a post of theirs is asked for."""
    return f"{quiet_about(person, now, zone)} again {name(person).lower()} ends it."


def again(person: Person) -> str:
    """`again NAME`."""
    return f"{name(person)} may come up again."


def forgets(person: Person, when: datetime, now: datetime, zone: ZoneInfo, *, posts: int, threads: int) -> str:
    """`forget NAME`; at that time it can no longer be taken back."""
    counts = [_count(count, one) for count, one in ((posts, "post"), (threads, "thread")) if count]
    stored = f"Everything I have stored about {name(person)}{f', {listed(counts)},' if counts else ''}"
    return f"{stored} goes {at(when, now, zone)}; undo until then. I keep only a mark that I must not collect it anew."


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
