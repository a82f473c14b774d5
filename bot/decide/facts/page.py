"""Write the variables of the rules as a page: `python -m bot.decide.facts.page > docs/facts.md`; a test keeps them equal."""

from __future__ import annotations

from bot.decide.facts.variables import CONSTANTS, VARIABLES, Variable

INTRODUCTION = """\
# What rules may ask

Every name that a rule may use, with its type, how it is computed, the languages whose words it knows, and an example.
A rule is a condition in [CEL](https://cel.dev): names, numbers, `&&`, `||`, `!`, comparisons, `size(list)`, `"word" in list`,
`text.matches("pattern")`. A name that is not in this table, or a comparison of a number with a text, is an error when the
program starts. Numbers are whole; `-1` means that nobody has looked; 10,000 days means never.

Words are recognised in English and German, by small lists; in other languages only what needs no words is said.
"""

SECTIONS = {
    "post": ("The post", "What it says, how it looks, where it stands."),
    "talk": ("The conversation around it", "Known once the thread was looked at; neutral before."),
    "author": ("Who wrote it", "The account and its habits, measured on its own latest 40 posts."),
    "person": ("You two", "What the acts of both add up to, on both networks together."),
}


def page() -> str:
    """The whole page."""
    sections = [_section(prefix) for prefix in SECTIONS]
    return "\n".join([INTRODUCTION, *sections, _constants()])


def _section(prefix: str) -> str:
    title, about = SECTIONS[prefix]
    rows = [_row(variable) for variable in VARIABLES if variable.name.startswith(f"{prefix}.")]
    head = ["| name | type | how it is computed | words | example |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([f"## {title}", "", about, "", *head, *rows, ""])


def _row(variable: Variable) -> str:
    cells = (f"`{variable.name}`", variable.type, variable.formula, variable.words, variable.example)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _constants() -> str:
    names = ", ".join(f"`{name}`" for name in CONSTANTS)
    return f"## Names for numbers\n\nCompare with these instead of numbers; stages are ordered. {names}.\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - this is the page
