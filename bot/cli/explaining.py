"""Put into words what every fact and every rule says of one post, and what would have to differ."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot import wording
from bot.decide.facts.variables import CONSTANTS, NEVER, UNKNOWN, Value
from bot.decide.rules import Explained
from bot.decide.selection import Judged
from bot.decide.selection.choose import GOOD_ENOUGH
from bot.domain import Motive
from bot.wording.text import Cleaned

MOTIVES = {
    Motive.OWED: "somebody who wrote to you",
    Motive.FRIEND: "somebody you have talked with",
    Motive.BACK: "somebody who is back after a silence",
    Motive.GOAL: "somebody you would like to know, or to keep",
    Motive.NEW: "somebody new",
}

NAMED = {"person.stage": "stage.", "person.goal": "goal.", "post.visibility": "visibility."}
"""Facts whose numbers have names."""

SHOWN = 200
SHOWS = 0.05
_NAME = re.compile(r"\b[a-z]+\.[a-z_0-9]+\b")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One post with everything that was said of it.

    `outcome` says in a sentence what would happen. `learned` are the parts that no rule gave.
    """

    judged: Judged
    facts: Mapping[str, Value]
    rules: Sequence[Explained]
    outcome: str

    @property
    def learned(self) -> Iterator[tuple[float, str]]:
        """What was learned from the owner's answers: its part, and the words."""
        known = {explained.rule.name for explained in self.rules}
        reasons = self.judged.verdict.reasons
        return ((reason.score, reason.because) for reason in reasons if reason.rule not in known)


def told(found: Explanation, *, width: int | None = None) -> str:
    """All of it, for the terminal. `width` in columns; None leaves lines whole."""
    fired = [one for one in found.rules if one.fired]
    others = [one for one in found.rules if not one.fired]
    blocks = [
        [*_folded(_head(found), "", width), *_folded(_said(found), "  ", width)],
        [*_folded(found.outcome, "", width), *_folded(_arithmetic(found), "", width)],
        ["Rules that fired", *_fired(fired, found, width)],
        ["Rules that did not fire, and what each would need", *_not_fired(others, found.facts, width)],
        ["Facts", *_facts(found.facts, width)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def for_programs(found: Explanation) -> dict[str, object]:
    """The same as plain data."""
    judged = found.judged
    return {
        "uri": judged.candidate.post.uri,
        "outcome": found.outcome,
        "score": judged.verdict.score,
        "rank": judged.rank,
        "lane": judged.motive,
        "vetoed": judged.verdict.vetoed,
        "facts": dict(found.facts),
        "rules": [
            {
                "name": one.rule.name,
                "veto": one.rule.veto,
                "fired": one.fired,
                "part": one.part,
                "because": one.because,
                "when": one.rule.when,
                "unmet": one.unmet,
                "error": one.error,
            }
            for one in found.rules
        ],
        "learned": [{"part": part, "because": because} for part, because in found.learned],
    }


# --- who, and what would happen


def _head(found: Explanation) -> str:
    candidate = found.judged.candidate
    hours = found.facts["post.age_hours"]
    ago = f"{hours} h ago" if hours else "within the hour"
    return f"{wording.name(candidate.person)}, {Cleaned(candidate.account.address)}, {ago}"


def _said(found: Explanation) -> str:
    post = found.judged.candidate.post
    if not post.quotable:
        return "(said to fewer than everyone; its words are not kept)"
    return wording.cited(post.text, SHOWN) if Cleaned(post.text) else "(no words)"


def _arithmetic(found: Explanation) -> str:
    """From the score to what is compared, and what that is compared with."""
    judged = found.judged
    score, rank = judged.verdict.score, judged.rank
    if judged.verdict.vetoed:
        return "A veto holds, so its score does not count."
    unknown = judged.motive is Motive.NEW and judged.candidate.habits is None
    why = "its age, and because nobody has looked how they talk with people" if unknown else "its age"
    lost = f", less {score - rank:.1f} for {why}" if score - rank >= SHOWS else ""
    worth = f"It is worth {_number(score)}{lost}"
    if judged.motive is None:
        return f"{worth}."
    needed = GOOD_ENOUGH[judged.motive]
    missing = f"; {needed - rank:.1f} more would be needed" if rank < needed else ""
    return f"{worth}. A post of {MOTIVES[judged.motive]} needs {_number(needed)}{missing}."


# --- rules


def _fired(rules: Sequence[Explained], found: Explanation, width: int | None) -> Iterator[str]:
    for one in rules:
        says = f": {one.because}" if one.because != one.rule.name else ""
        yield from _folded(f"{_part(one):<6}{one.rule.name}{says}", "  ", width)
        if one.error:
            yield from _folded(f"could not be evaluated: {one.error}", " " * 8, width)
        elif one.rule.veto:
            yield from _folded(f"holds because {_with_values(one.rule.when, found.facts)}", " " * 8, width)
    for part, because in found.learned:
        yield from _folded(f"{part:<+6g}learned: {because}", "  ", width)
    if not rules:
        yield "  none"


def _not_fired(rules: Sequence[Explained], facts: Mapping[str, Value], width: int | None) -> Iterator[str]:
    for one in rules:
        yield from _folded(f"{_part(one):<6}{one.rule.name}", "  ", width)
        if one.error:
            yield from _folded(f"could not be evaluated: {one.error}", " " * 8, width)
        for condition in one.unmet:
            yield from _folded(_with_values(condition, facts), " " * 8, width)


def _part(one: Explained) -> str:
    return "veto" if one.rule.veto else f"{one.rule.score:+g}"


def _with_values(condition: str, facts: Mapping[str, Value]) -> str:
    """The condition as written, and what each fact in it is."""
    written = " ".join(condition.split())
    names = dict.fromkeys(name for name in _NAME.findall(condition) if name in facts and name not in CONSTANTS)
    values: dict[str, list[str]] = {}
    for name in names:
        values.setdefault(shown(name, facts[name]), []).append(name)
    known = (f"{_listed(these)} {'is' if len(these) == 1 else 'are'} {value}" for value, these in values.items())
    return f"{written}  ({'; '.join(known)})" if names else written


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


# --- facts


def _facts(facts: Mapping[str, Value], width: int | None) -> Iterator[str]:
    known = {name: value for name, value in facts.items() if name not in CONSTANTS}
    telling = {name: value for name, value in known.items() if name in NAMED or _tells(value)}
    room = max(map(len, telling), default=0) + 2
    for name, value in telling.items():
        yield from _folded(f"{name:<{room}}{shown(name, value)}", "  ", width)
    for word in ("false", "0", "empty", "unknown", "never"):
        names = [name for name, value in known.items() if name not in telling and shown(name, value) == word]
        if names:
            yield from _folded(f"{word}: {', '.join(names)}", "  ", width)


def _tells(value: Value) -> bool:
    return bool(value) and value not in (UNKNOWN, NEVER)


def shown(name: str, value: Value) -> str:
    """A fact's value as one reads it."""
    if name in NAMED:
        return next(known for known, number in CONSTANTS.items() if known.startswith(NAMED[name]) and number == value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return {UNKNOWN: "unknown", NEVER: "never"}.get(value, str(value))
    if isinstance(value, list):
        return ", ".join(Cleaned(each, SHOWN) for each in value) or "empty"
    return Cleaned(value, SHOWN) or "empty"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _folded(text: str, indent: str, width: int | None) -> list[str]:
    if width is None:
        return [indent + text]
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False, replace_whitespace=False,
    )  # fmt: skip
