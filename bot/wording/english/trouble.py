"""Say what is wrong in one breath: what happened, what was kept, what to do (VOICE 8); and good evening (VOICE 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.wording.english.phrases import (
    anew,
    capital,
    if_it_works,
    listed,
    number,
    of,
    paragraphs,
    subjects,
    tagged,
    taken,
)
from bot.wording.english.times import clock, day, listed_hours, since, weekday
from bot.wording.text import Cleaned, Name, first


def login_ended(where: str, command: str, ended: datetime, now: datetime, zone: ZoneInfo, *, still: str = "") -> str:
    """One source stopped. `still` is the network that goes on; `command` mends it ("nudge check")."""
    when = clock(ended, zone) if since(ended, now, zone) == "today" else since(ended, now, zone)
    reads = f"I read only {still} since {when}" if still else f"I have read nothing since {when}"
    told = f"{where} no longer accepts my login for your account, so {reads}. Everything is kept."
    return f"{told} On the server: {command}. I say this once."


def login_back(where: str) -> str:
    """A login that works again."""
    return f"{where} works again. I go on from where I stopped."


def publisher_ended(where: str, command: str, *, until: str = "") -> str:
    """The login for posting was refused while reading goes on; said once. `command` mends it ("nudge check").

    `until` when the one reply that waits may go out, as `times.until` says it; without it none waits, or several.
    """
    one, any_other = ("What you approved", f"by {until}"), ("What you approve", "within a day of your send")
    kept = if_it_works(*(one if until else any_other))
    return f"{where} no longer lets me post for you. I go on reading. {kept} On the server: {command}. I say this once."


def wrong_account(where: str, found: str, wanted: str, command: str) -> str:
    """A login that belongs to somebody else than the configuration says, of whatever role."""
    whose = f"{where}: this login belongs to {Cleaned(found)}, and config.toml says {Cleaned(wanted)}."
    return (
        f"{whose} Nothing is read or posted with it. If you are {_before_at(wanted)}: put a "
        f"login of {_before_at(wanted)}'s in its place, {command} says how. If you are {_before_at(found)}: change the address."
    )


def _before_at(address: str) -> Name:
    return Name("", address)


def old_copy(since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The database is older than the conversation: something of ours stands there that it does not know."""
    return (
        f"My memory is older than our conversation: I do not know what we said since {_named(since, now, zone)}. "
        "What was open is laid to rest, and nothing of it goes out. People and notes are as they were. "
        "If something still deserves an answer: look and its address."
    )


def other_account(where: str) -> str:
    """The owner has another account there than before: told once."""
    return (
        f"Your account on {where} is another one than when we last spoke. What was open there for the one before is laid "
        "to rest, and nothing of it goes out. Nothing to do."
    )


def other_channel(names: Sequence[Name] = ()) -> str:
    """We talk in another place now, with another bot account, or lost our place: told once. `names`: whose answers wait."""
    whose = f": your {'answer' if len(names) == 1 else 'answers'} to {listed(map(first, names))}" if names else ""
    return (
        "Our conversation has moved, or I lost the thread of it, so a word of yours may not have "
        f"come through. Whatever was on its way is held{whose}. list shows what is open, show and a code brings it."
    )


def renamed(network: str, old: str, new: str) -> str:
    """The same account under another handle: told once."""
    return f"You are {Cleaned(new)} on {network} now, {Cleaned(old)} before. It is the same account, so all goes on."


def moved(network: str, old: str, new: str) -> str:
    """The owner moved to another account, as both accounts say: told once."""
    return (
        f"You are {Cleaned(new)} on {network} now, {Cleaned(old)} before. People, notes and past talks came along. "
        "What was open for the account before is laid to rest, and nothing of it goes out."
    )


