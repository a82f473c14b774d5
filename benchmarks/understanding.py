"""Measure what is taken for a request and what for an answer, on a table of utterances.

    python benchmarks/understanding.py TABLE [--replies FILE] [--people "Tomas Reed, Ines Duarte"] [--quiet]

TABLE has one utterance a line: `request<TAB>text` is said to the program, `words<TAB>text` is an answer to somebody; empty
lines and lines that begin with # count for nothing. FILE has a real answer a line, or an object with its `text` a line
(JSON); names in front are left out. Printed are the requests that would be shown back as public words, the answers that would
be held up or taken for a request, each in percent with its confusions.

It is judged as if one nudge were open, about the first of `--people`, and nothing were on its way.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from bot.decide.commands import Command, OwnWords, Parsed, Unclear, parse

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 18, 41, tzinfo=ZONE)
PEOPLE = "Tomas Reed, Ines Duarte, Jonah Park, Nadia Holt, Sam Orr, Alice, Bob"
_NAMED_IN_FRONT = re.compile(r"^(?:\.?@\w+[\s:,]*)+")


def read(text: str, people: Iterable[str]) -> Parsed:
    """What becomes of it, where these people are known."""
    known = {part for name in people for part in (name.lower(), *name.lower().split())}
    return parse(text, now=NOW, zone=ZONE, knows=lambda name: name.lower() in known)


def shown(parsed: Parsed) -> str:
    """In a word."""
    if isinstance(parsed, OwnWords) or (isinstance(parsed, Command) and parsed.name == "look" and parsed.otherwise):
        return "words"  # an address alone is an answer where one is awaited
    return f"asked ({parsed.guess or parsed.name or '-'})" if isinstance(parsed, Unclear) else parsed.name


def table(path: Path) -> Iterator[tuple[str, str]]:
    """What each line is, and says."""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, tab, text = line.partition("\t")
        if tab and not line.startswith("#"):
            yield kind.strip(), text


def answers(path: Path) -> Iterator[str]:
    """Every answer that says anything, without the names in front."""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line) if line.startswith("{") else {"text": line}
        text = _NAMED_IN_FRONT.sub("", str(found.get("text", ""))).strip()
        if text:
            yield text


def report(title: str, wrong: list[tuple[str, str]], count: int, *, quiet: bool) -> None:
    """One figure, and what it is made of."""
    share = 100 * len(wrong) / count if count else 0.0
    print(f"{title}: {len(wrong)} of {count}, {share:.1f} %")
    for became, text in [] if quiet else wrong:
        print(f"    {became:<28} {text}")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--replies", type=Path)
    parser.add_argument("--people", default=PEOPLE)
    parser.add_argument("--quiet", action="store_true", help="the figures alone")
    asked = parser.parse_args()
    people = [name.strip() for name in asked.people.split(",")]
    found = [(kind, shown(read(text, people)), text) for kind, text in table(asked.table)]
    requests = [(became, text) for kind, became, text in found if kind == "request"]
    words = [(became, text) for kind, became, text in found if kind == "words"]
    missed = [each for each in requests if each[0] == "words"]
    report("requests shown back as public words", missed, len(requests), quiet=asked.quiet)
    held = [each for each in words if each[0] != "words"]
    report("public words held up", held, len(words), quiet=asked.quiet)
    if asked.replies:
        real = [(shown(read(text, people)), text) for text in answers(asked.replies)]
        report("real answers held up", [each for each in real if each[0] != "words"], len(real), quiet=asked.quiet)


if __name__ == "__main__":
    main()
