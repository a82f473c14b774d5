"""What the owner approved is carried out exactly once: in its time, as it was shown, and the outcome is known or asked about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import TERMINAL, Answer, Network, SuggestionState
from bot.errors import LoginEnded, NotAllowed, PlatformError, Refused, WrongAccount
from bot.jobs.publish.job import Publish
from bot.knowledge.invalidation import lay_to_rest
from bot.platforms.memory import Customs
from bot.platforms.memory.faults import Request
from bot.store import answers, approvals, news, people, sources, suggestions
from bot.store.news import AnotherAccount
from tests.contract.memory_world import PEOPLE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

OUT = "It is out:"
ASKS = "send once more, or leave it."


def step(bench):
    """What may go out goes out; what the owner is told."""
    with capture_logs() as logs:
        assert bench.publish().step() is False
    bench.logs = [entry["event"] for entry in logs if entry["log_level"] != "info"]
    return bench.told()


def due(bench, post=None, words=WORDS):
    """A reply whose time to undo is over, with the owner heard since."""
    row = bench.approved(post or bench.heard("alice"), words)
    bench.later(minutes=3)
    bench.hears()
    return row


def replies(bench):
    """What stands under the owner's name."""
    return [post.text for post in bench.world.posts("owner")]


def live(bench, row):
    """The approval of a suggestion that holds."""
    with bench.tx() as tx:
        return approvals.live(tx, row.id)


def fails(bench, how, on=Request.POST, times=1):
    """The next requests go wrong so."""
    bench.net.faults.add(how, on, times)


def tried_after(bench, most=15):
    """After how many minutes the network was asked to do it again, the owner being heard all the time."""
    before = bench.publisher.times("publish") + bench.publisher.times("look")
    for minutes in range(1, most):
        bench.later(minutes=1)
        bench.hears()
        step(bench)
        if bench.publisher.times("publish") + bench.publisher.times("look") > before:
            return minutes
    return None


# --- when


def test_an_approved_reply_goes_out_as_it_was_shown(bench):
    """Once; and the owner is told where it stands."""
    post = bench.heard("alice")
    row = due(bench, post)
    [said] = step(bench)
    assert said.startswith(OUT)
    assert replies(bench) == [f"@{PEOPLE['alice']} {WORDS}"]
    assert bench.world.posts("owner")[0].parent == post.uri
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert not bench.holds(row)
    bench.later(minutes=5)
    bench.hears()
    assert step(bench) == []
    assert len(replies(bench)) == 1


def test_what_stands_is_kept_with_its_words_and_its_place(bench):
    """By the network's time."""
    row = due(bench)
    step(bench)
    with bench.tx() as tx:
        stood = approvals.publication(tx, row.id)
    assert (stood.words, stood.published.at, stood.retracted_at) == (WORDS, bench.world.now(), None)
    assert stood.published.ref.uri == bench.world.posts("owner")[0].id


def test_nothing_goes_out_in_the_time_to_undo(bench):
    """Not a second before it is over."""
    row = bench.approved(bench.heard("alice"))
    bench.later(seconds=115)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.later(seconds=2)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_nothing_goes_out_before_the_owner_was_heard_after_that_time(bench):
    """An `undo` may be on its way."""
    row = bench.approved(bench.heard("alice"))
    bench.later(minutes=3)
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    with bench.tx() as tx:
        assert bench.publish().gate.waits_to_hear(tx)
    bench.hears()
    with bench.tx() as tx:
        assert not bench.publish().gate.waits_to_hear(tx)
    step(bench)
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_nothing_waits_to_be_heard_in_the_time_to_undo(bench):
    """Calm is calm."""
    bench.approved(bench.heard("alice"))
    with bench.tx() as tx:
        assert not bench.publish().gate.waits_to_hear(tx)


def test_nothing_goes_out_while_an_answer_is_not_understood(bench):
    """It was read, and may be `undo`."""
    row = due(bench)
    bench.world.message("owner", "hmm")
    bench.answers().read()
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_nothing_goes_out_before_the_owner_was_told_when(bench):
    """The time to undo begins with the receipt."""
    row = bench.shown(bench.heard("alice"))
    bench.world.message("owner", "send")
    bench.hears()
    bench.later(hours=1)
    bench.hears()
    assert bench.publish().step() is False
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


