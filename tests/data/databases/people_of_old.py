"""The people of the databases beside this file, and what they say: values alone, of the version that `make` asks for."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import Account, AccountFlag, Link, Mentioned, Network, Post, PostRef, Visibility

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

NAMES = {
    "lena": "Lena Marsh",
    "quill": "Lena Quill",
    "tomas": "Tomas Reed",
    "ines": "Ines Duarte",
    "jonah": "Jonah Park",
    "nadia": "Nadia Holt",
    "petra": "Petra Vos",
    "sam": "Sam Orr",
    "ada": "Ada Quist",
}
ON_MASTODON = {
    "lena": ("lena@writers.example", "109384573920174652"),
    "quill": ("quill@prose.example", "110293847561029384"),
    "tomas": ("tomas@books.example", "109471830572916403"),
    "ines": ("ines@porto.example", "109582739401827365"),
    "jonah": ("jonah@coast.example", "111930284756102938"),
    "nadia": ("nadia@press.example", "109002938475610293"),
    "petra": ("petra@letters.example", "109773829104857361"),
    "sam": ("sam@harbour.example", "112039485761029384"),
    "ada": ("ada@tides.example", "113820194857362910"),
}
ON_BLUESKY = {
    "lena": ("lena.writers.example", "did:plc:l3nam4rshwr1tesn0vels2a5"),
    "tomas": ("tomas.books.example", "did:plc:t5masr33dkeepsb44ks23a6x"),
    "ines": ("ines.porto.example", "did:plc:in3sdu4rteunp4cks23aga6n"),
    "jonah": ("jonah.coast.example", "did:plc:j5nahp4rkl6ghthouses23ab"),
    "nadia": ("nadia.press.example", "did:plc:n4diah5ltpr6ntssl5wly234"),
    "petra": ("petra.letters.example", "did:plc:p3trav5sf5ldsl3tters2345"),
    "sam": ("sam.harbour.example", "did:plc:s4m5rrs4ysn5thing234567a"),
    "ada": ("ada.tides.example", "did:plc:4daqu6stc5untst6des23456"),
}
QUESTION = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper."
)
SAID = {
    "tomas": QUESTION,
    "ines": "Slowly unpacking. The new kitchen has a window onto the lime tree, so I forgive it everything.",
    "jonah": "Found a keeper's diary that stops mid-sentence in 1911.",
    "nadia": "Handset the title page today. Two letters short of an alphabet, as ever.",
    "petra": "What do you do with letters that were folded wet?",
    "sam": "Fog all day. The harbour has gone somewhere else.",
    "ada": "Three tide tables, three different low waters. Which one would you trust?",
}

numbers = itertools.count(1)


def account(who: str, network: Network, **differs: object) -> Account:
    """Somebody, as the owner's server shows them: with everything that an account can have."""
    made_at = datetime(2022, 11, 5, 9, 30, tzinfo=UTC)
    common = {"bio": f"{NAMES[who]}. Letters, tides, type.", "followers": 312, "following": 201, "posts": 4102}
    if network is Network.MASTODON:
        address, local = ON_MASTODON[who]
        name, _, server = address.partition("@")
        url = f"https://{server}/@{name}"
        held = Account(network, address, local, address, NAMES[who], url, created_at=made_at, **common)
    else:
        handle, did = ON_BLUESKY[who]
        url = f"https://bsky.app/profile/{handle}"
        held = Account(network, did, did, handle, NAMES[who], url, created_at=made_at, **common)
    return replace(held, **differs)


def ref(who: str, network: Network) -> PostRef:
    """A place where somebody said something; each call another one."""
    number = next(numbers)
    if network is Network.MASTODON:
        name, _, server = ON_MASTODON[who][0].partition("@")
        uri = f"https://{server}/users/{name}/statuses/11564{number:013d}"
        return PostRef(network, uri, f"11565{number:013d}", "2026-11-18T15:00:00+00:00")
    key = f"3m5x{number:09d}".replace("0", "a").replace("1", "b").replace("8", "c").replace("9", "d")
    uri = f"at://{ON_BLUESKY[who][1]}/app.bsky.feed.post/{key}"
    return PostRef(network, uri, uri, f"bafyreih{number:051d}".replace("0", "a").replace("1", "b"))


def post(who: str, network: Network, text: str = "", **differs: object) -> Post:
    """Something that somebody said two hours ago."""
    at = NOW - 2 * HOUR
    said = Post(
        ref=ref(who, network),
        author=account(who, network),
        text=text or SAID[who],
        created_at=at,
        seen_at=at + SECOND,
        link=f"https://writers.example/@{ON_MASTODON[who][0]}/{next(numbers)}",
        language="en",
    )
    return replace(said, **differs)


def rich(network: Network) -> Post:
    """A post that has everything a post can have."""
    own, above = account("lena", network), ref("lena", network)
    return post(
        "ada",
        network,
        warning="tides",
        links=(Link("https://tides.example/1911", "Low water, 1911"),),
        media=("A table of numbers, some crossed out",),
        hashtags=("tides", "oldmaps"),
        mentions=(Mentioned(own.uid, own.address, own.name),),
        parent=above,
        parent_uid=own.uid,
        root=above,
        thread_uids=(own.uid,),
        quoted="The tide waits for no printer.",
        quotes_uri=ref("nadia", network).uri,
        poll=True,
        replies=3,
        likes=12,
        reshares=2,
        reshared_by=account("ines", network),
        filtered=True,
        labels=frozenset({"needs-review"}),
        via="Ivory",
    )


def for_few(network: Network) -> Post:
    """A post whose words may not be kept."""
    visibility = Visibility.FOLLOWERS if network is Network.MASTODON else Visibility.PUBLIC
    few = {"visibility": visibility, "logged_in_only": network is Network.BLUESKY, "replies_closed": True}
    flags = frozenset({AccountFlag.LOCKED})
    return post("petra", network, author=account("petra", network, flags=flags), **few)
