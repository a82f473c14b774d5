"""What the tutorial says to type is typed into a shell, word for word, in its order, over a terminal and without a display.

Only the addresses are those of a server on the loopback, and the hours those of somebody who does not want to wait.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.started import Started, started, waited
from tests.flow.house import QUESTION, WORDS, plain
from tests.flow.typed import program
from tests.servers.mastodon.world import MastodonWorld, open_world

pytestmark = pytest.mark.waits

PAGE = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
AGREE = re.compile(r"http://\S+/oauth/authorize\S+")
PATIENCE = 180.0
SOON = {
    "NUDGE__DELIVER__AT": "as-they-come", "NUDGE__POLL__MENTIONS_EVERY": "10s", "NUDGE__POLL__POSTS_EVERY": "10s",
}  # fmt: skip
"""Whose nudges come at once."""


def say(line: str) -> str:
    """A line of the page; a failure where the page says it otherwise now."""
    return COMMANDS[COMMANDS.index(line)]


@dataclass
class Desk:
    """A home folder with the program in it, as README's first command leaves it."""

    world: MastodonWorld
    home: Path

    def never_sleeps(self) -> None:
        """No hour is quiet: the test is run at any."""
        self.types(".venv/bin/nudge set deliver.quiet '' --folder ~/nudge")

    @contextmanager
    def shell(self, line: str) -> Iterator[Started]:
        """Somebody types it, and it goes on."""
        seen = {"HOME": str(self.home), "TERM": "xterm", "TZ": "UTC", "NUDGE_SERVER": self.world.base, **SOON}
        with started([line], terminal=True, program=("sh", "-c"), where=self.home, **seen) as running:
            yield running

    def types(self, line: str, answers: Sequence[tuple[str, str]] = (), code: int = 0) -> str:
        """Somebody types it, and answers what it asks, until it ends; all that stood on the screen."""
        left = list(answers)
        with self.shell(line) as running:
            while running.more():
                if left and running.said.endswith(left[0][0].encode()):
                    os.write(running.screen, f"{self._answer(running, left.pop(0)[1])}\n".encode())
            said = running.said.decode(errors="replace")
            assert (running.process.wait(60), left) == (code, []), said
            return said

    def _answer(self, running: Started, answer: str) -> str:
        """What is typed; where it is the name of somebody, the code of the page to which they agreed."""
        if answer not in ("owner", "bot"):
            return answer
        page = AGREE.findall(running.said.decode())[-1]
        return self.world.server.oauth.agree(page, self.world.server.network.find(self.world.address(answer)))

    def told(self, words: str):
        """The message with these words, once it is there."""

        def found():
            return [message for message in self.world.inbox("owner") if words in plain(message.text)]

        waited(found, longest=PATIENCE, every=1)
        return found()[-1]


@pytest.fixture
def desk(tmp_path):
    """Alice, whom the owner follows, has asked something."""
    with open_world() as world:
        world.server.limits.requests = 10_000  # people look into their inbox more often than they do in their lives
        world.post("alice", QUESTION)
        folder = tmp_path / ".venv" / "bin"
        folder.mkdir(parents=True)
        with program(folder / "nudge"):
            yield Desk(world, tmp_path)


def set_up(desk):
    """Step 2, up to the first list."""
    desk.types(say("mkdir -p ~/nudge"))
    desk.types(
        say(".venv/bin/nudge init --folder ~/nudge"),
        [("address there? ", desk.world.address("owner")), ("time zone)? ", "Lisbon"), ("Code: ", "owner")],
    )


def test_the_invented_network_needs_nothing(desk):
    """Step 1: asked interactively, told beforehand, and as a list."""
    assert "Next: nudge init" in desk.types(say(".venv/bin/nudge demo"), [("Lena:\x1b[0m ", "quit")])
    told = desk.types(say(next(line for line in COMMANDS if line.startswith("printf"))))
    assert "I scan with the lid up. The folds stay folds." in told
    assert "Tomas Reed" in desk.types(say(".venv/bin/nudge look --sandbox"))
    assert not (desk.home / "nudge").exists()


def test_the_second_account_writes_shows_and_takes_back(desk):
    """Steps 2 and 3: from nothing to a reply on its way, which nobody ever saw."""
    world = desk.world
    set_up(desk)
    assert "Nothing to mend" in desk.types(say(".venv/bin/nudge check --folder ~/nudge"))
    assert "Alice" in desk.types(say(".venv/bin/nudge look --folder ~/nudge"))
    bot = ("Its address? ", world.address("bot")), ("Code: ", "bot"), ("One test message? ", "no")
    desk.types(f"{say('.venv/bin/nudge login --bot --folder ~/nudge')} --server {world.base}", [*bot, ("): ", "no")])
    desk.types(say(".venv/bin/nudge login --posting --folder ~/nudge"), [("Code: ", "owner")])
    assert "Nothing to mend" in desk.types(say(".venv/bin/nudge check --folder ~/nudge"))
    desk.never_sleeps()
    with desk.shell(f"exec {say('.venv/bin/nudge run --folder ~/nudge')}") as service:
        world.message("owner", WORDS, reply_to=desk.told(QUESTION[:37]).id)
        world.message("owner", "send", reply_to=desk.told("This would stand under your name").id)
        world.message("owner", "undo", reply_to=desk.told("undo until then").id)
        desk.told("Taken back. It was never sent")
        os.killpg(service.process.pid, signal.SIGINT)
        assert service.process.wait(60) == 0
    assert world.posts("owner") == []


def test_without_a_second_account_the_terminal_does(desk, monkeypatch):
    """Read and answered there; without the right to post, the words are given back to be pasted."""
    monkeypatch.setitem(SOON, "NUDGE__MASTODON__OWNER__TOKEN", desk.world.tokens["owner"])
    unattended = next(line for line in COMMANDS if "--no-login" in line)
    desk.types(say(unattended).replace("lena@writers.example", desk.world.address("owner")))
    answers = [say(line) for line in COMMANDS if line.startswith(".venv/bin/nudge answer")]
    export = say("export NUDGE_FOLDER=~/nudge")
    desk.never_sleeps()
    with desk.shell(say(".venv/bin/nudge run --folder ~/nudge")) as service:
        waited((desk.home / "nudge" / "nudge.db").exists, service.process)
        queue = f"{export}; {say('.venv/bin/nudge queue')}"
        waited(lambda: QUESTION[:37] in desk.types(queue), service.process)
        first, then = (desk.types(f"{export}; {answer}") for answer in answers)
    assert "This would stand under your name" in first
    assert "done" in then
    assert desk.world.posts("owner") == []


def test_every_command_of_the_page_is_typed_by_a_test():
    """Who adds one adds it here."""
    here = Path(__file__).read_text("utf-8")
    ways = ("printf", ".venv/bin/nudge answer", ".venv/bin/nudge init --folder ~/nudge --address")
    assert [
        line for line in COMMANDS if not (line.startswith(ways) or f'say("{line}")' in here or f"say('{line}')" in here)
    ] == []
