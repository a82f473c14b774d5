"""The promise held by types: a public write needs an `Approval`, and approvals come to be in two places only (DESIGN 2)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))
BEFORE = """
from bot.domain import Act, Answer, Approval, Draft, Reply
from bot.platforms.base import Messenger, Reader
from bot.platforms.publishing import Publisher

def allowed(publisher: Publisher, approval: Approval) -> None:
    publisher.publish(approval)

"""
FORBIDDEN = {
    "without anything": "def f(p: Publisher) -> None:\n    p.publish()",
    "with a reply": "def f(p: Publisher, r: Reply) -> None:\n    p.publish(r)",
    "with a draft": "def f(p: Publisher, d: Draft) -> None:\n    p.publish(d)",
    "with an answer": "def f(p: Publisher, a: Answer) -> None:\n    p.publish(a)",
    "with a text": 'def f(p: Publisher) -> None:\n    p.publish("send")',
    "by a reader": "def f(r: Reader, a: Approval) -> None:\n    r.publish(a)",
    "by a messenger": "def f(m: Messenger, a: Approval) -> None:\n    m.publish(a)",
    "with an approval that was changed": "def f(a: Approval, r: Reply) -> None:\n    a.act = r",
}


@cache
def calls(module: Path) -> Counter[str]:
    """How often something is called, by its name."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return Counter(getattr(function, "id", None) or getattr(function, "attr", "") for function in called)


def where(name: str) -> dict[str, int]:
    """How often something of this name is called, by module."""
    return {str(module.relative_to(ROOT)): calls(module)[name] for module in MODULES if calls(module)[name]}


def test_approvals_come_to_be_in_two_places():
    """`consent.approve` makes them from an answer; the store reads them back."""
    assert where("Approval") == {"bot/decide/lifecycle/consent.py": 1, "bot/store/approvals.py": 1}


def test_one_place_asks_for_an_approval():
    """The job that hears consent; nothing else calls `approve`."""
    assert where("approve") == {"bot/jobs/inbox/consent.py": 1}


def test_no_approval_is_made_in_another_way():
    """Neither by copying with changes nor by a loader that could make one of anything."""
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        assert not re.search(r"load(?:_or_none)?\(\s*Approval\b|Approval\.__new__|object\.__setattr__", text), module
        assert not re.search(r"replace\(\s*(?:\w+\.)*approval\b", text), module


def test_one_job_carries_approvals_out():
    """`publish` of a publisher is called for a reply and for taking one back, in the job that holds publishers."""
    assert where("publish") == {"bot/jobs/publish/job.py": 2, "bot/jobs/publish/outcomes.py": 1}
    outcomes = (ROOT / "bot/jobs/publish/outcomes.py").read_text(
        encoding="utf-8"
    )  # keeps in the store what was published
    assert "publishers" not in outcomes
    assert "approvals.publish(tx, " in outcomes


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What the type checker says of a program that uses the door as it may, and then in every way in which it may not."""
    folder = tmp_path_factory.mktemp("types")
    for number, snippet in enumerate(FORBIDDEN.values()):
        (folder / f"case_{number}.py").write_text(f"{BEFORE}{snippet}\n")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", folder / "cache", folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 1, checked.stdout + checked.stderr
    return checked.stdout


@pytest.mark.parametrize("case", FORBIDDEN)
def test_a_publisher_cannot_be_called_without_an_approval(complaints, case):
    """The type checker refuses it: one error, in the line that tries."""
    number = list(FORBIDDEN).index(case)
    line = len(BEFORE.splitlines()) + 2
    found = re.findall(rf"case_{number}\.py:(\d+): error", complaints)
    assert found == [str(line)], complaints
