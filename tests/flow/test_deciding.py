"""Understand, decide, store, speak, once each: who decides changes nothing, and an answer's way is a short one."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

from bot.decide.commands import TABLE
from bot.domain import Answer
from bot.jobs.inbox import understanding
from bot.jobs.inbox.turn import Turn
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import WORDS
from tests.flow.scenes import a_question

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "bot" / "jobs" / "inbox"
MOST_CLIMBS = 14
SAID = (
    *(example for entry in TABLE for example in entry.examples), "skip t9", "skip nobody", "sned", "later gator", "never @sam", WORDS,
    "no, not like this", "perfect", "hm?", "👎", "never thought of that", "keep nobody@nowhere.example 6w",
)  # fmt: skip


def words_shown(house):
    """The owner has written words."""
    a_question(house)
    house.said(WORDS, to=house.nudge())


def reply_on_its_way(house):
    """And has said `send` to them."""
    words_shown(house)
    house.said("send", to=house.preview())


OPEN = {"a nudge": a_question, "words shown back": words_shown, "a reply on its way": reply_on_its_way}


@pytest.fixture(params=OPEN)
def opened(scenes, tmp_path, request):
    """A house in which something waits for the owner."""
    return scenes.house(MemoryWorld(), tmp_path, OPEN[request.param])


def changes(tx) -> int:
    """How many rows were changed through this connection."""
    return tx.exec_driver_sql("SELECT total_changes()").scalar()


@pytest.mark.parametrize("reference", [False, True], ids=["said", "answered"])
def test_who_decides_changes_nothing(opened, reference):
    """Whatever is said, and whatever is open: what becomes of it is a value, and nothing is stored or said yet."""
    answers = opened.program.talking._jobs.answers
    for text in SAID:
        said = Answer(
            id="heard", sender=answers.messenger.owner, at=opened.clock(), text=text,
            reply_to=opened.last.id if reference else None,
        )  # fmt: skip
        with opened.store.begin() as tx:
            before = changes(tx)
            decision = understanding.understand(
                Turn.begin(tx, answers.desk, said, opened.clock()), answers.messenger.owner
            )
            assert decision.outcome is not understanding.Outcome.STRANGER
            assert changes(tx) == before, text


def called(module: Path) -> set[str]:
    """What a module calls, with what it is called on, as far as that is a name."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found.add(f"{getattr(node.func.value, 'id', getattr(node.func.value, 'attr', ''))}.{node.func.attr}")
    return found


def test_one_place_speaks_and_one_stores():
    """In the whole job: what is said goes into the outbox in `carrying_out`, and so does what is stored."""
    speaks = {
        module.stem
        for module in ANSWERS.glob("*.py")
        if called(module) & {"teller.put", "teller.say", "messages.queue"}
    }
    stores = {module.stem for module in ANSWERS.glob("*.py") if "effect.store" in called(module)}
    assert (speaks, stores) == ({"carrying_out"}, {"carrying_out"})


@pytest.fixture(scope="module")
def ways():
    """The tool that follows an answer."""
    spec = importlib.util.spec_from_file_location("answer_way", ROOT / "benchmarks" / "answer_way.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("answer", ["own words", "send", "later tomorrow", "never alice"])
def test_an_answers_way_climbs_back_a_few_times_only(ways, answer):
    """Whoever reads along has to find a place again at most so often."""
    assert ways.followed(*ways.ANSWERS[answer]).climbs <= MOST_CLIMBS
