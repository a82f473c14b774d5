"""What was approved stands once, whatever happens to the request (DESIGN 2, MD-8, MD-9, MO-10)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Network, PostRef, Retract, Visibility
from bot.errors import LoginEnded, MayNotPost, NotAllowed, PlatformError, Refused, WrongAccount
from bot.platforms.mastodon.publisher import MastodonPublisher, form_of
from tests.platforms.mastodon.builders import a_reply, an_approval, identity

MINUTE = timedelta(minutes=1)


def question(world):
    """Alice's post, as the owner's server knows it."""
    uri = world.post("alice", "Does anyone scan old letters?")
    return PostRef(Network("mastodon"), uri, world._id_of(uri))


def answered(world, words="I scan with the lid up.", **differs):
    """An approval of the owner's words under a post of alice's."""
    return to(question(world), world, words, **differs)


def to(target, world, words, **differs):
    """An approval of the owner's words under that post of alice's."""
    text = f"@{world.address('alice')} {words}"
    return an_approval(a_reply(target, text, **differs), identity(world), world.now())


def written(world):
    """The requests that were more than questions."""
    return [request for request in world.server.requests if request[0] != "GET"]


def test_one_request_leaves_for_one_reply(either):
    """Once it is known whose name it is, nothing is asked before, nothing is done after."""
    approval = answered(either)
    publisher = either.publisher()
    assert publisher.account.identity == approval.account
    either.server.requests.clear()
    publisher.publish(approval)
    assert either.server.requests == [("POST", "/api/v1/statuses")]


def test_a_lost_answer_and_an_impatient_repeat_give_one_reply_on_mastodon(mastodon):
    """The key is the same at every attempt and by every client, for the time that we count on."""
    approval = answered(mastodon)
    mastodon.break_next_write("after")
    with pytest.raises(PlatformError) as lost:
        mastodon.publisher().publish(approval)
    assert lost.value.outcome_unknown
    harmless = mastodon.reader().limits.repeat_harmless
    mastodon.control(advance=(harmless - MINUTE).total_seconds())
    again = mastodon.publisher().publish(approval)
    assert [again.ref.uri] == [reply.id for reply in mastodon.posts("owner")]


def test_after_an_hour_the_server_has_forgotten_the_key(mastodon):
    """Nobody may repeat then."""
    approval = answered(mastodon)
    mastodon.publisher().publish(approval)
    mastodon.control(advance=timedelta(minutes=61).total_seconds())
    mastodon.publisher().publish(approval)
    assert len(mastodon.posts("owner")) == 2
    assert mastodon.reader().limits.repeat_harmless < timedelta(hours=1)


def test_a_repeat_would_post_twice_on_gotosocial(gotosocial):
    """So that repeating is never called harmless there, and looking finds the reply (MO-10)."""
    since = gotosocial.now()
    approval = answered(gotosocial)
    gotosocial.break_next_write("after")
    with pytest.raises(PlatformError):
        gotosocial.publisher().publish(approval)
    found = gotosocial.publisher().look(approval, since=since)
    assert [found.ref.uri] == [reply.id for reply in gotosocial.posts("owner")]
    assert gotosocial.reader().limits.repeat_harmless is None
    gotosocial.publisher().publish(approval)
    assert len(gotosocial.posts("owner")) == 2


@pytest.mark.parametrize("how", ["before", "500", "html", "empty", "nonsense"])
def test_an_unclear_answer_is_called_unclear(either, how):
    """A page, an empty answer, or one without an id tells nothing (MX-2, MC-8)."""
    approval = answered(either)
    either.break_next_write(how)
    with pytest.raises(PlatformError) as failure:
        either.publisher().publish(approval)
    assert failure.value.outcome_unknown
    assert either.publisher().look(approval, since=either.now() - MINUTE) is None


@pytest.mark.parametrize(("how", "wait"), [("429", 300), ("503", 30)])
def test_a_throttled_request_was_surely_not_carried_out(either, how, wait):
    """And says when to come back (MC-6, MO-3)."""
    approval = answered(either)
    either.break_next_write(how)
    with pytest.raises(PlatformError) as failure:
        either.publisher().publish(approval)
    assert not failure.value.outcome_unknown
    assert abs(failure.value.retry_after - timedelta(seconds=wait)) <= timedelta(seconds=2)


def test_a_header_that_cannot_be_read_hides_no_success(mastodon):
    """The library would call it an error after the reply stands (MC-5)."""
    mastodon.server.bad_reset_header = True
    published = mastodon.publisher().publish(answered(mastodon))
    assert [published.ref.uri] == [reply.id for reply in mastodon.posts("owner")]


def test_a_duplicate_answered_with_an_error_is_found_by_looking(mastodon):
    """Some releases answer the second request with 500 (MD-8)."""
    since = mastodon.now()
    approval = answered(mastodon)
    first = mastodon.publisher().publish(approval)
    mastodon.break_next_write("500")
    with pytest.raises(PlatformError) as failure:
        mastodon.publisher().publish(approval)
    assert failure.value.outcome_unknown
    assert first.ref == mastodon.publisher().look(approval, since=since).ref


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("who", ["owner", "alice"])
def test_an_answer_of_another_post_proves_nothing(either, who, done):
    """Nor is it ever linked, or deleted later, as if it were the reply: that one is looked for."""
    other = either.post(who, "Which feed did your aunt buy?")
    shown = either._api[who].get(f"/api/v1/statuses/{either._id_of(other)}")
    approval = answered(either)
    publisher, since = either.publisher(), either.now()
    either.page("POST /api/v1/statuses", 200, body=json.dumps(shown), kind="application/json", after=done)
    with pytest.raises(PlatformError) as strange:
        publisher.publish(approval)
    assert strange.value.outcome_unknown
    replies = [reply.id for reply in either.posts("owner") if reply.id != other]
    found = publisher.look(approval, since=since)
    assert [found.ref.uri] == replies if done else (found, replies) == (None, [])


def test_a_login_that_turns_out_to_be_somebody_elses_is_doubted_at_once(either):
    """The server gave the token to another account after it was compared; the next question finds that out."""
    approval, publisher = answered(either), either.publisher()
    assert publisher.account.identity == approval.account
    either.exchange_login("owner", "carol")
    with pytest.raises(PlatformError) as strange:
        publisher.publish(approval)
    assert strange.value.outcome_unknown
    with pytest.raises(WrongAccount):
        publisher.look(approval, since=either.now())


def test_a_parent_that_is_gone_is_a_refusal(either):
    """Nothing stands, and repeating changes nothing (MX-5)."""
    approval = answered(either)
    either.delete("alice", approval.act.target.uri)
    with pytest.raises(Refused):
        either.publisher().publish(approval)
    assert either.posts("owner") == []


# --- looking


def test_looking_sees_a_clock_that_differs(mastodon):
    """The server's clock may be minutes behind ours."""
    approval = answered(mastodon)
    published = mastodon.publisher().publish(approval)
    assert mastodon.publisher().look(approval, since=mastodon.now() + 4 * MINUTE).ref == published.ref


