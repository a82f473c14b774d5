"""The table of mutations does not rot: every guard that it breaks stands where it says, and the test it names exists."""

from __future__ import annotations

import re

import pytest

from tests.promise.broken import MUTATIONS
from tests.promise.mutations import ROOT

LEAST = 30


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.holds)
def test_what_is_broken_stands_there_once(mutation):
    """Otherwise nothing would be broken, or something else."""
    whole = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert whole.count(mutation.old) == 1
    compile(mutation.made_in(whole), mutation.file, "exec")


@pytest.mark.parametrize("name", sorted({one.caught_by for one in MUTATIONS}))
def test_the_test_that_is_named_exists(name):
    """A test that was renamed would catch nothing any more."""
    file, _, test = name.partition("::")
    assert re.search(rf"^def {re.escape(test)}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_no_two_are_the_same():
    """Each breaks something else, and there are enough of them."""
    assert len({(one.file, one.old, one.new) for one in MUTATIONS}) == len(MUTATIONS) >= LEAST
    assert len({one.holds for one in MUTATIONS}) == len(MUTATIONS)
