"""Reading without holes, without repetitions, and without what is nobody's business (MT-1 to MT-10, MN-10, MO-8)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain import InteractionKind, Visibility
from bot.errors import PlatformError
from bot.platforms.mastodon.reader import MastodonReader
from tests.servers.mastodon.people import UserList

HOUR = timedelta(hours=1)


def unseen(_uris):
    return ()


def floor(world, back=HOUR):
    return world.now() - back


def uris(posts):
    return [post.uri for post in posts]


def home(world, reader, mark="", back=HOUR):
    return reader.new_posts(mark, seen=unseen, floor=floor(world, back))


def person(world, who):
    return world.server.network.find(world.address(who))


def logged_in(world, *scopes):
    """A reader whose token covers only these scopes."""
    token = world.server.login(person(world, "owner"), *scopes)
    return MastodonReader(server=world.base, token=token, address="", now=world.now)


def asked(world, path):
    return sum(asked_path == path for _, asked_path in world.server.requests)


# --- home


def test_an_ordinary_poll_is_one_question_without_a_cursor(mastodon):
    """Cursors come out of an allowance that all the owner's apps share (ML-2)."""
    reader = mastodon.reader()
    mark = home(mastodon, reader).mark
    mastodon.post("alice", "One.")
    mark = home(mastodon, reader, mark).mark
    mastodon.post("alice", "Two.")
    before = asked(mastodon, "/api/v1/timelines/home")
    used = sum(mastodon.server.limits.used[key] for key in mastodon.server.limits.used if key[0] == "pages")
    assert len(home(mastodon, reader, mark).items) == 2
    assert before + 1 == asked(mastodon, "/api/v1/timelines/home")
    assert used == sum(mastodon.server.limits.used[key] for key in mastodon.server.limits.used if key[0] == "pages")


def test_what_was_seen_is_not_read_again(mastodon):
    """The page overlaps with the last one; only what is new comes."""
    reader = mastodon.reader()
    first = mastodon.post("alice", "One.")
    mark = home(mastodon, reader).mark
    second = mastodon.post("alice", "Two.")
    batch = reader.new_posts(mark, seen=lambda _: {first}, floor=floor(mastodon))
    assert [second] == uris(batch.items)


def test_a_late_post_on_the_first_page_comes_with_the_next_poll(mastodon):
    """It stands behind the newest post that was read, where an upward cursor never looks (MT-3)."""
    reader = mastodon.reader()
    on_time = mastodon.post("bob", "On time.")
    mark = home(mastodon, reader).mark
    late = mastodon.post("alice", "Late.", created_at=mastodon.now() - timedelta(minutes=20))
    batch = reader.new_posts(mark, seen=lambda _: {on_time}, floor=floor(mastodon))
    assert [late] == uris(batch.items)


def test_a_hundred_posts_are_a_hundred_posts(either):
    """Over three pages, oldest first, none twice (MT-1)."""
    reader = either.reader()
    mark = home(either, reader).mark
    said = [either.post("alice", f"Page {number}.") for number in range(100)]
    batch = home(either, reader, mark or "")
    assert said == uris(batch.items)
    assert not batch.gap


def test_posts_that_vanish_from_a_page_hide_nothing(mastodon):
    """Deleted or filtered rows take up room on their page, which comes back short (MT-5)."""
    reader = mastodon.reader()
    mastodon.post("alice", "The mark.")
    mark = home(mastodon, reader).mark
    said = [mastodon.post("alice", f"Page {number}.") for number in range(60)]
    ids = [status.id for status in mastodon.server.network.home(person(mastodon, "owner"))]
    mastodon.server.swallowed = set(ids[2:30])
    batch = home(mastodon, reader, mark)
    assert len(batch.items) == 60 + 1 - 28
    assert {said[0], said[-1]} <= set(uris(batch.items))


def test_a_deleted_mark_is_found_by_its_time(mastodon):
    """The post at which reading stopped is gone; reading goes on all the same, and ends."""
    reader = mastodon.reader()
    mastodon.post("alice", "Long read.", created_at=mastodon.now() - timedelta(minutes=30))
    last = mastodon.post("alice", "The mark.")
    mark = home(mastodon, reader).mark
    mastodon.delete("alice", last)
    fresh = mastodon.post("bob", "New.")
    batch = home(mastodon, reader, mark)
    assert fresh in uris(batch.items)
    assert not batch.gap


