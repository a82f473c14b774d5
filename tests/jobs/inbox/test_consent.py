"""Consent: bound to one preview that was delivered whole, of the newest words, within a day; anywhere else it brings words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import TERMINAL, Answer, MessageKind, SuggestionEvent, SuggestionState
from bot.platforms.memory import Customs
from bot.store import answers, approvals, drafts, messages, ownership, suggestions
from tests.jobs.bench import EVENING, OTHER_QUESTION, OTHER_WORDS, WORDS

LONG = f"{WORDS} {OTHER_WORDS}"
FORM = "Great post, thanks for sharing!"
PREVIEW = "This would stand under your name"


def preview(bench):
    """The network's id of the latest preview."""
    with bench.tx() as tx:
        return [m.network_id for m in messages.history(tx) if m.kind is MessageKind.PREVIEW][-1]


def live(bench, row):
    """The approval of a suggestion that holds."""
    with bench.tx() as tx:
        return approvals.live(tx, row.id)


# --- what counts


@pytest.mark.parametrize(
    "word",
    ["send", "yes", "ok", "👍", "Send.", "send a1", "send a1.1", "Send it.", "yes, send", "send 👍", "ja, senden", "send thanks",
     "senden danke", "send ok", "ok los", "ja es", "yes it"],
)  # fmt: skip
def test_a_word_of_consent_approves_what_was_shown(bench, word):
    """And says until when it can be taken back."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says(word) == ["Good. It goes out at 18:02; undo until then."]
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    assert bench.kinds()[-1] is MessageKind.RECEIPT


def test_an_approval_holds_all_that_it_is_bound_to(bench):
    """The words, the answer, the account, the conversation, when they were shown, and the receipt."""
    row = bench.shown(bench.heard("alice"))
    shown = bench.now
    bench.later(minutes=3)
    bench.says("send")
    held = live(bench, row)
    assert (held.approval.act.words, held.draft, held.approval.suggestion) == (WORDS, 1, row.id)
    assert held.approval.answer_id == bench.world.inbox("bot")[-1].id
    assert (held.approval.account, held.channel, held.shown_at) == (bench.identity, bench.channel, shown)
    assert held.approval.approved_at == bench.now
    assert held.due_at == EVENING + timedelta(minutes=5)
    with bench.tx() as tx:
        assert messages.get(tx, held.receipt).kind is MessageKind.RECEIPT


def test_the_time_to_undo_is_the_configured_one(make):
    """Rounded up to the minute that is named."""
    bench = make(publish={"undo_seconds": 600})
    bench.shown(bench.heard("alice"))
    assert bench.says("send") == ["Good. It goes out at 18:11; undo until then."]


@pytest.mark.parametrize("reaction", ["👍", "✅"])
def test_a_thumb_on_the_preview_approves_it(bench, reaction):
    """Nothing stands under a thumb."""
    row = bench.shown(bench.heard("alice"))
    bench.world.react(preview(bench), reaction)
    bench.hears()
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.told()
    assert bench.stands_under() is None


@pytest.mark.parametrize("reaction", ["❤️", "😂"])
def test_another_sign_is_only_a_sign(bench, reaction):
    """Nothing happens."""
    row = bench.shown(bench.heard("alice"))
    bench.world.react(preview(bench), reaction)
    bench.hears()
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_a_thumb_on_a_nudge_approves_nothing(bench):
    """It showed no words."""
    row = bench.nudged(bench.heard("alice"))
    bench.listens()
    bench.world.react(bench.world.inbox("owner")[-1].id, "👍")
    bench.hears()
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_what_was_sent_is_learned_from(bench):
    """The owner wanted it."""
    bench.shown(bench.heard("alice"))
    bench.says("send")
    bench.heard("alice", OTHER_QUESTION)
    [one] = bench.judging.judged()
    assert any(reason.rule == "this person" and reason.score > 0 for reason in one.verdict.reasons)


# --- what does not


@pytest.mark.parametrize(
    "word",
    ["sure, go", "send it tomorrow", "not yes", "yes but shorter", "ok then", "ok thanks", "ok now", "ja schick", "send it, alice", "send it?"],
)  # fmt: skip
def test_nearly_send_sends_nothing(bench, word):
    """In doubt nothing happens."""
    row = bench.shown(bench.heard("alice"))
    bench.says(word)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


OF_CONSENT = (
    "ok now",
    "thanks then",
    "now",
    "it",
    "es",
    "los danke",
    "\U0001f44d now",
    "es ja",
    "ja schick",
    "then ok",
    "please?",
    "\u2705\u2705",
)


@pytest.mark.parametrize("words", OF_CONSENT)
def test_words_of_consent_that_do_not_consent_are_asked_about_beside_a_preview(bench, words):
    """They are never shown in its place, and `send` still means what was shown."""
    row = bench.shown(bench.heard("alice"))
    [said] = bench.says(words)
    assert not said.startswith(PREVIEW)
    assert "[a1.1]" in said
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("send")
    assert live(bench, row).approval.act.words == WORDS


@pytest.mark.parametrize("words", OF_CONSENT)
def test_and_beside_a_nudge(bench, words):
    """Nobody's answer is made of them."""
    row = bench.nudged(bench.heard("alice"))
    [said] = bench.says(words)
    assert not said.startswith(PREVIEW)
    with bench.tx() as tx:
        assert drafts.latest(tx, row.id) is None


