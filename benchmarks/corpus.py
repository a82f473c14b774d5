"""Read a directory of conversations in the bench's shape, as the values that the product works on.

`A_real_replies/`: `posts.jsonl`, `interactions.jsonl` and `groups_SPLIT.jsonl`, one line an owner's day.
`B_labelled/SPLIT.jsonl`: posts labelled for one persona. Fields may be missing; what is missing is unknown.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))  # so that it runs in a checkout that was not installed

from bot.decide.facts import Candidate, OwnerProfile, Standing, of_post
from bot.decide.relationships import standing
from bot.decide.relationships.topics import background, topics
from bot.decide.schedule import GRACE
from bot.domain import (
    Account,
    Habits,
    Interaction,
    InteractionKind,
    Link,
    Mentioned,
    Network,
    Person,
    Post,
    PostRef,
    Talk,
)

LOOKED_AFTER = timedelta(hours=1)
"""How long after it was said each post is judged."""

LANGUAGES = ("en",)
TOPICS = (
    "python, open source, software, programming, programmer, developer, code, coding, github, app, "
    "writing, writer, blog, blogging, blogged, book, cycling, bike, bicycle, ride"
)
PERSONA = OwnerProfile(
    uids=frozenset({"owner"}),
    names=("owner",),
    languages=("en", "de"),
    topics=tuple(TOPICS.split(", ")),
)
"""Whom B was labelled for (its README): a software engineer and author who reads English and German."""

_KINDS = {"reply": InteractionKind.REPLY, "mention": InteractionKind.MENTION, "boost": InteractionKind.RESHARE}
_URL = re.compile(r"https?://\S+")
_NAME = re.compile(r"(?<![\w/])@(\w+)")
_TAG = re.compile(r"(?<![\w&])#(\w+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One post to be scored: under which names the evaluation wants the score, and what the product knows of it."""

    key: dict[str, str]
    group: str
    owner: str
    candidate: Candidate
    now: datetime


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file with one a line; nothing if there is no such file."""
    if path.exists():
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())


def moment(text: str | None) -> datetime:
    """A time of the corpus; the epoch if it has none."""
    return datetime.fromisoformat(text) if text else datetime.fromtimestamp(0, UTC)


def archive(bench: Path, split: str) -> Iterator[Item]:
    """A: every post of every owner's day, with the relation and the author's habits as of the start of that day."""
    folder = bench / "A_real_replies"
    posts = {record["id"]: record for record in lines(folder / "posts.jsonl")}
    acts = _ledger(folder / "interactions.jsonl")
    people: dict[str, int] = defaultdict(lambda: len(people) + 1)

    @cache
    def stands(owner: str, author: str, day: datetime) -> Standing:
        return standing(_between(acts, owner, author, day), day)

    said = _said(posts.values())
    everybody = background(record.get("text") or "" for record in posts.values())

    @cache
    def profile_of(owner: str, day: datetime) -> OwnerProfile:
        own = [text for at, text in said.get(owner, ()) if at < day]
        return OwnerProfile(uids=frozenset({owner}), languages=LANGUAGES, topics=topics(own, everybody))

    for group in lines(folder / f"groups_{split}.jsonl"):
        owner, day = group["owner"], moment(group.get("day_start") or f"{group['day']}T00:00:00+00:00")
        profile = profile_of(owner, day)
        times = _times_by_author(group["items"], posts)
        for item in group["items"]:
            record = posts.get(item["post"], {"id": item["post"]})
            post, author = _post(record), record.get("author") or "?"
            known = stands(owner, author, day)
            relation = item.get("relation") or {}
            key = {"owner": owner, "day": group["day"], "task": group["task"], "post": item["post"]}
            candidate = Candidate(
                post=post,
                facts=of_post(post, profile),
                person=Person(people[author], author, (post.author,)),
                standing=known if known.first or not relation else _standing_of_counts(relation, day),
                habits=_habits(item.get("author_features") or {}, day),
                talk=_talk(record, posts, owner),
                seen_today=bisect_right(times[author], post.created_at),
            )
            yield Item(key, f"{owner} {group['day']} {group['task']}", owner, candidate, post.created_at + LOOKED_AFTER)


def _times_by_author(items: Iterable[dict[str, Any]], posts: dict[str, dict[str, Any]]) -> dict[str, list[datetime]]:
    """When each author spoke on the owner's day, so that a post is judged by what had come before it."""
    times = defaultdict(list)
    for item in items:
        record = posts.get(item["post"], {})
        times[record.get("author") or "?"].append(moment(record.get("created_at")))
    return {author: sorted(of_author) for author, of_author in times.items()}