def test_a_feed_that_ends_above_the_mark_is_a_gap(mastodon):
    """The server keeps so many posts and no more; what fell out is not pretended to be read (MT-4)."""
    reader = mastodon.reader()
    mastodon.post("alice", "The mark.", created_at=mastodon.now() - timedelta(minutes=40))
    mark = home(mastodon, reader).mark
    for number in range(50):
        mastodon.post("alice", f"Page {number}.")
    mastodon.server.network.home_kept = 45
    batch = home(mastodon, reader, mark)
    assert batch.gap
    assert len(batch.items) == 45
    assert not home(mastodon, reader, batch.mark).gap


def test_nothing_is_read_below_the_floor(mastodon):
    """After a long stop the old is let go: reading stops at the floor, and that is no gap."""
    reader = mastodon.reader()
    mastodon.post("alice", "The mark.", created_at=mastodon.now() - timedelta(hours=5))
    mark = home(mastodon, reader, back=timedelta(hours=6)).mark
    mastodon.post("alice", "Old.", created_at=mastodon.now() - timedelta(hours=3))
    fresh = mastodon.post("alice", "Fresh.")
    batch = home(mastodon, reader, mark, back=HOUR)
    assert [fresh] == uris(batch.items)
    assert not batch.gap


@pytest.fixture
def mid_reading(mastodon):
    """A reader that stopped at a mark, and a post that came after it."""
    reader = mastodon.reader()
    mastodon.post("alice", "The mark.")
    mark = home(mastodon, reader).mark
    return reader, mark, mastodon.post("alice", "Meanwhile.")


def test_a_feed_that_is_being_prepared_is_not_taken_for_empty(mastodon, mid_reading):
    """It looks empty: the mark stays, it is no gap, and the next poll reads everything (MT-6)."""
    reader, mark, missed = mid_reading
    mastodon.control(fault="206", on="read")
    with capture_logs() as logs:
        batch = home(mastodon, reader, mark)
    assert (batch.items, batch.mark, batch.gap) == ((), mark, False)
    assert ["mastodon_feed_not_ready"] == [line["event"] for line in logs]
    assert missed in uris(home(mastodon, reader, mark).items)


@pytest.mark.parametrize("how", ["html", "empty"])
def test_a_page_that_is_no_answer_is_an_error(mastodon, mid_reading, how):
    """A challenge of a CDN, or nothing at all, with 200 (MX-2): nothing was read, and the next poll reads it."""
    reader, mark, missed = mid_reading
    mastodon.control(fault=how, on="read")
    with pytest.raises(PlatformError):
        home(mastodon, reader, mark)
    assert missed in uris(home(mastodon, reader, mark).items)


def test_an_answer_of_another_shape_moves_nothing(mastodon, mid_reading):
    """JSON, but no list of statuses."""
    reader, mark, missed = mid_reading
    mastodon.control(fault="nonsense", on="read")
    with pytest.raises(PlatformError):
        home(mastodon, reader, mark)
    assert missed in uris(home(mastodon, reader, mark).items)


def test_a_page_that_repeats_itself_gives_each_post_once(gotosocial):
    """A page that is not full repeats its last entry there (MO-8)."""
    said = [gotosocial.post("alice", "One."), gotosocial.post("bob", "Two.")]
    assert said == uris(home(gotosocial, gotosocial.reader()).items)


def test_a_post_and_its_reshare_are_one_post(mastodon):
    """As it came first: from its author, whom the owner follows."""
    uri = mastodon.post("alice", "One.")
    mastodon.reshare("bob", uri)
    (post,) = home(mastodon, mastodon.reader()).items
    assert (uri, None) == (post.uri, post.reshared_by)


def test_ids_are_never_compared(gotosocial):
    """ULIDs cannot be (MR-3); marks hold them as they are."""
    reader = gotosocial.reader()
    gotosocial.post("alice", "One.")
    mark = home(gotosocial, reader).mark
    second = gotosocial.post("alice", "Two.")
    assert second in uris(home(gotosocial, reader, mark).items)


