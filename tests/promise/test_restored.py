"""After a restore, and after a snapshot was put back, nothing that was approved, shown or said before leads to a write."""

from __future__ import annotations

import io

import pytest

from bot.domain import MESSAGE_LIFE
from bot.keeping import backup, restore
from bot.store import answers, approvals, lookups, messages, news, people, people_questions, questions, settings
from bot.store.lookups import Lookup
from bot.store.people_questions import Watch
from bot.store.questions import Question
from bot.store.settings import MORE
from tests.flow.house import QUESTION, WORDS
from tests.promise.beginnings import after, alice_asks, words_are_shown
from tests.promise.test_whose import Hotel, copied, restored, told

OLDER = "My memory is older than our conversation"


@pytest.fixture
def shown(tmp_path):
    """The owner has words before them, and has not said `send`."""
    return after(words_are_shown, tmp_path / "first", Hotel)


def taken(hotel):
    """A backup, beside the running program."""
    stream = io.BytesIO()
    backup.write(hotel.config, stream, hotel.clock(), secrets=False)
    stream.seek(0)
    return stream


def put_back(hotel, stream, *, starts=True):
    """Into another folder, where the program begins again."""
    hotel.store.close()
    hotel.folder = hotel.folder.parent / f"{hotel.folder.name}-again"
    restore.restore(stream, hotel.folder, {}, hotel.clock())
    if starts:
        hotel.program = hotel.start()


def test_what_was_approved_before_a_backup_does_not_go_out_after_it(shown):
    """Nothing was said since, so no message gives it away; the restore itself is what closes it."""
    hotel = shown
    hotel.said("send", to=hotel.preview())
    put_back(hotel, taken(hotel))
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["withdrawn"]
    assert told(hotel, OLDER) == 1


def test_a_send_that_was_said_after_the_backup_is_not_heard(shown):
    """Yesterday's, to words that stand in the backup as shown."""
    hotel = shown
    stream = taken(hotel)
    hotel.world.message("owner", "send", reply_to=hotel.preview().id)
    hotel.passes(hours=20)
    put_back(hotel, stream)
    hotel.out()
    assert hotel.stands() == set()
    assert told(hotel, "closed") == 0


def test_a_send_that_the_backup_holds_unheard_is_not_heard(shown):
    """It was read, and not understood yet."""
    hotel = shown
    hotel.world.message("owner", "send", reply_to=hotel.preview().id)
    hotel.program.talking._jobs.answers.read()
    with hotel.store.begin() as tx:
        assert answers.unheard(tx) == 1
    put_back(hotel, taken(hotel))
    with hotel.store.begin() as tx:
        assert answers.unheard(tx) == 0
    hotel.out()
    assert hotel.stands() == set()


def test_an_old_preview_lets_nothing_out_after_a_restore(shown):
    """Even a new `send` to it: what it showed is closed."""
    hotel = shown
    before = hotel.preview()
    put_back(hotel, taken(hotel))
    hotel.out(1)
    hotel.said("send", to=before)
    hotel.out()
    assert hotel.stands() == set()
    assert told(hotel, "closed, so nothing happened") == 1


def test_what_was_published_since_is_neither_repeated_nor_brought_again(shown):
    """The post that was answered, or skipped, since the backup is not suggested once more."""
    hotel = shown
    stream = taken(hotel)
    hotel.said("send", to=hotel.preview())
    hotel.out()
    assert len(hotel.stands()) == 1
    hotel.world.delete("owner", hotel.replies()[0].id)
    hotel.world.post("carol", f"Another one. {QUESTION}", mention=["owner"])
    hotel.passes(hours=1)
    put_back(hotel, stream)
    hotel.out()
    hotel.passes(hours=30)
    hotel.out()
    assert hotel.stands() == set()
    assert hotel.states() == ["withdrawn"]


def test_after_a_restore_it_goes_on(shown):
    """What is said from now on is read, brought, heard and sent."""
    hotel = shown
    put_back(hotel, taken(hotel))
    hotel.world.post("carol", f"Another one. {QUESTION}", mention=["owner"])
    hotel.out()
    hotel.passes(hours=30)
    hotel.go(3)
    hotel.said(WORDS, to=hotel.nudge())
    hotel.passes(minutes=1)
    hotel.said("send", to=hotel.preview())
    hotel.out()
    assert len(hotel.stands()) == 1
    assert told(hotel, OLDER) == 1


