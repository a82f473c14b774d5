"""A text is counted as the server counts it (ML-4)."""

import pytest
from mastodon import Mastodon

from bot.platforms.mastodon import limits
from bot.platforms.mastodon.instance import Instance, instance, unknown
from bot.wording.text import graphemes
from tests.platforms.mastodon.builders import HOME, RECORDED, SMALL

URL = "https://example.com/" + "a" * 180


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wheat starch.",
        f"see {URL} for the folds",
        f"{URL}, {URL}.",
        f"({URL})",
        "http://a.co",
        "@tomas@books.example what glue?",
        "mail tomas@books.example, not @tomas@books.example",
        "🏳️‍🌈 and 👨‍👩‍👧 and e\u0301",
        "漢字かな",
    ],
)
def test_it_counts_as_the_library_counts(text):
    """Links are 23, other servers' handles lose their domain, a flag is one character."""
    assert Mastodon.get_status_length(text) == limits.measure(text)


def test_the_server_says_what_a_link_counts():
    """Forks differ."""
    assert limits.for_replies(Instance("", "", per_url=10)).measure(URL) == 10


def test_limits_come_from_the_server():
    """The recorded one, and one that says nothing."""
    recorded = instance(RECORDED["instance"]["answer"], "http://localhost:3000")
    assert ("localhost:3000", "4.6.4", 500, 23) == (
        recorded.domain,
        recorded.version,
        recorded.characters,
        recorded.per_url,
    )
    silent = instance({"domain": "silent.example"}, "https://silent.example")
    assert silent == unknown("https://silent.example")
    assert (silent.characters, silent.domain) == (500, "silent.example")


@pytest.mark.parametrize(
    ("version", "api", "keeps_keys"),
    [
        ("4.6.4", 11, True),
        ("4.3.0+glitch", 2, True),
        ("3.5.3", None, True),
        ("0.20.0+git-1a2b3c4", None, False),
        ("0.20.0+git-1a2b3c4", 1, False),
        ("2.7.2 (compatible; Pleroma 2.5.0)", None, False),
        ("4.2.1 (compatible; Sharkey 2025.4)", None, False),
        ("takahe/0.11.0", None, False),
        ("", None, False),
    ],
)
def test_only_servers_that_keep_keys_may_be_asked_twice(version, api, keeps_keys):
    """Unknown ones are taken not to: once, or none and a question (MO-3, MO-10)."""
    server = Instance("https://x.example", "x.example", version, api)
    assert keeps_keys == (limits.for_replies(server).repeat_harmless is not None)


def test_a_message_counts_every_character():
    """The owner's address, the space, and some to spare are taken off; a link is as long as it is (VOICE)."""
    found = limits.for_messages(HOME, "lena@writers.example")
    assert found.characters == 500 - len("@lena@writers.example ") - 10
    assert found.measure(URL) == len(URL) == graphemes(URL)
    assert not found.addresses


def test_a_reply_carries_addresses():
    """Nobody is told of a reply that does not name them (MD-5)."""
    assert limits.for_replies(SMALL).addresses


@pytest.mark.parametrize(
    ("handle", "counts_as"),
    [
        ("@jo.binder@books.example", "@jo.binder"),
        ("@jo-binder@books.example", "@jo-binder"),
        ("@jo@bücher.example", "@jo"),
        ("@jo@books_and_more.example", "@jo"),
        ("ask @jo@books.example.", "ask @jo."),
        ("?by=@jo@books.example", "?by=@jo@books.example"),
        ("@jo", "@jo"),
    ],
)
def test_a_handle_of_any_shape_counts_without_its_domain(handle, counts_as):
    """Dots and dashes in a name, other letters in a domain: as the server's own pattern takes them (ML-4)."""
    assert limits.measure(handle) == len(counts_as)


@pytest.mark.parametrize("text", [f"see {URL}", "@tomas@books.example what glue?"])
def test_where_a_link_counts_nothing_less_everything_counts_in_full(text):
    """Pleroma says 0 and means that it has no such rule (MO-11)."""
    assert limits.for_replies(Instance("", "", per_url=0)).measure(text) == len(text)
