"""Read the home timeline: how far back, and what of it is new (BT-1 to BT-5)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

import structlog

from bot.domain import Batch, Post
from bot.platforms.base import Seen, unseen
from bot.platforms.bluesky.client import Connection
from bot.platforms.bluesky.error_translation import Denied
from bot.platforms.bluesky.fields import Node, moment, node, nodes, text
from bot.platforms.bluesky.normalise import home_post, readable, sort_time
from bot.platforms.bluesky.paging import MOST_PAGES, pages
from bot.platforms.bluesky.preferences import Preferences

log = structlog.get_logger()

_PAGE = 50
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HomeMark:
    """How far the last run came: the time of the newest item, and the server's own name for that place (BT-1)."""

    at: datetime = _EVER
    start: str = ""

    @classmethod
    def read(cls, mark: str) -> HomeMark:
        """The mark as it was stored; an empty or unreadable one stands before everything."""
        try:
            kept = node(json.loads(mark or "{}"))
        except ValueError:
            kept = {}
        return cls(moment(kept.get("at")) or _EVER, text(kept.get("start")))

    def written(self) -> str:
        """The mark to store; empty before anything was read."""
        return "" if self.at == _EVER else json.dumps({"at": self.at.isoformat(), "start": self.start})


@dataclass(slots=True)
class HomeRun:
    """One run from the top of the timeline down to what is known, page by page.

    A post below the mark that was never seen came late or back-dated, and is new all the same (BT-3).
    """

    last: HomeMark
    floor: datetime
    seen: Seen
    hide: Preferences
    newest: HomeMark = field(default_factory=HomeMark)
    found: dict[tuple[str, str], Post] = field(default_factory=dict)
    skipped: int = 0
    reached: bool = False
    cut: bool = False

    def read(self, answers: Iterator[Node], most: int = MOST_PAGES) -> Batch[Post]:
        """Read until a page holds something known or old enough; everything new, oldest first."""
        for number, answer in enumerate(answers, start=1):
            self._take(answer)
            if self.reached or number == most:
                break
        else:
            self.reached = self.reached or bool(self.last.start and self.newest.start)  # bounded by the server itself
        return self._batch()

    def _take(self, answer: Node) -> None:
        timed, skipped = readable(
            nodes(answer.get("feed")), lambda item: (sort_time(item), home_post(item, self.hide)), of="home"
        )
        self.skipped += skipped
        top = max([self.newest.at, *(time for time, _ in timed if time)])
        self.newest = HomeMark(top, self.newest.start or text(answer.get("startCursor")))
        seen = self.seen([post.uri for _, post in timed])
        for time, post in timed:
            self._weigh(time, post, known=post.uri in seen)

    def _weigh(self, time: datetime | None, post: Post, *, known: bool) -> None:
        """Keep what is new; note what is known, and what lies below the floor without having been read before."""
        self.reached = self.reached or known or bool(time and time <= max(self.floor, self.last.at))
        if time and time < self.floor:
            self.cut = self.cut or time > self.last.at
        elif not known:
            self.found.setdefault((post.uri, post.reshared_by.uid if post.reshared_by else ""), post)

    def _batch(self) -> Batch[Post]:
        newest = self.newest if self.newest.at > self.last.at else self.last
        ended_above = bool(self.found) and not self.reached
        return Batch(
            items=tuple(reversed(self.found.values())),
            mark=newest.written(),
            gap=self.last.at != _EVER and (ended_above or self.cut),
            skipped=self.skipped,
        )


class Home:
    """The owner's home timeline on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def since(self, mark: str, *, floor: datetime, seen: Seen, hide: Preferences) -> Batch[Post]:
        """What is new, with `since` where the server knows it, else from the top until something is known."""
        last = HomeMark.read(mark)
        try:
            batch = HomeRun(last, floor, seen, hide).read(self._answers(last.start))
        except Denied as refusal:
            if not last.start:
                raise
            log.info("home_place_lost", reason=refusal.name)  # a place that was kept does not stay good (BT-5)
            batch = HomeRun(HomeMark(last.at), floor, seen, hide).read(self._answers())
        if batch.gap:
            log.warning("home_gap", last=last.at.isoformat(), floor=floor.isoformat())
        return batch

    def again(self, *, since: datetime, most: int, hide: Preferences) -> Batch[Post]:
        """Everything from the top back to a time, known or not."""
        run = HomeRun(HomeMark(), since, unseen, hide)
        return replace(run.read(self._answers(), most), mark="")

    def _answers(self, since: str = "") -> Iterator[Node]:
        ask = partial(self._connection.get, "app.bsky.feed.getTimeline", limit=_PAGE, since=since or None)
        return pages(lambda cursor: ask(cursor=cursor), until=since)
