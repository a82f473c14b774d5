"""While a reply is on its way, whatever is said about it and is not plainly a yes holds it, and asks once (DESIGN 2, undo)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import LoginEnded, PlatformError, Refused
from bot.jobs.inbox import job
from bot.platforms.memory import Customs, MemoryPublisher
from bot.platforms.memory.faults import Request
from bot.store import sources
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, change_acts, plain
from tests.owner.scenes import TOMAS, scene
from tests.promise.beginnings import after, alice_asks, begins_with, send_is_said, words_are_shown

SAYINGS = Path(__file__).parents[1] / "data/sayings"
OBJECTIONS = (SAYINGS / "objections.txt").read_text(encoding="utf-8").splitlines()
UNPROTECTED = Customs(repeat_harmless=None)
REMARKS = (SAYINGS / "remarks.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def home_where():
    """Enter a situation; the house is closed at the end."""
    entered = []

    def enter(when: str):
        context = scene(when).entered()
        entered.append(context)
        return context.__enter__()

    yield enter
    for context in entered:
        context.__exit__(None, None, None)


def new_posts(home) -> set[str]:
    """What stands under the owner's name since this evening; four older ones are part of the street."""
    return {post.text for post in home.replies()[4:]}


def shown(home):
    """The latest message that shows the words for Tomas."""
    return home.preview()


# --- in the time to undo


@pytest.mark.parametrize("text", [text for text in OBJECTIONS if not text.startswith("wer ist")][::5])
def test_an_objection_holds_the_reply_and_asks(home_where, text):
    """Written by readers who had not seen the program; nothing goes out, and the words are shown again.

    A whole sentence may be meant as other words: then these are shown, in place of what was agreed on.
    """
    home = home_where("on its way")
    home.hears(text)
    said = plain(home.last.text)
    assert WORDS in said or "Taken back" in said or "Stopped" in said or f'"{text}"' in said
    home.waits(minutes=10)
    assert new_posts(home) == set()


@pytest.mark.parametrize(
    "text",
    [
        text
        for text in REMARKS
        if not {"piano", "alice", "ines"} & set(text.lower().split()) and not text.startswith("topics")
    ][::8],
)
def test_an_ordinary_remark_lets_it_go_out(home_where, text):
    """As agreed, once."""
    home = home_where("on its way")
    home.hears(text)
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


@pytest.mark.parametrize("sign", ["👎", "❌", "✋", "🛑", "🤦"])
@pytest.mark.parametrize("on", ["the preview", "the receipt"])
def test_a_sign_that_objects_holds_it(home_where, sign, on):
    """On whichever of our messages about it."""
    home = home_where("on its way")
    home.world.react((home.preview() if on == "the preview" else home.last).id, sign)
    home.talk()
    assert plain(home.last.text).startswith("Held: your answer to Tomas")
    home.waits(minutes=10)
    assert new_posts(home) == set()


def test_it_asks_once_and_one_send_sends_it(home_where):
    """ "nah" holds; nothing more is asked; `send` lets it out."""
    home = home_where("on its way")
    said = len(home.received)
    home.hears("nah")
    assert len(home.received) == said + 1
    assert plain(home.last.text).endswith("send, or undo? [t1.1]")
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


def test_undo_after_it_was_held_leaves_it_held(home_where):
    """The question has two answers."""
    home = home_where("on its way")
    home.hears("nah")
    home.hears("undo")
    home.waits(minutes=10)
    assert new_posts(home) == set()


def test_a_hold_that_nobody_answers_comes_back_once(home_where):
    """With the next delivery, and then no more."""
    home = home_where("on its way")
    home.hears("nah")
    said = len(home.received)
    for _ in range(4):
        home.minutes_pass(40)
    again = [message for message in home.received[said:] if plain(message.text).startswith("Held:")]
    assert len(again) == 1


@pytest.mark.parametrize(
    "text",
    [
        "skip t1",
        "skip tomas",
        "done t1",
        "done tomas reed",
        "later t1",
        "never tomas reed",
        "forget tomas reed",
        "edit t1 No, quite other words than before.",
    ],
)
def test_whatever_is_said_to_it_by_name_keeps_it_in(home_where, text):
    """Each does its own thing, and none lets the reply go out."""
    home = home_where("on its way")
    home.hears(text)
    home.waits(minutes=10)
    assert new_posts(home) == set()


