"""The contract of `Reader`: feeds, threads, single posts and people as the owner sees them."""

from datetime import UTC, timedelta

from bot.domain import AccountFlag, InteractionKind, PostRef, Visibility
from tests.contract.platform_contract import (
    MARGIN,
    account_of,
    approved,
    home,
    needs,
    notices,
    outgoing,
    post_of,
    reply_to,
    unseen,
)


def uris(posts):
    return [post.uri for post in posts]


# --- home


def test_the_owner_is_who_the_login_belongs_to(world, reader):
    """The reader knows whose eyes it has."""
    assert reader.owner.uid == world.uid("owner")
    assert reader.owner.network == reader.network == world.network


def test_home_shows_what_followed_people_say(world, reader):
    """Words, author, language, time and place arrive as they were said."""
    uri = world.post("alice", "Does anyone know a good bookbinder?", language="en")
    world.settle()
    (post,) = home(world, reader)
    assert (uri, "Does anyone know a good bookbinder?") == (post.uri, post.text)
    assert (world.uid("alice"), "en", Visibility.PUBLIC) == (post.author.uid, post.language, post.visibility)
    assert post.ref.network == world.network
    assert post.ref.local_id
    assert post.link.startswith("http")


def test_all_times_are_utc(world, reader):
    """Nothing that is read has a time without a zone, or with another one."""
    world.post("alice", "At noon, by the clock tower.")
    world.settle()
    (post,) = home(world, reader)
    assert post.created_at.tzinfo is UTC or post.created_at.utcoffset() == timedelta(0)
    assert post.seen_at.utcoffset() == timedelta(0)
    assert abs(post.created_at - world.now()) < MARGIN


def test_home_leaves_strangers_out(world, reader):
    """What people say whom the owner does not follow is not in the feed."""
    world.post("carol", "Buy my book.")
    mine = world.post("bob", "The tide was late.")
    world.settle()
    assert [mine] == uris(home(world, reader))


def test_home_comes_oldest_first(world, reader):
    """Who reads a batch from its start reads in the order of saying."""
    said = [world.post(who, f"Number {number}.") for number, who in enumerate(("alice", "bob", "alice"))]
    world.settle()
    assert said == uris(home(world, reader))


def test_the_mark_goes_on_where_reading_stopped(world, reader):
    """After a mark come the posts that came after it; nothing unread is left out."""
    first = world.post("alice", "First.")
    world.settle()
    batch = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN)
    second = world.post("bob", "Second.")
    world.settle()
    again = reader.new_posts(batch.mark, seen=lambda _: {first}, floor=world.now() - MARGIN)
    assert [first] == uris(batch.items)
    assert [second] == uris(again.items)


def test_a_mark_survives_a_restart(world, reader):
    """A fresh client goes on from a stored mark, with what was said while nobody read."""
    world.post("alice", "Before.")
    world.settle()
    mark = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN).mark
    said = [world.post("alice", "While you were away."), world.post("bob", "And this.")]
    world.settle()
    read = uris(home(world, world.reader(), mark))
    assert said == [uri for uri in read if uri in said]


def test_a_quiet_network_moves_nothing(world, reader):
    """Reading twice with nothing said gives nothing new, and a mark that still works."""
    first = world.post("alice", "Only this.")
    world.settle()
    mark = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN).mark
    again = reader.new_posts(mark, seen=lambda _: {first}, floor=world.now() - MARGIN)
    second = world.post("bob", "And then this.")
    world.settle()
    assert not [uri for uri in uris(again.items) if uri != first]
    assert second in uris(home(world, reader, again.mark))


def test_more_than_one_page_is_read_without_holes(world, reader):
    """Forty-five posts since the mark are forty-five posts (MT-1)."""
    world.post("alice", "The first of many.")
    world.settle()
    mark = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN).mark
    said = [world.post("alice", f"Page {number} of the logbook.") for number in range(45)]
    world.settle()
    batch = reader.new_posts(mark, seen=unseen, floor=world.now() - MARGIN)
    assert said == [uri for uri in uris(batch.items) if uri in said]
    assert not batch.gap


