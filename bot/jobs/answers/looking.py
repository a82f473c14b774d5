"""Hear `more` and `look`: one more person, or the very post that the owner names."""

from __future__ import annotations

from bot import voice
from bot.approvals import Unbound
from bot.commands import Command
from bot.jobs.answers.turn import Turn
from bot.jobs.answers.words import own_words
from bot.store import errands, lookup, settings
from bot.store.errands import Wanted
from bot.store.posts import StoredPost
from bot.store.settings import MORE
from bot.store.suggestions import Suggestion


def more(turn: Turn, command: Command) -> str:  # noqa: ARG001  # every handler takes both
    """`more`: one more person, now; the job that chooses brings them or says that there is nobody."""
    settings.put(turn.tx, MORE, 1)
    return "more"


def look(turn: Turn, command: Command) -> str:
    """`look`: like `more`. `look ADDRESS`: that post, as a nudge, unless a rule says to leave it alone.

    An address alone is an answer where one is awaited.
    """
    if command.otherwise is not None and not isinstance(turn.bind(command.code), Unbound):
        return own_words(turn, command.otherwise)
    if not command.argument:
        return more(turn, command)
    held, row = lookup.named(turn.tx, command.argument)
    if held is not None:
        return _look_at(turn, held, row)
    if errands.was_in_vain(turn.tx, command.argument):
        turn.say(voice.no_such_post())
        return "no such post"
    errands.put(turn.tx, Wanted(command.argument, turn.answer.id, command.said))
    return "looked up"


def _look_at(turn: Turn, held: StoredPost, row: Suggestion | None) -> str:
    if held.by_owner:
        turn.say(voice.your_own_post())
        return "the owner's own"
    if row is not None:
        shown = row.nudged_at is not None
        turn.say(voice.brought_before(turn.name(row), voice.STANDS[row.state], code=row.code, shown=shown), row)
        return "brought before"
    errands.bring(turn.tx, held.post.uri)
    return "look"
