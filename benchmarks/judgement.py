"""Score real conversations with the product's own facts, rules and choosing code.

    python benchmarks/judgement.py --bench DIR --split dev|heldout --out DIR

writes `A.jsonl` ({"owner","day","task","post","score"} a line) and `B.jsonl` ({"id","score"} a line), the files that the
bench's own evaluation reads. Nothing is read but the bench, and nothing of it is written but ids.

    python benchmarks/judgement.py --bench DIR --split dev|heldout --reader FILE [--truth worth|worth_pass1|worth_pass2]

takes recorded readings ({"id","worth"} a line) and ends with what the choice of a day is worth with them and without.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from corpus import Item, archive, labelled, lines
from second_reader import PLACES, measured, readings_of, told

from bot.decide.rules import Rules, default_pack, load
from bot.decide.rules.learning import Learned
from bot.decide.selection import judge

FORBIDDEN = 100.0
"""What a veto costs in the ranking: everything that may be suggested comes before everything that may not."""

LOWEST = -FORBIDDEN / 2
"""What scores less was forbidden."""


def scored(items: Iterable[Item], rules: Rules) -> Iterable[dict[str, object]]:
    """The product's score of every post, under the names that the evaluation asks for."""
    for item in items:
        judged = judge(item.candidate, rules, Learned(), item.now)
        yield {**item.key, "score": round(judged.rank - FORBIDDEN * judged.verdict.vetoed, 4)}


def write(path: Path, rows: Iterable[dict[str, object]]) -> int:
    """One object a line; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number is the answer
            file.write(json.dumps(row) + "\n")
    return count


def answered_back(scores: Path, bench: Path, split: str) -> tuple[int, int]:
    """Of the best three that may be suggested on each day of the feed: how many were answered, how many answered back."""
    groups = [g for g in lines(bench / "A_real_replies" / f"groups_{split}.jsonl") if g["task"] == "feed"]
    made = {tuple(row[name] for name in ("owner", "day", "task", "post")): row["score"] for row in lines(scores)}
    grades = []
    for group in groups:
        known = {item["post"]: made[group["owner"], group["day"], "feed", item["post"]] for item in group["items"]}
        best = sorted(group["items"], key=lambda item: -known[item["post"]])[:PLACES]
        grades += [item.get("grade") or item.get("label", 0) for item in best if known[item["post"]] > LOWEST]
    return sum(grade > 0 for grade in grades), sum(grade > 1 for grade in grades)


def main() -> None:
    """Read the command line, score both halves of the bench or count what a reader changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "heldout"), default="dev")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--reader", type=Path, help="recorded readings of B")
    parser.add_argument("--truth", choices=("worth", "worth_pass1", "worth_pass2"), default="worth")
    asked = parser.parse_args()
    if asked.out is None and asked.reader is None:
        parser.error("one of --out and --reader is needed")
    rules = load(default_pack())
    if asked.out is not None:
        asked.out.mkdir(parents=True, exist_ok=True)
        for name, items in (("A", archive(asked.bench, asked.split)), ("B", labelled(asked.bench, asked.split))):
            count = write(asked.out / f"{name}.jsonl", scored(items, rules))
            print(f"{name}.jsonl: {count} posts")
        answered, back = answered_back(asked.out / "A.jsonl", asked.bench, asked.split)
        print(
            f"feed, first three of a day: {answered} answered, {back} of them answered back ({back / max(answered, 1):.2f})"
        )
    if asked.reader is not None:
        print(told(measured(asked.bench, asked.split, rules, readings_of(asked.reader), asked.truth)))


if __name__ == "__main__":
    main()
