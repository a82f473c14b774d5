"""The invented network of the demonstration: well written, well formed, and true to its own story."""
# ruff: noqa: D102 - the names of a test's own small world say what they do

import pickle
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.decide.relationships import habits
from bot.domain import AccountFlag, InteractionKind, Visibility
from bot.platforms import sandbox
from bot.platforms.memory import MemoryReader, idempotency_data
from bot.platforms.memory.people import HANDLE
from bot.platforms.sandbox.script import chapter, echoes, said, span
from tests.contract.memory_world import Ticking
from tests.platforms.memory.builders import a_reply

NOW = datetime(2026, 11, 18, 17, 30, tzinfo=UTC)
MONTHS = "January|February|March|April|June|July|August|September|October|November|December"


class Stage:
    """The sandbox at a moment, read as Lena."""

    def __init__(self, now=NOW):
        self.clock = Ticking(now)
        self.net = sandbox.build(now, self.clock)
        self.reader = MemoryReader(self.net, sandbox.OWNER)

    def home(self, days):
        floor = self.clock.time - timedelta(days=days)
        return self.reader.new_posts("", seen=lambda _: (), floor=floor).items

    def by(self, address, limit=40):
        return self.reader.posts_by(self.reader.find_account(address), limit=limit)

    def the_post(self, words):
        return next(post for post in self.net.posts.all() if words in post.text)

    def told(self, days):
        return self.reader.notices("", floor=self.clock.time - timedelta(days=days)).items


@pytest.fixture(scope="module")
def built():
    """The sandbox as it is built, to be copied: that takes a quarter of the time."""
    return pickle.dumps(Stage())


@pytest.fixture
def stage(built):
    return pickle.loads(built)  # noqa: S301 - our own


def addressed_to_others(posts, uid):
    return [post for post in posts if post.parent_uid not in (None, uid)]


def everything(stage):
    sandbox.live(stage.net, stage.clock.time)
    return stage.net.posts.all()


# --- well formed


def test_every_post_fits_its_network(stage):
    """Words, a language, at most 500 characters, no space at the ends."""
    for post in everything(stage):
        assert 0 < len(post.text) <= 500
        assert post.text == post.text.strip()
        assert post.language in ("en", "fi")


def test_everybody_and_every_page_is_invented(stage):
    """Addresses and links end in `.example`; no handle is nobody's."""
    for account in (stage.net.people.find(entry["address"]) for entry in chapter("people").values()):
        assert account.address.endswith(".example")
        assert not HANDLE.search(account.bio)
    for post in everything(stage):
        assert all(re.match(r"https://[a-z]+\.example/", link.url) for link in post.links)
        assert len(HANDLE.findall(post.text)) == len(post.mentions)
        assert not re.search(r"\b\w+\.(com|org|net|social|io)\b", post.text)


def test_nothing_is_said_twice(stage):
    """As real people write; no filler."""
    counted = Counter(post.text for post in everything(stage) if not post.parent)
    said_again = [text for text, times in counted.items() if times > 1]
    assert [text for text in said_again if not text.startswith("Subscribe today")] == []


def test_no_words_are_bound_to_a_season(stage):
    """The story is told relative to now, so nobody in it names a month or a year of our days."""
    for post in everything(stage):
        assert not re.search(rf"\b({MONTHS}|20\d\d)\b", post.text)


def test_all_of_it_lies_in_the_past(stage):
    """Before the clock moves, everything that was built has happened, and by its time of saying."""
    assert all(post.seen_at <= NOW for post in stage.net.posts.all())
    assert all(post.created_at == post.seen_at for post in stage.net.posts.all())
    for post in stage.net.posts.all():
        parent = post.parent and stage.net.posts.get(post.parent.uri)
        assert parent is None or parent.created_at < post.created_at


def test_building_twice_gives_the_same(stage):
    """No chance, no clock: the same moment gives the same network."""
    assert stage.net.posts.all() == Stage().net.posts.all()


