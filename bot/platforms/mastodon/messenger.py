"""Write private messages from the bot account to the owner, and read what comes back (MD-1 to MD-12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from operator import attrgetter
from typing import Any

import structlog

from bot.domain import AccountFlag, Answer, Batch, Limits, Outgoing, Sender, Sent, Spoken
from bot.errors import NotAllowed, PlatformError, Problem, Refused
from bot.platforms.mastodon import NETWORK, addresses, ask, feeds, limits, login_checks, own, policies
from bot.platforms.mastodon.error_translation import Gone
from bot.platforms.mastodon.feeds import PAGE, Mark
from bot.platforms.mastodon.fields import (
    Entity,
    Malformed,
    flag,
    ident,
    needed,
    needed_time,
    part,
    parts,
    single,
    text,
    when,
)
from bot.platforms.mastodon.identity import address, uid
from bot.platforms.mastodon.login import Login
from bot.platforms.mastodon.normalise import is_private_message
from bot.platforms.mastodon.plaintext import plain
from bot.wording.text import one_spelling

log = structlog.get_logger()

_ANSWERS = "answers"


def _clock() -> datetime:
    return datetime.now(UTC)


class MastodonMessenger:
    """The bot's login. It speaks to the owner only."""

    network = NETWORK

    def __init__(
        self,
        *,
        server: str,
        token: str,
        address: str,
        owner_address: str,
        now: Callable[[], datetime] = _clock,
        timeouts: tuple[float, float] = (5.0, 20.0),
    ) -> None:
        """`server`, `token` and `address` are the bot's: `address` is its configured `user@domain`, compared with whose
        login it is. `owner_address` is the owner's on whatever server.
        """
        self._address = one_spelling(owner_address.removeprefix("@"))
        self._policy = policies.messenger(self._address)
        self._client = Login(server, token, self._policy, timeouts, address)
        self._now = now
        self._owner: Sender | None = None
        self._public: str | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @property
    def owner(self) -> Sender:
        """The owner by address and by the id on the bot's own server, which differs from the id elsewhere (MD-12)."""
        if self._owner is None:
            found = addresses.account_at(self._client, self._address)
            if found is None:
                raise Refused(f"{self._client.instance.domain} does not know the account {self._address}")
            if flag(found, "bot") and AccountFlag.BOT not in self._client.account.flags:
                raise Refused(login_checks.EXCHANGED.format(self._client.account.address, self._address))
            self._owner = Sender(self._address.lower(), needed(found, "id"))
        return self._owner

    @property
    def channel(self) -> str:
        """Names this conversation: the bot and the owner, each by address and by its id on the bot's server."""
        bot, owner = self._client.account, self.owner
        return f"{self.network}:{bot.uid}#{bot.local_id}>{owner.uid}#{owner.local_id}"

    @property
    def limits(self) -> Limits:
        """What fits into one message, the owner's address already taken off."""
        return limits.for_messages(self._client.instance, self._address)

    def send(self, message: Outgoing) -> Sent:
        """Deliver one message; if the server delivered it to anyone else, it is taken back at once.

        Nothing is sent through a server that is known, or was seen, not to keep private messages private.
        """
        if self._public is None and not self._client.instance.tells_private:
            self._public = login_checks.SHOWS_PRIVATE_MESSAGES.format(self._client.instance.domain)
        if self._public is not None:
            raise Refused(self._public)
        recipient = self.owner.local_id
        try:
            status = self._post(message, message.reply_to)
        except Gone:
            if message.reply_to is None:
                raise
            status = self._post(message, None)  # the owner deleted what it would have stood under (MX-5)
        sent = _sent(status)
        self._must_have_reached(recipient, status)
        return sent

    def find_sent(self, message: Outgoing, *, since: datetime) -> Sent | None:
        """The message if it stands among the bot's own statuses since then."""
        me, words = self._client.account.local_id, self._text(message)
        status = own.standing(self._client, me, since, is_private_message, words, self._now())
        return _sent(status) if status else None

    def answers(self, mark: str) -> Batch[Answer]:
        """Everything that names the bot since `mark`, in the order of writing; what is not private is marked so.

        A server may tell of two in another order than they were written in.
        """
        marks = feeds.read(mark)
        if not marks:
            return Batch((), feeds.stored({_ANSWERS: self._here()}))
        before = marks[_ANSWERS]
        harvest = feeds.harvest(self._page, before, before.at, self._now())
        answers: dict[str, Answer] = {}
        skipped = 0
        for entity in reversed(_above_the_mark(harvest.entities, before)):
            if text(entity, "type") != "mention":  # some servers tell of every type whatever was asked for
                continue
            try:
                answer = self._answer(part(entity, "status"))
            except Malformed as malformed:
                skipped += 1
                log.warning("mastodon_item_skipped", id=ident(entity), why=str(malformed))
            else:
                answers[answer.id] = answer
        written = tuple(sorted(answers.values(), key=attrgetter("at")))
        return Batch(written, feeds.stored({_ANSWERS: harvest.mark or before}), harvest.gap, skipped)

    def stands(self, answer: Answer) -> bool:
        """Whether an answer is still there as it was read: an edit says nothing, and takes its old words away (MO-9)."""
        try:
            with self._client.reading() as api:
                now = self._answer(single(api.status(answer.id)))
        except (Gone, Malformed):
            return False
        return now.private and _what(now) == _what(answer)

    def spoken(self, *, limit: int = 40) -> tuple[Spoken, ...]:
        """The bot's latest messages to the owner; none where the server does not list them, or not as private ones."""
        bot, owner = self._client.account, self.owner
        try:
            mine = own.latest(self._client, bot.local_id, partial(_is_for, owner.local_id), limit)
        except Refused:
            return ()
        return tuple(_spoken(status, owner.uid) for status in mine)

    def check(self) -> list[Problem]:
        """Everything that would keep messages from arriving, without raising."""
        return login_checks.of_messenger(self._client, self._address)

    # --- behind the doors

    def _text(self, message: Outgoing) -> str:
        return f"@{self._address} {message.text}"

    def _post(self, message: Outgoing, reply_to: str | None) -> Entity:
        with self._client.writing() as api:
            status: Entity = api.status_post(
                self._text(message),
                in_reply_to_id=reply_to,
                visibility="direct",
                sensitive=None,
                language=message.language,
                idempotency_key=message.key,
            )
        return status

    def _must_have_reached(self, recipient: str, status: Entity) -> None:
        """Look at what the server made of the message: it may see handles where we see none (MD-2a)."""
        named = {ident(row) for row in parts(status, "mentions")}
        if not is_private_message(status):
            self._public = login_checks.SHOWS_PRIVATE_MESSAGES.format(self._client.instance.domain)
        if named - {recipient} or not is_private_message(status):
            fate = self._take_back(status)
            raise NotAllowed(f"the server showed a private message to others as well; {fate}")
        if not named and isinstance(status.get("mentions"), list):
            self._take_back(status)
            raise Refused(f"the server delivered a message for {self._address} to nobody")

    def _take_back(self, status: Entity) -> str:
        """Delete it, and say what became of it."""
        status_id = ident(status)
        try:
            own.delete(self._client, self._policy, status_id)
        except PlatformError as error:
            log.error("mastodon_message_not_taken_back", id=status_id, why=str(error))  # noqa: TRY400 - no traceback
            return f"it could not be deleted: {text(status, 'url') or status_id}"
        log.error("mastodon_message_taken_back", id=status_id)
        return "it was deleted at once"

    def _page(self, below: str | None) -> list[Entity]:
        with self._client.reading() as api:
            return ask.rows(api.notifications(max_id=below, limit=PAGE, types=["mention"]))

    def _here(self) -> Mark:
        """The place after everything that was said before the first run."""
        newest = next(iter(self._page(None)), {})
        return Mark(ident(newest), when(newest, "created_at") or datetime.fromtimestamp(0, UTC))

    def _answer(self, status: Entity) -> Answer:
        author, instance = part(status, "account"), self._client.instance
        me = self._client.account.uid
        named = [address(row, instance) for row in parts(status, "mentions") if ident(row, "acct")]
        sender = Sender(uid(author, instance), needed(author, "id"))
        return Answer(
            id=needed(status, "id"),
            sender=sender,
            at=needed_time(status, "created_at"),
            text=_without_name(plain(text(status, "content")).text, me),
            reply_to=ident(status, "in_reply_to_id") or None,
            others=tuple(one for one in named if one.lower() not in (me, sender.uid)),
            private=is_private_message(status),
        )


