"""Say why words do not go out, or not as they are: the world has changed, a no, a matter of taste, a rule (VOICE 2)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain import Reply
from bot.wording.english.languages import called
from bot.wording.english.phrases import (
    LONGEST_ADDRESS,
    Frame,
    anew,
    aside,
    number,
    of,
    sentences,
    some,
    tagged,
    taken,
    web,
)
from bot.wording.english.previews import with_it
from bot.wording.english.times import day, since
from bot.wording.text import Cleaned, Name, first, name

# --- not sent


def changed(reply: Reply, *, to: Name, now_reads: str, code: str, alone: bool = True) -> Frame:
    """The post was edited after the preview. `now_reads` is empty when it may not be repeated; `alone` as in `preview`."""
    head = f"Not sent. {first(to)} changed the post after I showed it to you. Under the post as it is now it would still be: "
    reads = f"The post now reads: {aside(now_reads)}" if now_reads.strip() else ""
    return Frame(
        head, reply.words, tagged(f" {sentences(with_it(reply), reads, _send_or_skip(code, alone=alone))}", code)
    )


def _send_or_skip(code: str, *, alone: bool) -> str:
    return f"{taken('send', code, alone=alone)}, or {taken('skip', of(code), alone=alone)}."


def gone(words: str, *, code: str) -> Frame:
    """The post can no longer be answered; the reason is nobody's business."""
    head = "Not sent. The post can no longer be answered, so I let it go. Your words, should you want them elsewhere:"
    return Frame(f"{head}\n\n", words, tagged("", code))


def refused(words: str, *, to: Name, where: str, code: str) -> Frame:
    """The network understood the reply and said no."""
    head = f"Not sent. {where} did not take your answer to {first(to)}, and I do not try again."
    return Frame(f"{head} Your words, should you want to post them yourself:\n\n", words, tagged("", code))


def unclear(reply: Reply, *, to: Name, where: str, code: str) -> Frame:
    """Nobody knows whether it was sent; approving it again is up to the owner."""
    head = (
        f"{where} did not tell me whether your answer to {first(to)} arrived, and I cannot find it there. "
        "I do not try again by myself. The words were: "
    )
    return Frame(head, reply.words, tagged(f" {sentences(with_it(reply), 'send once more, or leave it.')}", code))


def similar(reply: Reply, *, concern: str, code: str, alone: bool = True) -> Frame:
    """A matter of taste before the preview can be approved; `concern` is a clause made by one of those below."""
    answers = f"{taken('send anyway', code, alone=alone)}, or {anew('write it anew', code, alone=alone)}."
    tail = tagged(f" {sentences(with_it(reply), answers)}", code)
    return Frame(f"One thing before it goes out: {concern}. Yours now: ", reply.words, tail)


def unclear_yet(to: Name, where: str, *, code: str) -> str:
    """An hour after a request whose end is not known: said once, and nothing to do."""
    said = f"I still cannot tell whether your answer to {first(to)} arrived at {where}."
    return tagged(f"{said} I keep looking, and it cannot come to stand twice. There is nothing you need to do.", code)


def old_words(
    reply: Reply,
    *,
    written: datetime,
    answers_since: int,
    by_author: int,
    to: Name,
    link: str,
    code: str,
    now: datetime,
    zone: ZoneInfo,
    alone: bool = True,
) -> Frame:
    """A preview that is older than a day, or whose talk has gone on, shown again."""
    whose = f", {_some_of_them(by_author, answers_since)}by {first(to)}" if by_author else ""
    gone_on = f", and the talk has gone on: {some(answers_since, 'answer')} since{whose}" if answers_since else ""
    head = f"These words are from {since(written, now, zone)}{gone_on}. Look before you send: {web(link)} The words: "
    return Frame(head, reply.words, tagged(f" {sentences(with_it(reply), _send_or_skip(code, alone=alone))}", code))


def _some_of_them(part: int, whole: int) -> str:
    if part < whole:
        return f"{number(part)} of them "
    return {1: "", 2: "both "}.get(whole, "all ")


def only_anyway(*, code: str, alone: bool = True) -> str:
    """`send`, where something was said against the words."""
    posts = f"{taken('send anyway', code, alone=alone)} posts the words as they are"
    write = anew("write them anew", code, alone=alone)
    return tagged(f"Not sent yet, for what I said above. {posts}, or {write}.", code)


# --- matters of taste, as clauses for `similar`


def nearly_the_same(before: str, *, to: Name, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Nearly the same words went to somebody else."""
    return f"{day(when, now, zone)} you wrote nearly the same to {name(to)} ({aside(before)})"


def form_letter(phrase: str) -> str:
    """A phrase that everybody writes to everybody."""
    return f"{aside(phrase)} fits many posts; a word about this one could go with it"


def asks_a_favour(to: Name) -> str:
    """A favour asked of someone hardly known."""
    return f"it asks something of {first(to)}, and I know of little talk between you two so far"


def other_language(yours: str, theirs: str) -> str:
    """Written in another language than the post."""
    return f"the post is in {called(theirs)}, and your words look like {called(yours)}"


# --- reasons why words cannot go out as they are


def too_long(length: int, room: int, *, code: str) -> str:
    """Counted as the network counts, the addresses in front included."""
    long = f"That is {length:,} characters as it would stand, and {room:,} fit."
    return tagged(f"{long} Write it shorter by {length - room:,} and I show it back.", code)


def far_too_long(length: int, room: int) -> str:
    """So long that nothing of it was read; `room` is as much as would be taken."""
    return f"That is {length:,} characters, so I read none of it. There is room for {room:,}. Write it shorter, and I take it up."


def foreign_link(link: str, *, code: str) -> str:
    """A link in a draft that the owner did not write."""
    held = f"The draft has a link that you did not write ({web(link)}), so I hold it back."
    return tagged(f"{held} Write the words yourself, with or without it.", code)


def foreign_handle(handle: str, *, code: str) -> str:
    """A handle in a draft that the owner did not write."""
    held = f"The draft names {Cleaned(handle, LONGEST_ADDRESS)}, which you did not write, so I hold it back."
    return tagged(f"{held} Write the words yourself, with or without it.", code)
