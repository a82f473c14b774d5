"""Whatever is said against a reply on its way, or may be, holds it; what is plainly about something else does not."""

from __future__ import annotations

import pytest

from bot.decide.commands import BY_WORD
from bot.domain import SuggestionState
from bot.platforms.memory.direct_messages import Lost
from bot.platforms.memory.faults import Request
from bot.store import people, settings, suggestions
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

DOUBT = "hmm, not sure about that"
HELD = "Held: your answer to"


@pytest.fixture
def leaving(bench):
    """A reply to Alice on its way."""
    bench.row_of_alice = bench.approved(bench.heard("alice"))
    return bench


@pytest.fixture
def both(leaving):
    """And one to Bob."""
    leaving.row_of_bob = leaving.approved(leaving.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    return leaving


def held(bench):
    """Which of the replies were held: the letters of their codes."""
    rows = {"a": bench.row_of_alice, "b": getattr(bench, "row_of_bob", None)}
    return "".join(letter for letter, row in rows.items() if row and bench.state(row) is SuggestionState.AWAITING_OWNER)


def test_doubt_holds_and_asks_once(leaving):
    """With the words, and what can be said."""
    [said] = leaving.says(DOUBT)
    assert said.startswith(f"{HELD} Alice")
    assert WORDS in said
    assert said.endswith("send, or undo? [a1.1]")
    assert held(leaving) == "a"
    assert not leaving.holds(leaving.row_of_alice)
    assert leaving.stands_under() == DOUBT


def test_held_words_are_approved_anew(leaving):
    """By a plain word."""
    leaving.says(DOUBT)
    leaving.says("send")
    leaving.goes_out()
    assert leaving.state(leaving.row_of_alice) is SuggestionState.PUBLISHED


def test_held_words_do_not_end_before_they_could_be_approved(bench):
    """A day, whatever was left."""
    row = bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        suggestions.change(tx, row.id, expires_at=bench.world.now())
    bench.says(DOUBT)
    bench.later(hours=23)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("said", ["thanks", "help", "list", "great", "who bob"])
def test_what_is_plainly_harmless_holds_nothing(leaving, said):
    """It goes out as agreed."""
    leaving.says(said)
    assert held(leaving) == ""


@pytest.mark.parametrize(
    "said",
    ["note alice nein, schick die Antwort bitte nicht ab", "note bob hold that reply", "topics + nein das nicht",
     "remind alice tomorrow that this reply should not go out", "remind bob 3w I don't want this posted",
     "note alice kill the draft before it leaves", "note bob verwirf den Entwurf", "note alice take that back, quick"],
)  # fmt: skip
def test_an_objection_that_is_kept_as_a_note_holds_all(both, said):
    """The command keeps something, and what it keeps speaks against a reply; of whom it is kept says little of which."""
    assert any(text.startswith(HELD) for text in both.says(said))
    assert held(both) == "ab"


@pytest.mark.parametrize("way", BY_WORD["undo"].spoken)
@pytest.mark.parametrize("command", ["note alice", "remind bob 3w", "topics +"])
def test_whatever_takes_a_reply_back_does_so_behind_a_command_that_keeps_it(both, command, way):
    """As if it had been said alone."""
    both.says(f"{command} {way}")
    assert held(both) == "ab"


@pytest.mark.parametrize("said", ["only two a day", "nur zwei am tag", "zwei pro tag", "weekly aus", "monthly an"])
def test_what_is_newly_understood_is_not_harmless(leaving, said):
    """Each of these may be a correction."""
    leaving.says(said)
    assert held(leaving) == "a"


@pytest.mark.parametrize(
    "said", ["note alice met in Leeds, likes film", "remind bob 3w ask about the box", "topics + old maps"]
)
def test_what_is_kept_of_something_else_holds_nothing(both, said):
    """Nothing in it speaks of a reply."""
    both.says(said)
    assert held(both) == ""


def test_doubt_of_which_nobody_knows_what_it_is_about_holds_all(both):
    """Each is asked about."""
    assert len(both.says(DOUBT)) == 2
    assert held(both) == "ab"


@pytest.mark.parametrize("said", ["hm", "not so fast", "that sounds odd"])
def test_doubt_under_a_message_is_about_that_one(both, said):
    """The other goes out."""
    at = next(m.id for m in both.world.inbox("owner") if "[b1]" in m.text)
    both.says(said, to=at)
    assert held(both) == "b"


@pytest.mark.parametrize(
    "said",
    ["undoo", "stpo", "can you cancel these", "i want to stop all this", "leave me alone", "undo a1 b1", "not these two", "hold both",
     "no wait both", "beide noch nicht", "undo all", "cancel all", "stop both", "take both back", "no to both", "neither of them please",
     "do not send anything", "hold everything", "both are wrong", "alles zurück", "I mixed the two up", "this was meant for the other",
     "kill the lot", "take the two of them back", "kipp die zwei in die Tonne", "not a single one goes out", "keep quiet on both threads"],
)  # fmt: skip
def test_an_objection_that_may_mean_both_holds_both_under_the_message_of_one(both, said):
    """What is nearly a command, and what speaks of several, is about more than the message under which an app put it."""
    at = next(m.id for m in both.world.inbox("owner") if "[b1]" in m.text)
    both.says(said, to=at)
    assert held(both) == "ab"


def test_a_code_among_the_words_says_which(both):
    """However it stands there."""
    both.says("not yet for b1, please")
    assert held(both) == "b"


def test_a_name_in_a_command_says_which(both):
    """Nothing else is touched."""
    both.says("skip bob")
    assert both.state(both.row_of_bob) is SuggestionState.SKIPPED
    assert held(both) == ""


def test_an_answer_to_a_message_that_nobody_knows_holds_all(both):
    """It may be about any of them."""
    stranger = both.net.direct_messages.write("nudge@bots.example", "From another copy.", to=("owner@home.example",))
    both.says(DOUBT, to=stranger.id)
    assert held(both) == "ab"


def test_words_for_what_is_open_hold_nothing(leaving):
    """They are shown back for that one."""
    bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    [said] = leaving.says(OTHER_WORDS)
    assert "as an answer to Bob" in said
    assert held(leaving) == ""
    assert leaving.state(bob) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize(
    "said",
    [
        "oops that was meant for you not for alice",
        "you misunderstood me, that was not meant for Alice",
        "das sollst du ihr nicht schreiben, das war eine frage an dich",
        "can you still pull back my answer to alice",
        "can i see it once more before it goes",
        "I had one from you I never got to",
    ],
)
def test_what_may_as_well_be_said_to_the_program_is_for_nothing_else_that_is_open(leaving, said):
    """However long, and though nobody is asked whose words these are where nothing is on its way."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(said)
    assert held(leaving) == "a"


def test_words_hold_where_other_words_were_shown_back_already(leaving):
    """They may be about either: nobody has been asked anything that awaits words."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(OTHER_WORDS)
    leaving.says("The rubber band on mine went brittle after one summer in the sun, sadly.")
    assert held(leaving) == "a"


def test_words_hold_where_two_nudges_wait_for_words(leaving):
    """Whose they are is asked, and meanwhile nothing goes out."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.nudged(leaving.heard("carol", OTHER_QUESTION))
    leaving.says(OTHER_WORDS)
    assert held(leaving) == "a"


def test_a_command_for_what_is_open_holds_nothing(leaving):
    """`later` is about the nudge."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says("later 2h")
    assert held(leaving) == ""


def test_other_words_at_length_take_its_place(leaving):
    """Those on their way are held, these are shown."""
    texts = leaving.says(OTHER_WORDS)
    assert any("Taken back" in text for text in texts)
    assert any(OTHER_WORDS in text and text.startswith("This would stand") for text in texts)
    assert held(leaving) == "a"


def test_a_farewell_is_told_that_it_is_on_its_way(leaving):
    """A laugh, a yes: nothing is held."""
    assert leaving.says("haha perfect") == ["Your answer to Alice goes out at 18:02; undo until then."]
    assert held(leaving) == ""


@pytest.mark.parametrize("said", ["haha", "good night"])
def test_a_farewell_beside_two_on_their_way_names_both(bench, said):
    """It may be about either, and both go out; under a message about one it is about that one."""
    row = bench.approved(bench.heard("alice"))
    receipt = bench.world.inbox("owner")[-1]
    other = bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    both = [f"Your answer to {name} goes out at 18:02; undo until then." for name in ("Alice", "Bob")]
    assert bench.says(said) == both
    assert bench.says(said, to=receipt.id) == both[:1]
    assert bench.holds(row)
    assert bench.holds(other)


@pytest.mark.parametrize("sign", ["👎", "🛑"])
def test_a_sign_against_it_holds(leaving, sign):
    """On its own message, or as a word."""
    leaving.world.react(leaving.world.inbox("owner")[-1].id, sign)
    leaving.hears()
    assert held(leaving) == "a"


def test_a_sign_on_a_message_about_another_holds_the_other(both):
    """Only that one."""
    at = next(m.id for m in both.world.inbox("owner") if "[b1]" in m.text)
    both.world.react(at, "👎")
    both.hears()
    assert held(both) == "b"


def test_a_sign_that_is_taken_away_holds_nothing(leaving):
    """It is gone."""
    at = leaving.world.inbox("owner")[-1].id
    leaving.world.react(at, "👎", remove=True)
    leaving.hears()
    assert held(leaving) == ""


def test_what_may_be_out_already_is_kept_back(leaving):
    """It is said so, and never repeated."""
    leaving.net.faults.add("500", Request.POST)
    leaving.goes_out()
    assert leaving.says(DOUBT) == ["One answer of yours to Alice may be out already; I do not send it again."]
    assert leaving.row(leaving.row_of_alice).kept_back


def test_what_was_kept_back_once_is_not_said_again(leaving):
    """It no longer goes out by itself."""
    leaving.net.faults.add("500", Request.POST)
    leaving.goes_out()
    leaving.says(DOUBT)
    assert not any("may be out already" in text for text in leaving.says(DOUBT))


@pytest.mark.parametrize("how", [Lost.UNREADABLE, Lost.GAP])
def test_what_could_not_be_read_holds_everything(both, how):
    """It may have been an objection."""
    letter = both.world.message("owner", "wait")
    both.net.direct_messages.lose(letter, how)
    both.answers().read()
    texts = both.told()
    assert all(text.startswith("Something you wrote did not come through whole") for text in texts)
    assert len(texts) == 2
    assert held(both) == "ab"


@pytest.mark.parametrize("words", ["skip z9", "delete a9.3"])
def test_a_command_that_names_nothing_known_holds_all(leaving, words):
    """It may have meant the one on its way."""
    leaving.says(words)
    assert held(leaving) == "a"


def test_a_command_about_another_person_holds_nothing(leaving):
    """It is known whom it is about."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says("skip bob")
    assert held(leaving) == ""


@pytest.mark.parametrize("said", ["pause 2w", "like"])
def test_what_is_of_something_else_is_done_and_holds_all_the_same(leaving, said):
    """Whoever asks for rest while a reply is on its way may mean the reply, too: neither is dropped without a word."""
    texts = leaving.says(said)
    assert len(texts) == 2
    assert not texts[0].startswith("Held")
    assert texts[1].startswith(f"{HELD} Alice")
    assert held(leaving) == "a"


def test_undo_behind_it_answers_what_was_asked_last(leaving):
    """The words stay, nothing is sent, and the rest goes on; only the next one ends it."""
    leaving.says("pause 2w")
    assert leaving.says("undo")[0].startswith("Nothing was sent")
    with leaving.tx() as tx:
        assert settings.get(tx, settings.PAUSED_UNTIL) is not None
    assert leaving.says("undo") == ['Taken back: "pause 2w".']


@pytest.mark.parametrize(
    "said", ["wiat", "undoo", "dont send", "not alice!", "hold alice", "oh no, alice", "pause", "..."]
)
def test_what_is_plainly_about_it_holds_under_another_message_too(leaving, said):
    """Apps put an answer under the latest message, whatever it is about."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(said, to=leaving.world.inbox("owner")[-1].id)
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["w8", "W8!", "n0", "h0"])
def test_what_only_looks_like_a_code_may_be_an_objection(leaving, said):
    """No message ever had that code."""
    leaving.says(said)
    assert held(leaving) == "a"