def test_a_reshare_is_unwrapped(world, reader):
    """What somebody passes on is its author's post, and it says who passed it on (MT-9)."""
    uri = world.post("carol", "A keeper's diary.")
    world.reshare("alice", uri)
    world.settle()
    (post,) = home(world, reader)
    assert (uri, world.uid("carol")) == (post.uri, post.author.uid)
    assert post.reshared_by is not None
    assert post.reshared_by.uid == world.uid("alice")


def test_private_messages_are_not_in_the_feed(world, reader, messenger):
    """Some servers show them at home (MO-9); we never read them there."""
    messenger.send(outgoing("A line for you alone."))
    world.message("alice", "And one from me.")
    world.settle()
    assert not home(world, reader)
    assert not reader.recent_posts(since=world.now() - MARGIN).items


@needs("backdate")
def test_a_late_post_is_found_by_looking_again(world, reader):
    """A post that comes late stands behind the mark; the second look finds it (MT-3, BT-3)."""
    world.post("bob", "On time.")
    world.settle()
    mark = reader.new_posts("", seen=unseen, floor=world.now() - MARGIN).mark
    late = world.post("alice", "The ferry was late, and so was I.", created_at=world.now() - timedelta(hours=2))
    world.settle()
    recent = reader.recent_posts(since=world.now() - timedelta(hours=6))
    assert late in uris(recent.items)
    assert reader.new_posts(mark, seen=unseen, floor=world.now() - timedelta(hours=6)).mark


@needs("backdate")
def test_reading_goes_no_further_back_than_the_floor(world, reader):
    """An empty mark starts at the floor."""
    world.post("alice", "Long ago.", created_at=world.now() - timedelta(days=3))
    recent = world.post("alice", "Just now.")
    world.settle()
    assert [recent] == uris(reader.new_posts("", seen=unseen, floor=world.now() - timedelta(days=1)).items)


# --- what a post carries


@needs("private_visibility")
def test_visibility_is_carried(world, reader):
    """What was said to followers is known as such, and is not quotable."""
    followers = world.post("alice", "Only for those who follow.", visibility=Visibility.FOLLOWERS)
    unlisted = world.post("alice", "Quietly.", visibility=Visibility.UNLISTED)
    world.settle()
    seen = {post.uri: post for post in home(world, reader)}
    assert Visibility.FOLLOWERS is seen[followers].visibility
    assert not seen[followers].quotable
    assert Visibility.UNLISTED is seen[unlisted].visibility


@needs("warnings")
def test_a_warning_is_carried_apart_from_the_words(world, reader):
    """The warning is not part of the text."""
    world.post("alice", "It ends badly.", warning="a book's ending")
    world.settle()
    (post,) = home(world, reader)
    assert (post.warning, post.text) == ("a book's ending", "It ends badly.")


def test_the_language_is_carried(world, reader):
    """What its author says about the language, or nothing."""
    world.post("alice", "Kennt jemand einen Buchbinder?", language="de")
    world.settle()
    (post,) = home(world, reader)
    assert post.language == "de"


def test_plain_text_stays_as_it_was_written(world, reader):
    """Line breaks, angle brackets and ampersands arrive as characters, not as markup (MF-7)."""
    text = 'First line\nsecond line\n\nif a < b & b > c, then "so" it is 🏳️‍🌈'
    world.post("alice", text)
    world.settle()
    (post,) = home(world, reader)
    assert text == post.text


def test_an_answer_knows_what_it_answers(world, reader):
    """Parent and its author are there, whatever else the network leaves out."""
    question = world.post("alice", "Which glue?")
    answer = world.post("bob", "Wheat starch.", reply_to=question, mention=("alice",))
    world.settle()
    asked, answered = post_of(world, reader, "alice", question), post_of(world, reader, "bob", answer)
    assert asked.parent is None
    assert answered.parent_uid == world.uid("alice")
    assert answered.parent is not None
    assert answered.parent.local_id == asked.ref.local_id


