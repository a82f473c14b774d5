"""Every reason that is cited can be read: facts, the design, how it speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = {".py", ".toml", ".yaml", ".txt", ".mako", ".sh"}
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def _code() -> Iterator[Path]:
    """What the program, its tests and its build are written in."""
    for folder in ("bot", "tests", "benchmarks"):
        yield from sorted(file for file in (ROOT / folder).rglob("*") if file.suffix in WRITTEN)
    yield from sorted([*ROOT.glob("*.toml"), *ROOT.glob("*.yaml"), ROOT / "Dockerfile", ROOT / ".ci/run"])


FACT = re.compile(r"(?<![\w-])[A-Z]{1,2}-\d+[a-z]?\b")
DESIGN = re.compile(r'\bDESIGN ((?:\d+(?:\.\d+)?(?:, (?=\d))?)+)(?:, ("[^"]+"|[a-z][a-z ]+))?')
VOICE = re.compile(r"\bVOICE (rule )?((?:\d+(?:, (?=\d))?)+)")
PAGE = re.compile(r"\bdocs/[a-z]+\.md\b")
TOLD = re.compile(r'(?ms)^- <a id="([a-z0-9-]+)"></a>\*\*([A-Z]{2}-\d+[a-z]?)\*\* (.*?)(?=^- <a id|^## |\Z)')


def one_line(file: Path) -> str:
    """Its words in a row, so that a citation may run on to the next line."""
    return " ".join(re.sub(r"(?m)^\s*#+ ", "", file.read_text(encoding="utf-8")).split())


CODE = {
    str(file.relative_to(ROOT)): one_line(file)
    for file in _code()
    if not file.is_relative_to(ROOT / "tests/data") and file != Path(__file__)
}
EVERYTHING = {**CODE, **{str(file.relative_to(ROOT)): one_line(file) for file in PAGES}}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def headings(text: str) -> list[tuple[int, str]]:
    """The depth and the words of each heading, outside of blocks."""
    bare = re.sub(r"(?ms)^```.*?^```", "", text)
    return [(len(marks), words) for marks, words in re.findall(r"(?m)^(#+) (.+)$", bare)]


def sections(name: str) -> dict[str, set[str]]:
    """The numbered sections of a page, each with the headings that stand in it, in lower case."""
    found: dict[str, set[str]] = {}
    inside: set[str] = set()
    for depth, words in headings(page(name)):
        number = re.match(r"(\d+(?:\.\d+)?)\.? ", words)
        if number:
            found[number[1]] = set()
        if depth <= 2:
            inside = found[number[1]] if number else set()
        inside.add(words.lower())
    return found


def unresolved(pattern: re.Pattern[str], there: Callable[[re.Match[str]], bool]) -> list[str]:
    """Each citation that leads nowhere, with its file."""
    return [
        f"{name}: {found.group()}"
        for name, text in EVERYTHING.items()
        for found in pattern.finditer(text)
        if not there(found)
    ]


FACTS = [code for _, code, _ in TOLD.findall(page("platforms.md"))]


def test_every_fact_that_is_cited_is_told():
    """Under its code, in `docs/platforms.md`."""
    assert unresolved(FACT, lambda found: found.group() in FACTS) == []


def test_every_section_that_is_cited_is_there():
    """With the part of it that is named, in `docs/design.md`."""
    there = sections("design.md")

    def resolves(found: re.Match[str]) -> bool:
        numbers, part = found[1].split(", "), (found[2] or "").strip('" ').lower()
        return all(n in there and (not part or part in there[n]) for n in numbers)

    assert unresolved(DESIGN, resolves) == []


def test_every_kind_of_message_and_every_rule_that_is_cited_is_there():
    """In `docs/voice.md`."""
    kinds, rules = set(sections("voice.md")), set(re.findall(r"(?m)^(\d+)\. \*\*", page("voice.md")))
    assert unresolved(VOICE, lambda found: set(found[2].split(", ")) <= (rules if found[1] else kinds)) == []


def test_every_page_that_is_named_is_there():
    """Whether by a link or in passing."""
    assert unresolved(PAGE, lambda found: (ROOT / found.group()).exists()) == []


def test_the_code_does_cite():
    """The tests above look where the reasons are."""
    assert all(sum(len(pattern.findall(text)) for text in CODE.values()) > 30 for pattern in (FACT, DESIGN, VOICE))


def test_no_fact_is_told_that_nothing_follows():
    """What no line of the program or of its tests cites any more leaves the page."""
    cited = {code for text in CODE.values() for code in FACT.findall(text)}
    assert [code for code in FACTS if code not in cited] == []


def test_a_fact_is_told_once_in_its_place_and_says_where_it_comes_from():
    """In the order of its numbers, under the heading of its letters, with an address of its own and a source."""
    for part in re.split(r"(?m)^(?=## )", page("platforms.md"))[1:]:
        group, last = re.match(r"## .+ \(([A-Z]{2})\)", part)[1], (0, "")
        for anchor, code, words in TOLD.findall(part):
            letters, number, more = re.match(r"([A-Z]+)-(\d+)([a-z]?)", code).groups()
            assert (anchor, letters) == (code.lower(), group)
            assert last < (int(number), more), code
            assert re.search(r"\*\(.+?\)\*", words, re.DOTALL), code
            last = int(number), more
    assert len(FACTS) == len(set(FACTS)) == page("platforms.md").count('<a id="')


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_lead_to_a_place_on_their_page(file):
    """A heading, or a fact."""
    for target, place in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", file.read_text(encoding="utf-8")):
        text = ((file.parent / target) if target else file).read_text(encoding="utf-8")
        there = {re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-") for _, words in headings(text)}
        assert place in there | set(re.findall(r'id="([\w-]+)"', text))
