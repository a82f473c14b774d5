"""Break one guard at a time in a copy of the program, and see that the test that is named for it fails.

python -m tests.promise.mutations [--only WORD]    a table: the guard, the test that caught it, seconds; 1 if one survives

A mutation is a piece of the program's text that stands there exactly once, and what is put in its place: the guard is gone,
and everything else goes on. Guards that stand in each other's stead are in the random play, where they are taken out together.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.promise.broken import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "tests", "docs", "benchmarks")
FAILED = 1
"""What pytest ends with when a test failed; anything above says that it could not run at all."""

PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutation."""

    mutation: Mutation
    caught: bool
    seconds: float


def main() -> int:
    """Try them all; 1 if one survives, or if a test fails without any of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.promise.mutations")
    parser.add_argument("--only", default="", help="those whose name or file has this in it")
    only = parser.parse_args().only
    chosen = [one for one in MUTATIONS if only in one.holds or only in one.file]
    with TemporaryDirectory(prefix="nudge-mutations-") as name:
        folder = Path(name)
        copied(folder)
        if not passes(folder, {one.caught_by for one in chosen}):
            say("a test that is named here fails without any mutation, so none of them proves anything")
            return 1
        survived = 0
        for tried in _tried(folder, chosen):
            survived += not tried.caught
            by = tried.mutation.caught_by if tried.caught else "NOTHING"
            say(f"{tried.seconds:5.1f} s  {tried.mutation.holds}\n         {tried.mutation.file}, caught by {by}")
    say(f"{len(chosen)} mutations, {survived} survived")
    return 1 if survived else 0


def copied(folder: Path) -> None:
    """Everything that the tests need, beside the original."""
    for part in COPIED:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for file in ROOT.glob("*.*"):
        if file.is_file():
            shutil.copy(file, folder)


def _tried(folder: Path, mutations: Iterable[Mutation]) -> Iterator[Tried]:
    for mutation in mutations:
        path, began = folder / mutation.file, time.monotonic()
        whole = path.read_text(encoding="utf-8")
        path.write_text(mutation.made_in(whole), encoding="utf-8")
        try:
            caught = _ended(folder, [mutation.caught_by]) == FAILED
        finally:
            path.write_text(whole, encoding="utf-8")
        yield Tried(mutation, caught, time.monotonic() - began)


def passes(folder: Path, names: Iterable[str]) -> bool:
    """Whether all of these tests pass there."""
    return _ended(folder, sorted(names)) == 0


def _ended(folder: Path, names: Iterable[str]) -> int:
    """How pytest ended there. No byte code is kept: two writes within a second look the same to it."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", *names]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return FAILED  # it never ends, and somebody would see that
    return done.returncode


def say(line: str) -> None:
    """To whoever waits for it, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
