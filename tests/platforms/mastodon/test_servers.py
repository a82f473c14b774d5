"""Servers are told apart by what they say and do; in doubt nothing is counted on that only Mastodon keeps (MO-11)."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from bot.platforms.mastodon import limits
from bot.platforms.mastodon.instance import instance, instance_v1
from tests.platforms.mastodon.builders import DATA
from tests.platforms.mastodon.test_lesser import client_of, retold

SAID = json.loads((DATA / "servers.json").read_text())["servers"]
WELL_KNOWN = "GET /.well-known/nodeinfo"
NODEINFO = "GET /nodeinfo/2.0"
LIKE_MASTODON = {"domain": "home.example", "version": "4.2.9", "source_url": "https://code.example/lena/ours"}


def told(named):
    """What one of the servers in the file says of itself."""
    if first := named.get("v1"):
        return instance_v1(first, "https://api.example")
    return instance(named["v2"], "https://api.example")


@pytest.mark.parametrize("named", SAID, ids=[named["what"] for named in SAID])
def test_a_server_is_what_it_bears_out(named):
    """Whether a repeat is harmless, whether a name has to be kept, what fits: the careful way where that is open."""
    known, right = told(named), named["right"]
    found = {
        "mastodon": known.mastodon,
        "repeats": limits.for_replies(known).repeat_harmless is not None,
        "keep_name": limits.for_messages(known, "lena@x.example").keep_name,
        "characters": known.characters,
        "a link of 60": limits.for_replies(known).measure("https://paste.example/" + "a" * 38),
    }
    assert {name: found[name] for name in right} == right


def says(world, software):
    """Let a server like Mastodon of old name its software."""
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    links = {"links": [{"rel": rel, "href": f"{world.base}/nodeinfo/2.0"}]}
    answers = {"GET /api/v2/instance": LIKE_MASTODON, WELL_KNOWN: links, NODEINFO: {"software": {"name": software}}}
    for asked, answer in answers.items():
        world.page(asked, 200, body=json.dumps(answer), kind="application/json", times=9)


@pytest.mark.parametrize(("software", "kept"), [("mastodon", True), ("Mastodon", True), ("fern", False)])
def test_a_server_that_could_be_mastodon_is_asked_what_it_is(mastodon, software, kept):
    """A fork with a source of its own keeps the name in its nodeinfo; what is another names itself there."""
    says(mastodon, software)
    assert client_of(mastodon).instance.idempotent == kept


def test_what_it_is_is_asked_without_the_token(mastodon):
    """Everybody may know it, and its link could lead anywhere: only the path of it is followed."""
    says(mastodon, "mastodon")
    links = {"links": [{"rel": "nodeinfo/2.0", "href": "https://elsewhere.example/nodeinfo/2.0"}]}
    mastodon.server.faults._pages[1].body = json.dumps(links)
    client, seen = client_of(mastodon), []
    client.session.hooks["response"].append(lambda response, **_: seen.append(response.request))
    assert client.instance.idempotent
    asked = [request for request in seen if "nodeinfo" in request.url]
    assert [urlsplit(request.url).path for request in asked] == ["/.well-known/nodeinfo", "/nodeinfo/2.0"]
    assert all(request.url.startswith(mastodon.base) for request in asked)
    assert not any("Authorization" in request.headers for request in asked)


@pytest.mark.parametrize("status", [403, 404, 502])
def test_a_server_that_does_not_say_what_it_is_is_asked_again(mastodon, status):
    """Until it does nothing is repeated there."""
    mastodon.page(WELL_KNOWN, status)
    says(mastodon, "mastodon")
    reader = mastodon.reader()
    assert reader.limits.repeat_harmless is None
    reader.verify()
    assert reader.limits.repeat_harmless is not None


# --- which domain is its own


def test_the_domain_is_asked_without_a_slash_at_the_end(mastodon):
    """Strict routers know nothing at that address (MO-7), and the library asks there."""
    mastodon.server.slashes_are_missing = True
    assert client_of(mastodon).instance.domain == "home.example"


def at_home(role):
    """Let the role's own account show the domain, as it does where that differs from the interface's address."""
    me = r"GET /api/v1/accounts/verify_credentials"
    return retold(role, me, lambda said: (200, {**said, "url": f"https://home.example/@{said['username']}"}))


def test_a_server_that_does_not_say_its_domain_has_the_one_of_its_accounts(mastodon):
    """Not that of the interface's address: by it every answer would have gone to somebody else."""
    for asked in ("GET /api/v2/instance", "GET /api/v1/instance"):
        mastodon.page(asked, 404, body='{"error": "Not found"}', kind="application/json", times=2)
    assert at_home(mastodon.reader()).owner.uid == "owner@home.example"
    messenger = at_home(mastodon.messenger())
    mark = messenger.answers("").mark
    mastodon.message("owner", "send")
    (answer,) = messenger.answers(mark).items
    assert answer.private
    assert answer.sender == messenger.owner
