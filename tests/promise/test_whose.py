"""Everything that leads to a write belongs to one verified account, and to the conversation and the file it came through."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from bot.domain import TERMINAL, Answer, Boot, Network, SuggestionState
from bot.errors import PlatformError
from bot.platforms import memory
from bot.platforms.memory.faults import Request
from bot.platforms.terminal import TerminalMessenger
from bot.service.workers import Parts, Program
from bot.store import answers, messages, ownership, people, posts, sources, suggestions
from tests.contract.memory_world import PEOPLE
from tests.flow.house import QUESTION, WORDS, House, plain
from tests.opened import OPENED
from tests.promise.beginnings import after, alice_asks, begins_with, send_is_said, words_are_shown


class Hotel(House):
    """A house whose owner, bot account and way of talking may be others after a restart."""

    owner = "owner"
    bot = "bot"
    terminal = False
    boot_id = "first boot"
    started: Boot | None = None

    def boot(self) -> Boot:
        """The machine's own clock: true time, whatever the wall clock says."""
        return Boot(self.boot_id, self.world.now().timestamp())

    def start_on(self, store):
        """On whatever is configured now."""
        self.store = store
        OPENED.append(store)
        net, network = self.world.net, Network("memory")
        reader = memory.MemoryReader(net, PEOPLE[self.owner])

        def messenger():
            if self.terminal:
                return TerminalMessenger(self.clock)
            return memory.MemoryMessenger(net, bot=PEOPLE[self.bot], owner=PEOPLE[self.owner])

        parts = Parts(
            store=store, config=self.config, clock=self.clock, rules=self.rules(), boot=self.boot, started=self.started,
            readers={network: reader}, recheckers={network: memory.MemoryReader(net, PEOPLE[self.owner])},
            publishers={network: memory.MemoryPublisher(net, PEOPLE[self.owner])}, idempotency={network: memory.idempotency_data},
            messenger=messenger,
        )  # fmt: skip
        return Program.of(parts)

    def comes_up_with(self, **other) -> None:
        """Stopped, configured differently, started."""
        for name, value in other.items():
            setattr(self, name, value)
        self.restart()

    def out(self, rounds: int = 3) -> None:
        """The time to undo passes, and everything that may go out does."""
        for _ in range(rounds):
            self.passes(minutes=2)
            self.go()

    def stands(self) -> set[str]:
        """Everything that stands under anybody's name and is an answer."""
        return {post.text for post in self.world.net.posts.all() if post.parent is not None}

    def here(self, words: str) -> None:
        """The owner says something on this machine."""
        with self.store.begin() as tx:
            now = self.clock()
            answers.receive(tx, [Answer(f"here-{now.timestamp()}", TERMINAL, now, words)], now=now)

    def prints(self) -> None:
        """`nudge queue` writes everything that was delivered."""
        with self.store.begin() as tx:
            messages.mark_seen(tx, [m.id for m in messages.history(tx) if m.state == "sent"], now=self.clock())


@pytest.fixture
def approved(tmp_path):
    """The owner has just said `send`."""
    return after(send_is_said, tmp_path, Hotel)


def told(hotel, words: str) -> int:
    """How often the owner was told so."""
    return sum(words in plain(letter.text) for letter in hotel.world.net.direct_messages._letters.values())


# --- another owner


def test_what_one_owner_approved_is_never_posted_as_another(approved):
    """`send`, stop, another owner in the configuration, start."""
    hotel = approved
    hotel.world.net.people.follow(PEOPLE["bob"], PEOPLE["bot"])
    hotel.comes_up_with(owner="bob")
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["withdrawn"]
    assert told(hotel, "Your account on Memory is another one than when we last spoke") == 1


def test_the_first_owner_back_again_finds_nothing_on_its_way(approved):
    """What was laid to rest stays so."""
    hotel = approved
    hotel.world.net.people.follow(PEOPLE["bob"], PEOPLE["bot"])
    hotel.comes_up_with(owner="bob")
    hotel.out(1)
    hotel.comes_up_with(owner="owner")
    hotel.out()
    assert hotel.stands() == set()


