"""The networks are known by name in one place beside the configuration, and a network more is asked for in words."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from bot import clock, config
from bot.config.credentials import LOGINS
from bot.config.model import Deliver, PersonSpec
from bot.domain import Account, Network
from bot.platforms import registry
from bot.platforms.base import OneWay, inbound, outbound
from bot.service import wiring
from bot.store import open_store

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
NAMES = tuple(adapter.network for adapter in registry.ADAPTERS)
EVERYTHING = """
[owner]
timezone = "Europe/Lisbon"
[mastodon.owner]
address = "lena@writers.example"
token = "not-a-real-one"
[mastodon.bot]
address = "nudge@writers.example"
token = "another"
[bluesky.owner]
handle = "lena.example.com"
app_password = "aaaa-bbbb-cccc-dddd"
[bluesky.bot]
handle = "nudge.example.com"
app_password = "eeee-ffff-gggg-hhhh"
"""


def may_say(module: Path, name: str) -> bool:
    """Whether a module may know this network: its own package, the registry, and the configuration."""
    place = module.relative_to(BOT)
    own, listed = Path("platforms", name), Path("platforms", "registry.py")
    return place.is_relative_to(own) or place == listed or place.is_relative_to("config")


def said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every word of a program by which a network could be meant, with its line; prose is none."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line, node.value.partition(".")[0].partition(":")[0]
        elif isinstance(node, ast.Attribute):
            yield line, node.attr
        elif isinstance(node, ast.Name):
            yield line, node.id
        elif isinstance(node, ast.keyword) and node.arg:
            yield line, node.arg
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((line, part) for part in node.module.split("."))
            yield from ((line, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((line, part) for alias in node.names for part in alias.name.split("."))


def compared(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that a program compares by what it is, not by what it says, with its line; nothing is one of a kind."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops):
            sides = [node.left, *node.comparators]
            if not any(isinstance(side, ast.Constant) and side.value is None for side in sides):
                yield from ((node.lineno, getattr(side, "attr", getattr(side, "id", ""))) for side in sides)


@cache
def read(module: Path) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What a module says that begins like a network, and what it compares; it is read once for all that is asked about it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [(line, word.lower()) for line, word in said(tree) if word.lower().startswith(NAMES)], list(compared(tree))


def knows(module: Path, name: str) -> list[int]:
    """The lines of a module that name a network."""
    words, _ = read(module)
    return [line for line, word in words if word == name or word.startswith(f"{name}_")]


@pytest.mark.parametrize("name", NAMES)
def test_a_network_is_named_nowhere_else(name):
    """By import, attribute, text or argument: whoever needs one is given it, or asks the registry."""
    found = {
        str(m.relative_to(ROOT)): lines for m in BOT.rglob("*.py") if not may_say(m, name) and (lines := knows(m, name))
    }
    assert found == {}


def test_that_search_finds_a_network(tmp_path):
    """In each form in which one could be named."""
    forms = ("x = config.mastodon", 'x = Network("mastodon")', "from bot.platforms.mastodon import seal", 'x = "mastodon.owner"',
             "x = Network.MASTODON", "f(mastodon=1)", "import bot.platforms.mastodon.idempotency", 'x = "mastodon:home"')  # fmt: skip
    for number, form in enumerate(forms):
        module = tmp_path / f"m{number}.py"
        module.write_text(f"{form}\n")
        assert knows(module, "mastodon"), form
    (tmp_path / "prose.py").write_text('"""On mastodon."""\nx = "on Mastodon a message reaches everyone"\n')
    assert knows(tmp_path / "prose.py", "mastodon") == []


def test_names_of_networks_are_compared_by_what_they_say():
    """They come out of files, so that two of one name need not be one object."""
    names = {"network", "NETWORK", "carried_by"}
    assert [f"{m}:{line}" for m in BOT.rglob("*.py") for line, called in read(m)[1] if called in names] == []


def test_the_configuration_has_a_section_for_each_network_and_no_other():
    """In the same order; with two logins, a key under `[[people]]`, and a word under `through`."""
    assert list(NAMES) == list(config.NETWORKS)
    for name in NAMES:
        assert {f"{name}.owner", f"{name}.bot"} <= {login.name for login in LOGINS}
        assert name in PersonSpec.model_fields
    assert [one.name for one in registry.channels()] == list(get_args(Deliver.model_fields["through"].annotation))


@pytest.fixture
def everything(tmp_path):
    """Both networks, with both accounts each."""
    (tmp_path / "config.toml").write_text(EVERYTHING)
    return config.load(tmp_path, {})


@pytest.mark.parametrize("adapter", registry.ADAPTERS, ids=lambda one: one.network)
def test_what_an_adapter_makes_belongs_to_its_network(adapter, everything):
    """A reader, a publisher and both halves of a conversation, of which none has talked to anybody yet."""
    owner = Account(adapter.network, "did:plc:lena", "did:plc:lena", "lena", "Lena")
    now = clock.utc_now
    way = adapter.channel.open(everything, lambda: owner, now)
    clients = [adapter.reader(everything, "reader", now), adapter.publisher(everything, now), outbound(way)]
    assert {client.network for client in clients} == {adapter.network}
    assert inbound(way) is outbound(way) is way
    assert adapter.is_read(everything)
    for client in clients:
        client.close()


def test_a_way_that_only_tells_has_no_other_half():
    """So that nobody can try to hear by it."""
    alone = object()
    assert (outbound(OneWay(alone)), inbound(OneWay(alone))) == (alone, None)


def test_the_way_that_is_configured_is_taken(everything, tmp_path):
    """And the terminal where its account is missing, so that the rest can be looked at."""
    for name in ("mastodon", "bluesky", "terminal"):
        through = everything.model_copy(update={"deliver": Deliver(through=name)})
        assert registry.channel(through).name == name
    nobody = config.Config.of({"deliver": {"through": "mastodon"}}, tmp_path)
    assert registry.channel(nobody).name == "terminal"


LOADED = """
import os, sys
from pathlib import Path

