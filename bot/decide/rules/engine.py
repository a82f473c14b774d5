"""Judge facts by rules written in CEL.

Precedence: every veto is looked at, and one that holds is enough. A veto that cannot be evaluated vetoes too. Then every
score whose condition holds is added; one that cannot be evaluated gives nothing. The order of the rules never matters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.decide.rules.expression import TYPES, Bound, Condition, Failed, Language, Mistake, Variables
from bot.decide.rules.pack import RuleSpec, form_problems, in_force, place_of, read_pack
from bot.domain import Reason, Verdict
from bot.errors import ConfigError, Problem

NOT_JUDGED = "could not be judged"
_PLACE_IN_TEXT = re.compile(r"\{([^{}]*)\}")
_TEXT_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule and what it said of one post.

    `part` is what it added (0 for a veto or if it did not fire). `unmet` are the conditions that were not so, as written
    in the rule: what would have to differ. `error` is set when the rule could not be evaluated.
    """

    rule: RuleSpec
    fired: bool
    part: float
    because: str
    unmet: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to be asked; `parts` are the conditions that must all hold for it to fire."""

    spec: RuleSpec
    condition: Condition
    parts: tuple[Condition, ...]

    def reason(self, variables: Variables) -> Reason:
        """Its part of the score and its words for the owner."""
        return Reason(self.spec.name, 0 if self.spec.veto else self.spec.score, filled(self.spec.because, variables))


class Rules:
    """A loaded pack. Its verdicts depend on nothing but the variables.

    It counts on the side how often each rule `fired` and failed (`errors`), for `nudge rules`; `unreported` gives each
    failing rule once, for the log.
    """

    def __init__(self, rules: Sequence[Rule], language: Language) -> None:
        self._rules = tuple(rules)
        self._language = language
        self._reported: set[str] = set()
        self._messages: dict[str, str] = {}
        self.errors: Counter[str] = Counter()
        self.fired: Counter[str] = Counter()

    @property
    def specs(self) -> tuple[RuleSpec, ...]:
        """The rules in force, in the order of the pack, the owner's new ones last."""
        return tuple(rule.spec for rule in self._rules)

    def judge(self, variables: Variables) -> Verdict:
        """What the rules say. Never raises: a veto that cannot be evaluated vetoes, a score gives nothing."""
        vetoes: list[Reason] = []
        reasons: list[Reason] = []
        bound = self._language.bind(variables)
        for rule in self._rules:
            reason = self._asked(rule, bound, variables)
            if reason is not None:
                (vetoes if rule.spec.veto else reasons).append(reason)
        reasons.sort(key=lambda reason: -reason.score)
        score = sum(reason.score for reason in reasons)
        return Verdict(str(variables.get("post.uri", "")), score, tuple(vetoes), tuple(reasons))

    def explain(self, variables: Variables) -> tuple[Explained, ...]:
        """What every rule says, fired or not, and what was missing. Counts nothing."""
        bound = self._language.bind(variables)
        return tuple(_explained(rule, bound, variables) for rule in self._rules)

    def unreported(self) -> tuple[Problem, ...]:
        """Rules that failed since the start and were not told yet, each once."""
        new = [rule for rule in self._rules if rule.spec.name in self.errors and rule.spec.name not in self._reported]
        self._reported.update(rule.spec.name for rule in new)
        return tuple(Problem(place_of(rule.spec), self._messages[rule.spec.name]) for rule in new)

    def _asked(self, rule: Rule, bound: Bound, variables: Variables) -> Reason | None:
        name = rule.spec.name
        try:
            holds = rule.condition.holds(bound)
        except Failed as failed:
            self.errors[name] += 1
            self._messages.setdefault(name, str(failed))
            return Reason(name, 0, NOT_JUDGED) if rule.spec.veto else None
        if not holds:
            return None
        self.fired[name] += 1
        return rule.reason(variables)


def _explained(rule: Rule, bound: Bound, variables: Variables) -> Explained:
    try:
        fired = rule.condition.holds(bound)
    except Failed as failed:
        return Explained(rule.spec, rule.spec.veto, 0, NOT_JUDGED, error=str(failed))
    reason = rule.reason(variables)
    unmet = () if fired else tuple(part.source for part in rule.parts if not _is_so(part, bound))
    return Explained(rule.spec, fired, reason.score if fired else 0, reason.because, unmet)


def _is_so(part: Condition, bound: Bound) -> bool:
    try:
        return part.holds(bound)
    except Failed:
        return False


def filled(because: str, variables: Variables) -> str:
    """The words for the owner, with `{name}` replaced by the variable's value; lists are joined by commas."""

    def value(found: re.Match[str]) -> str:
        known = variables.get(found[1], "")
        shown = ", ".join(map(str, known)) if isinstance(known, list | tuple) else str(known)
        return shown[:_TEXT_SHOWN]

    return _PLACE_IN_TEXT.sub(value, because)


def load(pack: str, own: Sequence[RuleSpec] = (), *, types: Mapping[str, str] = TYPES) -> Rules:
    """The rules in force: the pack, changed by the owner's (same name replaces, `enabled = false` removes).

    Raises `ConfigError` with every problem: an unknown name, a wrong type, a missing key, an unreadable expression, each
    with its place and a caret under it.
    """
    language = Language(types)
    written, problems = read_pack(pack)
    specs, more = in_force(written, own)
    problems += more
    rules = []
    for spec in specs:
        wrong = form_problems(spec) or _problems(spec, language, types)
        problems += wrong
        condition = None if wrong else language.compile(spec.when)
        if isinstance(condition, Condition):
            rules.append(Rule(spec, condition, language.conjuncts(spec.when)))
    if problems:
        raise ConfigError(problems)
    return Rules(rules, language)


def _problems(spec: RuleSpec, language: Language, types: Mapping[str, str]) -> list[Problem]:
    compiled = language.compile(spec.when)
    fault = compiled if isinstance(compiled, Mistake) else language.trial(spec.when)
    problems = [] if fault is None else [Problem(place_of(spec), _with_caret(spec.when, fault))]
    unknown = [name for name in _PLACE_IN_TEXT.findall(spec.because) if name not in types]
    return problems + [Problem(place_of(spec), f'"because" names an unknown "{name}"') for name in unknown]


def _with_caret(source: str, fault: Mistake) -> str:
    lines = source.splitlines() or [""]
    line = lines[min(fault.line, len(lines)) - 1]
    return f"{fault.what}\n    {line}\n    {' ' * fault.column}^"
