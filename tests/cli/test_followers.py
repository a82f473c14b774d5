"""Among those who follow the owner already, the few who talk with people are found, a little further with every look."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.cli import followers, output
from bot.decide.facts import OwnerProfile
from bot.decide.relationships import Follower
from bot.domain import AccountFlag, Habits
from bot.errors import LoginEnded, PlatformError
from bot.knowledge import ingest
from bot.platforms.memory import MemoryNetwork, MemoryReader
from bot.store import open_store, people
from tests.contract.memory_world import Ticking

LENA = "lena@home.example"
TOPICS = ("bookbinding", "tides")


class Followers:
    """A small network on which people begin to follow Lena; `look()` is what Nudge sees of it."""

    def __init__(self):
        self.clock = Ticking()
        self.net = MemoryNetwork(self.clock)
        self.store = open_store(None)
        self.reader = MemoryReader(self.net, LENA)
        for who in ("lena", "petra"):
            self.net.people.join(f"{who}@home.example", who.title())
        with self.store.begin() as tx:
            people.meet(tx, self.reader.owner, now=self.clock(), own=True)

    def follower(self, name, *, talks=12, posts=12, bio="", flags=(), followers=80, following=90, words="I see."):
        """Somebody who follows Lena; `talks` of their `posts` answer Petra."""
        address = f"{name}@home.example"
        self.net.people.join(address, name.title(), bio=bio, flags=flags)
        self.net.people.change(address, followers=followers, following=following)
        self.net.people.follow(address, LENA)
        for number in range(posts):
            self.clock.tick(timedelta(minutes=7))
            above = self.net.posts.say("petra@home.example", f"Thought {number}.").uri if number < talks else None
            self.net.posts.say(address, words, reply_to=above)
        self.clock.tick(timedelta(minutes=7))
        return address

    def look(self, **values):
        """One look at them."""
        return followers.look(self.store, self.reader, TOPICS, self.clock(), **values)

    def names(self):
        """Those who are found."""
        return [follower.account.name for follower in self.look().found]


@pytest.fixture
def crowd():
    crowd = Followers()
    yield crowd
    crowd.store.close()


def test_who_answers_people_is_found_and_who_answers_nobody_is_not(crowd):
    """Jonah talks, the press office never does."""
    crowd.follower("jonah")
    crowd.follower("press", talks=0)
    assert crowd.names() == ["Jonah"]


def test_bots_collectors_and_quiet_accounts_are_left_out(crowd):
    """Each would talk enough otherwise; of five posts nothing can be told."""
    crowd.follower("clock", flags=[AccountFlag.BOT])
    crowd.follower("shy", flags=[AccountFlag.NOBOT])
    crowd.follower("collector", followers=10, following=4000)
    crowd.follower("quiet", talks=5, posts=5)
    assert crowd.names() == []


def test_who_is_known_or_followed_already_is_no_discovery(crowd):
    """Ines was answered once, Tomas is followed, Sam is never to be named again."""
    ines, tomas, sam = (crowd.follower(name) for name in ("ines", "tomas", "sam"))
    crowd.net.people.follow(LENA, tomas)
    own = crowd.net.posts.say(LENA, "Good day.")
    said = crowd.net.posts.say(ines, f"@{LENA} And to you.", reply_to=own.uri)
    with crowd.store.begin() as tx:
        ingest.take_in(tx, [own, said], OwnerProfile(uids=frozenset({LENA})), crowd.clock())
        people.meet(tx, crowd.reader.find_account(sam), now=crowd.clock())
        people.change(tx, people.person_of(tx, f"memory:{sam}").id, never=True)
    assert crowd.names() == []


def test_at_most_three_and_the_best_first(crowd):
    """Shared topics and answers given back weigh; five could be meant."""
    for name in ("anna", "ben", "cleo", "dora"):
        crowd.follower(name, talks=6)
    crowd.follower("safi", bio="Bookbinding, mostly.")
    found = crowd.names()
    assert len(found) == 3
    assert found[0] == "Safi"


def test_answering_those_who_answer_is_seen_in_their_threads(crowd):
    """Three of Jonah's own posts were answered, and two of these answers got a word from Jonah."""
    jonah = crowd.follower("jonah", talks=9)
    own = [post for post in crowd.net.posts.all() if post.author.uid == jonah and post.parent is None]
    answers = [crowd.net.posts.say("petra@home.example", "Is it?", reply_to=post.uri) for post in own]
    for answer in answers[:2]:
        crowd.net.posts.say(jonah, "It is.", reply_to=answer.uri)
    (found,) = crowd.look().found
    assert (found.habits.received, found.habits.answered_back) == (3, 2)


