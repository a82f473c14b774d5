"""Private messages reach the owner and nobody else, and the owner's answers come back whole (MD-1 to MD-12)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import NotAllowed, PlatformError, Refused
from bot.outbox.mention_guard import guard
from bot.platforms.mastodon.messenger import MastodonMessenger
from tests.platforms.mastodon.builders import a_message
from tests.servers.mastodon.faults import On

OTHERS = ("alice", "bob", "carol")


def person(world, who):
    return world.server.network.find(world.address(who))


def posted(world):
    return sum(request == ("POST", "/api/v1/statuses") for request in world.server.requests)


def reached(world):
    """Who received anything in private, or was named in public."""
    return [who for who in ("owner", *OTHERS) if world.inbox(who) or world.told(who)]


def direct(world, text, *, to_bot=True, **given):
    """The owner writes by hand, exactly these characters."""
    front = f"@{world.address('bot')} " if to_bot else ""
    return world._api["owner"].post("/api/v1/statuses", status=front + text, visibility="direct", **given)["id"]


# --- sending


def test_three_quoted_handles_reach_only_the_owner(either):
    """The nudge that quotes them passed our guard; the server delivered it to one person (MD-2)."""
    quote = " and ".join(f"@{either.address(who)}" for who in OTHERS)
    either.messenger().send(a_message(guard(f'Tomas asked "{quote}, does anyone scan letters?"')))
    assert reached(either) == ["owner"]


@pytest.mark.parametrize(
    "form",
    [
        "@{0}",
        "hello (@{0})",
        "`@{0}`",
        "\u2060@{0}",
        "&#64;{0}",
        "https://home.example/,@{0}",
        "home.example/@{0}",
        "@owner @{0}",
    ],
)
def test_one_live_handle_stops_the_whole_message(either, form):
    """Before a byte leaves."""
    messenger = either.messenger()
    assert messenger.owner
    either.server.requests.clear()
    with pytest.raises(NotAllowed):
        messenger.send(a_message(form.format(either.address("alice"))))
    assert posted(either) == 0
    assert reached(either) == []


def test_what_a_server_delivers_further_is_taken_back(mastodon):
    """It may read handles where we see none: its answer is looked at, and the message deleted at once."""
    messenger = mastodon.messenger()
    mastodon.server.network.named_in = lambda _text, _author: [person(mastodon, who) for who in ("owner", "alice")]
    with capture_logs() as logs, pytest.raises(NotAllowed):
        messenger.send(a_message("Nothing to see here."))
    assert reached(mastodon) == []
    assert mastodon.writes("bot") == len(mastodon.server.network.find(mastodon.address("bot")).follows)
    assert [line["event"] for line in logs] == ["mastodon_message_taken_back"]
    assert "Nothing" not in str(logs)


def test_what_a_server_makes_public_is_taken_back(mastodon):
    """A message is direct, or it is not ours."""
    messenger = mastodon.messenger()
    say = mastodon.server.network.say
    mastodon.server.network.say = lambda who, text, **said: say(who, text, **{**said, "visibility": "unlisted"})
    with pytest.raises(NotAllowed):
        messenger.send(a_message("For you alone."))
    assert mastodon.posts("bot") == []


def test_what_a_server_delivers_to_nobody_is_refused(mastodon):
    """The owner's address means nothing to it: the owner would wait for ever."""
    messenger = mastodon.messenger()
    mastodon.server.network.named_in = lambda _text, _author: []
    with pytest.raises(Refused, match="to nobody"):
        messenger.send(a_message("Hello."))


def test_a_message_under_something_deleted_still_arrives(either):
    """The owner tidied up; the receipt stands alone then (MX-5)."""
    first = either.message("owner", "send")
    either._api["owner"].call("DELETE", f"/api/v1/statuses/{first}")
    sent = either.messenger().send(a_message("Good.", reply_to=first))
    assert [(sent.id, None)] == [(seen.id, seen.parent) for seen in either.inbox("owner")]