@pytest.mark.parametrize(
    "now", [NOW, datetime(2028, 2, 29, 0, 5, tzinfo=UTC), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)]
)
def test_it_can_be_built_at_any_time(now):
    """Leap day, the night of the clock change, the middle of the night."""
    stage = Stage(now)
    assert all(post.seen_at <= now for post in stage.net.posts.all())
    assert stage.by("tomas@books.example")[0].created_at == now - timedelta(hours=2)


def test_only_programs_speak_by_the_clock(stage):
    """The press account and the magazine; people begin at any minute."""
    addresses = [entry["address"] for entry in chapter("people").values()]
    assert {who for who in addresses if habits(stage.by(who), now=NOW).clockwork} == {
        "rjhale@press.example",
        "papertrail@digest.example",
    }


def test_a_misspelt_time_span_is_an_error():
    """The files are read strictly."""
    assert span("1w2d3h4m") == timedelta(weeks=1, days=2, hours=3, minutes=4)
    for text in ("", "3 h", "h3", "1h1d", "soon"):
        with pytest.raises(ValueError, match="no time span"):
            span(text)


# --- the story


def test_home_is_a_dozen_people_over_several_days(stage):
    """About eighty posts by twelve, besides Lena's own."""
    others = [post for post in stage.home(days=4) if post.author.uid != sandbox.OWNER]
    assert len({post.author.uid for post in others}) == 12
    assert 74 <= len(others) <= 92
    assert len([post for post in others if post.created_at > NOW - timedelta(days=2)]) >= 60


def test_tomas_asked_two_hours_ago_and_nobody_answered(stage):
    """The question that the demonstration is about."""
    post = stage.the_post("Does anyone scan old letters at home?")
    assert post.created_at == NOW - timedelta(hours=2)
    assert (post.author.name, post.visibility) == ("Tomas Reed", Visibility.PUBLIC)
    assert stage.reader.thread(post.ref).below == ()


def test_lena_and_tomas_last_spoke_eight_months_ago(stage):
    """Four threads, the last about the Hull archive."""
    tomas = "tomas@books.example"
    own = stage.by(sandbox.OWNER, limit=500)
    to_tomas = [post for post in own if post.parent_uid == tomas]
    assert to_tomas[0].text == f"@{tomas} I owe you a coffee."
    assert timedelta(days=255) < NOW - to_tomas[0].created_at < timedelta(days=262)
    above = stage.reader.thread(to_tomas[0].ref).above
    assert "Hull archive" in above[0].text
    assert "U DX/12, ask for the second box." in above[1].text
    threads = {post.root.uri for post in own if post.parent_uid == tomas}
    threads |= {post.root.uri for post in stage.by(tomas, limit=500) if post.parent_uid == sandbox.OWNER}
    assert len(threads) == 4


def test_lena_wrote_about_scanning_letters(stage):
    """Ten months ago, and letters again since."""
    own = [post for post in stage.by(sandbox.OWNER, limit=500) if not post.parent and "letters" in post.text]
    about = [post for post in own if "scan" in post.text.lower()]
    assert NOW - about[-1].created_at > timedelta(days=290)
    assert len(about) >= 2
    assert len(own) >= 4


def test_ines_is_back_after_seven_weeks(stage):
    """One post today, and before it the talk about the piano."""
    latest, before = stage.by("ines@porto.example", limit=2)
    assert "The new kitchen has a window onto the lime tree" in latest.text
    assert timedelta(weeks=7) <= latest.created_at - before.created_at < timedelta(weeks=8)
    assert before.text.endswith("If the piano survives the stairs, so will I.")
    (answer,) = stage.reader.thread(before.ref).below
    assert (answer.author.uid, answer.text.split(" ", 1)[1]) == (sandbox.OWNER, "Bribe the movers with cake.")


