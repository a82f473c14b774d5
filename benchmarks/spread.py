"""Ask whether the rules hold on people who were not looked at.

    python benchmarks/spread.py --bench DIR [--split dev|heldout]

prints the figures of the pack for every owner with their spread (range, quartiles, and an interval from drawing owners
anew), and beside them the same rules with weights that were fitted without that owner: if weights made for the others did
much better or worse than the round ones of the pack, the pack would be fitted to somebody. Metrics are the bench's own
(`evaluate.py` in DIR); the fit is a plain logistic one over pairs of an owner's day, standard library only.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus import archive
from judgement import FORBIDDEN

from bot.decide.rules import default_pack, load
from bot.decide.rules.learning import Learned
from bot.decide.selection import judge

Key = tuple[str, str, str, str]
ROUNDS, RATE, SHRINK, PAIRS = 12, 0.05, 0.002, 40
DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One post: its score by the pack, the rules that fired, and whether the owner really answered."""

    key: Key
    score: float
    vetoed: bool
    fired: tuple[str, ...]
    answered: bool

    @property
    def owner(self) -> str:
        """Whose day it was."""
        return self.key[0]


def evaluation(bench: Path) -> ModuleType:
    """The bench's own metrics."""
    spec = importlib.util.spec_from_file_location("evaluate", bench / "evaluate.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{bench} has no evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(bench: Path, split: str, counted: Mapping[Key, bool]) -> list[Row]:
    """Every post that the evaluation counts, judged by the pack."""
    rules = load(default_pack())
    found = []
    for item in archive(bench, split):
        key = (item.key["owner"], item.key["day"], item.key["task"], item.key["post"])
        if key in counted:
            made = judge(item.candidate, rules, Learned(), item.now)
            fired = tuple(reason.rule for reason in made.verdict.reasons)
            score = made.rank - FORBIDDEN * made.verdict.vetoed
            found.append(Row(key, score, made.verdict.vetoed, fired, counted[key]))
    return found


def counted(groups: Iterable[dict[str, Any]]) -> dict[Key, bool]:
    """The posts that the evaluation counts, and whether each was answered."""
    return {
        (group["owner"], group["day"], group["task"], item["post"]): bool(item["label"])
        for group in groups
        for item in group["items"]
    }


def pairs(table: Sequence[Row], chance: random.Random) -> list[tuple[Row, Row]]:
    """An answered and an unanswered post of the same day (for mentions: of the same owner), a bounded number of each."""
    together = defaultdict(list)
    for row in table:
        if not row.vetoed:
            together[row.key[:3] if row.key[2] == "feed" else (row.owner, row.key[2])].append(row)
    found = []
    for group in together.values():
        yes, no = [r for r in group if r.answered], [r for r in group if not r.answered]
        every = [(one, other) for one in yes for other in no]
        most = PAIRS if group[0].key[2] == "feed" else PAIRS * 10
        found += chance.sample(every, most) if len(every) > most else every
    return found


def fitted(table: Sequence[Row], *, seed: int = 1) -> dict[str, float]:
    """A weight for each rule: plain logistic regression on the difference between the two posts of each pair."""
    chance = random.Random(seed)  # noqa: S311 - drawing pairs, no secrets
    weights: dict[str, float] = defaultdict(float)
    made = pairs(table, chance)
    for _ in range(ROUNDS):
        chance.shuffle(made)
        for answered, other in made:
            apart = {**dict.fromkeys(answered.fired, 1), **dict.fromkeys(other.fired, -1)}
            for both in set(answered.fired) & set(other.fired):
                del apart[both]
            margin = sum(weights[rule] * side for rule, side in apart.items())
            step = RATE / (1 + math.exp(min(50, margin)))
            for rule, side in apart.items():
                weights[rule] += step * side - RATE * SHRINK * weights[rule]
    return dict(weights)


def left_out(table: Sequence[Row]) -> dict[Key, float]:
    """Scores for every owner by weights that were fitted on all the others, feed and mentions apart."""
    scores = {}
    for owner in sorted({row.owner for row in table}):
        for task in ("feed", "mentions"):
            weights = fitted([row for row in table if row.owner != owner and row.key[2] == task])
            for row in table:
                if row.owner == owner and row.key[2] == task:
                    scores[row.key] = sum(weights.get(rule, 0) for rule in row.fired) - FORBIDDEN * row.vetoed
    return scores


Figures = dict[str, dict[str, float]]


def by_owner(metrics: ModuleType, data: Any, scores: Mapping[Key, float]) -> Figures:
    """MAP, P@3 and nDCG@3 of the feed and AUC of the mentions, for every owner that has enough of them."""

    def score(group: dict[str, Any], item: dict[str, Any], _: object) -> float:
        return scores[group["owner"], group["day"], group["task"], item["post"]]

    days: dict[str, list[Any]] = defaultdict(list)
    for day in metrics.feed(score, data):
        days[day[0]].append(day)
    figures: Figures = defaultdict(dict)
    for owner, of_owner in days.items():
        for name, place in (("MAP", 1), ("P@3", 2), ("nDCG@3", 5)):
            figures[owner][name] = statistics.mean(day[place] for day in of_owner)
        figures[owner]["days"] = len(of_owner)
    for owner, _, auc, _ in metrics.mentions(score, data):
        figures[owner]["AUC"] = auc
    return figures


def spread(figures: Figures, name: str, *, weigh: Callable[[dict[str, float]], float]) -> str:
    """Mean, interval over owners drawn anew, quartiles and range of one figure."""
    owners = [of_owner for of_owner in figures.values() if name in of_owner]

    def mean(drawn: Sequence[dict[str, float]]) -> float:
        return sum(o[name] * weigh(o) for o in drawn) / sum(weigh(o) for o in drawn)

    chance = random.Random(7)  # noqa: S311 - drawing owners, no secrets
    means = sorted(mean(chance.choices(owners, k=len(owners))) for _ in range(DRAWS))
    values = sorted(o[name] for o in owners)
    low, _, high = statistics.quantiles(values, n=4)
    return (
        f"{mean(owners):.3f} [{means[DRAWS // 40]:.3f}, {means[-DRAWS // 40]:.3f}]   "
        f"owners {len(values)}: {values[0]:.2f} .. {low:.2f} .. {high:.2f} .. {values[-1]:.2f}"
    )


def main() -> None:
    """Read the command line, print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "heldout"), default="dev")
    asked = parser.parse_args()
    metrics = evaluation(asked.bench)
    data = metrics.load(asked.split)
    table = rows(asked.bench, asked.split, counted(data[1]))
    for title, scores in (
        ("the pack", {row.key: row.score for row in table}),
        ("its rules with weights fitted without the owner", left_out(table)),
    ):
        figures = by_owner(metrics, data, scores)
        print(title)
        for name in ("MAP", "P@3", "nDCG@3"):
            print(f"  feed {name:8s} {spread(figures, name, weigh=lambda owner: owner['days'])}")
        print(f"  mentions AUC  {spread(figures, 'AUC', weigh=lambda _: 1)}")


if __name__ == "__main__":
    main()
