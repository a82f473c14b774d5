"""List the rules in force, and try them on a post (`nudge rules`, `nudge rules test`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.folder import opened
from bot.cli.options import HERE, AsJson, FolderIfSaid

if TYPE_CHECKING:
    from bot.cli.explaining import Explanation
    from bot.decide.facts.variables import Variable
    from bot.decide.rules import RuleSpec
    from bot.service.workers import Program
    from bot.store.rule_counts import RuleCounts

TYPES = {"bool": "true or false", "int": "a number", "string": "a text", "list": "a list of texts"}
ADDRESSES = ("https://", "http://", "at://")

app = typer.Typer(
    help="List the rules in force, or try them on a post.",
    invoke_without_command=True,
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback()
def rules(context: typer.Context, folder: FolderIfSaid = None, *, json: AsJson = False) -> None:
    """List the rules in force: what each adds or forbids, why it is there, and how often it fired."""
    context.obj = folder
    if context.invoked_subcommand is not None:
        return
    from bot.cli.opening import whatever_is_there
    from bot.service.wiring import rules_of
    from bot.store.rule_counts import kept

    with whatever_is_there(folder or opened(HERE)) as (held, store), store.begin() as tx:
        specs, tally = rules_of(held).specs, kept(tx)
    if json:
        output.say(output.dumped([_for_programs(spec, tally) for spec in specs]))
    else:
        output.say(listed(specs, tally, {rule.name for rule in held.rules}, width=output.columns(sys.stdout)))


@app.command("test", short_help="Try the rules on a post.")
def try_out(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file with a post, or a post's address.")],
    folder: FolderIfSaid = None,
    *,
    json: AsJson = False,
) -> None:
    """Try the rules on a post: every fact, every rule, its part of the score, and what would have to differ."""
    from bot.cli import explaining
    from bot.cli.logs import configure

    configure(quiet=True)
    said = context.get_parameter_source("folder")
    place = (folder if said and said.name == "COMMANDLINE" else context.obj) or opened(HERE)
    found = _of_address(what, place) if what.startswith(ADDRESSES) else _of_file(Path(what), place)
    if json:
        output.say(output.dumped(explaining.for_programs(found)))
    else:
        output.say(explaining.told(found, width=output.columns(sys.stdout)))


@app.command("facts", short_help="List everything that a rule may ask.")
def facts() -> None:
    """List everything that a rule may ask: its type, what it is, an example, and in which languages words tell it."""
    from bot.decide.facts.variables import CONSTANTS, VARIABLES

    entries = [_fact(one) for one in VARIABLES]
    names = f"Names for numbers, the lowest first: {', '.join(CONSTANTS)}."
    output.paragraphs("\n".join(["What a rule may ask:", "", *entries, "", names]))


def _fact(one: Variable) -> str:
    told = "" if one.words == "any" else f" (told by words: {one.words})"
    return f"  {one.name}, {TYPES[one.type]}{told}\n      {one.formula}; such as {one.example}"


# --- the list


def listed(specs: tuple[RuleSpec, ...], tally: RuleCounts, own: set[str], *, width: int | None = None) -> str:
    """The rules as a list, the vetoes first, each as it stands. `width` in columns; None leaves lines whole."""
    mine = sum(spec.name in own for spec in specs)
    counted = f"{tally.judged} judgements so far" if tally.judged else "nothing judged yet"
    head = f"{len(specs)} rules are in force, {output.number(mine) if mine else 'none'} of them yours; {counted}."
    vetoes = [_entry(spec, tally, own, width) for spec in specs if spec.veto]
    scores = [_entry(spec, tally, own, width) for spec in specs if not spec.veto]
    parts = [_folded(head, width)]
    if vetoes:
        parts += [_folded("A veto leaves a post alone, whatever speaks for it:", width), *vetoes]
    if scores:
        parts += ["Scores are added up:", *scores]
    parts.append(_folded("nudge rules test tries them on a post, nudge why on one that was read.", width))
    return "\n\n".join(parts)


def _folded(text: str, width: int | None) -> str:
    return "\n".join(output.folded(text, "", width))


def _entry(spec: RuleSpec, tally: RuleCounts, own: set[str], width: int | None) -> str:
    part = "veto" if spec.veto else f"{spec.score:+g}"
    times = f", fired {_times(tally.fired.get(spec.name, 0))}" if tally.judged else ""
    failed = tally.failed.get(spec.name, 0)
    broken = f", could not be evaluated {_times(failed)}" if failed else ""
    mine = ", yours" if spec.name in own else ""
    room = " " * 8
    first, *others = output.folded(f"{spec.name}{mine}{times}{broken}", room, width)
    lines = [f"  {part:<6}{first.removeprefix(room)}", *others]
    for text in (f'says "{spec.because}"', spec.why):
        lines += output.folded(text, room, width)
    return "\n".join(lines)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _for_programs(spec: RuleSpec, tally: RuleCounts) -> dict[str, object]:
    return {
        "name": spec.name,
        "veto": spec.veto,
        "score": spec.score,
        "when": spec.when,
        "because": spec.because,
        "why": spec.why,
        "where": spec.where,
        "fired": tally.fired.get(spec.name, 0),
        "failed": tally.failed.get(spec.name, 0),
    }


# --- one post


def _of_file(file: Path, folder: Path) -> Explanation:
    from bot.cli import trial
    from bot.cli.opening import whatever_is_there
    from bot.cli.weighing import Scales
    from bot.clock import utc_now
    from bot.errors import BotError
    from bot.knowledge.owner_preferences import profile
    from bot.service.wiring import rules_of

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else "it is no text in UTF-8"
        raise BotError(f"{file} cannot be read ({reason}). Give a file with a post, or a post's address.") from trouble
    now = utc_now()
    with whatever_is_there(folder) as (held, store):
        with store.begin() as tx:
            owner, scales = profile(tx, held), Scales.of(tx, rules_of(held), held, now)
        return scales.explain(trial.candidate(text, file.name, owner, now), now)


def _of_address(url: str, folder: Path) -> Explanation:
    from bot.cli.opening import reading

    with reading(folder) as program:
        return read_and_explained(program, url)


def read_and_explained(program: Program, url: str) -> Explanation:
    """Read a post from the network that knows it, and explain it. Nothing of it is kept. Raises `BotError`."""
    from bot.cli import fetching
    from bot.cli.weighing import Scales
    from bot.errors import BotError

    parts = program.parts
    for network, reader in parts.readers.items():
        program.reading.meet_owner_or_raise(network)
        found = fetching.fetch(reader, url, parts.clock())
        if found is not None:
            break
    else:
        raise BotError(f"None of your networks knows a post at {url}.")
    now = parts.clock()
    with parts.store.begin() as tx:
        scales = Scales.of(tx, parts.rules, parts.config, now)
    return scales.explain(fetching.candidate_of(parts.store, parts.config, found, now), now)
