"""Keep what the owner wants with people: who, meet, keep, note, remind, never, mute, again, forget."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import wording
from bot.decide.commands import Argument, Command, Kept, Remembered, Reminded, Timed, said_behind, split_name
from bot.decide.lifecycle.binding import Ambiguous, Bound
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.decide.relationships import converses, writes_about
from bot.domain import Goal, Person, Stage
from bot.jobs.inbox.changes import (
    Forget,
    KeepInTouch,
    LookUp,
    Mute,
    Never,
    Note,
    OfferToWatch,
    Remind,
    Want,
    words_come_back,
)
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.holding import dropped
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import ask_instead, ask_which
from bot.jobs.inbox.words import own_words
from bot.knowledge import candidates, known_by
from bot.outbox.teller import Says
from bot.store import names, people, posts, reminders, undoing
from bot.store.lookups import Lookup
from bot.store.people import Known
from bot.wording import Namesake

ADDRESS = re.compile(r"@?(?:(?:[\w.-]+@)?(?:[\w-]+\.)+[a-z][\w-]+|[\w.-]+@[\w.-]*\w:\d{1,5})", re.IGNORECASE)


def named(turn: Turn, command: Command[Argument], called: str | None = None) -> Person | Decision:
    """The one person who is meant: named, or the one that the answered message is about; else the question that is asked.

    For an address that nobody here has, the networks are asked, and the answer is heard again afterwards.
    """
    name = called if called is not None else command.person
    if not name:
        return _of_message(turn, command)
    return _one_of(turn, command, name, names.find(turn.tx, name))


def _one_of(turn: Turn, command: Command[Argument], name: str, found: Sequence[Person]) -> Person | Decision:
    if len(found) == 1:
        return found[0]
    if found:
        namesakes = [_namesake(turn, person) for person in found]
        text = wording.which_person(name, namesakes, command.name, behind=_behind(command.said, name))
        return Decision(Outcome.WHOM, (Says(text),))
    return _looked_up(turn, command, name) or Decision(Outcome.WHOM, (Says(wording.nobody_by_that_name(name)),))


def _behind(said: str, name: str) -> str:
    """What the owner said behind a name: `met in Leeds` of `note sam met in Leeds`."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?P<behind>.*)", said, re.IGNORECASE | re.DOTALL)
    return found["behind"].strip(" ?!.,:") if found else ""


def _looked_up(turn: Turn, command: Command[Argument], name: str) -> Decision | None:
    """The networks are going to be asked, if this is an address, and they were not asked for it in vain just now."""
    address = name.strip().lower().lstrip("@")
    if not ADDRESS.fullmatch(address) or turn.asked_in_vain(address):
        return None
    return Decision(Outcome.LOOKED_UP, stores=(LookUp(Lookup(address, turn.answer.id, command.said)),))


def _of_message(turn: Turn, command: Command[Argument]) -> Person | Decision:
    binding = turn.bind(command.code)
    if isinstance(binding, Bound):
        return people.person(turn.tx, turn.row(binding.to).person)
    if isinstance(binding, Ambiguous) and command.code is None:
        return ask_which(turn, binding.among, command.name, said_behind(command))
    if command.code is not None:
        return ask_instead(turn, binding, command.code, command.name)
    return Decision(Outcome.WHOM, (Says(wording.needs_a_name(command.name, f"{command.name} tomas")),))


def _namesake(turn: Turn, person: Person) -> Namesake:
    held = people.known(turn.tx, person.accounts[0].key)
    following = held is not None and held.follower_since is not None
    since = wording.times.day(held.follower_since, turn.now, turn.zone) if held and held.follower_since else ""
    network = "" if "@" in person.accounts[0].address else person.accounts[0].network.capitalize()
    return Namesake(
        who=wording.name(person),
        address=person.accounts[0].address,
        network=network,
        known_by=f"who began to follow you {since}" if following else "",
    )


def _asked_first(turn: Turn, command: Command[Argument], person: Person) -> Decision | None:
    """Whom the two both know, the networks are asked of first, once a week at most; the answer is heard again afterwards."""
    accounts = known_by.to_ask(turn.tx, person, turn.now, turn.desk.accounts.keys())
    if not accounts:
        return None
    return Decision(Outcome.LOOKED_UP, stores=(LookUp(Lookup(accounts[0].key, turn.answer.id, command.said)),))


def _known(turn: Turn, person: Person) -> Known | None:
    return people.known(turn.tx, person.accounts[0].key) if person.accounts else None