@pytest.mark.parametrize("words", OF_CONSENT[:-1])
def test_and_beside_a_reply_on_its_way_they_hold_it(bench, words):
    """As whatever is not plainly a yes does."""
    row = bench.approved(bench.heard("alice"))
    bench.says(words)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_nudge_without_words_asks_for_some(bench):
    """There is nothing to send."""
    row = bench.nudged(bench.heard("alice"))
    assert bench.says("send") == [
        "There are no words for Alice yet. Write them here and I show them back, or say draft. [a1]"
    ]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_words_with_a_gap_are_not_sent(bench):
    """Only the owner can fill it."""
    row = bench.nudged(bench.heard("alice"))
    while True:
        bench.says("draft")
        if bench.kinds()[-1] is MessageKind.DRAFT:
            break
    assert bench.says("send")[0].startswith("The words for Alice have a gap, so nothing goes out.")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_without_anything_open_send_says_so(bench):
    """Nothing happens."""
    assert bench.says("send")[0].startswith("Nothing is open, so nothing happened.")


def test_send_a_second_time_says_how_it_stands(bench):
    """On its way, or out; nothing is sent twice."""
    bench.approved(bench.heard("alice"))
    assert bench.says("send") == ["Your answer to Alice is on its way already, and does not go out twice."]
    bench.goes_out()
    assert bench.says("send") == ["Your answer to Alice is out, and does not go out twice; undo offers to delete it."]
    bench.goes_out()
    assert len(bench.world.posts("owner")) == 1


def test_an_hour_after_a_reply_went_out_send_is_about_nothing(bench):
    """It is not spoken of any more."""
    bench.published(bench.heard("alice"))
    bench.later(minutes=59)
    assert bench.says("send")[0].startswith("Your answer to Alice is out, and")
    bench.later(minutes=1)
    assert bench.says("send")[0].startswith("Nothing is open")


def test_what_is_over_cannot_be_approved(bench):
    """Its time has come."""
    row = bench.shown(bench.heard("alice"))
    with bench.tx() as tx:
        suggestions.move(tx, suggestions.get(tx, row.id), SuggestionEvent.TOO_OLD, now=bench.world.now())
    assert bench.says("send a1.1") == ["The one about Alice is closed, so nothing happened. list shows what is open."]


