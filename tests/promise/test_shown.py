"""Consent binds to the newest words that were shown, and to nothing that we do not know."""

from __future__ import annotations

import pytest

from bot import wording
from bot.domain import AskedDraft, DraftWish
from bot.platforms.drafting_model import ModelDrafter
from bot.platforms.memory.faults import Request
from bot.store import suggestions
from tests.contract.memory_world import PEOPLE, MemoryWorld
from tests.flow.house import QUESTION, WORDS, House, change_acts, plain
from tests.promise.beginnings import after, alice_asks, begins_with, words_are_shown

OTHER = "Cotton rag, damped the evening before, and a board on top overnight."
TO_ALICE = f"@{PEOPLE['alice']} "


@begins_with(words_are_shown)
def other_words_are_shown(house):
    """The owner has written words for Alice twice; both were shown."""
    house.said(OTHER, to=house.preview())


@begins_with(other_words_are_shown)
def they_are_taken_back(house):
    """`send`, and then `undo`."""
    house.said("send", to=house.preview())
    house.said("undo")


@begins_with(words_are_shown)
def other_words_never_come(house):
    """The network refuses the second preview."""
    house.world.net.faults.add("refused", Request.MESSAGE)
    house.said(OTHER, to=house.preview())


def both_shown(play, folder):
    """A house in which that has happened, and the messages that showed these words."""
    house = after(play, folder)
    house.first, house.second = (
        next(message for message in house.received if f'"{words}"' in plain(message.text)) for words in (WORDS, OTHER)
    )
    return house


@pytest.fixture
def house(tmp_path):
    """The owner has written words for Alice twice; both were shown."""
    return both_shown(other_words_are_shown, tmp_path)


def out(house) -> list[str]:
    """The time to undo passes."""
    for _ in range(3):
        house.passes(minutes=2)
        house.go()
    return [reply.text for reply in house.replies()]


def reference(house):
    house.world.message("owner", "send", reply_to=house.first.id)


def code(house):
    house.world.message("owner", "send a1.1")


def thumb(house):
    house.world.react(house.first.id, "👍")


@pytest.mark.parametrize("how", [reference, code, thumb])
def test_words_that_were_replaced_are_asked_about(house, how):
    """Whichever way they are named: one message shows both, with their codes, and nothing is sent."""
    how(house)
    assert out(house) == []
    asked = plain(house.last.text)
    assert WORDS in asked
    assert OTHER in asked
    assert "send a1.1, or send a1.2. Nothing has been sent." in asked


@pytest.mark.parametrize(("chosen", "words"), [("a1.1", WORDS), ("a1.2", OTHER)])
def test_a_code_chooses_between_the_two(house, chosen, words):
    """Said after both were shown together."""
    reference(house)
    house.go()
    house.said(f"send {chosen}")
    assert out(house) == [f"{TO_ALICE}{words}"]


def test_a_code_that_was_not_in_the_question_chooses_nothing(house):
    """A third version came in between; only the first and the last were named together."""
    third = "Damped, pressed, and left alone for a week."
    house.said(third, to=house.second)
    reference(house)
    house.go()
    house.said("send a1.2")
    assert out(house) == []
    assert "send a1.2, or send a1.3. Nothing has been sent." in plain(house.last.text)


def test_a_question_from_before_newer_words_chooses_nothing(house):
    """Asked about the first and the second, the owner wrote a third: what was asked then is asked again, with that one."""
    reference(house)
    house.go()
    assert "send a1.1, or send a1.2. Nothing has been sent." in plain(house.last.text)
    house.said("Damped, pressed, and left alone for a week.", to=house.second)
    house.said("send a1.1")
    assert out(house) == []
    assert "send a1.1, or send a1.3. Nothing has been sent." in plain(house.last.text)
    house.said("send a1.1")
    assert out(house) == [f"{TO_ALICE}{WORDS}"]


@pytest.mark.parametrize("sign", ["❌", "👎", "✋", "🛑", "🤦‍♀️"])
@pytest.mark.parametrize("to", ["words", "receipt", "nudge", "nothing", "code"])
def test_a_sign_against_it_is_nobodys_answer(tmp_path, sign, to):
    """Typed instead of set as a reaction, when nothing is on its way any more: it is never shown as public words."""
    house = both_shown(they_are_taken_back, tmp_path)
    receipt = next(message for message in house.received if "It goes out at" in plain(message.text))
    about = {"words": house.second, "receipt": receipt, "nudge": house.nudge()}.get(to)
    house.world.message("owner", f"a1: {sign}" if to == "code" else sign, reply_to=about.id if about else None)
    house.go()
    assert f'"{sign}"' not in plain(house.last.text)
    assert "Nothing was sent" in plain(house.last.text)


def test_the_newest_words_need_no_question(house):
    """They are what was shown last."""
    house.said("send", to=house.second)
    assert out(house) == [f"{TO_ALICE}{OTHER}"]