def test_an_address_and_nothing_else_may_be_what_was_left_out(leaving):
    """It asks for no look at somebody's post while a reply is on its way."""
    leaving.says("https://letters.example/film")
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["never alice", "forget alice", "skip alice", "done alice"])
def test_a_command_about_one_of_two_of_a_name_holds_the_other(leaving, said):
    """Nobody knows which was meant."""
    leaving.net.people.join("alice@coast.example", "Alice")
    other = leaving.seen(leaving.net.posts.say("alice@coast.example", OTHER_QUESTION, language="en").uri)
    leaving.read(other)
    leaving.nudged(other)
    leaving.says(said)
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["skip alice", "done alice"])
def test_a_command_about_what_else_somebody_asked_holds_the_answer_to_the_first(leaving, said):
    """They asked twice, and one answer is on its way."""
    leaving.nudged(leaving.heard("alice", OTHER_QUESTION))
    leaving.says(said)
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["hmm, not sure, alice may read it", "wait, is alice in that one too?"])
def test_a_name_in_doubt_about_all_or_about_another_lets_nothing_go(both, said):
    """It is held with the others, not in their place."""
    both.says(said)
    assert held(both) == "ab"


def test_a_name_in_doubt_under_the_message_about_another_holds_that_other_too(both):
    """What stands under Bob's is about Bob's, whoever else is named in it."""
    receipts = [message.id for message in both.world.inbox("owner") if message.by == "bot" and "Bob" in message.text]
    both.says("hmm, not sure, alice may read it", to=receipts[-1])
    assert held(both) == "ab"