@pytest.mark.parametrize("said", ["undo", "stop", "wait", "hmm, not sure about that"])
def test_what_the_owner_objects_to_does_not_go_out(bench, said):
    """In time."""
    row = bench.approved(bench.heard("alice"))
    bench.says(said)
    bench.goes_out()
    assert replies(bench) == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_after_stop_nothing_goes_out_that_was_approved_before(bench):
    """Also what a crash left on its way."""
    row = due(bench)
    bench.publisher.before = lambda name: bench.says("stop") if name == "account" else None
    bench.reader.before = lambda name: bench.says("stop") if name == "posts_by" else None
    step(bench)
    assert replies(bench) == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_undo_while_we_look_at_the_world_comes_in_time(bench):
    """It is claimed only if it still holds."""
    row = due(bench)
    bench.reader.before = lambda name: bench.says("undo") if name == "posts_by" else None
    step(bench)
    assert replies(bench) == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_an_answer_that_comes_while_we_look_at_the_world_is_heard_first(bench):
    """It was read and not understood yet."""
    row = due(bench)

    def said(name):
        if name == "posts_by":
            bench.world.message("owner", "undo")
            bench.answers().read()

    bench.reader.before = said
    step(bench)
    assert replies(bench) == []
    bench.hears()
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_a_reading_that_began_in_the_future_proves_nothing(bench):
    """The clock was set back."""
    row = due(bench)
    bench.boot = None
    with bench.tx() as tx:
        ahead = bench.world.now() + timedelta(hours=1)
        sources.read_well(tx, "answers", mark="m", began=ahead, now=ahead)
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH


def test_every_reply_goes_out_in_its_time(bench):
    """One row's trouble stops that row only."""
    rows = [due(bench), due(bench, bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    fails(bench, "before")
    step(bench)
    assert bench.logs == ["publish_failed"]
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHED]


def test_a_reply_of_a_network_without_a_publisher_waits(bench):
    """Its login was taken out of the file."""
    row = due(bench)
    job = bench.publish()
    job.publishers.clear()
    job.step()
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    assert bench.publisher.times("publish") == 0


# --- whose


def test_what_was_approved_for_another_account_is_laid_to_rest(bench):
    """It is used under nobody else's name; the owner is told."""
    row = due(bench)
    eve = bench.world.reader().find_account(PEOPLE["carol"])

    class Other:
        account = eve

        def may_post(self):
            return True

    bench.publisher = Other()
    with capture_logs() as logs:
        bench.publish().step()
    assert "approval_of_another_account" in [entry["event"] for entry in logs]
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert replies(bench) == []
    with bench.tx() as tx:
        assert news.to_tell(tx) == [AnotherAccount(Network("memory"))]


def test_what_was_approved_in_another_conversation_waits(bench):
    """Nobody can be heard there."""
    row = due(bench)
    bench.channel = "memory:second@bots.example>owner@home.example"
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    assert replies(bench) == []


# --- whether it may


def by_the_file(bench, *_):
    """The file says that nothing is posted any more."""
    off = bench.config.publish.model_copy(update={"enabled": False})
    bench.config = bench.config.model_copy(update={"publish": off})


def by_the_login(bench, *_):
    """The login for posting loses the right; that is found out when it is needed."""
    bench.world.let_only_read("owner")
    assert step(bench) == []


@pytest.mark.parametrize("forbidden", [by_the_file, by_the_login])
def test_where_nothing_may_be_posted_the_words_come_instead(bench, forbidden):
    """To be posted by hand; it waits for the owner."""
    row = due(bench)
    forbidden(bench)
    [said] = step(bench)
    assert said.startswith("I may only read, so this one is yours to post, under what Alice asked:")
    assert WORDS in said
    assert replies(bench) == []
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_right_that_is_missing_only_when_posting_brings_the_words(bench):
    """Nothing was done; the next step brings the text."""
    row = due(bench)
    bench.publisher.may_post = lambda: True
    bench.world.let_only_read("owner")
    step(bench)
    assert bench.logs == ["publish_not_permitted"]
    del bench.publisher.may_post
    assert step(bench)[0].startswith("I may only read")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


# --- what stands against it


def test_a_consent_that_is_not_there_any_more_counts_no_more(bench):
    """Edited or deleted: it is asked again."""
    row = due(bench)
    consent = bench.world.inbox("bot")[-1]
    bench.world.delete_message("owner", consent.id)
    [said] = step(bench)
    assert said.startswith(
        "I do not find your send as you gave it: it may have been changed or deleted, so I ask again. Held:"
    )
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_consent_on_the_machine_itself_cannot_be_changed(bench):
    """The network is not asked for it."""
    row = due(bench)
    with bench.tx() as tx:
        held = approvals.live(tx, row.id)
        tx.execute(answers.answers.delete())
        answers.receive(
            tx, [Answer(held.approval.answer_id, TERMINAL, bench.world.now(), "send")], now=bench.world.now()
        )
        tx.execute(answers.answers.update().values(handled_at=bench.world.now()))
    before = bench.messenger.times("stands")
    step(bench)
    assert bench.messenger.times("stands") == before
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_without_the_answer_that_approved_nothing_goes_out(bench):
    """It must be there to be looked at."""
    row = due(bench)
    with bench.tx() as tx:
        tx.execute(answers.answers.delete())
    assert step(bench)[0].startswith("I do not find your send as you gave it")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_a_post_that_is_gone_takes_the_reply_with_it(bench):
    """The owner has the words."""
    post = bench.heard("alice")
    row = due(bench, post)
    bench.world.delete("alice", post.uri)
    [said] = step(bench)
    assert said.startswith("Not sent. The post can no longer be answered")
    assert WORDS in said
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert not bench.holds(row)


def test_what_the_owner_answered_elsewhere_does_not_go_out(bench):
    """Nothing is said."""
    post = bench.heard("alice")
    row = due(bench, post)
    bench.world.post("owner", "With the lid up.", reply_to=post.uri)
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.ANSWERED_ELSEWHERE
    assert replies(bench) == ["With the lid up."]


def test_a_network_that_cannot_be_asked_lets_nothing_out(bench):
    """It is tried again in a minute."""
    row = due(bench)
    fails(bench, "500", Request.READ)
    step(bench)
    assert bench.logs == ["publish_put_off"]
    assert bench.publisher.times("publish") == 0
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.later(minutes=1)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_network_that_names_a_time_is_left_alone_until_then(bench):
    """Five minutes are five minutes."""
    row = due(bench)
    fails(bench, "429", Request.READ)
    step(bench)
    assert tried_after(bench) == 5
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_mistake_of_ours_puts_that_row_off_for_ten_minutes(bench):
    """Those behind it come first, and the mistake is not hidden."""
    rows = [due(bench), due(bench, bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)]
    real = bench.reader.fetch

    def fetch(refs):
        if refs[0].uri == rows[0].post_uri:
            raise ZeroDivisionError
        return real(refs)

    bench.reader.fetch = fetch
    with pytest.raises(ZeroDivisionError):
        bench.publish().step()
    step(bench)
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHED]
    bench.later(minutes=9, seconds=59)
    bench.hears()
    step(bench)
    bench.later(seconds=1)
    bench.hears()
    with pytest.raises(ZeroDivisionError):
        bench.publish().step()


# --- logins


def test_a_login_for_posting_that_is_refused_is_told_and_tried_again(bench):
    """In ten minutes; reading goes on, and what was approved waits."""
    row = due(bench)
    bench.publisher = Ended(bench.publisher)
    step(bench)
    assert bench.logs == ["publish_login"]
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    with bench.tx() as tx:
        held = sources.source(tx, "memory:publisher")
    assert (held.login_ended, held.retry_at) == (True, bench.now + timedelta(minutes=10))
    bench.publisher = bench.publisher.role
    assert tried_after(bench) == 10
    assert bench.state(row) is SuggestionState.PUBLISHED
    with bench.tx() as tx:
        assert sources.source(tx, "memory:publisher").problem is None


def test_while_the_login_for_posting_is_refused_send_again_says_what_it_waits_for(bench):
    """It is not on its way; and once the login works, it goes out once."""
    due(bench)
    bench.publisher = Ended(bench.publisher)
    step(bench)
    waits = (
        "Your answer to Alice is approved, and not out: the login for posting on Memory was refused when I last tried. "
        "It goes out if the login works again by tomorrow, 18:00, else I show it again; undo takes it back. "
        "On the server: nudge check."
    )
    assert bench.says("send") == [waits]
    assert bench.says("send a1.1") == [waits]
    bench.publisher = bench.publisher.role
    assert tried_after(bench) == 10
    bench.told()
    assert bench.says("send") == ["Your answer to Alice is out, and does not go out twice; undo offers to delete it."]
    assert len(replies(bench)) == 1