@pytest.mark.parametrize("ended", [False, True])
def test_a_stranger_whom_the_configuration_names_hears_nothing_and_is_not_heard(approved, ended):
    """Their address stands there, and the login is still the owner's: notes about people are for the owner alone."""
    hotel = approved
    hotel.world.net.people.follow(PEOPLE["bob"], PEOPLE["bot"])
    if ended:
        hotel.world.end_login("bob")
    else:
        hotel.world.exchange_login("bob", "owner")
    hotel.comes_up_with(owner="bob")
    hotel.world.message("bob", "who alice")
    hotel.out()
    assert [letter for letter in hotel.world.inbox("bob") if letter.by == "bot"] == []
    assert hotel.stands() == set()
    hotel.comes_up_with(owner="owner")
    hotel.go()
    heard = len(hotel.world.inbox("owner"))
    hotel.world.message("owner", "who alice")
    hotel.out()
    assert len(hotel.world.inbox("owner")) > heard


def test_the_owner_is_told_by_the_bot_that_their_own_login_is_somebody_elses(approved):
    """The address is the one that was named last, so it is theirs."""
    hotel = approved
    hotel.world.exchange_login("owner", "carol")
    hotel.restart()
    hotel.out()
    assert told(hotel, "belongs to") == 1
    assert hotel.stands() == set()


def moves_to(hotel, who):
    """The owner moved there, as both accounts say."""
    with hotel.store.begin() as tx:
        before = ownership.verified(tx, Network("memory")).identity
        ownership.put_move(tx, before, memory.MemoryReader(hotel.world.net, PEOPLE[who]).owner.identity)
    hotel.world.net.people.follow(PEOPLE[who], PEOPLE["bot"])
    hotel.comes_up_with(owner=who)


def test_what_was_approved_before_a_move_is_not_posted_as_the_new_account(approved):
    """People, notes and what was said come along; permission does not, and the owner is told once."""
    hotel = approved
    with hotel.store.begin() as tx:
        noted = people.person_of(tx, f"memory:{PEOPLE['alice']}").id
        people.change(tx, noted, note="met in Leeds")
    moves_to(hotel, "bob")
    hotel.out()
    assert (hotel.stands(), hotel.states()) == (set(), ["withdrawn"])
    assert told(hotel, "People, notes and past talks came along.") == 1
    with hotel.store.begin() as tx:
        assert people.person(tx, noted).note == "met in Leeds"
        assert f"memory:{PEOPLE['owner']}" in {account.key for account in people.own_accounts(tx)}
    hotel.comes_up_with(owner="owner")
    hotel.out()
    assert hotel.stands() == set()


def test_what_the_owner_said_is_theirs_after_a_move_and_not_after_a_change(approved):
    """A reply that is out belongs to the exchange with whom it answered, as long as the owner is the same person."""
    hotel = approved
    hotel.out()
    hotel.passes(minutes=20)
    hotel.go()
    said = _said_by_owner(hotel)
    assert said
    moves_to(hotel, "bob")
    hotel.out(1)
    assert _said_by_owner(hotel) >= said
    hotel.comes_up_with(owner="carol")
    hotel.out(1)
    assert not _said_by_owner(hotel) & said


def _said_by_owner(hotel) -> set[str]:
    with hotel.store.begin() as tx:
        return {stored.post.text for stored in posts.own(tx)}


def test_another_owner_cannot_delete_the_first_ones_reply(approved):
    """`undo` offers nothing of somebody else's."""
    hotel = approved
    hotel.out()
    assert len(hotel.stands()) == 1
    hotel.world.net.people.follow(PEOPLE["bob"], PEOPLE["bot"])
    hotel.comes_up_with(owner="bob")
    hotel.out(1)
    hotel.world.message("bob", "undo")
    hotel.out(1)
    hotel.world.message("bob", "delete")
    hotel.out()
    assert len(hotel.stands()) == 1


