"""The docs show what the program says."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.docs.pages import DOCS, EXAMPLE, everything

PARTS = list(everything())


@pytest.mark.parametrize(("file", "made"), PARTS, ids=[file.stem for file, _ in PARTS])
def test_what_the_docs_show_is_what_the_program_says(file, made):
    """Where this fails, read what changed; then `python -m tests.docs.pages` writes the page and the pictures anew."""
    assert file.read_text(encoding="utf-8") == made()


def test_ten_posts_and_more_are_explained():
    """Most of them as Lena is told, the others as `nudge why` begins."""
    page = (DOCS / "why.md").read_text(encoding="utf-8")
    brought, left = re.findall(r"(?m)^Why \w+, why now:$", page), re.findall(r"(?m)^Nudge would leave it alone:", page)
    assert len(brought) >= 8
    assert len(brought) + len(left) >= 10


def test_twelve_answers_with_a_second_reader_have_one_line_of_it_each():
    """Whatever it did, and when it gave no answer as well."""
    page = (DOCS / "why.md").read_text(encoding="utf-8")
    section = page.split("## With a second reader")[1].split("## Left alone")[0]
    answers = re.findall(r"(?s)```text\n(Why .*?)```", section)
    assert len(answers) == 12
    assert [answer.count("your model at localhost") for answer in answers] == [1] * 12


def test_every_example_of_how_it_speaks_comes_from_the_program():
    """A block without the name of its text would stay as it is when the text changes."""
    page = (DOCS / "voice.md").read_text(encoding="utf-8")
    assert len(EXAMPLE.findall(page)) == page.count("\n```text\n") >= 50


def test_no_line_of_a_picture_is_wider_than_its_paper():
    """Drawn at fourteen or fifteen pixels, letters are at most 8.6 wide, the thin ones and the wide ones together."""
    for file in (DOCS / "pictures").glob("*.svg"):
        svg = file.read_text(encoding="utf-8")
        (width,) = re.findall(r'<svg [^>]*width="(\d+)"', svg)
        for x, words in re.findall(r'<text(?! class="t")[^>]* x="(\d+)"[^>]*>([^<]*)</text>', svg):
            assert int(x) + 8.6 * len(unescape(words)) <= int(width), words