def test_the_same_message_twice_is_one(mastodon):
    """The server keeps the key of a message for an hour (MD-8)."""
    messenger, message = mastodon.messenger(), a_message("Hello.")
    assert messenger.send(message) == messenger.send(message)
    assert len(mastodon.inbox("owner")) == 1


def test_a_message_has_the_owners_whole_address_in_front(either):
    """Also for an owner of the same server: some need it (MO-9)."""
    either.messenger().send(a_message("Hello."))
    assert [f"@{either.address('owner')} Hello."] == [seen.text for seen in either.inbox("owner")]


def test_an_owner_whom_the_server_does_not_know_is_no_owner(mastodon):
    """A misspelt address never leads to somebody else."""
    messenger = MastodonMessenger(
        server=mastodon.base, token=mastodon.tokens["bot"], address="", owner_address="ownr@home.example"
    )
    with pytest.raises(Refused, match="does not know the account ownr@"):
        messenger.send(a_message("Hello."))
    messenger.close()


def test_the_owner_is_known_by_the_bots_server(mastodon):
    """Somebody of the same name elsewhere is somebody else, by address and by id (MD-12)."""
    far = mastodon.server.network.join("owner", domain="far.example")
    messenger = MastodonMessenger(
        server=mastodon.base, token=mastodon.tokens["bot"], address="", owner_address="Owner@far.example"
    )
    assert messenger.owner.uid == "owner@far.example"
    assert messenger.owner.local_id == far.id
    assert mastodon.messenger().owner.local_id != far.id
    messenger.close()


@pytest.mark.parametrize("how", ["500", "html", "after", "before"])
def test_a_lost_answer_leaves_it_open_whether_it_arrived(mastodon, how):
    """And looking tells."""
    since = mastodon.now()
    messenger, message = mastodon.messenger(), a_message("Hello. [t4]")
    assert messenger.owner
    mastodon.control(fault=how, on=On.MESSAGE)
    with pytest.raises(PlatformError) as failure:
        messenger.send(message)
    assert failure.value.outcome_unknown
    assert (messenger.find_sent(message, since=since) is not None) == (how == "after")


def test_a_message_is_found_by_its_words_as_they_were_sent(either):
    """Links, joiners and lines included; never through HTML."""
    messenger = either.messenger()
    message = a_message(guard('Ines @ines wrote:\n\n"<b> & so" https://home.example/@ines/1\n\n[t4]'))
    sent = messenger.send(message)
    assert sent == messenger.find_sent(message, since=either.now() - timedelta(minutes=1))
    assert messenger.find_sent(a_message("[t4]"), since=either.now() - timedelta(minutes=1)) is None


# --- answers


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("@{bot} ", "send"),
        ("@bot ", "send"),
        ("@bot@home.example @bot ", "send"),
        ("@BOT ", "send"),
        ("  @{bot}\n", "send"),
        ("@{bot} ", "I scan with @bot in mind"),
        ("@{bot} ", "two\n\nparagraphs & <tags>"),
    ],
)
def test_the_bots_own_name_in_front_is_no_part_of_an_answer(mastodon, front, words):
    """The owner's app put it there; anywhere else it stays (MD-11)."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    direct(mastodon, front.format(bot=mastodon.address("bot")) + words, to_bot=False)
    (answer,) = messenger.answers(mark).items
    assert words == answer.text
    assert answer.others == ()


def test_a_name_that_only_begins_like_the_bots_stays(mastodon):
    """`@botany` is somebody, or a word."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    direct(mastodon, "@botany is lovely")
    assert ["@botany is lovely"] == [answer.text for answer in messenger.answers(mark).items]


