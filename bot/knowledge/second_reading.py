"""Bring a second reader's readings to the day's choice, and note what it had to do with each suggestion.

The choice is the rules'; what a reader may change of it is decided in `decide.selection.second_reader`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.config import Config
from bot.decide.facts import Candidate
from bot.decide.schedule import begins
from bot.decide.selection import Choice, Deliberation
from bot.decide.selection.second_reader import Exchanged, Refusal, exchanged
from bot.domain import AccountFlag
from bot.domain.readings import Behind, Opinion, Outcome, Reading, TakenFor
from bot.platforms.wishes import no_models
from bot.store import Transaction, people, readings, settings, suggestions

AHEAD = timedelta(minutes=10)
"""So long before a delivery it is decided what is read, so that nothing waits for a model."""

FAILED = (Outcome.SILENT, Outcome.SPENT)


@dataclass(frozen=True, slots=True)
class Heard:
    """The choice with at most one place changed, and what is noted of each of its posts, by uri."""

    decided: Deliberation
    opinions: Mapping[str, Opinion] = field(default_factory=dict)


def refusal(tx: Transaction, config: Config, now: datetime) -> Refusal:
    """Who is never sent to a model: by their profile, by their server, by the owner's word, and while nobody has looked at
    their profile.
    """

    def refuses(candidate: Candidate) -> bool:
        account = candidate.account
        server = config.servers.get(account.address.rpartition("@")[2])
        known = people.known(tx, account.key)
        if known is None or known.profile_at is None or AccountFlag.NOBOT in known.account.flags:
            return True
        if not people.person(tx, known.person).may_be_spoken_of(now):
            return True
        said = (account.name, account.bio, known.account.name, known.account.bio)
        return (server is not None and server.drafts == "off") or no_models(*said)

    return refuses


def heard(tx: Transaction, config: Config, host: str, decided: Deliberation, now: datetime) -> Heard:
    """What a second reader makes of a choice: one place of a day at most is its own."""
    found = readings.known(tx, [one.candidate.post.ref for one in decided.allowed])
    after, change = (decided, None) if _had_a_place(tx, config, now) else exchanged(decided, found)
    last = readings.last_asked(tx, since=now - 2 * AHEAD)
    unread = last.outcome if last is not None and last.outcome in FAILED else Outcome.NOT_SHOWN
    opinions = {_uri(one): _opinion(one, found, change, host, unread) for one in after.choices}
    return Heard(after, opinions)


def _had_a_place(tx: Transaction, config: Config, now: datetime) -> bool:
    today = suggestions.recent(tx, since=begins(now, settings.zone(tx, config.owner.timezone)))
    return readings.brought(tx, [row.id for row in today])


def _opinion(
    one: Choice, found: Mapping[str, Reading], change: Exchanged | None, host: str, unread: Outcome
) -> Opinion:
    reading = found.get(_uri(one))
    if reading is None:
        return Opinion(host, unread)
    if change is None or one is not change.chosen:
        return Opinion(host, Outcome.AGREED, reading.kind)
    gone = change.instead_of
    behind = None if gone is None else Behind(gone.judged.person, _kind(gone, found))
    return Opinion(host, Outcome.BROUGHT, reading.kind, behind)


def _kind(one: Choice, found: Mapping[str, Reading]) -> TakenFor:
    return found[_uri(one)].kind


def _uri(one: Choice) -> str:
    return one.candidate.post.uri
