"""Turn what the Mastodon API says into our own values. Pure; one oddity of a server is absorbed in one place here.

Raises `Malformed` for an entity that lacks what gives it meaning; everything else may be missing (MR-1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain import Account, AccountFlag, Link, Mentioned, Post, Relationship, Visibility
from bot.platforms.mastodon import NETWORK
from bot.platforms.mastodon.above import Known, Lineage
from bot.platforms.mastodon.anchors import naming
from bot.platforms.mastodon.fields import (
    Entity,
    flag,
    ident,
    needed,
    needed_time,
    number,
    part,
    parts,
    text,
    when,
)
from bot.platforms.mastodon.identity import address, ref
from bot.platforms.mastodon.instance import Instance
from bot.platforms.mastodon.mentions import mentions
from bot.platforms.mastodon.plaintext import Plain, plain
from bot.platforms.wishes import no_bots

_VISIBILITIES = {
    "public": Visibility.PUBLIC,
    "unlisted": Visibility.UNLISTED,
    "private": Visibility.FOLLOWERS,
    "direct": Visibility.DIRECT,
}
_FLAGS = {
    "bot": AccountFlag.BOT,
    "group": AccountFlag.GROUP,
    "suspended": AccountFlag.SUSPENDED,
    "limited": AccountFlag.LIMITED,
    "memorial": AccountFlag.MEMORIAL,
    "locked": AccountFlag.LOCKED,
}
_WHERE_NUDGES_COME_FROM = frozenset({"home", "notifications", "thread"})

# --- accounts


def account(entity: Entity, instance: Instance) -> Account:
    """An account as this server shows it, with everything that speaks against writing to it (MF-10, MF-11)."""
    full = address(entity, instance)
    note = plain(text(entity, "note")).text
    rows = [(text(row, "name"), plain(text(row, "value")).text) for row in parts(entity, "fields")]
    return Account(
        network=NETWORK,
        uid=full.lower(),
        local_id=needed(entity, "id"),
        address=full,
        name=_without_emoji(text(entity, "display_name"), entity),
        url=text(entity, "url") or text(entity, "uri"),
        bio="\n".join((*filter(None, [note]), *(f"{name}: {value}" for name, value in rows if name or value))),
        flags=_account_flags(entity, note, rows),
        followers=number(entity, "followers_count"),
        following=number(entity, "following_count"),
        posts=number(entity, "statuses_count"),
        created_at=when(entity, "created_at"),
    )


def _account_flags(entity: Entity, note: str, rows: list[tuple[str, str]]) -> frozenset[AccountFlag]:
    flags = {ours for theirs, ours in _FLAGS.items() if flag(entity, theirs)}
    if part(entity, "moved"):
        flags.add(AccountFlag.MOVED)
    if no_bots(text(entity, "display_name"), note, fields=rows):
        flags.add(AccountFlag.NOBOT)
    return frozenset(flags)


def _without_emoji(name: str, entity: Entity) -> str:
    """A name without its server's own emoji, which stand in it as `:words:` (MF-8)."""
    for emoji in parts(entity, "emojis"):
        name = name.replace(f":{text(emoji, 'shortcode')}:", "")
    return " ".join(name.split())


def relationship(entity: Entity) -> Relationship:
    """How the owner stands to an account (MF-12); a blocked domain is a block."""
    return Relationship(
        following=flag(entity, "following"),
        followed_by=flag(entity, "followed_by"),
        blocking=flag(entity, "blocking") or flag(entity, "domain_blocking"),
        blocked_by=flag(entity, "blocked_by"),
        muting=flag(entity, "muting"),
    )


# --- posts


def visibility(entity: Entity) -> Visibility:
    """Who can read a status. What a server keeps to itself, or calls by a name of its own, counts as for followers only."""
    told = _VISIBILITIES.get(_visibility_here(entity), Visibility.FOLLOWERS)
    return max(told, Visibility.FOLLOWERS, key=lambda seen: seen.privacy) if _stays_here(entity) else told


def _stays_here(entity: Entity) -> bool:
    """Whether a status is for the people of its own server, or a circle that no answer of ours would keep to (MO-1)."""
    kept = flag(entity, "local_only") or entity.get("federated") is False
    return kept or _visibility_here(entity) not in _VISIBILITIES


def _visibility_here(entity: Entity) -> str:
    """As the server calls it; public where it says nothing."""
    named = entity.get("visibility")
    return "public" if named is None else str(named)


def is_private_message(entity: Entity) -> bool:
    """Whether a status is a private message: home contains them (MO-9), and no post of ours may be made from one."""
    return visibility(entity) is Visibility.DIRECT


def may_be_private_message(entity: Entity, instance: Instance) -> bool:
    """The same where it is read only: what a server does not tell from a private message counts as one."""
    shown = visibility(entity)
    return shown is Visibility.DIRECT or (shown is Visibility.FOLLOWERS and not instance.tells_private)


def post(entity: Entity, instance: Instance, now: datetime, known: Mapping[str, Known] | None = None) -> Post:
    """A status, unwrapped from a reshare (MT-9). `known` tells about the statuses above it."""
    inner = part(entity, "reblog")
    if inner:
        return _post(inner, instance, now, known or {}, account(part(entity, "account"), instance))
    return _post(entity, instance, now, known or {}, None)


