"""Compile and evaluate one CEL expression, and say what is wrong with it in terms of what was written.

A misspelt name or a wrong type is found when compiling (CE-1). What goes wrong while evaluating is a *value* in CEL, and
a truthy one (CE-2); `evaluate` turns everything that is not plainly true or false into `Failed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from cel_expr_python import cel

from bot.decide.facts.variables import CONSTANTS, VARIABLES, Value

Variables = Mapping[str, object]

_CEL_TYPES = {
    "bool": cel.Type.BOOL,
    "int": cel.Type.INT,
    "string": cel.Type.STRING,
    "list": cel.Type.List(cel.Type.STRING),
}
TYPES: dict[str, str] = {**dict.fromkeys(CONSTANTS, "int"), **{v.name: v.type for v in VARIABLES}}
"""Every name that an expression may use, with its type."""

_POSITION = re.compile(r"<input>:(\d+):(\d+): ([^\n]*)")
_UNDECLARED = re.compile(r"undeclared reference to '([^']+)'")
_QUOTED = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""")
_HABITS = (
    (r"\b(?:and|or|not)\b", '; "and" is written &&, "or" is ||, "not" is !'),
    (r"[^=!<>]=[^=]", "; what shall be equal is written with =="),
)
_ONES: dict[str, Value] = {"bool": True, "int": 1, "string": "word", "list": ["word"]}
_ZEROS: dict[str, Value] = {"bool": False, "int": 0, "string": "", "list": []}


class Failed(Exception):
    """An expression gave neither true nor false."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with an expression as written; `column` counts from 0."""

    what: str
    line: int = 1
    column: int = 0


@dataclass(frozen=True, slots=True)
class Bound:
    """The variables of one post, handed over once for all rules; `failure` says why they could not be."""

    activation: Any
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled expression that gives true or false."""

    source: str
    _compiled: Any

    def holds(self, bound: Bound) -> bool:
        """Whether it is so. Raises Failed when that cannot be said."""
        if bound.failure:
            raise Failed(bound.failure)
        try:
            result = self._compiled.eval(bound.activation).value()
        except (RuntimeError, TypeError, ValueError) as error:
            raise Failed(str(error)) from error
        if not isinstance(result, bool):
            raise Failed(str(result))
        return result


class Language:
    """The declared names, ready to compile expressions."""

    def __init__(self, types: Mapping[str, str] = TYPES) -> None:
        self._types = dict(types)
        self._env = cel.NewEnv(variables={name: _CEL_TYPES[kind] for name, kind in types.items()})
        self._known: dict[str, Condition | Mistake] = {}

    def compile(self, source: str) -> Condition | Mistake:
        """The condition, or what is wrong with it; the same of the same words."""
        if source not in self._known:
            self._known[source] = self._compiled(source)
        return self._known[source]

    def _compiled(self, source: str) -> Condition | Mistake:
        try:
            compiled = self._env.compile(source)
        except RuntimeError as error:
            return self._fault(source, str(error))
        if compiled.return_type() != cel.Type.BOOL:
            return Mistake(f"must be true or false, but is {_kind(compiled.return_type())}")
        return Condition(source, compiled)

    def bind(self, variables: Variables) -> Bound:
        """The variables as the expressions read them; names that are not declared are left out."""
        declared = self._types.keys()
        if not variables.keys() <= declared:
            variables = {name: value for name, value in variables.items() if name in declared}
        try:
            return Bound(self._env.Activation(variables))
        except (RuntimeError, TypeError, ValueError) as error:
            return Bound(None, f"the facts cannot be read: {error}")

    def conjuncts(self, source: str) -> tuple[Condition, ...]:
        """The parts that must all hold, each compiled on its own."""
        parts = (self.compile(part) for part in split(source))
        return tuple(part for part in parts if isinstance(part, Condition))

    def trial(self, source: str) -> Mistake | None:
        """What fails whatever the facts are, such as a division by a literal zero or a broken pattern."""
        for part in self.conjuncts(source):
            said = [_failure(part, probe) for probe in self._probes]
            if all(said):
                return Mistake(f"always fails: {said[0]}", *_place(source, part.source))
        return None

    @cached_property
    def _probes(self) -> tuple[Bound, ...]:
        return tuple(self.bind({name: of[kind] for name, kind in self._types.items()}) for of in (_ZEROS, _ONES))

    def _fault(self, source: str, message: str) -> Mistake:
        found = _POSITION.search(message)
        if found is None:
            return Mistake(message.splitlines()[0])
        line, column, what = int(found[1]), int(found[2]) - 1, found[3].removesuffix(" [INVALID_ARGUMENT]")
        name = _UNDECLARED.search(what)
        if name is None or name[1].startswith("_"):
            return Mistake(f"{what}{_habit(source)}", line, column)
        near = get_close_matches(name[1], self._types, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        return Mistake(f'unknown name "{name[1]}"{hint}', line, column - max(0, name[1].rfind(".")))


def _habit(source: str) -> str:
    """What whoever knows another language may have meant, in the words of this one."""
    said = _QUOTED.sub("", source)
    return next((meant for sign, meant in _HABITS if re.search(sign, said)), "")


def _kind(found: object) -> str:
    return {"INT": "a number", "STRING": "a text", "DOUBLE": "a number"}.get(str(found), str(found))


def _failure(part: Condition, probe: Bound) -> str:
    try:
        part.holds(probe)
    except Failed as failed:
        return str(failed).removeprefix("INVALID_ARGUMENT: ").splitlines()[0]
    return ""


def _place(source: str, part: str) -> tuple[int, int]:
    before = source[: max(0, source.find(part))]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)


def split(source: str) -> Iterator[str]:
    """The parts of an expression between its outermost `&&`; the whole of it if there is an `||` or `?` outside."""
    parts, depth, start, quote, index = [], 0, 0, "", 0
    while index < len(source):
        character = source[index]
        if quote:
            index += character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif depth == 0 and (source.startswith("||", index) or character == "?"):
            return iter([source.strip()])
        elif depth == 0 and source.startswith("&&", index):
            parts.append(source[start:index].strip())
            index += 1
            start = index + 1
        index += 1
    return iter([*parts, source[start:].strip()])