def test_a_preview_in_parts_must_have_come_whole(make):
    """Only its last part can be approved, when all of them stand."""
    bench = make(customs=Customs(message_characters=250))
    row = bench.shown(bench.heard("alice"), LONG)
    with bench.tx() as tx:
        parts = [m for m in messages.history(tx) if m.kind is MessageKind.PREVIEW]
        tx.execute(messages.messages.delete().where(messages.messages.c.id == parts[0].id))
    assert len(parts) > 1
    assert bench.says("send a1.1")[-1].endswith("[a1.1]")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_the_first_part_of_a_preview_is_no_preview(make):
    """Answering it brings the words."""
    bench = make(customs=Customs(message_characters=250))
    row = bench.shown(bench.heard("alice"), LONG)
    with bench.tx() as tx:
        first = next(m for m in messages.history(tx) if m.kind is MessageKind.PREVIEW)
    assert len(bench.says("send", to=first.network_id)) > 1
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_words_older_than_a_day_are_shown_again(bench):
    """They can be approved anew then."""
    row = bench.shown(bench.heard("alice"))
    bench.later(hours=24)
    [said] = bench.says("send a1.1")
    assert said.startswith("These words are from yesterday. Look before you send:")
    assert WORDS in said
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_words_that_are_shown_again_can_be_approved_for_another_day(bench):
    """The suggestion does not end before, however little of its time was left."""
    row = bench.shown(bench.heard("alice"))
    bench.later(hours=24)
    with bench.tx() as tx:
        suggestions.change(tx, row.id, expires_at=bench.now + timedelta(minutes=5))
    bench.says("send a1.1")
    bench.later(hours=23)
    bench.closing().step()
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_words_of_the_last_day_are_approved(bench):
    """To the second."""
    row = bench.shown(bench.heard("alice"))
    bench.later(hours=23, minutes=59, seconds=59)
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_after_something_was_not_heard_the_words_are_shown_again(bench):
    """What the owner thinks of them may have been lost."""
    row = bench.shown(bench.heard("alice"))
    with bench.tx() as tx:
        ownership.put_unheard(tx, messages.last_id(tx))
    assert bench.says("send")[0].startswith("These words are from")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_after_stop_nothing_is_approved(bench):
    """It says what would."""
    row = bench.shown(bench.heard("alice"))
    bench.says("stop")
    assert bench.says("send a1.1") == [
        "All is stopped, so nothing goes out. The words for Alice are kept: resume, then send. [a1.1]"
    ]
    bench.says("resume")
    bench.says("send a1.1")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_a_matter_of_taste_wants_send_anyway(bench):
    """And after stop that word is named."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(FORM)
    assert bench.says("send")[0].startswith("Not sent yet, for what I said above.")
    bench.says("stop")
    assert "resume, then send anyway." in bench.says("send anyway a1.1")[0]
    bench.says("resume")
    bench.says("send anyway a1.1")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


@pytest.mark.parametrize("nudged_first", [True, False])
def test_a_nudge_without_words_does_not_stand_in_the_way_of_a_bare_send(bench, nudged_first):
    """There are no words for it that could be meant; after the two minutes of anything about somebody else."""
    about, post = bench.heard("alice"), bench.heard("bob", OTHER_QUESTION)
    if nudged_first:
        bench.nudged(post)
        row = bench.shown(about)
    else:
        row = bench.shown(about)
        bench.nudged(post)
    assert bench.says("send")[0].startswith("Two are open")
    bench.later(minutes=3)
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_a_bare_yes_still_answers_the_latest_message(bench):
    """A nudge that came after the words is what it would answer."""
    row = bench.shown(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.later(minutes=3)
    bench.says("yes")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_two_previews_make_a_bare_send_ambiguous(bench):
    """Whatever time has passed; and what is advised then works."""
    rows = [bench.shown(bench.heard("alice")), bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    bench.later(minutes=30)
    assert "Say send a1.1 or send b1.1." in bench.says("send")[0]
    bench.says("send a1.1")
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH, SuggestionState.AWAITING_OWNER]


def test_a_bare_send_beside_a_reply_of_unknown_end_is_asked_about(bench):
    """It could mean that one, too."""
    row = bench.shown(bench.heard("alice"))
    other = bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    with bench.tx() as tx:
        suggestions.change(tx, other.id, state=SuggestionState.UNCLEAR)
    bench.later(minutes=3)
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("said", ["send and stop", "send, stop", "skip and then stop"])
def test_of_several_commands_stop_is_heeded(bench, said):
    """And nothing else of what was said with it."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says(said)[0].startswith("Stopped.")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    leaving = bench.says("resume") and bench.says("send a1.1")
    assert leaving
    assert bench.says(said)[0].startswith("Stopped. The answer to Alice")
    assert not bench.holds(row)


