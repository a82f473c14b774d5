"""Keep suggestions. A suggestion moves only by the table in `approvals`, by a conditional update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypedDict, Unpack

from sqlalchemy import Connection, Executable, RowMapping, bindparam, false, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import (
    ENDS,
    PREVIEW_LASTS,
    AskedDraft,
    DraftWish,
    Motive,
    Network,
    NudgeKind,
    Reason,
    Step,
    SuggestionEvent,
    SuggestionState,
    next_state,
)
from bot.store.schema import codes_beyond, drafts, messages, suggestions
from bot.store.serialization import dump, load, new_id

ASKED_ABOUT = (SuggestionState.AWAITING_OWNER, SuggestionState.EXPIRED)
"""Where what the owner was asked last about words is not answered, nor over for a reason that they know."""

_ONE = select(suggestions).where(suggestions.c.id == bindparam("suggestion"))
_RECENT = select(suggestions).where(suggestions.c.created_at >= bindparam("since")).order_by(suggestions.c.id)
_OPEN_FOR = select(suggestions).where(
    suggestions.c.person == bindparam("person"), suggestions.c.state.not_in(list(ENDS))
)
_CHANGE = update(suggestions).where(suggestions.c.id == bindparam("suggestion"))
_WHERE_IT_STOOD = _CHANGE.where(suggestions.c.state == bindparam("stood"))
"""What is asked or changed several times a round is made once."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row as it stands. `version` is the post's, as shown. `owner` is the `Account.identity` of the owner's account for
    which it was made.

    `unprompted`: they had not written first. `counts`: it takes one of the day's places. `left` is how many posts were
    passed over for it, `step` what to do instead of answering. `held_at` is since when a reply is held for the owner's
    word, which is asked about once more. `kept_back`: the owner wanted it back when it was too late to be sure, so it
    may be found out, and is never repeated. `told_unclear`: the owner knows how long it is unclear.
    """

    id: int
    code: str
    person: int
    account: str
    post_uri: str | None
    network: Network
    kind: NudgeKind
    motive: Motive
    state: SuggestionState
    created_at: datetime
    state_at: datetime
    due_at: datetime
    expires_at: datetime
    retry_at: datetime | None
    nudged_at: datetime | None
    version: str
    returned: bool
    score: float
    reasons: tuple[Reason, ...]
    owner: str
    unprompted: bool
    counts: bool
    left: int
    step: Step | None
    answered_at: datetime | None
    held_at: datetime | None
    kept_back: bool
    told_unclear: bool
    asked_draft: AskedDraft | None


class SuggestionColumns(TypedDict, total=False):
    """What may change of a row of `suggestions` beside its state."""

    version: str
    due_at: datetime
    expires_at: datetime
    retry_at: datetime | None
    nudged_at: datetime | None
    answered_at: datetime | None
    held_at: datetime | None
    returned: bool
    kept_back: bool
    told_unclear: bool


class NewSuggestion(SuggestionColumns, total=False):
    """What a new row is made of beside."""

    post_uri: str | None
    network: Network
    kind: NudgeKind
    motive: Motive
    created_at: datetime
    state_at: datetime
    score: float
    owner: str
    unprompted: bool
    counts: bool
    left: int
    step: Step | None


def add(
    tx: Connection, *, name: str, person: int, account: str, reasons: Iterable[Reason], **values: Unpack[NewSuggestion]
) -> Suggestion:
    """A new suggestion, awaiting delivery. `name` gives the letter of its code; other values are columns."""
    code = _free_code(tx, name)
    row = {"owner": "", "returned": False, "version": "", "score": 0.0, **values}
    row |= {"code": code, "person": person, "account": account, "state": SuggestionState.AWAITING_DELIVERY}
    row["reasons"] = [dump(reason) for reason in reasons]
    result = tx.execute(insert(suggestions).values(**row))
    return get(tx, new_id(result))


def _free_code(tx: Connection, name: str) -> str:
    letter = next((c for c in name.lower() if "a" <= c <= "z"), "x")
    query = select(suggestions.c.code).where(suggestions.c.code.startswith(letter))
    used = [int(code[1:]) for code in tx.execute(query).scalars()]
    beyond = tx.execute(select(codes_beyond.c.number).where(codes_beyond.c.letter == letter)).scalar() or 0
    return f"{letter}{max(*used, beyond, 0) + 1}"


def go_on_beyond(tx: Connection, codes: Iterable[str]) -> None:
    """These codes were shown, whether we know of it or not: none of them is ever given again."""
    beyond: dict[str, int] = {}
    for code in codes:
        letter, number = code[0], int(code[1:].partition(".")[0])
        beyond[letter] = max(beyond.get(letter, 0), number)
    for letter, number in beyond.items():
        row = insert(codes_beyond).values(letter=letter, number=number)
        highest = {"number": func.max(codes_beyond.c.number, number)}
        tx.execute(row.on_conflict_do_update(index_elements=["letter"], set_=highest))


def get(tx: Connection, suggestion: int) -> Suggestion:
    """One suggestion. Raises KeyError for an unknown id."""
    row = tx.execute(_ONE, {"suggestion": suggestion}).mappings().first()
    if row is None:
        raise KeyError(suggestion)
    return _suggestion(row)


def by_code(tx: Connection, code: str) -> Suggestion | None:
    """The suggestion with this short code, or None."""
    row = tx.execute(select(suggestions).where(suggestions.c.code == code.lower())).mappings().first()
    return _suggestion(row) if row else None


def in_states(tx: Connection, *states: SuggestionState) -> tuple[Suggestion, ...]:
    """All that wait so, oldest first."""
    return tuple(_suggestion(row) for row in tx.execute(_in_states(*states)).mappings())


@cache
def _in_states(*states: SuggestionState) -> Executable:
    """Asked several times a round, and always for the same few: made once, for `in_` is spelt out at each call."""
    waits = or_(false(), *(suggestions.c.state == state for state in states))
    return select(suggestions).where(waits).order_by(suggestions.c.id)


def are_open(tx: Connection) -> bool:
    """Whether anybody was brought to the owner, and waits for their word."""
    query = select(suggestions.c.id).where(suggestions.c.state == SuggestionState.AWAITING_OWNER)
    return tx.execute(query.limit(1)).first() is not None


def recent(tx: Connection, *, since: datetime) -> tuple[Suggestion, ...]:
    """Everything suggested since then, oldest first."""
    return tuple(_suggestion(row) for row in tx.execute(_RECENT, {"since": since}).mappings())


def open_for(tx: Connection, person: int) -> tuple[Suggestion, ...]:
    """A person's suggestions that have not ended."""
    return tuple(_suggestion(row) for row in tx.execute(_OPEN_FOR, {"person": person}).mappings())


