"""Write one database: the ways that a suggestion takes, through the store of the version that `make` asks for."""
# mypy: ignore-errors
# it is typed against another version

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.approvals import Event, approve
from bot.drafts import compose
from bot.facts import OwnerProfile
from bot.store.values import dump
from people_of_old import DAY, HOUR, MINUTE, NOW, ON_BLUESKY, ON_MASTODON, SECOND, account, post, ref

from bot import delivery, voice
from bot.domain import (
    TERMINAL,
    Answer,
    Lane,
    Limits,
    MessageKind,
    Network,
    NudgeKind,
    Post,
    Published,
    Reason,
    Reply,
    Retract,
    Sender,
    Verdict,
)
from bot.platforms.bluesky import seal as bluesky_seal
from bot.platforms.bluesky.limits import MESSAGE as BLUESKY_ROOM
from bot.platforms.bluesky.limits import POST as BLUESKY_REPLY
from bot.platforms.mastodon import seal as mastodon_seal
from bot.store import (
    Store,
    answers,
    approvals,
    intake,
    messages,
    people,
    posts,
    sources,
    suggestions,
)
from bot.store.messages import Message
from bot.store.suggestions import Suggestion

ZONE = ZoneInfo("Europe/Berlin")
WORDS = "I lay a sheet of polyester film over the open letter and scan with the lid up. The folds stay folds."
LONG = " ".join([WORDS] * 12)
REPLIES = {Network.MASTODON: Limits(500, len, addresses=True), Network.BLUESKY: BLUESKY_REPLY}
ROOMS = {"mastodon": Limits(470, len), "bluesky": BLUESKY_ROOM, "terminal": Limits(2000, len, names_reach=False)}
SEALS = {Network.MASTODON: mastodon_seal.seal, Network.BLUESKY: bluesky_seal.seal}
REASONS = (
    Reason("asks a question", 2.5, "asks something that nobody has answered"),
    Reason("shares your topic", 1.5, "it is about old letters"),
)


