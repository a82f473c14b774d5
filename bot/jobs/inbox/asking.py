"""Answer what the owner asks about: why, list, show, help, more, thanks."""

from __future__ import annotations

from dataclasses import replace

from bot import wording
from bot.decide.commands import Argument, Command, Topic, help_about
from bot.decide.lifecycle.binding import Unbound
from bot.decide.relationships.topics import about_something
from bot.decide.schedule import next_slot
from bot.domain import ENDS, SETTLED, MessageKind, NudgeKind, Reply, SuggestionState
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.effects import ComesNow
from bot.jobs.inbox.how_it_stands import ON_ITS_WAY, how_it_goes, in_a_sentence, not_open
from bot.jobs.inbox.reasons import reasons_for
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.which import meant, shown_elsewhere
from bot.jobs.inbox.words import own_words
from bot.outbox.previews import previews
from bot.outbox.standing import how_it_stands
from bot.outbox.teller import Says, draft_code
from bot.store import answerable, approvals, faces, messages, people, posts, suggestions
from bot.store.messages import Message
from bot.store.suggestions import Suggestion
from bot.wording import Frame
from bot.wording.english.times import at

LISTED = 8


def why(turn: Turn, command: Command[Argument]) -> Decision:
    """`why`: the reasons of one suggestion, as they were when it was chosen."""
    message = meant(turn, command.code, "why", command.person)
    if isinstance(message, Decision):
        return message
    row = turn.row(message)
    left, answers = row.left, "Your own words, or none." if row.kind is NudgeKind.SAD else ""
    if row.state in ON_ITS_WAY:
        answers = in_a_sentence(turn, row)
    person, reasons = people.person(turn.tx, row.person), reasons_for(turn, row)
    text = wording.why(person, reasons, left=left, code=row.code, answers=answers, alone=turn.alone(row))
    return Decision(Outcome.WHY, (Says(text, row.id),))