def test_the_claim_compares_the_approvals_account_with_the_session(approved):
    """Even if every row was missed: what was approved for one account does not leave under another name."""
    hotel = approved
    publisher = memory.MemoryPublisher(hotel.world.net, PEOPLE["bob"])
    publishers = hotel.program.parts.publishers
    publishers[Network("memory")] = publisher
    hotel.program.talking._jobs = None
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["withdrawn"]


def test_a_token_of_somebody_else_publishes_nothing_and_is_told(approved):
    """The address says lena, and the token is carol's."""
    hotel = approved
    hotel.world.net.people.exchange_login(PEOPLE["owner"], PEOPLE["carol"])
    hotel.out()
    assert hotel.stands() == set()
    assert told(hotel, "this login belongs to carol@press.example, and config.toml says owner@home.example") == 1
    hotel.world.net.people.exchange_login(PEOPLE["owner"], PEOPLE["owner"])
    hotel.out(8)
    assert len(hotel.stands()) == 1


def test_a_silent_server_at_the_start_keeps_nobody_from_saying_stop(approved):
    """Talking goes by what was verified last; nothing is published meanwhile."""
    hotel = approved
    hotel.world.net.people.end_login(PEOPLE["owner"])
    hotel.comes_up_with()
    hotel.world.message("owner", "stop")
    hotel.out()
    assert hotel.stands() == set()
    assert told(hotel, "Stopped.") == 1


def test_a_silent_server_at_the_start_keeps_nobody_from_writing(tmp_path):
    """What the owner was asked can be answered: the words are shown back, by what was verified last."""
    hotel = after(alice_asks, tmp_path, Hotel)
    hotel.world.net.people.end_login(PEOPLE["owner"])
    hotel.comes_up_with()
    hotel.said(WORDS, to=hotel.nudge())
    assert WORDS in plain(hotel.last.text)


# --- another conversation


def test_another_way_of_talking_holds_what_was_on_its_way(approved):
    """`undo` said in the old conversation is not heard in the new one, so nothing goes out."""
    hotel = approved
    hotel.world.message("owner", "undo")
    hotel.comes_up_with(terminal=True)
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["awaiting_owner"]
    with hotel.store.begin() as tx:
        said = [message.text for message in messages.history(tx)]
    assert sum("Our conversation has moved" in text for text in said) == 1


def test_another_bot_account_holds_what_was_on_its_way(approved):
    """The new one has not heard what the old one was told."""
    hotel = approved
    hotel.world.net.people.follow(PEOPLE["owner"], PEOPLE["carol"])
    hotel.comes_up_with(bot="carol")
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["awaiting_owner"]


def test_a_second_account_whose_server_closed_loses_nothing(approved):
    """While it is gone nothing goes out; the next one brings the words again, and only a `send` said there counts."""
    hotel = approved
    with hotel.store.begin() as tx:
        noted = people.person_of(tx, f"memory:{PEOPLE['alice']}").id
        people.change(tx, noted, note="met in Leeds")
    hotel.world.net.people.end_login(PEOPLE["bot"])
    hotel.out()
    assert (hotel.stands(), hotel.states()) == (set(), ["awaiting_publish"])
    hotel.world.net.people.follow(PEOPLE["owner"], PEOPLE["carol"])
    hotel.comes_up_with(bot="carol")
    hotel.out()
    assert (hotel.stands(), hotel.states()) == (set(), ["awaiting_owner"])
    write = hotel.world.net.direct_messages.write
    with hotel.store.begin() as tx:
        (row,) = suggestions.in_states(tx, *SuggestionState)
    write(PEOPLE["owner"], f"send {row.code}.1", to=[PEOPLE["carol"]])
    hotel.out()
    assert (hotel.stands(), told(hotel, f"show {row.code} brings it here")) == (set(), 1)
    write(PEOPLE["owner"], f"show {row.code}", to=[PEOPLE["carol"]])
    hotel.out(1)
    with hotel.store.begin() as tx:
        shown = messages.history(tx)[-1]
        assert people.person(tx, noted).note == "met in Leeds"
    assert WORDS in plain(shown.text)
    hotel.passes(minutes=3)
    write(PEOPLE["owner"], f"send {row.code}.1", to=[PEOPLE["carol"]])
    hotel.out()
    assert len(hotel.stands()) == 1


