"""What a server says is read as it came: the library's own objects would say the same, for ten times the work."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from mastodon import types_base
from mastodon.return_types import Status
from mastodon.types_base import try_cast_recurse

from bot.domain import Post
from bot.errors import PlatformError
from bot.platforms.mastodon import ask, normalise
from bot.platforms.mastodon.fields import Entity, Malformed, parts, single
from bot.platforms.mastodon.instance import Instance
from tests.platforms.mastodon.builders import DATA, HOME, NOW, SMALL, a_status

CASES = sorted((DATA / "posts").glob("*.json"))


def statuses():
    """Every oddity that was met, whole, without each of its parts in turn, and with each of them empty."""
    for case in CASES:
        said = json.loads(case.read_text())
        status = a_status(**said["status"])
        instance = SMALL if said.get("instance") == "gotosocial" else HOME
        yield status, instance
        for name in status:
            yield {key: value for key, value in status.items() if key != name}, instance
            if status[name] is not None:
                yield {**status, name: None}, instance


def meant(status: Entity, instance: Instance) -> Post | str:
    """The post that is made of it, or why there is none."""
    try:
        return normalise.post(status, instance, NOW)
    except Malformed as malformed:
        return str(malformed)


def once_for_each(casts: Callable[..., Any]) -> Callable[..., Any]:
    """The library's cast of a part: the pieces of a status have all but one of them in common, and nobody changes one."""
    made: dict[Any, Any] = {}

    def cast_of(kind: Any, part: Any, *more: Any) -> Any:
        key = (kind, more, type(part), json.dumps(part, default=repr))
        if key not in made:
            made[key] = casts(kind, part, *more)
        return made[key]

    return cast_of


def cast(status: dict[str, Any]) -> Any:
    """The same as the library would have handed it over."""
    return try_cast_recurse(Status, json.loads(json.dumps(status)))


def test_a_status_means_the_same_as_it_came_and_as_the_library_would_cast_it(monkeypatch):
    """Eight hundred and more of them, whole and in pieces: word for word the same posts."""
    for asks_of_a_type in ("get_type_class", "real_issubclass"):  # the same of the same types, a million times
        monkeypatch.setattr(types_base, asks_of_a_type, cache(getattr(types_base, asks_of_a_type)))
    monkeypatch.setattr(types_base, "try_cast_recurse", once_for_each(try_cast_recurse))
    told = list(statuses())
    assert len(told) >= 800
    assert [meant(status, instance) for status, instance in told] == [
        meant(cast(status), instance) for status, instance in told
    ]


def test_what_is_read_is_json_as_it_came(mastodon):
    """No object of the library's among it: an update of it that casts in another way is noticed here."""
    mastodon.post("alice", "Rain again, and the dunes are empty.")
    with mastodon.reader()._client.reading() as api:
        (status, *_) = ask.rows(api.timeline("home"))
    assert {type(part) for part in (status, status["account"], status["media_attachments"])} == {dict, list}
    assert type(status["created_at"]) is str


def test_a_page_without_notes_is_the_last_one(mastodon):
    """The server names a next page behind everything that it gives; behind the empty one it names none, and nothing more is asked for."""
    reader = mastodon.reader()
    names = {str(row["acct"]) for row in ask.following(reader._client, reader.owner.local_id)}
    assert {"alice", "bob"} <= names
    assert sum(path.endswith("/following") for _, path in mastodon.server.requests) == 2


ODD = ["{}", '{"statuses": 5}', '{"statuses": [null, 3]}', "[]", "[3]", '"no"', "7", "null", "true"]


@pytest.mark.parametrize("body", ODD)
@pytest.mark.parametrize("paged", [{}, {"Link": '<http://127.0.0.1:9/next?max_id=7>; rel="next"'}], ids=["one", "many"])
@pytest.mark.parametrize("asked", ["search", "notifications", "accounts/search"])
def test_whatever_json_comes_the_library_can_work_with_it(mastodon, asked, body, paged):
    """It notes pages on an answer and asks it for its lists; what is no answer is refused by us, in our words."""
    mastodon.page(f"GET /api/v./{asked}", 200, body=body, kind="application/json", headers=paged)
    client = mastodon.reader()._client
    with suppress(PlatformError), client.reading() as api:
        match asked:
            case "search":
                parts(single(api.search_v2("rain", result_type="statuses")), "statuses")
            case "notifications":
                parts(single(api.grouped_notifications()), "notification_groups")
            case _:
                ask.rows(api.account_search("alice"))