def who(turn: Turn, command: Command[Argument]) -> Decision:
    """`who tomas`."""
    person = named(turn, command)
    if isinstance(person, Decision):
        return person
    if asked := _asked_first(turn, command, person):
        return asked
    held = _known(turn, person)
    standing = candidates.standing_now(turn.tx, person, turn.now)
    text = wording.who(
        person,
        relationship=held.relationship if held else None,
        threads=standing.threads,
        last=candidates.last_exchange(turn.tx, person, before=turn.now),
        topics=writes_about(held.habits if held else None),
        now=turn.now,
        zone=turn.zone,
        read=turn.has_read(person),
        known_by=known_by.both_know(turn.tx, person, turn.now),
        called=turn.telling(person, short=True),
    )
    return Decision(Outcome.WHO, (Says(text),))


def meet(turn: Turn, command: Command[Argument]) -> Decision:
    """`meet nadia holt`: begins slowly; with whom one talks already it says so, and of an account that answers nobody, once."""
    person = named(turn, command)
    if isinstance(person, Decision):
        return person
    held, standing = _known(turn, person), candidates.standing_now(turn.tx, person, turn.now)
    last = candidates.last_exchange(turn.tx, person, before=turn.now)
    if standing.stage in (Stage.MET, Stage.KNOWN, Stage.FRIEND):
        ties = held.relationship if held else None
        text = wording.meet_known(
            person, relationship=ties, threads=standing.threads, last=last, now=turn.now, zone=turn.zone,
            read=turn.has_read(person), called=turn.telling(person, short=True),
        )  # fmt: skip
        return Decision(Outcome.MEET_KNOWN, (Says(text),), (Want(person.id, never=False),))
    if held is not None and held.habits is not None and converses(held.habits) is False:
        text = wording.meet_silent(person, posts=held.habits.posts)
        return Decision(Outcome.ANSWERS_NOBODY, (Says(text),), (OfferToWatch(person.id),))
    if asked := _asked_first(turn, command, person):
        return asked
    text = wording.meet(
        person,
        now=turn.now,
        relationship=held.relationship if held else None,
        zone=turn.zone,
        known_by=known_by.both_know(turn.tx, person, turn.now),
        last=last if turn.has_read(person) else None,
    )
    return Decision(Outcome.MEET, (Says(text),), (Want(person.id, goal=Goal.GET_TO_KNOW, never=False),))


def keep(turn: Turn, command: Command[Kept]) -> Decision:
    """`keep ines 6w`, `keep ines off`."""
    person, asked = named(turn, command), command.argument
    if isinstance(person, Decision):
        return person
    if refused := refuses_to_keep(turn, person):
        return refused
    if asked.off and person.goal is Goal.NONE:
        # kept as a wish all the same: `undo` is about this, and about nothing that was said before
        return Decision(Outcome.NOTHING_KEPT, (Says(wording.no_keep(person)),), (KeepInTouch(person.id, None),))
    if asked.off:
        text = wording.keep_off(person, silent=not person.may_be_spoken_of(turn.now))
        return Decision(Outcome.KEEP_OFF, (Says(text),), (KeepInTouch(person.id, None),))
    if asked.every is None:
        return Decision(Outcome.HOW_OFTEN, (Says(wording.needs_a_time("keep", "keep ines 6w")),))
    quiet = wording.not_spoken_of(person, turn.now, turn.zone, called=turn.telling(person))
    promise = f"{wording.keep(person, asked.every, called=turn.telling(person, short=True))} {quiet}".rstrip()
    return Decision(Outcome.KEEP, (_unless_silent(turn, person, promise),), (KeepInTouch(person.id, asked.every),))


def refuses_to_keep(turn: Turn, person: Person) -> Decision | None:
    """What is noted of somebody who is about to be forgotten would go with everything else; nothing is promised."""
    if person.forget_at is None:
        return None
    return Decision(Outcome.NOT_KEPT, (Says(wording.not_kept(person, called=turn.telling(person))),))


def _unless_silent(turn: Turn, person: Person, promise: str) -> Says:
    """What is promised of somebody, and what stands against it; after `never` it is no promise."""
    if person.never:
        return Says(wording.kept_waiting(person, called=turn.telling(person)))
    rest = wording.at_rest(None, turn.now, turn.zone) if turn.preferences.stopped else ""
    return Says(f"{promise} {rest}".rstrip())


def note(turn: Turn, command: Command[Remembered]) -> Decision:
    """`note tomas met in Leeds`: the longest beginning that is a known name is whom it is about; or `note t4 met in Leeds`."""
    known = [wording.name(person).lower() for person in people.all_persons(turn.tx).values()]
    called, words = ("", command.argument.text) if command.code else split_name(command.argument.text, known)
    person = named(turn, command, called)
    if isinstance(person, Decision):
        return person
    if refused := refuses_to_keep(turn, person):
        return refused
    if not words.strip():
        return Decision(Outcome.NO_WORDS, (Says(wording.needs_words("note", "note tomas met in Leeds")),))
    held = f"{person.note}\n{words.strip()}" if person.note else words.strip()
    return Decision(Outcome.NOTE, (Says(wording.note(person)),), (Note(person.id, held),))