def test_each_look_goes_further(crowd):
    """Two are measured at a time here; the third look has seen all five, and measures nobody twice."""
    for name in ("anna", "ben", "cleo", "dora", "elif"):
        crowd.follower(name)
    assert [(looked.measured, looked.could_be) for looked in (crowd.look(most=2) for _ in range(4))] == [
        (2, 5),
        (4, 5),
        (5, 5),
        (5, 5),
    ]


def test_a_network_that_wants_a_rest_gets_it(crowd):
    """What was measured until then counts; the rest is for the next look."""
    crowd.follower("anna")
    crowd.follower("ben")
    assert crowd.look().measured == 2
    crowd.follower("cleo")
    crowd.net.faults.add("429", "read")
    with pytest.raises(PlatformError, match="too many requests"):  # the list itself could not be had
        crowd.look()
    crowd.reader = Tired(crowd.reader)
    looked = crowd.look()
    assert (looked.measured, looked.could_be) == (2, 3)


class Tired:
    """A reader that gives lists and no posts."""

    def __init__(self, reader):
        self._reader = reader

    def __getattr__(self, name):
        return getattr(self._reader, name)

    def posts_by(self, *_, **__):
        """Not now."""
        raise PlatformError("too many requests", retry_after=timedelta(minutes=5))


def test_a_login_that_ended_is_told_at_once(crowd):
    """Somebody waits at the terminal."""
    crowd.follower("anna")
    crowd.net.people.end_login(LENA)
    with pytest.raises(LoginEnded):
        crowd.look()


# --- in words


def a_follower(crowd, name="jonah", **values):
    measured = {
        "posts": 40,
        "answers": 26,
        "reshares": 0,
        "links": 0,
        "questions": 0,
        "received": 0,
        "answered_back": 0,
    }
    habits = Habits(**{**measured, **values}, per_day=1, measured_at=crowd.clock())
    return Follower(crowd.reader.find_account(crowd.follower(name, talks=0, posts=0)), habits)


def test_each_is_one_line_with_the_evidence(crowd):
    """Topics, how often they answer, how often they answer back, and the address to say `meet` to."""
    first = a_follower(crowd, topics=("lighthouses", "logbooks", "tea"), received=5, answered_back=4)
    second = a_follower(crowd, "safi", reshares=20, answers=15)
    said = followers.told(followers.Looked((first, second), 9, 9), output.number)
    assert said.splitlines() == [
        "Among the people who follow you, two who talk with others and with whom you never spoke",
        "",
        "  Jonah   lighthouses, logbooks; 26 of the last 40 posts answer someone, 4 of 5 answers got an answer back (jonah@home.example)",
        "  Safi    15 of the last 20 posts answer someone (safi@home.example)",
    ]


def test_how_far_it_got_is_said_only_while_there_is_more(crowd):
    """And nobody is a good answer too."""
    said = followers.told(followers.Looked((a_follower(crowd),), 60, 25), output.number)
    assert "one who talks with others" in said
    assert said.endswith("25 of 60 who could be meant are measured; the next look goes on.")
    assert followers.told(followers.Looked((), 0, 0), output.number) == (
        "Among the people who follow you, nobody yet who talks with others and with whom you never spoke."
    )
