"""Read rules as they are written, in TOML."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files

from bot.errors import Problem

MAX_WHEN = 2_000
"""Characters of an expression; a longer one is a mistake."""

MAX_SCORE = 10


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as written.

    `when` is a CEL expression over the variables of `bot.decide.facts`. A rule has either a `score` (added when it fires) or is
    a `veto`. `because` tells the owner, with `{post.topics}` and the like filled in; `why` tells why the rule is there.
    `enabled = False` removes the one of that name. `where` says where it is written, for errors.
    """

    name: str
    when: str = ""
    score: float = 0
    veto: bool = False
    because: str = ""
    why: str = ""
    enabled: bool = True
    where: str = ""


_TYPES: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "when": str,
    "score": (int, float),
    "veto": bool,
    "because": str,
    "why": str,
    "enabled": bool,
}


def default_pack() -> str:
    """The text of the pack that comes with the program."""
    return files("bot.decide.rules").joinpath("defaults.toml").read_text(encoding="utf-8")


def read_pack(pack: str, where: str = "defaults.toml") -> tuple[tuple[RuleSpec, ...], list[Problem]]:
    """The rules of a TOML text (`[[rules]]` tables), and everything that is wrong with it as a text."""
    try:
        tables = tomllib.loads(pack)
    except tomllib.TOMLDecodeError as error:
        return (), [Problem(where, f"cannot be read: {error}")]
    problems = [
        Problem(where, f'unknown key "{key}"', "only [[rules]] stands here") for key in tables if key != "rules"
    ]
    specs = []
    for number, table in enumerate(tables.get("rules", []), start=1):
        place = f'{where}, rule "{table["name"]}"' if "name" in table else f"{where}, rule {number}"
        wrong = _wrong_keys(table, place)
        problems += wrong
        if not wrong:
            specs.append(RuleSpec(**table, where=place))
    return tuple(specs), problems


def _wrong_keys(table: Mapping[str, object], place: str) -> list[Problem]:
    problems = []
    for key, value in table.items():
        if key not in _TYPES:
            near = get_close_matches(key, _TYPES, n=1)
            problems.append(Problem(place, f'unknown key "{key}"', f'did you mean "{near[0]}"?' if near else ""))
        elif not isinstance(value, _TYPES[key]) or (key == "score" and isinstance(value, bool)):
            problems.append(Problem(place, f'"{key}" has the wrong type: {type(value).__name__}'))
    if "name" not in table:
        problems.append(Problem(place, 'has no "name"'))
    return problems


def form_problems(spec: RuleSpec) -> list[Problem]:
    """What is wrong with a rule before its expression is looked at."""
    place = place_of(spec)
    problems = []
    if not spec.when.strip():
        problems.append(Problem(place, 'has no "when"'))
    if len(spec.when) > MAX_WHEN:
        problems.append(Problem(place, f'"when" has {len(spec.when):,} characters; at most {MAX_WHEN:,} are read'))
    if spec.veto and spec.score:
        problems.append(Problem(place, "is a veto and has a score", "a rule either forbids or counts"))
    if not spec.veto and not (math.isfinite(spec.score) and 0 < abs(spec.score) <= MAX_SCORE):
        problems.append(Problem(place, f'"score" is {spec.score}', f"a number from -{MAX_SCORE} to {MAX_SCORE}, not 0"))
    if not spec.because.strip():
        problems.append(Problem(place, 'has no "because"', "the owner always hears why"))
    return problems


def place_of(spec: RuleSpec) -> str:
    """Where a rule is written, as errors name it."""
    return spec.where or f'rule "{spec.name}"'


def in_force(pack: Sequence[RuleSpec], own: Sequence[RuleSpec]) -> tuple[tuple[RuleSpec, ...], list[Problem]]:
    """The pack changed by the owner's rules: the same name replaces in its place, a new one is added at the end."""
    rules: dict[str, RuleSpec] = {}
    problems = []
    for spec in pack:
        if spec.name in rules:
            problems.append(Problem(place_of(spec), "stands twice"))
        rules[spec.name] = spec
    for spec in own:
        if not spec.enabled and spec.name not in rules:
            near = get_close_matches(spec.name, rules, n=1)
            problems.append(
                Problem(place_of(spec), f'there is no rule "{spec.name}"', f'did you mean "{near[0]}"?' if near else "")
            )
        rules[spec.name] = spec
    return tuple(spec for spec in rules.values() if spec.enabled), problems
