"""Our server on the loopback behaves as Mastodon is documented to, in the shapes that a real one sent."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.platforms.mastodon.builders import RECORDED
from tests.servers.mastodon.words import gotosocial_handles, mastodon_handles


def recorded(name):
    return RECORDED[name]["answer"]


def missing_keys(shape: Any, real: Any, path: str = "") -> list[str]:
    """Keys that the real answer has and ours does not, at any depth that both have."""
    if isinstance(real, list) and isinstance(shape, list):
        return missing_keys(shape[0], real[0], f"{path}[]") if shape and real else []
    if not isinstance(real, dict) or not isinstance(shape, dict):
        return []
    lacking = [f"{path}.{key}" for key in real if key not in shape and key != "pinned"]
    return lacking + [
        one for key in real if key in shape for one in missing_keys(shape[key], real[key], f"{path}.{key}")
    ]


@pytest.fixture
def answers(mastodon):
    """One answer of each kind, of our server."""
    owner, bob = mastodon._api["owner"], mastodon._api["bob"]
    mine = mastodon.post("owner", "Mine.")
    reply = mastodon.post("alice", "How?", reply_to=mine, mention=("owner",))
    mastodon.message("carol", "between us", also=("owner",))
    status_id = mastodon._id_of(reply)
    words = [{"keyword": "x", "whole_word": True}]
    return {
        "status": mastodon._api["alice"].get(f"/api/v1/statuses/{status_id}"),
        "account": owner.get("/api/v1/accounts/lookup", acct="alice"),
        "own_account": owner.get("/api/v1/accounts/verify_credentials"),
        "relationship": owner.get("/api/v1/accounts/relationships", **{"id[]": mastodon._accounts["bob"]["id"]})[0],
        "notification": owner.get("/api/v1/notifications")[0],
        "grouped": owner.get("/api/v2/notifications"),
        "request": owner.get("/api/v1/notifications/requests")[0],
        "policy": owner.get("/api/v2/notifications/policy"),
        "conversation": mastodon._api["carol"].get("/api/v1/conversations/")[0],
        "source": mastodon._api["alice"].get(f"/api/v1/statuses/{status_id}/source"),
        "deleted": mastodon._api["alice"].call("DELETE", f"/api/v1/statuses/{status_id}"),
        "filter": owner.post(
            "/api/v2/filters", title="x", context=["home"], filter_action="warn", keywords_attributes=words
        ),
        "list": owner.post("/api/v1/lists", title="x"),
        "preferences": owner.get("/api/v1/preferences"),
        "application": owner.get("/api/v1/apps/verify_credentials"),
        "instance": bob.get("/api/v2/instance/"),
    }


def test_answers_have_the_keys_that_a_real_server_sends(answers):
    """At every depth; a key more would not be noticed, a key less would."""
    lacking = {name: missing_keys(answer, recorded(name)) for name, answer in answers.items()}
    assert {} == {name: keys for name, keys in lacking.items() if keys}


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [("missing", "/api/v1/accounts/lookup?acct=nobody", 404), ("unauthorized", "/api/v1/timelines/home", 401)],
)
def test_refusals_read_as_the_real_ones(mastodon, name, path, status):
    """The same sentences, so that what looks at them is tried on the real ones."""
    token = mastodon.tokens["owner"] if name == "missing" else "wrong"
    answer = requests.get(mastodon.base + path, headers={"Authorization": f"Bearer {token}"}, timeout=5)
    assert (status, recorded(name)) == (answer.status_code, answer.json())


def test_the_three_cursors_differ(mastodon):
    """`since_id` skips the middle, `min_id` does not, `max_id` goes down (MT-1)."""
    ids = [mastodon._id_of(mastodon.post("alice", str(number))) for number in range(10)]
    owner = mastodon._api["owner"]

    def page(**cursor):
        return [ids.index(row["id"]) for row in owner.get("/api/v1/timelines/home", limit=3, **cursor)]

    assert page() == [9, 8, 7]
    assert page(since_id=ids[2]) == [9, 8, 7]
    assert page(min_id=ids[2]) == [5, 4, 3]
    assert page(max_id=ids[7]) == [6, 5, 4]


def test_pages_name_their_neighbours(mastodon):
    """In the Link header, as the recordings have it."""
    said = mastodon._id_of(mastodon.post("alice", "One."))
    token = {"Authorization": f"Bearer {mastodon.tokens['owner']}"}
    answer = requests.get(f"{mastodon.base}/api/v1/timelines/home", headers=token, timeout=5)
    assert f"max_id={said}" in answer.links["next"]["url"]
    assert f"min_id={said}" in answer.links["prev"]["url"]
    assert answer.headers["X-RateLimit-Limit"] == "300"


@pytest.mark.parametrize(
    ("text", "mastodon_reads", "gotosocial_reads"),
    [
        ("@alice and @bob@ex.test", ["alice", "bob@ex.test"], ["alice", "bob@ex.test"]),
        ("https://ex.test/@alice/1", [], []),
        ("ex.test/@alice", [], ["alice"]),
        ("https://ex.test/,@alice", ["alice"], []),
        ("@\u2060alice", [], []),
        ("\u2060@alice", ["alice"], ["alice"]),
        ("alice@ex.test", [], []),
        ("=@alice", [], ["alice"]),
    ],
)
def test_handles_are_read_as_each_server_reads_them(text, mastodon_reads, gotosocial_reads):
    """As measured (MD-2a)."""
    assert mastodon_reads == mastodon_handles(text)
    assert gotosocial_reads == gotosocial_handles(text)


def test_home_holds_what_a_home_holds(mastodon):
    """No answers of friends to strangers, no strangers, nobody muted; direct posts of friends, though (MT-7, MO-9)."""
    mastodon._towards("owner", "bob", "mute")
    mastodon.post("bob", "Muted.")
    stranger = mastodon.post("carol", "Stranger.")
    mastodon.post("alice", "To a stranger.", reply_to=stranger, mention=("carol",))
    own = mastodon.post("owner", "My own.")
    kept = mastodon.post("alice", "To the owner.", reply_to=own, mention=("owner",))
    mastodon.message("alice", "between us", also=("owner",))
    rows = mastodon._api["owner"].get("/api/v1/timelines/home")
    assert [row["visibility"] for row in rows] == ["direct", "public", "public"]
    assert [kept, own] == [row["uri"] for row in rows[1:]]


def test_only_grouped_likes_are_grouped(mastodon):
    """Unless the client asks for something else (MN-9)."""
    mine = mastodon.post("owner", "Mine.")
    mastodon.like("alice", mine)
    mastodon.like("bob", mine)
    owner = mastodon._api["owner"]
    (group, *_) = owner.get("/api/v2/notifications", **{"types[]": "favourite"})["notification_groups"]
    assert group["notifications_count"] == 2
    apart = owner.get("/api/v2/notifications", **{"types[]": "favourite", "grouped_types[]": "mention"})
    assert [1, 1] == [group["notifications_count"] for group in apart["notification_groups"]]


def test_a_private_message_of_a_stranger_is_laid_aside(mastodon):
    """Not so an answer in a thread that one began oneself, nor one by somebody followed (MN-5, MN-6)."""
    mine = mastodon._api["owner"].post(
        "/api/v1/statuses", status=f"@{mastodon.address('carol')} hello", visibility="direct"
    )
    mastodon.message("carol", "out of the blue", also=("owner",))
    mastodon.message("carol", "an answer", also=("owner",), reply_to=mine["id"])
    mastodon.message("alice", "from a friend", also=("owner",))
    told = mastodon._api["owner"].get("/api/v1/notifications", **{"types[]": "mention"})
    assert ["friend" in row["status"]["content"] for row in told] == [True, False]
    assert [row["account"]["acct"] for row in mastodon._api["owner"].get("/api/v1/notifications/requests")] == ["carol"]


def test_accounts_are_locked_at_first_on_gotosocial(gotosocial):
    """A follow waits until it is accepted (MO-9)."""
    assert gotosocial._towards("carol", "owner", "follow")["requested"]
    asking = gotosocial._api["owner"].get("/api/v1/follow_requests")
    assert [row["acct"] for row in asking] == ["carol"]


def test_what_gotosocial_lacks_is_not_there(gotosocial):
    """So that nothing is tried on it by mistake (MO-3, MO-8)."""
    owner = gotosocial._api["owner"]
    for path in ("/api/v2/notifications", "/api/v1/notifications/requests", "/api/v1/statuses?id[]=1"):
        with pytest.raises(requests.HTTPError, match="404"):
            owner.get(path)
    status = owner.post("/api/v1/statuses", status="x")
    assert status["visibility"] == "unlisted"
    assert "quote" not in status
    assert "uri" not in status["account"]
    assert len(status["id"]) == 26


def test_a_token_can_change_hands_and_end(mastodon):
    """People go on with their own; only the program's login is played with."""
    me = "/api/v1/accounts/verify_credentials"

    def program(method="GET", path=me, **given):
        headers = {"Authorization": f"Bearer {mastodon.tokens['owner']}"}
        return requests.request(method, mastodon.base + path, headers=headers, timeout=5, json=given or None)

    mastodon.exchange_login("owner", "carol")
    assert program().json()["username"] == "carol"
    assert mastodon._api["owner"].get(me)["username"] == "owner"
    mastodon.exchange_login("owner", "owner")
    mastodon.end_login("owner")
    assert program().status_code == 401
    mastodon.restore_login("owner")
    mastodon.let_only_read("owner")
    assert program("POST", "/api/v1/statuses", status="hello").status_code == 403
    mastodon.let_only_read("owner", only=False)
    assert program("POST", "/api/v1/statuses", status="hello").status_code == 200


def test_a_page_stands_before_what_it_fits(mastodon):
    """As often as it was told, with its own status, kind and words; people are let through."""
    mastodon.page("GET /api/v1/lists", 418, body="short", kind="text/plain", headers={"Retry-After": "7"}, times=2)
    headers = {"Authorization": f"Bearer {mastodon.tokens['owner']}"}
    said = [requests.get(f"{mastodon.base}/api/v1/lists/", headers=headers, timeout=5) for _ in range(3)]
    assert [one.status_code for one in said] == [418, 418, 200]
    assert (said[0].text, said[0].headers["Retry-After"]) == ("short", "7")
    assert said[0].headers["Content-Type"].startswith("text/plain")
    mastodon.page("GET /api/v1/lists", 502)
    assert mastodon._api["owner"].get("/api/v1/lists") == []
