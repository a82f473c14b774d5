"""What the repository says about itself is true."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer.main

from bot.cli.main import app
from bot.decide.commands import TABLE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = typer.main.get_command(app).commands
FENCE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def code(page):
    """Everything on a page that can be copied into a shell, line by line, and what stands in single backticks."""
    text = page.read_text(encoding="utf-8")
    blocks = [line for kind, block in FENCE.findall(text) if kind == "sh" for line in block.splitlines()]
    return [*blocks, *re.findall(r"`([^`\n]+)`", FENCE.sub("", text))]


def calls(line):
    """The words after each `nudge` of a line, up to whatever the shell does next."""
    if "nudge" not in line:
        return  # a rule, a name: nothing for a shell
    for part in re.split(r"&&|\||;", line):
        words = shlex.split(part, comments=True)
        for place, word in enumerate(words[:-1]):
            if Path(word).name == "nudge" and re.fullmatch(r"(?!nudge$)[a-z][a-z-]*", words[place + 1]):
                yield words[place + 1], words[place + 2 :]


# --- README's two commands


def readme_commands():
    return [line for kind, block in FENCE.findall(read("README.md")) if kind == "sh" for line in block.splitlines()]


def test_readme_has_two_commands_and_each_is_one_line():
    """One to see it, one to test it; by copy and paste, with Python and venv alone."""
    see, test = readme_commands()
    assert see == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/nudge demo"
    install, run = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]'", ".venv/bin/python -m pytest"
    assert test == f"{install} && {run} -q -n auto --dist worksteal"


def test_ci_finds_the_second_command():
    """The build runs README's own line, so it cannot go stale."""
    pattern = re.search(r"grep -E '(\^python3[^']*)' README\.md", read(".ci/run"))
    assert [line for line in read("README.md").splitlines() if re.search(pattern[1], line)] == [readme_commands()[1]]


# --- commands


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_every_command_is_in_the_readme(verb):
    """Who reads the table knows everything that can be typed."""
    assert f"| `nudge {verb}` |" in read("README.md")


def test_every_command_of_the_readme_exists():
    """The table promises nothing."""
    promised = re.findall(r"(?m)^\| `nudge ([\w-]+)` \|", read("README.md"))
    assert sorted(promised) == sorted(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_on_pages_can_be_typed(page):
    """Each verb exists, and each of its options."""
    for line in code(page):
        for verb, rest in calls(line):
            assert verb in COMMANDS, line
            known = {name for option in COMMANDS[verb].params for name in option.opts}
            assert {word for word in rest if word.startswith("--")} <= known | {"--help"}, line


# --- links, lock, licence


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every page and picture that is named is there."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    lost = [target for target in targets if target and "://" not in target and not (page.parent / target).exists()]
    assert lost == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/pictures").iterdir()), ids=lambda picture: picture.stem)
def test_a_picture_says_in_words_what_it_shows(picture):
    """It stands on a page, and who cannot see it there reads the same as its title says."""
    shown = re.compile(rf"!\[([^\]]+)\]\((?:docs/)?pictures/{picture.name}\)")
    words = {alt for page in PAGES for alt in shown.findall(page.read_text(encoding="utf-8"))}
    (title,) = re.findall(r'<title id="what">(.+)</title>', picture.read_text(encoding="utf-8"))
    assert words == {title}


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/pictures").iterdir()), ids=lambda picture: picture.stem)
def test_a_picture_asks_nobody_for_anything(picture):
    """No font, no style and no other picture from elsewhere; no script."""
    svg = picture.read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|@font-face|href=|src=|<script|<image|<foreignObject", svg)


def test_the_lock_holds_every_dependency_by_its_hash_and_no_address():
    """The image is built from exactly these files, from whatever index a machine uses."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    lock = read("requirements.lock")
    assert "://" not in lock
    locked = re.findall(r"(?m)^([a-z0-9.-]+)==\S+ \\\n +--hash=sha256:", lock)
    assert len(locked) == len(re.findall(r"(?m)^[a-z]", lock))
    wanted = {
        re.split(r"[\[<>=,]", line)[0].lower().replace("_", "-").replace(".", "-") for line in project["dependencies"]
    }
    assert wanted <= set(locked)


def test_every_dependency_has_its_reason():
    """Nothing is stood upon without a line that says why."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    decisions = read("docs/decisions.md")
    lines = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = [re.split(r"[\[<>=,]", line)[0] for line in lines]
    assert [name for name in names if f"`{name}`" not in decisions and not name.startswith("types-")] == []


def test_the_version_is_in_the_changelog():
    """Whoever updates can read what is new."""
    version = re.search(r'__version__ = "([^"]+)"', read("bot/__init__.py"))
    assert f"## [{version[1]}]" in read("CHANGELOG.md")


FIRST_WORDS = frozenset(
    "draft|another|shorter|warmer|later|skip|done|why|less like this|more like this|show|edit|send|yes|only|send anyway|list|more|"
    "undo|stop|pause|resume|look|help|who|meet|keep|note|remind|same|never|again|forget|topics|at|a day|weekly|monthly|delete|"
    "leave it|send once more|others|keep watching|let it be".split("|")
)
"""What could be said in the first version."""


def test_a_word_that_came_later_is_in_the_changelog():
    """Whoever updates hears what can be said now."""
    said = re.findall(r"`([^`]+)`", read("CHANGELOG.md"))
    newer = [entry.word for entry in TABLE if not entry.hidden and entry.word not in FIRST_WORDS]
    assert [word for word in newer if not any(words == word or words.startswith(f"{word} ") for words in said)] == []


# --- the tests themselves


def test_every_test_says_what_truth_it_keeps():
    """A test without a sentence is one that nobody can mend."""
    silent = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []
