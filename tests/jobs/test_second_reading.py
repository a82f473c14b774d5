"""A second reader: asked ahead of a delivery, about what may leave, once; it changes one place, or nothing, and `why` says so."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.config.model import ServerSpec
from bot.domain import SuggestionState, Visibility
from bot.platforms.chat_model import ChatModel
from bot.platforms.reading_model import ModelReader
from bot.store import people, readings, settings, suggestions
from bot.store.readings import Cost
from bot.store.settings import SLOTS_LOOKED_AT
from tests.jobs.bench import QUESTION
from tests.platforms.test_drafting_model import a_model, body, saying

PLAIN = "Slowly unpacking, and the kitchen has a window onto the lime tree."
READER = {"second_reader": "model", "model": {"url": "http://127.0.0.1:9/v1", "name": "small"}}


def judging(**worth: tuple[int, str]):
    """A model that finds each post by a word in it worth so much and of such a kind; all others 0 and a joke."""

    def answer(handler):
        posts = json.loads(handler.server.asked[-1]["messages"][1]["content"])["posts"]
        rows = []
        for post in posts:
            found = next((said for word, said in worth.items() if word in post["text"]), (0, "joke"))
            rows.append({"id": post["id"], "worth": found[0], "kind": found[1]})
        saying(json.dumps({"readings": rows}))(handler)

    return answer


LIKES_THE_KITCHEN = judging(kitchen=(2, "news"))


@pytest.fixture
def start(make):
    """Alice and Bob are friends, and the owner was told hello; the next delivery is in thirty minutes."""

    def begun(people_per_day=1, **choose):
        bench = make(
            choose={**READER, **choose}, deliver={"at": "as-they-come", "quiet": "", "people_per_day": people_per_day}
        )
        bench.talked("alice", 3)
        bench.talked("bob", 3)
        bench.talked("carol", 3)
        bench.later(days=9)
        bench.second = ModelReader(ChatModel("http://127.0.0.1:9/v1", "small", called="second reader"))
        bench.greeted()
        return bench

    return begun


@contextmanager
def behind(bench, answer):
    """The model answers so."""
    with a_model(answer) as model:
        endpoint = ChatModel(model.url, "small", timeout=timedelta(seconds=30), called="second reader")
        bench.second = ModelReader(endpoint)
        yield model


def ahead(bench, *, minutes=23):
    """It is decided what is to be read, and that is read."""
    bench.later(minutes=minutes)
    with capture_logs():
        assert bench.shortlist().step() is False
        assert bench.second_reading().step() is False


def delivered(bench):
    """The time has come: who is suggested now, in order."""
    bench.later(minutes=9)
    bench.nudging().choose()
    return [named(bench, row) for row in waiting(bench)]


def waiting(bench):
    """What was suggested just now."""
    with bench.tx() as tx:
        return suggestions.in_states(tx, SuggestionState.AWAITING_DELIVERY)


def named(bench, row):
    """Whom a suggestion is about."""
    with bench.tx() as tx:
        return people.person(tx, row.person).name


def looked(bench):
    """The next delivery is half an hour from now."""
    with bench.tx() as tx:
        settings.put(tx, SLOTS_LOOKED_AT, bench.now)


def why(bench, row=None):
    """What `why` says of a nudge."""
    row = row or waiting(bench)[0]
    while bench.nudging().compose():
        pass
    bench.told()
    [said] = bench.says(f"why {row.code}")
    return said


def line(said):
    """The one line about the model in it."""
    [found] = re.findall(r"(?m)^your model at .*$", said)
    return found


# --- what it changes


def test_it_puts_one_before_another_and_why_says_so(start):
    """Alice asks and would have the place; the model found Bob's kitchen worth a word."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, LIKES_THE_KITCHEN):
        ahead(bench)
        assert delivered(bench) == ["Bob"]
        assert line(why(bench)) == "your model at 127.0.0.1 took it for good news, and put it before a joke of Alice's"


def test_a_free_place_goes_to_whom_it_finds_worth_it(start):
    """Alice keeps hers."""
    bench = start(people_per_day=3)
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, LIKES_THE_KITCHEN):
        ahead(bench)
        assert delivered(bench) == ["Alice", "Bob"]
        first, second = waiting(bench)
        assert line(why(bench, second)) == "your model at 127.0.0.1 took it for good news, and gave it a place"
        assert line(why(bench, first)) == "your model at 127.0.0.1 took it for a joke, and changed nothing"


def test_one_place_of_a_day_is_its_own(start):
    """The next delivery of the same day is the rules' alone."""
    bench = start(people_per_day=3)
    bench.heard("bob", PLAIN)
    with behind(bench, judging(kitchen=(2, "news"), lime=(2, "news"), garden=(2, "news"))):
        ahead(bench)
        assert delivered(bench) == ["Bob"]
        bench.heard("alice", "Slowly digging, and the garden has a wall to the west, warm until nine.")
        ahead(bench)
        assert delivered(bench) == ["Bob"]


def test_whoever_wrote_first_has_the_place_and_is_never_shown_to_it(start):
    """Alice waits for a word; the model would rather have Bob."""
    bench = start()
    bench.heard("alice", "Did yours fade, too, where the sun comes in?", mention=["owner"])
    bench.heard("bob", PLAIN)
    bench.later(hours=3)
    looked(bench)
    with behind(bench, LIKES_THE_KITCHEN) as model:
        ahead(bench)
        assert delivered(bench) == ["Alice"]
        assert all("fade" not in json.dumps(asked) for asked in model.asked)
        assert line(why(bench)) == "your model at 127.0.0.1 was not shown it"


# --- what leaves, and when


