"""Change one small thing of the jobs, or of what they stand on, at random, in a copy, and see whether a test minds.

python -m tests.jobs.mutants [--named | --seed 8 --count 30] [--only WORD] [--root FOLDER] [--tests PATH …]

A table: where, what, and the test that caught it; 1 if one survives. What survives is either a sentence about the product
that no test says yet, or a line that nobody needs. The same seed gives the same mutants as long as the source is the same.
`--named` tries those that once stood in the program and no test minded.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from textwrap import shorten

from tests.promise.mutations import FAILED, PATIENCE, ROOT, copied, say

CHANGED = ("bot/jobs/**/*.py", "bot/knowledge/*.py", "bot/outbox/*.py", "bot/service/runner.py", "bot/store/**/*.py")
LEFT_OUT = ("migrations/", "migrate.py", "__init__.py")
"""What runs once for an old file has tests of its own kind."""

TESTS = ("tests/jobs", "tests/knowledge", "tests/outbox", "tests/service/test_runner.py", "tests/store")
SAYS_NOTHING = frozenset({"info", "warning", "error", "exception"})
"""Methods of a log."""

NAMED = (
    ("bot/knowledge/joining.py", "**asdict(one))", '**{**asdict(one), "goal": people.person(tx, keep).goal})'),
    ("bot/knowledge/enrichment.py", "HABITS_AN_HOUR = 10", "HABITS_AN_HOUR = 10000"),
    ("bot/jobs/watching.py", "not lately and not spoken and", "not spoken and"),
    ("bot/jobs/digests.py", "standing.stage is Stage.FRIEND and standing.theirs_30 > 1", "False"),
    ("bot/jobs/inbox/how_it_stands.py", "row is not None and turn.now - row.state_at <= within", "row is not None"),
    (
        "bot/service/runner.py",
        'self._put_off(source, "something in me went wrong; the log has the details", LONG / 12)',
        "pass",
    ),
)
"""A joined goal is dropped, measuring and watching know no pause, the month has nothing deeper, an hour does not end, no rest after a bug."""

OTHER = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change: in which file, from which line on, what stood there, and what stands there now."""

    file: str
    line: int
    kind: str
    old: str
    new: str
    begins: int
    ends: int

    def made_in(self, whole: str) -> str:
        """The text of the file with this change."""
        return whole[: self.begins] + self.new + whole[self.ends :]

    def __str__(self) -> str:
        old, new = (shorten(" ".join(text.split()), 120, placeholder=" …") for text in (self.old, self.new))
        return f"{self.file}:{self.line}  {self.kind}: {old}" + (
            "" if self.kind.startswith("without") else f"  ->  {new}"
        )


# --- what can be changed


def _constants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "constant", ast.Constant(node.value + 1)