def test_looking_goes_over_pages(mastodon):
    """The owner said much by hand meanwhile."""
    since = mastodon.now()
    approval = answered(mastodon)
    published = mastodon.publisher().publish(approval)
    for number in range(50):
        mastodon.post("owner", f"Something else {number}")
    assert mastodon.publisher().look(approval, since=since).ref == published.ref


def test_looking_that_cannot_be_sure_says_so(mastodon):
    """Rather than calling it not sent."""
    approval = answered(mastodon)
    since = mastodon.now()
    network, owner = mastodon.server.network, mastodon.server.network.find(mastodon.address("owner"))
    for number in range(210):
        network.say(owner, f"Something else {number}")
    with pytest.raises(PlatformError):
        mastodon.publisher().look(approval, since=since)


def test_looking_does_not_trust_html(mastodon):
    """Where the words as written cannot be had, nothing is claimed."""
    since = mastodon.now()
    approval = answered(mastodon)
    mastodon.publisher().publish(approval)
    routes = mastodon.server.hidden_paths
    routes.add("source")
    with pytest.raises(PlatformError):
        mastodon.publisher().look(approval, since=since)


def test_looking_takes_a_reply_with_another_warning_for_another(mastodon):
    """Words and warning together are what was approved."""
    since = mastodon.now()
    approval = answered(mastodon, warning="old letters")
    words = {"status": approval.act.text, "in_reply_to_id": approval.act.target.local_id, "visibility": "public"}
    mastodon._api["owner"].post("/api/v1/statuses", **words)
    assert mastodon.publisher().look(approval, since=since) is None


# --- the wire