def sent(model):
    """The texts that left."""
    return [post["text"] for asked in model.asked for post in json.loads(asked["messages"][1]["content"])["posts"]]


def test_it_is_one_request_for_a_delivery(start):
    """Ahead of it, and not again for what was read."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, judging()) as model:
        ahead(bench, minutes=5)
        assert model.asked == []
        ahead(bench, minutes=18)
        ahead(bench, minutes=1)
        assert sorted(sent(model)) == sorted([QUESTION, PLAIN])
        assert len(model.asked) == 1


@pytest.mark.parametrize(
    "how",
    [{"visibility": Visibility.FOLLOWERS}, {"warning": "food"}],
    ids=str,
)
def test_what_was_not_said_to_everyone_never_leaves(start, how):
    """Nor what hides behind a warning: it is not even wanted."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN, **how)
    with behind(bench, judging()) as model:
        ahead(bench)
        assert PLAIN not in sent(model)


@pytest.mark.parametrize(
    ("bio", "leaves"),
    [("Painter.", True), ("#nobot", False), ("Painter. #NoAI", False), ("Please do not feed my posts to AI.", False)],
)
def test_whoever_refuses_it_in_the_profile_is_never_sent(start, bio, leaves):
    """As it stands when the posts are about to leave."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    bench.world.set_bio("bob", bio)
    bench.later(hours=25)
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    looked(bench)
    with behind(bench, judging()) as model:
        ahead(bench)
        assert (PLAIN in sent(model)) is leaves


def test_members_of_a_server_that_wishes_no_drafts_are_never_sent(start):
    """A community that wants no drafted words wants no read ones."""
    bench = start()
    bench.config = bench.config.model_copy(update={"servers": {"coast.example": ServerSpec(drafts="off")}})
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, judging()) as model:
        ahead(bench)
        assert sent(model) == []


@pytest.mark.parametrize("said", ["never bob", "mute bob 2w", "forget bob"])
def test_whoever_is_not_to_be_spoken_of_is_never_sent(start, said):
    """Also where the owner said so after it was decided what is to be read."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, judging()) as model:
        bench.later(minutes=23)
        bench.shortlist().step()
        bench.says(said)
        bench.second_reading().step()
        assert sent(model) == [QUESTION]


def test_what_was_edited_or_deleted_meanwhile_does_not_leave(start):
    """Minutes pass between the list and the request."""
    bench = start()
    bench.heard("alice")
    post = bench.heard("bob", PLAIN)
    with behind(bench, judging()) as model:
        bench.later(minutes=23)
        bench.shortlist().step()
        bench.world.edit("bob", post.uri, "I did not say that.")
        bench.read(bench.seen(post.uri))
        bench.second_reading().step()
        assert sent(model) == [QUESTION]


def test_a_reading_of_words_that_were_edited_counts_no_more(start):
    """Bob's kitchen is gone, and so is what was read of it."""
    bench = start()
    bench.heard("alice")
    post = bench.heard("bob", PLAIN)
    with behind(bench, LIKES_THE_KITCHEN):
        ahead(bench)
        bench.world.edit("bob", post.uri, "Slowly unpacking, and nothing else.")
        bench.read(bench.seen(post.uri))
        assert delivered(bench) == ["Alice"]


# --- when it fails


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: body(handler, b"<html>Bad gateway</html>", 502, "text/html"),
        saying("<html>Hello</html>"),
        saying("I would take the kitchen."),
        saying('{"readings": ['),
        saying('{"readings": []}'),
        lambda handler: handler.wfile.write(b""),
    ],
    ids=["down", "html", "nonsense", "half", "nothing", "silence"],
)
def test_whatever_it_answers_the_rules_choose_alone_and_why_says_so(start, answer):
    """Down, a page, nonsense, half an answer."""
    bench = start()
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, answer):
        ahead(bench)
        assert delivered(bench) == ["Alice"]
        said = line(why(bench))
    assert said == "your model at 127.0.0.1 gave no usable answer, so the rules chose alone"


def test_a_delivery_does_not_wait_for_one_that_is_slow(start):
    """It chooses while the model still thinks: by the rules alone, and says so."""
    bench, chosen = start(), []
    bench.heard("alice")
    bench.heard("bob", PLAIN)

    def slow(handler):
        chosen.extend(delivered(bench))
        LIKES_THE_KITCHEN(handler)

    with behind(bench, slow):
        ahead(bench)
        assert chosen == ["Alice"]
        assert line(why(bench)) == "your model at 127.0.0.1 gave no usable answer, so the rules chose alone"


def test_the_day_ends_when_its_requests_are_used_up(start):
    """The rules choose alone from then on, and why says so."""
    bench = start(people_per_day=3, requests_per_day=1)
    bench.heard("alice")
    bench.heard("bob", PLAIN)
    with behind(bench, judging()) as model:
        ahead(bench)
        assert delivered(bench) == ["Alice"]
        bench.heard("bob", "Does anyone know how to keep a map dry on a boat? Mine comes home wet each time.")
        bench.heard("carol", PLAIN)
        ahead(bench)
        assert len(model.asked) == 1
        delivered(bench)
        [_, second] = waiting(bench)
        assert line(why(bench, second)).endswith("as often as a day allows, so the rules chose alone")
    with bench.tx() as tx:
        spent = readings.cost(tx, since=bench.now - timedelta(days=1))
    assert isinstance(spent, Cost)
    assert spent.requests == 1
    assert spent.tokens > 100


def test_without_one_nothing_is_read_and_nothing_said_of_it(make):
    """Off by default."""
    bench = make()
    bench.greeted()
    bench.heard("alice")
    bench.later(minutes=31)
    bench.nudging().choose()
    assert "your model" not in why(bench)
