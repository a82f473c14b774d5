"""A network more is a package with an adapter, a line in the registry and a section of the configuration: nothing else knows it."""

from __future__ import annotations

from typing import Literal

import pytest

from bot.config import Config, Deliver
from bot.config.networks import Accounts, NetworkAccount
from bot.domain import Boot, Network
from bot.errors import ConfigError
from bot.platforms import memory, registry
from bot.platforms.adapter import Adapter, Channel
from bot.platforms.archive import Archive, ArchiveFormat
from bot.service import wiring
from bot.store import ownership, people, sources, suggestions
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, plain
from tests.opened import OPENED

THIRD = Network("third")


# --- its section of the configuration


class ThirdAccount(NetworkAccount):
    """An account there."""

    address: str

    @property
    def called(self) -> str:
        """What people type."""
        return self.address


class Third(Accounts):
    """`[third.owner]` and `[third.bot]`."""

    owner: ThirdAccount | None = None
    bot: ThirdAccount | None = None


class ThroughIt(Deliver):
    """A word more under `through`."""

    through: Literal["mastodon", "bluesky", "third", "terminal"] = "terminal"


class Wider(Config):
    """The configuration with that section."""

    third: Third = Third()
    deliver: ThroughIt = ThroughIt()


WRITTEN = {
    "owner": {"timezone": "Europe/Berlin", "languages": ["en", "de"]},
    "deliver": {"at": "as-they-come", "quiet": "", "through": "third"},
    "third": {"owner": {"address": PEOPLE["owner"]}, "bot": {"address": PEOPLE["bot"]}},
}


# --- its adapter


def adapter_of(net: memory.MemoryNetwork) -> Adapter:
    """The network in memory, under a name that the program has never heard."""
    return Adapter(
        network=THIRD,
        reader=lambda config, _use, _clock: memory.MemoryReader(net, config.networks[THIRD].owner.called),
        publisher=lambda config, _clock: memory.MemoryPublisher(net, config.networks[THIRD].owner.called),
        idempotency=memory.idempotency_data,
        channel=Channel(
            name=THIRD,
            is_configured=lambda config: config.networks[THIRD].bot is not None,
            open=lambda config, owner, _clock: memory.MemoryMessenger(
                net, bot=config.networks[THIRD].bot.called, owner=owner().address
            ),
        ),
        archive=ArchiveFormat(
            file="third.txt",
            fits=lambda content: content.startswith(b"third"),
            read=lambda _content, _beside: Archive(net.people.account(PEOPLE["owner"]), (), (), ()),
        ),
    )


class Lodger(House):
    """A house whose program is put together from the configuration and the registry, as the service's is."""

    def start_on(self, store):
        """Everything comes from what was registered."""
        self.store = store
        OPENED.append(store)
        self.config = Wider.of(WRITTEN, self.folder)
        return wiring.build(self.config, store, clock=self.clock)


@pytest.fixture
def world(monkeypatch):
    """A network of that name, registered."""
    world = MemoryWorld(network=THIRD)
    monkeypatch.setattr(registry, "ADAPTERS", (*registry.ADAPTERS, adapter_of(world.net)))
    monkeypatch.setattr(wiring, "boot_now", lambda: Boot("here", world.clock.time.timestamp()))
    return world


@pytest.fixture
def house(world, tmp_path):
    """Alice has asked, and the owner was told."""
    house = Lodger(world, tmp_path)
    house.world.post("alice", QUESTION)
    house.go()
    return house


def test_it_is_read_suggested_delivered_and_answered_through(house):
    """The whole loop: from a post to the owner's own reply under it, by nothing but what its adapter makes."""
    assert "scan old letters" in plain(house.nudge().text)
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    for _ in range(3):
        house.passes(minutes=2)
        house.go()
    assert [post.text.endswith(WORDS) for post in house.replies()] == [True]
    assert house.states() == ["published"]


def test_everything_is_kept_under_its_name(house):
    """Accounts, posts, suggestions, sources and the conversation."""
    with house.store.begin() as tx:
        assert {row.network for row in suggestions.in_states(tx, *suggestions.SuggestionState)} == {THIRD}
        assert {key.partition(":")[0] for key in people.all_known(tx)} == {"third"}
        assert {s.name for s in sources.all_sources(tx) if ":" in s.name} >= {
            f"third:{what}" for what in ("home", "late", "notices", "own", "login")
        }
        assert ownership.channel(tx).startswith("third:")
        assert not any(source.problem for source in sources.all_sources(tx))


def test_its_name_is_said_to_the_owner(house):
    """With a capital, as every network's."""
    house.world.end_login("owner")
    house.passes(hours=2)
    house.go(2)
    assert "Third" in house.last.text


def test_a_program_that_only_looks_reads_it_too(world, tmp_path, house):
    """`nudge look` and `nudge backtest` hold no publisher of it."""
    program = wiring.build_reading(house.config, house.store, clock=house.clock)
    assert (list(program.parts.readers), program.parts.publishers) == ([THIRD], {})


def test_its_archive_is_opened_by_what_is_in_it(world, tmp_path):
    """Among the others, alone or in the folder that it came in."""
    from bot.cli.archives import opened  # noqa: PLC0415

    (tmp_path / "third.txt").write_bytes(b"third: everything")
    assert opened(tmp_path / "third.txt").owner.network == THIRD
    assert opened(tmp_path).owner.network == THIRD


def test_without_an_account_there_it_is_not_read(world, tmp_path, house):
    """It is registered, and nothing of it is made."""
    with pytest.raises(ConfigError):
        wiring.build(Wider.of({"owner": WRITTEN["owner"]}, tmp_path), house.store)
