"""Keep what the owner wants with people: who, meet, keep, note, remind, never, again, forget."""

from __future__ import annotations

import re

from bot import wording
from bot.decide.commands import Command, split_name
from bot.decide.lifecycle.binding import Bound
from bot.decide.relationships import converses
from bot.domain import Goal, Person, SuggestionState
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.words import own_words
from bot.knowledge import candidates, joining
from bot.store import approvals, lookups, people, people_questions, posts, seen, suggestions, told
from bot.store.lookups import Lookup
from bot.store.people import Known
from bot.wording import Namesake

ADDRESS = re.compile(r"@?(?:(?:[\w.-]+@)?(?:[\w-]+\.)+[a-z][\w-]+|[\w.-]+@[\w.-]*\w:\d{1,5})", re.IGNORECASE)


def named(turn: Turn, command: Command, called: str | None = None) -> Person | None:
    """The one person who is meant: named, or the one that the answered message is about. Otherwise ask, and None.

    For an address that nobody here has, the networks are asked, and the answer is heard again afterwards.
    """
    name = called if called is not None else command.person
    if not name:
        return _of_message(turn, command)
    found = people.find(turn.tx, name)
    if len(found) == 1:
        return found[0]
    if found:
        turn.say(wording.which_person(name, [_namesake(turn, person) for person in found], command.name))
    elif not _looked_up(turn, command, name):
        turn.say(wording.nobody_by_that_name(name))
    return None


def _looked_up(turn: Turn, command: Command, name: str) -> bool:
    """Whether the networks are going to be asked for this address."""
    address = name.strip().lower().lstrip("@")
    if not ADDRESS.fullmatch(address) or lookups.was_in_vain(turn.tx, address):
        return False
    lookups.put(turn.tx, Lookup(address, turn.answer.id, command.said))
    return True


def _of_message(turn: Turn, command: Command) -> Person | None:
    binding = turn.bind(command.code)
    if isinstance(binding, Bound):
        return people.person(turn.tx, turn.row(binding.to).person)
    turn.say(wording.needs_a_name(command.name, f"{command.name} tomas"))
    return None


def _namesake(turn: Turn, person: Person) -> Namesake:
    held = people.known(turn.tx, person.accounts[0].key)
    following = held is not None and held.follower_since is not None
    since = (
        wording.times.day(held.follower_since, turn.now, turn.desk.teller.zone) if held and held.follower_since else ""
    )
    network = "" if "@" in person.accounts[0].address else person.accounts[0].network.capitalize()
    known_by = f"who began to follow you {since}" if following else ""
    return Namesake(who=wording.name(person), address=person.accounts[0].address, network=network, known_by=known_by)


def _known(turn: Turn, person: Person) -> Known | None:
    return people.known(turn.tx, person.accounts[0].key) if person.accounts else None


def who(turn: Turn, command: Command) -> str:
    """`who tomas`."""
    person = named(turn, command)
    if person is None:
        return "whom"
    held = _known(turn, person)
    standing = candidates.standing_now(turn.tx, person, turn.now)
    turn.say(
        wording.who(
            person,
            relationship=held.relationship if held else None,
            threads=standing.threads,
            last=candidates.last_exchange(turn.tx, person, before=turn.now),
            topics=held.habits.topics if held and held.habits else (),
            now=turn.now,
            zone=turn.desk.teller.zone,
        )
    )
    return "who"


def meet(turn: Turn, command: Command) -> str:
    """`meet nadia holt`: begins slowly; an account that answers nobody is said so once."""
    person = named(turn, command)
    if person is None:
        return "whom"
    held = _known(turn, person)
    if held is not None and held.habits is not None and converses(held.habits) is False:
        people_questions.put(turn.tx, people_questions.Watch(person.id))
        told.note_silent(turn.tx, person.id)
        turn.say(wording.meet_silent(person, posts=held.habits.posts))
        return "answers nobody"
    people.change(turn.tx, person.id, goal=Goal.GET_TO_KNOW, never=False)
    turn.say(wording.meet(person, relationship=held.relationship if held else None))
    return "meet"