def tell(*libraries):
    print([name for name in libraries if name in sys.modules], flush=True)

import bot.platforms.registry
tell("atproto", "atproto_client", "mastodon", "httpx")
from bot import config
from bot.service import wiring
from bot.store import open_store
for folder in sys.argv[1:]:
    if os.fork():
        os.wait()
        continue
    wiring.build(config.load(Path(folder), {}), open_store(None)).close()
    tell("atproto_client", "mastodon")
    os._exit(0)
"""
SECTIONS = {
    "mastodon": '[mastodon.owner]\naddress = "lena@writers.example"\ntoken = "x"\n',
    "atproto_client": '[bluesky.owner]\nhandle = "lena.example.com"\napp_password = "aaaa-bbbb-cccc-dddd"\n',
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """What a process tells that has loaded the registry; and then what its children tell, each with a program of one network."""
    folders = {library: tmp_path_factory.mktemp(library) for library in SECTIONS}
    for library, folder in folders.items():
        (folder / "config.toml").write_text(SECTIONS[library])
    line = [sys.executable, "-c", LOADED, *map(str, folders.values())]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    return dict(zip(["the registry", *folders], ended.stdout.splitlines(), strict=True))


@pytest.mark.parametrize("library", SECTIONS)
def test_only_the_libraries_of_configured_networks_are_loaded(library, loaded):
    """One network's library is of no use to whoever has no account there, and large."""
    assert loaded[library] == f"['{library}']"


def test_the_registry_loads_no_library_by_itself(loaded):
    """What the networks can do is known before any of them is asked for."""
    assert loaded["the registry"] == "[]"


def test_a_program_of_both_networks_is_put_together_from_the_registry(everything):
    """Every part under its network, none of another."""
    program = wiring.build(everything, open_store(None))
    parts = program.parts
    for made in (parts.readers, parts.recheckers, parts.publishers):
        assert {network: client.network for network, client in made.items()} == {name: name for name in NAMES}
    assert {Network(name): parts.idempotency[name] for name in NAMES} == {
        one.network: one.idempotency for one in registry.ADAPTERS
    }
    program.close()
    parts.store.close()