def test_what_waits_for_the_login_for_posting_is_listed_so_and_can_be_taken_back(bench):
    """The time that was named for it is over."""
    row = due(bench)
    bench.publisher = Ended(bench.publisher)
    step(bench)
    [listed] = bench.says("list")
    assert listed.startswith("a1, Alice: approved and kept; it needs the login for posting")
    assert bench.says("undo")[0].startswith("Taken back.")
    bench.publisher = bench.publisher.role
    bench.later(minutes=10)
    step(bench)
    assert bench.state(row) is not SuggestionState.PUBLISHED
    assert replies(bench) == []


def test_every_text_says_of_what_waits_for_the_login_that_it_waits(bench):
    """It goes out neither soon nor at a time that is over."""
    post = bench.heard("alice")
    due(bench, post)
    bench.publisher = Ended(bench.publisher)
    step(bench)
    assert bench.says(f"look {post.link}") == [
        "I brought you this one by Alice before, and your answer is approved and kept; it needs the login for posting. "
        "show brings it again. [a1]"
    ]


def test_an_approval_that_was_not_tried_yet_keeps_its_time_though_the_login_was_refused_before(bench):
    """It may work by then; and what can be said of it is when it goes out."""
    with bench.tx() as tx:
        sources.read_badly(tx, "memory:publisher", problem="over", retry_at=bench.now, login_ended=True)
    post = bench.heard("alice")
    bench.approved(post)
    assert bench.says("list")[0].startswith("a1, Alice: goes out at 18:02")
    assert "and your answer goes out at 18:02. show" in bench.says(f"look {post.link}")[0]
    assert bench.says("send") == ["Your answer to Alice is on its way already, and does not go out twice."]


def test_an_approval_that_could_not_leave_names_no_time_that_is_over(bench):
    """A server was silent, and no login was refused."""
    post = bench.heard("alice")
    due(bench, post)
    fails(bench, "before")
    step(bench)
    assert bench.says("list")[0].startswith("a1, Alice: approved and not out yet; I try again")
    assert "and your answer is approved and not out yet; I try again." in bench.says(f"look {post.link}")[0]


def test_a_silence_after_the_refusal_changes_nothing_of_what_is_said(bench):
    """The login was refused when it was last tried; the server was silent when it was last asked."""
    due(bench)
    bench.publisher = Ended(bench.publisher, WrongAccount(found="bob@x.example", wanted="lena@x.example"))
    step(bench)
    with bench.tx() as tx:
        sources.read_badly(tx, "memory:publisher", problem="silence", retry_at=None)
    assert "the login for posting on Memory was somebody else's when I last tried" in bench.says("send")[0]


def test_a_login_for_posting_that_is_somebody_elses_is_named_so(bench):
    """It was not refused: nothing is tried with it."""
    due(bench)
    bench.publisher = Ended(bench.publisher, WrongAccount(found="bob@x.example", wanted="lena@x.example"))
    step(bench)
    [said] = bench.says("send")
    assert said.startswith(
        "Your answer to Alice is approved, and not out: the login for posting on Memory was somebody "
    )


def test_a_login_that_reads_and_is_refused_is_no_word_on_the_login_for_posting(bench):
    """That one was never tried: whoever reads notes it, and what was approved waits."""
    row = due(bench)
    bench.readers[Network("memory")] = Unread(bench.reader)
    step(bench)
    assert bench.logs == ["publish_put_off"]
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    with bench.tx() as tx:
        assert sources.source(tx, "memory:publisher") == sources.Source("memory:publisher")
    assert "login for posting" not in " ".join((*bench.says("list"), *bench.says("send")))
    bench.readers[Network("memory")] = bench.reader
    assert tried_after(bench) == 10
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_login_of_the_messages_that_is_refused_is_no_word_on_the_login_for_posting(bench):
    """It is asked whether the `send` still stands; no more than that."""
    due(bench)

    def ended(*_):
        raise LoginEnded("over")

    bench.messenger.stands = ended
    step(bench)
    assert bench.logs == ["publish_put_off"]
    with bench.tx() as tx:
        assert not sources.source(tx, "memory:publisher").login_ended