def back_after_absence(began: datetime, now: datetime, zone: ZoneInfo, *, follows: bool, sent: bool = False) -> str:
    """The program did not run for a while. `sent`: a reply that was approved before goes out now."""
    still = (
        "Of what happened meanwhile one thing is still worth your day, and it follows; what was "
        "said to you is kept, the rest is let go."
        if follows
        else "I found nothing from that time to bring you."
    )
    kept = "Nothing of yours was lost." if sent else "Nothing of yours was lost or sent."
    return f"I did not run from {_named(began, now, zone)} until now. {still} {kept}"


def _named(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    said, hour = day(when, now, zone).removeprefix("on "), clock(when, zone)
    return hour if said == "today" else f"{weekday(when, zone) if said == 'yesterday' else said} {hour}"


def hello(
    owner: Name,
    *,
    topics: Sequence[str],
    at: Sequence[str],
    people_per_day: int,
    now: datetime,
    zone: ZoneInfo,
    reads: bool,
    can_post: bool = True,
    keep_name: bool = False,
) -> str:
    """The first message of all, which knows of nobody. `at` are the hours as configured; `reads`: the owner's last months are
    yet to be read; `keep_name`: answers need the bot's name (MO-9).
    """
    posted = "nothing is posted until you say send to the exact words"
    never = "I cannot post: you get the exact text and a link"
    talk = f"You talk most about {subjects(topics)}; I go by that, and topics changes it. " if topics else ""
    most = f"{number(people_per_day)} people" if people_per_day != 1 else "one person"
    when = f"I write at {listed_hours(at)}" if at else "I write when there is something"
    shows = "" if topics else "; topics then shows what I go by"
    first_of_all = f"I begin by reading your last months{shows}. " if reads else ""
    nobody = f"{first_of_all}So far I have nobody to name. "
    name = "Leave my name in front of your answers; this server needs it. " if keep_name else ""
    return paragraphs(
        f"{greeting(now, zone)}, {first(owner)}. I write to you and to nobody else, and {posted if can_post else never}.",
        f"{talk}{when}, {most} a day at most, and on some days nobody.",
        f"{name}{nobody}help shows the rest.",
    )


def first_test(now: datetime, zone: ZoneInfo) -> str:
    """The message that tries the way between the two accounts, before there is anything else to say."""
    return f"{greeting(now, zone)}. This is a test of the way between us, nothing else. Answer with any word."


def heard() -> str:
    """What is said to the answer, which counts for nothing."""
    return "Heard. It works both ways; that word is spent, and counts for nothing else."


_GREETINGS = ((time(4), "Good evening"), (time(12), "Good morning"), (time(18), "Good afternoon"))


def greeting(now: datetime, zone: ZoneInfo) -> str:
    """Good morning, good afternoon or good evening."""
    local = now.astimezone(zone).time()
    return next((said for until, said in _GREETINGS if local < until), "Good evening")


def greets(now: datetime, zone: ZoneInfo, *, rest: str = "") -> str:
    """`hello`. `rest` says that all is stopped, or until when I rest."""
    return f"{greeting(now, zone)}. {rest or 'help shows what I understand.'}"


def thanks_unsent(code: str, *, word: str = "send", alone: bool = True) -> str:
    """`thanks`, directly after words were shown back. `word` is what these want to hear; `alone`: without the code."""
    send, skip = taken(word, code, alone=alone), taken("skip", of(code), alone=alone)
    write = anew("write it anew", code, alone=alone)
    return tagged(f"With pleasure. Nothing has been sent; {send}, or {write}, or {skip}.", code)


def praised() -> str:
    """`keep it up`, when nothing is open that it could be for."""
    return "That is kind of you. The conversations are yours."


def never_mind() -> str:
    """`never mind`, `nah`, when nothing is open."""
    return "All right. Nothing is open, so nothing is lost."


def thanks(next_at: str) -> str:
    """`thanks`. `next_at` as `times.at` says it, or empty."""
    return f"With pleasure. {capital(next_at)}, if there is something." if next_at else "With pleasure."
