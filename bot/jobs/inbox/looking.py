"""Hear `more` and `look`: one more person, or the very post that the owner names."""

from __future__ import annotations

from bot import wording
from bot.decide.commands import Command
from bot.decide.lifecycle.binding import Unbound
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.words import own_words
from bot.store import lookups, post_search, settings
from bot.store.lookups import Lookup
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
    held, row = post_search.named(turn.tx, command.argument)
    if held is not None:
        return _look_at(turn, held, row)
    if lookups.was_in_vain(turn.tx, command.argument):
        turn.say(wording.no_such_post())
        return "no such post"
    lookups.put(turn.tx, Lookup(command.argument, turn.answer.id, command.said))
    return "looked up"


def _look_at(turn: Turn, held: StoredPost, row: Suggestion | None) -> str:
    if held.by_owner:
        turn.say(wording.your_own_post())
        return "the owner's own"
    if row is not None:
        shown = row.nudged_at is not None
        turn.say(wording.brought_before(turn.name(row), wording.STANDS[row.state], code=row.code, shown=shown), row)
        return "brought before"
    lookups.bring(turn.tx, held.post.uri)
    return "look"
