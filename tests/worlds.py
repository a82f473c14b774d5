"""Open the networks on which tests run; what cannot be had here says why in one line."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from tests.contract.memory_world import MemoryWorld
from tests.contract.world import World

Opening = Callable[[], AbstractContextManager[World]]


@dataclass(frozen=True)
class Server:
    """A network for tests. `available` gives None, or the reason why it cannot be had here."""

    label: str
    available: Callable[[], str | None]
    open: Opening


@contextmanager
def _in_memory() -> Iterator[World]:
    yield MemoryWorld()


def _server(label: str, module: str, *arguments: str, told_by: str = "") -> Server:
    """A server whose module is imported only when a test asks for it; another may tell sooner whether it can be had."""

    def available() -> str | None:
        return importlib.import_module(told_by or module).available(*arguments)

    def open_world() -> AbstractContextManager[World]:
        return importlib.import_module(module).open_world(*arguments)

    return Server(label, available, open_world)


SERVERS = {
    "memory": Server("memory", lambda: None, _in_memory),
    "mastodon": _server("mastodon loopback", "tests.servers.mastodon.world", "mastodon"),
    "gotosocial": _server("gotosocial mode", "tests.servers.mastodon.world", "gotosocial"),
    "bluesky": _server(
        "atproto (real PDS, PLC, AppView)", "tests.servers.atproto.world", told_by="tests.servers.atproto.stack"
    ),
}
if os.environ.get("NUDGE_TEST_MASTODON"):
    SERVERS["named"] = _server("mastodon server named by the environment", "tests.servers.mastodon.world", "named")
