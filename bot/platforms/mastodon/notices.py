"""Turn notifications into what somebody did towards the owner. Pure, as `normalise` is (MN-1, MN-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain import Account, InteractionKind, Notice, Post
from bot.platforms.mastodon.above import Known
from bot.platforms.mastodon.fields import Entity, Malformed, ident, needed, needed_time, part, parts, text
from bot.platforms.mastodon.instance import Instance
from bot.platforms.mastodon.normalise import account, may_be_private_message, post

_KINDS = {
    "mention": InteractionKind.MENTION,
    "favourite": InteractionKind.LIKE,
    "reblog": InteractionKind.RESHARE,
    "follow": InteractionKind.FOLLOW,
    "quote": InteractionKind.QUOTE,
}

NOTICES = tuple(_KINDS)
"""The types of notifications that are read; all others are no act of one person towards the owner (MN-1)."""


def notice(
    entity: Entity, instance: Instance, now: datetime, owner: Account, known: Mapping[str, Known] | None = None
) -> Notice | None:
    """What somebody did towards the owner; None for a type that is no such act. A private message keeps no words."""
    kind = _KINDS.get(text(entity, "type"))
    if kind is None:
        return None
    status = part(entity, "status")
    if kind is not InteractionKind.FOLLOW and not status:
        raise Malformed("the server sent a notification without its status")
    by, at, given_id = (
        account(part(entity, "account"), instance),
        needed_time(entity, "created_at", now),
        needed(entity, "id"),
    )
    if kind is InteractionKind.MENTION and may_be_private_message(status, instance):
        return Notice(given_id, InteractionKind.MESSAGE, by, at)
    if kind in (InteractionKind.MENTION, InteractionKind.QUOTE):
        return _about_words(given_id, kind, at, post(status, instance, now, known), owner)
    return Notice(given_id, kind, by, at, subject_uri=text(status, "uri") or None)


def _about_words(given_id: str, kind: InteractionKind, at: datetime, said: Post, owner: Account) -> Notice:
    said = replace(said, seen_at=at)
    if kind is InteractionKind.QUOTE:
        return Notice(given_id, kind, said.author, at, said, said.quotes_uri)
    if said.parent is not None and said.parent_uid == owner.uid:
        return Notice(given_id, InteractionKind.REPLY, said.author, at, said, said.parent.uri)
    return Notice(given_id, kind, said.author, at, said)


def ungrouped(results: Entity) -> list[Entity]:
    """Notifications as of the first version of the interface, from an answer of the second in which none is grouped."""
    accounts = {ident(row): row for row in parts(results, "accounts")}
    statuses = {ident(row): row for row in parts(results, "statuses")}
    return [
        {
            "id": ident(group, "most_recent_notification_id"),
            "type": text(group, "type"),
            "created_at": group.get("latest_page_notification_at"),
            "account": accounts.get(next(iter(group.get("sample_account_ids") or []), "")),
            "status": statuses.get(ident(group, "status_id")),
        }
        for group in parts(results, "notification_groups")
    ]
