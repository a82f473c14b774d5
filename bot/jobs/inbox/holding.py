"""Hold what is on its way when something is said about it, and say how a suggestion stands (DESIGN 2, undo)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from bot import wording
from bot.decide.commands import (
    BY_WORD,
    LONG,
    Command,
    OwnWords,
    Parsed,
    Tone,
    Unclear,
    When,
    Why,
    code_token,
    corrects,
    keeps_an_objection,
    may_mean_what_leaves,
    says_no,
    spoken,
    tone,
)
from bot.decide.lifecycle.binding import Bound, Unbound, bind
from bot.domain import MessageKind, Offer, Reply, SuggestionEvent, SuggestionState, next_state
from bot.errors import WrongAccount
from bot.jobs.inbox.decision import Decision, Effect, Outcome
from bot.jobs.inbox.effects import Hold, KeepBack, TakeBack, TakeBackAll
from bot.jobs.inbox.turn import Turn
from bot.outbox.previews import held_words
from bot.outbox.standing import waits_for_login
from bot.outbox.teller import Says, draft_code
from bot.store import drafts, messages, names, sources, suggestions
from bot.store.suggestions import Suggestion
from bot.wording.english.times import until
from bot.wording.text import Name, similarity

OF_A_NUDGE = (When.NUDGE, When.PREVIEW)
ALIKE = 0.4
"""So much of its trigrams of words one text shares with another that was made from it."""

HOLD_ALL = ("pause", "note off", "remind off")
"""Commands that end or rest something: whatever they name, what is on its way may be meant as well."""

OF_WORDS = ("another", "shorter", "warmer", "only")
"""Commands that want other words than those that were shown."""

ON_ITS_WAY = (SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED)
"""Where a reply is approved and has not ended otherwise."""

LATELY = timedelta(hours=1)
"""So long after it went out something that finds no other place may be about a reply."""

_SEVERAL = frozenset(
    "both all these those them everything anything nothing neither none either two pair lot every whole single other others "
    "previous earlier beide beides beiden alle alles allem alledem nichts keins keine keiner zwei zweimal andere anderen vorige "
    "vorigen".split()
)
"""Words that mean more than the one under whose message they stand."""


# --- what is objected to


def objected(turn: Turn, said: Parsed, text: str) -> Sequence[Suggestion]:
    """Which replies on their way this holds; none when it is plainly harmless, or about something else."""
    leaving = turn.leaving()
    if not leaving:
        return ()
    sounds = tone(said, text, [turn.name(row) for row in leaving])
    other_words = isinstance(said, Command) and said.name == "draft" and _of_nothing_else(turn, said.code, leaving)
    if sounds is Tone.PLAIN or (sounds is Tone.HARMLESS and not other_words):
        return ()
    meant = {row.id for row in (*_wherever_it_is_said(turn, said, sounds), *_by_where_it_is_said(turn, said, sounds))}
    return [row for row in leaving if row.id in meant]


def _of_nothing_else(turn: Turn, code: str | None, leaving: Sequence[Suggestion]) -> bool:
    """Whether what is leaving is all that this can be about, or what we told of last."""
    if code is None and _told_of_last(turn, {row.id for row in leaving}):
        return True
    binding = turn.bind(code)
    bound = binding.to.suggestion if isinstance(binding, Bound) else None
    return isinstance(binding, Unbound) or any(row.id == bound for row in leaving)


def _by_where_it_is_said(turn: Turn, said: Parsed, sounds: Tone) -> Sequence[Suggestion]:
    """Those that doubt is about: by the message that it answers, by what it names, else all, unless it is for what is open."""
    leaving = turn.leaving()
    referred = turn.referred.suggestion if turn.referred is not None and said.code is None else None
    if of_an_old_message := [row for row in leaving if row.id == referred and not turn.explicit(None)]:
        return of_an_old_message
    about = _about(turn, said)
    if about is not None:
        return [row for row in leaving if row.id in about]
    if named := spoken_of(said, leaving):
        return named
    if turn.strange:
        return leaving
    return () if _for_what_is_open(turn, said, sounds, {row.id for row in leaving}) else leaving


def pleased(turn: Turn, said: OwnWords) -> Suggestion | None:
    """The reply on its way that a yes, a laugh or a farewell is about; None when it is about something else."""
    leaving = turn.leaving()
    if not leaving or tone(said, said.text, [turn.name(row) for row in leaving]) is not Tone.PLAIN:
        return None
    binding = turn.bind(said.code)
    if isinstance(binding, Unbound):
        return leaving[-1]
    bound = binding.to.suggestion if isinstance(binding, Bound) else None
    return next((row for row in leaving if row.id == bound), None)


def _about(turn: Turn, said: Parsed) -> set[int] | None:
    """The suggestions that the owner named, by reference, by code or by a person's name; None when they named none."""
    if turn.explicit(said.code):
        binding = turn.bind(said.code)
        return {binding.to.suggestion or 0} if isinstance(binding, Bound) else None
    if isinstance(said, Command) and said.person and (found := names.find(turn.tx, said.person)):
        mine = {person.id for person in found}
        return {row.id for row in turn.leaving() if row.person in mine}
    return None


