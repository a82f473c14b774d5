"""A process that is killed: the real program on a data folder, ended by SIGKILL at the n-th place where that could hurt.

Places are: after every commit that wrote something, and right before and right after every request that writes.
Run by `test_kill`; the last line that it prints is the number of places it came past, when it was not killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.config import Config
from bot.decide.rules import default_pack, load
from bot.domain import Network
from bot.platforms.wire import RequestsWire
from bot.platforms.wire_of_httpx import HttpxWire
from bot.service.workers import Parts, Program
from bot.store import Store, open_store


class Places:
    """Counts the places, and dies at one of them."""

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly
        self.passed = 0

    def come(self) -> None:
        """One more place."""
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)


def watch(places: Places) -> None:
    """Put the places where they belong: around the store's transactions and on the wire."""
    begin, send, forward = Store.begin, RequestsWire.send, HttpxWire.handle_request

    @contextmanager
    def watched(store):
        with begin(store) as tx:
            raw = tx.connection.dbapi_connection
            before = raw.total_changes
            yield tx
            wrote = raw.total_changes != before
        if wrote:
            places.come()

    def writing(method: str, act):
        if method == "GET":
            return act()
        places.come()
        answer = act()
        places.come()
        return answer

    Store.begin = watched
    RequestsWire.send = lambda wire, request, *a, **k: writing(request.method, lambda: send(wire, request, *a, **k))
    HttpxWire.handle_request = lambda wire, request: writing(request.method, lambda: _read(forward(wire, request)))


def _read(answer: httpx.Response) -> httpx.Response:
    answer.read()
    return answer


def clients(of: dict, clock, folder: Path) -> dict:
    """The roles on the network that the parent runs."""
    if of["network"] == "bluesky":
        from bot.platforms.bluesky.idempotency import idempotency_data as bluesky_seal  # noqa: PLC0415
        from bot.platforms.bluesky.messenger import BlueskyMessenger  # noqa: PLC0415
        from bot.platforms.bluesky.publisher import BlueskyPublisher  # noqa: PLC0415
        from bot.platforms.bluesky.reader import BlueskyReader  # noqa: PLC0415

        owner = {**of["owner"], "now": clock}
        return {
            "reader": BlueskyReader(**owner, session_file=folder / "reader"),
            "publisher": BlueskyPublisher(**owner, session_file=folder / "publisher"),
            "messenger": BlueskyMessenger(
                **of["bot"], session_file=folder / "messenger", owner_did=of["uid"], chat_did=of["chat"], now=clock
            ),
            "seal": bluesky_seal,
        }
    from bot.platforms.mastodon.idempotency import idempotency_data as mastodon_seal  # noqa: PLC0415
    from bot.platforms.mastodon.messenger import MastodonMessenger  # noqa: PLC0415
    from bot.platforms.mastodon.publisher import MastodonPublisher  # noqa: PLC0415
    from bot.platforms.mastodon.reader import MastodonReader  # noqa: PLC0415

    owner = {"server": of["base"], "token": of["owner"], "address": of["address"], "now": clock}
    bot = {"server": of["base"], "token": of["bot"], "address": of["bot_address"], "now": clock}
    return {
        "reader": MastodonReader(**owner),
        "publisher": MastodonPublisher(**owner),
        "messenger": MastodonMessenger(**bot, owner_address=of["address"]),
        "seal": mastodon_seal,
    }


def main() -> None:
    """Hear the owner, let the time to undo pass, publish; die on the way."""
    of = json.loads(sys.argv[1])
    folder, deadly = Path(of["folder"]), int(sys.argv[2])
    offset = timedelta(seconds=of["offset"])

    def clock() -> datetime:
        return datetime.now(UTC) + offset

    network = Network("bluesky") if of["network"] == "bluesky" else Network("mastodon")
    roles = clients(of, clock, folder)
    config = Config.of(of["config"], folder)
    program = Program.of(
        Parts(
            store=open_store(folder / "nudge.db"),
            config=config,
            clock=clock,
            rules=load(default_pack()),
            readers={network: roles["reader"]},
            recheckers={network: roles["reader"]},
            publishers={network: roles["publisher"]},
            idempotency={network: roles["seal"]},
            messenger=lambda: roles["messenger"],
        )
    )
    program.talking.open()
    places = Places(deadly)
    watch(places)
    program.talking.round(read=True)
    offset += timedelta(minutes=3)
    program.talking.round(read=True)
    sys.stdout.write(f"{places.passed}\n")


main()