def test_members_of_exclusive_lists_are_read_too(mastodon):
    """The owner keeps them out of home in order not to miss them (MT-7)."""
    mastodon.follow("owner", "carol")
    close = UserList("1", "Close", exclusive=True, members={person(mastodon, "carol").id})
    plain = UserList("2", "Others", exclusive=False, members={person(mastodon, "alice").id})
    person(mastodon, "owner").lists += [close, plain]
    said = [mastodon.post("alice", "At home."), mastodon.post("carol", "In the list.")]
    reader = mastodon.reader()
    batch = home(mastodon, reader)
    assert said == uris(batch.items)
    again = mastodon.post("carol", "Once more.")
    assert again in uris(home(mastodon, reader, batch.mark).items)


def test_lists_that_may_not_be_read_are_left_out(mastodon):
    """One line in the log, and home is read all the same."""
    uri = mastodon.post("alice", "At home.")
    reader = logged_in(mastodon, "read:accounts", "read:statuses")
    with capture_logs() as logs:
        assert [uri] == uris(home(mastodon, reader).items)
        home(mastodon, reader)
    reader.close()
    assert [("mastodon_feature_missing", "lists")] == [(line["event"], line["feature"]) for line in logs]


def test_a_strange_status_stops_itself_only(mastodon):
    """The others on its page are read, and it is counted."""
    mastodon.post("alice", "Strange.")
    uri = mastodon.post("alice", "Fine.")
    strange = min(mastodon.server.network.statuses.values(), key=lambda status: status.created_at)
    strange.extra["uri"] = None
    with capture_logs() as logs:
        batch = home(mastodon, mastodon.reader())
    assert ([uri], 1) == (uris(batch.items), batch.skipped)
    assert [("mastodon_item_skipped", strange.id)] == [(line["event"], line["id"]) for line in logs]


def test_a_login_that_answers_nonsense_is_a_server_error(mastodon):
    """Our errors only, wherever an answer means nothing."""
    mastodon.control(fault="nonsense", on="read")
    with pytest.raises(PlatformError):
        _ = mastodon.reader().owner


def test_filtered_posts_say_so(mastodon):
    """The server returns them; whoever judges must know (MT-10, MF-1)."""
    words = [{"keyword": "spoiler", "whole_word": True}]
    owner = mastodon._api["owner"]
    owner.post("/api/v2/filters", title="x", context=["home"], filter_action="hide", keywords_attributes=words)
    mastodon.post("alice", "No surprises.")
    mastodon.post("alice", "A spoiler!")
    assert [False, True] == [post.filtered for post in home(mastodon, mastodon.reader()).items]


def test_recent_posts_reach_back_over_pages(mastodon):
    """Whatever was seen, down to the time asked for."""
    old = mastodon.post("alice", "Five hours late.", created_at=mastodon.now() - timedelta(hours=5))
    said = [mastodon.post("bob", f"Page {number}.") for number in range(45)]
    batch = mastodon.reader().recent_posts(since=mastodon.now() - timedelta(hours=6))
    assert [old, *said] == uris(batch.items)
    few = mastodon.reader().recent_posts(since=mastodon.now() - timedelta(hours=6), pages=1)
    assert len(few.items) == 40
    assert few.gap


# --- parents


def test_parents_are_looked_up_together(mastodon):
    """A reply names only an id; the addresses of all unknown parents cost one question."""
    questions = [mastodon.post("carol", f"Question {number}") for number in range(5)]
    for number, question in enumerate(questions):
        mastodon.post("bob", f"Answer {number}", reply_to=question, mention=("carol",))
    mastodon.follow("owner", "carol")
    account = mastodon.reader().find_account(mastodon.address("bob"))
    mastodon.server.requests.clear()
    posts = mastodon.reader().posts_by(account)
    assert questions == [post.parent.uri for post in reversed(posts)]
    assert {mastodon.uid("carol")} == {post.parent_uid for post in posts}
    assert ("GET", "/api/v1/statuses") in mastodon.server.requests
    assert asked(mastodon, "/api/v1/statuses") == 1


