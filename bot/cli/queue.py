"""Show what is open and answer it from the terminal (`nudge queue`, `nudge answer`).

These use the database only: they work beside a running service, and import no network's library. An answer is a row like
any other; the service understands it within seconds, and what it says appears here. What was printed whole is marked as
seen: words that nobody saw cannot be approved.
"""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot.cli import output, streams
from bot.cli.folder import typed
from bot.cli.opening import stored
from bot.cli.options import HERE, AsJson, Folder, Sandbox
from bot.errors import BotError, StoreError
from bot.service import heartbeat

if TYPE_CHECKING:
    from bot.config import Config
    from bot.store import Store, Transaction
    from bot.store.messages import Message

PATIENCE = 30.0
FOLLOWERS = 2.0
"""Seconds to wait for what else comes, when everything that was said is understood."""

LOOK_EVERY = 0.5
SHOWN = 12
HERE_ALONE = "terminal"
"""What messages are delivered through where nobody reads them anywhere else."""

FEW_LETTERS = "Some letters cannot be shown here, and ? stands for them. A terminal that is set to UTF-8 shows them."
NOT_SEEN = "Until then the words that they are in do not count as seen, so nothing of them can be approved."


def queue(folder: Folder = HERE, *, json: AsJson = False, sandbox: Sandbox = False) -> None:
    """Show the conversation: what Nudge wrote to you, the latest last."""
    with stored(folder, sandbox=sandbox) as (held, store):
        found = _latest(store)
        if json:
            rows = [{"id": m.id, "kind": m.kind, "state": m.state, "text": m.text, "at": m.created_at} for m in found]
            output.say(output.dumped(rows))
        elif not found:
            output.say("Nothing was written to you yet.")
        else:
            _show(store, found, held)
            _seen(store, found, held)


def _latest(store: Store) -> Sequence[Message]:
    """The latest messages; the first is not cut, where it came in parts. What was never said is not shown."""
    from bot.domain import MessageState
    from bot.store import messages

    with store.begin() as tx:
        found = messages.history(tx, limit=SHOWN)
        if found and found[0].part > 1:
            found = messages.history(tx, limit=SHOWN + found[0].part - 1)
    return [message for message in found if message.state is not MessageState.DROPPED]


def _show(store: Store, found: Sequence[Message], held: Config) -> None:
    with store.begin() as tx:
        links = {message.id: _below(tx, message) for message in found}
    for message in found:
        at = (message.sent_at or message.created_at).astimezone(held.owner.timezone)
        output.paragraphs(f"{at:%d %b %H:%M}\n{message.text}\n{links[message.id]}")


def _below(tx: Transaction, message: Message) -> str:
    """The address of the post that hangs below a message on its network, and that a terminal cannot show."""
    from bot.store import approvals, posts

    if message.about is None:
        return ""
    read, made = posts.get(tx, message.about.uri), message.suggestion and approvals.publication(tx, message.suggestion)
    if made and made.published.ref.uri == message.about.uri:
        return f"\n{made.published.link}\n"
    return f"\n{read.post.link}\n" if read and read.post.link else ""


def _seen(store: Store, shown: Sequence[Message], held: Config) -> None:
    """Mark what was written whole, after it was written: whatever broke on the way has raised before."""
    from bot.store import messages

    as_they_are = [message for message in shown if streams.shows(message.text, sys.stdout)]
    whole = whole_ones(as_they_are) if somebody_can_read(sys.stdout) else []
    if whole:
        with store.begin() as tx:
            messages.mark_seen(tx, whole, now=datetime.now(UTC))
    others = [message for message in shown if message not in as_they_are]
    if others:
        waits = held.deliver.through == HERE_ALONE and any(map(_is_to_be_approved, others))
        output.paragraphs(f"{FEW_LETTERS} {NOT_SEEN}" if waits else FEW_LETTERS)


def _is_to_be_approved(message: Message) -> bool:
    """Whether it shows words that can be approved once they are seen, and they never were."""
    from bot.domain import MessageKind

    return message.seen_at is None and message.kind in (MessageKind.PREVIEW, MessageKind.DRAFT, MessageKind.OFFER)


