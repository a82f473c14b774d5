"""Hold what decides whether a consent counts: the message that it is bound to, and what was said and shown since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot import wording
from bot.decide.lifecycle.binding import may_consent
from bot.decide.lifecycle.consent import preview_is_fresh
from bot.decide.lifecycle.undo_window import goes_out_at
from bot.domain import Draft, MessageKind, OpenMessage
from bot.jobs.inbox.turn import Turn
from bot.knowledge.owner_preferences import owner_preferences
from bot.outbox.previews import may_post
from bot.store import answerable, answers, drafts, messages, ownership, people
from bot.store.messages import Message
from bot.store.suggestions import Suggestion
from bot.wording.text import Name


@dataclass(frozen=True, slots=True)
class Asked:
    """The message that a consent is bound to, and what decides whether it counts.

    `whole`: every part of it was delivered. `newest` is the newest preview of the same suggestion, `last` its newest words,
    `shown` the latest message that showed or offered an act of it. `later` is whatever we said since; `heard`: so was
    whatever the owner said. `lost_at` is when words of theirs found no place, `newest_at` when any were shown. `alone`: a bare
    word can mean no other. `fresh`: it is not too old. `stopped`: nothing is to go out; `may_post`: what is approved goes out
    by itself, at `due`.
    """

    on: OpenMessage
    row: Suggestion
    name: Name
    held: Message
    whole: bool
    newest: Message | None
    last: Draft | None
    shown: Message | None
    later: tuple[Message, ...]
    heard: bool
    lost_at: datetime | None
    newest_at: datetime | None
    alone: bool
    fresh: bool
    stopped: bool
    may_post: bool
    due: datetime

    @classmethod
    def of(cls, turn: Turn, on: OpenMessage) -> Asked:
        """As it stands."""
        tx, config = turn.tx, turn.desk.config
        row, held = turn.row(on), messages.get(tx, on.message)
        return cls(
            on=on,
            row=row,
            held=held,
            whole=answerable.parts_delivered(tx, held),
            newest=answerable.newest_preview(tx, row.id),
            last=drafts.latest(tx, row.id),
            shown=answerable.latest_showing(tx, row.id),
            later=messages.after(tx, held.id),
            heard=ownership.heard_since(tx, held.id),
            lost_at=answers.last_without_a_place(tx),
            newest_at=answerable.last_preview_at(tx),
            stopped=owner_preferences(tx, config).stopped,
            may_post=may_post(tx, config, row),
            name=wording.name(people.person(tx, row.person)),
            alone=may_consent(on, turn.opened, explicit=False, now=turn.now),
            fresh=preview_is_fresh(held.left_at or on.sent_at, turn.now),
            due=goes_out_at(turn.now, config.publish.undo_time),
        )


def shows_words(message: OpenMessage) -> bool:
    """Whether a message is a preview, all of it delivered."""
    return message.kind is MessageKind.PREVIEW and message.complete