def test_a_lost_place_in_the_conversation_holds_what_was_on_its_way(approved):
    """What was said before the place where reading begins anew may have been `undo`."""
    hotel = approved
    with hotel.store.begin() as tx:
        sources.begin_anew(tx, "answers")
    hotel.comes_up_with()
    hotel.out()
    assert hotel.stands() == set()


def test_an_old_preview_counts_in_no_other_conversation(tmp_path):
    """What was shown there was not shown here."""
    hotel = after(words_are_shown, tmp_path, Hotel)
    hotel.comes_up_with(terminal=True)
    hotel.out(1)
    hotel.here("send a1.1")
    hotel.out()
    assert hotel.stands() == set()


@pytest.mark.parametrize("mark", ["lost", "elsewhere and back"])
def test_what_was_shown_before_we_could_not_hear_is_shown_again(tmp_path, mark):
    """The owner wrote other words meanwhile, which nobody heard: `send` to those of before brings them once more."""
    hotel = after(words_are_shown, tmp_path, Hotel)
    before = hotel.preview()
    if mark == "lost":
        with hotel.store.begin() as tx:
            sources.begin_anew(tx, "answers")
    else:
        hotel.comes_up_with(terminal=True)
        hotel.out(1)
    hotel.world.message("owner", "Rather not like that, but flat and cold.", reply_to=before.id)
    hotel.comes_up_with(terminal=False)
    hotel.out(1)
    hotel.said("send", to=before)
    hotel.out()
    assert hotel.stands() == set()
    assert WORDS in plain(hotel.last.text)
    hotel.said("send", to=hotel.last)
    hotel.out()
    assert len(hotel.stands()) == 1


def test_an_old_offer_counts_in_no_other_conversation(at_the_terminal):
    """It was made at the terminal; here it is made again."""
    hotel = at_the_terminal
    hotel.prints()
    hotel.passes(seconds=2)
    hotel.here("send a1.1")
    hotel.out()
    hotel.here("undo")
    hotel.out(1)
    hotel.comes_up_with(terminal=False)
    hotel.out(1)
    hotel.world.message("owner", "delete a1.1")
    hotel.out(1)
    assert len(hotel.stands()) == 1
    hotel.world.message("owner", "undo")
    hotel.out(1)
    assert told(hotel, "delete, or leave it") == 1


@pytest.mark.parametrize("mark", ["lost", "elsewhere and back"])
def test_an_offer_from_before_we_could_not_hear_is_made_again(approved, mark):
    """The owner said `leave it` meanwhile, which nobody heard: `delete` to the offer of before brings it once more."""
    hotel = approved
    hotel.out()
    hotel.said("undo")
    offer = hotel.last
    assert "delete, or leave it" in plain(offer.text)
    if mark == "lost":
        with hotel.store.begin() as tx:
            sources.begin_anew(tx, "answers")
    else:
        hotel.comes_up_with(terminal=True)
        hotel.out(1)
    hotel.world.message("owner", "leave it", reply_to=offer.id)
    hotel.comes_up_with(terminal=False)
    hotel.out(1)
    hotel.said("delete", to=offer)
    hotel.out()
    assert len(hotel.stands()) == 1
    assert told(hotel, "delete, or leave it") == 2
    hotel.said("delete", to=hotel.last)
    hotel.out()
    assert hotel.stands() == set()


# --- an old copy of the file


def copied(hotel, folder) -> None:
    """Somebody keeps a copy of everything, and the program goes on."""
    hotel.store.close()
    shutil.copytree(folder, folder.parent / "copy", dirs_exist_ok=True)
    hotel.program = hotel.start()


def restored(hotel, folder) -> None:
    """The file of then is put in the place of today's."""
    hotel.store.close()
    shutil.copy(folder.parent / "copy/nudge.db", folder / "nudge.db")
    for beside in folder.glob("nudge.db-*"):
        beside.unlink()
    hotel.program = hotel.start()