def _post(
    entity: Entity, instance: Instance, now: datetime, known: Mapping[str, Known], reshared_by: Account | None
) -> Post:
    author = account(part(entity, "account"), instance)
    private = may_be_private_message(entity, instance)
    content = _content(entity, instance)
    line = Lineage.of(entity, known, instance)
    created_at = needed_time(entity, "created_at", now)
    return Post(
        ref=ref(entity),
        author=author,
        text="" if private else content.text,
        created_at=created_at,
        seen_at=min(created_at, now),
        link=_link(entity, author, instance),
        visibility=Visibility.DIRECT if private else visibility(entity),
        language=(text(entity, "language") or None) if instance.tells_language else None,
        warning="" if private else text(entity, "spoiler_text"),
        links=() if private else _links(entity, content.links),
        media=tuple(text(item, "description") for item in parts(entity, "media_attachments")),
        hashtags=tuple(text(tag, "name").lower() for tag in parts(entity, "tags")),
        mentions=_mentions(entity, instance),
        parent=line.parent,
        parent_uid=line.parent_uid,
        root=line.root,
        thread_uids=line.uids,
        quoted="" if private else _quoted(entity, instance),
        quotes_uri=text(quoted_status(entity), "uri") or None,
        poll=bool(part(entity, "poll")),
        replies=number(entity, "replies_count"),
        likes=number(entity, "favourites_count"),
        reshares=number(entity, "reblogs_count"),
        reshared_by=reshared_by,
        replies_closed=_stays_here(entity) or _replies_closed(entity),
        filtered=_filtered(entity, now) or _filtered(quoted_status(entity), now),
        labels=frozenset({"sensitive"}) if flag(entity, "sensitive") else frozenset(),
        via=text(part(entity, "application"), "name"),
    )


def _content(entity: Entity, instance: Instance) -> Plain:
    """The words of a status; what it says that it names is no link."""
    tags, people = parts(entity, "tags"), parts(entity, "mentions")
    urls = (text(row, "url") for row in (*tags, *people))
    named = naming((text(tag, "name") for tag in tags), people, instance.domain, urls)
    return plain(text(entity, "content"), quote_link=bool(quoted_status(entity) or part(entity, "quote")), named=named)


def _link(entity: Entity, author: Account, instance: Instance) -> str:
    """The owner's own server's view, where the owner is logged in; else where the author's server shows it."""
    theirs = text(entity, "url") or text(entity, "uri")
    acct = text(part(entity, "account"), "acct")
    ours = f"{instance.server}/@{acct}/{needed(entity, 'id')}"
    return ours if instance.own_view and not mentions(ours) and author.address else theirs


def _links(entity: Entity, urls: tuple[str, ...]) -> tuple[Link, ...]:
    """The links of a status; the card's title belongs to the link it was made from, or to the first."""
    card = part(entity, "card")
    title = text(card, "title")
    made_from = text(card, "url").rstrip("/")
    owner_of_title = next((url for url in urls if url.rstrip("/") == made_from), urls[0] if urls else "")
    return tuple(Link(url, title if url == owner_of_title else "") for url in urls)


def _mentions(entity: Entity, instance: Instance) -> tuple[Mentioned, ...]:
    named = [address(row, instance) for row in parts(entity, "mentions") if ident(row, "acct")]
    return tuple(Mentioned(full.lower(), full) for full in named)


def quoted_status(entity: Entity) -> Entity:
    """The status that this one quotes: within Mastodon's entity with a state, or as it is (Akkoma, Friendica, MF-6a)."""
    quote = part(entity, "quote") or part(part(entity, "pleroma"), "quote")
    return part(quote, "quoted_status") or (quote if ident(quote, "uri") else {})


def _quoted(entity: Entity, instance: Instance) -> str:
    """The words of a quoted status, if its author agreed, or cannot be asked, and everybody may read them (MF-6)."""
    quote, inner = part(entity, "quote"), quoted_status(entity)
    agreed = text(quote, "state") == ("accepted" if part(quote, "quoted_status") else "")
    shown = agreed and inner and ident(inner, "visibility") and visibility(inner).quotable
    return _content(inner, instance).text if shown else ""


def _replies_closed(entity: Entity) -> bool:
    """Whether the author's server would not show the owner's reply at once (GoToSocial's interaction policy, MO-3)."""
    policy = part(part(entity, "interaction_policy"), "can_reply")
    told = [policy[name] for name in ("always", "automatic_approval") if isinstance(policy.get(name), list)]
    return bool(told) and not {"public", "me"} & {str(who) for may in told for who in may}


def _filtered(entity: Entity, now: datetime) -> bool:
    """Whether a filter of the owner's that is in force fits (MF-1). Blurring concerns pictures only."""
    return any(_in_force(part(row, "filter"), now) for row in parts(entity, "filtered"))


def _in_force(rule: Entity, now: datetime) -> bool:
    ends = when(rule, "expires_at")
    context = rule.get("context")
    concerned = not isinstance(context, list) or bool(_WHERE_NUDGES_COME_FROM & {str(place) for place in context})
    return concerned and text(rule, "filter_action") != "blur" and (ends is None or ends > now)