def keep(turn: Turn, command: Command) -> str:
    """`keep ines 6w`, `keep ines off`."""
    person = named(turn, command)
    if person is None:
        return "whom"
    if command.off:
        people.change(turn.tx, person.id, goal=Goal.NONE, every_days=None)
        turn.say(wording.keep_off(person))
        return "keep off"
    if command.span is None:
        turn.say(wording.needs_a_time("keep", "keep ines 6w"))
        return "how often"
    days = command.span.total_seconds() / 86400
    people.change(turn.tx, person.id, goal=Goal.KEEP_IN_TOUCH, every_days=days)
    turn.say(wording.keep(person, command.span))
    return "keep"


def note(turn: Turn, command: Command) -> str:
    """`note tomas met in Leeds`: the longest beginning that is a known name is whom it is about."""
    names = [wording.name(person).lower() for person in people.all_persons(turn.tx).values()]
    called, words = split_name(command.argument, names)
    person = named(turn, command, called)
    if person is None:
        return "whom"
    if not words.strip():
        turn.say(wording.needs_words("note", "note tomas met in Leeds"))
        return "no words"
    held = f"{person.note}\n{words.strip()}" if person.note else words.strip()
    people.change(turn.tx, person.id, note=held)
    turn.say(wording.note(person))
    return "note"


def remind(turn: Turn, command: Command) -> str:
    """`remind tomas 3w ask about the box`."""
    person = named(turn, command)
    if person is None:
        return "whom"
    due = command.until or (turn.now + command.span if command.span else None)
    if due is None:
        turn.say(wording.needs_a_time("remind", "remind tomas 3w the box"))
        return "when"
    people.put_reminder(turn.tx, person.id, command.words, at=due, asked_at=turn.now)
    zone = turn.desk.teller.zone
    turn.say(wording.remind_kept(person, due, turn.now, zone, words=bool(command.words.strip())))
    return "remind"


def never(turn: Turn, command: Command) -> str:
    """`never sam orr`: nothing about that person any more; what was open or on its way ends."""
    person = _person_or_words(turn, command)
    if person is None:
        return "words or whom"
    people.change(turn.tx, person.id, never=True, goal=Goal.NONE)
    unsure = _end_all(turn, person)
    turn.say(_both(wording.never(person), wording.kept_from(wording.name(person)) if unsure else ""))
    return "never"


def _person_or_words(turn: Turn, command: Command) -> Person | None:
    """`never thought of that` is no command when nobody has that name, but a message may be waiting for words."""
    if command.person and not people.find(turn.tx, command.person) and command.otherwise is not None:
        own_words(turn, command.otherwise)
        return None
    return named(turn, command)


def again(turn: Turn, command: Command) -> str:
    """`again sam orr`."""
    person = _person_or_words(turn, command)
    if person is None:
        return "words or whom"
    people.change(turn.tx, person.id, never=False)
    turn.say(wording.again(person))
    return "again"


def forget(turn: Turn, command: Command) -> str:
    """`forget sam orr`: everything stored goes; a mark stays so that it is not collected anew."""
    person = named(turn, command)
    if person is None:
        return "whom"
    threads = candidates.standing_now(turn.tx, person, turn.now).threads
    unsure = _end_all(turn, person)
    gone = 0
    for account in person.accounts:
        gone += posts.forget_account(turn.tx, account.key)
        seen.mark_forgotten(turn.tx, account.key, turn.now)
    suggestions.forget_person(turn.tx, person.id)
    people.forget(turn.tx, person.id)
    said = wording.forgotten(person, posts=gone, threads=threads)
    turn.say(_both(said, wording.kept_from(wording.name(person)) if unsure else ""))
    return "forgotten"


def _both(said: str, more: str) -> str:
    return f"{said} {more}".strip()


def _end_all(turn: Turn, person: Person) -> bool:
    """End everything about somebody. True if an answer may be out already: it may be found, and is never repeated."""
    unsure = False
    for row in suggestions.open_for(turn.tx, person.id):
        unsure |= (
            row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR)
            and approvals.live(turn.tx, row.id) is not None
        )
    joining.end_open(turn.tx, person.id, now=turn.now)
    return unsure
