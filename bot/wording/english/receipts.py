"""Say how an approved reply goes: when it leaves, that it is out, that it is the owner's to post (VOICE 2)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import Paste, if_it_works, of, sentences, tagged, taken, web
from bot.wording.english.times import at
from bot.wording.text import SIGN, Name, first, links


def receipt_soon(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Directly after an approval."""
    return f"Good. It goes out {at(when, now, zone)}; undo until then."


def goes_on(to: Name, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A laugh, a yes, a farewell, while it is on its way."""
    return f"Your answer to {first(to)} goes out {at(when, now, zone)}; undo until then."


def receipt_out(link: str, *, embedded: bool = False) -> str:
    """When it stands."""
    return "It is out, just below." if embedded else f"It is out: {web(link)}"


def copy_it(words: str, *, to: Name, link: str, code: str, asked: bool = False, alone: bool = True) -> Paste:
    """An approval where Nudge may not post: the words alone, to be pasted, and the link of the post that they go under.

    The addresses in front are left out: the app in which it is answered puts them there. An at sign within the words
    carries our joiner, or this message would go to whoever it names; then it is said what to do about it.
    """
    verb = "asked" if asked else "wrote"
    head = f"I may only read, so this one is yours to post, under what {first(to)} {verb}:"
    done, skip = taken("done", of(code), alone=alone), taken("skip", of(code), alone=alone)
    bare = words
    for address in links(words):
        bare = bare.replace(address, " ")
    signs = "Type each at sign in it anew: as they stand here they name nobody, so that this goes to you alone."
    typed = signs if SIGN.search(bare) else ""
    tail = "\n\n".join(part for part in (web(link), sentences(typed, f"{done} when it is out, or {skip}.")) if part)
    return Paste(head, words, tagged(tail, code))


def already(to: Name, *, sent: bool) -> str:
    """`send` a second time."""
    how = (
        "out, and does not go out twice; undo offers to delete it"
        if sent
        else "on its way already, and does not go out twice"
    )
    return f"Your answer to {first(to)} is {how}."


def already_waits(to: Name, where: str, command: str, *, until: str, another: bool = False) -> str:
    """`send` a second time, while the login for posting is refused; or `another` person's. `command` mends it.

    `until` when it may go out, as `times.until` says it.
    """
    found = "somebody else's" if another else "refused"
    waits = f"is approved, and not out: the login for posting on {where} was {found} when I last tried."
    then = if_it_works("It", f"by {until}")
    return f"Your answer to {first(to)} {waits} {then} On the server: {command}."


def only_out(to: Name, *, out: bool) -> str:
    """Words that could answer nothing, when a reply went out lately. `out`: that is known; else it is leaving now."""
    how = (
        "is out; undo offers to delete it."
        if out
        else "is leaving at this moment; once it is out, undo offers to delete it."
    )
    return f"Nothing is open that these words could answer, so they went nowhere. Your answer to {first(to)} {how}"


def dropped(to: Name, *, tried: bool = False) -> str:
    """Goes behind `never`, `forget`, `skip`, `done`, when an answer to that person was on its way.

    `tried`: nobody knows of an attempt before this one.
    """
    what = f"The answer to {first(to)} that was on its way is taken back"
    return f"{what}; the first time it may have gone out." if tried else f"{what}, and was never sent."


def kept_from(to: Name) -> str:
    """Goes behind `never`, `forget`, `skip`, `done`, and into `stop`, when a reply to that person left and its end is not known."""
    return f"One answer of yours to {first(to)} may be out already; I do not send it again."