def test_a_post_counts_its_answers(world, reader):
    """One answer, counted once it stands."""
    question = world.post("alice", "Which glue?")
    world.post("bob", "Wheat starch.", reply_to=question, mention=("alice",))
    world.settle()
    assert post_of(world, reader, "alice", question).replies == 1


@needs("gate")
def test_closed_replies_are_known(world, reader):
    """Where the author lets nobody answer, the post says so."""
    closed = world.post("alice", "No advice, please.", gated=True)
    open_ = world.post("alice", "Advice, please.")
    world.settle()
    seen = {post.uri: post for post in home(world, reader)}
    assert seen[closed].replies_closed
    assert not seen[open_].replies_closed


# --- single posts and threads


def test_a_thread_has_what_stands_above_and_below(world, reader):
    """Above from the root down, below from the oldest on."""
    root = world.post("alice", "Which glue?")
    middle = world.post("bob", "For what paper?", reply_to=root, mention=("alice",))
    low = world.post("alice", "Rag paper.", reply_to=middle, mention=("bob",))
    lowest = world.post("bob", "Wheat starch, then.", reply_to=low, mention=("alice",))
    world.settle()
    thread = reader.thread(post_of(world, reader, "bob", middle).ref)
    assert middle == thread.post.uri
    assert [root] == uris(thread.above)
    assert [low, lowest] == uris(thread.below)
    assert [root, middle, low] == uris(reader.thread(post_of(world, reader, "bob", lowest).ref).above)


def test_strangers_in_a_thread_are_seen(world, reader):
    """The answers of people whom the owner does not follow are in the thread."""
    root = world.post("alice", "Which glue?")
    answer = world.post("carol", "Bone glue.", reply_to=root, mention=("alice",))
    world.settle()
    thread = reader.thread(post_of(world, reader, "alice", root).ref)
    assert [(answer, world.uid("carol"))] == [(post.uri, post.author.uid) for post in thread.below]


def test_fetch_gives_posts_as_they_are_now(world, reader):
    """By uri, for several at once."""
    first, second = world.post("alice", "One."), world.post("bob", "Two.")
    world.settle()
    refs = [post.ref for post in home(world, reader)]
    assert {first: "One.", second: "Two."} == {uri: post.text for uri, post in reader.fetch(refs).items()}


def test_a_deleted_post_is_missing(world, reader):
    """Gone is gone: in fetch, as a thread, and for a fresh client; the others stay."""
    gone, stays = world.post("alice", "A slip."), world.post("alice", "No slip.")
    world.settle()
    refs = [post.ref for post in home(world, reader)]
    world.delete("alice", gone)
    world.settle()
    fresh = world.reader()
    assert {stays} == set(fresh.fetch(refs))
    assert fresh.thread(next(ref for ref in refs if ref.uri == gone)) is None


def test_a_post_that_never_was_is_missing(world, reader):
    """An id of nothing is no error."""
    uri = world.post("alice", "Here and gone.")
    world.settle()
    ref = post_of(world, reader, "alice", uri).ref
    another = "x" if ref.uri[-1] != "x" else "y"
    nowhere = PostRef(ref.network, ref.uri[:-1] + another, ref.local_id[:-1] + another)
    assert dict(reader.fetch([nowhere])) == {}


@needs("edit")
def test_an_edit_changes_the_version(world, reader):
    """The words are new, the address is not, and the version tells them apart."""
    uri = world.post("alice", "Does anyone scan old letters?")
    world.settle()
    before = post_of(world, reader, "alice", uri)
    world.edit("alice", uri, "Does anyone scan old letters? Edit: solved.")
    world.settle()
    after = world.reader().fetch([before.ref])[uri]
    assert after.text == "Does anyone scan old letters? Edit: solved."
    assert before.uri == after.uri
    assert before.ref.version != after.ref.version