def test_words_that_are_on_their_way_to_the_owner_count_as_newer(tmp_path):
    """The second preview is written and not delivered yet: a thumb on the first sends nothing."""
    house = after(words_are_shown, tmp_path)
    house.first = house.preview()
    house.world.message("owner", OTHER, reply_to=house.first.id)
    house.world.react(house.first.id, "👍")
    assert out(house) == []


@pytest.mark.parametrize("how", [reference, code, thumb, lambda house: house.world.message("owner", "send")])
def test_newer_words_that_never_came_are_shown(tmp_path, how):
    """The network refused the second preview: no consent to the first one counts, and none is met by silence."""
    house = after(other_words_never_come, tmp_path)
    house.first = next(message for message in house.received if WORDS in plain(message.text))
    how(house)
    assert out(house) == []
    assert OTHER in plain(house.last.text)
    house.said("send", to=house.last)
    assert out(house) == [f"{TO_ALICE}{OTHER}"]


def test_while_newer_words_are_being_made_the_ones_before_are_not_sent(house):
    """A model was asked for others: which are meant is not guessed, and the newest that there are come once more."""
    with house.store.begin() as tx:
        row = suggestions.by_code(tx, "a1")
        suggestions.ask_draft(tx, row.id, AskedDraft(DraftWish.WARMER))
    house.world.react(house.second.id, "👍")
    assert out(house) == []
    assert OTHER in plain(house.last.text)


def test_the_line_under_a_models_draft_stays_when_it_is_for_one_alone(tmp_path, monkeypatch):
    """`only` changes to whom it goes, and not who wrote it: the line is shown again, and stands under the reply."""
    monkeypatch.setattr(ModelDrafter, "draft", lambda *_, **__: WORDS)
    model = {"url": "http://localhost:9/v1", "name": "small"}
    house = House(MemoryWorld(), tmp_path, settings={"drafts": {"by": "model", "model": model}})
    house.world.post("alice", QUESTION)
    house.go()
    house.said("draft", to=house.nudge())
    line = wording.disclosure("en")
    assert line in plain(house.preview().text)
    house.said("only", to=house.preview())
    assert line in plain(house.preview().text)
    house.said("send a1.2")
    assert out(house) == [f"{TO_ALICE}{WORDS}\n\n{line}"]


@pytest.mark.parametrize("words", ["send a1.2", "send", "send a1"])
def test_a_reference_to_a_message_that_we_do_not_know_is_doubt(house, words):
    """With a code, too."""
    strange = house.world.net.direct_messages.write(PEOPLE["bot"], "From another life of ours.", to=(PEOPLE["owner"],))
    house.world.message("owner", words, reply_to=strange.id)
    assert out(house) == []


def test_a_reference_to_the_owners_own_message_is_none_of_that(house):
    """People answer themselves."""
    mine = house.world.message("owner", "help")
    house.go()
    house.world.message("owner", "send a1.2", reply_to=mine)
    assert out(house) == [f"{TO_ALICE}{OTHER}"]


@pytest.mark.parametrize("words", ["never @alice", "meet @alice", "who @alice"])
def test_a_command_with_an_at_sign_does_nothing(house, words):
    """It says how to say it plainly; where names reach people, the message went to them too."""
    house.said(words)
    assert "at sign" in plain(house.last.text)
    house.said("send", to=house.second)
    assert out(house) == [f"{TO_ALICE}{OTHER}"]


@begins_with(alice_asks)
def bob_asks_too(house):
    """The owner was told of both, and has written words for Alice."""
    house.world.post(
        "bob", "How do you keep notes on birds while walking? My paper ones come home wet.", mention=["owner"]
    )
    house.passes(hours=4)
    house.go(2)
    assert plain(house.last.text).endswith("[b1]")
    house.said(f"a1: {WORDS}")


@begins_with(bob_asks_too)
def words_find_no_place(house):
    """Bob's post was shown again, and then somebody was written to."""
    house.passes(minutes=3)
    house.said("show b1")
    house.world.message("owner", "With pleasure, on paper that lies flat by itself.")
    house.passes(seconds=1)


@pytest.mark.parametrize("how", ["bare", "by code", "by reference", "by a thumb"])
def test_send_after_words_that_found_no_place_shows_what_would_go_out(tmp_path, how):
    """ "Whom is this for?" had not arrived: the owner may have meant the words that they had just written."""
    house = after(words_find_no_place, tmp_path)
    shown = house.preview()
    if how == "by a thumb":
        house.world.react(shown.id, "👍")
    else:
        word = "send a1.1" if how == "by code" else "send"
        house.world.message("owner", word, reply_to=shown.id if how == "by reference" else None)
    assert out(house) == []
    for _ in range(2):  # a bare `send` was asked about first
        house.world.message("owner", "send a1.1")
        sent = out(house)
    assert sent == [TO_ALICE + WORDS]


def test_words_shown_again_are_those_that_were_shown_first(house):
    """An act that was changed on the disk meanwhile is not what `show a1` says: nothing goes out."""
    change_acts(house.folder)
    house.world.message("owner", "show a1")
    house.go()
    house.world.message("owner", "send", reply_to=house.last.id)
    assert OTHER in plain(house.last.text)
    assert out(house) == []
