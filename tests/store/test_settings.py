"""The registry of settings and counters: each is declared once, used, typed, and says what holds before anybody set it."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how_often
from hypothesis import strategies as st

import bot
from bot.store import counters, settings
from bot.store.counters import Counter
from bot.store.settings import Setting

DECLARED = {name: held for name, held in vars(settings).items() if isinstance(held, Setting)}
PROGRAM = tuple(Path(bot.__file__).parent.rglob("*.py"))
COUNTERS = {name: held for name, held in vars(counters).items() if isinstance(held, Counter)}
REGISTRY = Path(settings.__file__)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = {
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    str: TEXTS,
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    tuple[str, ...]: st.lists(TEXTS).map(tuple),
    tuple[time, ...]: st.lists(st.times()).map(tuple),
    tuple[int, ...]: st.lists(st.integers(-(2**63), 2**63 - 1)).map(tuple),
}
"""For each type that a setting has, everything that it can be."""


@cache
def names_in(path):
    """Every name that a module uses."""
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in found
        if isinstance(node, ast.Name | ast.Attribute)
    }


def test_no_name_stands_for_two_settings():
    """Two that share a name would overwrite each other in the file."""
    names = [held.name for held in DECLARED.values()]
    assert sorted(names) == sorted(set(names))


def test_settings_are_declared_in_one_place():
    """Nobody makes one elsewhere, so that nothing undeclared can be read or written."""
    assert [path for path in PROGRAM if path != REGISTRY and makes_a_setting(path)] == []
    assert makes_a_setting(Path(__file__))


def makes_a_setting(path):
    """Whether a module calls the class of the registry; words are said in a `Setting` of their own elsewhere."""
    text = path.read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text))) if "Setting" in text else []
    imported = {(node.module, name.name) for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names}
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    return any(isinstance(made, ast.Attribute) and made.attr == "Setting" for made in called) or (
        ("bot.store.settings", "Setting") in imported
        and any(isinstance(made, ast.Name) and made.id == "Setting" for made in called)
    )


def test_a_setting_that_is_made_elsewhere_would_be_found():
    """As here, for a test."""
    assert Setting("made elsewhere", int, 0).name not in {held.name for held in DECLARED.values()}


def test_every_setting_is_used():
    """One that nobody asks about is taken out."""
    used = set().union(*(names_in(path) for path in PROGRAM if path != REGISTRY))
    assert set(DECLARED) - used == set()


@pytest.mark.parametrize("name", DECLARED)
def test_a_fresh_database_has_what_is_declared(store, name):
    """Asked alone or with others, an unset one is its default, which is of its type or None."""
    held = DECLARED[name]
    with store.begin() as tx:
        assert settings.get(tx, held) == held.default
        assert settings.several(tx, *DECLARED.values()).get(held) == held.default
    assert held.default is None or isinstance(held.default, getattr(held.kind, "__origin__", held.kind))


def test_one_that_was_not_read_with_the_others_is_not_taken_to_be_unset(store):
    """It is a mistake of ours, and is met at once."""
    with store.begin() as tx:
        read = settings.several(tx, settings.AT)
    with pytest.raises(KeyError):
        read.get(settings.TOPICS)


def test_every_type_of_a_setting_is_tried():
    """A new one needs its values in the table above."""
    assert {held.kind for held in DECLARED.values()} == set(VALUES)


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
@how_often(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_value_comes_back_as_it_was_set(store, kind, data):
    """Whatever a setting of that type can be; taken away, it is its default again."""
    (held, *_) = (one for one in DECLARED.values() if one.kind == kind)
    value = data.draw(VALUES[kind])
    with store.begin() as tx:
        settings.put(tx, held, value)
        back = settings.get(tx, held)
        together = settings.several(tx, *DECLARED.values()).get(held)
        settings.put(tx, held, None)
        assert settings.get(tx, held) == held.default
    assert (back, together) == (value, value)
    assert type(back) is type(value)


def test_a_time_of_any_zone_is_the_same_time(store):
    """One without a zone hides a mistake, and is refused."""
    at = datetime.fromisoformat("2026-11-18T18:00:00+01:00")
    with store.begin() as tx:
        settings.put(tx, settings.ALIVE_AT, at)
        assert settings.get(tx, settings.ALIVE_AT) == at
        assert settings.get(tx, settings.ALIVE_AT).utcoffset() == timedelta(hours=1)
        with pytest.raises(ValueError, match="without a zone"):
            settings.put(tx, settings.ALIVE_AT, at.replace(tzinfo=None))


# --- counters


def test_every_counter_is_declared_once_and_used():
    """By a name of its own; one that nobody counts is taken out."""
    names = [held.name for held in COUNTERS.values()]
    assert sorted(names) == sorted(set(names))
    used = set().union(*(names_in(path) for path in PROGRAM if path != Path(counters.__file__)))
    assert set(COUNTERS) - used == set()


@pytest.mark.parametrize("name", COUNTERS)
def test_a_fresh_database_has_counted_nothing(store, name):
    """And one counter is not another."""
    with store.begin() as tx:
        assert counters.counted(tx, COUNTERS[name]) == {}
        assert counters.count(tx, COUNTERS[name]) == 1
        assert [counters.counted(tx, held) for held in COUNTERS.values() if held is not COUNTERS[name]] == [{}] * 2