def two_ask_and_bobs_words_are_approved(house):
    """The nudge about carol is open."""
    for who in ("bob", "carol"):
        house.world.post(who, f"{QUESTION} ({who})", mention=["owner"])
    for _ in range(4):
        house.passes(minutes=80)
        house.go()
    house.said("b1: " + WORDS)
    house.said("send", to=house.preview())


@pytest.mark.parametrize(
    "text", ["bitte noch nicht abschicken {}", "I would rather not have {} go out like this, it is too long"]
)
@pytest.mark.parametrize("end", ["known", "unknown"])
def test_a_code_among_the_words_says_what_they_are_about(tmp_path, text, end):
    """Nudges about others are open, for which they could be meant otherwise."""
    house = after(two_ask_and_bobs_words_are_approved, tmp_path)
    if end == "unknown":
        house.world.net.faults.add("500", Request.POST)
        house.passes(minutes=2)
        house.program.talking.round(read=True)
    house.said(text.format("b1"))
    for _ in range(4):
        house.passes(minutes=2)
        house.program.talking.round(read=True)
    assert house.replies() == []


def test_three_people_answered_in_three_minutes_are_three_replies(tmp_path):
    """Words and consent for one are no objection to another."""
    house = House(
        MemoryWorld(),
        tmp_path,
        settings={"deliver": {"at": "as-they-come", "quiet": "", "through": "terminal", "people_per_day": 10}},
    )
    for who in ("alice", "bob", "carol"):
        house.world.post(who, f"{QUESTION} ({who})", mention=["owner"])
    for _ in range(4):
        house.passes(minutes=80)
        house.go()
    nudges = [message for message in house.received if plain(message.text).endswith("1]")]
    assert len(nudges) == 3
    for number, nudge in enumerate(nudges):
        house.said(f"{WORDS} {'Really. ' * number}".strip(), to=nudge)
        house.said("send anyway" if "send anyway" in house.last.text else "send", to=house.last)
    house.passes(minutes=4)
    house.go(2)
    assert len(house.replies()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "stop this is a mistake and I do not want it to be public under my name please",
        "no no please do not send that one out yet, I want to sleep on it first",
        "wait I am really not so sure about that one any more after all, give me the evening",
    ],
)
def test_a_long_objection_is_no_words_for_somebody_else(home_where, text):
    """Ines waits for words, and these are about those on their way to Tomas."""
    home = home_where("nudge and preview open")
    home.hears("send t1.1")
    home.hears(text)
    assert plain(home.last.text).startswith("Held: your answer to Tomas")
    home.waits(minutes=10)
    assert new_posts(home) == set()


@pytest.mark.parametrize("text", ["skip t9", "done t9", "forget tomsa", "delete t9"])
def test_what_names_nothing_that_is_known_may_have_meant_it(home_where, text):
    """A slip of the finger is doubt."""
    home = home_where("on its way")
    home.hears(text)
    home.waits(minutes=10)
    assert new_posts(home) == set()


@pytest.mark.parametrize("text", ["skip t1", "skip tomas", "done t1.1"])
def test_a_name_and_a_reference_that_contradict_one_another_hold_it(home_where, text):
    """It is asked which, and meanwhile nothing goes out."""
    home = home_where("nudge and preview open")
    nudge = home.nudge()
    home.hears("send t1.1")
    home.hears(text, to=nudge)
    home.waits(minutes=10)
    assert new_posts(home) == set()


@pytest.mark.parametrize("text", ["skip ines", "never ines duarte", "forget ines duarte"])
def test_what_is_plainly_about_somebody_else_holds_nothing(home_where, text):
    """Ines has nothing to do with the reply to Tomas."""
    home = home_where("nudge and preview open")
    home.hears("send t1.1")
    home.hears(text)
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


# --- while the end of a request is not known


@begins_with(send_is_said)
def the_server_answers_500(house):
    """Nobody knows whether the reply stands."""
    house.world.net.faults.add("500", Request.POST)
    house.passes(minutes=2)
    house.program.talking.round(read=True)
    assert house.states() == ["unclear"]