def list_open(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001  # every handler takes both
    """`list`: what is open, what is on its way, what ended today."""
    rows = [row for row in suggestions.in_states(turn.tx, *SuggestionState) if _worth_a_line(turn, row)][-LISTED:]
    owner = turn.preferences
    listed = [wording.Listed(row.code, turn.name(row), how_it_stands(turn.tx, row, owner, turn.now)) for row in rows]
    quiet = [
        person for person in people.all_persons(turn.tx).values() if person.is_quiet(turn.now) and not person.never
    ]
    muted = [wording.quiet_about(person, turn.now, turn.zone, called=turn.telling(person)) for person in quiet]
    return Decision(Outcome.LIST, (Says(wording.list_open(listed, rest=turn.rest, muted=muted)),))


def _worth_a_line(turn: Turn, row: Suggestion) -> bool:
    if row.state in (SuggestionState.EXPIRED, SuggestionState.WITHDRAWN):
        return False
    if row.state not in SETTLED:
        return row.nudged_at is not None
    zone = turn.zone
    return row.state_at.astimezone(zone).date() == turn.now.astimezone(zone).date()


def show(turn: Turn, command: Command[Argument]) -> Decision:
    """`show t4`: the latest words for it, or the nudge, once more. What was put off comes now."""
    row = _to_show(turn, command)
    if isinstance(row, Decision):
        return row
    if approved := _approved(turn, row) or _taken_down(turn, row):
        return Decision(Outcome.SHOWN, (approved,))
    held = answerable.latest_showing(turn.tx, row.id) or answerable.nudge_for(turn.tx, row.id)
    if held is None:
        return Decision(Outcome.NOTHING_OPEN, (Says(wording.nothing_open()),))
    if gone := without_the_post(turn, row, held):
        return Decision(Outcome.SHOWN, gone)
    if row.state is SuggestionState.AWAITING_DELIVERY and row.returned:
        return _comes_now(turn, row)
    if words := _no_offer(turn, row, held):
        return Decision(Outcome.SHOWN, (words,))
    shown = Decision(Outcome.SHOWN, (_once_more(turn, row, held),))
    if row.state in ENDS or row.state in ON_ITS_WAY:
        # what was said then would read as if it still waited
        return replace(shown, says=(*shown.says, *not_open(turn, row).says))
    return shown


def _comes_now(turn: Turn, row: Suggestion) -> Decision:
    """What was put off would take no answer: it comes now instead, after one more look at the post, if anything may come."""
    asked_for, comes = turn.comes_at(row), turn.preferences.comes_at(people.person(turn.tx, row.person), turn.now)
    if turn.rest or comes > turn.now:
        return Decision(Outcome.NOT_OPEN, (Says(f"{in_a_sentence(turn, row)} {turn.rest}".rstrip(), row.id),))
    text = wording.comes_now(turn.name(row), asked_for, turn.now, turn.zone)
    return Decision(Outcome.SHOWN, (Says(text, row.id),), (ComesNow(row),))


def without_the_post(turn: Turn, row: Suggestion, held: Message) -> tuple[Says, ...]:
    """What is said instead of a message that may repeat a post which is known to be gone; nothing where it is not."""
    if held.kind is MessageKind.OFFER or not posts.is_gone(turn.tx, row.post_uri):
        return ()
    to, waits = turn.name(row), row.state is SuggestionState.AWAITING_OWNER
    if not isinstance(held.act, Reply):
        said: str | Frame = wording.quotes_no_more(to, code=row.code, waits=waits, alone=turn.alone(row))
    elif words := _no_offer(turn, row, held):
        return (words,)
    else:
        code, alone = f"{row.code}.{held.draft}", turn.alone(row)
        said = wording.only_words(held.act.words, to=to, code=code, waits=waits, alone=alone)
    return (Says(said, row.id), *(() if waits else not_open(turn, row).says))


def _no_offer(turn: Turn, row: Suggestion, held: Message) -> Says | None:
    """Words that `send` would not let out, because they are over or all is stopped: they are shown, and say so."""
    if not isinstance(held.act, Reply):
        return None
    words, to, code = held.act.words, turn.name(row), f"{row.code}.{held.draft}"
    if row.state in ENDS:
        return Says(wording.shown_closed(words, to=to, code=code), row.id)
    if row.state is not SuggestionState.AWAITING_OWNER or not turn.preferences.stopped:
        return None
    text = wording.shown_stopped(words, to=to, code=code, word=held.offers.lets_out, alone=turn.alone(row))
    return Says(text, row.id)


def _approved(turn: Turn, row: Suggestion) -> Says | None:
    """The words that leave or stand there, whatever was shown since, with how it goes: they are no offer. None where none do."""
    held = turn.approval(row) if row.state in ON_ITS_WAY else None
    out = approvals.publication(turn.tx, row.id) if row.state is SuggestionState.PUBLISHED else None
    if held is not None and isinstance(held.approval.act, Reply):
        words, code = held.approval.act.words, f"{row.code}.{held.draft}"
    elif out is not None:
        words, code = out.words, row.code
    else:
        return None
    return Says(wording.shown_on_its_way(words, to=turn.name(row), code=code, goes=how_it_goes(turn, row)), row.id)


def _taken_down(turn: Turn, row: Suggestion) -> Says | None:
    """The words that stood there until the owner wanted them deleted, and what became of that: deleting is offered no more."""
    if row.state not in (SuggestionState.RETRACTING, SuggestionState.RETRACTED):
        return None
    name, stood = turn.name(row), approvals.publication(turn.tx, row.id)
    went = wording.deleting_stays(name)
    if row.state is SuggestionState.RETRACTED:
        went = wording.was_deleted(name, row.state_at, turn.now, turn.zone)
    words = stood.words if stood is not None else ""
    return Says(wording.shown_on_its_way(words, to=name, code=row.code, goes=went) if words else went, row.id)


def _to_show(turn: Turn, command: Command[Argument]) -> Suggestion | Decision:
    """What is meant; a code may also be one that stood where we talked before."""
    message = meant(turn, command.code, "show", command.person)
    if not isinstance(message, Decision):
        return turn.row(message)
    return (shown_elsewhere(turn, command.code) if command.code else None) or message


def _once_more(turn: Turn, row: Suggestion, held: Message) -> Says:
    """The same texts; what is not open any more is no preview. Beside another the words come with what takes them there."""
    open_preview = held.kind is MessageKind.PREVIEW and row.state is SuggestionState.AWAITING_OWNER
    if open_preview and isinstance(held.act, Reply) and held.draft is not None and not turn.alone(row):
        frame = wording.preview(
            held.act, to=turn.name(row), code=draft_code(row, held.draft), alone=False,
            usual_language=turn.desk.teller.usual_language, word=held.offers.lets_out,
        )  # fmt: skip
        return previews(row, held.draft, held.act, frame, offers=held.offers)
    kind = held.kind if open_preview or held.kind is MessageKind.NUDGE else MessageKind.NOTICE
    return Says(again=held, kind=kind, approvable=open_preview)


def help_(turn: Turn, command: Command[Topic]) -> Decision:
    """`help`, `help WORD`, `help all`."""
    reach = turn.desk.teller.room.names_reach
    return Decision(Outcome.HELP, (Says(help_about(command.argument.text, at_signs_reach=reach)),))


def thanks(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001
    """`thanks`: that much courtesy. Directly after words were shown back, also that they were not sent."""
    latest, held = messages.last_sent(turn.tx), turn.preferences
    shown = next((m for m in turn.opened if latest is not None and m.message == latest.id), None)
    if shown is not None and shown.kind is MessageKind.PREVIEW and shown.state is SuggestionState.AWAITING_OWNER:
        word, alone = messages.get(turn.tx, shown.message).offers.lets_out, turn.alone(turn.row(shown))
        text = wording.thanks_unsent(f"{shown.code}.{shown.draft}", word=word, alone=alone)
        return Decision(Outcome.THANKS, (Says(text, shown.suggestion),))
    promised = bool(held.schedule.at) and not held.resting(turn.now)
    slot = next_slot(held.schedule, turn.now) if promised else None
    return Decision(Outcome.THANKS, (Says(wording.thanks(at(slot, turn.now, turn.zone) if slot else "")),))


def keep_it_up(turn: Turn, command: Command[Argument]) -> Decision:
    """`keep it up`, said to nobody else: where words are awaited they are words."""
    if command.otherwise is not None and not isinstance(turn.bind(command.code), Unbound):
        return own_words(turn, command.otherwise)
    return Decision(Outcome.PRAISED, (Says(wording.praised()),))


def hello(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001
    """`hello`."""
    return Decision(Outcome.HELLO, (Says(wording.greets(turn.now, turn.zone, rest=turn.rest)),))


def others(turn: Turn, command: Command[Argument]) -> Decision:  # noqa: ARG001
    """`others`: the rest of those in the letter of the week."""
    left = [
        wording.NewFace(
            face.who,
            about_something(face.topics),
            face.evidence,
            turn.telling(person, short=True) if person is not None else None,
        )
        for face in faces.taken(turn.tx)
        for person in [people.person(turn.tx, face.person) if face.person is not None else None]
        if person is None or person.may_be_spoken_of(turn.now)
    ]
    return Decision(Outcome.OTHERS, (Says(wording.others(left)),))