def test_an_old_copy_is_told_of_once_by_whichever_notices(shown):
    """The restore has noted it; the messages that the backup does not know say the same."""
    hotel = shown
    stream = taken(hotel)
    hotel.said("send", to=hotel.preview())
    hotel.out()
    put_back(hotel, stream)
    hotel.out()
    hotel.restart()
    hotel.out()
    assert told(hotel, OLDER) == 1


def test_an_older_memory_says_nothing_of_when_it_did_not_run(shown):
    """It ran all the while, as the copy that is gone: "nothing of yours was lost or sent" would not be true."""
    hotel = shown
    stream = taken(hotel)
    hotel.said("send", to=hotel.preview())
    hotel.out()
    hotel.passes(days=3)
    put_back(hotel, stream)
    hotel.out()
    hotel.restart()
    hotel.passes(hours=1)
    hotel.out()
    assert (told(hotel, OLDER), told(hotel, "I did not run")) == (1, 0)
    hotel.passes(days=2)
    hotel.out()
    assert told(hotel, "I did not run") == 1


def closed(hotel):
    """What is still open of all that, by name."""
    with hotel.store.begin() as tx:
        found = {
            "approvals": approvals.all_live(tx),
            "messages": [m for m in messages.history(tx) if m.state in MESSAGE_LIFE.going],
            "about people": people_questions.asked(tx),
            "questions": questions.answered(tx, Question.GUESS),
            "errands": lookups.wanted(tx),
            "more": settings.get(tx, MORE),
        }
    return {name for name, held in found.items() if held}


def test_every_question_and_errand_is_closed(shown):
    """A yes that is said afterwards can belong to nothing that was asked before."""
    hotel = shown
    hotel.said("send", to=hotel.preview())
    waits(hotel)
    assert closed(hotel) == {"approvals", "about people", "questions", "errands", "more"}
    waits(hotel)
    put_back(hotel, taken(hotel))
    assert closed(hotel) == set()


def waits(hotel):
    """A question about a person, a guess, an errand and a wish for more are open."""
    with hotel.store.begin() as tx:
        person = next(iter(people.all_persons(tx)))
        people_questions.put(tx, Watch(person))
        questions.ask(tx, Question.GUESS, "send a1.1", now=hotel.clock())
        if not lookups.wanted(tx):
            lookups.put(tx, Lookup("eve@there.example", "answer-1", "meet eve@there.example"))
        settings.put(tx, MORE, 1)


def test_a_snapshot_put_back_is_treated_the_same(tmp_path):
    """The machine's own, or a copy by hand: what was asked is closed, and nothing from before is brought again."""
    hotel = after(alice_asks, tmp_path, Hotel)
    waits(hotel)
    copied(hotel, tmp_path)
    hotel.world.post("carol", f"Another one. {QUESTION}", mention=["owner"])
    hotel.passes(hours=1)
    hotel.said(WORDS, to=hotel.nudge())
    restored(hotel, tmp_path)
    hotel.program.talking.open()
    hotel.program.talking.open()
    assert closed(hotel) == set()
    hotel.out()
    hotel.passes(hours=30)
    hotel.out()
    assert hotel.states() == ["withdrawn"]


def test_what_is_open_after_an_old_copy_was_noticed_stays_open_over_a_restart(shown):
    """The messages that gave it away stand there for ever; they are settled once."""
    hotel = shown
    stream = taken(hotel)
    hotel.said("send", to=hotel.preview())
    hotel.out()
    put_back(hotel, stream)
    hotel.world.post("carol", f"Another one. {QUESTION}", mention=["owner"])
    hotel.out()
    hotel.passes(hours=30)
    hotel.go(3)
    assert hotel.states() == ["withdrawn", "awaiting_owner"]
    hotel.restart()
    hotel.out()
    assert hotel.states() == ["withdrawn", "awaiting_owner"]


def test_people_and_notes_stay(shown):
    """And what was said with whom; only what was open is gone."""
    hotel = shown
    hotel.said("note alice: scans letters")
    with hotel.store.begin() as tx:
        before = people.all_persons(tx)
    put_back(hotel, taken(hotel), starts=False)
    hotel.program = hotel.start()
    with hotel.store.begin() as tx:
        assert people.all_persons(tx) == before
        assert any(person.note for person in before.values())
        assert news.to_tell(tx)[0].until <= hotel.clock()
