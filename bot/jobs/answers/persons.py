"""Keep what the owner wants with people: who, meet, keep, note, remind, same, never, again, forget."""

from __future__ import annotations

from collections.abc import Callable

from bot import voice
from bot.approvals import Bound, Event, after
from bot.commands import Command, split_name
from bot.domain import Goal, Person
from bot.errors import NotAllowed
from bot.jobs.answers.turn import Turn
from bot.jobs.answers.words import own_words
from bot.people import converses
from bot.store import candidates, messages, people, posts, sources, suggestions
from bot.store.people import Known
from bot.voice import Namesake

KEEP_WATCHING = "watch offered for"


def _person(turn: Turn, command: Command, called: str | None = None) -> Person | None:
    """The one person who is meant: named, or the one that the answered message is about. Otherwise ask, and None."""
    name = called if called is not None else command.person
    if not name:
        return _of_message(turn, command)
    found = people.find(turn.tx, name)
    if len(found) == 1:
        return found[0]
    if found:
        turn.say(voice.which_person(name, [_namesake(turn, person) for person in found], command.name))
    else:
        turn.say(voice.nobody_by_that_name(name))
    return None


def _of_message(turn: Turn, command: Command) -> Person | None:
    binding = turn.bind(command.code)
    if isinstance(binding, Bound):
        return people.person(turn.tx, turn.row(binding.to).person)
    turn.say(voice.needs_a_name(command.name, f"{command.name} tomas"))
    return None


def _namesake(turn: Turn, person: Person) -> Namesake:
    held = people.known(turn.tx, person.accounts[0].key)
    following = held is not None and held.follower_since is not None
    since = (
        voice.times.day(held.follower_since, turn.now, turn.desk.teller.zone) if held and held.follower_since else ""
    )
    network = "" if "@" in person.accounts[0].address else str(person.accounts[0].network).capitalize()
    known_by = f"who began to follow you {since}" if following else ""
    return Namesake(who=person.name, address=person.accounts[0].address, network=network, known_by=known_by)


def _known(turn: Turn, person: Person) -> Known | None:
    return people.known(turn.tx, person.accounts[0].key) if person.accounts else None


