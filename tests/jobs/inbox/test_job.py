"""Listening: to the owner and nobody else, in order, each answer once; what went further is no answer, and doubt is asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot import wording
from bot.decide.commands import TABLE
from bot.domain import TERMINAL, Answer, Goal, SuggestionState
from bot.jobs.inbox import in_words, understanding
from bot.jobs.inbox.handlers import HANDLERS
from bot.platforms.memory import Customs
from bot.store import answers, drafts, sources
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

STUMBLED = "I stumbled over a message of yours"


def outcomes(bench):
    """What became of each answer, in order."""
    with bench.tx() as tx:
        rows = tx.execute(answers.answers.select().order_by(answers.answers.c.row)).mappings()
        return [row["outcome"] for row in rows]


def source(bench):
    """How the reading of answers stands."""
    with bench.tx() as tx:
        return sources.source(tx, "answers")


# --- reading


def test_what_was_said_before_the_first_reading_is_no_answer(bench):
    """It begins now."""
    bench.world.message("owner", "stop")
    bench.hears()
    assert outcomes(bench) == []


def test_every_answer_is_read_once_and_heard_in_order(bench):
    """Whoever reads again reads on."""
    bench.listens()
    for words in ("help", "list"):
        bench.world.message("owner", words)
    bench.hears()
    bench.hears()
    assert outcomes(bench) == ["help", "list"]


def test_a_reading_is_dated_by_its_beginning(bench):
    """By both clocks: what is said while it lasts may not be in it."""
    bench.listens()
    began, boot = bench.now, bench.boot()
    bench.messenger.before = lambda _: bench.later(seconds=5)
    assert bench.answers().read() is False
    held = source(bench)
    assert (held.read_began_at, held.read_boot, held.ok_at) == (began, boot, began + timedelta(seconds=5))
    assert held.mark


def test_an_empty_conversation_is_done(bench):
    """There is nothing to understand."""
    assert bench.answers().act() is False


# --- who


def test_whoever_is_not_the_owner_is_not_listened_to(bench):
    """Nothing happens, nothing is said, and their words are not kept."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("alice", "send a1.1")
    bench.hears()
    assert outcomes(bench)[-1] == "stranger"
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    with bench.tx() as tx:
        stored = tx.execute(answers.answers.select().order_by(answers.answers.c.row.desc())).mappings().first()
    assert stored["answer"]["text"] == ""


def test_somebody_with_the_owners_name_and_another_id_is_a_stranger(bench):
    """Both must match."""
    bench.listens()
    owner = bench.messenger.owner
    with bench.tx() as tx:
        for name, sender in (("uid", "eve@home.example"), ("local_id", "m99")):
            other = type(owner)(**{"uid": owner.uid, "local_id": owner.local_id, name: sender})
            answers.receive(tx, [Answer(f"eve-{name}", other, bench.world.now(), "stop")], now=bench.world.now())
    while bench.answers().act():
        pass
    assert outcomes(bench) == ["stranger"] * 2


def test_whoever_may_write_into_the_folder_is_the_owner(bench):
    """What is said on the machine itself is heard."""
    with bench.tx() as tx:
        answers.receive(tx, [Answer("t1", TERMINAL, bench.world.now(), "help")], now=bench.world.now())
    while bench.answers().act():
        pass
    assert outcomes(bench) == ["help"]


# --- more than anybody reads


LONG = "a" * 100_000


@pytest.fixture
def wordy(make):
    """On a network that takes a book as a message."""
    return make(customs=Customs(message_characters=200_000))


@pytest.fixture
def unread(monkeypatch):
    """From when it is called on, whoever reads an answer fails."""

    def read(*_args, **_settings):
        raise AssertionError("it was read")

    def begins():
        monkeypatch.setattr(in_words, "parse", read)
        for module in (in_words, understanding):
            monkeypatch.setattr(module, "tone", read)

    return begins


def test_what_is_longer_than_any_reply_is_not_read(wordy, unread):
    """It is said how long it is, and how long it may be; it is kept as it came."""
    row = wordy.nudged(wordy.heard("alice"))
    unread()
    assert wordy.says(LONG) == [wording.far_too_long(len(LONG), 500)]
    assert outcomes(wordy)[-1] == "words with something against them"
    with wordy.tx() as tx:
        assert drafts.next_number(tx, row.id) == 1
        assert LONG in answers.get(tx, wordy.net.direct_messages.of(PEOPLE["owner"])[-2].id).text


def test_what_is_too_long_to_be_read_holds_what_is_on_its_way(wordy, unread):
    """It may have been about that."""
    row = wordy.approved(wordy.heard("alice"))
    unread()
    [said] = wordy.says(LONG)
    assert said.startswith(f"{wording.far_too_long(len(LONG), 500)} ")
    assert not wordy.holds(row)


def test_what_is_too_long_to_be_read_and_went_further_is_not_read_either(wordy, unread):
    """Who received it is said all the same."""
    wordy.meets("alice")
    wordy.listens()
    unread()
    wordy.world.message("owner", LONG, also=["alice"])
    wordy.hears()
    assert wordy.told()[0].startswith("Your message also went to Alice:")


# --- how far it went


def test_an_answer_that_went_to_others_is_no_answer(bench):
    """Who received it is said; with how the same is said without."""
    bench.meets("alice")
    bench.listens()
    bench.world.message("owner", "never alice", also=["alice"])
    bench.hears()
    [said] = bench.told()
    assert said.startswith("Your message also went to Alice:")
    assert not bench.person("alice").never
    assert outcomes(bench) == ["went further"]