def test_jonah_is_new_and_talks_with_people(stage):
    """26 of the last 40 posts answer somebody; yesterday's is about the diary; Lena and Jonah never spoke."""
    jonah = stage.reader.find_account("jonah@coast.example")
    posts = stage.by(jonah.uid)
    assert (len(posts), len(addressed_to_others(posts, jonah.uid))) == (40, 26)
    (follow,) = [notice for notice in stage.told(days=2) if notice.kind is InteractionKind.FOLLOW]
    assert follow.account.uid == jonah.uid
    assert not stage.net.people.follows(sandbox.OWNER, jonah.uid)
    assert not [post for post in stage.by(sandbox.OWNER, limit=500) if post.parent_uid == jonah.uid]
    diary = stage.the_post("stops mid-sentence in 1911")
    assert timedelta(hours=17, minutes=30) < NOW - diary.created_at < timedelta(hours=41, minutes=30)


def test_who_answers_people_and_who_does_not(stage):
    """Conversation is what sets them apart, not the number of followers."""

    def share(address):
        posts = stage.by(address)
        return len(addressed_to_others(posts, address)) / len(posts)

    talkers = ("tomas@books.example", "ines@porto.example", "safi@bindery.example", "ruth@tideline.example")
    silent = ("rjhale@press.example", "papertrail@digest.example", "whitbytides@harbour.example", "sam@plaza.example")
    assert min(share(address) for address in talkers) > 0.5
    assert max(share(address) for address in silent) < 0.1
    assert 0 < share("nadia@poets.example") < 0.5


def test_ruth_is_new_here(stage):
    """Four posts so far, all of them answers."""
    posts = stage.by("ruth@tideline.example")
    assert (len(posts), len(addressed_to_others(posts, "ruth@tideline.example"))) == (4, 4)


def test_nadia_is_followed_and_does_not_follow(stage):
    """Somebody admired from afar, with one closed thread."""
    relationship = stage.net.people.relationship(sandbox.OWNER, "nadia@poets.example")
    assert (relationship.following, relationship.followed_by) == (True, False)
    closed = stage.the_post("A prize list came out")
    assert stage.reader.fetch([closed.ref])[closed.uri].replies_closed


def test_there_are_good_reasons_to_leave_the_others(stage):
    """A robot, a wish for no robots, a clock, a thread that is answered, grief, another language."""
    home = stage.home(days=2)
    flags = {post.author.name: stage.reader.find_account(post.author.uid).flags for post in home}
    assert AccountFlag.BOT in flags["Whitby Tides"]
    assert AccountFlag.NOBOT in flags["Wil Okafor"]
    trail = [post for post in home if post.author.name == "The Paper Trail"]
    assert {0} == {post.created_at.minute for post in trail}
    assert {"Postmill Scheduler"} == {post.via for post in trail}
    assert [post for post in home if post.language == "fi" and "?" in post.text]
    linen = stage.the_post("How do you get fountain pen ink out of linen?")
    thread = stage.reader.thread(linen.ref)
    assert len(thread.below) == 5
    assert "Thank you, all of you." in thread.below[-1].text
    assert [post for post in home if post.warning]
    assert [post for post in home if post.media and not post.media[0]]
    assert not [post for post in stage.by(sandbox.OWNER, limit=500) if post.parent_uid == "dov@valley.example"]


def test_nobody_waits_for_lena_but_a_seller(stage):
    """At the start nothing is owed: what others wrote is answered, closed, or a pitch."""
    answered = {post.parent.uri for post in stage.by(sandbox.OWNER, limit=500) if post.parent}
    waiting = [n.post for n in stage.told(days=30) if n.post and n.post.uri not in answered]
    last_words = {post.author.name: post.text for post in waiting if "?" in post.text}
    assert set(last_words) == {"Marguerite Lowe"}


def test_the_second_account_is_ready(stage):
    """Flagged as a bot; the two follow each other."""
    bot = stage.reader.find_account(sandbox.BOT)
    assert AccountFlag.BOT in bot.flags
    relationship = stage.net.people.relationship(sandbox.OWNER, sandbox.BOT)
    assert relationship.following
    assert relationship.followed_by


# --- the days after