# --- a few words that may mean it, under another message


@pytest.mark.parametrize(
    "said",
    [
        "ohhh no",
        "hole on",
        "stoppit now",
        "wait a sec",
        "hang on a sec",
        "oh god no",
        "not yet",
        "ohh nooo",
        "halt it",
        "canel that one",
    ],
)
def test_a_few_words_that_may_take_it_back_hold_it_wherever_they_stand(leaving, said):
    """Whatever else they sound like, and though they are shown back as words for whom they answer."""
    bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    at = next(m.id for m in leaving.world.inbox("owner") if f"[{bob.code}]" in m.text)
    leaving.says(said, to=at)
    assert held(leaving) == "a"


@pytest.mark.parametrize(
    "said",
    [
        "scrap it", "wrong person", "nicht abschicken!!", "never mind actually", "bitte nicht", "hmm not sure",
        "can you take out the last sentence", "is it too late to fix a typo?", "nimm das bitte wieder zurück",
    ],
)  # fmt: skip
def test_what_may_be_said_to_the_program_holds_it_under_another_message_too(leaving, said):
    """Nobody knows whose it is, and it is asked about there or held here; it is not let go on."""
    bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    at = next(m.id for m in leaving.world.inbox("owner") if f"[{bob.code}]" in m.text)
    leaving.says(said, to=at)
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["b1: not yet", "edit oh no", "no worries", "Mine is the blue one"])
def test_what_is_plainly_said_to_somebody_else_does_not(leaving, said):
    """With their code or `edit` in front, a plain remark, or words of anything else."""
    bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    at = next(m.id for m in leaving.world.inbox("owner") if f"[{bob.code}]" in m.text)
    leaving.says(said, to=at)
    assert held(leaving) == ""


