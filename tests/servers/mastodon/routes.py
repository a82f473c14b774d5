"""The endpoints: what is asked, with which right, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from tests.servers.mastodon import shapes
from tests.servers.mastodon.flavour import GOTOSOCIAL, MASTODON, Flavour
from tests.servers.mastodon.network import MISSING, Network, Notification, Refusal
from tests.servers.mastodon.paging import link, page
from tests.servers.mastodon.people import Filter, Person, UserList
from tests.servers.mastodon.shapes import Json
from tests.servers.mastodon.statuses import Status

T = TypeVar("T")

_STATUSES_AT_ONCE = 20
_ACCOUNTS_AT_ONCE = 40


@dataclass
class Call:
    """One request of one person; `headers` are names in lower case, `reply` the headers to send back."""

    network: Network
    viewer: Person
    scopes: list[str]
    url: str
    path: tuple[str, ...]
    given: dict[str, Any]
    headers: dict[str, str]
    reply: dict[str, str]
    swallowed: set[str]

    def text(self, name: str, otherwise: str = "") -> str:
        """A parameter as text."""
        return str(self.given.get(name, otherwise))

    def truth(self, name: str) -> bool:
        """A parameter as a truth."""
        return self.text(name).lower() in ("1", "true", "on")

    def many(self, name: str) -> list[str]:
        """A parameter that may be given several times."""
        value = self.given.get(name, [])
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]

    def page(self, items: Sequence[T], given_id: Callable[[T], str], most: int = 40, otherwise: int = 20) -> list[T]:
        """The page that was asked for; a short one repeats its last entry where the server does that (MO-8)."""
        limit = min(int(self.text("limit", str(otherwise))), most)
        found = page(
            items, given_id, {name: self.text(name) for name in ("max_id", "since_id", "min_id")}, limit, self.swallowed
        )
        self.reply["Link"] = link(self.url, [given_id(one) for one in found])
        return [*found, found[-1]] if found and len(found) < limit and self.network.flavour.duplicates else found

    def status(self, given_id: str) -> Status:
        """A status that the viewer may see."""
        return self.network.status_for(self.viewer, given_id)

    def own(self, given_id: str) -> Status:
        """A status of the viewer's own."""
        status = self.status(given_id)
        if status.author is not self.viewer:
            raise MISSING
        return status

    def person(self, given_id: str) -> Person:
        """An account."""
        if (person := self.network.people.get(given_id)) is None:
            raise MISSING
        return person


Answer = Json | list[Json]
Route = Callable[..., Answer]


@dataclass(frozen=True)
class Endpoint:
    """A method and path, the scope it needs, and on which kinds of server it exists."""

    method: str
    path: re.Pattern[str]
    scope: str
    answer: Route
    on: tuple[Flavour, ...]


ENDPOINTS: list[Endpoint] = []


def route(
    method: str, path: str, scope: str = "", on: tuple[Flavour, ...] = (MASTODON, GOTOSOCIAL)
) -> Callable[[Route], Route]:
    """Declare an endpoint; `:id` in the path is handed over."""
    pattern = re.compile("^" + path.replace(":id", r"([\w-]+)") + "/?$")

    def declare(answer: Route) -> Route:
        ENDPOINTS.append(Endpoint(method, pattern, scope, answer, on))
        return answer

    return declare


# --- the server and the login


@route("GET", "/api/v2/instance")
def _instance(call: Call) -> Answer:
    return shapes.instance(call.network)


@route("GET", "/api/v1/apps/verify_credentials")
def _application(call: Call) -> Answer:
    return shapes.application(call.scopes)


@route("GET", "/api/v1/preferences", "read:accounts")
def _preferences(call: Call) -> Answer:
    return shapes.preferences(call.network)


# --- accounts


@route("GET", "/api/v1/accounts/verify_credentials", "read:accounts")
def _me(call: Call) -> Answer:
    return shapes.own_account(call.network, call.viewer)


@route("PATCH", "/api/v1/accounts/update_credentials", "write:accounts")
def _change_me(call: Call) -> Answer:
    call.viewer.note = call.text("note", call.viewer.note)
    call.viewer.name = call.text("display_name", call.viewer.name)
    if "bot" in call.given:
        call.viewer.bot = call.truth("bot")
    if "locked" in call.given:
        call.viewer.locked = call.truth("locked")
    return shapes.own_account(call.network, call.viewer)


@route("GET", "/api/v1/accounts/relationships", "read:follows")
def _relationships(call: Call) -> Answer:
    found = (call.network.people.get(given_id) for given_id in call.many("id"))
    return [shapes.relationship(call.viewer, person) for person in found if person]