@pytest.fixture
def unclear(tmp_path):
    """That was its answer. A repeat would be harmless there."""
    return after(the_server_answers_500, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["never alice", "forget alice", "skip", "skip a1", "done", "nah", "undo", "who told you to post that?", "later"],
)
def test_what_was_objected_to_while_unclear_is_never_repeated(unclear, text):
    """It may be found; it is not sent a second time."""
    unclear.said(text)
    for _ in range(5):
        unclear.passes(minutes=2)
        unclear.program.talking.round(read=True)
    assert unclear.replies() == []


def test_never_says_that_one_may_be_out_already(unclear):
    """No more is promised than can be kept."""
    unclear.said("never alice")
    assert "may be out already; I do not send it again" in plain(unclear.last.text)


def test_a_thumb_taken_away_while_unclear_is_an_objection(tmp_path):
    """As it is before."""
    house = after(words_are_shown, tmp_path)
    preview = house.preview()
    house.world.react(preview.id, "👍")
    house.go()
    house.world.net.faults.add("500", Request.POST)
    house.passes(minutes=2)
    house.program.talking.round(read=True)
    house.world.react(preview.id, "👍", remove=True)
    house.program.talking.round(read=True)
    said = [letter.text for letter in house.world.net.direct_messages.of(PEOPLE["owner"])]
    assert any("It is not known yet whether your answer to Alice is out." in text for text in said)
    for _ in range(5):
        house.passes(minutes=2)
        house.program.talking.round(read=True)
    assert house.replies() == []


def test_what_surely_was_not_sent_and_was_wanted_back_is_taken_back(home_where, monkeypatch):
    """The owner said `undo` while the request was out; it never left, so nothing is tried again."""
    home = home_where("on its way")
    publish = MemoryPublisher.publish

    def never_leaves(*_):
        monkeypatch.setattr(MemoryPublisher, "publish", publish)
        home.world.message("owner", "undo")
        home.program.talking._jobs.answers.read()
        home.program.talking._jobs.answers.act()
        raise PlatformError("the connection was refused")

    monkeypatch.setattr(MemoryPublisher, "publish", never_leaves)
    home.waits(minutes=3)
    assert "Taken back" in plain(home.last.text)
    home.waits(minutes=10)
    assert new_posts(home) == set()


# --- what was not understood


def test_an_answer_on_which_we_stumble_holds_everything(home_where, monkeypatch):
    """ "I stumbled" is not enough: it may have been `undo`."""
    home = home_where("on its way")

    def stumbles(turn, owner):
        raise ValueError("a fault of ours")

    monkeypatch.setattr(job, "understand", stumbles)
    home.world.message("owner", "undo")
    for _ in range(4):
        home.waits(minutes=6)
    monkeypatch.undo()
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "I stumbled over a message of yours" in plain(home.last.text)


@pytest.mark.parametrize("what", [{"skipped": 1}, {"gap": True}])
def test_what_could_not_be_read_holds_everything(home_where, what, monkeypatch):
    """An item that was skipped, or lay where the network gave nothing, may have been `undo`."""
    home = home_where("on its way")
    messenger = home.program.talking._jobs.answers.messenger if home.program.talking.open() else None
    real = type(messenger).answers

    def unread(self, mark):
        return replace(real(self, mark), **what)

    monkeypatch.setattr(type(messenger), "answers", unread)
    home.waits(seconds=5)
    monkeypatch.undo()
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "did not come through whole" in plain(home.last.text)


def test_an_undo_that_others_heard_too_holds_it(home_where):
    """It is no answer to anything, and still no yes."""
    home = home_where("on its way")
    home.world.message("owner", "undo", also=["alice"])
    home.talk()
    home.waits(minutes=10)
    assert new_posts(home) == set()


# --- the consent itself


@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_a_consent_that_is_not_there_any_more_holds_it(home_where, what):
    """Looked at again after the time to undo, before the claim."""
    home = home_where("preview open")
    consent = home.world.message("owner", "send")
    home.talk()
    letters = home.world.net.direct_messages
    letters.edit(consent, "no, not yet") if what == "edited" else letters.delete(consent)
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "it may have been changed or deleted, so I ask again" in plain(home.last.text)
    home.hears("send")
    home.waits(minutes=10)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