def of_person(tx: Connection, person: int) -> tuple[Suggestion, ...]:
    """Everything that was ever suggested of a person, oldest first."""
    query = select(suggestions).where(suggestions.c.person == person).order_by(suggestions.c.id)
    return tuple(_suggestion(row) for row in tx.execute(query).mappings())


def closed_of_post(tx: Connection, uri: str) -> Suggestion | None:
    """The latest suggestion of a post that ended, if one did."""
    query = select(suggestions).where(suggestions.c.post_uri == uri, suggestions.c.state.in_(ENDS))
    row = tx.execute(query.order_by(suggestions.c.id.desc())).mappings().first()
    return _suggestion(row) if row else None


def of_post(tx: Connection, uri: str) -> Suggestion | None:
    """The suggestion made of a post, if there is one."""
    row = tx.execute(select(suggestions).where(suggestions.c.post_uri == uri)).mappings().first()
    return _suggestion(row) if row else None


def move(
    tx: Connection,
    suggestion: Suggestion,
    event: SuggestionEvent,
    *,
    now: datetime,
    **changes: Unpack[SuggestionColumns],
) -> bool:
    """Take one step of the table if the row is still where it was read; False if somebody else moved it.

    Raises `NotAllowed` for a step that the table does not have.
    """
    to = next_state(suggestion.state, event)
    where = {"suggestion": suggestion.id, "stood": suggestion.state}
    values = {"state": to, "state_at": now, "retry_at": None, **changes}
    return tx.execute(_WHERE_IT_STOOD, where | values).rowcount == 1


def change(tx: Connection, suggestion: int, **values: Unpack[SuggestionColumns]) -> None:
    """Change columns that are not the state."""
    tx.execute(_CHANGE, {"suggestion": suggestion, **values})


def hold(tx: Connection, suggestion: int, *, now: datetime) -> None:
    """Its words are held for the owner's word, which is asked about once more."""
    change(tx, suggestion, held_at=now)


def was_shown(tx: Connection, suggestion: int, *, now: datetime) -> None:
    """Words for it are shown, which can be approved for a day: it does not end before."""
    change(tx, suggestion, expires_at=max(get(tx, suggestion).expires_at, now + PREVIEW_LASTS))


def answered_hold(tx: Connection, suggestion: int) -> None:
    """The owner said what is to become of held words: they are not asked about again."""
    change(tx, suggestion, held_at=None)


def keep_back(tx: Connection, suggestion: Suggestion) -> None:
    """The owner wants back what may be out already."""
    change(tx, suggestion.id, kept_back=True)


def ask_draft(tx: Connection, suggestion: int, asked: AskedDraft | None) -> None:
    """A draft is asked for that takes its time; None: none is asked for any more."""
    wish, under = (asked.wish, asked.under) if asked else (None, None)
    query = update(suggestions).where(suggestions.c.id == suggestion)
    tx.execute(query.values(draft_wish=wish, draft_under=under))


def forget_person(tx: Connection, person: int) -> None:
    """Take away the words that were drafted for a person, and the reasons; the rows stay, they say when something was."""
    mine = select(suggestions.c.id).where(suggestions.c.person == person)
    tx.execute(update(drafts).where(drafts.c.suggestion.in_(mine)).values(words="", act=None))
    tx.execute(
        update(messages).where(messages.c.suggestion.in_(mine)).values(text="", act=None, shown=None, about=None)
    )
    tx.execute(update(suggestions).where(suggestions.c.person == person).values(reasons=[], account="", post_uri=None))


def count_in(tx: Connection, *states: SuggestionState) -> int:
    """How many wait so."""
    query = select(func.count()).select_from(suggestions).where(suggestions.c.state.in_(states))
    return int(tx.execute(query).scalar_one())


def last_held_at(tx: Connection) -> datetime | None:
    """When words were last held that wait for the owner's word, as far as the owner knows: of an end by age nothing is said."""
    query = select(func.max(suggestions.c.held_at)).where(suggestions.c.state.in_(ASKED_ABOUT))
    at: datetime | None = tx.execute(query).scalar()
    return at


def _suggestion(row: RowMapping) -> Suggestion:
    values = dict(row)
    values["reasons"] = tuple(load(Reason, reason) for reason in row["reasons"])
    for name, kind in (("network", Network), ("kind", NudgeKind), ("lane", Motive), ("state", SuggestionState)):
        values[name] = kind(row[name])
    values["motive"] = values.pop("lane")
    values["step"] = None if row["step"] is None else Step(row["step"])
    wish, under = values.pop("draft_wish"), values.pop("draft_under")
    return Suggestion(**values, asked_draft=None if wish is None else AskedDraft(DraftWish(wish), under))