def test_a_command_about_somebody_that_reached_them_is_said_plainly(bench):
    """With a plain name."""
    bench.meets("alice")
    bench.listens()
    bench.net.direct_messages.write(PEOPLE["owner"], f"never @{PEOPLE['alice']}", to=(PEOPLE["bot"],))
    bench.hears()
    assert bench.told()[0].endswith("The plain name is enough: never alice.")


def test_an_answer_in_public_is_no_answer(bench):
    """It is said that others can read it."""
    row = bench.shown(bench.heard("alice"))
    bench.world.post("owner", "send", mention=["bot"])
    bench.hears()
    assert bench.told()[0].startswith("Your message was not private: others can read it.")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert outcomes(bench)[-1] == "not private"


@pytest.mark.parametrize(
    ("words", "state"),
    [("wait, not yet", SuggestionState.AWAITING_OWNER), ("haha perfect", SuggestionState.AWAITING_PUBLISH)],
)
def test_what_was_said_in_public_may_still_hold_a_reply(bench, words, state):
    """Doubt counts whoever heard it."""
    row = bench.approved(bench.heard("alice"))
    bench.world.post("owner", words, mention=["bot"])
    bench.hears()
    assert bench.state(row) is state


def test_doubt_that_reached_others_holds_a_reply_too(bench):
    """They were named in it."""
    row = bench.approved(bench.heard("alice"))
    bench.world.message("owner", "wait, not yet", also=["carol"])
    bench.hears()
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


# --- doubt


def test_a_command_with_an_at_sign_is_not_done(bench):
    """It is said how to say it plainly; what would take back takes back."""
    bench.meets("alice")
    [said] = bench.says("keep @alice 6w")
    assert said.startswith("I did nothing with that: an at sign can take a message to whoever it names.")
    assert bench.person("alice").goal is Goal.NONE


def test_a_near_miss_is_asked_about_and_yes_is_enough(bench):
    """For half an hour, and once."""
    bench.nudged(bench.heard("alice"))
    bench.meets("bob")
    [said] = bench.says("kep bob 6w")
    assert "Did you mean keep bob 6w? Say yes, or help." in said
    bench.later(minutes=29)
    assert bench.says("yes")[0].startswith("Bob. About every six weeks")
    assert bench.person("bob").goal is Goal.KEEP_IN_TOUCH


def test_an_old_question_is_not_answered_by_yes(bench):
    """Half an hour later it means something else."""
    bench.meets("bob")
    bench.says("kep bob 6w")
    bench.later(minutes=31)
    bench.says("yes")
    assert bench.person("bob").goal is Goal.NONE


def test_a_question_is_asked_once(bench):
    """Whatever was said next, it is over."""
    bench.meets("bob")
    bench.says("kep bob 6w")
    bench.says("help")
    bench.says("yes")
    assert bench.person("bob").goal is Goal.NONE


@pytest.mark.parametrize(("words", "said"), [
    ("skip\nsend", "That looks like more than one thing"),
    ("who", "who needs a name"),
    ("pause soon", "I could not read a time for pause"),
    ("   ", "Your message came without words that I can read"),
])  # fmt: skip
def test_what_is_not_plain_does_nothing_and_is_asked_about(bench, words, said):
    """In a sentence that says what would."""
    assert bench.says(words)[0].startswith(said)


def test_a_name_alone_answers_which_one(bench):
    """And so does a code; for half an hour."""
    for who, text in (("alice", "Does anyone scan old letters?"), ("bob", OTHER_QUESTION)):
        bench.nudged(bench.heard(who, text))
    bench.says("skip")
    assert bench.says("alice") == ["Let go, this one about Alice."]
    assert [row.state for row in bench.rows()] == [SuggestionState.SKIPPED, SuggestionState.AWAITING_OWNER]


def test_consent_is_never_completed_by_a_code_alone(bench):
    """It has to be said in full."""
    bench.shown(bench.heard("alice"))
    bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.says("send")
    bench.says("a1.1")
    assert [row.state for row in bench.rows()] == [SuggestionState.AWAITING_OWNER] * 2


def test_a_command_that_names_nobody_is_words(bench):
    """ "skip breakfast" is no command when nobody has that name."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says("skip breakfast")
    assert "skip breakfast" in said
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


# --- what goes wrong in us


def test_a_mistake_of_ours_blocks_nobody_behind_it(bench, monkeypatch):
    """It is tried twice, then put aside; the owner is told, and what is on its way is held."""
    row = bench.approved(bench.heard("alice"))
    bench.world.message("owner", "list")
    bench.world.message("owner", "help")

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, "list", broken)
    job = bench.answers()
    job.read()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            job.act()
    assert job.act() is True
    texts = bench.told()
    assert texts[0].startswith(STUMBLED)
    assert WORDS in texts[0]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert job.act() is True
    assert outcomes(bench)[-2:] == ["given up", "help"]


def test_a_mistake_with_nothing_on_its_way_is_said(bench, monkeypatch):
    """The owner may say it in other words."""
    bench.listens()
    bench.world.message("owner", "list")

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, "list", broken)
    job = bench.answers()
    job.read()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            job.act()
    job.act()
    assert bench.told() == [
        "I stumbled over a message of yours, so nothing happened with it. Could you say it in other words?"
    ]


def test_an_answer_is_understood_once_though_two_look_at_it(bench):
    """A second process comes too late."""
    bench.listens()
    bench.world.message("owner", "help")
    job = bench.answers()
    job.read()
    with bench.tx() as tx:
        received = answers.next_answer(tx)
    job.take(received)
    assert bench.told() != []
    with capture_logs() as logs:
        job.take(received)
    assert logs == []
    assert bench.told() == []
    assert outcomes(bench) == ["help"]


# --- the table


def test_every_command_has_its_handler():
    """And no handler is without a command."""
    assert set(HANDLERS) == {entry.word for entry in TABLE}