# --- the receipt


def test_without_a_receipt_nothing_goes_out(home_where):
    """The time to undo begins when the owner was told; if they cannot be told, they are asked again."""
    home = home_where("preview open")
    home.world.net.faults.add("refused", Request.MESSAGE)
    home.world.message("owner", "send")
    home.talk()
    home.waits(minutes=10)
    assert new_posts(home) == set()
    assert "I could not tell you when it would go out, so I ask again" in plain(home.last.text)


def test_the_time_to_undo_begins_with_the_delivery_of_the_receipt(home_where):
    """An hour in which no message could be delivered is no time to undo."""
    home = home_where("preview open")
    home.world.net.faults.add("before", Request.MESSAGE, 30)
    home.world.message("owner", "send")
    home.talk()
    for _ in range(3):
        home.waits(minutes=20)
    home.world.net.faults._next.clear()
    home.waits(minutes=2)
    named = re.search(r"It goes out at (\d+):(\d\d)", home.last.text)
    now = home.clock().astimezone(home.config.owner.timezone)
    assert named
    in_minutes = int(named[1]) * 60 + int(named[2]) - now.hour * 60 - now.minute
    assert 1 <= in_minutes <= 3
    assert new_posts(home) == set()
    home.waits(seconds=60)
    assert new_posts(home) == set()
    home.waits(minutes=2)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}


# --- no right to post


def test_publishing_switched_off_brings_the_text_instead(tmp_path):
    """An approval from before is not carried out; its words come to be posted by hand."""
    house = after(send_is_said, tmp_path)
    house.store.close()
    house = House(house.world, tmp_path, settings={"publish": {"enabled": False}})
    house.passes(minutes=4)
    house.go(2)
    assert house.replies() == []
    assert f"\n\n{WORDS}\n\n" in plain(house.last.text)
    assert "\u2060" not in house.last.text


def test_a_login_that_may_only_read_brings_the_text_instead(tmp_path):
    """Also when the right was lost while the approval was open."""
    house = after(send_is_said, tmp_path)
    house.world.net.people.let_only_read(PEOPLE["owner"])
    house.passes(minutes=4)
    house.go(2)
    assert house.replies() == []
    assert f"\n\n{WORDS}\n\n" in plain(house.last.text)


def test_a_refused_login_for_posting_is_told_once(tmp_path, monkeypatch):
    """It stands in `status` as well; what was approved waits."""
    house = after(send_is_said, tmp_path)
    publisher = type(house.world.publisher())

    def ended(self):
        raise LoginEnded("the login is no longer accepted")

    monkeypatch.setattr(publisher, "account", property(ended))
    for _ in range(6):
        house.passes(minutes=4)
        house.go()
    told = [message for message in house.received if "no longer lets me post for you" in message.text]
    assert len(told) == 1
    with house.store.begin() as tx:
        assert sources.source(tx, "memory:publisher").problem
    monkeypatch.undo()
    for _ in range(6):
        house.passes(minutes=4)
        house.go()
    assert [reply.text for reply in house.replies()] == [f"@{PEOPLE['alice']} {WORDS}"]


def test_a_login_that_reads_and_posts_is_told_of_once(tmp_path):
    """ "I go on reading" is no word to say where nothing is read."""
    house = after(send_is_said, tmp_path)
    house.world.net.people.end_login(PEOPLE["owner"])
    for _ in range(6):
        house.passes(minutes=4)
        house.go()
    told = [plain(message.text) for message in house.received if "no longer" in message.text]
    assert len(told) == 1
    assert "I have read nothing since" in told[0]


# --- offers


@begins_with(the_server_answers_500)
def the_owner_is_asked(house):
    """Whether to send once more."""
    house.program.talking.round(read=True)
    assert "send once more" in house.last.text


def lost(tmp_path):
    """A server that gives no protection lost our request: the owner was asked whether to send once more."""
    return after(the_owner_is_asked, tmp_path, customs=UNPROTECTED)


