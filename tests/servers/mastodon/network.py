"""What happens on the server when somebody acts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import grapheme

from tests.servers.mastodon.clock import Clock, Count, Ids, Numbers, order
from tests.servers.mastodon.flavour import Flavour
from tests.servers.mastodon.people import Person
from tests.servers.mastodon.statuses import Status, at_home, visible
from tests.servers.mastodon.words import gotosocial_handles, mastodon_handles

KEYS_KEPT = timedelta(hours=1)
HOME_KEPT = 800


class Refusal(Exception):
    """The server says no, with a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(status, sentence)
        self.status = status
        self.sentence = sentence


MISSING = Refusal(404, "Record not found")


@dataclass(eq=False)
class Notification:
    """Something that somebody is told of."""

    id: str
    to: Person
    type: str
    by: Person
    at: datetime
    status: Status | None = None
    filtered: bool = False


class Network:
    """All people and statuses of one server, and of others as far as this one knows them."""

    def __init__(self, flavour: Flavour, domain: str, base: str) -> None:
        self.flavour = flavour
        self.domain = domain
        self.base = base
        self.clock = Clock()
        self.home_kept = HOME_KEPT
        self.max_characters = 500
        self.rules: list[str] = []
        self.people: dict[str, Person] = {}
        self.statuses: dict[str, Status] = {}
        self.notifications: list[Notification] = []
        self._ids = Ids(ulids=flavour.ulids)
        self._notification_ids = self._ids if flavour.ulids else Numbers()
        self._keys: dict[tuple[str, str], tuple[datetime, str]] = {}
        self._number = Count()

    # --- people

    def join(self, username: str, *, domain: str | None = None, **settings: object) -> Person:
        """Somebody opens an account here, or becomes known from another server."""
        at = self.clock.tick()
        person = Person(self._ids.at(at), username, domain, at, **{"locked": self.flavour.locked, **settings})  # type: ignore[arg-type]
        self.people[person.id] = person
        return person

    def find(self, handle: str) -> Person | None:
        """The account with this address; one without a domain, or with this server's, is of this server."""
        username, _, domain = handle.lower().partition("@")
        wanted = None if domain in ("", self.domain) else domain
        found = (one for one in self.people.values() if one.username.lower() == username)
        return next((one for one in found if (one.domain or "").lower() == (wanted or "")), None)

    def follow(self, who: Person, whom: Person) -> None:
        """Somebody follows somebody, or asks to where accounts are locked."""
        if who.apart_from(whom):
            raise Refusal(403, "This action is not allowed")
        if whom.id in who.follows or whom.id in who.requested:
            return
        if whom.locked:
            who.requested[whom.id] = self.number()
            self._tell(whom, "follow_request", who)
            return
        who.follows[whom.id] = self.number()
        self._tell(whom, "follow", who)

    def familiar(self, viewer: Person, whom: Person) -> list[Person]:
        """Whom somebody follows and who follow an account; nobody who hides that, and nothing of who hides it (MF-13)."""
        hidden = "hide_collections"
        if whom.extra.get(hidden):
            return []
        followed = (self.people[given_id] for given_id in viewer.follows)
        return [one for one in followed if whom.id in one.follows and not one.extra.get(hidden)]

    def authorize(self, whom: Person, who: Person) -> None:
        """Somebody accepts a follow request."""
        if who.requested.pop(whom.id, None) is None:
            raise MISSING
        who.follows[whom.id] = self.number()
        self._tell(whom, "follow", who)

    def unfollow(self, who: Person, whom: Person) -> None:
        """Somebody takes a follow or the wish for one back; what was told of it goes with it."""
        who.follows.pop(whom.id, None)
        who.requested.pop(whom.id, None)
        gone = ("follow", "follow_request")
        self.notifications = [
            one for one in self.notifications if (one.by, one.to) != (who, whom) or one.type not in gone
        ]

    def block(self, who: Person, whom: Person) -> None:
        """Somebody blocks somebody; neither follows the other any longer."""
        who.blocks.add(whom.id)
        self.unfollow(who, whom)
        self.unfollow(whom, who)

    # --- statuses

    def say(
        self, who: Person, text: str, *, key: str = "", created_at: datetime | None = None, **said: object
    ) -> Status:
        """Somebody says something. With an Idempotency-Key that was used within the hour, nothing is said (MD-8)."""
        if (first := self._said_before(who, key)) is not None:
            return first
        parent = self._parent(who, said.pop("reply_to", None))
        self._check_words(text, str(said.get("warning") or ""))
        arrived_at = self.clock.tick()
        given_id = self._ids.at(created_at or arrived_at)
        place = (
            f"{self.base}/users/{who.username}" if who.domain is None else f"https://{who.domain}/users/{who.username}"
        )
        shown = (
            f"{self.base}/@{who.acct}/{given_id}"
            if who.domain is None
            else f"https://{who.domain}/@{who.username}/{given_id}"
        )
        status = Status(
            given_id, who, text, created_at or arrived_at, arrived_at, f"{place}/statuses/{given_id}", shown, **said
        )  # type: ignore[arg-type]
        if parent is not None:
            status.reply_to, status.reply_to_author = parent.id, _answered(parent, who)
        status.named = [one.id for one in self.named_in(f"{status.text} {status.warning}", who)]
        self.statuses[given_id] = status
        if key and self.flavour.keeps_keys:
            self._keys[who.id, key] = (arrived_at, given_id)
        self._tell_named(status, status.named)
        return status

    def edit(self, status: Status, text: str, warning: str | None = None) -> None:
        """An author changes the words; who is newly named is told only by GoToSocial (MD-2b)."""
        self._check_words(text, warning or "")
        status.text = text
        status.warning = status.warning if warning is None else warning
        status.edited_at = self.clock.tick()
        before = set(status.named)
        status.named = [one.id for one in self.named_in(f"{status.text} {status.warning}", status.author)]
        if not self.flavour.strict_handles:
            self._tell_named(status, [one for one in status.named if one not in before])

    def delete(self, status: Status) -> None:
        """An author deletes a status: its reshares and its notifications go with it."""
        gone = {status.id} | {one.id for one in self.statuses.values() if one.reshares is status}
        self.statuses = {given_id: one for given_id, one in self.statuses.items() if given_id not in gone}
        self.notifications = [one for one in self.notifications if one.status is None or one.status.id not in gone]
        for person in self.people.values():
            person.favourites.pop(status.id, None)

    def reshare(self, who: Person, status: Status) -> Status:
        """Somebody passes a status on; the second time nothing happens."""
        inner = status.reshares or status
        if inner.visibility in ("private", "direct"):
            raise Refusal(403, "This action is not allowed")
        for one in self.statuses.values():
            if one.author is who and one.reshares is inner:
                return one
        at = self.clock.tick()
        given_id = self._ids.at(at)
        uri = f"{self.base}/users/{who.username}/statuses/{given_id}/activity"
        wrapper = Status(given_id, who, "", at, at, uri, uri, inner.visibility, reshares=inner)
        self.statuses[given_id] = wrapper
        self._tell(inner.author, "reblog", who, inner)
        return wrapper

    def favourite(self, who: Person, status: Status) -> None:
        """Somebody likes a status."""
        if status.id not in who.favourites:
            who.favourites[status.id] = self.number()
            self._tell(status.author, "favourite", who, status)

    # --- what people see

    def status_for(self, viewer: Person, given_id: str) -> Status:
        """A status that somebody may see. Raises `Refusal` otherwise."""
        status = self.statuses.get(given_id)
        if status is None or not visible(status, viewer):
            raise MISSING
        return status

    def home(self, viewer: Person) -> list[Status]:
        """Somebody's home, newest first by id; what came late stands behind what came earlier (MT-3, MT-4)."""
        found = [one for one in self.statuses.values() if at_home(one, viewer, self.people)]
        return _newest_first(found)[: self.home_kept]

    def by(self, author: Person, viewer: Person) -> list[Status]:
        """Somebody's statuses as somebody else may see them, newest first."""
        return _newest_first(one for one in self.statuses.values() if one.author is author and visible(one, viewer))

    def by_address(self, address: str) -> list[Status]:
        """The public statuses at a web address."""
        return [one for one in self.statuses.values() if address in (one.uri, one.url) and one.visibility == "public"]

    def above(self, status: Status, viewer: Person) -> list[Status]:
        """What stands above a status, from the root down."""
        line: list[Status] = []
        while status.reply_to and (parent := self.statuses.get(status.reply_to)) is not None:
            if visible(parent, viewer):
                line.insert(0, parent)
            status = parent
        return line

    def below(self, status: Status, viewer: Person) -> list[Status]:
        """What stands below a status, each answer before the next branch."""
        answers = sorted(
            (one for one in self.statuses.values() if one.reply_to == status.id), key=lambda one: order(one.id)
        )
        seen = [one for one in answers if visible(one, viewer)]
        return [found for one in seen for found in (one, *self.below(one, viewer))]

    def told(self, who: Person, *, filtered: bool) -> list[Notification]:
        """Somebody's notifications, newest first."""
        own = [one for one in self.notifications if one.to is who and (filtered or not one.filtered)]
        return sorted(own, key=lambda one: order(one.id), reverse=True)

    def named_in(self, text: str, author: Person) -> list[Person]:
        """Everybody whom a text reaches."""
        handles = mastodon_handles(text) if self.flavour.strict_handles else gotosocial_handles(text)
        found = (self.find(handle) for handle in handles)
        return list(dict.fromkeys(one for one in found if one is not None and not one.apart_from(author)))

    def number(self) -> int:
        """A number that was never given before."""
        return next(self._number)

    # --- behind the doors

    def _said_before(self, who: Person, key: str) -> Status | None:
        at, given_id = self._keys.get((who.id, key), (None, ""))
        if at is None or self.clock.now() - at > KEYS_KEPT:
            return None
        if given_id not in self.statuses:
            raise MISSING
        return self.statuses[given_id]

    def _parent(self, who: Person, given_id: object) -> Status | None:
        return self.status_for(who, str(given_id)) if given_id else None

    def _check_words(self, text: str, warning: str) -> None:
        if not text.strip():
            raise Refusal(422, "Validation failed: Text can't be blank")
        if _counted(text) + len(warning) > self.max_characters:
            raise Refusal(422, f"Validation failed: Text character limit of {self.max_characters} exceeded")

    def _tell_named(self, status: Status, ids: Iterable[str]) -> None:
        for given_id in ids:
            self._tell(self.people[given_id], "mention", status.author, status)

    def _tell(self, to: Person, kind: str, by: Person, status: Status | None = None) -> None:
        if to is by or to.domain is not None or by.id in to.mutes or to.apart_from(by):
            return
        at = self.clock.tick()
        filtered = self._is_filtered(to, by, status if kind == "mention" else None)
        self.notifications.append(Notification(self._notification_ids.at(at), to, kind, by, at, status, filtered))

    def _is_filtered(self, to: Person, by: Person, status: Status | None) -> bool:
        """Whether the server lays it aside (MN-5, MN-6): an answer in a private thread that `to` began is not."""
        if not self.flavour.filters_notifications or by.id in to.follows:
            return False
        if by.extra.get("limited") and to.policy["for_limited_accounts"] == "filter":
            return True
        if to.policy["for_not_following"] == "filter":
            return True
        private = status is not None and status.visibility == "direct" and to.policy["for_private_mentions"] == "filter"
        return private and not any(one.author is to for one in self.above(status, to)) if status else False


def _newest_first(statuses: Iterable[Status]) -> list[Status]:
    return sorted(statuses, key=lambda one: order(one.id), reverse=True)


def _answered(parent: Status, who: Person) -> str:
    """Whom an answer is to: people who answer themselves are skipped (MF-3)."""
    own = parent.author is who and parent.reply_to_author is not None
    return str(parent.reply_to_author) if own else parent.author.id


def _counted(text: str) -> int:
    """Characters with 23 for each link and no domains in handles (ML-4); written apart from the program's own count."""
    text = re.sub(r"https?://\S+", "x" * 23, text)
    return int(grapheme.length(re.sub(r"(?<![/\w])@(\w+)@[\w.\-]+\w", r"@\1", text)))