def test_an_untouched_post_keeps_its_version(world, reader):
    """Reading, liking and answering a post do not change its version."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    before = post_of(world, reader, "alice", uri)
    world.like("bob", uri)
    world.post("bob", "Wheat starch.", reply_to=uri, mention=("alice",))
    world.settle()
    assert before.ref.version == world.reader().fetch([before.ref])[uri].ref.version


def test_who_blocks_the_owner_cannot_be_reached(world, reader):
    """Their post is missing, their thread is none, and the ties say why; all of it ends with the block."""
    uri = world.post("alice", "Not for everyone.")
    world.settle()
    post = post_of(world, reader, "alice", uri)
    world.block("alice", "owner")
    world.settle()
    assert uri not in world.reader().fetch([post.ref])
    assert world.reader().thread(post.ref) is None
    assert world.reader().relationships([post.author])[post.author.key].blocked_by
    world.unblock("alice", "owner")
    world.settle()
    assert uri in world.reader().fetch([post.ref])


def test_whom_the_owner_blocks_is_known(world, reader):
    """The ties say it, and the feed is without them."""
    account = account_of(world, reader, "alice")
    world.block("owner", "alice")
    world.settle()
    fresh = world.reader()
    assert fresh.relationships([account])[account.key].blocking
    assert world.uid("alice") not in {post.author.uid for post in home(world, fresh)}


def test_a_web_address_leads_to_its_post(world, reader):
    """The link that the owner is shown names the post."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    post = post_of(world, reader, "alice", uri)
    found = reader.find_post(post.link)
    assert found is not None
    assert uri == found.uri


def test_a_foreign_web_address_leads_nowhere(world, reader):
    """A page of somewhere else is no post of this network."""
    assert reader.find_post("https://elsewhere.example/a/page") is None


# --- people


def test_posts_by_somebody_come_newest_first(world, reader):
    """Answers and reshares are part of how somebody converses; reshares say so."""
    own = world.post("bob", "The tide was late.")
    other = world.post("alice", "Which glue?")
    answer = world.post("bob", "Wheat starch.", reply_to=other, mention=("alice",))
    world.reshare("bob", other)
    world.settle()
    posts = reader.posts_by(account_of(world, reader, "bob"))
    assert [other, answer, own] == uris(posts)
    assert [world.uid("bob"), None, None] == [post.reshared_by and post.reshared_by.uid for post in posts]
    assert [other, answer] == uris(reader.posts_by(account_of(world, reader, "bob"), limit=2))


def test_posts_by_the_owner_are_read_alike(world, reader):
    """The first run reads the owner's own past."""
    question = world.post("alice", "Which glue?")
    world.settle()
    mine = world.post("owner", "Wheat starch.", reply_to=question, mention=("alice",))
    world.settle()
    (post,) = reader.posts_by(reader.owner, since=world.now() - MARGIN)
    assert (mine, world.uid("alice")) == (post.uri, post.parent_uid)


def test_ties_say_who_follows_whom(world, reader):
    """Both ways, for several accounts in one question."""
    world.follow("bob", "owner")
    world.settle()
    accounts = {who: account_of(world, reader, who) for who in ("alice", "bob", "carol")}
    relationship = reader.relationships(accounts.values())
    found = {who: relationship[account.key] for who, account in accounts.items()}
    assert {who: tie.following for who, tie in found.items()} == {"alice": True, "bob": True, "carol": False}
    assert {who: tie.followed_by for who, tie in found.items()} == {"alice": False, "bob": True, "carol": False}
    assert not any(tie.blocking or tie.blocked_by or tie.muting for tie in found.values())


@needs("known_by")
def test_who_follows_somebody_too_is_known(world, reader):
    """Of those whom the owner follows; whoever else follows them is nobody the owner knows."""
    carol = account_of(world, reader, "carol")
    assert reader.known_by(carol) == ()
    world.follow("alice", "carol")
    world.follow("bot", "alice")
    world.settle()
    assert [account.uid for account in reader.known_by(carol)] == [world.uid("alice")]
    assert [account.uid for account in reader.known_by(account_of(world, reader, "alice"))] == [world.uid("bot")]
    world.follow("carol", "bob")
    world.settle()
    assert reader.known_by(account_of(world, reader, "bob")) == ()


