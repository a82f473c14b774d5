"""The page that says who could do what is true as far as a test can tell (`docs/security.md`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| who |"))]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))))
def test_a_test_that_is_named_is_there(name):
    """Whoever doubts a line can run what shows it."""
    assert "\ndef test_" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[2].strip())
def test_every_line_names_a_test(row):
    """A promise without one is a wish."""
    *_, shown, _ = row.split("|")
    assert "`tests/" in shown


def test_the_page_is_one_page():
    """It is read whole or not at all."""
    assert len(PAGE.splitlines()) <= 100
