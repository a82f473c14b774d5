"""Hold everything that one answer needs while it is understood, within its one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import wording
from bot.config import Config
from bot.decide.lifecycle.binding import Ambiguous, Binding, Bound, Unbound, bind
from bot.domain import TERMINAL, Answer, Network, OpenMessage, Person, SuggestionState
from bot.knowledge import history
from bot.knowledge.owner_preferences import OwnerPreferences, owner_preferences
from bot.outbox.teller import Teller
from bot.platforms.base import Idempotency
from bot.store import (
    Transaction,
    answerable,
    answers,
    approvals,
    lookups,
    messages,
    names,
    people,
    settings,
    suggestions,
)
from bot.store.alone import is_alone
from bot.store.approvals import StoredApproval
from bot.store.messages import Message
from bot.store.suggestions import Suggestion
from bot.wording.text import Cleaned, Name

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
        return answerable.opened(tx, since=since, channel=self.channel, owners=tuple(self.accounts.values()))


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of the owner's, and what it is read against. Dies with its transaction; nothing is written through it.

    `opened` are the delivered messages that it may belong to. `unsettled` are the suggestions that may go out by themselves,
    with the approval of each. `referred` is the message of ours that it answers; `to_own`: it answers one of the owner's.
    `asked` is the word that our last question was about, if it was "which one?", `behind` what was said behind it ("tomorrow"):
    an answer to that is short. `waits` are the words that we asked about, whose they are, where this is the answer "for me": they
    wait on unless it is done. `questioned` is when our last question was asked, if this may answer one: a bare `no` is about
    that, and not about what was said before. `objected` are the suggestions on their way that are held with this answer.
    """

    tx: Transaction
    desk: Desk
    answer: Answer
    now: datetime
    zone: ZoneInfo
    opened: Sequence[OpenMessage] = ()
    unsettled: Sequence[tuple[Suggestion, StoredApproval | None]] = ()
    referred: Message | None = None
    to_own: bool = False
    asked: str = ""
    behind: str = ""
    waits: str = ""
    questioned: datetime | None = None
    objected: frozenset[int] = frozenset()
    near: frozenset[str] = frozenset()
    """The names, and the words of them, of whoever was ever spoken of."""

    @classmethod
    def begin(cls, tx: Transaction, desk: Desk, answer: Answer, now: datetime) -> Turn:
        """With everything that most answers are read against."""
        opened, to = desk.opened(tx, now - REMEMBERED), answer.reply_to
        rows = suggestions.in_states(
            tx, SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING, SuggestionState.UNCLEAR
        )
        return cls(
            tx=tx,
            desk=desk,
            answer=answer,
            now=now,
            opened=opened,
            unsettled=[(row, approvals.live(tx, row.id)) for row in rows],
            referred=messages.by_network_id(tx, to, channel=desk.channel) if to is not None else None,
            to_own=to is not None and answers.was_received(tx, to),
            near=names.spoken(tx),
            zone=settings.zone(tx, desk.config.owner.timezone),
        )

    def anew(self) -> Turn:
        """The same, after rows were moved."""
        return Turn.begin(self.tx, self.desk, self.answer, self.now)

    @property
    def preferences(self) -> OwnerPreferences:
        """What the owner wants right now."""
        return owner_preferences(self.tx, self.desk.config)

    @property
    def rest(self) -> str:
        """That all is stopped, or until when we rest, in a sentence; "" where nothing does."""
        held = self.preferences
        until = None if held.stopped else held.paused_until
        return wording.at_rest(until, self.now, self.zone) if held.resting(self.now) else ""

    def alone(self, row: Suggestion) -> bool:
        """Whether a word that is advised about this one is taken without its code."""
        return is_alone(self.tx, row, self.now)

    def comes_at(self, row: Suggestion) -> datetime:
        """When what was put off comes."""
        return self.preferences.comes_at(people.person(self.tx, row.person), row.due_at)

    def has_read(self, person: Person) -> bool:
        """Whether the owner's last months were read on every network on which this person is: before, nothing is said of them."""
        where = {account.network for account in person.accounts}
        return history.is_read(self.tx, where & self.desk.accounts.keys())

    @property
    def under(self) -> str | None:
        """The message of the owner's under which our answer belongs."""
        on_network = self.answer.reaction is None and self.answer.sender != TERMINAL
        return self.answer.id if on_network else None

    def name(self, row: Suggestion) -> Name:
        """What the person is called."""
        return wording.name(people.person(self.tx, row.person))

    def about(self, message: OpenMessage) -> tuple[Suggestion, Name]:
        """The suggestion that a message is about, and what the person is called."""
        row = suggestions.get(self.tx, message.suggestion or 0)
        return row, wording.name(people.person(self.tx, row.person))

    # --- what it belongs to

    def bind(self, code: str | None) -> Binding:
        """Which message of ours is meant."""
        return bind(self.opened, reply_to=self.answer.reply_to, code=code, strange=self.strange)

    @property
    def strange(self) -> bool:
        """Whether this answers a message that we do not know: neither one of ours in this conversation nor the owner's own."""
        if self.answer.reply_to is None or self.to_own:
            return False
        return self.referred is None

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
        return to is not None and not known and not self.to_own

    def row(self, message: OpenMessage) -> Suggestion:
        """The suggestion that a message is about."""
        if message.suggestion is None:
            raise KeyError(message.message)
        return suggestions.get(self.tx, message.suggestion)

    def binding(self, code: str | None, person: str) -> Binding:
        """What is meant by a reference, a code or a name; by neither, what waits, else what is on its way."""
        if person and code is None:
            return self._about(person)
        found = self.bind(code)
        return self._or_leaving(found, self.opened) if code is None else found

    def _about(self, person: str) -> Binding:
        """What is open about somebody of that name, else what is on its way to them.

        A reference to a message about somebody else is doubt.
        """
        known = {found.id for found in names.find(self.tx, person)}
        rows = {row.id for id_ in known for row in suggestions.of_person(self.tx, id_)}
        named = [message for message in self.opened if message.suggestion in rows]
        referred = next((m for m in self.opened if m.network_id == self.answer.reply_to), None)
        if referred is not None and named and referred not in named:
            return Ambiguous((referred, named[-1]))
        return self._or_leaving(bind(named, reply_to=self.answer.reply_to, code=None, strange=self.strange), named)

    @staticmethod
    def _or_leaving(found: Binding, among: Sequence[OpenMessage]) -> Binding:
        """Where nothing waits, what is on its way is meant."""
        leaving = {
            m.suggestion: m for m in among if m.state in (SuggestionState.AWAITING_PUBLISH, SuggestionState.PUBLISHING)
        }
        if not isinstance(found, Unbound) or not leaving:
            return found
        return Bound(*leaving.values()) if len(leaving) == 1 else Ambiguous(tuple(leaving.values()))

    def telling(self, person: Person, *, short: bool = False) -> Cleaned:
        """What somebody is called where two may be called so: by the name, else the address. `short`: the first name will do."""
        return names.telling(self.tx, person, short=short)

    def knows(self, name: str) -> bool:
        """Whether somebody of that name is known here."""
        return bool(names.find(self.tx, name))

    def asked_in_vain(self, address: str) -> bool:
        """Whether the networks were asked for this address just now, and nobody has it. Told once: hearing it forgets it."""
        return lookups.was_in_vain(self.tx, address)

    # --- what may go out

    def on_their_way(self) -> list[Suggestion]:
        """Everything approved that has not gone out."""
        return [row for row, _ in self.unsettled if row.state is SuggestionState.AWAITING_PUBLISH]

    def leaving(self) -> list[Suggestion]:
        """Everything that may still go out by itself: on its way, being sent this moment, or nobody knows."""
        sent = [row for row in self.maybe_out() if not row.kept_back]
        return [*self.on_their_way(), *sent]

    def maybe_out(self) -> list[Suggestion]:
        """What is being sent this moment, or nobody knows of."""
        sent = [(row, held) for row, held in self.unsettled if row.state is not SuggestionState.AWAITING_PUBLISH]
        return [row for row, held in sent if held is not None]

    def approval(self, row: Suggestion) -> StoredApproval | None:
        """The approval by which it may go out."""
        return next((held for found, held in self.unsettled if found.id == row.id), None)