def _above_the_mark(entities: tuple[Entity, ...], mark: Mark) -> list[Entity]:
    """What is newer than the mark, newest first: above it on the server's own list, or by time when it is gone."""
    ids = [ident(entity) for entity in entities]
    if mark.id in ids:
        return list(entities[: ids.index(mark.id)])
    return [entity for entity in entities if not mark.id or (when(entity, "created_at") or mark.at) > mark.at]


def _without_name(words: str, me: str) -> str:
    """An answer without the bot's own name in front, which the owner's app put there (MD-11)."""
    user, _, domain = me.partition("@")
    return re.sub(rf"^(?:@{re.escape(user)}(?:@{re.escape(domain)})?(?![\w@.-])\s*)+", "", words, flags=re.IGNORECASE)


def _what(answer: Answer) -> tuple[object, ...]:
    """Everything in an answer that can be edited, and whose it is."""
    return answer.sender, answer.text, answer.others, answer.private


def _is_for(owner: str, status: Entity) -> bool:
    named = {ident(row) for row in parts(status, "mentions")}
    return is_private_message(status) and owner in named and when(status, "created_at") is not None


def _spoken(status: Entity, owner: str) -> Spoken:
    words = _without_name(plain(text(status, "content")).text, owner)
    return Spoken(needed(status, "id"), needed_time(status, "created_at"), words)


def _sent(answer: Any) -> Sent:
    try:
        status = single(answer)
        return Sent(needed(status, "id"), needed_time(status, "created_at"))
    except Malformed as strange:
        raise PlatformError("the server did not say whether it was delivered", outcome_unknown=True) from strange