def test_parents_are_looked_up_one_by_one_elsewhere(gotosocial):
    """Not more than twenty at a time; a gone one is not asked for again."""
    question = gotosocial.post("alice", "Question")
    answer = gotosocial.post("bob", "Answer", reply_to=question, mention=("alice",))
    reader = gotosocial.reader()
    bob = reader.find_account(gotosocial.address("bob"))
    (post,) = reader.posts_by(bob)
    assert (answer, question, question) == (post.uri, post.parent.uri, post.root.uri)


# --- threads and people


def test_a_private_answer_counts_as_an_answer_without_its_words(mastodon):
    """The owner answered where nobody sees it; the thread knows that, and not what was said."""
    question = mastodon.post("alice", "Which glue?")
    mastodon.post(
        "owner", "Between us: wheat starch.", reply_to=question, mention=("alice",), visibility=Visibility.DIRECT
    )
    reader = mastodon.reader()
    (post,) = reader.posts_by(reader.find_account(mastodon.address("alice")))
    (answer,) = reader.thread(post.ref).below
    assert (mastodon.uid("owner"), question, "") == (answer.author.uid, answer.parent.uri, answer.text)
    assert reader.posts_by(reader.owner) == ()


def test_a_thread_knows_its_root_and_its_people(mastodon):
    """The context names them all."""
    root = mastodon.post("alice", "Which glue?")
    middle = mastodon.post("bob", "For what?", reply_to=root, mention=("alice",))
    low = mastodon.post("carol", "Rag paper.", reply_to=middle, mention=("bob",))
    reader = mastodon.reader()
    thread = reader.thread(
        reader.find_post(mastodon._api["owner"].get(f"/api/v1/statuses/{mastodon._id_of(low)}")["url"]).ref
    )
    assert [root, middle] == uris(thread.above)
    assert root == thread.post.root.uri
    assert (mastodon.uid("bob"), mastodon.uid("alice")) == thread.post.thread_uids


def test_posts_of_somebody_the_owner_blocks_are_missing(mastodon):
    """The server would still show them (MF-12)."""
    uri = mastodon.post("alice", "One.")
    reader = mastodon.reader()
    (post,) = home(mastodon, reader).items
    mastodon.block("owner", "alice")
    assert uri not in reader.fetch([post.ref])


def test_many_posts_are_fetched_in_few_questions(mastodon):
    """Twenty at once is what the server takes."""
    for number in range(45):
        mastodon.post("alice", f"Page {number}.")
    reader = mastodon.reader()
    refs = [post.ref for post in home(mastodon, reader).items]
    mastodon.server.requests.clear()
    assert len(reader.fetch(refs)) == 45
    assert asked(mastodon, "/api/v1/statuses") == 3


def test_follows_are_read_over_all_pages(mastodon):
    """Pages of this list go by numbers of the server's own (MD-10)."""
    network = mastodon.server.network
    for number in range(170):
        network.follow(person(mastodon, "owner"), network.join(f"friend{number}", domain="far.example", locked=False))
    reader = mastodon.reader()
    assert len({account.uid for account in reader.follows()}) == 173
    assert len({account.uid for account in reader.follows() if account.uid.endswith("@far.example")}) == 170


def test_a_gone_account_has_no_posts_and_no_profile(mastodon):
    """And that is no error."""
    reader = mastodon.reader()
    alice = reader.find_account(mastodon.address("alice"))
    del mastodon.server.network.people[alice.local_id]
    assert reader.posts_by(alice) == ()
    assert dict(reader.profiles([alice])) == {}


def test_talking_with_the_bot_hides_none_of_the_owners_posts(mastodon):
    """The owner's answers are statuses too; the last posts are the last public ones."""
    mine = mastodon.post("owner", "Mine.")
    for number in range(90):
        mastodon.message("owner", f"note {number}")
    reader = mastodon.reader()
    assert [mine] == uris(reader.posts_by(reader.owner, limit=20))