def _said(records: Iterable[dict[str, Any]]) -> dict[str, list[tuple[datetime, str]]]:
    """Every author's texts with their times: what an owner writes about is known from before the day only."""
    said = defaultdict(list)
    for record in records:
        said[record.get("author") or "?"].append((moment(record.get("created_at")), record.get("text") or ""))
    return said


def _ledger(path: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    acts = defaultdict(list)
    for act in lines(path):
        acts[act["frm"], act["to"]].append(act)
    return acts


def _between(
    acts: dict[tuple[str, str], list[dict[str, Any]]], owner: str, author: str, before: datetime
) -> list[Interaction]:
    """The dated acts of the two before a moment: relation at post time would leak the label."""
    return [
        Interaction(_KINDS[act["kind"]], by_owner, author, moment(act["t"]))
        for by_owner, pair in ((True, (owner, author)), (False, (author, owner)))
        for act in acts.get(pair, ())
        if act["kind"] in _KINDS and moment(act["t"]) < before
    ]


def _standing_of_counts(relation: dict[str, Any], day: datetime) -> Standing:
    """The ledger made up from counts, where the corpus has no dated acts."""

    def acts(kind: InteractionKind, *, by_owner: bool, month: int, year: int, hours: float | None) -> list[Interaction]:
        month, year = month or 0, max(year or 0, month or 0)
        latest = timedelta(hours=hours if hours is not None else 24)
        ages = [min(latest + timedelta(days=n), timedelta(days=29)) for n in range(month)]
        ages += [max(latest, timedelta(days=31)) + timedelta(days=n % 300) for n in range(year - month)]
        return [Interaction(kind, by_owner, "", day - age) for age in ages]

    return standing(
        [
            *acts(
                InteractionKind.REPLY,
                by_owner=True,
                month=relation.get("owner_to_author_30d"),
                year=relation.get("owner_to_author_365d"),
                hours=relation.get("hours_since_owner_to_author"),
            ),
            *acts(
                InteractionKind.REPLY,
                by_owner=False,
                month=relation.get("author_to_owner_30d"),
                year=relation.get("author_to_owner_365d"),
                hours=relation.get("hours_since_author_to_owner"),
            ),
            *acts(
                InteractionKind.RESHARE,
                by_owner=True,
                month=0,
                year=relation.get("owner_boosted_author_365d"),
                hours=None,
            ),
            *acts(
                InteractionKind.RESHARE,
                by_owner=False,
                month=0,
                year=relation.get("author_boosted_owner_365d"),
                hours=None,
            ),
        ],
        day,
    )


def _habits(features: dict[str, Any], day: datetime) -> Habits | None:
    posts = features.get("posts_30d") or 0
    if not posts:
        return None

    def share(name: str) -> int:
        return round(posts * (features.get(name) or 0))

    return Habits(
        posts=posts,
        answers=share("reply_ratio_30d"),
        reshares=share("boost_ratio_30d"),
        links=share("link_ratio_30d"),
        questions=share("question_ratio_30d"),
        received=0,
        answered_back=0,
        per_day=posts / 30,
        measured_at=day,
    )


def _talk(record: dict[str, Any], posts: dict[str, dict[str, Any]], owner: str) -> Talk | None:
    """What stands above the post; what came below it is not to be known."""
    parent = posts.get(record.get("in_reply_to_id") or "")
    if parent is None:
        return None
    mine = parent.get("author") == owner
    return Talk(owner_takes_part=mine, owner_asked=mine and "?" in (parent.get("text") or ""))


def unmasked(text: str) -> str:
    """The text with the corpus's masks replaced by what they stand for, as an adapter would give it."""
    text = re.sub(r"\[my blog post[^\]]*\]", "https://owner.example/post", text)
    return re.sub(r"\[(?:media|place)\]", "", text).replace("[name]", "Somebody")


def _post(record: dict[str, Any]) -> Post:
    text, at = unmasked(record.get("text") or ""), moment(record.get("created_at"))
    urls = tuple(Link(url) for url in _URL.findall(text)) or tuple(
        Link(f"https://{d}/") for d in record.get("links") or ()
    )
    named = dict.fromkeys([*(record.get("mentions") or ()), *_NAME.findall(text)])
    parent = record.get("in_reply_to_id")
    counts = record.get("counts") or {}
    return Post(
        ref=PostRef(Network("memory"), record["id"], record["id"]),
        author=account(record.get("author") or "?", record.get("author_followers")),
        text=text,
        created_at=at,
        seen_at=at,
        link="",
        language=record.get("lang"),
        links=urls,
        media=("",) * (record.get("n_media") or (record.get("text") or "").count("[media]")),
        hashtags=tuple(_TAG.findall(text)),
        mentions=tuple(Mentioned(uid, uid) for uid in named),
        parent=PostRef(Network("memory"), parent, parent) if parent else None,
        parent_uid=record.get("in_reply_to_author"),
        likes=counts.get("favourites"),
        reshares=counts.get("boosts"),
    )


@cache
def account(uid: str, followers: int | None = None) -> Account:
    """An account of the corpus."""
    return Account(Network("memory"), uid, uid, uid, uid, followers=followers)


def labelled(bench: Path, split: str, *, day: datetime | None = None) -> Iterator[Item]:
    """B: single posts, for a persona who follows their authors and talks with them now and then.

    With `day` all of them were said so long before it that it may be chosen among them.
    """
    people: dict[str, int] = defaultdict(lambda: len(people) + 1)
    for record in lines(bench / "B_labelled" / f"{split}.jsonl"):
        context = record.get("context") or ""
        kind = record.get("kind") or "post"
        post = _post(record | _placed(kind, context))
        if day is not None:
            post = replace(post, created_at=day - GRACE, seen_at=day - GRACE)
        now = day or post.created_at + LOOKED_AFTER
        candidate = Candidate(
            post=post,
            facts=of_post(post, PERSONA),
            person=Person(people[record.get("author") or "?"], record.get("author") or "?", (post.author,)),
            standing=_now_and_then(now),
            talk=Talk(owner_asked="?" in context) if context.startswith("me:") else None,
        )
        yield Item({"id": record["id"]}, "B", "persona", candidate, now)


def _placed(kind: str, context: str) -> dict[str, Any]:
    """Where a labelled post stands, as its kind says it."""
    if kind == "mention_of_me":
        return {
            "mentions": ["owner"],
            **({"in_reply_to_id": "mine", "in_reply_to_author": "owner"} if context.startswith("me:") else {}),
        }
    if kind == "to_other":
        return {"in_reply_to_id": "theirs", "in_reply_to_author": "somebody"}
    return {}


def _now_and_then(now: datetime) -> Standing:
    """Twice each way within half a year, as the persona's description has it."""
    ages = (timedelta(days=40), timedelta(days=120))
    return standing(
        [Interaction(InteractionKind.REPLY, mine, "", now - age) for mine in (True, False) for age in ages], now
    )
