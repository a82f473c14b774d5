"""What earlier versions kept as settings, under names in prose, and where each of them stands now.

Up to schema 0003 a setting was a name and any JSON. `value_of` reads it from its place of today, in the words of then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.store.old_database import Rows

Content = Mapping[str, Rows]


def decoded(rows: Rows) -> dict[str, Any]:
    """Settings by name; SQLite gives a number back as one."""
    return {row["name"]: json.loads(str(row["value"])) for row in rows}


SINCE_0002 = {
    "codes beyond": {"a": 7, "t": 12},
    "whose mastodon": ["mastodon:lena@writers.example#109384573920174652", "lena@writers.example"],
    "learnt mastodon": '{"characters": 500}',
    "whose bluesky": ["bluesky:did:plc:l3nam4rshwr1tesn0vels2a5", "lena.example"],
    "logins that only read": ["bluesky:did:plc:l3nam4rshwr1tesn0vels2a5"],
    "channel": "mastodon:https://writers.example",
    "not heard until": 12,
    "messages of another copy until": "2026-11-18T17:00:00.123456+00:00",
    "heart beat at": "2026-11-18T17:00:00+00:00",
    "logins told to have ended": ["mastodon:publisher", "bluesky"],
    "to tell about accounts": [
        ["another account", "mastodon"],
        ["renamed", "bluesky", "lena.example", "marsh.example"],
        ["another channel", "3", "1"],
        ["another channel"],
        ["old copy", "2026-11-18T17:00:00+00:00"],
        ["nobody could take it back", "2"],
    ],
    "offered about people": ["watch", 3],
    "letter of the week": "none yet",
}
"""What the version of schema 0002 wrote beyond what the old files hold, or in other words."""


def kept(name: str, value: Any, before: Content) -> Any:
    """What of it is carried over: nothing of an account or a post that is not stored any more."""
    accounts = {row["key"] for row in before["accounts"]}
    if name == "posts to look at":
        return [uri for uri in value if uri in {row["uri"] for row in before["posts"]}]
    if name == "pairs asked about":
        return [pair for pair in value if set(pair) <= accounts]
    if name == "offered about people" and value[0] == "pair" and not {value[1], value[2]} <= accounts:
        return None
    return value


def value_of(name: str, now: Content) -> Any:
    """What stands now where this setting of old went, as it was written then."""
    if name in PLACES:
        return PLACES[name](now)
    ((found, of),) = ((found, of) for pattern, of in EACH.items() if (found := re.fullmatch(pattern, name)))
    return of(found[1], now)


def _setting(name: str) -> Callable[[Content], Any]:
    return lambda now: decoded(now["settings"]).get(name)


def _week(now: Content) -> Any:
    began = decoded(now["settings"])["letter of the week"]
    return "none yet" if began == "0001-01-01" else began


def _month(now: Content) -> Any:
    year, month, day = decoded(now["settings"])["letter of the month"].split("-")
    assert day == "01"
    return f"{year}-{month}"


def seconds(at: str) -> float:
    """A time as it was written into a question."""
    return datetime.fromisoformat(at).timestamp()


def _question(kind: str, part: str) -> Callable[[Content], Any]:
    def asked(now: Content) -> Any:
        (row,) = (row for row in now["questions"] if row["kind"] == kind)
        return {part: row["about"], "at": seconds(row["asked_at"])}

    return asked


def _offered(now: Content) -> Any:
    (row,) = now["offers"] or [None]
    if row is None:
        return None
    return ["watch", row["person"]] if row["person"] else ["pair", row["one"], row["other"]]


def _learned(now: Content) -> Any:
    def weights(table: str, key: str) -> dict[str, Any]:
        return {str(row[key]): [row["value"], _iso(row["at"]), row["taken"], row["passed"]] for row in now[table]}

    return json.dumps({"rules": weights("learned_rules", "rule"), "people": weights("learned_people", "person")})


def _iso(at: str) -> str:
    """A time as it was written into a setting: without what is nought."""
    return datetime.fromisoformat(at).isoformat()


def _listed(table: str, *columns: str) -> Callable[[Content], Any]:
    """A list of values, or of lists of them."""
    if len(columns) > 1:
        return lambda now: [[row[column] for column in columns] for row in now[table]]
    return lambda now: [row[columns[0]] for row in now[table]]


def _faces(now: Content) -> Any:
    return [
        {**{part: row[part] for part in ("who", "evidence")}, "topics": json.loads(row["topics"])}
        for row in now["faces"]
    ]


def _asked_to_remind(person: str, now: Content) -> Any:
    (row,) = (row for row in now["persons"] if row["id"] == int(person))
    return _iso(row["remind_asked_at"])


def _owner(network: str, now: Content) -> dict[str, Any]:
    (row,) = (row for row in now["owner_accounts"] if row["network"] == network)
    return row


def _news(now: Content) -> Any:
    return [[row["kind"], *_what(row, now)] for row in now["news"]]


def _what(row: dict[str, Any], now: Content) -> list[str]:
    if row["until"] is not None:
        return [_iso(row["until"])]
    held = [str(about["suggestion"]) for about in now["news_about"] if about["news"] == row["id"]]
    return held or [row[part] for part in ("network", "before", "now") if row[part] is not None]


AS_IT_WAS = (
    "topics", "derived topics", "at", "people a day", "weekly", "monthly", "stopped", "paused until", "paused at",
    "more", "hello", "slowed", "slots looked at", "pairs looked for", "pair asked about at", "watched people looked at",
    "told of watched people", "alive", "back after an absence", "heart beat at", "channel", "not heard until",
    "messages of another copy until",
)  # fmt: skip
"""Settings still: one value each, which stands as it stood."""

PLACES: dict[str, Callable[[Content], Any]] = {
    **{name: _setting(name) for name in AS_IT_WAS},
    "letter of the week": _week,
    "letter of the month": _month,
    "asked which": _question("which", "verb"),
    "guess": _question("guess", "text"),
    "offered about people": _offered,
    "learned": _learned,
    "addresses wanted": _listed("errands", "address", "answer", "said"),
    "addresses asked for in vain": _listed("not_found", "address"),
    "posts to look at": _listed("posts_wanted", "uri"),
    "others in the letter": _faces,
    "codes beyond": lambda now: {row["letter"]: row["number"] for row in now["codes_beyond"]},
    "seeded people": _listed("seeded_people", "entry"),
    "habits measured": lambda now: [_iso(row["at"]) for row in now["measurements"]],
    "logins that only read": _listed("read_only_logins", "owner"),
    "to tell about accounts": _news,
    "said that they answer nobody": _listed("told_silent", "person"),
    "pairs asked about": _listed("asked_pairs", "one", "other"),
    "logins told to have ended": _listed("told_logins", "login"),
}
"""Every name that was ever used, by where its value is now."""

EACH: dict[str, Callable[[str, Content], Any]] = {
    r"remind asked (\d+)": _asked_to_remind,
    r"whose (\w+)": lambda network, now: [_owner(network, now)[part] for part in ("identity", "address")],
    r"learnt (\w+)": lambda network, now: _owner(network, now)["learnt"],
    r"(\w+):history tried": lambda network, now: [
        row["uri"] for row in now["parents_tried"] if row["network"] == network
    ],
}
"""Names that said whose they are."""