def test_a_rest_that_names_no_time_holds_it(leaving):
    """However much it sounds like a saying."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says("Rest days are days too")
    assert held(leaving) == "a"


# --- what else is about it


@pytest.mark.parametrize("sign", ["🤔", "😬", "😱", "😢", "🙄", "🚫", "⚠️", "💔", "🤷", "❓"])
def test_a_sign_that_is_not_plainly_content_holds_it(leaving, sign):
    """As the same sign does when it is typed."""
    at = leaving.world.inbox("owner")[-1].id
    leaving.world.react(at, sign)
    leaving.hears()
    assert held(leaving) == "a"


@pytest.mark.parametrize("sign", ["❤️", "😀", "🎉", "👍", "🙏"])
def test_a_sign_that_is_content_does_not(leaving, sign):
    """A heart is a heart."""
    at = leaving.world.inbox("owner")[-1].id
    leaving.world.react(at, sign)
    leaving.hears()
    assert held(leaving) == ""


@pytest.mark.parametrize(
    "said",
    [
        "Actually the lid should be closed, I think, at least for the thin paper of those years.",
        "Das stimmt nicht, der Deckel muss zu sein, sonst wird das Papier bei mir immer wellig.",
        "I lay a sheet of polyester film over the open letter, and scan with the lid up. The folds stay as they are.",
        "shorter",
        "edit I lay a film over the letter and scan it with the lid up.",
    ],
)
def test_what_mends_the_words_that_leave_holds_them_though_another_waits(leaving, said):
    """It is shown for the other, where it may be words for that one; the reply does not go out meanwhile."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(said)
    assert held(leaving) == "a"


@pytest.mark.parametrize("said", ["draft", "uff", "thanks?", "thanks...", "send a1.1?"])
def test_what_wants_other_words_or_asks_holds_it(leaving, said):
    """Nothing else is open that it could be about."""
    leaving.says(said)
    assert held(leaving) == "a"


