"""Page by page down to the mark, with what the server laid aside, after a month as after minutes (MN-3 to MN-9)."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta

from structlog.testing import capture_logs

from bot.domain import InteractionKind
from bot.platforms.mastodon import feeds, notifications
from bot.platforms.mastodon.feeds import Mark
from tests.platforms.mastodon.builders import a_status, an_account
from tests.platforms.mastodon.test_reader import HOUR, asked, floor, person


def test_what_the_server_laid_aside_is_told(mastodon):
    """A stranger's private message never reaches the owner's app; that it came is known here (MN-4, MN-5)."""
    mastodon.message("carol", "between us", also=("owner",))
    assert not mastodon._api["owner"].get("/api/v1/notifications", **{"types[]": "mention"})
    notices = mastodon.reader().notices("", floor=floor(mastodon)).items
    (notice,) = [notice for notice in notices if notice.kind is InteractionKind.MESSAGE]
    assert (mastodon.uid("carol"), None) == (notice.account.uid, notice.post)


def test_likes_are_told_one_by_one(mastodon):
    """The server would group them (MN-9)."""
    mine = mastodon.post("owner", "Mine.")
    for who in ("alice", "bob", "carol"):
        mastodon.like(who, mine)
    notices = mastodon.reader().notices("", floor=floor(mastodon)).items
    likes = [notice for notice in notices if notice.kind is InteractionKind.LIKE]
    assert [mastodon.uid(who) for who in ("alice", "bob", "carol")] == [like.account.uid for like in likes]
    assert len({like.id for like in likes}) == 3


def test_servers_without_filtered_notifications_are_read_the_portable_way(gotosocial):
    """One line in the log says what is not seen (MO-3)."""
    mine = gotosocial.post("owner", "Mine.")
    gotosocial.like("alice", mine)
    reader = gotosocial.reader()
    with capture_logs() as logs:
        batch = reader.notices("", floor=floor(gotosocial))
        reader.notices(batch.mark, floor=floor(gotosocial))
    assert InteractionKind.LIKE in [notice.kind for notice in batch.items]
    assert ["filtered notifications"] == [line["feature"] for line in logs]
    assert asked(gotosocial, "/api/v2/notifications") == 0


def test_notices_are_read_over_pages_down_to_the_mark(mastodon):
    """Fifty likes since the last look are fifty likes."""
    reader = mastodon.reader()
    mine = [mastodon.post("owner", f"Mine {number}") for number in range(50)]
    mark = reader.notices("", floor=floor(mastodon)).mark
    for uri in mine:
        mastodon.like("alice", uri)
    batch = reader.notices(mark, floor=floor(mastodon))
    assert mine == [notice.subject_uri for notice in batch.items if notice.kind is InteractionKind.LIKE]
    assert not batch.gap


class Row(dict):
    """An entity of which it can be told whether anybody still holds it."""


class Thousands:
    """Notifications as a server tells them after an absence, half of them words; `held` is how many of earlier pages are still held
    whenever the next one is asked for. What stood before is not looked through each time.
    """

    def __init__(self, world, many):
        gc.collect()
        gc.freeze()
        self.now, self.many = world.now(), many
        self.made, self.held, self.pages = [], [], []

    def page(self, below, most=80):
        """The page below an id."""
        gc.collect()
        self.held.append(sum(ref() is not None for ref in self.made))
        self.pages.append(most)
        begins = self.many if below is None else int(below) - 1
        rows = [self._row(number) for number in range(begins, max(begins - most, 0), -1)]
        self.made += [weakref.ref(part) for row in rows for part in (row, row["status"]) if part]
        return rows

    def _row(self, number):
        at = (self.now - timedelta(seconds=self.many - number)).isoformat()
        status = (
            Row(a_status(id=f"9{number}", uri=f"https://far.example/{number}", created_at=at)) if number % 2 else None
        )
        told = {"type": "mention" if status else "follow", "account": an_account(id="5"), "status": status}
        return Row(id=str(number), created_at=at, **told)


def after_an_absence(world, monkeypatch, many):
    """What a reader finds that had read up to the first of so many, and the pages."""
    found = Thousands(world, many)
    monkeypatch.setattr(notifications, "page_of", lambda _: found.page)
    at = found.now - timedelta(seconds=many - 1)
    batch = world.reader().notices(feeds.stored({"notices": Mark("1", at)}), floor=floor(world, 7 * 24 * HOUR))
    return batch, found


def test_after_an_absence_thousands_of_notices_are_read_and_none_is_lost(mastodon, monkeypatch):
    """Down to the mark, by pages that are as long as servers allow."""
    batch, found = after_an_absence(mastodon, monkeypatch, 2000)
    assert {notice.id for notice in batch.items} >= {str(number) for number in range(2, 2001)}
    assert [notice.at for notice in batch.items] == sorted(notice.at for notice in batch.items)
    assert (batch.gap, batch.skipped) == (False, 0)
    assert found.pages == [15, *[80] * 25]


def test_of_thousands_of_notices_never_more_than_a_page_is_held(mastodon, monkeypatch):
    """What a page says is kept in our own words, which are a few; the page itself is let go."""
    _, found = after_an_absence(mastodon, monkeypatch, 1000)
    assert max(found.held) <= 80 + 40


def test_after_so_many_notices_that_they_are_not_all_read_it_is_said(mastodon, monkeypatch):
    """Five thousand are the end; what lies behind is a gap."""
    monkeypatch.setattr(notifications, "MOST_PAGES", 3)
    batch, found = after_an_absence(mastodon, monkeypatch, 1000)
    assert batch.gap
    assert len(found.pages) == 3


def test_a_notification_that_was_laid_aside_first_is_not_lost(mastodon):
    """Accepting it later puts it behind every cursor (MN-3); it was read when it came."""
    reader = mastodon.reader()
    mastodon.message("carol", "between us", also=("owner",))
    first = reader.notices("", floor=floor(mastodon))
    mastodon._api["owner"].post(f"/api/v1/notifications/requests/{person(mastodon, 'carol').id}/accept")
    again = reader.notices(first.mark, floor=floor(mastodon))
    told = {notice.id for notice in first.items if notice.kind is InteractionKind.MESSAGE}
    assert told == {notice.id for notice in again.items if notice.kind is InteractionKind.MESSAGE}