def test_an_old_offer_is_shown_again_and_does_nothing(tmp_path):
    """ "send once more", three weeks later."""
    house = lost(tmp_path)
    offer = house.last
    house.passes(hours=500)
    house.world.message("owner", "send once more", reply_to=offer.id)
    house.program.talking.round(read=True)
    house.passes(minutes=4)
    house.program.talking.round(read=True)
    assert house.replies() == []
    assert WORDS in plain(house.last.text)
    house.world.message("owner", "send once more", reply_to=house.last.id)
    for _ in range(3):
        house.program.talking.round(read=True)
        house.passes(minutes=2)
    assert len(house.replies()) == 1


def test_an_offer_made_again_offers_what_it_showed_first(tmp_path):
    """An act that was changed on the disk meanwhile is not what it says: nothing goes out."""
    house = lost(tmp_path)
    change_acts(house.folder)
    house.passes(hours=30)
    for said in ("send once more", "send once more"):
        house.world.message("owner", said, reply_to=house.last.id)
        for _ in range(3):
            house.program.talking.round(read=True)
            house.passes(minutes=2)
    assert WORDS in plain(house.received[-2].text) + plain(house.last.text)
    assert house.replies() == []


def test_an_old_offer_to_delete_deletes_nothing(home_where):
    """It is offered again."""
    home = home_where("out")
    home.hears("undo")
    offer = home.last
    home.waits(hours=30)
    home.hears("delete", to=offer)
    home.waits(minutes=4)
    assert new_posts(home) == {f"@{TOMAS} {WORDS}"}
    assert sum("delete, or leave it" in message.text for message in home.received) == 2


def test_an_offer_under_another_number_is_not_taken(tmp_path):
    """The code names other words than those that were offered."""
    house = lost(tmp_path)
    house.world.message("owner", "send once more a1.9")
    house.program.talking.round(read=True)
    house.passes(minutes=4)
    house.program.talking.round(read=True)
    assert house.replies() == []


def test_an_offer_from_before_another_attempt_is_not_taken(tmp_path):
    """It was sent once more, and that is unclear too: "send once more" waits until this is asked about."""
    house = lost(tmp_path)
    offer = house.last
    house.world.message("owner", "send once more", reply_to=offer.id)
    house.program.talking.round(read=True)
    house.world.net.faults.add("500", Request.POST)
    house.passes(minutes=2)
    house.program.talking.round(read=True)
    assert house.states() == ["unclear"]
    house.world.message("owner", "send once more", reply_to=offer.id)
    house.program.talking.round(read=True)
    house.passes(minutes=4)
    house.program.talking.round(read=True)
    assert house.replies() == []


def test_an_offer_is_made_again_after_other_words(tmp_path):
    """They were written in one breath with "send once more", and nothing came of them: the owner does not know that yet."""
    house = lost(tmp_path)
    house.world.message("owner", "a1: Flat, cold and dry, for a week.")
    house.world.message("owner", "send once more a1")
    house.program.talking.round(read=True)
    house.passes(minutes=4)
    house.program.talking.round(read=True)
    assert house.replies() == []
    assert "send once more, or leave it" in plain(house.last.text)


def test_once_more_after_stop_names_no_time(tmp_path):
    """All is stopped: what cannot go out is not said to go out, and does not after `resume` either."""
    house = lost(tmp_path)
    offer = house.last
    house.said("stop")
    house.world.message("owner", "send once more", reply_to=offer.id)
    house.program.talking.round(read=True)
    assert plain(house.last.text).startswith("All is stopped, so nothing goes out.")
    house.said("resume")
    for _ in range(3):
        house.passes(minutes=2)
        house.program.talking.round(read=True)
    assert house.replies() == []


@pytest.mark.parametrize(
    "text",
    [
        "ok, but without the last word",
        "yes but change lids to lid",
        "good but make it followers only",
        "great but remove the last line first",
    ],
)
def test_a_wish_for_other_words_holds_these(home_where, text):
    """Said in reply to the receipt, as apps do it by themselves: what was agreed on is held, and the wish is not shown as if
    it were to be sent.
    """
    home = home_where("on its way")
    home.hears(text, to=home.last)
    asked = plain(home.last.text)
    assert asked.startswith("Held: your answer to Tomas")
    assert WORDS in asked
    assert text not in asked
    home.waits(minutes=10)
    assert new_posts(home) == set()