def test_the_days_after_come_by_themselves(stage):
    """Nothing before its time, something every day for five days, and in the end quiet."""
    before = stage.net.views.home(sandbox.OWNER, after=stage.net.event_log.here())
    sandbox.live(stage.net, NOW)
    assert before == stage.net.views.home(sandbox.OWNER, after=stage.net.event_log.here())
    counts = []
    for _ in range(8):
        stage.clock.tick(timedelta(days=1))
        counts.append(len(stage.home(days=1)))
    assert all(count >= 5 for count in counts[:5])
    assert counts[-1] == 0


def test_somebody_asks_lena_in_the_days_after(stage):
    """A question under her own post, and one by name: somebody to owe a word to."""
    sandbox.live(stage.net, NOW)
    stage.clock.tick(timedelta(days=4))
    asked = {notice.account.name for notice in stage.told(days=4) if notice.post and "?" in notice.post.text}
    assert {"Wren Castell", "Safi Amar"} <= asked


def test_something_is_told_to_followers_only(stage):
    """Never quoted, only linked."""
    sandbox.live(stage.net, NOW)
    stage.clock.tick(timedelta(days=3))
    assert [post.author.name for post in stage.home(days=3) if not post.quotable] == ["Ines Duarte"]


def test_tomas_answers_when_lena_has_answered(stage):
    """Once, in his own time, under her words; and it is a closing."""
    sandbox.live(stage.net, NOW)
    question = stage.the_post("Does anyone scan old letters at home?")
    reply = a_reply(question, "I scan with the lid up; the folds stay folds.")
    first = stage.net.posts.answer(sandbox.OWNER, reply, "key")
    stage.net.posts.answer(sandbox.OWNER, reply, "another key")
    assert stage.reader.thread(first.ref).below == ()
    stage.clock.tick(timedelta(hours=1))
    (answer,) = stage.reader.thread(first.ref).below
    assert answer.author.name == "Tomas Reed"
    assert "Thank you, Lena" in answer.text
    assert [n.post.uri for n in stage.told(days=1) if n.kind is InteractionKind.REPLY][-1] == answer.uri
    assert len([post for post in stage.by("tomas@books.example") if "lid up" in post.text]) == 1


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("I scan with the lid up; the folds stay folds.", "With the lid up!"),
        ("Never with the lid up, the light ruins it.", "Thank you for writing"),
        ("Don't do it with the lid up!", "Thank you for writing"),
        ("I photograph mine by the window.", "Thank you for writing"),
        ("How old is the paper?", "I will tell you"),
    ],
)
def test_tomas_answers_what_was_said_or_nothing_that_contradicts_it(stage, words, answer):
    """He thanks for the lid only where the lid was recommended, and promises an answer to a question."""
    sandbox.live(stage.net, NOW)
    first = stage.net.posts.answer(sandbox.OWNER, a_reply(stage.the_post("Does anyone scan old letters"), words), "key")
    stage.clock.tick(timedelta(hours=1))
    (below,) = stage.reader.thread(first.ref).below
    assert answer in below.text
    assert ("lid" in below.text) == (answer == "With the lid up!")


def test_nobody_of_the_story_answers_as_if_nobody_had_asked_before():
    """Hugh asked Jonah about the diary long before Lena can."""
    assert not any("first to ask" in words for echo in echoes() for words in (echo.words, echo.asked, echo.otherwise))
    assert all(echo.asked and echo.otherwise for echo in echoes())


def test_every_echo_answers_something_that_is_said():
    """The ids of the story fit one another."""
    ids = {line.id for name in ("past", "days", "later") for line in said(name, NOW)}
    assert {echo.to for echo in echoes()} <= ids
    assert {line.to for name in ("past", "days", "later") for line in said(name, NOW) if line.to} <= ids


def test_the_seal_is_nothing_but_its_arguments(stage):
    """Same act, same approval, same moment: same seal."""
    reply = a_reply(stage.the_post("Does anyone scan"))
    assert idempotency_data(reply, "a1", NOW) == idempotency_data(reply, "a1", NOW)
    assert idempotency_data(reply, "a1", NOW) != idempotency_data(reply, "a2", NOW)
