"""Find out which replies on their way an answer is about: what it objects to, is pleased with, or may mean (DESIGN 2, undo)."""

from __future__ import annotations

from collections.abc import Sequence

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
from bot.domain import MessageKind, Reply, SuggestionState
from bot.jobs.inbox.turn import Turn
from bot.store import messages, names
from bot.store.suggestions import Suggestion
from bot.wording.text import similarity

OF_A_NUDGE = (When.NUDGE, When.PREVIEW)

ALIKE = 0.4
"""So much of its trigrams of words one text shares with another that was made from it."""


HOLD_ALL = ("pause", "note off", "remind off")
"""Commands that end or rest something: whatever they name, what is on its way may be meant as well."""


OF_WORDS = ("another", "shorter", "warmer", "only")
"""Commands that want other words than those that were shown."""


_SEVERAL = frozenset(
    "both all these those them everything anything nothing neither none either two pair lot every whole single other others "
    "previous earlier beide beides beiden alle alles allem alledem nichts keins keine keiner zwei zweimal andere anderen vorige "
    "vorigen".split()
)
"""Words that mean more than the one under whose message they stand."""


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