def remind(turn: Turn, command: Command[Reminded]) -> Decision:
    """`remind tomas 3w ask about the box`: in place of an earlier one, whose words stay where there are no new ones."""
    person, asked = named(turn, command), command.argument
    if isinstance(person, Decision):
        return person
    if refused := refuses_to_keep(turn, person):
        return refused
    at, noted = reminders.of(turn.tx, person.id) or (None, "")
    comes, said = turn.preferences.comes_at(person, asked.until), bool(asked.words.strip())
    text = wording.remind_kept(
        person, comes, turn.now, turn.zone, words=said, before=at, before_words=noted, moved=comes > asked.until
    )
    keeps = Remind(person.id, asked.until, asked.words if said else noted)
    return Decision(Outcome.REMIND, (_unless_silent(turn, person, text),), (keeps,))


def never(turn: Turn, command: Command[Argument]) -> Decision:
    """`never sam orr`: nothing about that person any more; what was open or on its way ends."""
    person = person_or_words(turn, command)
    if isinstance(person, Decision):
        return person
    taken_back, called = _of_answers(turn, person), turn.telling(person)
    text = f"{wording.never(person, called)} {taken_back}".strip()
    return Decision(Outcome.NEVER, (Says(text),), (Never(person.id),))


def person_or_words(turn: Turn, command: Command[Argument]) -> Person | Decision:
    """`never thought of that` is no command when nobody has that name, but a message may be waiting for words."""
    if not command.person:
        return named(turn, command)
    found = names.find(turn.tx, command.person)
    if not found and command.otherwise is not None:
        return own_words(turn, command.otherwise)
    return _one_of(turn, command, command.person, found)


def mute(turn: Turn, command: Command[Timed]) -> Decision:
    """`mute tomas 3d`: nothing about that person until then; the network is told nothing."""
    until = command.argument.until
    if until is None:
        return Decision(Outcome.HOW_LONG, (Says(wording.needs_a_time("mute", "mute tomas 3d")),))
    person = named(turn, command)
    if isinstance(person, Decision):
        return person
    called = turn.telling(person)
    if person.never:  # which is more
        return Decision(Outcome.MUTE, (Says(wording.not_spoken_of(person, turn.now, turn.zone, called=called)),))
    text = wording.mute(person, until, turn.now, turn.zone, called=called)
    return Decision(Outcome.MUTE, (Says(text),), (Mute(person.id, until),))


def again(turn: Turn, command: Command[Argument]) -> Decision:
    """`again sam orr`."""
    person = person_or_words(turn, command)
    if isinstance(person, Decision):
        return person
    text = wording.again(person, turn.now, words=_ended_with_words(turn, person))
    return Decision(Outcome.AGAIN, (Says(text),), (Want(person.id, never=False),))


def _ended_with_words(turn: Turn, person: Person) -> list[str]:
    """The codes of what `never` or `forget` ended just before, where the owner had written words that `show` brings."""
    last = undoing.newest(turn.tx, now=turn.now, of=[person.id])
    if last is None or last.change.became.notes is None or not last.change.became.notes.never:
        return []
    ended = (words_come_back(turn.tx, uri) for uri in last.change.brings)
    shown = {message.code for message in turn.opened}
    return [row.code for row in ended if row is not None and row.code in shown]


def forget(turn: Turn, command: Command[Argument]) -> Decision:
    """`forget sam orr`: everything stored goes when `undo` is over; a mark stays so that it is not collected anew."""
    person = named(turn, command)
    if isinstance(person, Decision):
        return person
    threads = candidates.standing_now(turn.tx, person, turn.now).threads
    gone = sum(posts.count_of(turn.tx, account.key) for account in person.accounts)
    at = goes_out_at(turn.now, turn.desk.config.publish.undo_time)
    said = wording.forgets(person, at, turn.now, turn.zone, posts=gone, threads=threads)
    return Decision(Outcome.FORGOTTEN, (Says(f"{said} {_of_answers(turn, person)}".strip()),), (Forget(person.id, at),))


def _of_answers(turn: Turn, person: Person) -> str:
    """What becomes of the answers to somebody: one on its way goes no more, one that may be out is never repeated."""
    if not any(row.person == person.id for row, _ in turn.unsettled):
        return ""
    name = wording.name(person)
    taken = " ".join(dict.fromkeys(dropped(turn, row) for row in turn.on_their_way() if row.person == person.id))
    kept = wording.kept_from(name) if any(row.person == person.id for row in turn.maybe_out()) else ""
    return f"{taken} {kept}".strip()
