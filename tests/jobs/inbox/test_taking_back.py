"""What is on its way is taken back in time; what is out may be deleted; and `no` to something else is about that."""

from __future__ import annotations

import pytest

from bot.domain import ApprovalEvent, SuggestionEvent, SuggestionState
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import answerable, approvals, messages, names, reminders, settings, suggestions, undoing
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

OFFER = "I can delete it from your server, and ask the others to do the same. delete, or leave it."
NOT_KNOWN = (
    "It is not known yet whether your answer to Alice is out. I do not send it again; once I find it there, undo offers to "
    "delete it."
)
NOTHING = "Nothing is on its way, so there is nothing to take back."


def lost(bench, post=None):
    """A reply of which nobody knows whether it arrived."""
    row = bench.approved(post or bench.heard("alice"))
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    return row


def leaves_now(bench, row):
    """A reply whose request is being made."""
    with bench.tx() as tx:
        assert suggestions.move(tx, row, SuggestionEvent.CLAIM, now=bench.now)
        approvals.move(tx, approvals.live(tx, row.id), ApprovalEvent.CLAIM)


def preview(bench):
    """The network's id of the latest preview."""
    with bench.tx() as tx:
        return answerable.newest_preview(tx, 1).network_id


# --- in time


@pytest.mark.parametrize("word", ["undo", "no", "wait", "cancel"])
def test_in_time_it_is_taken_back(bench, word):
    """It was never sent, and the words are kept."""
    row = bench.approved(bench.heard("alice"))
    bench.says(word)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)
    bench.goes_out()
    assert bench.world.posts("owner") == []


def test_undo_says_which_words_were_taken_back(bench):
    """By their code."""
    bench.approved(bench.heard("alice"))
    assert bench.says("undo") == ["Taken back. It was never sent, and your words for Alice are kept. [a1.1]"]


def test_undo_takes_back_everything_on_its_way(bench):
    """Which one was meant is not guessed."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    assert len(bench.says("undo")) == 2
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2


def test_undo_of_one_that_is_named_takes_back_that_one(bench):
    """The other goes out."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    bench.says("undo b1")
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH, SuggestionState.AWAITING_OWNER]


def test_undo_of_one_that_is_not_on_its_way_takes_back_what_is(bench):
    """Better one too many."""
    bench.shown(bench.heard("alice"))
    leaving = bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.says("undo a1")
    assert bench.state(leaving) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize("code", ["", " a1"])
def test_what_may_be_out_is_kept_back(bench, code):
    """Of what nobody knows that is said, and it is never repeated."""
    row = lost(bench)
    assert bench.says(f"undo{code}") == [NOT_KNOWN]
    assert bench.row(row).kept_back
    bench.later(minutes=1)
    bench.hears()
    bench.publish().step()
    assert bench.world.posts("owner") == []


def test_what_was_not_known_is_offered_to_be_deleted_once_it_is_found(bench):
    """As `undo` said before."""
    bench.approved(bench.heard("alice"))
    bench.net.faults.add("after", Request.POST)
    bench.goes_out()
    assert bench.says("undo") == [NOT_KNOWN]
    bench.later(minutes=1)
    bench.hears()
    bench.publish().step()
    bench.told()
    assert OFFER in bench.says("undo")[0]


def test_what_leaves_at_this_moment_will_be_known_in_a_minute(bench):
    """And of another beside it nobody knows."""
    lost(bench)
    leaves_now(bench, bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS))
    assert bench.says("undo") == [
        "It is leaving at this very moment. Say undo again in a minute: if it is out then, I offer to delete it.",
        NOT_KNOWN,
    ]


def test_what_was_asked_about_already_is_not_leaving(make):
    """No approval of it holds."""
    bench = make(customs=Customs(repeat_harmless=None))
    lost(bench)
    bench.publish().step()
    bench.told()
    said = bench.says("undo")[0]
    assert "leaving at this very moment" not in said
    assert "not known yet" not in said


# --- afterwards


def test_afterwards_deleting_is_offered(bench):
    """With how long it was out, and how far that reaches; nothing is deleted."""
    row = bench.published(bench.heard("alice"))
    bench.later(minutes=20)
    [said] = bench.says("undo")
    assert said.startswith("It was out for 20 minutes,")
    assert OFFER in said
    assert said.endswith("[a1.1]")
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert bench.stands_under() == "undo"
    with bench.tx() as tx:
        held = messages.last_sent(tx)
        assert held.act.reply == approvals.publication(tx, row.id).published.ref