def test_a_name_beside_another_code_holds_it(leaving):
    """ "b1 not alice" says whose it is not."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says("b1 not alice")
    assert held(leaving) == "a"


def test_a_farewell_that_is_nearly_a_command_is_a_farewell(bench):
    """It says when it goes out, and asks nothing."""
    row = bench.approved(bench.heard("alice"))
    assert bench.says("laters") == ["Your answer to Alice goes out at 18:02; undo until then."]
    assert bench.holds(row)


@pytest.mark.parametrize("said", ["draft", "draft a1", "entwurf", "at 18:30"])
def test_what_wants_other_words_or_another_time_holds_it(bench, said):
    """ "at 18:30" may have meant the reply; the hours are changed all the same."""
    row = bench.approved(bench.heard("alice"))
    bench.says(said)
    assert not bench.holds(row)


def test_a_sentence_that_may_have_been_meant_instead_is_said_not_to_be_taken(bench):
    """And how it is."""
    bench.approved(bench.heard("alice"))
    [held] = bench.says("Press them for a week first, then scan.")
    assert held.startswith(
        "What you wrote is not taken as new words; edit in front of it does that. Held: your answer to Alice"
    )


def test_an_exclamation_mark_in_front_is_no_consent(bench):
    """It means "not" to many."""
    row = bench.shown(bench.heard("alice"))
    bench.says("!send")
    assert not bench.holds(row)


# --- who is glad that it is held


@pytest.mark.parametrize("doubted", ["not yet", "don't send it yet ok?", "should I wait?", "mute alice 3d", "pause 2w"])
@pytest.mark.parametrize("said", ["ok", "yes", "ja", "yep", "ok please", "👍", "ja bitte"])
def test_whoever_agrees_that_it_is_held_has_not_said_send(leaving, doubted, said):
    """ "send, or undo?" has two answers, and yes is neither."""
    leaving.says(doubted)
    assert held(leaving) == "a"
    assert leaving.says(said) == ["Your answer to Alice is held, and nothing was sent. send, or undo? [a1.1]"]
    leaving.goes_out()
    assert held(leaving) == "a"
    leaving.says("send")
    leaving.goes_out()
    assert leaving.state(leaving.row_of_alice) is SuggestionState.PUBLISHED


def test_whoever_likes_that_it_is_held_has_not_said_send(leaving):
    """A thumb on that message says as little."""
    leaving.says("not yet")
    leaving.world.react(leaving.world.inbox("owner")[-1].id, "👍")
    leaving.hears()
    leaving.goes_out()
    assert held(leaving) == "a"


# --- of two of one name


@pytest.mark.parametrize(
    "said", ["never alice", "forget alice", "done alice", "skip alice", "delete alice", "never alise"]
)
def test_what_would_end_it_holds_it_where_it_is_not_known_of_whom_it_is_said(bench, said):
    """Two are called Alice, and nothing else is open."""
    bench.meets("alice")
    bench.net.people.join("alice@hill.example", "Alice")
    with bench.tx() as tx:
        people.meet(tx, bench.world.reader().find_account("alice@hill.example"), now=bench.now)
    bench.row_of_alice = bench.approved(bench.heard("alice"))
    bench.says(said)
    assert bench.state(bench.row_of_alice) is not SuggestionState.AWAITING_PUBLISH


# --- where we told of it last


@pytest.mark.parametrize("asked", ["show a1", "a1", "why a1"])
@pytest.mark.parametrize("said", ["skip", "later", "done", "draft", "never", "less like this"])
def test_what_is_said_after_we_told_of_it_is_about_the_reply_on_its_way(leaving, asked, said):
    """And not about the one who waits."""
    of_bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(asked)
    leaving.says(said)
    assert held(leaving) == "a"
    assert leaving.state(of_bob) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("said", ["not now", "not now please", "nicht jetzt", "done?", "skip?", "not this one"])
def test_a_no_or_a_question_behind_the_receipt_is_about_the_reply(leaving, said):
    """Though another nudge waits."""
    of_bob = leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(said)
    assert held(leaving) == "a"
    assert leaving.state(of_bob) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize(
    "said", ["keep a1 back", "keep alice out", "keep quiet", "who a1 wrong", "who alice wrong", "meet alice instead"]
)
def test_a_command_about_somebody_whom_nobody_knows_holds_what_is_on_its_way(leaving, said):
    """It was not understood, and may have been against it."""
    leaving.nudged(leaving.heard("bob", OTHER_QUESTION))
    leaving.says(said)
    assert held(leaving) == "a"
