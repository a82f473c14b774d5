"""What Nudge says without being asked: once, in its time, and never as a reminder of itself."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import MessageKind
from bot.platforms.memory.faults import Request
from bot.store import sources
from tests.contract.memory_world import PEOPLE
from tests.flow.house import QUESTION, WORDS, House, plain

BERLIN = ZoneInfo("Europe/Berlin")

pytestmark = pytest.mark.parametrize("world", ["memory"], indirect=True)


def texts(house):
    """Everything the owner received, as they read it."""
    return [plain(message.text) for message in house.received]


def until(house, weekday, hour):
    """Let time pass, with the program running, until a day of the week (Monday is 0) and an hour in the owner's zone."""
    now = house.clock().astimezone(BERLIN)
    then = (now + timedelta(days=(weekday - now.weekday()) % 7)).replace(hour=hour, minute=0, second=0)
    if then <= now:
        then += timedelta(days=7)
    pass_time(house, then - now)


def pass_time(house, span):
    """Let time pass in pieces, as a service lives through it."""
    while span > timedelta(0):
        house.later(seconds=min(span, timedelta(hours=6)).total_seconds())
        house.go()
        span -= timedelta(hours=6)


def test_on_sunday_a_letter_names_whom_the_owner_talked_with(asked):
    """The week, in people: by name, without a total."""
    asked.said(WORDS, to=asked.nudge())
    asked.said("send", to=asked.preview())
    asked.later(minutes=3)
    asked.go(2)
    until(asked, 6, 18)
    letters = [text for text in texts(asked) if text.startswith("This week, in people")]
    assert len(letters) == 1
    assert "Alice" in letters[0]
    until(asked, 0, 12)
    assert len([text for text in texts(asked) if text.startswith("This week, in people")]) == 1


def test_weekly_off_ends_the_letter(asked):
    """What the owner turned off stays off."""
    asked.said("weekly off")
    until(asked, 6, 18)
    assert not any(text.startswith(("This week", "A quiet week")) for text in texts(asked))


def test_a_week_without_anything_is_said_to_be_quiet(house):
    """A line on Sunday is also the sign that the program is well."""
    house.go()
    until(house, 6, 18)
    assert any(text.startswith("A quiet week") for text in texts(house))


def test_after_an_absence_one_line_says_so(asked):
    """Once, with what was kept; nothing old comes up."""
    asked.restart()
    asked.later(hours=40)
    asked.go()
    asked.later(minutes=5)
    asked.go(2)
    assert len([text for text in texts(asked) if text.startswith("I did not run from")]) == 1


def test_after_a_month_away_one_line_and_one_person_come_whatever_happened_meanwhile(asked):
    """Two people wrote to the owner and to everyone day by day, and a third asks something at last: that is brought."""
    asked.restart()
    for number in range(30):
        asked.passes(days=1)
        for who in ("bob", "carol"):
            asked.world.post(who, f"Which of the {number} maps do you mean?", mention=["owner"])
            asked.world.post(who, f"{number} days at the sea, and no post office anywhere.")
    asked.world.post("alice", "How do you keep notes on birds while walking? My paper ones come home wet.")
    before = asked.kinds()
    asked.go(2)
    asked.passes(minutes=5)
    asked.go(2)
    came = Counter(asked.kinds()) - Counter(before)
    assert came == {MessageKind.NOTICE: 1, MessageKind.NUDGE: 1}
    assert texts(asked)[-2].startswith("I did not run from")


def test_a_login_that_ended_is_told_once_and_nothing_goes_out(asked):
    """No crash loop, no flood: one line with what to do."""
    asked.world.net.people.end_login(PEOPLE["owner"])
    for _ in range(4):
        asked.later(hours=2)
        asked.go()
    said = [text for text in texts(asked) if "no longer accepts my login" in text]
    assert len(said) == 1
    assert "nudge check" in said[0]


def test_a_reminder_comes_when_it_was_asked_for(asked):
    """Once, with the owner's words."""
    asked.said("remind alice 2d ask about the box")
    pass_time(asked, timedelta(hours=36))
    assert not any("you asked me to bring up" in text for text in texts(asked))
    pass_time(asked, timedelta(hours=12))
    found = [text for text in texts(asked) if "you asked me to bring up" in text]
    assert len(found) == 1
    assert "ask about the box" in found[0]
    pass_time(asked, timedelta(hours=48))
    assert len([text for text in texts(asked) if "you asked me to bring up" in text]) == 1


