"""A channel that can only tell is one small class: nudges arrive by it, nothing is heard, and nothing can be approved."""
# ruff: noqa: D102, ARG002 - `Outbound` says what each method does and takes

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import TERMINAL, Answer, Limits, Sent, SuggestionState
from bot.errors import PlatformError
from bot.knowledge.owner_preferences import owner_preferences
from bot.platforms.base import OneWay
from bot.service.workers import Program
from bot.store import answers, approvals, sources, suggestions
from tests.contract.memory_world import MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, plain


class Push:
    """A push service: a telephone shows what it is sent. This is everything that such a channel has to be."""

    network = None
    channel = "push:telephone"
    limits = Limits(characters=1000, measure=len, names_reach=False)

    def __init__(self, clock):
        self.clock, self.shown, self.next_fault = clock, [], None

    def send(self, message):
        fault, self.next_fault = self.next_fault, None
        if fault is None or fault.outcome_unknown:
            self.shown.append(message.text)
        if fault is not None:
            raise fault
        return Sent(message.key, self.clock())

    def find_sent(self, message, *, since):
        return Sent(message.key, self.clock()) if message.text in self.shown else None

    def spoken(self, *, limit=40):
        return ()

    def check(self):
        return []

    def close(self):
        pass


class Reached(House):
    """A house whose owner is reached by a telephone; `push` is None while the bot account is used."""

    push = None

    def start_on(self, store):
        """On the same network, with this way of talking."""
        parts = super().start_on(store).parts
        return Program.of(parts if self.push is None else replace(parts, messenger=lambda: OneWay(self.push)))

    def is_reached_by_telephone(self) -> None:
        """Stopped, configured differently, started."""
        self.push = Push(self.clock)
        self.restart()

    def here(self, words: str) -> None:
        """The owner says something on this machine, and the program goes on."""
        with self.store.begin() as tx:
            now = self.clock()
            answers.receive(tx, [Answer(f"here-{now.timestamp()}", TERMINAL, now, words)], now=now)
        self.go(2)

    def time_passes(self, rounds: int = 4) -> None:
        """Longer than there is to undo, with everything that may happen meanwhile."""
        for _ in range(rounds):
            self.passes(minutes=3)
            self.go()

    def permissions(self) -> list[object]:
        """Every approval that may still be used."""
        with self.store.begin() as tx:
            return list(approvals.all_live(tx))

    @property
    def code(self) -> str:
        """What the owner calls the one nudge by."""
        with self.store.begin() as tx:
            (row,) = suggestions.in_states(tx, *SuggestionState)
        return row.code

    def troubles(self) -> dict[str, str]:
        """What is wrong with any source."""
        with self.store.begin() as tx:
            return {source.name: source.problem for source in sources.all_sources(tx) if source.problem}


@pytest.fixture
def house(tmp_path):
    """Alice has asked, and the owner's telephone has shown it."""
    house = Reached(MemoryWorld(), tmp_path)
    house.is_reached_by_telephone()
    house.world.post("alice", QUESTION)
    house.go()
    return house


def test_a_nudge_arrives(house):
    """Through the job that delivers to every channel; nothing is written on the network."""
    assert house.states() == ["awaiting_owner"]
    assert any("scan old letters" in plain(text) for text in house.push.shown)
    assert house.received == []
    assert house.troubles() == {}


def test_a_message_whose_answer_was_lost_is_shown_once(house):
    """What is not known is looked for before it is repeated, where the service can tell."""
    house.push.next_fault = PlatformError("the answer was lost", outcome_unknown=True)
    house.here("help")
    house.passes(minutes=2)
    house.go(2)
    texts = house.push.shown
    assert len(texts) == len(set(texts)) > 1
    assert house.troubles() == {}


def test_nothing_is_heard_and_nothing_breaks(house):
    """Whatever anybody writes to the bot account meanwhile, in the best of forms, is read by nobody."""
    told = list(house.push.shown)
    for who, words in (("owner", WORDS), ("owner", "send"), ("owner", "stop"), ("alice", "send")):
        house.world.message(who, words)
        house.go()
    house.restart()
    house.time_passes()
    with house.store.begin() as tx:
        assert not answers.unheard(tx)
        assert answers.last_answer_at(tx) is None
        assert sources.source(tx, "answers").read_began_at is None
    assert house.push.shown == told
    assert (house.states(), house.permissions(), house.replies()) == (["awaiting_owner"], [], [])
    assert house.troubles() == {}


def test_nothing_can_be_approved(house):
    """Words that are said on this machine are shown back, and consent to them brings the text, to be posted by hand."""
    house.here(f"{house.code} {WORDS}")
    assert house.kinds()[-1] == "preview"
    assert WORDS in plain(house.push.shown[-1])
    house.passes(minutes=1)
    house.here(f"{house.code} send")
    assert house.permissions() == []
    assert WORDS in plain(house.push.shown[-1])
    house.time_passes()
    assert (house.states(), house.replies(), house.publications()) == (["awaiting_owner"], [], 0)


def test_what_was_on_its_way_does_not_go_out(tmp_path):
    """Approved where it could be taken back, and then only telling: it comes back, and nothing stands in public."""
    house = Reached(MemoryWorld(), tmp_path)
    house.world.post("alice", QUESTION)
    house.go()
    house.said(WORDS, to=house.nudge())
    house.said("send", to=house.preview())
    assert house.states() == ["awaiting_publish"]
    house.is_reached_by_telephone()
    house.time_passes()
    assert (house.states(), house.replies(), house.permissions()) == (["awaiting_owner"], [], [])
    house.push = None
    house.restart()
    house.time_passes()
    assert house.replies() == []


def test_with_the_bot_account_back_the_owner_is_heard(house):
    """What was written meanwhile stays unheard, as before a first run; what is said from now on is answered."""
    house.world.message("owner", "stop")
    house.push = None
    house.restart()
    house.time_passes(1)
    house.said("help")
    assert "undo" in plain(house.last.text)
    with house.store.begin() as tx:
        assert not owner_preferences(tx, house.config).stopped
    assert house.troubles() == {}


def test_the_hello_does_not_promise_to_post(house):
    """The owner is told from the first message on that approved words are theirs to post."""
    assert "I cannot post: you get the exact text and a link" in plain(house.push.shown[0])
