"""Drive the real process through the whole loop on a real server, killed and stopped on the way, and print what came of it.

    NUDGE_TEST_MASTODON=FILE.json python -m tests.flow.whole_loop

`nudge run` reads, nudges, previews and sends by its own clock, so that it takes some ten minutes. Each part begins in a
new folder and ends by deleting what it said. The exit code is 1 when a reply did not stand exactly once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.contract.world import Seen
from tests.flow.house import QUESTION, WORDS, plain
from tests.servers.mastodon.world import MastodonWorld, available, open_world

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
PATIENCE = 180
UNDO = 15
DOWN = 120
CONFIG = """
[owner]
timezone = "Europe/Berlin"
languages = ["en"]
[mastodon.owner]
address = "{owner}"
server = "{server}"
[mastodon.bot]
address = "{bot}"
server = "{server}"
[deliver]
through = "mastodon"
at = "as-they-come"
quiet = ""
[poll]
mentions_every = "10s"
posts_every = "10s"
[publish]
undo_seconds = {undo}
"""


class NeverCame(Exception):
    """What was waited for did not happen."""


@dataclass
class Run:
    """The process on a folder, and what its owner sees of it."""

    world: MastodonWorld
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Alice asks, and the process is started where it never ran."""
        world = self.world
        names = {who: world.address(who) for who in ("owner", "bot")}
        (self.folder / "config.toml").write_text(CONFIG.format(**names, server=world.base, undo=UNDO), encoding="utf-8")
        self.question = world.post("alice", QUESTION)
        self.start()

    def start(self) -> None:
        """`nudge run`."""
        environ = {**os.environ, "NUDGE_FOLDER": str(self.folder), "PYTHONPATH": str(ROOT)}
        environ |= {f"NUDGE__MASTODON__{who.upper()}__TOKEN": self.world.tokens[who] for who in ("owner", "bot")}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environ, stdout=log, stderr=log)

    def kill(self) -> None:
        """No time for a last word."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """As a service is stopped."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=30)

    # --- what the owner sees and says

    def received(self) -> list[Seen]:
        """Every message of the bot's, oldest first."""
        return [message for message in self.world.inbox("owner") if message.by == "bot"]

    def told(self, words: str, after: int = 0) -> Seen:
        """The first message with these words, after so many."""
        return until(
            f"a message with {words!r}",
            lambda: next((m for m in self.received()[after:] if words in plain(m.text)), None),
        )

    def previewed(self) -> Seen:
        """The nudge is answered with own words, and they are shown back."""
        nudge = self.told(QUESTION[:37])
        said = len(self.received())
        self.world.message("owner", WORDS, reply_to=nudge.id)
        return self.told(WORDS, said)

    def sent(self, preview: Seen) -> None:
        """The owner says `send` under a preview, and the receipt comes."""
        said = len(self.received())
        self.world.message("owner", "send", reply_to=preview.id)
        until("a receipt", lambda: self.received()[said:])

    def stands(self) -> list[Seen]:
        """The replies under the owner's name, once there is one."""
        return until("a reply", lambda: self.world.posts("owner"))

    def came_to(self) -> str:
        """How the reply stands after the process has come to rest; raises when it is not once and in its place."""
        self.stands()
        said = len(self.received())
        self.rest()
        (reply,) = self.world.posts("owner")
        if reply.parent != self.question or WORDS not in reply.text:
            raise NeverCame(f"the reply under the question; there is {reply}")
        reached = [who for who in ("alice", "bob", "carol") if self.world.inbox(who)]
        if reached or [seen.id for seen in self.world.told("alice")] != [reply.id]:
            raise NeverCame(f"one notice for alice and no message to others; {reached}")
        return f"stands once; {len(self.received())} messages, {len(self.received()) - said} of them after it stood"

    def rest(self) -> None:
        """Long enough for two more rounds of everything."""
        time.sleep(UNDO + 25)


def until(what: str, ask: Callable[[], T | None]) -> T:
    """Ask the server until it answers with something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.3)
    raise NeverCame(what)


# --- the parts


def taken_back(run: Run) -> None:
    """Undone in time nothing stands; the same words shown and approved again do."""
    run.sent(run.previewed())
    said = len(run.received())
    run.world.message("owner", "undo")
    until("a word about undo", lambda: run.received()[said:])
    run.rest()
    if run.world.posts("owner"):
        raise NeverCame("nothing after undo")
    run.sent(run.previewed())


def killed_before_it_heard(run: Run) -> None:
    """The owner says `send` to nobody; the next process hears it."""
    preview = run.previewed()
    run.kill()
    run.world.message("owner", "send", reply_to=preview.id)
    run.start()


def killed_in_the_time_to_undo(run: Run) -> None:
    """Approved, told, and not yet gone."""
    run.sent(run.previewed())
    run.kill()
    run.start()


def killed_when_it_stood(run: Run) -> None:
    """At the moment at which anybody can see the reply."""
    run.sent(run.previewed())
    run.stands()
    run.kill()
    run.start()


def down_for_two_minutes(run: Run) -> None:
    """The owner answers while nobody listens: the words are shown, never sent, until `send`."""
    nudge = run.told(QUESTION[:37])
    run.stop()
    said = len(run.received())
    run.world.message("owner", "help", reply_to=nudge.id)
    run.world.message("owner", WORDS, reply_to=nudge.id)
    time.sleep(DOWN)
    run.start()
    run.sent(run.told(WORDS, said))


PARTS = (taken_back, killed_before_it_heard, killed_in_the_time_to_undo, killed_when_it_stood, down_for_two_minutes)


def played(part: Callable[[Run], None]) -> tuple[bool, str]:
    """One part on a world of its own: whether it is well, and what is to be said of it."""
    with tempfile.TemporaryDirectory() as folder, open_world("named") as world:
        run = Run(world, Path(folder))
        try:
            run.begin()
            part(run)
            return True, run.came_to()
        except (NeverCame, ValueError) as wrong:
            log = (run.folder / "log").read_text(encoding="utf-8", errors="replace")
            return False, f"WRONG: {wrong}\n{log[-3000:]}"
        finally:
            run.kill()


def main() -> int:
    """Play each part and print a line for it."""
    if reason := available("named"):
        sys.stdout.write(f"{reason}\n")
        return 2
    chosen = [part for part in PARTS if not sys.argv[1:] or part.__name__ in sys.argv[1:]]
    well = []
    for part in chosen:
        began = time.monotonic()
        good, what = played(part)
        well.append(good)
        sys.stdout.write(f"{part.__name__.replace('_', ' '):28} {time.monotonic() - began:4.0f} s  {what}\n")
        sys.stdout.flush()
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