def test_a_pause_holds_everything_that_the_bot_would_begin(house):
    """Nothing is begun until it is over; then one line says so."""
    house.go()
    house.said("pause 2d")
    house.world.post("alice", QUESTION)
    pass_time(house, timedelta(hours=30))
    assert "nudge" not in house.kinds()
    pass_time(house, timedelta(hours=20))
    assert any("The two days are over" in text for text in texts(house))


def test_in_quiet_hours_the_bot_begins_nothing_but_answers(tmp_path, world):
    """Quiet binds what the bot begins, never its answers; the hello comes at once, for the owner has just set it up."""
    house = House(world, tmp_path, {"deliver": {"at": "as-they-come", "quiet": "17:00-23:00", "through": "terminal"}})
    house.world.post("alice", QUESTION)
    house.go()
    assert house.kinds() == ["hello"]
    house.said("help")
    assert house.kinds() == ["hello", "notice"]
    house.later(hours=14)
    house.go(2)
    assert "nudge" in house.kinds()


def test_several_nudges_without_an_answer_slow_the_pace_and_that_is_said_once(house):
    """No guilt: fewer, told once."""
    house.go()
    for day in range(12):
        for who in ("alice", "bob"):
            house.world.clock.tick(timedelta(hours=12))
            house.world.post(who, f"Does anyone know a good book about lighthouses number {day} for my mother?")
            house.go()
    assert len([text for text in texts(house) if "so I write less" in text]) == 1


def test_a_message_whose_answer_was_lost_is_not_sent_twice(house):
    """The outbox looks before it repeats (BD-11)."""
    house.world.post("alice", QUESTION)
    house.world.net.faults.add("after", Request.MESSAGE)
    house.go()
    house.later(minutes=5)
    house.go(2)
    with house.store.begin() as tx:
        from bot.store import messages  # noqa: PLC0415

        sent = [m for m in messages.history(tx) if m.state == "sent"]
    assert [m.kind for m in sent] == [MessageKind.HELLO, MessageKind.NUDGE]
    assert len(house.received) == 2


def test_the_clock_jumping_back_says_and_sends_nothing_twice(asked):
    """A clock that jumps is no reason to speak."""
    before = len(asked.received)
    asked.offset -= timedelta(days=2)
    asked.go(2)
    asked.offset += timedelta(days=2)
    asked.go(2)
    assert len(asked.received) == before


def test_only_a_network_is_said_to_have_ended_a_login(asked):
    """Whichever of our steps came upon it: the owner knows networks, not steps."""
    with asked.store.begin() as tx:
        for name in ("watch", "choose", "memory:home"):
            sources.read_badly(tx, name, problem="over", retry_at=asked.clock() + timedelta(hours=1), login_ended=True)
    asked.program.reading.nudge()
    asked.program.talking.round(read=True)
    said = [text for text in texts(asked) if "no longer accepts my login" in text]
    assert [text.split()[0] for text in said] == ["Memory"]


def test_a_login_that_works_again_is_said_once(asked):
    """Whoever was told that it ended is told that it is back, and that nothing was lost."""
    asked.world.net.people.end_login(PEOPLE["owner"])
    for _ in range(2):
        asked.later(hours=2)
        asked.go()
    asked.world.net.people.log_in(PEOPLE["owner"])
    for _ in range(4):
        asked.later(hours=2)
        asked.go()
    assert len([text for text in texts(asked) if "works again. I go on from where I stopped." in text]) == 1


def test_a_source_that_goes_well_again_has_no_problem_any_more(asked):
    """What `nudge status` shows is how things stand, not how they stood."""
    asked.world.net.faults.add("before", Request.MESSAGE, 1)
    asked.said("help")
    with asked.store.begin() as tx:
        assert any(source.problem for source in sources.all_sources(tx))
    asked.later(minutes=5)
    asked.go(2)
    with asked.store.begin() as tx:
        assert [source.name for source in sources.all_sources(tx) if source.problem] == []