def test_the_word_that_is_advised_is_the_word_that_works(bench):
    """Where several are open, and where one person has two versions: nothing is advised that is then refused."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(FORM)
    other = bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    [asked] = bench.says("send")
    assert "Say send anyway a1.1 or send b1.1." in asked
    bench.says("send anyway a1.1")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.says("send b1.1")
    assert bench.state(other) is SuggestionState.AWAITING_PUBLISH


def test_of_two_versions_each_is_named_with_its_own_word(bench):
    """The older was a matter of taste, the newer is not."""
    row = bench.nudged(bench.heard("alice"))
    bench.says(FORM)
    bench.says(f"edit {WORDS}")
    [asked] = bench.says("send anyway a1.1")
    assert "send anyway a1.1, or send a1.2." in asked
    bench.later(seconds=5)
    bench.says("send anyway a1.1")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


@pytest.mark.parametrize("forbidden", ["by the file", "by the login"])
def test_where_nothing_may_be_posted_the_words_come_to_be_pasted(make, forbidden):
    """Nothing is approved."""
    bench = make(publish={"enabled": forbidden != "by the file"})
    row = bench.shown(bench.heard("alice"))
    if forbidden == "by the login":
        with bench.tx() as tx:
            ownership.put_only_reads(tx, bench.identity, only=True)
    assert bench.says("send")[0].startswith("I may only read, so this one is yours to post")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_what_was_made_for_another_account_is_not_approved(bench):
    """Nor is it found."""
    row = bench.shown(bench.heard("alice"))
    with bench.tx() as tx:
        suggestions.change(tx, row.id, owner="memory:eve@home.example#m9")
    bench.says("send a1.1")
    assert not bench.holds(row)


# --- which words


def test_two_previews_are_asked_about(bench):
    """A bare `send` may mean either; a code tells."""
    alice = bench.shown(bench.heard("alice"))
    bob = bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    [asked] = bench.says("send")
    assert "Say send a1.1 or send b1.1. Nothing has been sent." in asked
    assert bench.says("a1.1") != []
    assert [bench.state(row) for row in (alice, bob)] == [SuggestionState.AWAITING_OWNER] * 2
    bench.says("send a1.1")
    assert [bench.state(row) for row in (alice, bob)] == [
        SuggestionState.AWAITING_PUBLISH,
        SuggestionState.AWAITING_OWNER,
    ]


def test_something_that_came_just_before_makes_a_bare_send_doubt(bench):
    """Two minutes later it is none."""
    alice = bench.shown(bench.heard("alice"))
    bench.later(minutes=5)
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("skip b1")
    bench.later(seconds=118)
    assert "Only this one is open, and I want to be sure" in bench.says("send")[0]
    bench.later(seconds=2)
    bench.says("send")
    assert bench.state(alice) is SuggestionState.AWAITING_PUBLISH


def test_a_bare_yes_answers_our_latest_message(bench):
    """Whichever that is; `send` says what it means."""
    row = bench.shown(bench.heard("alice"))
    bench.says("help")
    bench.says("yes")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_what_the_bot_began_lately_makes_a_bare_send_doubt(bench):
    """It may be an answer to that."""
    row = bench.shown(bench.heard("alice"))
    teller = bench.teller
    with bench.tx() as tx:
        teller.say(tx, "Good morning.", now=bench.world.now(), begun=True)
    bench.told()
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.later(minutes=2)
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


@pytest.mark.parametrize("word", ["send", "send it", "yes, send", "ja bitte"])
def test_an_answer_to_another_message_of_ours_is_not_consent(bench, word):
    """It refers to something else."""
    row = bench.shown(bench.heard("alice"))
    bench.says("help")
    other = bench.world.inbox("owner")[-1].id
    bench.later(minutes=5)
    bench.says(word, to=other)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_consent_to_older_words_shows_both(bench):
    """With their codes; only a code then tells which are meant."""
    row = bench.shown(bench.heard("alice"))
    bench.says(f"edit {OTHER_WORDS}")
    [asked] = bench.says("send a1.1")
    assert asked.startswith("There are two versions for Alice, and I would rather ask than guess.")
    assert "send a1.1, or send a1.2. Nothing has been sent." in asked
    bench.later(seconds=5)
    bench.says("send a1.1")
    assert live(bench, row).approval.act.words == WORDS


def test_of_two_versions_the_newer_is_meant_by_its_code(bench):
    """As well."""
    row = bench.shown(bench.heard("alice"))
    bench.says(f"edit {OTHER_WORDS}")
    bench.says("send a1.1")
    bench.later(seconds=5)
    bench.says("send a1.2")
    assert live(bench, row).approval.act.words == OTHER_WORDS


def test_a_question_about_two_versions_is_no_answer_for_a_third(bench):
    """Newer words were written since."""
    row = bench.shown(bench.heard("alice"))
    bench.says(f"edit {OTHER_WORDS}")
    bench.says("send a1.1")
    bench.later(seconds=5)
    bench.says("edit With a sheet of glass and two clothes pegs, in the kitchen, on Sundays.")
    assert bench.says("send a1.1")[0].startswith("There are two versions for Alice")
    assert not bench.holds(row)


def test_the_newest_words_are_meant_by_a_bare_send(bench):
    """They were shown last."""
    row = bench.shown(bench.heard("alice"))
    bench.says(f"edit {OTHER_WORDS}")
    bench.says("send")
    assert live(bench, row).approval.act.words == OTHER_WORDS


def test_consent_from_before_the_words_stood_there_shows_them(bench):
    """The owner cannot have meant them."""
    row = bench.shown(bench.heard("alice"))
    owner = bench.messenger.owner
    with bench.tx() as tx:
        early = Answer("early", owner, bench.world.now() - timedelta(minutes=5), "send")
        answers.receive(tx, [early], now=bench.world.now(), channel=bench.channel)
    while bench.answers().act():
        pass
    assert bench.told()[0].startswith(PREVIEW)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_consent_while_newer_words_are_on_their_way_waits_for_them(bench):
    """They come by themselves."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", f"edit {OTHER_WORDS}")
    bench.world.message("owner", "send")
    bench.hears()
    texts = bench.told()
    assert len([text for text in texts if text.startswith(PREVIEW)]) == 1
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_while_others_are_being_made_it_is_not_guessed(make):
    """They are asked for no longer, and the words are shown."""
    bench = make(drafts={"by": "model", "model": {"url": "http://127.0.0.1:9/v1", "name": "small"}})
    row = bench.shown(bench.heard("alice"))
    bench.says("another a1")
    assert bench.says("send a1.1")[0].startswith(PREVIEW)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("send a1.1")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_a_consent_from_before_a_question_about_a_hold_does_not_answer_it(bench):
    """What was held is open again once the question has arrived."""
    row = bench.approved(bench.heard("alice"))
    first = preview(bench)
    bench.world.message("owner", "hmm, not sure about that")
    bench.hears()
    bench.world.message("owner", "send", reply_to=first)
    bench.hears()
    texts = bench.told()
    assert any(text.startswith("Held") for text in texts)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    bench.says("send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_on_the_machine_itself_only_what_was_printed_was_seen(bench):
    """There a message stands only once it was printed."""
    bench.channel = "terminal"
    row = bench.nudged(bench.heard("alice"))
    said(bench, f"a1: {WORDS}")
    said(bench, "send")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    with bench.tx() as tx:
        messages.mark_seen(tx, [m.id for m in messages.history(tx)], now=bench.world.now())
    bench.later(seconds=1)
    said(bench, "send")
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def said(bench, words):
    """The owner says this on the machine itself."""
    with bench.tx() as tx:
        answer = Answer(f"t{bench.net.event_log.number()}", TERMINAL, bench.world.now(), words)
        answers.receive(tx, [answer], now=bench.world.now(), channel="terminal")
    while bench.answers().act():
        pass
    bench.told()


@pytest.mark.parametrize("said", ["send a1.1?", "ok a1.1?", "send a1?", "yes a1.1?"])
def test_a_question_with_a_code_is_no_consent(bench, said):
    """A question mark makes it one."""
    row = bench.shown(bench.heard("alice"))
    bench.says(said)
    assert not bench.holds(row)


@pytest.mark.parametrize("said", ["yes", "ok", "yes please"])
def test_a_yes_to_an_offer_to_delete_says_how_it_is_deleted(bench, said):
    """Deleting is said in full, and another nudge that waits has nothing to do with it."""
    bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("delete")
    assert bench.says(said) == ["Nothing happened. undo shows the offer once more; delete, said to that, deletes it."]