def _wherever_it_is_said(turn: Turn, said: Parsed, sounds: Tone) -> Sequence[Suggestion]:
    """Those that are meant, too, under whatever message it stands: what would be asked about, a rest, a name, a code, "both".

    Apps put an answer under the latest message, whatever it is about; so it says little of what was meant. Of what is not
    understood nobody knows whose it is: only a code in front says so.
    """
    leaving = turn.leaving()
    asked_about = isinstance(said, Unclear) and (said.code is None or said.why is Why.EMPTY)
    if asked_about or (isinstance(said, Command) and (said.name in HOLD_ALL or keeps_an_objection(said))):
        return leaving
    if isinstance(said, Command) or (isinstance(said, OwnWords) and said.code is not None):
        return ()
    words = frozenset(spoken(said.said).split())
    of_one = (_about(turn, said) or set()) & {row.id for row in leaving}
    if words & _SEVERAL and (sounds is Tone.DOUBT or of_one):
        return leaving
    named = [row for row in leaving if words & frozenset(spoken(turn.name(row)).split())]
    return [*named, *spoken_of(said, leaving)]


def means_what_leaves(turn: Turn, said: OwnWords) -> bool:
    """Whether words that are shown for somebody may be about what is on its way all the same.

    A few that may take it back or be for us, under whatever message they stand: apps put an answer under the latest. And without a
    message or a code, a correction, or nearly the words that are leaving.
    """
    leaving = turn.leaving()
    if not leaving or tone(said, said.text, [turn.name(row) for row in leaving]) is Tone.PLAIN:
        return False
    mends = not turn.explicit(said.code) and (corrects(said) or _repeats(turn, said))
    ours = said.maybe_ours and said.code is None and said.text == said.said and len(said.text.split()) <= LONG
    return mends or ours or may_mean_what_leaves(said)


def _repeats(turn: Turn, said: OwnWords) -> bool:
    acts = (held.approval.act for row in turn.leaving() if (held := turn.approval(row)))
    return any(isinstance(act, Reply) and similarity(said.text, act.words) >= ALIKE for act in acts)


def spoken_of(said: Parsed, rows: Sequence[Suggestion]) -> list[Suggestion]:
    """Those whose code stands among own words: "not yet for t4, please". In front it says whose words these are."""
    if not isinstance(said, OwnWords) or said.code is not None:
        return []
    first, *others = [(code_token(word) or "").partition(".")[0] for word in said.text.split()] or [""]
    sent = [
        row for row in rows if row.state is not SuggestionState.AWAITING_PUBLISH
    ]  # for these there can be no other words
    return [row for row in rows if row.code in others or (row in sent and row.code == first)]


def _for_what_is_open(turn: Turn, said: Parsed, sounds: Tone, leaving: set[int]) -> bool:
    """Whether this is a command for what waits for the owner, or words for the one open nudge (DESIGN 2).

    Where other words were shown back already, or two nudges wait, words may as well be about the reply that is leaving; and
    where we told of it last ("show a1", "why a1"), whatever is said.
    """
    if _told_of_last(turn, leaving):
        return False
    waiting = [m for m in turn.opened if m.suggestion not in leaving and m.state is SuggestionState.AWAITING_OWNER]
    binding = bind(waiting, reply_to=None, code=None)
    if isinstance(binding, Unbound):
        return False
    if isinstance(said, Command):
        if said.name in OF_WORDS and not (isinstance(binding, Bound) and binding.to.draft):
            return False  # there are no words yet that it could mean
        if says_no(said) and said.code is None:
            return False  # "not now", behind "it goes out"
        return not said.loosely and BY_WORD[said.name].when in OF_A_NUDGE and isinstance(binding, Bound)
    return sounds is Tone.WORDS and isinstance(binding, Bound) and binding.to.draft is None


def _told_of_last(turn: Turn, leaving: set[int]) -> bool:
    """Whether our latest message shows or explains one of these; that it goes out, which is said of each, is none such."""
    last = messages.last_sent(turn.tx)
    return last is not None and last.suggestion in leaving and last.kind is not MessageKind.RECEIPT


# --- holding


def hold(turn: Turn, rows: Sequence[Suggestion], *, because: str = "") -> Decision:
    """Hold these and ask once about each. `because` is said in front."""
    held = [_held(turn, row, because) for row in rows]
    says, stores = (tuple(chain.from_iterable(part)) for part in zip(*held, strict=True)) if held else ((), ())
    return Decision(Outcome.HELD, says, stores)