def whole_ones(shown: Sequence[Message]) -> list[int]:
    """The ids of those messages of which every part is among these; parts stand one after the other."""
    there = {message.id for message in shown}
    groups = {message.id: range(first := message.id - message.part + 1, first + message.parts) for message in shown}
    return [one for one, parts in groups.items() if there.issuperset(parts)]


def somebody_can_read(stream: TextIO | None) -> bool:
    """Whether what is written there goes anywhere at all."""
    if stream is None:  # closed by whoever started us
        return False
    try:
        return not os.path.samestat(os.fstat(stream.fileno()), Path(os.devnull).stat())
    except (OSError, ValueError):  # no file of the system's
        return True


def answer(
    words: Annotated[
        list[str], typer.Argument(help="What you would write in a private message: a code and words.", metavar="WORDS")
    ],
    folder: Folder = HERE,
    *,
    sandbox: Sandbox = False,
) -> None:
    """Say something to Nudge from here, as in a private message: `nudge answer t4 skip`, `nudge answer help`."""
    kept, shows = False, typed(f"queue{' --sandbox' * sandbox}", folder)
    try:
        with stored(folder, sandbox=sandbox) as (held, store):
            runs = _is_heard(folder, store.path or held.database)
            before = _keep(store, " ".join(words))
            kept = True
            if left := _answered(store, held, before, shows) if runs else _nobody_hears(folder, sandbox=sandbox):
                output.paragraphs(left)
    except StoreError as problem:
        if not kept:
            raise StoreError(f"{str(problem).rstrip('.')}. What you said was not kept; say it again then.") from problem
        output.paragraphs(f"Kept; but then this could look no further ({problem}). {shows} shows what comes.")


def _nobody_hears(folder: Path, *, sandbox: bool) -> str:
    heard = typed("run --sandbox", folder) if sandbox else f"{typed('run', folder)} or {typed('once', folder)}"
    return f"Kept, but nothing runs here now. It is heard when {heard} runs."


def _keep(store: Store, words: str) -> int:
    """Keep what was said for whatever runs on the folder; the latest message before it."""
    from bot.domain import TERMINAL, Answer
    from bot.store import answers, messages

    said = Answer(id=f"terminal-{uuid.uuid4()}", sender=TERMINAL, at=datetime.now(UTC), text=words)
    with store.begin() as tx:
        before = messages.last_id(tx)
        answers.receive(tx, [said], now=datetime.now(UTC))
    return before


def _answered(store: Store, held: Config, before: int, shows: str) -> str:
    """Print what comes in answer; what is left to be said when nothing came: that `shows` is the command to look with."""
    came = False
    for found in _heard(store, before):
        _show(store, found, held)
        _seen(store, found, held)
        came = True
    return "" if came else f"Kept. No answer came yet; {shows} shows it when it does."


def _is_heard(folder: Path, database: Path) -> bool:
    """Whether something runs on the folder that may hear it. Raises `BotError` for what works on another database."""
    if not heartbeat.is_held(folder):
        return False
    said = heartbeat.read(folder) or {}
    works_on, ours = said.get("database"), heartbeat.named(folder, database)
    if works_on and works_on != ours and not said.get("stopped"):
        raise BotError(
            f"The nudge that runs here would not hear it: it works on {works_on} (nudge run --sandbox has a database of "
            f"its own), not on {ours}. Nothing was kept. Say it with --sandbox; or stop it, start nudge run, and say it again."
        )
    return True


def _heard(store: Store, before: int) -> Iterator[Sequence[Message]]:
    """What was said in answer, as soon as the service has said it, and what follows soon."""
    from bot.domain import MessageState
    from bot.store import answers, messages

    ends = time.monotonic() + PATIENCE
    while True:
        with store.begin() as tx:
            new, unheard = messages.after(tx, before), answers.unheard(tx)
        if new:
            before = new[-1].id
            yield [message for message in new if message.state is not MessageState.DROPPED]
        if not unheard and (new or time.monotonic() + FOLLOWERS < ends):
            ends = min(ends, time.monotonic() + FOLLOWERS)
        if time.monotonic() >= ends:
            return
        time.sleep(LOOK_EVERY)