@dataclass
class Book:
    """One database while it is written. `channel` carries the private messages: mastodon, bluesky or terminal."""

    store: Store
    channel: str
    networks: tuple[Network, ...]
    owners: dict[Network, tuple[str, ...]]
    ids: itertools.count = field(default_factory=lambda: itertools.count(1))

    # --- what every story is made of

    def message_id(self) -> str:
        """An id as the channel's network gives them to private messages."""
        number = next(self.ids)
        return (
            f"11566{number:013d}"
            if self.channel == "mastodon"
            else f"3m6chat{number:06d}".translate(str.maketrans("0189", "abcd"))
        )

    def sender(self) -> Sender:
        """The owner, as the channel knows them."""
        if self.channel == "mastodon":
            return Sender(*ON_MASTODON["lena"])
        return Sender(ON_BLUESKY["lena"][1], ON_BLUESKY["lena"][1]) if self.channel == "bluesky" else TERMINAL

    def suggest(self, who: str, network: Network, **differs: object) -> tuple[Suggestion, Post]:
        """A post that is kept, and a suggestion about it."""
        said = post(who, network)
        with self.store.begin() as tx:
            intake.take_in(tx, [said], self.owner(), NOW - HOUR)
            posts.put_verdict(tx, said.uri, dump(Verdict(said.uri, 4.0, (), REASONS)), NOW - HOUR)
            person = people.person_of(tx, said.author.key)
            columns = {
                "post_uri": said.uri,
                "network": network,
                "kind": NudgeKind.QUESTION,
                "lane": Lane.OWED,
                "created_at": NOW - HOUR,
                "state_at": NOW - HOUR,
                "due_at": NOW - HOUR,
                "expires_at": NOW + 2 * DAY,
                "version": said.ref.version,
                "score": 4.0,
                **differs,
            }
            columns["extra"] = {
                "unprompted": columns["lane"] is not Lane.OWED,
                "counts": columns["kind"] is not NudgeKind.BACK,
                "left": len(who),
                "step": "like" if columns["kind"] is NudgeKind.STEP else None,
            }
            row = suggestions.add(
                tx, name=person.name, person=person.id, account=said.author.key, reasons=REASONS, **columns
            )
        return row, said

    def owner(self) -> OwnerProfile:
        """The owner of every account of this file."""
        uids = frozenset(account(who, network).uid for network, own in self.owners.items() for who in own)
        return OwnerProfile(uids=uids, names=("Lena Marsh",), languages=("en",), topics=("old letters",), zone=ZONE)

    def tell(self, row: Suggestion | None, kind: MessageKind, text: object, **says: object) -> Message:
        """Put a message into the outbox; returns its last part."""
        texts = delivery.messages(text, ROOMS[self.channel])
        with self.store.begin() as tx:
            last = messages.queue(
                tx, kind, texts, now=says.pop("now", NOW - 50 * MINUTE), suggestion=row and row.id, **says
            )
            return messages.get(tx, last)

    def sent(self, last: Message, at: datetime = NOW - 49 * MINUTE) -> Message:
        """All of its parts are delivered."""
        with self.store.begin() as tx:
            for number in range(last.id - last.part + 1, last.id + 1):
                part = messages.get(tx, number)
                stands = part.key if self.channel == "terminal" else self.message_id()
                values = {"network_id": stands, "sent_at": at, "stands_at": at - SECOND, "first_attempt_at": at}
                messages.set_state(tx, part, "sent", **values)
            return messages.get(tx, last.id)

    def hear(self, text: str = "", *, to: Message | None = None, outcome: str = "understood", **differs: object) -> str:
        """The owner said something; returns the answer's id."""
        about = to.network_id if to is not None else None
        values = {"id": f"answer-{self.message_id()}", "sender": self.sender(), "at": NOW - 40 * MINUTE, **differs}
        answer = Answer(text=text, reply_to=about, **values)
        with self.store.begin() as tx:
            answers.receive(tx, [answer], now=NOW - 39 * MINUTE)
            if outcome:
                held = answers.next_answer(tx)
                answers.handled(tx, held.row, now=NOW - 39 * MINUTE)
                answers.became(tx, held.row, outcome)
        return answer.id

    def move(self, row: Suggestion, *events: Event, **changes: object) -> Suggestion:
        """Along the table."""
        with self.store.begin() as tx:
            for event in events:
                assert suggestions.move(tx, suggestions.get(tx, row.id), event, now=NOW - 30 * MINUTE, **changes)
            return suggestions.get(tx, row.id)

    # --- a suggestion's way

    def nudged(self, who: str, network: Network, **differs: object) -> tuple[Suggestion, Post]:
        """The nudge stands in the conversation."""
        row, said = self.suggest(who, network, **differs)
        row = self.move(row, Event.CLAIM, Event.DELIVERED, nudged_at=NOW - 49 * MINUTE)
        embedded = self.channel == network.value == "bluesky"
        text = f'{said.author.name} asked this: "{said.text}" {said.link} Your own words, or draft, later, skip, why. [{row.code}]'
        self.sent(self.tell(row, MessageKind.NUDGE, text, begun=True, about=said.ref if embedded else None))
        return row, said

    def shown(self, who: str, network: Network, words: str = WORDS, **differs: object) -> tuple[Suggestion, Message]:
        """The owner's words were shown back, whole."""
        row, said = self.nudged(who, network, **differs)
        answer = self.hear(words, outcome="preview")
        act = self.draft(row, said, words, by="owner")
        frame = voice.preview(act, to=said.author.name, code=f"{row.code}.1", usual_language="en")
        return row, self.sent(self.tell(row, MessageKind.PREVIEW, frame, draft=1, act=act, reply_to=answer))

    def draft(self, row: Suggestion, said: Post, words: str, *, by: str) -> Reply:
        """Numbered words and what they would become."""
        act = compose(words, said, None, REPLIES[row.network], owner_uids=self.owner().uids, languages=("en",))
        with self.store.begin() as tx:
            suggestions.add_draft(tx, row.id, words, by=by, gap=False, act=act, now=NOW - 45 * MINUTE)
        return act

    def permitted(self, row: Suggestion, shown: Message, event: Event, said: str, **differs: object) -> approvals.Held:
        """An approval by that answer, open."""
        answer = self.hear(said, to=shown, outcome="approved", **differs)
        approval_id = f"approval-{next(self.ids):04d}"
        with self.store.begin() as tx:
            approval = approve(
                approval_id=approval_id,
                draft=suggestions.draft(tx, row.id, shown.draft),
                act=shown.act,
                shown=shown.shown,
                answer_id=answer,
                seal=SEALS[row.network](shown.act, approval_id, NOW - 39 * MINUTE),
                now=NOW - 39 * MINUTE,
            )
            extra = {**row.extra, "answered_at": (NOW - 39 * MINUTE).isoformat(), "kept_back": False}
            suggestions.move(tx, suggestions.get(tx, row.id), event, now=NOW - 39 * MINUTE, extra=extra)
            sources.outdated(tx, "answers")
            due_at = NOW - 39 * MINUTE if event is Event.DELETE else NOW + 2 * MINUTE
            approvals.add(tx, approval, draft=shown.draft, due_at=due_at, shown_at=shown.stands_at)
        receipt = voice.retracting() if event is Event.DELETE else voice.receipt_soon(NOW + 2 * MINUTE, NOW, ZONE)
        self.sent(self.tell(row, MessageKind.RECEIPT, receipt, now=NOW - 38 * MINUTE), NOW - 37 * MINUTE)
        return self.live(row)

    def live(self, row: Suggestion) -> approvals.Held:
        """Its approval that is open or claimed."""
        with self.store.begin() as tx:
            return approvals.live(tx, row.id)

    def approval(self, row: Suggestion, state: str, **values: object) -> None:
        """Its approval goes on."""
        with self.store.begin() as tx:
            assert approvals.set_state(tx, approvals.live(tx, row.id), state, **values)

    def approved(self, who: str, network: Network, **differs: object) -> Suggestion:
        """`send`, or a thumb where the channel has reactions."""
        row, preview = self.shown(who, network)
        self.permitted(row, preview, Event.APPROVE, "" if differs else "send", **differs)
        return row

    def claimed(self, who: str, network: Network) -> Suggestion:
        """A request is out."""
        row = self.approved(who, network)
        self.move(row, Event.CLAIM)
        self.approval(row, "claimed", first_attempt_at=NOW - 10 * MINUTE, attempts=1, retry_at=NOW + MINUTE)
        return row

    def published(self, who: str, network: Network) -> Suggestion:
        """The reply stands."""
        row = self.claimed(who, network)
        with self.store.begin() as tx:
            suggestions.move(tx, suggestions.get(tx, row.id), Event.CONFIRMED, now=NOW - 9 * MINUTE)
            held = approvals.live(tx, row.id)
            approvals.set_state(tx, held, "used")
            mine = ref("lena", network)
            stands = Published(mine, f"https://writers.example/@lena/{mine.local_id[-8:]}", NOW - 9 * MINUTE)
            approvals.publish(tx, held, stands, held.approval.act.words, now=NOW - 9 * MINUTE)
        self.sent(self.tell(row, MessageKind.RECEIPT, voice.receipt_out(stands.link)), NOW - 8 * MINUTE)
        return row

    def offered(self, row: Suggestion) -> Message:
        """`undo`, afterwards: deleting was offered."""
        self.hear("undo", outcome="offered")
        with self.store.begin() as tx:
            act = Retract(approvals.publication(tx, row.id).published.ref)
        text = voice.offer_retract(6 * MINUTE, code=f"{row.code}.1")
        return self.sent(self.tell(row, MessageKind.OFFER, text, draft=1, act=act, offers="retract"), NOW - 7 * MINUTE)
