"""Consent needs a preview, and doubt means asking (DESIGN 2, 4): what looks like consent, or like none, at the wrong moment."""

import pytest

from bot.domain import TERMINAL, Answer
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import answers
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, plain
from tests.flow.scenes import a_question
from tests.play.ground import Boundaries, Killed, WatchedStore

OTHER_WORDS = "Pencil on the back of each, and a folder that nobody opens but me."


@pytest.fixture
def house(scenes, tmp_path):
    """Alice has asked, the owner was told, and the network is the one in memory: what is tested here is the same on all."""
    return scenes.house(MemoryWorld(), tmp_path, a_question)


def talk(house, rounds=1, **passes):
    """Time passes, and the owner is heard and answered."""
    house.passes(**passes)
    for _ in range(rounds):
        house.program.talking.round(read=True)


def says(house, words, to=None):
    """The owner writes, and nobody has heard it yet."""
    return house.world.message("owner", words, reply_to=to.id if to else None)


# --- which words are meant


def test_new_words_and_send_in_one_breath_do_not_send_the_old_words(house):
    """Whoever writes new words and says `send` before they are shown does not mean the words from before."""
    says(house, WORDS, house.nudge())
    talk(house)
    talk(house, minutes=5)
    says(house, OTHER_WORDS, house.preview())
    says(house, "send")
    talk(house)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []
    assert OTHER_WORDS in plain(house.preview().text)


def test_send_that_was_said_before_the_preview_arrived_is_no_consent(house):
    """The preview was on its way when the owner spoke: what nobody had seen, nobody has approved."""
    says(house, WORDS, house.nudge())
    house.world.net.faults.add("before", Request.MESSAGE)
    talk(house)
    says(house, "send")
    house.passes(minutes=2)
    house.program.talking.round(read=False)
    talk(house)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []


def test_a_code_alone_means_words_that_were_shown_when_it_was_said(house):
    """`send a1` cannot mean the second words if only the first were there to be read."""
    says(house, WORDS, house.nudge())
    talk(house)
    talk(house, minutes=5)
    says(house, OTHER_WORDS, house.preview())
    house.world.net.faults.add("before", Request.MESSAGE)
    talk(house)
    says(house, "send a1")
    house.passes(minutes=2)
    house.program.talking.round(read=False)
    talk(house)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []


def test_consent_to_a_preview_that_we_forgot_to_have_sent_sends_no_other_words(house):
    """The process died between delivering a preview and noting it; the owner answered it meanwhile."""
    says(house, WORDS, house.nudge())
    talk(house)
    talk(house, minutes=5)
    says(house, OTHER_WORDS, house.preview())
    with pytest.raises(Killed):
        _die_after_delivery(house)
    delivered = house.received[-1]
    assert OTHER_WORDS in plain(delivered.text)
    says(house, "send", delivered)
    house.restart()
    talk(house, minutes=5)
    talk(house, rounds=3, minutes=5)
    assert [reply.text for reply in house.replies()] == [f"@{house.world.address('alice')} {OTHER_WORDS}"]


def _die_after_delivery(house):
    """A round whose process is killed as soon as one more message of the bot's stands on the network."""
    before, boundaries = len(house.received), Boundaries()
    house.store.close()
    store = house.store
    house.store = WatchedStore(house.folder / "nudge.db", boundaries)
    house.program = house.start_on(house.store)

    def die_if_delivered():
        boundaries.arm(0, die_if_delivered)
        if len(house.received) > before:
            raise Killed

    boundaries.arm(0, die_if_delivered)
    try:
        talk(house)
    finally:
        house.store.close()
        house.store = store


def test_yes_under_a_message_that_asks_for_nothing_is_no_consent(house):
    """An answer to the hello is not the answer to the only preview that is open."""
    hello = house.received[0]
    says(house, WORDS, house.nudge())
    talk(house)
    talk(house, minutes=10)
    for word in ("ok", "yes", "send"):
        says(house, word, hello)
        talk(house, minutes=3)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []


def test_a_bare_yes_answers_the_last_thing_that_was_said(house):
    """Something else was said since the preview, and nobody knows which of the two it answers."""
    says(house, WORDS, house.nudge())
    talk(house)
    talk(house, minutes=10)
    says(house, "list")
    talk(house)
    says(house, "ok")
    talk(house)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []


def test_a_late_yes_to_a_question_of_ours_is_no_consent(house):
    """`yes` answers the last question, even when that was too long ago to be acted on."""
    says(house, WORDS, house.nudge())
    talk(house)
    says(house, "skipp")
    talk(house, minutes=3)
    assert "Say yes" in house.last.text
    talk(house, minutes=45)
    says(house, "yes")
    talk(house)
    talk(house, rounds=3, minutes=5)
    assert house.replies() == []


# --- taking back


def test_undo_is_heard_behind_any_number_of_strangers(house):
    """More messages than one round understands: nothing goes out while one of them has not been looked at."""
    says(house, WORDS, house.nudge())
    talk(house)
    says(house, "send", house.preview())
    talk(house)
    for number in range(230):
        house.world.net.direct_messages.write(PEOPLE["carol"], f"hello {number}", to=(PEOPLE["bot"],))
    says(house, "undo")
    talk(house, rounds=6, minutes=3)
    assert house.replies() == []
    assert house.states() == ["awaiting_owner"]


