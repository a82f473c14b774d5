"""Anyone can run the benchmark on a directory of the bench's shape: both halves, with the same command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

POSTS = [
    {"id": "p1", "author": "ada", "text": "Does anyone know how to mend a torn map?", "created_at": "2020-05-01T08:00:00Z"},
    {"id": "p2", "author": "feed", "text": "Tides of Europe https://a.example/x", "created_at": "2020-05-01T09:00:00Z"},
    {"id": "p3", "author": "ben", "text": "@lena did yours fade?", "mentions": ["lena"], "created_at": "2020-05-01T10:00:00Z",
     "in_reply_to_id": "p0", "in_reply_to_author": "lena", "lang": "en", "counts": None, "n_media": 0, "links": []},
    {"id": "p5", "author": "lena", "text": "Maps, and maps again", "created_at": "2020-04-01T10:00:00Z"},
]  # fmt: skip
RELATION = {
    "owner_to_author_30d": 6,
    "owner_to_author_365d": 30,
    "author_to_owner_30d": 5,
    "author_to_owner_365d": 20,
    "hours_since_owner_to_author": 30.0,
    "hours_since_author_to_owner": None,
}
GROUPS = [
    {"owner": "lena", "day": "2020-05-01", "task": "feed", "day_start": "2020-05-01T03:00:00Z",
     "items": [{"post": "p1", "label": 1, "relation": RELATION, "author_features": {"posts_30d": 40, "reply_ratio_30d": 0.5}},
               {"post": "p2", "label": 0, "relation": None},
               {"post": "p9", "label": 0}]},
    {"owner": "lena", "day": "2020-05-01", "task": "mentions", "items": [{"post": "p3", "label": 1}]},
]  # fmt: skip
LABELLED = [
    {"id": "b1", "author": "x", "text": "Which book on Python would you give a writer?", "kind": "post", "lang": "en"},
    {"id": "b2", "author": "y", "text": "@owner thanks!", "kind": "mention_of_me", "context": "me: there you are"},
    {"id": "b3", "text": "20 % off until Friday, order now"},
]


def write(path: Path, records: list[dict]) -> None:
    """One object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def scores(path: Path, name: str) -> dict[str, float]:
    """Score by post."""
    return {row[name]: row["score"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


@pytest.fixture(params=["dev", "heldout"])
def half(request, tmp_path):
    """A bench of four posts, and the name of one of its halves."""
    write(tmp_path / "A_real_replies" / "posts.jsonl", POSTS)
    write(tmp_path / f"A_real_replies/groups_{request.param}.jsonl", GROUPS)
    write(tmp_path / f"B_labelled/{request.param}.jsonl", LABELLED)
    return tmp_path, request.param


def run(bench: Path, split: str) -> Path:
    """The command of the documentation, in a process of its own."""
    out = bench / "out"
    command = [sys.executable, "benchmarks/judgement.py", "--bench", str(bench), "--split", split, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


def test_both_halves_are_scored_with_the_same_command(half):
    """Every post of every day gets a score, whatever fields are missing."""
    out = run(*half)
    made = scores(out / "A.jsonl", "post")
    assert set(made) == {"p1", "p2", "p3", "p9"}
    assert made["p1"] > made["p9"] > made["p2"] or made["p1"] > made["p2"]
    rows = [json.loads(line) for line in (out / "A.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(set(row) == {"owner", "day", "task", "post", "score"} for row in rows)


def test_the_labelled_half_is_scored_for_its_persona(half):
    """A question about the persona's topics first; an ending and an offer are forbidden."""
    made = scores(run(*half) / "B.jsonl", "id")
    assert made["b1"] > 3
    assert made["b2"] < -50
    assert made["b3"] < -50


def test_the_relation_counts_where_no_dated_acts_are_known(half):
    """The ledger is made up from the counts of the day."""
    bench, split = half
    with_relation = scores(run(bench, split) / "A.jsonl", "post")["p1"]
    without = [{**GROUPS[0], "items": [{"post": "p1"}]}]
    write(bench / f"A_real_replies/groups_{split}.jsonl", without)
    assert with_relation > scores(run(bench, split) / "A.jsonl", "post")["p1"] + 2


DAY = [
    *(
        {
            "id": f"q{n}",
            "author": f"a{n}",
            "text": f"Who has tried Python with children, and was it fun? {n}",
            "worth": 0,
        }
        for n in range(8)
    ),
    *(
        {"id": f"t{n}", "author": f"b{n}", "text": f"My evening of Python went well, I learned a lot. {n}", "worth": 2}
        for n in range(32)
    ),
]


def with_readings(bench: Path, worth: dict[str, float]) -> list[str]:
    """What the benchmark says of recorded readings."""
    write(bench / "B_labelled/dev.jsonl", DAY)
    write(bench / "readings.jsonl", [{"id": one, "worth": value} for one, value in worth.items()])
    file = str(bench / "readings.jsonl")
    command = [sys.executable, "benchmarks/judgement.py", "--bench", str(bench), "--reader", file]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_recorded_readings_change_one_place_of_three_on_each_day(tmp_path):
    """A reader who knows the labels gains exactly one place in three where all three were wrong."""
    last = with_readings(tmp_path, {one["id"]: one["worth"] for one in DAY})[-1]
    rules, reader = (float(word.strip(",")) for word in last.split() if word[0].isdigit() and "." in word)
    assert last == f"P@3 of 20: rules {rules:.3f}, with reader {reader:.3f}"
    assert reader == pytest.approx(rules + 1 / 3, abs=0.002)


def test_a_reader_who_says_nothing_changes_nothing_in_the_figures(tmp_path):
    """Without readings the two figures are the same."""
    counted, _, last = with_readings(tmp_path, {})
    assert "one place changed on 0 days" in counted
    assert last.split("rules ")[1].split(",")[0] == last.rsplit(" ", 1)[1]
