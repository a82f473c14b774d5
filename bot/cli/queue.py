"""Show what is open and answer it from the terminal (`nudge status`, `nudge queue`, `nudge answer`).

These use the database only: they work beside a running service, and import no network's library. An answer is a row like
any other; the service understands it within seconds, and what it says appears here.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.opening import stored
from bot.cli.options import HERE, AsJson, Folder

if TYPE_CHECKING:
    from bot.config import Config
    from bot.store import Store
    from bot.store.messages import Message

PATIENCE = 30.0
LOOK_EVERY = 0.5
SHOWN = 12


def status(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Say how every source stands, and what waits for whom."""
    from bot.domain import State
    from bot.store import sources, suggestions
    from bot.store.wishes import wishes

    with stored(folder) as (held, store), store.begin() as tx:
        found = sources.all_sources(tx)
        states = {s.value: n for s in State if (n := suggestions.count_in(tx, s))}
        rest = wishes(tx, held)
    if json:
        output.say(
            output.dumped({"sources": [_source(s) for s in found], "suggestions": states, "stopped": rest.stopped})
        )
        return
    zone = held.owner.timezone
    lines = [
        f"{s.name}: {s.problem or 'fine'}{f', last at {s.ok_at.astimezone(zone):%d %b %H:%M}' if s.ok_at else ''}"
        for s in found
    ]
    lines += [f"{state.replace('_', ' ')}: {count}" for state, count in states.items()]
    if rest.resting(datetime.now(UTC)):
        until = (
            f" until {rest.paused_until.astimezone(zone):%d %b %H:%M}" if rest.paused_until and not rest.stopped else ""
        )
        lines.append(f"resting{until}; resume ends it")
    output.say("\n".join(lines) or "Nothing has been read yet.")


def _source(found: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(found)  # type: ignore[call-overload,no-any-return]  # a Source


def queue(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Show the conversation: what Nudge wrote to you, the latest last."""
    from bot.store import messages

    with stored(folder) as (held, store), store.begin() as tx:
        found = messages.history(tx, limit=SHOWN)
    if json:
        output.say(
            output.dumped(
                [{"id": m.id, "kind": m.kind, "state": m.state, "text": m.text, "at": m.created_at} for m in found]
            )
        )
        return
    if not found:
        output.say("Nothing was written to you yet.")
    for message in found:
        _show(message, held)


def _show(message: Message, held: Config) -> None:
    at = (message.sent_at or message.created_at).astimezone(held.owner.timezone)
    output.say(f"{at:%d %b %H:%M}\n{message.text}\n")


def answer(
    words: Annotated[list[str], typer.Argument(help="What you would write in a private message: a code and words.")],
    folder: Folder = HERE,
) -> None:
    """Say something to Nudge from here, as in a private message: `nudge answer t4 skip`, `nudge answer help`."""
    from bot.domain import TERMINAL, Answer
    from bot.store import answers, messages

    with stored(folder) as (held, store):
        said = Answer(id=f"terminal-{uuid.uuid4()}", sender=TERMINAL, at=datetime.now(UTC), text=" ".join(words))
        with store.begin() as tx:
            before = messages.last_id(tx)
            answers.receive(tx, [said], now=datetime.now(UTC))
        for message in _heard(store, before):
            _show(message, held)
            return
    output.say("Kept. The service acts on it when it runs: nudge run, or nudge once.")


def _heard(store: Store, before: int) -> Iterator[Message]:
    """What was said in answer, as soon as the service has said it."""
    from bot.store import messages

    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with store.begin() as tx:
            new = messages.after(tx, before)
        if new:
            yield from new
            return
        time.sleep(LOOK_EVERY)