@route("GET", "/api/v1/accounts/familiar_followers", "read:follows", on=(MASTODON,))
def _familiar_followers(call: Call) -> Answer:
    network, asked = call.network, [call.network.people[one] for one in call.many("id") if one in call.network.people]
    return [
        {"id": person.id, "accounts": [shapes.account(network, one) for one in network.familiar(call.viewer, person)]}
        for person in asked
    ]


@route("GET", "/api/v1/accounts/lookup", "read:accounts")
def _lookup(call: Call) -> Answer:
    if (person := call.network.find(call.text("acct").removeprefix("@"))) is None:
        raise MISSING
    return shapes.account(call.network, person)


@route("GET", "/api/v1/accounts/search", "read:accounts")
def _search_accounts(call: Call) -> Answer:
    asked = call.text("q").lower()
    if call.network.flavour.ulids and "@" in asked and not asked.startswith("@"):
        return []  # GoToSocial takes it for words
    wanted = asked.removeprefix("@").partition("@")[0]
    found = [person for person in call.network.people.values() if wanted in person.username.lower()]
    return [shapes.account(call.network, person) for person in found]


@route("GET", "/api/v1/accounts", "read:accounts", on=(MASTODON,))
def _accounts(call: Call) -> Answer:
    ids = call.many("id")
    if len(ids) > _ACCOUNTS_AT_ONCE:
        raise Refusal(422, "Validation failed")
    return [shapes.account(call.network, call.network.people[one]) for one in ids if one in call.network.people]


@route("GET", "/api/v1/accounts/:id", "read:accounts")
def _account(call: Call) -> Answer:
    return shapes.account(call.network, call.person(call.path[0]))


@route("GET", "/api/v1/accounts/:id/statuses", "read:statuses")
def _statuses_by(call: Call) -> Answer:
    author = call.person(call.path[0])
    if call.viewer.id in author.blocks:
        return []
    found = call.network.by(author, call.viewer)
    if call.truth("exclude_reblogs"):
        found = [one for one in found if one.reshares is None]
    if call.truth("exclude_direct") and call.network.flavour == MASTODON:
        found = [one for one in found if one.visibility != "direct"]
    if call.truth("exclude_replies"):
        found = [one for one in found if one.reply_to is None]
    return [shapes.status(call.network, one, call.viewer) for one in call.page(found, lambda one: one.id)]


@route("GET", "/api/v1/accounts/:id/following", "read:accounts")
def _following(call: Call) -> Answer:
    follows = call.person(call.path[0]).follows
    return _people_by_number(call, [(number, call.network.people[given_id]) for given_id, number in follows.items()])


@route("GET", "/api/v1/accounts/:id/followers", "read:accounts")
def _followers(call: Call) -> Answer:
    whom = call.person(call.path[0])
    follows = [(one.follows[whom.id], one) for one in call.network.people.values() if whom.id in one.follows]
    return _people_by_number(call, follows)


def _people_by_number(call: Call, numbered: list[tuple[int, Person]]) -> Answer:
    """Pages of these lists go by numbers of the server's own, not by the accounts' ids (MD-10)."""
    newest_first = sorted(numbered, key=lambda pair: pair[0], reverse=True)
    found = call.page(newest_first, lambda pair: str(pair[0]), most=80, otherwise=40)
    return [shapes.account(call.network, person) for _, person in dict(found).items()]