def test_a_restored_copy_posts_nothing_again(approved, tmp_path):
    """Copied between `send` and publication; published, deleted by hand, restored."""
    hotel = approved
    copied(hotel, tmp_path)
    hotel.out()
    (reply,) = hotel.replies()
    hotel.world.delete("owner", reply.id)
    restored(hotel, tmp_path)
    hotel.out()
    assert hotel.replies() == []
    assert told(hotel, "My memory is older than our conversation") == 1


def test_an_old_copy_is_told_of_once_and_goes_on(approved, tmp_path):
    """At the next start it is old no more: what is approved then goes out."""
    hotel = approved
    copied(hotel, tmp_path)
    hotel.out()
    restored(hotel, tmp_path)
    hotel.out(1)
    hotel.restart()
    hotel.out(1)
    hotel.restart()
    hotel.out(1)
    assert told(hotel, "My memory is older than our conversation") == 1


def asks_again(hotel) -> list[str]:
    """Alice asks another question, and the owner is told of it some days later; the codes of all that was suggested."""
    hotel.world.post("alice", f"Another one. {QUESTION}", mention=["owner"])
    hotel.out()
    hotel.passes(hours=80)
    hotel.go(3)
    with hotel.store.begin() as tx:
        return [row.code for row in suggestions.recent(tx, since=hotel.clock() - timedelta(days=60))]


def test_codes_go_on_beyond_every_code_that_was_noted(approved):
    """Two suggestions never have the same code in one conversation."""
    with approved.store.begin() as tx:
        suggestions.go_on_beyond(tx, ["a7"])
    assert asks_again(approved) == ["a1", "a8"]


def test_after_a_restore_codes_go_on_beyond_every_code_that_was_shown(approved, tmp_path):
    """The owner may still answer to the one of before, which this copy never knew."""
    hotel = approved
    copied(hotel, tmp_path)
    hotel.out()
    assert asks_again(hotel) == ["a1", "a2"]
    assert told(hotel, "[a2]") == 1
    restored(hotel, tmp_path)
    codes = asks_again(hotel)
    assert codes[:2] == ["a1", "a3"]
    assert told(hotel, "[a2]") == 1


def test_a_message_that_was_being_sent_is_no_sign_of_an_old_copy(approved):
    """A crash between sending and noting it: the message stands, and its row is there."""
    hotel = approved
    hotel.world.net.faults.add("after", Request.MESSAGE)
    hotel.world.message("owner", "list")
    hotel.program.talking.round(read=True)
    hotel.comes_up_with()
    hotel.out()
    assert told(hotel, "My memory is older than our conversation") == 0
    assert len(hotel.stands()) == 1


def test_a_message_that_was_given_up_is_no_sign_of_an_old_copy(approved, monkeypatch):
    """It stands, but for an hour the conversation could not be read to find out."""
    hotel = approved

    def silent(self, message, *, since):
        raise PlatformError("the server did not answer")

    monkeypatch.setattr(memory.MemoryMessenger, "find_sent", silent)
    hotel.world.net.faults.add("after", Request.MESSAGE)
    hotel.world.message("owner", "list")
    for _ in range(5):
        hotel.program.talking.round(read=True)
        hotel.passes(minutes=25)
    monkeypatch.undo()
    hotel.comes_up_with()
    hotel.out(1)
    assert told(hotel, "My memory is older than our conversation") == 0


# --- the terminal


class AtTheTerminal(Hotel):
    """One whose owner reads with `nudge queue`."""

    terminal = True


@begins_with(alice_asks)
def words_are_typed(hotel):
    """For Alice, after her question was printed."""
    hotel.prints()
    hotel.here(f"a1: {WORDS}")
    hotel.go()


@pytest.fixture
def at_the_terminal(tmp_path):
    """The owner reads with `nudge queue`, and has written words for Alice."""
    return after(words_are_typed, tmp_path, AtTheTerminal)


def test_words_that_were_never_printed_cannot_be_sent(at_the_terminal):
    """`nudge answer send`, without having looked."""
    hotel = at_the_terminal
    hotel.here("send a1.1")
    hotel.out()
    assert hotel.stands() == set()