def test_everybody_else_who_received_an_answer_is_named(mastodon):
    """With whole addresses, without the bot and the owner."""
    mastodon.server.network.join("dora", domain="far.example")
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    direct(mastodon, f"never @dora@far.example @{mastodon.address('alice')} @{mastodon.address('owner')}")
    (answer,) = messenger.answers(mark).items
    assert answer.others == ("dora@far.example", mastodon.address("alice"))
    assert answer.private


def test_an_answer_without_the_bots_name_never_arrives(either):
    """Nothing on the bot's side could find it; the hello says to keep the name (MO-9)."""
    messenger = either.messenger()
    mark = messenger.answers("").mark
    sent = messenger.send(a_message("Your own words, or draft."))
    direct(either, "draft", to_bot=False, in_reply_to_id=sent.id)
    assert messenger.answers(mark).items == ()


def test_answers_over_several_pages_all_arrive(either):
    """The bot was down for long."""
    messenger = either.messenger()
    mark = messenger.answers("").mark
    words = [f"note number {number}" for number in range(45)]
    for word in words:
        either.message("owner", word)
    batch = messenger.answers(mark)
    assert words == [answer.text for answer in batch.items]
    assert not batch.gap
    assert messenger.answers(batch.mark).items == ()


def test_answers_come_in_the_order_of_writing_however_the_server_tells_of_them(either):
    """Some tell of several in parallel, and in whole seconds: `undo` after `send` stays after it."""
    messenger = either.messenger()
    mark = messenger.answers("").mark
    for words in ("send", "undo", "send after all"):
        direct(either, words)
    told = either._api["bot"].get("/api/v1/notifications")
    second = told[-1]["created_at"][:19] + ".000Z"
    body = json.dumps([{**row, "created_at": second} for row in (told[1], told[2], told[0])])
    either.page("GET /api/v1/notifications", 200, body=body, kind="application/json")
    assert [answer.text for answer in messenger.answers(mark).items] == ["send", "undo", "send after all"]


def test_an_answer_that_was_deleted_hides_no_other(either):
    """The mark itself may be gone: on GoToSocial a notification goes with its post (MO-9)."""
    messenger = either.messenger()
    either.message("owner", "before the start")
    mark = messenger.answers("").mark
    slip = either.message("owner", "a slip")
    batch = messenger.answers(mark)
    either._api["owner"].call("DELETE", f"/api/v1/statuses/{slip}")
    either.message("owner", "what I meant")
    assert ["a slip"] == [answer.text for answer in batch.items]
    assert ["what I meant"] == [answer.text for answer in messenger.answers(batch.mark).items]


def test_the_first_answer_of_all_is_no_gap(mastodon):
    """There was nothing before it to be missed."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    mastodon.message("owner", "help")
    batch = messenger.answers(mark)
    assert ["help"] == [answer.text for answer in batch.items]
    assert not batch.gap


def test_what_is_said_before_the_first_run_stays_unsaid(either):
    """Also when it is the only thing that ever was said."""
    either.message("owner", "send")
    messenger = either.messenger()
    assert messenger.answers(messenger.answers("").mark).items == ()


def test_a_strange_answer_stops_itself_only(mastodon):
    """It is counted, and the next one is read."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    strange = mastodon.message("owner", "strange")
    mastodon.message("owner", "help")
    mastodon.server.network.statuses[strange].extra["created_at"] = None
    batch = messenger.answers(mark)
    assert (["help"], 1) == ([answer.text for answer in batch.items], batch.skipped)


def test_a_messenger_changes_nothing_by_listening(either):
    """No notification is dismissed, no conversation marked as read (MN-10)."""
    messenger = either.messenger()
    either.message("owner", "help")
    either.server.requests.clear()
    messenger.answers(messenger.answers("").mark)
    messenger.check()
    assert {method for method, _ in either.server.requests} == {"GET"}


# --- what stands


def heard(world, messenger, text, **given):
    """An answer of the owner's, written by hand, as the messenger heard it."""
    mark = messenger.answers("").mark
    direct(world, text, **given)
    (answer,) = messenger.answers(mark).items
    return answer