def test_the_body_is_what_was_approved_and_no_more():
    """`sensitive` only with a warning (MD-7); the account's own defaults are not overridden."""
    ref = PostRef(Network("mastodon"), "uri", "7")
    assert form_of(a_reply(ref, "x", language=None)) == {"status": "x", "in_reply_to_id": "7", "visibility": "public"}
    assert form_of(a_reply(ref, "x", warning="w", visibility=Visibility.FOLLOWERS)) == {
        "status": "x",
        "in_reply_to_id": "7",
        "visibility": "private",
        "spoiler_text": "w",
        "sensitive": "1",
        "language": "en",
    }


def test_a_private_reply_under_the_owners_name_does_not_exist(mastodon):
    """Private messages are the bot's, to the owner."""
    approval = answered(mastodon, visibility=Visibility.DIRECT)
    mastodon.server.requests.clear()
    with pytest.raises(NotAllowed):
        mastodon.publisher().publish(approval)
    assert written(mastodon) == []


def test_a_publisher_without_an_approval_cannot_write(mastodon):
    """Its wire lets questions through, and nothing else."""
    publisher = mastodon.publisher()
    mastodon.server.requests.clear()
    for attempt in (
        lambda api: api.status_post("hello"),
        lambda api: api.status_delete("1"),
        lambda api: api.account_follow("1"),
        lambda api: api.status_favourite("1"),
        lambda api: api.notifications_clear(),
    ):
        with pytest.raises(NotAllowed), publisher._client.writing() as api:
            attempt(api)
    assert written(mastodon) == []


def test_an_armed_wire_lets_through_exactly_the_approved_request(mastodon):
    """Not one letter more, not another key, not twice."""
    approval = answered(mastodon)
    publisher = mastodon.publisher()
    seen = []
    arm = publisher._policy.arm

    def tampered(write):
        def recorded(request):
            seen.append(write(replace(request, body=request.body.replace(b"lid", b"lip"))))
            seen.append(write(replace(request, headers={**request.headers, "idempotency-key": "x"})))
            seen.append(write(replace(request, url=request.url + "?visibility=public")))
            seen.append(write(replace(request, body=request.body + b"&media_ids%5B%5D=1")))
            seen.append(write(replace(request, body=request.body + b"&status=twice")))
            seen.append(write(replace(request, method="PUT")))
            return write(request)

        return arm(recorded)

    publisher._policy.arm = tampered
    publisher.publish(approval)
    assert seen == [False] * 6
    with pytest.raises(NotAllowed), publisher._client.writing() as api:
        api.status_post(approval.act.text)
    assert len(mastodon.posts("owner")) == 1


def test_a_login_that_may_only_read_is_told_clearly(mastodon):
    """Nothing stands, and the sentence says which right is missing (MX-3)."""
    owner = mastodon.server.network.find(mastodon.address("owner"))
    token = mastodon.server.login(owner, "read")
    publisher = MastodonPublisher(
        server=mastodon.base, token=token, address=mastodon.address("owner"), now=mastodon.now
    )
    with pytest.raises(MayNotPost, match="right"):
        publisher.publish(answered(mastodon))
    publisher.close()


def test_a_revoked_login_is_ended(mastodon):
    """Only the owner can mend it (MA-5)."""
    approval = answered(mastodon)
    mastodon.server.logins.clear()
    with pytest.raises(LoginEnded):
        mastodon.publisher().publish(approval)


# --- taking back


def test_taking_back_deletes_one_reply(either):
    """And looking says that it is gone."""
    published = either.publisher().publish(answered(either))
    retraction = an_approval(Retract(published.ref), identity(either))
    publisher = either.publisher()
    assert publisher.look(retraction, since=either.now()) is None
    either.server.requests.clear()
    publisher.publish(retraction)
    assert either.server.requests == [("DELETE", f"/api/v1/statuses/{published.ref.local_id}")]
    assert either.posts("owner") == []
    assert publisher.look(retraction, since=either.now()).ref == published.ref


def test_a_lost_answer_to_a_deletion_is_harmless_to_repeat(either):
    """The second time it is gone already, which counts."""
    published = either.publisher().publish(answered(either))
    retraction = an_approval(Retract(published.ref), identity(either))
    either.break_next_write("after")
    with pytest.raises(PlatformError) as failure:
        either.publisher().publish(retraction)
    assert failure.value.outcome_unknown
    assert either.publisher().publish(retraction).ref == published.ref