def test_own_likes_need_a_right_of_their_own(mastodon):
    """Without it the other acts are noticed all the same, and one line says what is not."""
    liked, passed_on = mastodon.post("alice", "Liked."), mastodon.post("bob", "Passed on.")
    mastodon.like("owner", liked)
    mastodon.reshare("owner", passed_on)
    reader = logged_in(mastodon, "read:accounts", "read:statuses", "read:follows", "read:notifications", "read:lists")
    with capture_logs() as logs:
        acts = reader.own_acts(since=floor(mastodon))
        reader.own_acts(since=floor(mastodon))
    reader.close()
    assert [passed_on] == [act.subject_uri for act in acts if act.subject_uri]
    assert {mastodon.uid(who) for who in ("bot", "alice", "bob")} == {
        act.account.partition(":")[2] for act in acts if act.kind is InteractionKind.FOLLOW
    }
    assert ["own likes"] == [line["feature"] for line in logs]


def test_a_web_address_of_another_server_needs_the_right_to_search(mastodon):
    """With it the post is found, without it there is none."""
    far = mastodon.server.network.join("dora", domain="far.example", locked=False)
    status = mastodon.server.network.say(far, "From afar.")
    assert mastodon.reader().find_post(status.url).uri == status.uri
    reader = logged_in(mastodon, "read:accounts", "read:statuses")
    assert reader.find_post(status.url) is None
    reader.close()


def test_a_remote_account_is_found_by_its_whole_address_only(mastodon):
    """Somebody of the same name on another server is somebody else."""
    mastodon.server.network.join("alice", domain="far.example")
    reader = mastodon.reader()
    assert reader.find_account("alice@far.example").uid == "alice@far.example"
    assert reader.find_account(mastodon.address("alice")).uid == mastodon.uid("alice")
    assert reader.find_account("alice@other.example") is None


def test_what_is_told_in_whole_seconds_keeps_the_servers_order(either):
    """A reshare whose second is all that is told came after the post of the same second, for the server lists it so."""
    wrote, other = either.post("bob", "The tide was late."), either.post("alice", "Which glue?")
    either.reshare("bob", other)
    reader, bob = either.reader(), either._accounts["bob"]["id"]
    told = either._api["owner"].get(f"/api/v1/accounts/{bob}/statuses")
    moment = told[-1]["created_at"][:19]
    body = json.dumps([{**told[0], "created_at": moment + ".000Z"}, {**told[1], "created_at": moment + ".400Z"}])
    account = reader.find_account(either.address("bob"))
    either.page(f"GET /api/v1/accounts/{bob}/statuses", 200, body=body, kind="application/json")
    assert uris(reader.posts_by(account)) == [other, wrote]


@pytest.mark.parametrize(
    ("retry", "waited"), [("retry=3", 3), ("retry=86400, result_count=2", 5), ("", 0), ("soon", 0)]
)
def test_answers_that_the_server_is_fetching_are_waited_for_once(mastodon, retry, waited):
    """It begins when it is asked, and says so; no longer than a few seconds, and only once (MF-2)."""
    asked = mastodon.post("alice", "Does anyone scan old letters?")
    below = mastodon.post("bob", "I do.", reply_to=asked)
    header = {"Mastodon-Async-Refresh": f'id="abc", {retry}'} if retry else {}
    nothing = '{"ancestors": [], "descendants": []}'
    mastodon.page(r"GET /api/v1/statuses/\w+/context", 200, body=nothing, kind="application/json", headers=header)
    seconds = []
    reader = mastodon._kept(
        MastodonReader(
            server=mastodon.base, token=mastodon.tokens["owner"], address="", now=mastodon.now, wait=seconds.append
        )
    )
    (post, *_) = [post for post in home(mastodon, reader).items if post.uri == asked]
    thread = reader.thread(post.ref)
    assert [reply.uri for reply in thread.below] == ([below] if waited else [])
    assert seconds == ([waited] if waited else [])


def test_the_usual_visibility_is_the_servers_word(mastodon, gotosocial):
    """What the owner's posts have when nothing is said (MD-6)."""
    assert mastodon.reader().usual_visibility is Visibility.PUBLIC
    assert gotosocial.reader().usual_visibility is Visibility.UNLISTED


def test_nothing_that_is_read_is_written(either):
    """Every request of a reader is a question."""
    uri = either.post("alice", "One.")
    either.server.requests.clear()
    reader = either.reader()
    (post,) = home(either, reader).items
    reader.notices("", floor=floor(either))
    reader.thread(post.ref)
    reader.own_acts(since=floor(either))
    reader.find_post(uri)
    reader.check()
    assert {method for method, _ in either.server.requests} == {"GET"}
