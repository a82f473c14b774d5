"""What a second reader read goes when its post goes, counts for one version only, and is told of each suggestion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.readings import Behind, Opinion, Outcome, Reading, TakenFor
from bot.store import people, posts, readings
from bot.store.readings import Asked, Cost
from tests.store.builders import DAY, NOW, a_post, an_account, kept, suggested

ONE = Reading(2, TakenFor.HELP)


@pytest.fixture
def tx(store):
    """One transaction."""
    with store.begin() as tx:
        yield tx


def read(tx, post, reading=ONE):
    """A post that was wanted and read."""
    readings.want(tx, [post.ref], NOW)
    readings.put(tx, {post.uri: reading})


def test_what_is_wanted_waits_until_it_is_read(tx):
    """Then it is known, and wanted no more; to want it again changes nothing."""
    post = kept(tx, a_post())
    assert readings.want(tx, [post.ref], NOW) == 1
    assert readings.wanted(tx, since=NOW) == ((post.uri, post.ref.version),)
    assert readings.known(tx, [post.ref]) == {}
    readings.put(tx, {post.uri: ONE})
    assert readings.wanted(tx, since=NOW) == ()
    assert readings.known(tx, [post.ref]) == {post.uri: ONE}
    assert readings.want(tx, [post.ref], NOW) == 0


def test_what_was_not_asked_for_is_not_kept(tx):
    """A reader cannot say anything of another post, nor say it twice."""
    post, other = kept(tx, a_post()), kept(tx, a_post())
    read(tx, post)
    readings.put(tx, {post.uri: Reading(0, TakenFor.JOKE), other.uri: ONE})
    assert readings.known(tx, [post.ref, other.ref]) == {post.uri: ONE}


def test_a_reading_counts_for_the_words_that_were_read(tx):
    """After an edit it is unknown, and wanted anew."""
    post = kept(tx, a_post())
    read(tx, post)
    edited = replace(post.ref, version="v2")
    assert readings.known(tx, [edited]) == {}
    assert readings.want(tx, [edited], NOW) == 1
    assert readings.known(tx, [post.ref]) == {}


@pytest.mark.parametrize("how", ["gone", "old", "forgotten"])
def test_a_reading_goes_when_its_post_goes(tx, how):
    """Deleted by its author, too old to be kept, or forgotten with its author."""
    post = kept(tx, a_post())
    read(tx, post)
    if how == "gone":
        posts.gone(tx, post.uri)
    elif how == "old":
        posts.drop_old(tx, NOW + DAY)
    else:
        posts.forget_account(tx, post.author.key)
    assert readings.known(tx, [post.ref]) == {}


def test_readings_are_kept_no_longer_than_words_even_where_a_post_stays(tx):
    """An exchange of the two stays; what a model thought of it does not."""
    post = kept(tx, a_post(), to_owner=True)
    read(tx, post)
    readings.drop_old(tx, NOW + DAY)
    assert posts.get(tx, post.uri) is not None
    assert readings.known(tx, [post.ref]) == {}


def test_what_was_wanted_too_long_ago_is_wanted_no_more(tx):
    """Its delivery is over."""
    post = kept(tx, a_post())
    readings.want(tx, [post.ref], NOW - DAY)
    assert readings.wanted(tx, since=NOW) == ()


def test_requests_and_tokens_are_counted_and_what_never_left_is_not(tx):
    """A day whose requests are used up costs nothing more."""
    readings.note(tx, Asked(NOW - DAY, 9, 1000, Outcome.AGREED))
    readings.note(tx, Asked(NOW, 9, 1000, Outcome.AGREED))
    readings.note(tx, Asked(NOW, 9, 0, Outcome.SILENT))
    readings.note(tx, Asked(NOW, 0, 0, Outcome.SPENT))
    assert readings.cost(tx, since=NOW) == Cost(2, 1000)
    last = readings.last_asked(tx, since=NOW)
    assert last is not None
    assert last.outcome is Outcome.SPENT
    assert readings.last_asked(tx, since=NOW + DAY) is None


def test_an_opinion_is_told_of_its_suggestion(tx):
    """As it was noted; of others there is none."""
    one, other = suggested(tx, kept(tx, a_post())), suggested(tx, kept(tx, a_post(by="bob")))
    sam = people.meet(tx, an_account("sam"), now=NOW)
    opinion = Opinion("localhost", Outcome.BROUGHT, TakenFor.HELP, Behind(sam, TakenFor.JOKE))
    readings.put_opinion(tx, one.id, opinion)
    assert readings.opinion(tx, one.id) == opinion
    assert readings.opinion(tx, other.id) is None
    assert readings.brought(tx, [one.id, other.id])
    assert not readings.brought(tx, [other.id])


def test_whoever_is_forgotten_is_forgotten_there_too(tx):
    """The suggestion keeps its line, without them."""
    row = suggested(tx, kept(tx, a_post()))
    sam = people.meet(tx, an_account("sam"), now=NOW)
    readings.put_opinion(tx, row.id, Opinion("localhost", Outcome.BROUGHT, TakenFor.HELP, Behind(sam, TakenFor.JOKE)))
    people.forget(tx, sam)
    assert readings.opinion(tx, row.id) == Opinion("localhost", Outcome.BROUGHT, TakenFor.HELP)
