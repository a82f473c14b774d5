"""Measure on a table of replies whether those that are owed a word are brought, and the others left alone.

    python benchmarks/owed.py TABLE

A line of the table is `owed|rest`, a tab, what the owner had said, a tab, the reply. `asks` and `tells` may stand for
`owed`. Every reply is read and judged as the product does it; left alone is what the rule "nothing is owed" forbids.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from bot.decide.facts import Candidate, OwnerProfile, of_post
from bot.decide.rules import Rules, default_pack, load
from bot.decide.rules.learning import Learned
from bot.decide.selection import judge
from bot.domain import Account, Network, Person, Post, PostRef, Talk

NETWORK = Network("memory")
OWNER = OwnerProfile(uids=frozenset({"owner"}), names=("Owner",), languages=("en", "de"))
AUTHOR = Account(NETWORK, "author", "author", "author", "Author")
SAID = datetime(2026, 1, 7, 12, tzinfo=UTC)
MINE = PostRef(NETWORK, "mine", "mine")
OWED = ("owed", "asks", "tells")


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of a table; `kind` as written."""

    kind: str
    parent: str
    text: str

    @property
    def owed(self) -> bool:
        """Whether the owner would want to see it."""
        return self.kind in OWED


def replies(path: Path) -> tuple[Reply, ...]:
    """The lines of a table. A line of another form is an error, with its number."""
    return tuple(_lines(path.read_text(encoding="utf-8").splitlines(), path))


def _lines(lines: Iterable[str], path: Path) -> Iterator[Reply]:
    for number, line in enumerate(lines, start=1):
        fields = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if len(fields) != 3 or fields[0] not in (*OWED, "rest"):  # noqa: PLR2004 - kind, parent, reply
            raise SystemExit(f"{path}, line {number}: not `owed|rest`, tab, parent, tab, reply")
        yield Reply(*fields)


def candidate(reply: Reply, number: int = 1) -> Candidate:
    """The reply as it comes in: an answer to the owner, in a thread that was looked at."""
    ref = PostRef(NETWORK, f"reply {number}", f"reply {number}")
    post = Post(ref, AUTHOR, reply.text, SAID, SAID, "", parent=MINE, parent_uid="owner")
    talk = Talk(owner_takes_part=True, owner_asked="?" in reply.parent)
    return Candidate(post, of_post(post, OWNER), Person(number, "Author", (AUTHOR,)), talk=talk)


def left_alone(reply: Reply, rules: Rules) -> bool:
    """Whether the product would not bring it, because nothing is owed."""
    verdict = judge(candidate(reply), rules, Learned(), SAID + timedelta(hours=1)).verdict
    return any(veto.rule == "nothing is owed" for veto in verdict.vetoes)


def report(table: Iterable[tuple[Reply, bool]]) -> Iterator[str]:
    """The figures, then each reply that came out wrong."""
    made = list(table)
    owed = [(reply, alone) for reply, alone in made if reply.owed]
    rest = [(reply, alone) for reply, alone in made if not reply.owed]
    silenced = [reply for reply, alone in owed if alone]
    brought = [reply for reply, alone in rest if not alone]
    alone = len(rest) - len(brought)
    yield f"owed: {len(silenced)} of {len(owed)} silenced ({len(silenced) / max(1, len(owed)):.1%})"
    yield f"rest: {alone} of {len(rest)} left alone ({alone / max(1, len(rest)):.1%})"
    yield from (f"silenced: {reply.text}   (to: {reply.parent})" for reply in silenced)
    yield from (f"brought: {reply.text}   (to: {reply.parent})" for reply in brought)


def main() -> None:
    """Read the command line, print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    table, rules = replies(parser.parse_args().table), load(default_pack())
    print("\n".join(report((reply, left_alone(reply, rules)) for reply in table)))


if __name__ == "__main__":
    main()