def test_an_answer_whose_words_came_back_stands(either):
    """An edit that changed nothing, or was taken back: it says what was heard."""
    messenger = either.messenger()
    answer = heard(either, messenger, "send")
    for words in ("never mind", "send"):
        either.edit_message("owner", answer.id, words)
    assert messenger.stands(answer)


def test_an_answer_that_is_for_more_eyes_by_now_does_not_stand(mastodon):
    """An edit can make it so where a server lets it (MD-2b)."""
    messenger = mastodon.messenger()
    answer = heard(mastodon, messenger, "send")
    mastodon.server.network.statuses[answer.id].visibility = "private"
    assert not messenger.stands(answer)


@pytest.mark.parametrize("missing", ["created_at", "account", "id"])
def test_an_answer_that_cannot_be_read_any_more_does_not_stand(mastodon, missing):
    """Doubt, and never consent."""
    messenger = mastodon.messenger()
    answer = heard(mastodon, messenger, "send")
    mastodon.server.network.statuses[answer.id].extra[missing] = None
    assert not messenger.stands(answer)


def test_an_answer_of_somebody_elses_does_not_stand(mastodon):
    """Whatever stands under that id now is compared with who said it."""
    messenger = mastodon.messenger()
    answer = heard(mastodon, messenger, "send")
    mastodon.server.network.statuses[answer.id].author = person(mastodon, "alice")
    assert not messenger.stands(answer)


def test_an_answer_that_names_somebody_without_a_word_does_not_stand(mastodon):
    """Its words are the same, and the server says that carol has it as well."""
    messenger = mastodon.messenger()
    answer = heard(mastodon, messenger, "send")
    status = mastodon.server.network.statuses[answer.id]
    status.named.append(person(mastodon, "carol").id)
    assert not messenger.stands(answer)


def test_what_was_never_private_does_not_stand(mastodon):
    """It was no answer when it was heard either."""
    messenger = mastodon.messenger()
    mark = messenger.answers("").mark
    mastodon.post("owner", "send", mention=["bot"])
    (answer,) = messenger.answers(mark).items
    assert not messenger.stands(answer)


# --- what the bot said


def test_only_what_the_owner_received_was_said_to_the_owner(either):
    """Not what the bot's account said in public, nor to somebody else."""
    messenger = either.messenger()
    sent = messenger.send(a_message("Good evening. [t1]"))
    either.post("bot", "I am a program.", mention=["owner"])
    either._api["bot"].post("/api/v1/statuses", status=f"@{either.address('alice')} hello", visibility="direct")
    (said,) = messenger.spoken()
    assert (said.id, said.at, said.text) == (sent.id, sent.at, "Good evening. [t1]")


def test_what_the_bot_said_goes_over_pages(either):
    """The last ones are not always on the first page."""
    messenger = either.messenger()
    sent = messenger.send(a_message("Good evening. [t1]"))
    for number in range(45):
        either.post("bot", f"Number {number}.")
    assert [said.id for said in messenger.spoken()] == [sent.id]


def test_a_server_that_lists_nothing_says_that_the_bot_said_nothing(mastodon):
    """That is no sign of an old copy, and no error."""
    messenger = mastodon.messenger()
    messenger.send(a_message("Good evening."))
    mastodon.server.hidden_paths.add("statuses")
    assert messenger.spoken() == ()


@pytest.mark.parametrize("body", ["[]", '{"weather": "fine"}'])
def test_a_message_of_which_nothing_is_told_is_unclear(mastodon, body):
    """JSON, but no status: it may stand."""
    messenger = mastodon.messenger()
    mastodon.page("POST /api/v1/statuses", 200, body=body, kind="application/json", after=True)
    with pytest.raises(PlatformError) as failure:
        messenger.send(a_message("Hello."))
    assert failure.value.outcome_unknown
