"""Say what `undo` takes back, or cannot, and what becomes of a reply that is to be deleted (VOICE 2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import ended, one_line, quoted, sentences, tagged, web
from bot.wording.english.times import at, span
from bot.wording.text import Name, cut, first

LONGEST_UNDONE = 120


def delete_in_full() -> str:
    """`yes`, to the offer to delete an answer that is out."""
    return "Nothing happened. undo shows the offer once more; delete, said to that, deletes it."


def taken_back(to: Name, code: str) -> str:
    """`undo`, in time."""
    return tagged(f"Taken back. It was never sent, and your words for {first(to)} are kept.", code)


def undone(said: str, *, again: bool = False, words: bool = False, now: bool = False, after: str = "") -> str:
    """`undo`: the last thing that the owner said. `again`: what it ended is brought once more, with the owner's `words`, where
    there are some; `now`: what it put off comes. `after`: when that is, as `after_quiet` says it, where it is not at once.
    """
    back = "comes back, and your words are shown again" if words else "comes back"
    matters = f"if it still matters then: {after}" if after else "if it still matters"
    comes = f"What was closed by that {back}, {matters}." if again else f"It comes {after or 'now'}." if now else ""
    return sentences(ended(f"Taken back: {_shortly(said)}"), comes)


def after_quiet(when: datetime, now: datetime, zone: ZoneInfo, *, stopped: bool = False) -> str:
    """When something comes that the owner's wish for quiet holds until `when`, or `stop`; "" where nothing holds it."""
    if when > now:
        resumed = ", and not before you say resume" if stopped else ""
        return f"{at(when, now, zone)}{resumed}; until then you asked for quiet"
    return "once you say resume, if it still matters then" if stopped else ""


def undone_forgets(said: str, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`undo` of what kept somebody from being forgotten: they are to be again, and there is time to keep them."""
    goes = f"So forgetting goes on, and ends {at(when, now, zone)}; again and the name keeps all."
    return sentences(ended(f"Taken back: {_shortly(said)}"), goes)


def undone_until(said: str, when: datetime, now: datetime, zone: ZoneInfo, *, after: str = "") -> str:
    """`undo` of a `later` that came after another one: the first counts again. `after` as in `undone`."""
    comes = f"It comes again {at(when, now, zone)}, as you said before." if when > now else "It comes now."
    comes = f"It comes again {after}." if after else comes
    return sentences(ended(f"Taken back: {_shortly(said)}"), comes)


def not_undone(said: str) -> str:
    """`undo`, when the last thing that the owner said cannot be taken back."""
    return f"I cannot take back {_shortly(said)}, so nothing changed."


def changed_nothing(said: str) -> str:
    """`undo`, when the last thing that the owner asked for was so already."""
    return f"{_shortly(said)} changed nothing, so there is nothing to take back."


def over_by_now(said: str, *, reminder: bool = False) -> str:
    """`undo`, when nothing is left to take back of the last thing that the owner said. `reminder`: it asked for one."""
    what = "That reminder has come" if reminder else f"{_shortly(said)} is over"
    return f"{what} already, so there is nothing to take back."


def forgotten_by_now() -> str:
    """`undo`, when the last thing that the owner said was about somebody who is forgotten meanwhile, by their wish."""
    return "That was about somebody whom I have forgotten already, so it cannot be taken back."


def nothing_to_undo() -> str:
    """`undo`, when nothing is on its way or newly out."""
    return "Nothing is on its way, so there is nothing to take back."


def too_late_to_undo() -> str:
    """`undo`, while the request is being made."""
    return "It is leaving at this very moment. Say undo again in a minute: if it is out then, I offer to delete it."


def unknown_to_undo(to: Name) -> str:
    """`undo`, while nobody knows whether it is out."""
    return (
        f"It is not known yet whether your answer to {first(to)} is out. I do not send it again; once I find it there, undo "
        "offers to delete it."
    )


def offer_retract(out_for: timedelta, *, code: str, federated: bool = True) -> str:
    """`undo`, afterwards. `federated`: other servers hold copies."""
    delete = "delete it from your server, and ask the others to do the same" if federated else "delete it"
    said = f"It was out for {span(out_for)}, so some people may have read it. I can {delete}. delete, or leave it."
    return tagged(said, code)


def retracting() -> str:
    """Directly after `delete`."""
    return "I delete it now."


def deleting_stays(to: Name) -> str:
    """`undo`, directly after `delete`."""
    return f"Your answer to {first(to)} is being deleted, as you said. That cannot be taken back."


def was_deleted(to: Name, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`show`, of an answer that stood and was deleted, as the owner wished."""
    return f"Your answer to {first(to)} was deleted {at(when, now, zone)}, as you said."


def still_deleted(to: Name) -> str:
    """Goes into `stop`, when the answer to that person is being deleted."""
    return f"Your answer to {first(to)} is still being deleted, as you said, and I tell you how that ended."


def retracted(*, federated: bool = True) -> str:
    """When it is gone."""
    return (
        "Deleted from your server, which tells the others. Whether their copies go, I do not know."
        if federated
        else "Deleted."
    )


def not_retracted(link: str) -> str:
    """The network refused to delete it."""
    return f"It still stands: the server refused to delete it. In your app it may work: {web(link)}"


def left_alone() -> str:
    """`leave it`."""
    return "Left as it is."


def _shortly(said: str) -> str:
    """What the owner said, in marks and one line."""
    return quoted(cut(one_line(said), LONGEST_UNDONE))
