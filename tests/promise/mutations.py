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
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory

from tests.promise.broken import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "tests", "docs", "benchmarks")
FAILED = 1
"""What pytest ends with when a test failed; anything above says that it could not run at all."""

PATIENCE = 300


class End(StrEnum):
    """How a mutation ended."""

    CAUGHT = "caught by"
    SURVIVED = "SURVIVED"
    LEFT_OUT = "left out, for its server cannot be had here:"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutation."""

    mutation: Mutation
    end: End
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
        done = _ran(folder, sorted({one.caught_by for one in chosen}))
        if done.returncode:
            say(f"without any mutation the tests that are named here do not pass, so they prove nothing\n{done.stdout}")
            return 1
        found = Counter(_shown(tried) for tried in _tried(folder, chosen))
    say(", ".join([f"{len(chosen)} mutations", *(f"{count} {end.name.lower()}" for end, count in found.items())]))
    return 1 if found[End.SURVIVED] else 0


def _shown(tried: Tried) -> End:
    one = tried.mutation
    say(f"{tried.seconds:5.1f} s  {one.holds}  ({one.file})\n         {tried.end} {one.caught_by}")
    return tried.end


def copied(folder: Path, root: Path = ROOT) -> None:
    """Everything that the tests need, beside the original."""
    for part in COPIED:
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for file in root.glob("*.*"):
        if file.is_file():
            shutil.copy(file, folder)


def _tried(folder: Path, mutations: Iterable[Mutation]) -> Iterator[Tried]:
    for mutation in mutations:
        path, began = folder / mutation.file, time.monotonic()
        whole = path.read_text(encoding="utf-8")
        path.write_text(mutation.made_in(whole), encoding="utf-8")
        try:
            end = _ended(folder, mutation.caught_by)
        finally:
            path.write_text(whole, encoding="utf-8")
        yield Tried(mutation, end, time.monotonic() - began)


def _ended(folder: Path, name: str) -> End:
    try:
        done = _ran(folder, [name], timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return End.CAUGHT  # it never ends, and somebody would see that
    if done.returncode not in (0, FAILED):
        raise RuntimeError(f"{name} could not be run; it ended with {done.returncode}")
    if done.returncode == FAILED:
        return End.CAUGHT
    return End.SURVIVED if " passed" in done.stdout else End.LEFT_OUT


def _ran(folder: Path, names: Sequence[str], timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    """Run tests there. No byte code is kept: two writes within a second look the same to it."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *names]
    return subprocess.run(command, cwd=folder, env=environment, stdout=PIPE, text=True, timeout=timeout, check=False)


def say(line: str) -> None:
    """To whoever waits for it, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