def _comparisons(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OTHER:
        yield "comparison", ast.Compare(node.left, [OTHER[type(node.ops[0])]()], node.comparators)


def _conditions(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.BoolOp):
        for number in range(len(node.values)):
            left = [value for place, value in enumerate(node.values) if place != number]
            yield "condition dropped", left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield "not dropped", node.operand


def _fields(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """One value of several that are handed over by name."""
    if isinstance(node, ast.Call) and len(node.keywords) > 1:
        for number, keyword in enumerate(node.keywords):
            if keyword.arg is not None:
                left = [other for place, other in enumerate(node.keywords) if place != number]
                yield f"without {keyword.arg}", ast.Call(node.func, node.args, left)
    elif isinstance(node, ast.Dict) and len(node.keys) > 1:
        for number in range(len(node.keys)):
            pairs = [(k, v) for place, (k, v) in enumerate(zip(node.keys, node.values, strict=True)) if place != number]
            gone = node.keys[number]
            name = ast.unparse(gone) if gone is not None else "**"
            yield f"without {name}", ast.Dict([k for k, _ in pairs], [v for _, v in pairs])


def _statements(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        if not (isinstance(called, ast.Attribute) and called.attr in SAYS_NOTHING):
            yield "statement dropped", ast.Pass()


KINDS: tuple[Callable[[ast.AST], Iterator[tuple[str, ast.AST]]], ...] = (
    _constants,
    _comparisons,
    _conditions,
    _fields,
    _statements,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one could be made: a part of a file, what would be done to it, and what would stand there instead."""

    file: str
    whole: str
    node: ast.AST
    kind: str
    other: ast.AST

    def mutant(self) -> Mutant:
        """Written out: most that could be are never tried."""
        raw, node = self.whole.encode(), self.node
        lines = raw.splitlines(keepends=True)
        first, last = (len(b"".join(lines[: line - 1])) for line in (node.lineno, node.end_lineno))
        begins, ends = first + node.col_offset, last + node.end_col_offset
        old, at = raw[begins:ends].decode(), len(raw[:begins].decode())
        return Mutant(self.file, node.lineno, self.kind, old, _written(self.other), at, at + len(old))


def all_of(root: Path) -> list[list[Place]]:
    """Every change that could be made, by kind, in the order of the source."""
    found: list[list[Place]] = [[] for _ in KINDS]
    for places in CHANGED:
        for path in sorted(root.glob(places)):
            name = path.relative_to(root).as_posix()
            if not any(left in name for left in LEFT_OUT):
                for of_kind, there in zip(found, _of(name, path.read_text(encoding="utf-8")), strict=True):
                    of_kind.extend(there)
    return found


def _of(name: str, whole: str) -> list[list[Place]]:
    nodes = list(ast.walk(ast.parse(whole)))
    decorators = {
        id(part)
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        for part in ast.walk(decorator)
    }
    left = [node for node in nodes if id(node) not in decorators]
    return [[Place(name, whole, node, what, other) for node in left for what, other in kind(node)] for kind in KINDS]


def _written(node: ast.AST) -> str:
    """In brackets, so that it stands where anything stood."""
    text = ast.unparse(ast.fix_missing_locations(deepcopy(node)))
    return text if isinstance(node, ast.Pass | ast.Constant | ast.Call | ast.Dict | ast.Name) else f"({text})"


def chosen(root: Path, seed: int, count: int, only: str = "") -> list[Mutant]:
    """So many of them, as many of each kind, by the seed."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret is thrown
    kinds = [[one for one in kind if only in one.file] for kind in all_of(root)]
    for kind in kinds:
        dice.shuffle(kind)
    taken: list[Place] = []
    while len(taken) < count and any(kinds):
        taken += [kind.pop() for kind in kinds if kind]
    return [place.mutant() for place in taken[:count]]


def named(root: Path) -> list[Mutant]:
    """Those that once stood in the program and no test minded."""
    found = []
    for file, old, new in NAMED:
        whole = (root / file).read_text(encoding="utf-8")
        at = whole.index(old)
        found.append(Mutant(file, whole[:at].count("\n") + 1, "named", old, new, at, at + len(old)))
    return found


# --- what a test says to it


def main() -> int:
    """Try some; 1 if one survives, or if a test fails without any."""
    parser = argparse.ArgumentParser(prog="python -m tests.jobs.mutants")
    parser.add_argument("--named", action="store_true", help="those that no test once minded")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--only", default="", help="in files whose name has this in it")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout, to compare with")
    parser.add_argument("--tests", nargs="+", default=TESTS)
    said = parser.parse_args()
    mutants = named(said.root) if said.named else chosen(said.root, said.seed, said.count, said.only)
    with TemporaryDirectory(prefix="nudge-mutants-") as name:
        folder = Path(name)
        copied(folder, said.root)
        if caught := _caught_by(folder, said.tests):
            say(f"without any mutant this fails already: {caught}")
            return 1
        survived = [one for one in mutants if not _tried(folder, one, said.tests)]
    say(f"{len(mutants)} mutants by seed {said.seed}, {len(survived)} survived")
    return 1 if survived else 0


def _tried(folder: Path, one: Mutant, tests: Sequence[str]) -> bool:
    path = folder / one.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(one.made_in(whole), encoding="utf-8")
    try:
        near = [test for test in _near(folder, one) if any(test.startswith(place) for place in tests)]
        caught = (_caught_by(folder, near) if near else "") or _caught_by(folder, tests)
    finally:
        path.write_text(whole, encoding="utf-8")
    say(f"{one}\n    {caught or 'SURVIVED'}")
    return bool(caught)


def _near(folder: Path, one: Mutant) -> list[str]:
    """The tests of that very module, which are asked first."""
    beside = one.file.removeprefix("bot/").rpartition("/")
    test = f"tests/{beside[0]}/test_{beside[2]}"
    return [test] if (folder / test).exists() else []


def _caught_by(folder: Path, tests: Sequence[str]) -> str:
    """The first test that fails there; nothing when all pass."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-rfE", "--tb=no", *tests]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdout=PIPE, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "it never ends"
    if done.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[1] if failed else f"pytest ended with {done.returncode}" if done.returncode != FAILED else "a test"


if __name__ == "__main__":
    sys.exit(main())