def _held(turn: Turn, row: Suggestion, because: str) -> tuple[tuple[Says, ...], tuple[Effect, ...]]:
    """The words of a held reply are shown once more; nobody's answer brings them again with the next delivery."""
    if row.state is not SuggestionState.AWAITING_PUBLISH:
        late = (
            wording.too_late_to_undo() if row.state is SuggestionState.PUBLISHING else wording.kept_from(turn.name(row))
        )
        return (Says(late, row.id),), (KeepBack(row),)
    approved = turn.approval(row)
    shown = held_words(turn.tx, row, approved.draft if approved else None, now=turn.now, because=because)
    return (() if shown is None else (shown,)), (TakeBack(row), Hold(row))


def hold_everything(turn: Turn) -> tuple[list[Name], tuple[Effect, ...]]:
    """Take back everything on its way without a question; whose answers these are."""
    return [turn.name(row) for row in turn.on_their_way()], (TakeBackAll(),)


def keep_back(turn: Turn, only: int | None = None) -> tuple[KeepBack, ...]:
    """What may be out already, or not, is found out and never repeated; nothing if there is none of that kind."""
    return tuple(KeepBack(row) for row in turn.maybe_out() if only in (None, row.id))


def take_back(row: Suggestion) -> tuple[Suggestion, tuple[Effect, ...]]:
    """Revoke the approval of one that is on its way; as it is afterwards."""
    return replace(row, state=next_state(row.state, SuggestionEvent.UNDO)), (TakeBack(row),)


def dropped(turn: Turn, row: Suggestion) -> str:
    """That a reply on its way ends; where we had to ask whether an attempt before it arrived, that one may stand."""
    tried = messages.latest_offer(turn.tx, row.id, Offer.RESEND) is not None
    return wording.dropped(turn.name(row), tried=tried)


# --- how things stand


def latest_code(turn: Turn, row: Suggestion) -> str:
    """The code of its latest words, else its own."""
    last = drafts.latest(turn.tx, row.id)
    return draft_code(row, last) if last else row.code


def lately_out(turn: Turn, within: timedelta) -> Suggestion | None:
    """The latest reply that went out, if that is not long ago."""
    rows = [
        row
        for row in suggestions.in_states(turn.tx, SuggestionState.PUBLISHING, SuggestionState.PUBLISHED)
        if is_ours(turn, row)
    ]
    row = max(rows, key=lambda row: row.state_at, default=None)
    return row if row is not None and turn.now - row.state_at <= within else None


def is_ours(turn: Turn, row: Suggestion) -> bool:
    """Whether a suggestion was made for the account that is the owner's now."""
    return turn.desk.accounts.get(row.network) == row.owner


def not_open(turn: Turn, row: Suggestion) -> Decision:
    """Say how it stands; nothing is done."""
    return Decision(Outcome.NOT_OPEN, (Says(in_a_sentence(turn, row), row.id),))


def goes_on(turn: Turn, row: Suggestion) -> Decision:
    """Say that it goes out as agreed; where it did not leave at its time, or left, how it stands."""
    return Decision(Outcome.NOT_OPEN, (Says(how_it_goes(turn, row), row.id),))


def how_it_goes(turn: Turn, row: Suggestion) -> str:
    """When a reply on its way goes out; where it did not leave at its time, or left, how it stands."""
    held = turn.approval(row)
    if row.state is not SuggestionState.AWAITING_PUBLISH or held is None or held.retry_at is not None:
        return in_a_sentence(turn, row)
    return wording.goes_on(turn.name(row), held.due_at, turn.now, turn.zone)


def in_a_sentence(turn: Turn, row: Suggestion) -> str:
    """How one that does not wait for the owner stands."""
    name = turn.name(row)
    if row.state is SuggestionState.UNCLEAR:
        return wording.not_understood(turn.answer.text or "that", "send once more", confirm=False)
    held = turn.approval(row)
    if held is not None and waits_for_login(turn.tx, row, held):
        another = WrongAccount.noted(sources.posting_problem(turn.tx, row.network)) is not None
        ends = until(held.approval.lasts_until, turn.now, turn.zone)
        return wording.already_waits(name, row.network.capitalize(), "nudge check", until=ends, another=another)
    if row.state in ON_ITS_WAY:
        return wording.already(name, sent=row.state is SuggestionState.PUBLISHED)
    if row.state is SuggestionState.AWAITING_DELIVERY and row.returned:
        comes = turn.comes_at(row)
        later = "later" if turn.alone(row) else f"later {row.code}"
        return wording.comes_again(comes, name, turn.now, turn.zone, as_said=comes == row.due_at, later=later)
    return wording.closed(name)