def test_send_to_what_is_closed_says_so(at_the_terminal):
    """`forget`, and then `send` to words of which nothing is kept."""
    hotel = at_the_terminal
    hotel.here("forget alice")
    hotel.out(1)
    hotel.here("send a1")
    hotel.passes(seconds=2)
    hotel.go()
    with hotel.store.begin() as tx:  # before the time to undo is over: then nothing of that is kept either
        last = messages.history(tx)[-1].text
    assert "closed, so nothing happened" in last
    hotel.out()
    assert hotel.stands() == set()


def test_words_that_were_printed_can_be_sent(at_the_terminal):
    """After `nudge queue`."""
    hotel = at_the_terminal
    hotel.prints()
    hotel.passes(seconds=2)
    hotel.here("send a1.1")
    hotel.out()
    assert len(hotel.stands()) == 1


def test_what_nobody_could_take_back_is_shown_again(at_the_terminal):
    """The whole time to undo passed while nothing ran."""
    hotel = at_the_terminal
    hotel.prints()
    hotel.passes(seconds=2)
    hotel.here("send a1.1")
    hotel.program.talking.round(read=True)
    hotel.passes(minutes=10)
    hotel.comes_up_with(started=hotel.boot())
    hotel.out()
    assert hotel.stands() == set()
    with hotel.store.begin() as tx:
        said = [message.text for message in messages.history(tx)]
    assert any("I may not have been running in the minutes" in text for text in said)


# --- time


@pytest.mark.parametrize("jump", [timedelta(minutes=10), timedelta(days=3), timedelta(minutes=-10), timedelta(days=-3)])
def test_a_clock_that_jumps_does_not_shorten_the_time_to_undo(approved, jump):
    """The machine's own clock counts, which nobody can set."""
    hotel = approved
    hotel.offset += jump
    for _ in range(4):
        hotel.world.clock.tick(timedelta(seconds=10))
        hotel.program.talking.round(read=True)
    assert hotel.stands() == set()


@pytest.mark.parametrize("jump", [timedelta(0), timedelta(days=-3), timedelta(hours=2)])
def test_it_goes_out_when_that_time_has_passed(approved, jump):
    """However the wall clock stands."""
    hotel = approved
    hotel.offset += jump
    for _ in range(8):
        hotel.world.clock.tick(timedelta(seconds=30))
        hotel.program.talking.round(read=True)
    assert len(hotel.stands()) == 1


def test_after_another_start_of_the_machine_the_owner_has_that_time_again(approved):
    """Nobody could be heard while the machine was off."""
    hotel = approved
    hotel.boot_id = "second boot"
    hotel.world.clock.tick(timedelta(minutes=30))
    hotel.comes_up_with(started=hotel.boot())
    for _ in range(4):
        hotel.world.clock.tick(timedelta(seconds=10))
        hotel.program.talking.round(read=True)
    assert hotel.stands() == set()
    for _ in range(8):
        hotel.world.clock.tick(timedelta(seconds=30))
        hotel.program.talking.round(read=True)
    assert len(hotel.stands()) == 1


# --- a long silence about what was sent


def unclear_for(hotel, **span) -> None:
    """The server answered with a page, and since then it cannot be asked whether the reply stands."""
    hotel.world.net.faults.add("html", Request.POST)
    hotel.passes(minutes=2)
    hotel.program.talking.round(read=True)
    assert hotel.states() == ["unclear"]


def test_after_an_hour_the_owner_hears_once_that_it_is_unclear(approved, monkeypatch):
    """And after a day it is their question."""
    hotel = approved
    unclear_for(hotel)

    def silent(self, approval, *, since):
        raise PlatformError("the server did not answer")

    monkeypatch.setattr(memory.MemoryPublisher, "look", silent)
    for _ in range(10):
        hotel.passes(minutes=20)
        hotel.program.talking.round(read=True)
    assert told(hotel, "I still cannot tell whether your answer to Alice arrived") == 1
    for _ in range(3):
        hotel.passes(hours=10)
        hotel.program.talking.round(read=True)
    assert told(hotel, "send once more, or leave it") == 1
    assert hotel.stands() == set()