class Ended:
    """A publisher whose login is refused."""

    def __init__(self, role, problem=None):
        self.role, self.problem = role, problem or LoginEnded("over")

    def __getattr__(self, name):
        return getattr(self.role, name)

    @property
    def account(self):
        """Nobody's, or somebody else's."""
        raise self.problem


class Unread(Ended):
    """A reader whose login is refused."""

    def fetch(self, _refs):
        """Nothing."""
        raise self.problem


# --- the outcome


def test_what_surely_was_not_done_is_tried_again_in_a_minute(bench):
    """Once more, and once only."""
    row = due(bench)
    fails(bench, "before")
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    assert live(bench, row).attempts == 1
    assert tried_after(bench) == 1
    assert len(replies(bench)) == 1


@pytest.mark.parametrize("patience", [timedelta(days=3), timedelta(days=4000)])
def test_a_network_that_asks_for_days_is_not_asked_again_at_once(bench, patience):
    """After one day it is; a time further ahead would be taken for that of a wrong clock."""
    row = due(bench)

    def too_many(_approval):
        raise PlatformError("too many requests", retry_after=patience)

    bench.publisher.publish = too_many
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    assert live(bench, row).retry_at == bench.now + timedelta(days=1)
    assert tried_after(bench) is None


def test_what_was_done_though_it_was_refused_is_found(bench):
    """A no can come from a gateway after the server has done it."""
    row = due(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        real(approval)
        fails(bench, "refused")
        return real(approval)

    bench.publisher.publish = publish
    [said] = step(bench)
    assert said.startswith(OUT)
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert len(replies(bench)) == 1


def test_what_was_refused_is_said_with_the_words(bench):
    """It would not be taken a second time."""
    row = due(bench)
    fails(bench, "refused")
    [said] = step(bench)
    assert said.startswith("Not sent. home.example did not take your answer to Alice")
    assert WORDS in said
    assert bench.state(row) is SuggestionState.FAILED
    assert not bench.holds(row)
    assert bench.goes_out() == []


def test_a_refusal_that_cannot_be_checked_is_unclear(bench):
    """Nobody knows yet."""
    row = due(bench)
    fails(bench, "refused")
    bench.publisher.look = silent
    step(bench)
    assert bench.state(row) is SuggestionState.UNCLEAR


def test_our_own_guard_ends_it_like_a_refusal(bench):
    """Nothing left this machine, and it is not looked for."""
    row = due(bench)

    def publish(_):
        raise NotAllowed("not what was approved")

    bench.publisher.publish = publish
    [said] = step(bench)
    assert said.startswith("Not sent.")
    assert bench.state(row) is SuggestionState.FAILED
    assert bench.publisher.times("look") == 0


def silent(*_, **__):
    """A network that says nothing."""
    raise PlatformError("silence")


@pytest.mark.parametrize("how", ["after", "500", "html"])
def test_an_unclear_answer_is_found_out_and_ends_in_one_reply(bench, how):
    """Where a repeat is harmless it is repeated; found or repeated, it stands once."""
    row = due(bench)
    fails(bench, how)
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.UNCLEAR
    bench.later(minutes=1)
    bench.hears()
    assert step(bench)[0].startswith(OUT)
    assert len(replies(bench)) == 1
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_crash_between_claim_and_outcome_is_an_unclear_answer(bench):
    """It is found out."""

    class Killed(BaseException):
        """The process died."""

    row = due(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        real(approval)
        raise Killed

    bench.publisher.publish = publish
    with pytest.raises(Killed):
        bench.publish().step()
    del bench.publisher.publish
    assert bench.state(row) is SuggestionState.PUBLISHING
    step(bench)
    assert bench.state(row) is SuggestionState.UNCLEAR
    assert step(bench)[0].startswith(OUT)
    assert len(replies(bench)) == 1


def test_a_reply_is_looked_for_since_a_day_before_the_first_attempt(bench):
    """Our clock may have been wrong then."""
    due(bench)
    began, asked, real = bench.now, [], bench.publisher.look
    bench.publisher.look = lambda approval, *, since: asked.append(since) or real(approval, since=since)
    fails(bench, "500")
    step(bench)
    bench.later(minutes=5)
    step(bench)
    assert asked == [began - timedelta(days=1)]


def lost(bench, how="500"):
    """A reply of which nobody knows whether it arrived."""
    row = due(bench)
    bench.later(seconds=1)
    fails(bench, how)
    step(bench)
    return row


def test_where_a_repeat_is_not_harmless_the_owner_is_asked(make):
    """Once, with the words; nothing more is tried."""
    bench = make(customs=Customs(repeat_harmless=None))
    row = lost(bench)
    [said] = step(bench)
    assert said.startswith("home.example did not tell me whether your answer to Alice arrived")
    assert said.endswith(f"{ASKS} [a1.1]")
    assert WORDS in said
    bench.later(hours=1)
    bench.hears()
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.UNCLEAR
    assert bench.publisher.times("publish") == 1


@pytest.mark.parametrize(("minutes", "asked"), [(48, False), (51, True)])
def test_a_repeat_is_harmless_as_long_as_the_network_says(make, minutes, asked):
    """From the first attempt on."""
    bench = make(customs=Customs(repeat_harmless=timedelta(minutes=50)))
    lost(bench)
    bench.later(minutes=minutes)
    bench.hears()
    assert (ASKS in step(bench)[0]) is asked
    assert len(replies(bench)) == (not asked)


def test_a_clock_that_was_set_back_says_nothing_about_the_first_attempt(make):
    """Then no repeat is harmless."""
    bench = make(customs=Customs(repeat_harmless=timedelta(minutes=50)))
    lost(bench)
    bench.offset = -timedelta(hours=1)
    bench.hears()
    assert ASKS in step(bench)[0]


def test_before_a_repeat_the_owner_is_heard(bench):
    """They may have said `undo`."""
    lost(bench)
    bench.later(minutes=1)
    step(bench)
    assert replies(bench) == []
    bench.world.message("owner", "hmm")
    bench.answers().read()
    step(bench)
    assert replies(bench) == []


def test_what_the_owner_wanted_back_meanwhile_is_never_repeated(bench):
    """It is a question to them."""
    lost(bench)
    bench.says("undo")
    assert ASKS in step(bench)[0]
    assert replies(bench) == []


def gone(bench, row):
    """The post is deleted."""
    bench.world.delete("alice", row.post_uri)


def taken_away(bench, _):
    """The consent is deleted."""
    bench.world.delete_message("owner", bench.world.inbox("bot")[-1].id)


@pytest.mark.parametrize("happens", [gone, taken_away, by_the_file])
def test_whatever_stands_against_a_repeat_makes_it_a_question(bench, happens):
    """A repeat is a sending like any other."""
    row = lost(bench)
    happens(bench, row)
    bench.later(minutes=1)
    bench.hears()
    assert ASKS in step(bench)[0]
    assert replies(bench) == []


def test_after_stop_nothing_is_repeated(bench):
    """`stop` means everything."""
    row = lost(bench)
    bench.says("stop")
    bench.later(minutes=1)
    bench.hears()
    step(bench)
    assert replies(bench) == []
    assert bench.state(row) is SuggestionState.UNCLEAR


@pytest.mark.parametrize("said", ["undo", "stop"])
def test_what_is_said_while_we_ask_the_network_holds_a_repeat(bench, said):
    """Right before it."""
    lost(bench)
    bench.later(minutes=1)
    bench.hears()
    bench.messenger.before = lambda name: _says_once(bench, said) if name == "stands" else None
    step(bench)
    assert replies(bench) == []


def _says_once(bench, said):
    bench.messenger.before = lambda _: None
    bench.says(said)


def test_where_it_cannot_be_found_out_the_owner_hears_of_it_after_an_hour(bench):
    """Once; and after a day it is their question."""
    row = lost(bench)
    bench.publisher.look = silent
    first = live(bench, row).first_attempt_at
    assert bench.now == first
    bench.later(minutes=59)
    bench.hears()
    assert step(bench) == []
    bench.later(minutes=1)
    bench.hears()
    [said] = step(bench)
    assert said.startswith("I still cannot tell whether your answer to Alice arrived at home.example.")
    bench.later(hours=22, minutes=59)
    bench.hears()
    assert step(bench) == []
    bench.later(minutes=1)
    bench.hears()
    assert ASKS in step(bench)[0]
    bench.later(hours=1)
    assert step(bench) == []


def test_of_somebody_they_want_no_more_of_the_owner_is_not_asked(make):
    """It is left as it is."""
    bench = make(customs=Customs(repeat_harmless=None))
    row = lost(bench)
    person = bench.person("alice").id
    with bench.tx() as tx:
        people.change(tx, person, never=True)
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.FAILED
    assert not bench.holds(row)


def test_what_surely_was_not_sent_and_was_wanted_back_is_taken_back(bench):
    """The owner said `undo` at the very moment."""
    row = due(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        bench.says("undo")
        fails(bench, "before")
        return real(approval)

    bench.publisher.publish = publish
    texts = step(bench)
    assert any(text.startswith("Taken back. It was never sent") for text in texts)
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)
    assert not bench.row(row).kept_back


def test_what_nobody_knows_of_is_found_out_no_more_when_they_are_forgotten(bench):
    """Its words are gone: it is neither looked for, nor repeated, nor asked about."""
    row = lost(bench)
    bench.says("forget alice")
    bench.later(minutes=3)
    bench.hears()
    bench.forgetting().step()
    assert bench.state(row) is SuggestionState.FAILED
    assert not bench.holds(row)
    tried = bench.publisher.times("publish")
    for _ in range(3):
        bench.later(hours=12)
        bench.hears()
        assert step(bench) == []
    assert bench.publisher.times("publish") == tried
    assert replies(bench) == []


def test_what_was_not_sent_to_somebody_they_want_no_more_of_is_not_opened_again(bench):
    """The owner said `never` at the very moment: it ends, and nothing is said of it."""
    row = due(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        assert bench.says("never alice")[0].startswith("You will hear nothing from me about Alice again.")
        fails(bench, "before")
        return real(approval)

    bench.publisher.publish = publish
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.WITHDRAWN
    assert not bench.holds(row)


def test_an_attempt_that_seemed_to_have_failed_and_had_not_is_recognised(bench):
    """The answer that stands there is this very reply."""
    row = due(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        real(approval)
        raise PlatformError("the connection was refused")

    bench.publisher.publish = publish
    step(bench)
    del bench.publisher.publish
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.later(minutes=1)
    bench.hears()
    assert step(bench)[0].startswith(OUT)
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert len(replies(bench)) == 1


# --- taking back


def deleting(bench):
    """A reply stands, and the owner said `delete`."""
    row = bench.published(bench.heard("alice"))
    bench.says("undo")
    bench.says("delete")
    return row


def test_a_reply_is_deleted_when_the_owner_says_so(bench):
    """Once, and it is said."""
    row = deleting(bench)
    [said] = step(bench)
    assert said == "Deleted from your server, which tells the others. Whether their copies go, I do not know."
    assert bench.state(row) is SuggestionState.RETRACTED
    assert replies(bench) == []
    assert not bench.holds(row)
    with bench.tx() as tx:
        assert approvals.publication(tx, row.id).retracted_at == bench.world.now()
    assert step(bench) == []


@pytest.mark.parametrize("read_again", [False, True])
def test_what_the_owner_had_deleted_is_quoted_no_more(bench, read_again):
    """Not even where the network shows it for a while longer; that the two spoke, and when, stays."""
    row = bench.published(bench.heard("alice"))
    bench.poll().own()
    stood = bench.seen(bench.world.posts("owner")[0].id)
    assert WORDS[:40] in "".join(bench.says("who alice"))
    bench.says("undo")
    bench.says("delete")
    step(bench)
    assert bench.state(row) is SuggestionState.RETRACTED
    if read_again:
        bench.read(stood)
    said = "".join(bench.says("who alice"))
    assert "You wrote to Alice today." in said
    assert WORDS[:40] not in said


def test_what_the_owner_had_deleted_before_it_was_read_is_quoted_no_more(bench):
    """Their own posts are read a few minutes later, and the network may still show it then."""
    row = bench.published(bench.heard("alice"))
    stood = bench.seen(bench.world.posts("owner")[0].id)
    bench.says("undo")
    bench.says("delete")
    step(bench)
    assert bench.state(row) is SuggestionState.RETRACTED
    bench.read(stood)
    said = "".join(bench.says("who alice"))
    assert "You wrote to Alice today." in said
    assert WORDS[:40] not in said


def test_a_deletion_that_is_refused_is_said_with_where_it_stands(bench):
    """In the app it may work."""
    row = deleting(bench)
    link = bench.seen(bench.world.posts("owner")[0].id).link
    fails(bench, "refused")
    [said] = step(bench)
    assert said == f"It still stands: the server refused to delete it. In your app it may work: {link}"
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert not bench.holds(row)
    assert step(bench) == []


def test_a_deletion_that_fails_is_tried_again(bench):
    """A minute later."""
    row = deleting(bench)
    fails(bench, "before")
    step(bench)
    assert bench.state(row) is SuggestionState.RETRACTING
    assert tried_after(bench) == 1
    assert bench.state(row) is SuggestionState.RETRACTED


def test_a_deletion_for_another_account_is_laid_to_rest(bench):
    """Nothing is deleted under somebody else's name."""
    row = deleting(bench)
    with bench.tx() as tx:
        tx.execute(approvals.approvals.update().values(account="memory:eve@home.example#m9"))
    step(bench)
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert len(replies(bench)) == 1


def test_what_was_laid_to_rest_while_the_login_was_asked_is_not_deleted(bench, monkeypatch):
    """The approval does not hold any more, and a deletion needs one like everything else."""
    row = deleting(bench)
    works = Publish._login_works

    def asks(job, network):
        with bench.tx() as tx:
            lay_to_rest(tx, [suggestions.get(tx, row.id)], bench.now)
        return works(job, network)

    monkeypatch.setattr(Publish, "_login_works", asks)
    asked = bench.publisher.times("publish")
    assert step(bench) == []
    assert bench.publisher.times("publish") == asked
    assert bench.state(row) is SuggestionState.PUBLISHED
    assert len(replies(bench)) == 1


def rested_and_asked_again(bench, row):
    """While the network is asked it is laid to rest, and the owner says `delete` once more."""
    with bench.tx() as tx:
        lay_to_rest(tx, [suggestions.get(tx, row.id)], bench.now)
    bench.says("undo")
    bench.says("delete")


def test_a_no_of_the_server_ends_no_wish_that_came_since(bench):
    """It was an answer to the one before: the new one is asked for by itself."""
    row = deleting(bench)

    def publish(_):
        rested_and_asked_again(bench, row)
        raise Refused("no")

    bench.publisher.publish = publish
    assert step(bench) == []
    assert bench.state(row) is SuggestionState.RETRACTING
    assert bench.holds(row)
    del bench.publisher.publish
    assert step(bench) == ["Deleted from your server, which tells the others. Whether their copies go, I do not know."]


def test_what_is_gone_is_known_to_be_gone_whatever_was_said_since(bench):
    """The wish that came since is carried out too, finds nothing, and is used."""
    row = deleting(bench)
    real = bench.publisher._role.publish

    def publish(approval):
        rested_and_asked_again(bench, row)
        return real(approval)

    bench.publisher.publish = publish
    assert step(bench) == []
    with bench.tx() as tx:
        assert approvals.publication(tx, row.id).retracted_at is not None
    del bench.publisher.publish
    assert bench.holds(row)
    assert step(bench) == ["Deleted from your server, which tells the others. Whether their copies go, I do not know."]
    assert bench.state(row) is SuggestionState.RETRACTED
    assert not bench.holds(row)


# --- clocks


def test_where_the_machine_was_started_anew_the_owner_gets_the_time_again(bench):
    """Whoever could not be heard while nothing ran."""
    row = bench.approved(bench.heard("alice"))
    bench.later(minutes=30)
    bench.boots = 1
    bench.started = bench.boot()
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.later(seconds=89)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
    bench.later(seconds=1)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.PUBLISHED


def test_a_wall_clock_that_is_set_ahead_shortens_no_time(bench):
    """The machine's own clock counts."""
    row = bench.approved(bench.heard("alice"))
    bench.offset = timedelta(hours=2)
    bench.later(seconds=60)
    bench.hears()
    step(bench)
    assert bench.state(row) is SuggestionState.AWAITING_PUBLISH
