"""Explain what was made of one post (`nudge why`), and forget what was learned (`nudge forget-learning`).

Both use the database only: they work beside a running service.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import asking, output
from bot.cli.folder import program
from bot.cli.options import HERE, AsJson, Folder, Sandbox

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cli.explaining import Explanation
    from bot.config import Config
    from bot.store import Store
    from bot.store.posts import StoredPost
    from bot.store.suggestions import Suggestion

NOT_AGREED = 1
What = Annotated[str, typer.Argument(metavar="ID|URL", help="The code of a nudge such as t4, or a post's address.")]


def why(what: What, folder: Folder = HERE, *, sandbox: Sandbox = False, json: AsJson = False) -> None:
    """Say of a post that was read why it was chosen or left alone: every fact, every rule, and what would have to differ."""
    from bot.cli import explaining
    from bot.cli.opening import stored
    from bot.clock import utc_now
    from bot.errors import BotError
    from bot.store.post_search import CODE, named

    with stored(folder, sandbox=sandbox) as (held, store):
        with store.begin() as tx:
            post, row = named(tx, what)
        if post is None:
            shows = f"{program()} queue{' --sandbox' * sandbox}"
            raise BotError(_nothing(what, row, shows=shows if CODE.fullmatch(what) else ""))
        if post.by_owner:
            raise BotError("That is a post of your own. Only what others say is judged.")
        now = utc_now()
        second = _read_too(store, row) if row is not None else ""
        stood = _as_suggested(row, held, store, now) if row is not None else ""
        found = _explained(held, store, post, row, now)
    if json:
        output.say(output.dumped(explaining.for_programs(found)))
        return
    if row is not None:
        output.paragraphs(f"{stood}{second}\n")
    output.say(explaining.told(found, width=output.columns(sys.stdout)))


def _nothing(what: str, row: Suggestion | None, *, shows: str) -> str:
    """`shows`: the command that shows the codes, where a code was typed."""
    if row is not None:
        return f"The post that {row.code} was about is no longer stored."
    if shows:
        return f"There was never a nudge {what}. {shows} shows the codes."
    return f"Nothing is stored of {what}. nudge rules test reads a post from its network and tries the rules on it."


def _explained(held: Config, store: Store, post: StoredPost, row: Suggestion | None, now: datetime) -> Explanation:
    """As it stood when it was chosen, else as it stands now beside everything else."""
    from bot.cli.weighing import Scales, unanswered
    from bot.decide.schedule import AFTER_POST, AFTER_QUESTION
    from bot.knowledge import candidates
    from bot.service.wiring import rules_of
    from bot.store import posts

    at = row.created_at if row else now
    rules = rules_of(held)
    with store.begin() as tx:
        read = [
            one
            for one in posts.since(tx, at - AFTER_POST, to_owner_since=at - AFTER_QUESTION)
            if one.post.seen_at <= at and one.post.uri != post.post.uri
        ]
        # among the others, because some of its facts count them
        *beside, candidate = candidates.assemble(tx, [*read, post], at)
        scales = Scales.of(tx, rules, held, at)
    return scales.explain(unanswered(candidate) if row else candidate, at, beside=() if row else beside)


def _as_suggested(row: Suggestion, held: Config, store: Store, now: datetime) -> str:
    """What became of it, so that nobody takes what was true then for what is true now."""
    from bot.knowledge.owner_preferences import owner_preferences
    from bot.outbox.standing import how_it_stands

    at = row.created_at.astimezone(held.owner.timezone)
    with store.begin() as tx:
        stands = how_it_stands(tx, row, owner_preferences(tx, held), now)
    return f"{row.code} was chosen on {at.day} {at:%B} at {at:%H:%M}; now: {stands}. As it stood then:"


def _read_too(store: Store, row: Suggestion) -> str:
    """What a second reader had to do with it, where there was one."""
    from bot.store import people, readings
    from bot.wording.english.reasons import second_reader

    with store.begin() as tx:
        opinion = readings.opinion(tx, row.id)
        before = people.person(tx, opinion.before.person) if opinion and opinion.before else None
    return f"\n{second_reader(opinion, before)}" if opinion else ""


def forget_learning(folder: Folder = HERE) -> None:
    """Forget what was learned from your answers; the rules count as they are written again."""
    from bot.cli.opening import stored
    from bot.store import learning

    if sys.stdin.isatty() and not asking.agrees("Forget for good what your answers have taught Nudge? yes or no:"):
        output.say("Nothing was forgotten.")
        raise typer.Exit(NOT_AGREED)
    with stored(folder) as (_, store), store.begin() as tx:
        learned = learning.learned(tx)
        learning.forget(tx)
    output.paragraphs(forgotten(len(learned.people), len(learned.rules)))


def forgotten(people: int, rules: int) -> str:
    """What was forgotten, in a sentence."""
    if not people and not rules:
        return "Nothing had been learned, so there is nothing to forget."
    return (
        f"Forgotten: what your answers had taught about {_counted(people, 'person', 'people')} and "
        f"{_counted(rules, 'rule', 'rules')}. Every rule counts as it is written."
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{output.number(count)} {one if count == 1 else many}"