def test_deleting_is_offered_for_a_day(bench):
    """Where the owner says `undo`; `no` is about something of this hour."""
    bench.published(bench.heard("alice"))
    bench.later(minutes=61)
    assert bench.says("no") == [NOTHING]
    assert OFFER in bench.says("undo")[0]


def test_an_old_one_is_offered_only_by_its_name(bench):
    """Said to nothing, `undo` never offers to delete what has stood for long; by its code it does, however long that is."""
    bench.published(bench.heard("alice"))
    bench.later(hours=25)
    assert bench.says("undo") == [NOTHING]
    assert OFFER in bench.says("undo a1")[0]


@pytest.mark.parametrize(("minutes", "offered"), [(59, True), (61, False)])
def test_no_within_the_hour_is_about_what_went_out(bench, minutes, offered):
    """Later it is about nothing."""
    row = bench.published(bench.heard("alice"))
    bench.later(seconds=-(bench.now - bench.row(row).state_at).total_seconds())
    bench.later(minutes=minutes)
    assert (OFFER in bench.says("no")[0]) is offered


def test_the_latest_that_is_out_is_offered(bench):
    """Or the one that is named."""
    bench.published(bench.heard("alice"))
    bench.published(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    assert bench.says("undo")[0].endswith("[b1.1]")
    assert bench.says("undo a1")[0].endswith("[a1.1]")


def test_undo_of_nothing_says_so(bench):
    """Nothing happens."""
    assert bench.says("undo") == [NOTHING]


def test_what_was_deleted_is_not_offered_again(bench):
    """It is gone."""
    bench.published(bench.heard("alice"))
    for words in ("undo", "delete"):
        bench.says(words)
    bench.publish().step()
    assert bench.says("undo")[-1] == NOTHING


def test_what_went_out_for_another_account_is_not_offered(bench):
    """It is not this owner's."""
    row = bench.published(bench.heard("alice"))
    with bench.tx() as tx:
        suggestions.change(tx, row.id, owner="memory:eve@home.example#m9")
    assert bench.says("undo") == [NOTHING]


# --- the last thing that was said, whatever it was


def stands(bench, who="alice"):
    """Everything that a command can change: of a person, of the settings, of what was learned."""
    person = bench.person(who).id
    with bench.tx() as tx:
        return undoing.standing(tx, person)


CHANGES = (
    "never alice", "mute alice 3d", "meet alice", "keep alice 6w", "note alice met in Leeds", "remind alice 3w the box",
    "pause 2w", "stop", "topics + old maps", "at 9:00", "two a day", "weekly off", "monthly off",
)  # fmt: skip


@pytest.mark.parametrize("said", CHANGES)
def test_whatever_was_said_is_taken_back_and_named(bench, said):
    """Everything is as it was, and the words that were taken back stand in the answer."""
    bench.meets("alice", note="has a dog", goal="keep-in-touch", every_days=14.0)
    before = stands(bench)
    bench.says(said)
    assert stands(bench) != before
    bench.later(minutes=20)
    assert bench.says("undo") == [f'Taken back: "{said}".']
    assert stands(bench) == before
    assert bench.says("undo") == [NOTHING]


@pytest.mark.parametrize("said", ["skip", "done", "less like this", "more like this"])
def test_what_was_said_of_a_nudge_is_taken_back(bench, said):
    """What was learned of it too; a nudge that it ended comes once more, under a code of its own."""
    bench.greeted()
    row = bench.nudged(bench.heard("alice"))
    before = stands(bench)
    bench.says(said)
    ended = bench.row(row).state is not SuggestionState.AWAITING_OWNER
    [told] = bench.says("undo")
    assert told.startswith(f'Taken back: "{said}".')
    assert ("comes back" in told) is ended is (said in ("skip", "done"))
    assert stands(bench) == before
    bench.nudging().asked_for()
    bench.nudging().compose()
    assert [row.code for row in bench.rows()] == (["a1", "a2"] if ended else ["a1"])


def comes_again(bench):
    """What was brought back is told, and what follows it; what the owner reads."""
    bench.nudging().asked_for()
    bench.nudging().compose()
    told = bench.told()
    bench.drafts().step()
    return [*told, *bench.told()]


@pytest.mark.parametrize("said", ["skip", "done", "never alice"])
def test_words_that_were_shown_come_back_with_their_nudge(bench, said):
    """As a preview under the new code, and only a new `send` to it lets them out."""
    bench.greeted()
    bench.shown(bench.heard("alice"))
    bench.says(said)
    assert bench.says("undo")[0].endswith("comes back, and your words are shown again, if it still matters.")
    nudge, preview = comes_again(bench)
    assert nudge.startswith("Alice asked this")
    assert WORDS in preview
    assert preview.endswith("[a2.1]")
    bench.goes_out()
    assert bench.world.posts("owner") == []
    assert bench.says("send a1.1") == ["The one about Alice is closed, so nothing happened. list shows what is open."]
    assert bench.says("send a2.1")[0].startswith("Good. It goes out at")
    bench.goes_out()
    assert len(bench.world.posts("owner")) == 1


@pytest.mark.parametrize("said", ["skip a1", "done a1", "never alice"])
def test_words_that_were_on_their_way_come_back_as_a_preview(bench, said):
    """They were taken back, and stay so until they are sent anew; `send` before they are shown sends nothing."""
    bench.greeted()
    bench.approved(bench.heard("alice"))
    bench.says(said)
    bench.says("undo")
    bench.nudging().asked_for()
    bench.nudging().compose()
    bench.told()
    bench.says("send")
    bench.drafts().step()
    bench.goes_out()
    bench.goes_out()
    assert bench.world.posts("owner") == []
    assert [row.state for row in bench.rows()][-1] is SuggestionState.AWAITING_OWNER


def test_words_that_were_written_meanwhile_stand(bench):
    """Those from before are not put in front of them."""
    bench.greeted()
    bench.shown(bench.heard("alice"))
    bench.says("skip")
    bench.says("undo")
    bench.nudging().asked_for()
    bench.nudging().compose()
    bench.told()
    assert OTHER_WORDS in bench.says(f"a2: {OTHER_WORDS}")[0]
    bench.drafts().step()
    assert bench.told() == []


def test_without_words_a_nudge_comes_back_alone(bench):
    """And nothing is said of any."""
    bench.greeted()
    bench.nudged(bench.heard("alice"))
    bench.says("skip")
    assert "your words" not in bench.says("undo")[0]
    assert len(comes_again(bench)) == 1


def test_what_was_put_off_comes_now(bench):
    """And no later."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later tomorrow")
    assert bench.says("undo") == ['Taken back: "later tomorrow". It comes now.']
    assert bench.row(row).due_at <= bench.now
    bench.nudging().compose()
    assert bench.told()[0].startswith("Alice asked this")


SATURDAY = "on Saturday at 9:00; until then you asked for quiet."
RESUME = "once you say resume, if it still matters then."


@pytest.mark.parametrize("quiet", ["mute alice 3d", "pause 3d"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("skip a1", f"What was closed by that comes back, and your words are shown again, if it still matters then: {SATURDAY}"),
        ("never alice", f"What was closed by that comes back, and your words are shown again, if it still matters then: {SATURDAY}"),
        ("later a1 2h", f"It comes {SATURDAY}"),
    ],
)  # fmt: skip
def test_what_comes_back_while_quiet_was_asked_for_comes_after_it(bench, quiet, said, told):
    """It says when, nothing comes before, and then it comes; nothing goes out by itself."""
    bench.greeted()
    bench.shown(bench.heard("alice"))
    bench.says(quiet)
    bench.says(said)
    assert bench.says("undo a1") == [f'Taken back: "{said}". {told}']
    assert comes_again(bench) == []
    bench.later(days=2)
    bench.closing().step()
    assert comes_again(bench) == []
    bench.until("2026-11-21", 9)
    bench.closing().step()
    bench.waking().step()
    assert any(text.startswith("Alice asked this") for text in comes_again(bench))
    bench.goes_out()
    assert bench.world.posts("owner") == []


@pytest.mark.parametrize(
    ("said", "told"), [("skip a1", f"if it still matters then: {RESUME}"), ("later a1 2h", f"It comes {RESUME}")]
)
def test_what_comes_back_while_all_is_stopped_comes_after_resume(bench, said, told):
    """And not before."""
    bench.greeted()
    bench.nudged(bench.heard("alice"))
    bench.says("stop")
    bench.says(said)
    assert bench.says("undo a1")[0].endswith(told)
    assert comes_again(bench) == []
    bench.says("resume")
    assert comes_again(bench)[0].startswith("Alice asked this")


def test_what_was_put_off_comes_after_the_quiet_hours(make):
    """By night nothing comes by itself, and it is said when it does."""
    bench = make(deliver={"at": "as-they-come", "quiet": "22:00-07:00"})
    bench.nudged(bench.heard("alice"))
    bench.until("2026-11-18", 23)
    bench.says("later a1 3d")
    assert bench.says("undo a1") == [
        'Taken back: "later a1 3d". It comes tomorrow at 7:00; until then you asked for quiet.'
    ]
    assert comes_again(bench) == []
    bench.until("2026-11-19", 7)
    assert comes_again(bench)[0].startswith("Alice asked this")


def test_the_first_time_that_lies_in_a_pause_is_after_it(bench):
    """Of two that put it off, the second is taken back."""
    bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.says("later tomorrow")
    bench.says("pause 3d")
    assert bench.says("undo alice") == [f'Taken back: "later tomorrow". It comes again {SATURDAY}']
    bench.until("2026-11-21", 9)
    bench.closing().step()
    assert comes_again(bench)[0].startswith("Alice asked this")


def test_of_two_that_put_it_off_the_second_is_taken_back(bench):
    """Then the first time counts again; taken back too, it comes now."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    first = bench.row(row)
    bench.says("later tomorrow")
    assert bench.row(row).due_at > first.due_at
    assert bench.says("undo") == ['Taken back: "later tomorrow". It comes again at 20:00, as you said before.']
    assert (bench.row(row).due_at, bench.row(row).expires_at) == (first.due_at, first.expires_at)
    assert bench.says("undo") == ['Taken back: "later 2h". It comes now.']
    assert bench.row(row).due_at <= bench.now


def test_a_first_time_that_is_over_is_now(bench):
    """It comes at once, and not after what was taken back."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.says("later tomorrow")
    bench.later(hours=3)
    assert bench.says("undo") == ['Taken back: "later tomorrow". It comes now.']
    assert bench.row(row).due_at <= bench.now < bench.row(row).expires_at


def test_never_taken_back_permits_nothing(bench):
    """What it took back stays taken back: a nudge comes once more, and only a new `send` lets words out."""
    bench.approved(bench.heard("alice"))
    bench.says("never alice")
    assert "comes back" in bench.says("undo")[0]
    assert not bench.person("alice").never
    bench.goes_out()
    assert bench.world.posts("owner") == []
    bench.nudging().asked_for()
    assert [row.state for row in bench.rows()] == [SuggestionState.WITHDRAWN, SuggestionState.AWAITING_DELIVERY]


def test_stop_taken_back_lets_nothing_out(bench):
    """What was on its way waits for another `send`."""
    row = bench.approved(bench.heard("alice"))
    bench.says("stop")
    bench.says("undo")
    bench.goes_out()
    assert bench.world.posts("owner") == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_one_after_another_is_taken_back(bench):
    """The last one first; another person's stays when one is named."""
    bench.meets("alice")
    bench.meets("bob")
    for said in ("keep alice 6w", "mute bob 3d", "two a day"):
        bench.says(said)
    assert bench.says("undo alice") == ['Taken back: "keep alice 6w".']
    assert bench.says("undo") == ['Taken back: "two a day".']
    assert bench.says("undo") == ['Taken back: "mute bob 3d".']
    assert bench.says("undo") == [NOTHING]


def test_what_is_on_its_way_comes_first_whatever_was_said_since(bench):
    """And it says whose."""
    bench.meets("bob")
    row = bench.approved(bench.heard("alice"))
    bench.says("note bob has a dog")
    assert bench.says("undo") == ["Taken back. It was never sent, and your words for Alice are kept. [a1.1]"]
    assert not bench.holds(row)
    assert bench.person("bob").note == "has a dog"
    assert bench.says("undo") == ['Taken back: "note bob has a dog".']


def test_what_was_sent_after_it_comes_first(bench):
    """`send` is the last thing that was said then."""
    bench.meets("bob")
    post = bench.heard("alice")
    bench.says("note bob has a dog")
    bench.published(post)
    assert OFFER in bench.says("undo")[0]


def test_words_that_were_shown_after_it_come_first(bench):
    """They are the last thing that was said, and nothing was sent."""
    bench.meets("bob")
    bench.nudged(bench.heard("alice"))
    bench.says("note bob has a dog")
    bench.says("I lay a sheet of film over the open letter, and scan with the lid up.")
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Alice stay")
    assert bench.person("bob").note == "has a dog"


def test_words_that_were_shown_last_are_meant_whatever_else_is_open(bench):
    """They stay, and say whose; once that was heard, the next undo is about what was said before them."""
    bench.nudged(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("note bob has a dog")
    bench.says(f"b1: {OTHER_WORDS}")
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Bob stay as I showed them.")
    assert bench.person("bob").note == "has a dog"
    assert bench.says("undo") == ['Taken back: "note bob has a dog".']


def test_words_that_were_shown_after_something_went_out_come_first(bench):
    """Deleting what stands is offered by the next undo."""
    bench.published(bench.heard("alice"))
    bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Bob stay as I showed them.")
    assert OFFER in bench.says("undo")[0]


@pytest.mark.parametrize("word", ["no", "wait"])
def test_no_takes_back_what_was_said_just_now(bench, word):
    """Later it is about something else."""
    bench.meets("alice")
    bench.says("never alice")
    assert bench.says(word) == ['Taken back: "never alice".']
    bench.says("never alice")
    bench.later(minutes=3)
    assert bench.says(word) == [NOTHING]
    assert bench.person("alice").never


@pytest.mark.parametrize("word", ["no", "nope", "nein", "cancel"])
@pytest.mark.parametrize("unclear", ["stop bothering me", "snoz tomorow"])
def test_no_to_a_question_of_ours_answers_that_and_moves_nothing_else(bench, word, unclear):
    """What was said before the question stays as it was said."""
    bench.nudged(bench.heard("alice"))
    row = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(f"skip {row.code}")
    bench.says(unclear)
    [said] = bench.says(word)
    assert said.startswith("Nothing was sent. For Alice: your own words")
    assert bench.state(row) is SuggestionState.SKIPPED


def test_no_to_a_question_of_ours_is_all_right_where_nothing_is_open(bench):
    """And says that nothing changed."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("skip")
    assert "Say yes, or help." in bench.says("stop bothering me")[0]
    assert bench.says("no") == ["All right. Nothing has changed."]
    assert bench.state(row) is SuggestionState.SKIPPED


def test_no_to_which_one_do_you_mean_moves_nothing(bench):
    """Not even the command before it, which was plain."""
    rows = [bench.nudged(bench.heard("alice")), bench.nudged(bench.heard("bob", OTHER_QUESTION))]
    bench.meets("carol")
    bench.says("never carol")
    bench.says("skip")
    assert bench.says("no") == ["All right. Nothing has changed."]
    assert bench.person("carol").never
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2


def test_a_yes_to_undo_that_was_guessed_takes_back_what_was_said(bench):
    """ "wait, wrong person" names nobody whose answer it could be."""
    bench.meets("carol")
    bench.says("never carol")
    assert "Did you mean undo? Say yes, or help." in bench.says("wait, wrong person")[0]
    assert bench.says("yes") == ['Taken back: "never carol".']


def test_a_yes_to_a_guess_with_a_name_that_nobody_has_is_told_so(bench):
    """And is never shown as words for somebody."""
    bench.nudged(bench.heard("alice"))
    assert "Did you mean never sam orr? Say yes, or help." in bench.says("nevr sam orr")[0]
    assert bench.says("yes")[0].startswith("I know nobody by the name of sam orr, so nothing happened.")


def test_undo_after_a_question_of_ours_still_takes_back_the_last_thing_said(bench):
    """The word itself is about what was done."""
    bench.meets("carol")
    bench.says("never carol")
    bench.says("stop bothering me")
    assert bench.says("undo") == ['Taken back: "never carol".']


@pytest.mark.parametrize("word", ["no", "No!", "wait", "cancel"])
def test_an_angry_word_behind_stop_lifts_nothing(bench, word):
    """Whoever asked for silence may say it twice; only undo and resume end it."""
    bench.says("stop")
    bench.says(word)
    with bench.tx() as tx:
        assert settings.get(tx, settings.STOPPED)


def test_a_second_undo_in_impatience_lifts_nothing_that_was_said_before(bench):
    """The first took back what was on its way; what lies before that was not meant."""
    bench.meets("bob")
    row = bench.shown(bench.heard("alice"))
    bench.says("never bob")
    bench.says(f"send {row.code}")
    assert bench.says("undo")[0].startswith("Taken back. It was never sent")
    bench.says("undo")
    with bench.tx() as tx:
        assert names.find(tx, "bob")[0].never


def test_what_something_else_changed_since_stays(bench):
    """Only what is still as the command left it goes back."""
    bench.meets("alice")
    bench.says("remind alice 1h the box")
    alice = bench.person("alice").id
    with bench.tx() as tx:
        reminders.put(tx, alice, "the piano", at=bench.now, asked_at=bench.now)
    bench.says("undo")
    with bench.tx() as tx:
        assert [held.words for held in reminders.due(tx, now=bench.now).values()] == ["the piano"]


def test_after_a_day_it_stays(bench):
    """Nobody remembers what was said last."""
    bench.meets("alice")
    bench.says("keep alice 6w")
    bench.later(hours=25)
    assert bench.says("undo") == [NOTHING]
    assert bench.person("alice").every is not None


def test_what_cannot_be_taken_back_is_said(bench):
    """Two that became one stay one."""
    bench.meets("alice")
    bob = bench.meets("bob")
    said = f"same alice {bob.accounts[0].address}"
    bench.says(said)
    assert bench.says("undo")[0].startswith('I cannot take back "same alice bob@')
    assert bench.says("undo") == [NOTHING]


GONE = "That was about somebody whom I have forgotten already, so it cannot be taken back."


@pytest.mark.parametrize("between", [(), ("thanks",), ("note alice has a dog", "undo")])
def test_a_reminder_that_has_come_is_nothing_to_take_back(bench, between):
    """It says so, and the next one is about what was said before it."""
    bench.meets("alice")
    bench.says("two a day")
    bench.says("remind alice 1h the box")
    for words in between:
        bench.says(words)
    bench.later(hours=1)
    bench.letters().step()
    assert "the box" in bench.told()[0]
    assert bench.says("undo") == ["That reminder has come already, so there is nothing to take back."]
    assert bench.says("undo") == ['Taken back: "two a day".']


def test_a_nudge_that_came_again_is_nothing_to_take_back(bench):
    """It cannot come now: it is there."""
    bench.greeted()
    row = bench.nudged(bench.heard("alice"))
    bench.says("later 2h")
    bench.later(hours=2)
    bench.nudging().compose()
    assert bench.told()[0].startswith("Alice asked this")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert bench.says("undo") == ['"later 2h" is over already, so there is nothing to take back.']


def test_a_rest_that_ended_is_nothing_to_take_back(bench):
    """Nobody rests any more."""
    bench.says("pause 2h")
    bench.later(hours=2)
    bench.waking().step()
    bench.told()
    assert bench.says("undo") == ['"pause 2h" is over already, so there is nothing to take back.']


def test_forgetting_that_is_done_is_not_taken_back_and_neither_is_what_lies_before(bench):
    """It says so, without a name; what was said earlier needs another undo."""
    bench.meets("alice")
    bench.says("stop")
    bench.says("forget alice")
    bench.later(minutes=3)
    bench.hears()
    bench.forgetting().step()
    assert bench.says("undo") == [GONE]
    with bench.tx() as tx:
        assert settings.get(tx, settings.STOPPED)
    assert bench.says("undo") == ['Taken back: "stop".']


def test_nothing_of_what_was_said_of_somebody_forgotten_is_kept(bench):
    """Neither the words, nor what they changed: only that something was said."""
    bench.meets("alice")
    for words in ("note alice has a dog", "forget alice"):
        bench.says(words)
    bench.later(minutes=3)
    bench.hears()
    bench.forgetting().step()
    with bench.tx() as tx:
        last = undoing.newest(tx, now=bench.now)
    assert (last.said, last.change) == ("", undoing.Change(for_good=True))


def test_what_was_said_of_two_that_are_one_now_is_not_skipped(bench):
    """It stays, and says so, before anything older is taken back."""
    bench.meets("alice")
    bob = bench.meets("bob")
    for words in ("two a day", "note bob has a dog", f"same alice {bob.accounts[0].address}"):
        bench.says(words)
    assert bench.says("undo")[0].startswith('I cannot take back "same alice bob@')
    assert bench.says("undo") == ['I cannot take back "note bob has a dog", so nothing changed.']
    assert bench.says("undo") == ['Taken back: "two a day".']


def test_what_only_shows_is_nothing_to_take_back(bench):
    """`list`, `who`, `help`, `like`: the last thing that changed something is meant."""
    bench.meets("alice")
    bench.says("keep alice 6w")
    for shows in ("list", "who alice", "help", "like", "why"):
        bench.says(shows)
    assert bench.says("undo") == ['Taken back: "keep alice 6w".']


def test_nothing_is_kept_here_of_anybody_else(bench):
    """What was learned of one person stands in no record of another's."""
    bench.nudged(bench.heard("alice"))
    bench.says("more like this")
    bench.meets("bob")
    bench.says("note bob has a dog")
    with bench.tx() as tx:
        last = undoing.newest(tx, now=bench.now)
    assert not last.change.was.learned.people
    assert not last.change.was.settings


# --- no, to something else


def test_no_to_words_that_were_shown_leaves_them(bench):
    """Nothing was sent, and it says what can be done."""
    row = bench.shown(bench.heard("alice"))
    assert bench.says("no") == [
        "Nothing was sent, and the words for Alice stay as I showed them. send, later, skip, or new words. [a1.1]"
    ]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


@pytest.mark.parametrize(
    ("settings", "draft"), [({}, "or draft, later, skip"), ({"drafts": {"by": "off"}}, "or later, skip")]
)
def test_no_to_a_nudge_says_what_can_be_done(make, settings, draft):
    """With `draft` only where there may be one."""
    bench = make(**settings)
    bench.nudged(bench.heard("alice"))
    assert bench.says("no") == [f"Nothing was sent. For Alice: your own words, {draft}. [a1]"]


def test_undo_with_a_nudge_open_is_about_what_went_out_today(bench):
    """Not about the nudge; tomorrow it is."""
    bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    assert OFFER in bench.says("undo")[0]
    bench.later(days=1)
    assert bench.says("undo")[0].startswith("Nothing was sent. For Bob:")


def test_no_to_held_words_settles_them(bench):
    """They are not asked about again."""
    bench.greeted()
    bench.approved(bench.heard("alice"))
    bench.says("hmm, not sure about that")
    bench.says("undo")
    bench.later(hours=1)
    bench.nudging().choose()
    assert not any(text.startswith("Held") for text in bench.told())


def noted_and_held(bench):
    """A note was taken, and then a reply is held: "send, or undo?" is the last thing that was asked."""
    bench.greeted()
    bench.meets("bob")
    row = bench.approved(bench.heard("alice"))
    bench.says("note bob has a dog")
    bench.later(seconds=5)
    bench.says("hmm, not sure about that")
    assert bench.row(row).held_at is not None
    return row


def test_undo_to_held_words_is_about_them(bench):
    """What was said before they were held stays."""
    noted_and_held(bench)
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Alice stay")
    assert bench.person("bob").note == "has a dog"


def test_undo_to_held_words_that_were_asked_about_once_more_is_about_them(bench):
    """The question is the last thing that was read."""
    noted_and_held(bench)
    bench.later(hours=1)
    bench.nudging().choose()
    assert any("Alice" in text for text in bench.told())
    assert bench.says("undo")[0].startswith("Nothing was sent, and the words for Alice stay")
    assert bench.person("bob").note == "has a dog"
    assert bench.says("undo") == ['Taken back: "note bob has a dog".']


def test_a_question_that_was_answered_keeps_nothing_from_being_taken_back(bench):
    """Whatever was said after it is what `undo` is about."""
    noted_and_held(bench)
    bench.later(hours=1)
    bench.nudging().choose()
    bench.told()
    bench.says("note bob has a cat")
    assert bench.says("undo") == ['Taken back: "note bob has a cat".']


def test_held_words_that_grew_too_old_are_still_what_was_asked_about(bench):
    """They ended without a word: `undo` may be the answer, and nothing else is taken back by it."""
    row = noted_and_held(bench)
    with bench.tx() as tx:
        suggestions.change(tx, row.id, expires_at=bench.now)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.EXPIRED
    assert bench.says("undo") == [NOTHING]
    assert bench.person("bob").note == "has a dog"


def test_held_words_that_the_owner_answered_elsewhere_keep_nothing_from_being_taken_back(bench):
    """Nobody is asked about them any more."""
    row = noted_and_held(bench)
    bench.heard("owner", "With the lid up.", reply_to=row.post_uri)
    bench.closing().step()
    assert bench.state(row) is SuggestionState.ANSWERED_ELSEWHERE
    assert bench.says("undo") == ['Taken back: "note bob has a dog".']


# --- a thumb taken away


def test_a_thumb_that_is_taken_away_takes_back(bench):
    """As `undo` does."""
    row = bench.shown(bench.heard("alice"))
    at = preview(bench)
    bench.world.react(at, "👍")
    bench.hears()
    bench.told()
    bench.world.react(at, "👍", remove=True)
    bench.hears()
    assert bench.told() == ["Taken back. It was never sent, and your words for Alice are kept. [a1.1]"]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_thumb_that_is_taken_away_too_late_keeps_back(bench):
    """It may be out."""
    row = bench.shown(bench.heard("alice"))
    at = preview(bench)
    bench.world.react(at, "👍")
    bench.hears()
    bench.told()
    bench.net.faults.add("500", Request.POST)
    bench.goes_out()
    bench.world.react(at, "👍", remove=True)
    bench.hears()
    assert bench.told() == [NOT_KNOWN]
    assert bench.row(row).kept_back


def test_a_thumb_that_is_taken_away_from_what_is_out_changes_nothing(bench):
    """It stands."""
    row = bench.published(bench.heard("alice"))
    bench.world.react(preview(bench), "👍", remove=True)
    bench.hears()
    assert bench.told() == []
    assert bench.state(row) is SuggestionState.PUBLISHED


# --- "send, or undo?"


def test_undo_answers_the_question_about_held_words_of_several(bench):
    """Nothing goes out, and none of them is asked about once more."""
    rows = [bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    bench.says("hmm, not sure about that")
    said = bench.says("undo")
    assert [line.split(" stay ")[0] for line in said] == [
        f"Nothing was sent, and the words for {who}" for who in ("Alice", "Bob")
    ]
    assert [bench.row(row).held_at for row in rows] == [None, None]


def test_undo_answers_it_where_another_waits_and_one_is_out(bench):
    """It is about the question, not about what went out before."""
    bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("carol", "Does anybody know a good book about the sea that is not a novel?"))
    row = bench.shown(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.later(minutes=3)
    bench.says(f"send {row.code}.1")
    bench.says(f"send {row.code}.1")
    bench.says("hmm, not sure about that")
    [said] = bench.says("undo")
    assert said.startswith("Nothing was sent, and the words for Bob stay as I showed them.")


def test_undo_with_a_name_answers_for_that_one_alone(bench):
    """The other is asked about once more; of somebody whose words are not held, nothing is answered."""
    alice, bob = bench.approved(bench.heard("alice")), bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    bench.nudged(bench.heard("carol", "Does anybody know a good book about the sea that is not a novel?"))
    bench.says("hmm, not sure about that")
    bench.says("undo carol")
    assert None not in [bench.row(row).held_at for row in (alice, bob)]
    bench.says("undo bob")
    assert [bench.row(row).held_at is None for row in (alice, bob)] == [False, True]


def test_a_no_is_about_what_came_since(bench):
    """Not about words that were held hours ago."""
    alice = bench.approved(bench.heard("alice"))
    bench.says("hmm, not sure about that")
    bench.later(hours=3)
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("no")
    assert bench.row(alice).held_at is not None


@pytest.mark.parametrize("word", ["no", "nein", "nope"])
def test_no_to_the_offer_to_delete_leaves_it(bench, word):
    """And does not offer it again."""
    row = bench.published(bench.heard("alice"))
    assert "delete, or leave it" in bench.says("undo")[0]
    assert "delete" not in bench.says(word)[0].partition("undo")[0]
    assert bench.state(row) is SuggestionState.PUBLISHED


def the_message(bench, says):
    """The network's id of the latest message in which we said that."""
    return next(message.id for message in reversed(bench.world.inbox("owner")) if says in message.text)


@pytest.mark.parametrize("word", ["no", "nein", "nope", "wait"])
@pytest.mark.parametrize("how", ["reply", "code"])
def test_no_to_another_message_than_the_offer_to_delete_is_about_that(bench, word, how):
    """The offer stays, and is neither taken nor left."""
    row = bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("undo a1")
    [told] = bench.says(word, to=the_message(bench, "[b1]")) if how == "reply" else bench.says(f"{word} b1")
    assert told.startswith("Nothing was sent. For Bob:")
    assert bench.state(row) is SuggestionState.PUBLISHED


@pytest.mark.parametrize("how", ["reply", "code"])
def test_no_to_the_offer_itself_leaves_it_whatever_came_since(bench, how):
    """By reference, or by its code directly after it."""
    row = bench.published(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says("undo a1")
    if how == "reply":
        bench.says("help")
        assert bench.says("no", to=the_message(bench, OFFER)) == ["Left as it is."]
    else:
        assert bench.says("no a1") == ["Left as it is."]
    assert bench.state(row) is SuggestionState.PUBLISHED


@pytest.mark.parametrize("said", ["skip a1", "later a1", "never alice"])
def test_undo_and_a_code_take_back_what_was_said_of_that_one(bench, said):
    """Another one is open."""
    bench.shown(bench.heard("alice"))
    bench.nudged(bench.heard("bob", OTHER_QUESTION))
    bench.says(said)
    assert bench.says("undo a1")[0].startswith(f'Taken back: "{said}".')
