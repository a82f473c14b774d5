"""Write private messages from the bot account to the owner, and read what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import structlog

from bot.domain import Answer, Batch, Limits, Outgoing, Sender, Sent, Spoken
from bot.errors import PlatformError, Problem, Refused
from bot.platforms.bluesky import NETWORK, facets, limits
from bot.platforms.bluesky.chat import Chat
from bot.platforms.bluesky.chatlog import ChatMark, Heard, event_time, of_event, of_message, own, says
from bot.platforms.bluesky.client import TIMEOUT, Connection, utc_now
from bot.platforms.bluesky.error_translation import Denied, no_answer
from bot.platforms.bluesky.fields import Node, listed, moment, node, nodes, required, text
from bot.platforms.bluesky.login import Login
from bot.platforms.bluesky.login_checks import login_problems, message_problems
from bot.platforms.bluesky.normalise import readable
from bot.platforms.bluesky.paging import MOST_PAGES
from bot.platforms.bluesky.policies import OwnerOnly
from bot.platforms.httpx_library import httpx

log = structlog.get_logger()

_MOST_LOG_PAGES = 100
_AWAY = timedelta(minutes=10)


class BlueskyMessenger:
    """Implements `platforms.base.Messenger` over the chat service, behind the bot's own server."""

    network = NETWORK
    limits: Limits = limits.MESSAGE

    def __init__(
        self,
        *,
        service: str,
        handle: str,
        app_password: str,
        session_file: Path,
        owner_did: str,
        chat_did: str = "did:web:api.bsky.chat",
        now: Callable[[], datetime] = utc_now,
        timeout: httpx.Timeout = TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        chat_service = f"{chat_did}#bsky_chat"
        policy = OwnerOnly(owner_did, chat_service)
        self._login = Login(service, handle, app_password, session_file, now, timeout, transport)
        self._connection = Connection(self._login, policy)
        self._chat = Chat(self._connection, policy, service=chat_service, owner_did=owner_did, now=now)
        self._read_at: datetime | None = None
        self.owner = Sender(uid=owner_did, local_id=owner_did)

    @property
    def channel(self) -> str:
        """The bot account and the owner, both by DID."""
        return f"{self.network}:{self._connection.did}>{self.owner.uid}"

    def send(self, message: Outgoing) -> Sent:
        """Deliver one message to the owner. Nothing makes a repeat harmless here: `find_sent` first (BD-11)."""
        if self.limits.measure(message.text) > self.limits.characters:
            raise Refused("the message is too long")
        view = self._chat.send(_message(message))
        sent = _sent(view)
        if sent is None:
            raise no_answer(writing=True)
        log.info("message_sent", id=sent.id)
        return sent

    def find_sent(self, message: Outgoing, *, since: datetime) -> Sent | None:
        """The message in the conversation, by its words and what it answers."""
        floor = since.replace(microsecond=since.microsecond // 1000 * 1000)  # the service keeps milliseconds
        for page in self._chat.messages():
            matches = [sent for view in page if self._is(message, view) and (sent := _sent(view))]
            young = [sent for sent in matches if sent.at >= floor]
            if young:
                return min(young, key=lambda sent: sent.at)
            if any(at < floor for at in (moment(view.get("sentAt")) for view in page) if at):
                return None
        return None

    def _is(self, message: Outgoing, view: Node) -> bool:
        return (
            node(view.get("sender")).get("did") == self._connection.did
            and text(view.get("text")).strip() == message.text.strip()
            and text(node(view.get("replyTo")).get("id")) == (message.reply_to or "")
        )

    def answers(self, mark: str) -> Batch[Answer]:
        """Everything that came in since the mark: the log, and after a stop the conversation too (BD-5, BD-6)."""
        last = ChatMark.read(mark)
        if last is None:
            return Batch((), self._begin().written())
        earlier, lost = self._meanwhile(last) if self._was_away() else ((), 0)
        try:
            events, cursor, gap = self._events(last.rev)
        except Denied as refusal:
            log.warning("chat_log_lost", reason=refusal.name)
            events, cursor, gap = [], self._begin().rev, False
            earlier, lost = self._meanwhile(last)
        heard, skipped = readable(events, lambda event: of_event(event, self._connection.did), of="chat_log")
        answers = {one.answer.id: self._addressed(one) for one in (*earlier, *heard) if one}
        self._read_at = self._login.now()
        times = (time for time in map(event_time, events) if time)
        mark = ChatMark(cursor, max([last.at, *times])).written()
        return Batch(tuple(answers.values()), mark, gap=gap, skipped=skipped + lost)

    def _was_away(self) -> bool:
        """Whether the log was not read for so long that it may have forgotten something."""
        return self._read_at is None or not timedelta() <= self._login.now() - self._read_at <= _AWAY

    def _begin(self) -> ChatMark:
        """Where the log stands now; nothing that was said before is an answer."""
        return ChatMark(required(self._chat.events(None), "cursor"), self._login.now())

    def _events(self, cursor: str) -> tuple[list[Node], str, bool]:
        """The log's events after the cursor, where they end, and whether there is more than can be read at once."""
        events: list[Node] = []
        for _ in range(_MOST_LOG_PAGES):
            answer = self._chat.events(cursor)
            page = listed(answer, "logs")
            following = text(answer.get("cursor")) or max((text(event.get("rev")) for event in page), default="")
            events += page
            if not page or following <= cursor:
                return events, cursor, False
            cursor = following
        return events, cursor, True

    def _meanwhile(self, last: ChatMark) -> tuple[tuple[Heard, ...], int]:
        """What stands in the owner's conversation since the mark, and how much of it could not be read.

        How long the log goes back is nowhere promised.
        """
        try:
            conversation = self._chat.with_owner()
        except Denied:
            return (), 0  # not open to us, so nobody said anything in it
        found: list[Answer] = []
        lost = 0
        for page in self._chat.messages():
            new = [view for view in page if text(view.get("rev")) > last.rev or nodes(view.get("reactions"))]
            told, skipped = readable(
                new, lambda view: list(of_message(view, self._connection.did, last)), of="messages"
            )
            found += [answer for answers in told for answer in answers]
            lost += skipped
            if any(text(view.get("rev")) <= last.rev for view in page):
                break
        return tuple(Heard(conversation, answer) for answer in sorted(found, key=lambda answer: answer.at)), lost

    def _addressed(self, heard: Heard) -> Answer:
        """The answer with everybody else who received it.

        Commands count in the one conversation with the owner only: in a group others listen, or may join (BD-14).
        """
        sender = heard.answer.sender
        try:
            if heard.conversation == self._chat.with_owner():
                return heard.answer
            others = self._chat.others(heard.conversation, sender.uid, self._connection.did)
        except Denied:
            return replace(heard.answer, private=False)
        return replace(heard.answer, others=others, private=bool(others) or sender != self.owner)

    def stands(self, answer: Answer) -> bool:
        """Whether it is still there: words cannot be edited here, but deleted; a reaction can be taken away (BD-4, BD-8)."""
        try:
            view = self._view(answer.reply_to if answer.reaction else answer.id, of=answer)
        except Denied:
            return False  # the conversation is not open to us any more
        return view is not None and says(view, answer)

    def _view(self, message_id: str | None, *, of: Answer) -> Node | None:
        """A message as it stands in the owner's conversation; None when it is not there."""
        for number, page in enumerate(self._chat.messages(), start=1):
            for view in page:
                if text(view.get("id")) == message_id:
                    return view
            if of.reaction is None and any(at < of.at for at in (moment(view.get("sentAt")) for view in page) if at):
                return None
            if number == MOST_PAGES:
                raise PlatformError("the message lies too far back to be looked at")
        return None

    def spoken(self, *, limit: int = 40) -> tuple[Spoken, ...]:
        """The bot's own messages to the owner, newest first."""
        me = self._connection.did
        found = (one for page in islice(self._chat.messages(), MOST_PAGES) for view in page if (one := own(view, me)))
        return tuple(islice(found, limit))

    def check(self) -> list[Problem]:
        """Everything that would keep messages from arriving."""
        where = "Bluesky, second account"
        problems = list(login_problems(self._connection, self._login, where))
        return problems or list(message_problems(self._connection, self._chat, self.owner.uid, where))

    def close(self) -> None:
        """Close the sockets; the login stays."""
        self._connection.close()


def _message(message: Outgoing) -> dict[str, Any]:
    """The message as the service takes it: links are marked, and nobody is ever named (BW-2, BD-4)."""
    made: dict[str, Any] = {"text": message.text}
    if marked := facets.for_links(message.text):
        made["facets"] = marked
    if message.about and message.about.network == NETWORK and message.about.version:
        record = {"uri": message.about.uri, "cid": message.about.version}
        made["embed"] = {"$type": "app.bsky.embed.record", "record": record}
    if message.reply_to:
        made["replyTo"] = {"messageId": message.reply_to}
    return made


def _sent(view: Node) -> Sent | None:
    """Id and time of a message that stands."""
    at = moment(view.get("sentAt"))
    return Sent(text(view.get("id")), at) if at and text(view.get("id")) else None
