"""JSON with the keys that the recordings have; what no recording has follows the documentation of the fact cited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.servers.mastodon.clock import written
from tests.servers.mastodon.network import Network, Notification
from tests.servers.mastodon.people import Filter, Person, UserList
from tests.servers.mastodon.statuses import Status, visible
from tests.servers.mastodon.words import hashtags, rendered

Json = dict[str, Any]

_NOT_ON_GOTOSOCIAL_ACCOUNT = ("uri", "group", "indexable", "noindex", "feature_approval", "show_media", "show_featured")
_NOT_ON_GOTOSOCIAL_STATUS = ("quotes_count", "quote", "quote_approval", "tagged_collections")


def account(network: Network, person: Person) -> Json:
    """An account. Flags that are shown only when set come from `extra` (MF-10)."""
    host = network.base if person.domain is None else f"https://{person.domain}"
    own = [one for one in network.statuses.values() if one.author is person]
    latest = max((one.created_at for one in own), default=None)
    picture = f"{network.base}/avatars/original/missing.png"
    shape: Json = {
        "id": person.id,
        "username": person.username,
        "acct": person.acct,
        "display_name": person.name,
        "locked": person.locked,
        "bot": person.bot,
        "discoverable": None,
        "indexable": False,
        "group": False,
        "created_at": written(person.created_at.replace(hour=0, minute=0, second=0, microsecond=0)),
        "note": rendered(person.note, {}, network.base),
        "url": f"{host}/@{person.username}",
        "uri": f"{host}/users/{person.username}",
        "avatar": picture,
        "avatar_static": picture,
        "avatar_description": "",
        "header": picture,
        "header_static": picture,
        "header_description": "",
        "followers_count": sum(person.id in one.follows for one in network.people.values()),
        "following_count": len(person.follows),
        "statuses_count": sum(one.visibility != "direct" for one in own),
        "last_status_at": latest.date().isoformat() if latest else None,
        "hide_collections": None,
        "show_media": True,
        "show_media_replies": True,
        "show_featured": True,
        "noindex": False,
        "feature_approval": {"automatic": [], "manual": [], "current_user": "denied"},
        "emojis": person.emojis,
        "roles": [],
        "fields": [{"name": row["name"], "value": row["value"], "verified_at": None} for row in person.fields],
        **({"moved": account(network, person.moved)} if person.moved else {}),
        **person.extra,
    }
    return _without(shape, _NOT_ON_GOTOSOCIAL_ACCOUNT) if network.flavour.ulids else shape


def own_account(network: Network, person: Person) -> Json:
    """One's own account, with what only oneself sees."""
    source = {
        "privacy": network.flavour.default_visibility,
        "sensitive": False,
        "language": None,
        "note": person.note,
        "fields": person.fields,
        "follow_requests_count": sum(person.id in one.requested for one in network.people.values()),
        "hide_collections": None,
        "discoverable": None,
        "indexable": False,
        "attribution_domains": [],
        "quote_policy": "public",
        **({"also_known_as_uris": person.aliases} if network.flavour.ulids else {}),
    }
    role = {"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False, "collection_limit": 10}
    return {**account(network, person), "source": source, "role": role}


def status(network: Network, one: Status, viewer: Person) -> Json:
    """A status as somebody sees it."""
    inner = one.reshares
    around = network.statuses.values()
    shape: Json = {
        "id": one.id,
        "created_at": written(one.created_at),
        "in_reply_to_id": one.reply_to if one.reply_to in network.statuses else None,
        "in_reply_to_account_id": one.reply_to_author,
        "sensitive": one.sensitive or bool(one.warning),
        "spoiler_text": one.warning,
        "visibility": one.visibility,
        "language": one.language,
        "uri": one.uri,
        "url": one.url,
        "replies_count": sum(other.reply_to == one.id for other in around),
        "reblogs_count": sum(other.reshares is one for other in around),
        "favourites_count": sum(one.id in person.favourites for person in network.people.values()),
        "quotes_count": 0,
        "edited_at": written(one.edited_at),
        "favourited": one.id in viewer.favourites,
        "reblogged": any(other.reshares is one and other.author is viewer for other in around),
        "muted": False,
        "bookmarked": False,
        **({"pinned": False} if one.author is viewer else {}),
        "content": _content(network, one),
        "filtered": [] if one.author is viewer else _filtered(network, inner or one, viewer),
        "reblog": status(network, inner, viewer) if inner else None,
        "application": {"name": one.application, "website": None},
        "account": account(network, one.author),
        "media_attachments": [],
        "mentions": [_mention(network, network.people[given_id]) for given_id in one.named],
        "tags": [{"name": name, "url": f"{network.base}/tags/{name}"} for name in hashtags(one.text)],
        "emojis": [],
        "tagged_collections": [],
        "quote": None,
        "card": None,
        "poll": None,
        "quote_approval": {"automatic": ["public"], "manual": [], "current_user": "automatic"},
        **one.extra,
    }
    return _without(shape, _NOT_ON_GOTOSOCIAL_STATUS) if network.flavour.ulids else shape


def source(one: Status) -> Json:
    """The words as they were written."""
    return {"id": one.id, "text": one.text, "spoiler_text": one.warning}


def relationship(who: Person, whom: Person) -> Json:
    """How somebody stands to somebody else."""
    following = whom.id in who.follows
    return {
        "id": whom.id,
        "following": following,
        "showing_reblogs": following,
        "notifying": False,
        "languages": None,
        "followed_by": who.id in whom.follows,
        "blocking": whom.id in who.blocks,
        "blocked_by": who.id in whom.blocks,
        "muting": whom.id in who.mutes,
        "muting_notifications": whom.id in who.mutes,
        "muting_expires_at": None,
        "requested": whom.id in who.requested,
        "requested_by": who.id in whom.requested,
        "domain_blocking": False,
        "endorsed": False,
        "note": "",
    }


def notification(network: Network, one: Notification) -> Json:
    """A notification of the first version."""
    shape: Json = {
        "id": one.id,
        "type": one.type,
        "created_at": written(one.at),
        "group_key": f"ungrouped-{one.id}",
        "account": account(network, one.by),
    }
    return {**shape, "status": status(network, one.status, one.to)} if one.status else shape


def grouped(network: Network, told: list[Notification], together: set[str], viewer: Person) -> Json:
    """Notifications of the second version; `together` are the types that are grouped (MN-9)."""
    groups: dict[str, list[Notification]] = {}
    for one in told:
        key = (
            f"{one.type}-{one.status.id if one.status else viewer.id}"
            if one.type in together
            else f"ungrouped-{one.id}"
        )
        groups.setdefault(key, []).append(one)
    people = {one.by.id: one.by for one in told}
    statuses = {one.status.id: one.status for one in told if one.status}
    return {
        "accounts": [account(network, person) for person in people.values()],
        "statuses": [status(network, one, viewer) for one in statuses.values()],
        "notification_groups": [_group(key, members) for key, members in groups.items()],
    }


def request(network: Network, by: Person, laid_aside: list[Notification], viewer: Person) -> Json:
    """One sender whose notifications were filtered away (MN-4)."""
    latest = laid_aside[0]
    return {
        "id": by.id,
        "created_at": written(laid_aside[-1].at),
        "updated_at": written(latest.at),
        "notifications_count": str(len(laid_aside)),
        "account": account(network, by),
        "last_status": status(network, latest.status, viewer) if latest.status else None,
    }


def policy(viewer: Person, laid_aside: list[Notification]) -> Json:
    """What is filtered away."""
    summary = {
        "pending_requests_count": len({one.by.id for one in laid_aside}),
        "pending_notifications_count": len(laid_aside),
    }
    return {**viewer.policy, "summary": summary}


def conversation(network: Network, given_id: str, last: Status, viewer: Person) -> Json:
    """A row of private messages: only the last one of each (MD-10)."""
    others = [network.people[one] for one in last.named] + [last.author]
    return {
        "id": given_id,
        "unread": last.author is not viewer,
        "accounts": [account(network, one) for one in dict.fromkeys(others) if one is not viewer],
        "last_status": status(network, last, viewer),
    }


def filter_(one: Filter) -> Json:
    """A filter with its words (MF-1)."""
    return {
        **_filter_head(one),
        "keywords": [
            {"id": str(number), "keyword": keyword, "whole_word": whole}
            for number, (keyword, whole) in enumerate(one.keywords, 1)
        ],
        "statuses": [],
    }


def list_(one: UserList) -> Json:
    """A list."""
    return {"id": one.id, "title": one.title, "replies_policy": "list", "exclusive": one.exclusive}


def instance(network: Network) -> Json:
    """What the server says about itself; only what a client reads, with the recorded keys at the top."""
    flavour = network.flavour
    shape: Json = {
        "domain": network.domain,
        "title": flavour.name,
        "version": flavour.version,
        "source_url": "",
        "description": "",
        "usage": {"users": {"active_month": 0}},
        "thumbnail": {"url": "", "description": ""},
        "icon": [],
        "languages": ["en"],
        "configuration": {
            "urls": {"streaming": network.base.replace("http", "ws", 1)},
            "accounts": {},
            "statuses": {
                "max_characters": network.max_characters,
                "max_media_attachments": 4,
                "characters_reserved_per_url": 23,
            },
            "media_attachments": {},
            "polls": {
                "max_options": 4,
                "max_characters_per_option": 50,
                "min_expiration": 300,
                "max_expiration": 2629746,
            },
            "translation": {"enabled": False},
        },
        "registrations": {
            "enabled": True,
            "approval_required": False,
            "reason_required": False,
            "message": None,
            "min_age": None,
            "url": None,
        },
        "api_versions": {"mastodon": flavour.api},
        "wrapstodon": None,
        "contact": {"email": "", "account": None},
        "rules": [],
    }
    if flavour.api is None:
        shape["account_domain"], shape["domain"] = network.domain, network.base.partition("://")[2]
        del shape["api_versions"], shape["wrapstodon"], shape["icon"]
    return shape


def preferences(network: Network) -> Json:
    """What somebody chose for posting."""
    return {
        "posting:default:visibility": network.flavour.default_visibility,
        "posting:default:sensitive": False,
        "posting:default:language": None,
        "posting:default:quote_policy": "public",
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }


def application(scopes: list[str]) -> Json:
    """The program that a token belongs to."""
    return {
        "id": "1",
        "name": "test",
        "website": None,
        "scopes": scopes,
        "redirect_uris": ["urn:ietf:wg:oauth:2.0:oob"],
        "vapid_key": "",
        "redirect_uri": "urn:ietf:wg:oauth:2.0:oob",
    }


def _content(network: Network, one: Status) -> str:
    people: dict[str, tuple[str, str]] = {}
    for given_id in one.named:
        person = network.people[given_id]
        host = network.base if person.domain is None else f"https://{person.domain}"
        for handle in (person.acct, f"{person.username}@{person.domain or network.domain}"):
            people[handle.lower()] = (person.username, f"{host}/@{person.username}")
    return rendered(one.text, people, network.base)


def _mention(network: Network, person: Person) -> Json:
    host = network.base if person.domain is None else f"https://{person.domain}"
    return {"id": person.id, "username": person.username, "url": f"{host}/@{person.username}", "acct": person.acct}


def _filtered(network: Network, one: Status, viewer: Person) -> list[Json]:
    now: datetime = network.clock.now()
    found = []
    for rule in viewer.filters:
        matches = rule.matches(f"{one.warning}\n{one.text}")
        if matches and (rule.expires_at is None or rule.expires_at > now):
            found.append({"filter": _filter_head(rule), "keyword_matches": matches, "status_matches": None})
    return found


def _filter_head(one: Filter) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "context": one.context,
        "expires_at": written(one.expires_at),
        "filter_action": one.action,
    }


def _group(key: str, members: list[Notification]) -> Json:
    newest, oldest = members[0], members[-1]
    shape: Json = {
        "group_key": key,
        "notifications_count": len(members),
        "type": newest.type,
        "most_recent_notification_id": int(newest.id) if newest.id.isdigit() else newest.id,
        "page_min_id": oldest.id,
        "page_max_id": newest.id,
        "latest_page_notification_at": written(newest.at),
        "sample_account_ids": [one.by.id for one in members],
    }
    return {**shape, "status_id": newest.status.id} if newest.status and visible(newest.status, newest.to) else shape


def _without(shape: Json, names: tuple[str, ...]) -> Json:
    return {name: value for name, value in shape.items() if name not in names}
