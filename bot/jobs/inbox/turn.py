"""Hold everything that one answer needs while it is understood, within its one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import wording
from bot.config import Config
from bot.decide.lifecycle.binding import Ambiguous, Binding, Bound, Unbound, bind
from bot.domain import TERMINAL, Answer, MessageKind, Network, Offer, OpenMessage, SuggestionState
from bot.knowledge.owner_preferences import OwnerPreferences, owner_preferences
from bot.outbox import layout
from bot.outbox.previews import Showing
from bot.outbox.teller import Teller, Told
from bot.platforms.base import Idempotency
from bot.store import Transaction, answers, approvals, messages, people, posts, questions, suggestions
from bot.store.messages import Message
from bot.store.questions import Question
from bot.store.suggestions import Suggestion
from bot.wording import Frame
from bot.wording.text import Name, first_words, unaddressed

REMEMBERED = timedelta(days=14)
IN_TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Desk:
    """What stays the same from answer to answer.

    `channel` is the conversation that is heard, `accounts` the `Account.identity` of the owner's account on each network as
    it was verified last: only what belongs to these can be approved.
    """

    teller: Teller
    idempotency: Mapping[Network, Idempotency]
    accounts: Mapping[Network, str]
    channel: str
    config: Config
    new_id: Callable[[], str]

    @property
    def in_terminal(self) -> bool:
        """Whether the owner reads only what is printed."""
        return self.channel == IN_TERMINAL

    def opened(self, tx: Transaction, since: datetime) -> Sequence[OpenMessage]:
        """Every message that an answer may belong to."""
        return messages.opened(tx, since=since, channel=self.channel, owners=tuple(self.accounts.values()))


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of the owner's, and the means to answer it. Dies with its transaction.

    `asked` is the word that our last question was about, if it was "which one?": an answer to that is short.
    """

    tx: Transaction
    desk: Desk
    answer: Answer
    now: datetime
    opened: Sequence[OpenMessage] = field(default_factory=tuple)
    asked: str = ""

    @classmethod
    def begin(cls, tx: Transaction, desk: Desk, answer: Answer, now: datetime) -> Turn:
        """With every delivered message that it may belong to."""
        return cls(tx, desk, answer, now, desk.opened(tx, now - REMEMBERED))

    @property
    def preferences(self) -> OwnerPreferences:
        """What the owner wants right now."""
        return owner_preferences(self.tx, self.desk.config)

    # --- speaking

    def say(self, text: str | Frame, row: Suggestion | None = None, kind: MessageKind = MessageKind.NOTICE) -> int:
        """Answer the owner, under their own message; returns the id of the (last) message."""
        return self.desk.teller.say(self.tx, text, now=self.now, kind=kind, to=self.told(row))

    def told(self, row: Suggestion | None) -> Told:
        """Where our answer belongs."""
        on_network = self.answer.reaction is None and self.answer.sender != TERMINAL
        under = self.answer.id if on_network else None
        return Told(reply_to=under, suggestion=row.id if row else None)

    def offer(self, text: str, row: Suggestion, *, draft: int | None, offers: Offer, beside: int | None = None) -> None:
        """Say something that can be answered with a word of its own."""
        messages.queue(
            self.tx, MessageKind.NOTICE, layout.messages(text, self.desk.teller.room), now=self.now,
            suggestion=row.id, draft=draft, offers=offers, beside=beside, reply_to=self.told(row).reply_to,
        )  # fmt: skip

    def showing(self, row: Suggestion) -> Showing:
        """Show words for it, under the owner's own message."""
        return Showing(self.desk.teller, self.tx, row, self.now, self.told(row).reply_to)

    def name(self, row: Suggestion) -> Name:
        """What the person is called."""
        return self.desk.teller.name(self.tx, row)

    # --- what it belongs to

    def bind(self, code: str | None) -> Binding:
        """Which message of ours is meant."""
        return bind(self.opened, reply_to=self.answer.reply_to, code=code, strange=self.strange)

    @property
    def strange(self) -> bool:
        """Whether this answers a message that we do not know: neither one of ours in this conversation nor the owner's own."""
        to = self.answer.reply_to
        if to is None or answers.was_received(self.tx, to):
            return False
        return messages.by_network_id(self.tx, to, channel=self.desk.channel) is None

    def explicit(self, code: str | None) -> bool:
        """Whether the owner said which message they mean, by reference or by code."""
        return code is not None or any(m.network_id == self.answer.reply_to for m in self.opened)

    def stood(self, message: OpenMessage | Message) -> bool:
        """Whether a message of ours was there to be read when the owner gave this answer, by the clock of both.

        In the instant in which it came nobody has read it yet. In the terminal it was there once all of it had been printed.
        """
        if self.desk.in_terminal:
            return message.seen_at is not None and message.seen_at < self.answer.at
        there = message.sent_at if self.answer.sender == TERMINAL else message.stands_at
        return there is None or there < self.answer.at

    def refers_elsewhere(self) -> bool:
        """Whether this answers a message that is neither about a suggestion nor the owner's own."""
        to = self.answer.reply_to
        known = any(message.network_id == to for message in self.opened)
        return to is not None and not known and not answers.was_received(self.tx, to)

    def row(self, message: OpenMessage) -> Suggestion:
        """The suggestion that a message is about."""
        if message.suggestion is None:
            raise KeyError(message.message)
        return suggestions.get(self.tx, message.suggestion)

    def meant(self, code: str | None, verb: str, person: str = "") -> OpenMessage | None:
        """The message that is meant, by reference, code or name; otherwise ask, and None."""
        binding = self.binding(code, person)
        if isinstance(binding, Bound):
            return binding.to
        if code is not None and not self._knows(code):
            self.say(wording.no_such_code(code))
        elif isinstance(binding, Ambiguous):
            self.ask_which(binding.among, verb)
        elif person:
            found = people.find(self.tx, person)
            self.say(
                wording.nothing_open_about(wording.name(found[0])) if found else wording.nobody_by_that_name(person)
            )
        else:
            self.say(wording.nothing_open())
        return None

    def binding(self, code: str | None, person: str) -> Binding:
        """What is meant by a reference, a code or a name."""
        return self._about(person) if person and code is None else self.bind(code)

    def _about(self, person: str) -> Binding:
        """What is open about somebody of that name, else what is on its way to them.

        A reference to a message about somebody else is doubt.
        """
        known = {found.id for found in people.find(self.tx, person)}
        named = [message for message in self.opened if self.row(message).person in known]
        referred = next((m for m in self.opened if m.network_id == self.answer.reply_to), None)
        if referred is not None and named and referred not in named:
            return Ambiguous((referred, named[-1]))
        found = bind(named, reply_to=self.answer.reply_to, code=None, strange=self.strange)
        leaving = {
            m.suggestion: m for m in named if m.state in (SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING)
        }
        if not isinstance(found, Unbound) or not leaving:
            return found
        return Bound(*leaving.values()) if len(leaving) == 1 else Ambiguous(tuple(leaving.values()))

    def _knows(self, code: str) -> bool:
        return any(code in (message.code, f"{message.code}.{message.draft}") for message in self.opened)

    def ask_which(self, among: Sequence[OpenMessage], verb: str) -> None:
        """Name what is open and ask; nothing is done."""
        if verb:
            questions.ask(self.tx, Question.WHICH, verb, now=self.now)
        else:
            questions.answered(self.tx, Question.WHICH)
        choices = [choice for m in among if (choice := self._choice(m)) is not None]
        if not choices:
            self.say(wording.nothing_open())
        elif verb:
            self.say(wording.which_one(choices, verb))
        else:
            self.say(wording.which_words(choices))

    def _choice(self, message: OpenMessage) -> wording.Choice | None:
        row = self.row(message)
        held = posts.get(self.tx, row.post_uri) if row.post_uri else None
        words = first_words(unaddressed(held.post.text)) if held is not None and held.post.quotable else ""
        code = f"{row.code}.{message.draft}" if message.kind is MessageKind.PREVIEW else row.code
        anyway = messages.get(self.tx, message.message).offers is Offer.ANYWAY
        return wording.Choice(code=code, who=self.name(row), words=words, anyway=anyway)

    def on_their_way(self) -> list[Suggestion]:
        """Everything approved that has not gone out."""
        return list(suggestions.in_states(self.tx, SuggestionState.AWAITING_PUBLISH))

    def leaving(self) -> list[Suggestion]:
        """Everything that may still go out by itself: on its way, being sent this moment, or nobody knows."""
        unsure = suggestions.in_states(self.tx, SuggestionState.PUBLISHING, SuggestionState.UNCLEAR)
        sent = [row for row in unsure if not row.kept_back and approvals.live(self.tx, row.id) is not None]
        return [*self.on_their_way(), *sent]