def test_profiles_are_read_as_they_are_now(world, reader):
    """What people write about themselves, and the wish for no bots in it (MF-11)."""
    account = account_of(world, reader, "alice")
    assert AccountFlag.NOBOT not in account.flags
    world.set_bio("alice", "Keeper of paper. #NoBot please")
    world.settle()
    profile = world.reader().profiles([account])[account.key]
    assert "Keeper of paper" in profile.bio
    assert AccountFlag.NOBOT in profile.flags


def test_an_account_is_found_by_its_address(world, reader):
    """Without a leading at sign, and None when there is nobody."""
    found = reader.find_account(world.address("carol"))
    assert found is not None
    assert world.uid("carol") == found.uid
    assert reader.find_account(f"no{world.address('carol')}") is None


def test_follows_and_followers_are_listed(world, reader):
    """Whom the owner follows, and who follows the owner, newest first."""
    world.follow("alice", "owner")
    world.follow("carol", "owner")
    world.settle()
    assert {world.uid(who) for who in ("bot", "alice", "bob")} == {account.uid for account in reader.follows()}
    followers = [account.uid for account in reader.followers()]
    assert [world.uid("carol"), world.uid("alice")] == [uid for uid in followers if uid != world.uid("bot")]
    assert world.uid("bot") in followers


def test_the_owners_own_acts_are_noticed(world, reader):
    """Likes and reshares made in any app, with whose post it was."""
    liked, passed_on = world.post("alice", "Liked."), world.post("bob", "Passed on.")
    world.settle()
    world.like("owner", liked)
    world.reshare("owner", passed_on)
    world.like("bob", liked)
    world.reshare("alice", passed_on)
    world.settle()
    acts = [act for act in reader.own_acts(since=world.now() - MARGIN) if act.subject_uri]
    assert {(InteractionKind.LIKE, liked), (InteractionKind.RESHARE, passed_on)} == {
        (act.kind, act.subject_uri) for act in acts
    }
    assert all(act.by_owner for act in acts)
    assert {account_of(world, reader, who).key for who in ("alice", "bob")} == {act.account for act in acts}


# --- manners


def test_the_owners_reply_is_found_in_the_thread(world, reader, publisher):
    """So that nothing is suggested that the owner has answered already (MF-3, BP-2)."""
    uri = world.post("alice", "Which glue?")
    world.settle()
    post = post_of(world, reader, "alice", uri)
    publisher.publish(approved(world, reply_to(world, reader, post, "Wheat starch.")))
    world.settle()
    thread = world.reader().thread(post.ref)
    assert [world.uid("owner")] == [answer.author.uid for answer in thread.below]


def test_reading_changes_nothing(world, reader):
    """Whatever is read, neither the owner's nor the bot's account has written anything."""
    question = world.post("alice", "Which glue?")
    world.settle()
    before = world.writes("owner"), world.writes("bot")
    post = post_of(world, reader, "alice", question)
    home(world, reader)
    notices(world, reader)
    reader.recent_posts(since=world.now() - MARGIN)
    reader.thread(post.ref)
    reader.fetch([post.ref])
    reader.relationships([post.author])
    reader.profiles([post.author])
    list(reader.follows())
    reader.followers()
    reader.own_acts(since=world.now() - MARGIN)
    reader.find_post(post.link)
    reader.check()
    world.settle()
    assert before == (world.writes("owner"), world.writes("bot"))


def test_a_reader_has_no_door_to_write(reader):
    """Reading and writing are different objects."""
    assert not [name for name in ("publish", "send", "like", "follow", "post", "delete") if hasattr(reader, name)]


def test_nothing_is_wrong_with_a_working_login(reader):
    """`check` finds nothing to mend."""
    assert reader.check() == []


def test_limits_are_declared(reader):
    """How long a reply may be, and how this network counts."""
    assert reader.limits.characters >= 100
    assert reader.limits.measure("Wheat starch.") == 13
    assert reader.limits.measure("") == 0
