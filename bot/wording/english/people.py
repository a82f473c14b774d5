"""Speak about people (VOICE 5): what is known of them, and what was kept or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Account, Exchange, Person, Relationship
from bot.wording.english.phrases import (
    anew,
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
    taken,
    web,
)
from bot.wording.english.times import at, day, span, until
from bot.wording.text import Cleaned, cut

LONGEST_WORDS = 160
"""Characters of what each of the two said last."""


def why(person: Person, reasons: Sequence[str], *, left: int, code: str, answers: str = "", alone: bool = True) -> str:
    """`why`: one line a reason, as the rules put it. `left` is the number of other posts that were left for this one.

    `answers` is what can be said to it, where that is not the usual; `alone`: without the code.
    """
    others = f"{left:,} other {'post was' if left == 1 else 'posts were'} left for this one. " if left else ""
    skip, less = (taken(word, code, alone=alone) for word in ("skip", "less like this"))
    words = answers or f"{anew('Your own words', code, alone=alone)}, or {skip}, or {less}."
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
        _lifted(person, now),
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
        _lifted(person, now),
        sentences(f"{_addressed(person)}.", relationship_words(relationship, first(person))),
        sentences(
            "You two have talked before." if threads or not read else "",
            _spoken(person, threads, last, now, zone) if read else _not_read_yet(known=True),
        ),
        f"So there is nothing to begin. keep {(called or first(person)).lower()} 6w looks for a reason for a word now and then.",
    )


def _lifted(person: Person, now: datetime) -> str:
    """What ends as somebody is wanted again; "" where nothing stood in the way."""
    called = first(person)
    if person.forget_at is not None:
        return f"{called} is not forgotten, then: what I have stored stays."
    return "" if person.may_be_spoken_of(now) else f"I am no longer silent about {called}."


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


def keep(person: Person, every: timedelta, *, called: Cleaned | None = None) -> str:
    """`keep NAME 6w`."""
    return (
        f"{name(person)}. About every {_every(every)} I look for something of theirs that is worth a word, and stay "
        f"silent if you two have spoken meanwhile. keep {(called or first(person)).lower()} off ends it."
    )


def _every(length: timedelta) -> str:
    """`six weeks`, `week`."""
    return span(length).removeprefix("a ").removeprefix("one ")


def keep_off(person: Person, *, silent: bool = False) -> str:
    """`keep NAME off`. `silent`: nothing else comes about them either."""
    return "Ended." if silent else f"Ended. {first(person)} comes up only when a post gives a reason."


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
    moved: bool = False,
) -> str:
    """`remind NAME 3w …`. `words`: the owner said what about. `before`: when the one comes that this takes the place of.

    What was noted then stays where nothing is noted now. `moved`: it comes later than at the time that they named.
    """
    stays = before is not None and not words and before_words.strip()
    brings = ", with what you noted now" if words else ", with what you noted before" if stays else ""
    why = "; until then you asked for quiet" if moved else ""
    given_up = f": {quoted(shortened(before_words))}" if words and before_words.strip() else ""
    instead = f", in place of the one {at(before, now, zone)}{given_up}" if before is not None else ""
    comes = f"{capital(at(when, now, zone))} I bring you {first(person)}{brings}{why}."
    return sentences(ended(f"Kept{instead}"), comes)


def kept_waiting(person: Person, *, called: Cleaned | None = None) -> str:
    """`keep`, `remind`, after `never`: nothing of it comes."""
    word = (called or name(person)).lower()
    return f"Kept. You hear nothing from me about {name(person)}, so it waits until you say again {word}."


def not_kept(person: Person, *, called: Cleaned | None = None) -> str:
    """`note`, `keep`, `remind`, while somebody is about to be forgotten."""
    return f"Nothing is kept now. {_forgets_soon(person, called)}"


def not_spoken_of(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Why nothing is said about somebody, and what ends that; nothing where they may be spoken of."""
    if person.forget_at is not None:
        return _forgets_soon(person, called)
    if person.never:
        word = (called or name(person)).lower()
        return f"You hear nothing from me about {name(person)}, as you said. again {word} takes it back."
    return quiet_still(person, now, zone, called=called) if person.is_quiet(now) else ""


def _forgets_soon(person: Person, called: Cleaned | None) -> str:
    word = (called or name(person)).lower()
    return f"You asked me to forget {name(person)}; again {word}, said in time, takes it back."


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


def never(person: Person, called: Cleaned | None = None) -> str:
    """`never NAME`."""
    word = (called or name(person)).lower()
    return f"You will hear nothing from me about {name(person)} again. Nobody is told. again {word} takes it back."


def mute(person: Person, ends: datetime, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """`mute NAME 3d`."""
    quiet = f"Quiet about {first(person)} until {until(ends, now, zone)}."
    word = (called or name(person)).lower()
    return f"{quiet} Only I am; your app still shows {first(person)}. again {word} ends it."


def quiet_about(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Said with `list` while somebody is muted."""
    return f"Quiet about {called or name(person)} until {until(person.quiet_until or now, now, zone)}."


def quiet_still(person: Person, now: datetime, zone: ZoneInfo, *, called: Cleaned | None = None) -> str:
    """Said with `who` while somebody is muted, and where a post of theirs is asked for."""
    return f"{quiet_about(person, now, zone, called=called)} again {(called or name(person)).lower()} ends it."


def again(person: Person, now: datetime) -> str:
    """`again NAME`."""
    if person.may_be_spoken_of(now):
        return f"Nothing you said kept {name(person)} from coming up, so nothing changed."
    kept = _lifted(person, now) if person.forget_at is not None else ""
    return sentences(kept, f"{name(person)} may come up again.")


def forgets(person: Person, when: datetime, now: datetime, zone: ZoneInfo, *, posts: int, threads: int) -> str:
    """`forget NAME`; at that time it can no longer be taken back."""
    counts = [_count(count, one) for count, one in ((posts, "post"), (threads, "thread")) if count]
    stored = f"Everything I have stored about {name(person)}{f', {listed(counts)},' if counts else ''}"
    return f"{stored} goes {at(when, now, zone)}; undo until then. I keep only a mark that I must not collect it anew."


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
