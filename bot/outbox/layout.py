"""Make private messages fit to leave: none is longer than its network takes, and all have passed the mention guard.

    fit         a nudge in the room that there is, giving way in the order of VOICE rule 11
    parts       a message with words to approve, in one part or several; the words are never shortened
    messages    any other text, in one part or several

All of them return guarded text that leaves as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import wording
from bot.domain import Limits, Nudge
from bot.outbox.mention_guard import guard
from bot.wording import Detail, Frame, Paste, Shape
from bot.wording.text import chunks, cut

LEAST_QUOTE = 100
"""Characters of a quotation that are kept in any case (VOICE rule 11)."""

LONGEST_PAST = 160
"""Characters of each side's last words in a nudge."""


# --- a nudge in the room that there is

_LADDER = (
    (Detail.FULL, Detail.FULL),
    (Detail.SHORT, Detail.FULL),
    (Detail.SHORT, Detail.SOME),
    (Detail.SHORT, Detail.SHORT),
    (Detail.NONE, Detail.SHORT),
    (Detail.NONE, Detail.NONE),
)
"""What is left out, step by step: (the reason why now, the past exchange)."""


def fit(nudge: Nudge, limits: Limits, now: datetime, zone: ZoneInfo, *, embedded: bool = False) -> str:
    """The nudge in one message, guarded.

    `embedded` says that the post itself will hang below the message, so that its link need not stand in the text: only
    where that network can show this post, and its words may be repeated.
    """
    quote = wording.repeatable(nudge)
    below = embedded and bool(quote)
    said = _with_short_past(nudge)

    def rendered(quote: str, reason: Detail = Detail.NONE, past: Detail = Detail.NONE) -> str:
        return guard(wording.nudge(said, now, zone, Shape(quote, reason, past, below)))

    def fits(text: str) -> bool:
        return limits.measure(text) <= limits.characters

    if limits.measure(quote) <= limits.characters:
        whole = (rendered(quote, reason, past) for reason, past in _LADDER)
        found = next((text for text in whole if fits(text)), None)
        if found is not None:
            return found
    least = rendered(cut(quote, LEAST_QUOTE, limits.measure))
    spare = max(limits.characters - limits.measure(least), 0)
    shorter = (rendered(cut(quote, room, limits.measure)) for room in _rooms(spare))
    return next((text for text in shorter if fits(text)), least)


def _rooms(spare: int) -> tuple[int, ...]:
    """Lengths of a quotation to try, longest first; below `LEAST_QUOTE` only where nothing else would ever leave."""
    return (LEAST_QUOTE + spare, LEAST_QUOTE + spare * 9 // 10, LEAST_QUOTE + spare // 2, LEAST_QUOTE, 60, 30, 12)


def _with_short_past(nudge: Nudge) -> Nudge:
    last = nudge.last
    if last is None:
        return nudge
    theirs, yours = (cut(" ".join(words.split()), LONGEST_PAST) for words in (last.theirs, last.yours))
    return replace(nudge, last=replace(last, theirs=theirs, yours=yours))


# --- messages that may need several parts

_ANNOUNCED = "\n\n({number} of {count}, the rest follows)"
_LAST = "({number} of {count}) "


def parts(head: str, body: str, tail: str, limits: Limits) -> tuple[str, ...]:
    """Head, the quoted body whole, tail: in one message, or in several of which the last one can be approved.

    Use with what the preview-like functions of `wording` return: `parts(*wording.preview(...), limits)`. Every piece of the
    body stands in quotation marks of its own, and put together they are the body.
    """
    whole = guard(str(Frame(head, body, tail)))
    if limits.measure(whole) <= limits.characters:
        return (whole,)
    around = max(limits.measure(guard(head)), limits.measure(guard(tail)))
    if _room(limits, around) >= limits.characters // 4:
        return _split(head, body, tail, limits, around)
    if head:
        return (*messages(head.strip(), limits), *parts("", body, tail, limits))
    return _split("", body, "", limits, 0, after=tail.strip())


def _room(limits: Limits, around: int) -> int:
    return limits.characters - around - limits.measure(_ANNOUNCED) - 10


def _split(head: str, body: str, tail: str, limits: Limits, around: int, *, after: str = "") -> tuple[str, ...]:
    """The words in pieces; `after` is a tail that needs a message of its own."""
    pieces = _guarded_chunks(body, _room(limits, around), limits)
    if len(pieces) == 1:
        tail, after = "", after or tail.strip()
    count = len(pieces) + bool(after)
    shown = [wording.quoted(piece) for piece in pieces]
    texts = [
        f"{'' if number > 1 else head}{piece}{_ANNOUNCED.format(number=number, count=count)}"
        for number, piece in enumerate(shown if after else shown[:-1], start=1)
    ]
    last = f"{_LAST.format(number=count, count=count)}{after or shown[-1] + tail}"
    return (*(guard(text) for text in texts), *messages(last, limits))


def _guarded_chunks(body: str, room: int, limits: Limits) -> tuple[str, ...]:
    return chunks(body, room, lambda piece: limits.measure(guard(piece)))


def messages(text: str | Frame, limits: Limits) -> tuple[str, ...]:
    """Any text of `wording`, guarded, in as many messages as it needs (nearly always one).

    Words to be pasted that do not fit into it stand alone in messages of their own.
    """
    if isinstance(text, Frame) and not isinstance(text, Paste):
        return parts(*text, limits)
    whole = guard(str(text))
    if limits.measure(whole) <= limits.characters:
        return (whole,)
    if isinstance(text, Paste):
        return tuple(part for piece in text for part in messages(piece, limits))
    return tuple(guard(piece) for piece in _guarded_chunks(text, limits.characters, limits))