@pytest.mark.parametrize("how", ["refused", "429"])
def test_a_no_that_came_after_the_deed_is_seen_through(tmp_path, how, monkeypatch):
    """A gateway said no, and the reply stands: that is what the owner hears, and it can be deleted."""
    house = after(send_is_said, tmp_path, customs=UNPROTECTED)
    posts = type(house.world.net.posts)
    real = posts.answer

    def done_and_denied(self, owner, act, key):
        real(self, owner, act, key)
        raise {"refused": Refused("no"), "429": PlatformError("too many", retry_after=timedelta(minutes=1))}[how]

    monkeypatch.setattr(posts, "answer", done_and_denied)
    house.passes(minutes=2)
    house.program.talking.round(read=True)
    monkeypatch.undo()
    for _ in range(3):
        house.passes(minutes=2)
        house.program.talking.round(read=True)
    assert len(house.replies()) == 1
    assert house.states() == ["published"]
    assert "It is out" in house.last.text


@pytest.mark.parametrize("what", ["words", "offer"])
def test_what_was_found_late_is_as_old_as_when_it_left(tmp_path, what):
    """The answer to our message was lost, and for a day nobody looked: it stood there all the time."""
    house = after(words_are_shown, tmp_path)
    if what == "offer":
        house.said("send", to=house.preview())
        house.passes(minutes=3)
        house.go(2)
    stood = set(house.replies())
    house.world.message("owner", "undo" if what == "offer" else f"a1: {WORDS} Really.")
    house.world.net.faults.add("after", Request.MESSAGE)
    house.program.talking.round(read=True)
    late = house.last
    assert ("delete, or leave it" if what == "offer" else "Really.") in plain(late.text)
    house.passes(hours=25)
    house.world.message("owner", "delete" if what == "offer" else "send", reply_to=late.id)
    for _ in range(3):
        house.program.talking.round(read=True)
        house.passes(minutes=3)
    assert set(house.replies()) == stood


def test_send_in_the_instant_in_which_the_words_arrive_is_no_consent(tmp_path):
    """Nobody can have read them by then, and a code is easy to guess."""
    house = after(alice_asks, tmp_path)
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    house.world.net.faults.add("before", Request.MESSAGE)
    house.program.talking.round(read=True)
    house.passes(minutes=2)
    house.world.message("owner", "send a1")
    house.program.talking.round(read=False)
    assert WORDS in plain(house.last.text)
    for _ in range(3):
        house.program.talking.round(read=True)
        house.passes(minutes=3)
    assert house.replies() == []


@pytest.mark.parametrize("how", ["by code", "by reference"])
def test_a_consent_from_before_the_question_about_a_hold_does_not_answer_it(tmp_path, how):
    """Said in one breath with the objection, it cannot know what was asked; the next `send` does."""
    house = after(alice_asks, tmp_path)
    house.world.message("owner", WORDS, reply_to=house.nudge().id)
    house.program.talking.round(read=True)
    shown = house.last
    house.passes(minutes=1)
    house.world.message("owner", "send")
    house.program.talking.round(read=True)
    house.world.message("owner", "nah")
    house.passes(minutes=0.02)
    house.world.message("owner", "send a1.1", reply_to=shown.id if how == "by reference" else None)
    for _ in range(3):
        house.program.talking.round(read=True)
        house.passes(minutes=3)
    assert house.replies() == []
    assert plain(house.last.text).endswith("send, or undo? [a1.1]")
    house.world.message("owner", "send")
    for _ in range(3):
        house.program.talking.round(read=True)
        house.passes(minutes=3)
    assert len(house.replies()) == 1


@pytest.mark.parametrize("text", ["yes send now", "ja, senden", "send it then", "please send"])
def test_consent_in_other_words_is_doubt_about_what_is_on_its_way(home_where, text):
    """Only what content people plainly say lets it go on; what is consent elsewhere holds it, and is asked about."""
    home = home_where("on its way")
    home.hears(text)
    assert plain(home.last.text).startswith("Held: your answer to Tomas")
    home.waits(minutes=10)
    assert new_posts(home) == set()
