"""Write the rules as a page: `python -m bot.decide.rules.page > docs/pack.md`; a test keeps them equal."""

from __future__ import annotations

from bot.decide.rules.pack import RuleSpec, default_pack, read_pack

INTRODUCTION = """\
# The rules that come with the program

They stand in `bot/decide/rules/defaults.toml`. Every veto is looked at, and one that holds is enough; then the scores that hold
are added. Two points are a question, and nothing counts more than three. How to read, try, change and remove them is in
[rules.md](rules.md), what they may ask in [facts.md](facts.md), how well they choose in [judgement.md](judgement.md).
"""


def page() -> str:
    """The whole page."""
    specs, _ = read_pack(default_pack())
    vetoes = [_entry(spec, "veto") for spec in specs if spec.veto]
    scores = [_entry(spec, f"{spec.score:+g}") for spec in specs if not spec.veto]
    return "\n".join([INTRODUCTION, *_section("What forbids", vetoes), *_section("What counts", scores)])


def _section(title: str, entries: list[str]) -> list[str]:
    return [f"## {title}", "", *entries]


def _entry(spec: RuleSpec, counts: str) -> str:
    return f"**{spec.name}** ({counts}), when\n`{spec.when}`.\n{spec.why}\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - this is the page