def who(turn: Turn, command: Command) -> str:
    """`who tomas`."""
    person = _person(turn, command)
    if person is None:
        return "whom"
    held = _known(turn, person)
    standing = candidates.standing_now(turn.tx, person, turn.now)
    turn.say(
        voice.who(
            person,
            ties=held.ties if held else None,
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
    person = _person(turn, command)
    if person is None:
        return "whom"
    held = _known(turn, person)
    if held is not None and held.habits is not None and converses(held.habits) is False:
        sources.put_setting(turn.tx, KEEP_WATCHING, person.id)
        turn.say(voice.meet_silent(person, posts=held.habits.posts))
        return "answers nobody"
    people.change(turn.tx, person.id, goal=Goal.GET_TO_KNOW, never=False)
    turn.say(voice.meet(person, ties=held.ties if held else None))
    return "meet"


def keep_watching(turn: Turn, command: Command) -> str:  # noqa: ARG001  # every handler takes both
    """`keep watching`, in answer to what `meet` said of an account that answers nobody."""
    return _watch(turn, goal=Goal.GET_TO_KNOW, text=voice.watching)


def let_it_be(turn: Turn, command: Command) -> str:  # noqa: ARG001
    """`let it be`, likewise."""
    return _watch(turn, goal=Goal.NONE, text=voice.let_be)


def _watch(turn: Turn, *, goal: Goal, text: Callable[[Person], str]) -> str:
    offered = sources.setting(turn.tx, KEEP_WATCHING)
    sources.put_setting(turn.tx, KEEP_WATCHING, None)
    if offered is None:
        turn.say(voice.nothing_open())
        return "nothing offered"
    people.change(turn.tx, offered, goal=goal)
    turn.say(text(people.person(turn.tx, offered)))
    return "watch" if goal is not Goal.NONE else "let be"


def keep(turn: Turn, command: Command) -> str:
    """`keep ines 6w`, `keep ines off`."""
    person = _person(turn, command)
    if person is None:
        return "whom"
    if command.off:
        people.change(turn.tx, person.id, goal=Goal.NONE, every_days=None)
        turn.say(voice.keep_off(person))
        return "keep off"
    if command.span is None:
        turn.say(voice.needs_a_time("keep", "keep ines 6w"))
        return "how often"
    days = command.span.total_seconds() / 86400
    people.change(turn.tx, person.id, goal=Goal.KEEP_IN_TOUCH, every_days=days)
    turn.say(voice.keep(person, command.span))
    return "keep"


def note(turn: Turn, command: Command) -> str:
    """`note tomas met in Leeds`: the longest beginning that is a known name is whom it is about."""
    names = [person.name for person in people.all_persons(turn.tx).values()]
    called, words = split_name(command.argument, names)
    person = _person(turn, command, called)
    if person is None:
        return "whom"
    if not words.strip():
        turn.say(voice.needs_words("note", "note tomas met in Leeds"))
        return "no words"
    held = f"{person.note}\n{words.strip()}" if person.note else words.strip()
    people.change(turn.tx, person.id, note=held)
    turn.say(voice.note(person))
    return "note"


def remind(turn: Turn, command: Command) -> str:
    """`remind tomas 3w ask about the box`."""
    person = _person(turn, command)
    if person is None:
        return "whom"
    due = command.until or (turn.now + command.span if command.span else None)
    if due is None:
        turn.say(voice.needs_a_time("remind", "remind tomas 3w the box"))
        return "when"
    asked = turn.now.isoformat()
    people.change(turn.tx, person.id, remind_at=due, remind_text=command.words)
    sources.put_setting(turn.tx, f"remind asked {person.id}", asked)
    zone = turn.desk.teller.zone
    turn.say(voice.remind_kept(person, due, turn.now, zone, words=bool(command.words.strip())))
    return "remind"


def same(turn: Turn, command: Command) -> str:
    """`same ada ada.example`: two accounts are one person. Both must be known already."""
    person = _person(turn, command)
    if person is None:
        return "whom"
    others = people.find(turn.tx, command.words)
    if len(others) != 1:
        turn.say(voice.nobody_by_that_name(command.words))
        return "whom"
    people.join(turn.tx, person.id, others[0].id)
    turn.say(voice.same(person, command.words.lstrip("@")))
    return "same"


def never(turn: Turn, command: Command) -> str:
    """`never sam orr`: nothing about that person any more; what was open or on its way ends."""
    person = _person_or_words(turn, command)
    if person is None:
        return "words or whom"
    people.change(turn.tx, person.id, never=True, goal=Goal.NONE)
    _end_all(turn, person)
    turn.say(voice.never(person))
    return "never"


def _person_or_words(turn: Turn, command: Command) -> Person | None:
    """`never thought of that` is no command when nobody has that name, but a message may be waiting for words."""
    if command.person and not people.find(turn.tx, command.person) and command.otherwise is not None:
        own_words(turn, command.otherwise)
        return None
    return _person(turn, command)


def again(turn: Turn, command: Command) -> str:
    """`again sam orr`."""
    person = _person_or_words(turn, command)
    if person is None:
        return "words or whom"
    people.change(turn.tx, person.id, never=False)
    turn.say(voice.again(person))
    return "again"


def forget(turn: Turn, command: Command) -> str:
    """`forget sam orr`: everything stored goes; a mark stays so that it is not collected anew."""
    person = _person(turn, command)
    if person is None:
        return "whom"
    threads = candidates.standing_now(turn.tx, person, turn.now).threads
    _end_all(turn, person)
    gone = 0
    for account in person.accounts:
        gone += posts.forget_account(turn.tx, account.key)
        sources.mark_forgotten(turn.tx, account.key, turn.now)
    suggestions.forget_person(turn.tx, person.id)
    people.forget(turn.tx, person.id)
    turn.say(voice.forgotten(person, posts=gone, threads=threads))
    return "forgotten"


def _end_all(turn: Turn, person: Person) -> None:
    for row in suggestions.open_for(turn.tx, person.id):
        try:
            after(row.state, Event.NEVER)
        except NotAllowed:
            continue  # it is being published this moment, or stands: that is no longer ours to end
        suggestions.move(turn.tx, row, Event.NEVER, now=turn.now)
        messages.drop_for(turn.tx, row.id)