def test_undo_is_honoured_when_it_cannot_be_understood_at_once(house, monkeypatch):
    """A fault of ours in understanding an answer holds everything back until the answer was understood."""
    says(house, WORDS, house.nudge())
    talk(house)
    says(house, "send", house.preview())
    talk(house)
    says(house, "undo")
    with monkeypatch.context() as broken:
        broken.setattr("bot.jobs.inbox.job.understand", _breaks)
        talk(house, rounds=3, minutes=3)
    talk(house, rounds=3, minutes=10)
    assert house.replies() == []


def _breaks(*_args):
    raise RuntimeError("a fault of ours")


@pytest.fixture
def unclear(house):
    """The request failed in a way that leaves everything open, and nothing can be looked at just now."""
    says(house, WORDS, house.nudge())
    talk(house)
    says(house, "send", house.preview())
    talk(house)
    house.world.break_next_write("500")
    talk(house, minutes=3)
    assert house.states() == ["unclear"]
    return house


@pytest.mark.parametrize("word", ["undo", "stop", "wait, not that"])
def test_what_is_unclear_is_not_repeated_once_the_owner_wants_it_back(unclear, word):
    """The repeat would be harmless to the network; to the owner it would be a reply that they took back."""
    says(unclear, word)
    talk(unclear, rounds=5, minutes=3)
    assert unclear.replies() == []
    assert "Nothing is on its way" not in "".join(message.text for message in unclear.received)


def test_what_is_unclear_and_stands_is_told_even_after_undo(house):
    """It was carried out, the answer was lost, and the owner wanted it back: they hear that it is out."""
    says(house, WORDS, house.nudge())
    talk(house)
    says(house, "send", house.preview())
    talk(house)
    house.world.break_next_write("after")
    talk(house, minutes=3)
    says(house, "undo")
    talk(house, rounds=3, minutes=1)
    assert len(house.replies()) == 1
    assert house.states() == ["published"]


@pytest.mark.parametrize("change", ["edit", "block", "nobot", "answer"])
def test_a_repeat_looks_at_the_world_once_more(unclear, change):
    """Between the first attempt and the repeat the world moved on: nothing is sent, the owner is asked."""
    world = unclear.world
    if change == "edit":
        world.edit("alice", unclear.question, f"{QUESTION} Edit: solved.")
    elif change == "block":
        world.block("owner", "alice")
    elif change == "nobot":
        world.set_bio("alice", "Letters. #nobot")
    else:
        world.post("owner", "Answered from my telephone.", reply_to=unclear.question)
    before = len(unclear.replies())
    talk(unclear, rounds=5, minutes=3)
    assert len(unclear.replies()) == before


def test_send_once_more_needs_the_whole_offer(tmp_path):
    """An offer in several parts can be answered when all of them have arrived, like a preview."""
    house = House(MemoryWorld(Customs(repeat_harmless=None, message_characters=330)), tmp_path)
    house.world.post("alice", QUESTION)
    house.go()
    says(house, f"{WORDS} {OTHER_WORDS} {WORDS[:80]}", house.nudge())
    talk(house)
    says(house, "send", house.preview())
    talk(house)
    house.world.break_next_write("500")
    talk(house, minutes=3)
    house.world.net.faults.add("refused", Request.MESSAGE)
    talk(house, rounds=3, minutes=1)
    offer = house.last
    assert "send once more, or leave it." in offer.text
    says(house, "send once more", offer)
    talk(house, rounds=4, minutes=3)
    assert house.replies() == []


# --- one answer, one effect


def test_two_processes_that_hear_the_same_answer_act_once(house):
    """Words are shown back once, whoever was quicker."""
    says(house, WORDS, house.nudge())
    house.program.talking._jobs.answers.read()
    other = House.start(house)
    other.talking.open()
    with house.store.begin() as tx:
        both = [answers.next_answer(tx), answers.next_answer(tx)]
    assert both[0].row == both[1].row
    for program in (house.program, other):
        program.talking._jobs.answers.take(both[0])
    assert house.kinds().count("preview") == 1


def test_an_answer_from_the_terminal_waits_for_the_time_to_undo_like_any_other(house):
    """Said on this machine or on the network: the same time to take it back, on either."""
    says(house, WORDS, house.nudge())
    talk(house)
    with house.store.begin() as tx:
        now = house.clock()
        answers.receive(tx, [Answer("terminal-1", TERMINAL, now, "send a1.1")], now=now)
    house.program.talking.round(read=True)
    says(house, "undo")
    house.passes(minutes=3)
    house.program.talking.round(read=None)
    talk(house, rounds=3, minutes=1)
    assert house.replies() == []


def test_a_preview_is_good_for_a_day(house):
    """After that the same words are shown again, and only then they can be sent."""
    says(house, WORDS, house.nudge())
    talk(house)
    house.passes(hours=25)
    says(house, "send", house.preview())
    talk(house)
    talk(house, rounds=2, minutes=3)
    assert house.replies() == []
    says(house, "send", house.preview())
    talk(house)
    talk(house, rounds=2, minutes=3)
    assert len(house.replies()) == 1
