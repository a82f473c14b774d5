"""config.example.toml is the first tutorial: complete, true and usable."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot import config
from bot.config.model import Config
from bot.config.problems import fields

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SAMPLE = re.compile(r"(?m)^#(?=[\[a-z])")
"""A line that can be used without its "#"; explanations have a space there."""


def with_samples():
    return SAMPLE.sub("", EXAMPLE.read_text(encoding="utf-8"))


def keys(table=()):
    """Every key that there is, as a path; an item of a list or of a table of tables counts once."""
    for name in fields(table):
        yield from list(keys((*table, name))) or [(*table, name)]


def flat(tables, path=()):
    """The keys of a parsed file in the same shape."""
    for name, value in tables.items():
        here = (*path, name)
        if here == ("servers",):
            tables = list(value.values())
        else:
            tables = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
        for table in tables:
            yield from flat(table, here)
        if not tables:
            yield here, value


def survey(folder, text):
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    (folder / "secrets").mkdir()
    for name in ("mastodon_owner", "mastodon_bot", "bluesky_owner", "bluesky_bot"):
        secret = folder / "secrets" / name
        secret.touch(0o600)
        secret.write_text("aaaa-bbbb-cccc-dddd")
    return config.survey(folder, {})


def test_it_loads_as_it_stands(tmp_path):
    """Whoever copies it and fills in the secrets has a configuration without a single complaint."""
    found = survey(tmp_path, EXAMPLE.read_text(encoding="utf-8"))
    assert (found.problems, found.doubts) == ((), ())
    assert found.config.mastodon.bot is None


def test_it_loads_with_every_sample_in_use(tmp_path):
    """What is commented out is as true as the rest; only the samples of passwords are not real ones.

    A sample that stands for a secret is filled in first, for none could look like that; each is in its file as well.
    """
    text = with_samples().replace('"…"', '"aaaa-bbbb-cccc-dddd"').replace("xxxx-xxxx-xxxx-xxxx", "aaaa-bbbb-cccc-dddd")
    found = survey(tmp_path, text)
    assert found.problems == ()
    assert {doubt.what.rpartition(" ")[2] for doubt in found.doubts} <= {"counts."}, found.doubts
    assert (len(found.config.people), len(found.config.rules), len(found.config.servers)) == (1, 2, 1)


@pytest.mark.parametrize(("sample", "network"), [('#token = "…"', "Mastodon"), ("#app_password = ", "Bluesky")])
def test_a_sample_of_a_secret_is_nobodys(tmp_path, sample, network):
    """Whoever takes the line into use and forgets what belongs into it is told so; no server is asked with it."""
    text = EXAMPLE.read_text(encoding="utf-8").replace(sample, sample.removeprefix("#"), 1)
    (problem,) = survey(tmp_path, text).problems
    assert problem.where == f"{network}, your account"
    assert "is still the one of the example" in problem.what


@pytest.mark.parametrize("key", sorted(keys()), ids=".".join)
def test_every_key_is_in_it(key):
    """Nothing can be configured that the tutorial does not show."""
    assert key in {path for path, _ in flat(tomllib.loads(with_samples()))}


def test_what_it_shows_are_the_defaults():
    """Except for the accounts, the zone, and the way to the owner, a line left out changes nothing."""
    shown = dict(flat(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))))
    chosen = {("owner", "timezone"), ("deliver", "through")}
    for path, value in shown.items():
        if path in chosen or path[-1] in ("address", "handle"):
            continue
        assert fields(path[:-1])[path[-1]].get_default() == read(path, value), ".".join(path)


def read(path, value):
    """A value as the configuration reads it."""
    tables = {}
    inner = tables
    for name in path[:-1]:
        inner = inner.setdefault(name, {})
    inner |= {"address": "a@b.example"} if path[0] == "mastodon" else {}
    inner |= {"handle": "a.example"} if path[0] == "bluesky" else {}
    inner[path[-1]] = value
    found = Config.of(tables, Path())
    for name in path:
        found = getattr(found, name)
    return found
