"""Speak about people (VOICE 5): what is known of them, and what was kept or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Account, Exchange, Person, Relationship
from bot.wording.english.phrases import (
    capital,
    cited,
    ended,
    explained,
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
    some,
    subjects,
    tagged,
    web,
)
from bot.wording.english.times import at, day, span, until
from bot.wording.text import Cleaned, Name, cut

LONGEST_WORDS = 160
"""Characters of what each of the two said last."""

MOST_NAMED = 3


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
        return "You two have not spoken yet."
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
        "read. It can take months, and it may come to nothing; both are usual. Nothing to do tonight.",
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
            "You two talk already.", _spoken(person, threads, last, now, zone) if read else _not_read_yet(known=True)
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
    return f"Ended. {first(person)} comes up only when there is a reason of its own."


def note(person: Person) -> str:
    """`note NAME …`."""
    return f"Kept, for you alone, and shown with {name(person)} from now on."


def remind_kept(person: Person, when: datetime, now: datetime, zone: ZoneInfo, *, words: bool = True) -> str:
    """`remind NAME 3w …`. `words`: the owner said what about."""
    return f"Kept. {capital(at(when, now, zone))} I bring you {first(person)}{', with what you noted now' if words else ''}."


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


def post_by_hand(verb: str, link: str) -> str:
    """`like`, `boost`: what only the owner's own tap does. Without a link there is no post that could be meant."""
    where = f"one tap of yours does it: {web(link)}" if web(link) else "that is your own tap, in your app."
    return f"I {verb} nothing in your name; {where}"


def follow_by_hand(accounts: Sequence[Account]) -> str:
    """`follow NAME`; of several accounts each has its own tap."""
    pages = _pages(accounts)
    if len(pages) > 1:
        return "\n".join(("I follow nobody in your name; one tap of yours does it, on each network by itself.", *pages))
    return f"I follow nobody in your name; one tap of yours does it: {''.join(pages)}"


def block_by_hand(person: Person) -> str:
    """`block NAME`: on every network where they are; what can be done here is to be quiet."""
    quiet = f"Say never {name(person).lower()}, and I am quiet about {first(person)}."
    pages = _pages(person.accounts)
    return ("\n" if len(pages) > 1 else " ").join(
        (f"I block nobody in your name; you can in your app. {quiet}", *pages)
    )


def _pages(accounts: Sequence[Account]) -> Sequence[str]:
    """Where somebody is found; of several pages each with its network."""
    found = [(account.network.capitalize(), page) for account in accounts if (page := web(account.url))]
    return [f"{network}: {page}" if len(found) > 1 else page for network, page in found]


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


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `list`: the code, whose it is, and where it stands ("open", "goes out at 17:42", "done elsewhere")."""

    code: str
    who: Name
    stands: str


def list_open(items: Sequence[Listed], *, rest: str = "", muted: Sequence[str] = ()) -> str:
    """`list`. `rest` says that all is stopped, or until when I rest; `muted` until when I am quiet about whom."""
    rest = sentences(rest, *muted)
    if not items:
        return sentences("Nothing is open, and nothing is on its way.", rest)
    lines = "\n".join(f"{item.code}, {name(item.who)}: {item.stands}" for item in items)
    return paragraphs(lines, sentences("show and a code brings one up again.", rest))


def leaves_alone(person: Person, because: str) -> str:
    """`look ADDRESS`, when a rule says to leave that post alone."""
    alone = f"I leave this one of {first(person)}'s alone: {ended(explained(Cleaned(because)))}"
    return f"{alone} Answer it where it stands, if you see it otherwise."


def brought_before(to: Name, stands: str, *, code: str, shown: bool = True) -> str:
    """`look ADDRESS`, of a post that was chosen already. `shown`: it reached the owner; `stands` is then one of `BECAME`, else
    of `STANDS`.
    """
    if not shown:
        return tagged(f"I have chosen this one by {first(to)} already: {stands}.", code)
    return tagged(f"I brought you this one by {first(to)} before, and {stands}. show brings it again.", code)


def your_own_post() -> str:
    """`look ADDRESS`, of the owner's own post."""
    return "That is a post of your own, so nothing happened."


def no_such_post() -> str:
    """`look ADDRESS`, when nothing is found there."""
    return "I found no post at that address that you can see, so nothing happened."


def nobody_more(just_wrote: Sequence[Name] = (), within: timedelta = timedelta(0), *, others_open: bool = False) -> str:
    """`more` or `look`, when there is nobody good enough; what the day still brings is not known.

    What `just_wrote` said to the owner came `within` that time, and is left to their app. `others_open`: who was brought before is.
    """
    who = listed(map(first, just_wrote[:MOST_NAMED]))
    came = f"What {who} wrote reached you within the last {span(within)}, and your app has told you"
    told = f"{came}; I bring it later, if it still matters." if who else ""
    there = "list shows what is open." if others_open else ""
    return sentences("Nobody else whom I would bring you now.", told, there)