@route("POST", "/api/v1/accounts/:id/follow", "write:follows")
def _follow(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.network.follow(call.viewer, whom)
    return shapes.relationship(call.viewer, whom)


@route("POST", "/api/v1/accounts/:id/unfollow", "write:follows")
def _unfollow(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.network.unfollow(call.viewer, whom)
    return shapes.relationship(call.viewer, whom)


@route("POST", "/api/v1/accounts/:id/block", "write:blocks")
def _block(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.network.block(call.viewer, whom)
    return shapes.relationship(call.viewer, whom)


@route("POST", "/api/v1/accounts/:id/unblock", "write:blocks")
def _unblock(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.viewer.blocks.discard(whom.id)
    return shapes.relationship(call.viewer, whom)


@route("POST", "/api/v1/accounts/:id/mute", "write:mutes")
def _mute(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.viewer.mutes.add(whom.id)
    return shapes.relationship(call.viewer, whom)


@route("POST", "/api/v1/accounts/:id/unmute", "write:mutes")
def _unmute(call: Call) -> Answer:
    whom = call.person(call.path[0])
    call.viewer.mutes.discard(whom.id)
    return shapes.relationship(call.viewer, whom)


@route("GET", "/api/v1/follow_requests", "read:follows")
def _follow_requests(call: Call) -> Answer:
    asking = [one for one in call.network.people.values() if call.viewer.id in one.requested]
    return [shapes.account(call.network, one) for one in asking]


@route("POST", "/api/v1/follow_requests/:id/authorize", "write:follows")
def _authorize(call: Call) -> Answer:
    who = call.person(call.path[0])
    call.network.authorize(call.viewer, who)
    return shapes.relationship(call.viewer, who)


# --- statuses


@route("POST", "/api/v1/statuses", "write:statuses")
def _say(call: Call) -> Answer:
    status = call.network.say(
        call.viewer,
        call.text("status"),
        key=call.headers.get("idempotency-key", ""),
        reply_to=call.text("in_reply_to_id") or None,
        visibility=call.text("visibility", call.network.flavour.default_visibility),
        warning=call.text("spoiler_text"),
        sensitive=call.truth("sensitive"),
        language=call.text("language") or None,
    )
    return shapes.status(call.network, status, call.viewer)


@route("GET", "/api/v1/statuses", "read:statuses", on=(MASTODON,))
def _statuses(call: Call) -> Answer:
    ids = call.many("id")
    if len(ids) > _STATUSES_AT_ONCE:
        raise Refusal(422, "Validation failed")
    found = []
    for given_id in ids:
        try:
            found.append(shapes.status(call.network, call.status(given_id), call.viewer))
        except Refusal:
            continue
    return found


@route("GET", "/api/v1/statuses/:id", "read:statuses")
def _status(call: Call) -> Answer:
    return shapes.status(call.network, call.status(call.path[0]), call.viewer)


@route("PUT", "/api/v1/statuses/:id", "write:statuses")
def _edit(call: Call) -> Answer:
    status = call.own(call.path[0])
    call.network.edit(status, call.text("status"), call.text("spoiler_text") if "spoiler_text" in call.given else None)
    return shapes.status(call.network, status, call.viewer)


@route("DELETE", "/api/v1/statuses/:id", "write:statuses")
def _delete(call: Call) -> Answer:
    status = call.own(call.path[0])
    shape = shapes.status(call.network, status, call.viewer)
    call.network.delete(status)
    del shape["content"]
    return {**shape, "text": status.text}


@route("GET", "/api/v1/statuses/:id/source", "read:statuses")
def _source(call: Call) -> Answer:
    return shapes.source(call.own(call.path[0]))


@route("GET", "/api/v1/statuses/:id/context", "read:statuses")
def _context(call: Call) -> Answer:
    status = call.status(call.path[0])
    around = {
        "ancestors": call.network.above(status, call.viewer),
        "descendants": call.network.below(status, call.viewer),
    }
    return {name: [shapes.status(call.network, one, call.viewer) for one in found] for name, found in around.items()}


@route("POST", "/api/v1/statuses/:id/favourite", "write:favourites")
def _favourite(call: Call) -> Answer:
    status = call.status(call.path[0])
    call.network.favourite(call.viewer, status)
    return shapes.status(call.network, status, call.viewer)


@route("POST", "/api/v1/statuses/:id/unfavourite", "write:favourites")
def _unfavourite(call: Call) -> Answer:
    status = call.status(call.path[0])
    call.viewer.favourites.pop(status.id, None)
    return shapes.status(call.network, status, call.viewer)


@route("POST", "/api/v1/statuses/:id/reblog", "write:statuses")
def _reblog(call: Call) -> Answer:
    wrapper = call.network.reshare(call.viewer, call.status(call.path[0]))
    return shapes.status(call.network, wrapper, call.viewer)


@route("GET", "/api/v1/favourites", "read:favourites")
def _favourites(call: Call) -> Answer:
    liked = sorted(call.viewer.favourites.items(), key=lambda pair: pair[1], reverse=True)
    numbered = [
        (number, call.network.statuses[given_id]) for given_id, number in liked if given_id in call.network.statuses
    ]
    found = call.page(numbered, lambda pair: str(pair[0]))
    return [shapes.status(call.network, one, call.viewer) for _, one in found]


# --- timelines


@route("GET", "/api/v1/timelines/home", "read:statuses")
def _home(call: Call) -> Answer:
    found = call.page(call.network.home(call.viewer), lambda one: one.id)
    return [shapes.status(call.network, one, call.viewer) for one in found]


@route("GET", "/api/v1/timelines/list/:id", "read:lists")
def _list_timeline(call: Call) -> Answer:
    members = _own_list(call).members
    said = [one for author in members for one in call.network.by(call.network.people[author], call.viewer)]
    newest_first = sorted(said, key=lambda one: one.created_at, reverse=True)
    return [shapes.status(call.network, one, call.viewer) for one in call.page(newest_first, lambda one: one.id)]


@route("GET", "/api/v1/lists", "read:lists")
def _lists(call: Call) -> Answer:
    return [shapes.list_(one) for one in call.viewer.lists]


@route("POST", "/api/v1/lists", "write:lists")
def _new_list(call: Call) -> Answer:
    made = UserList(str(call.network.number()), call.text("title"), call.truth("exclusive"))
    call.viewer.lists.append(made)
    return shapes.list_(made)


@route("POST", "/api/v1/lists/:id/accounts", "write:lists")
def _into_list(call: Call) -> Answer:
    _own_list(call).members.update(call.many("account_ids"))
    return {}


def _own_list(call: Call) -> UserList:
    found = next((one for one in call.viewer.lists if one.id == call.path[0]), None)
    if found is None:
        raise MISSING
    return found


# --- notifications and private messages


def _wanted(call: Call, *, filtered: bool) -> list[Notification]:
    types, without = call.many("types"), call.many("exclude_types")
    told = call.network.told(call.viewer, filtered=filtered)
    return [one for one in told if (not types or one.type in types) and one.type not in without]


@route("GET", "/api/v1/notifications", "read:notifications")
def _notifications(call: Call) -> Answer:
    found = call.page(_wanted(call, filtered=False), lambda one: one.id, most=80, otherwise=40)
    return [shapes.notification(call.network, one) for one in found]


@route("GET", "/api/v2/notifications", "read:notifications", on=(MASTODON,))
def _grouped(call: Call) -> Answer:
    found = call.page(_wanted(call, filtered=call.truth("include_filtered")), lambda one: one.id, most=80, otherwise=40)
    groupable = {"favourite", "follow", "reblog"}
    together = groupable & set(call.many("grouped_types")) if "grouped_types" in call.given else groupable
    return shapes.grouped(call.network, found, together, call.viewer)


def _laid_aside(call: Call) -> dict[str, list[Notification]]:
    aside: dict[str, list[Notification]] = {}
    for one in call.network.told(call.viewer, filtered=True):
        if one.filtered:
            aside.setdefault(one.by.id, []).append(one)
    return aside


@route("GET", "/api/v1/notifications/requests", "read:notifications", on=(MASTODON,))
def _requests(call: Call) -> Answer:
    people = call.network.people
    return [shapes.request(call.network, people[by], aside, call.viewer) for by, aside in _laid_aside(call).items()]


@route("POST", "/api/v1/notifications/requests/:id/accept", "write:notifications", on=(MASTODON,))
def _accept(call: Call) -> Answer:
    for one in _laid_aside(call).get(call.path[0], []):
        one.filtered = False
    return {}


@route("GET", "/api/v2/notifications/policy", "read:notifications", on=(MASTODON,))
def _policy(call: Call) -> Answer:
    return shapes.policy(call.viewer, [one for aside in _laid_aside(call).values() for one in aside])


@route("PATCH", "/api/v2/notifications/policy", "write:notifications", on=(MASTODON,))
def _change_policy(call: Call) -> Answer:
    call.viewer.policy |= {name: call.text(name) for name in call.viewer.policy if name in call.given}
    return _policy(call)


@route("GET", "/api/v1/conversations", "read:statuses")
def _conversations(call: Call) -> Answer:
    aside = {one.status.id for one in call.network.told(call.viewer, filtered=True) if one.filtered and one.status}
    last: dict[str, Status] = {}
    for one in call.network.statuses.values():
        concerned = call.viewer is one.author or call.viewer.id in one.named
        if one.visibility == "direct" and concerned and one.id not in aside:
            root = next(iter(call.network.above(one, call.viewer)), one)
            last[root.id] = one
    rows = sorted(last.items(), key=lambda pair: pair[1].created_at, reverse=True)
    found = call.page(rows, lambda pair: pair[1].id)
    return [shapes.conversation(call.network, root, one, call.viewer) for root, one in found]


# --- filters and search


@route("GET", "/api/v2/filters", "read:filters")
def _filters(call: Call) -> Answer:
    return [shapes.filter_(one) for one in call.viewer.filters]


@route("POST", "/api/v2/filters", "write:filters")
def _new_filter(call: Call) -> Answer:
    words = [(str(row["keyword"]), bool(row.get("whole_word"))) for row in call.given.get("keywords_attributes", [])]
    seconds = call.text("expires_in")
    ends = call.network.clock.now() + timedelta(seconds=int(seconds)) if seconds else None
    action = call.text("filter_action", "warn")
    made = Filter(str(call.network.number()), call.text("title"), call.many("context"), action, words, ends)
    call.viewer.filters.append(made)
    return shapes.filter_(made)


@route("DELETE", "/api/v2/filters/:id", "write:filters")
def _drop_filter(call: Call) -> Answer:
    call.viewer.filters = [one for one in call.viewer.filters if one.id != call.path[0]]
    return {}


@route("GET", "/api/v2/search", "read:search")
def _search(call: Call) -> Answer:
    wanted, empty = call.text("q"), {"accounts": [], "statuses": [], "hashtags": []}
    found = [one for one in call.network.by_address(wanted) if call.viewer.id not in one.author.blocks]
    return {**empty, "statuses": [shapes.status(call.network, one, call.viewer) for one in found]}
