"""Bring together everything that is known about each post that could become a suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.decide.drafting import SentBefore
from bot.decide.facts import Approach, Candidate, PostFacts, Standing
from bot.decide.relationships import next_step, standing
from bot.decide.schedule import AFTER_POST, AFTER_QUESTION, PastSuggestion
from bot.domain import Exchange, Goal, Interaction, InteractionKind, Person, Post, Talk
from bot.knowledge.known_by import named
from bot.store import Transaction, approvals, interactions, known_by, people, posts, suggestions
from bot.store.people import Known
from bot.store.posts import Glance, StoredPost
from bot.wording.text import Name, unaddressed

A_DAY = timedelta(hours=24)
BACK_AFTER = timedelta(days=30)
LEDGERS_AT_ONCE = 100
WORDS = (InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE)


def candidates(tx: Transaction, now: datetime) -> Iterator[Candidate]:
    """Every post that is young enough to be suggested (48 h; 7 days if it is addressed to the owner), oldest first.

    There may be thousands: they are read one after the other, so that whoever lets one go holds no more of it.
    """
    young = {"at": now - AFTER_POST, "to_owner_since": now - AFTER_QUESTION}
    around = _around(tx, posts.glances_since(tx, **young), now)
    yield from _assembled(posts.since(tx, **young), around)


def assemble(tx: Transaction, stored: Sequence[StoredPost], now: datetime) -> tuple[Candidate, ...]:
    """The stored posts with everything known about them, in the same order."""
    return tuple(_assembled(stored, _around(tx, [held.glance for held in stored], now)))


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known beside the words of some posts: of those who said them, and of all of these posts together."""

    known: Mapping[str, Known]
    persons: Mapping[int, Person]
    standings: Mapping[int, Standing]
    approaches: Mapping[int, Approach]
    both_know: Mapping[int, int]
    answered: Collection[str]
    today: Mapping[str, int]


def _around(tx: Transaction, glances: Sequence[Glance], now: datetime) -> _Around:
    ties = known_by.of(tx)
    authors = {glance.account for glance in glances}
    near = {*authors, *ties, *(follower for told in ties.values() for follower in told)}
    known, persons = people.around(tx, near)
    spoke = [persons[each] for each in {known[key].person for key in authors if key in known}]
    settled = frozenset(glance.uri for glance in glances if PostFacts.from_json(glance.facts).closes)
    standings, approaches = _relations(tx, spoke, known, settled, now)
    both = {known[key].person for key in ties if key in known}
    return _Around(
        known,
        persons,
        standings,
        approaches,
        both_know={each: len(named(persons[each], ties, known, persons, now)) for each in both},
        answered=posts.answered_of(tx, [glance.uri for glance in glances]),
        today=Counter(glance.account for glance in glances if now - glance.seen_at < A_DAY),
    )


def _relations(
    tx: Transaction, persons: Sequence[Person], known: Mapping[str, Known], settled: Collection[str], now: datetime
) -> tuple[Mapping[int, Standing], Mapping[int, Approach]]:
    """How these stand to the owner, and where the owner stands towards those they would like to know.

    The ledger grows for years: what was said and done is read of a few of them at once.
    """
    proposed = _proposed(tx, now)
    standings, approaches = dict[int, Standing](), dict[int, Approach]()
    for few in (persons[at : at + LEDGERS_AT_ONCE] for at in range(0, len(persons), LEDGERS_AT_ONCE)):
        ledger = interactions.by_account(tx, [account.key for person in few for account in person.accounts])
        standings |= {p.id: standing_of(p, ledger, now, settled) for p in few}
        wanted = [p for p in few if p.goal is Goal.GET_TO_KNOW]
        approaches |= {p.id: _approach(p, known, ledger, proposed, now) for p in wanted}
    return standings, approaches


def _assembled(stored: Iterable[StoredPost], around: _Around) -> Iterator[Candidate]:
    """Those of them that others said whose account is known."""
    for held in stored:
        author = around.known.get(held.post.author.key)
        if author is not None and not held.by_owner:
            yield _candidate(held, author, around)


def _candidate(held: StoredPost, author: Known, around: _Around) -> Candidate:
    talk = held.talk
    if held.post.uri in around.answered:
        talk = replace(talk or Talk(), owner_answered=True)
    return Candidate(
        post=_with_account(held, author),
        facts=PostFacts.from_json(held.facts),
        person=around.persons[author.person],
        standing=around.standings[author.person],
        habits=author.habits,
        relationship=author.relationship,
        talk=talk,
        silent_before=held.silent_before,
        seen_today=around.today.get(held.post.author.key, 1),
        approach=around.approaches.get(author.person),
        follower_since=author.follower_since,
        known_by=around.both_know.get(author.person, 0),
    )


def _proposed(tx: Transaction, now: datetime) -> Mapping[int, Sequence[datetime]]:
    """When each person was last proposed, of late."""
    found: dict[int, list[datetime]] = {}
    for row in suggestions.recent(tx, since=now - timedelta(days=90)):
        found.setdefault(row.person, []).append(row.nudged_at or row.created_at)
    return found


def _approach(
    person: Person,
    known: Mapping[str, Known],
    ledger: Mapping[str, Sequence[Interaction]],
    proposed: Mapping[int, Sequence[datetime]],
    now: datetime,
) -> Approach:
    """Where the owner stands on the ladder towards somebody they would like to know."""
    acts = [act for account in person.accounts for act in ledger.get(account.key, ())]
    first = known.get(person.accounts[0].key)
    return next_step(
        acts,
        relationship=first.relationship if first else None,
        habits=first.habits if first else None,
        proposed=proposed.get(person.id, ()),
        now=now,
    )


def _with_account(held: StoredPost, author: Known) -> Post:
    return replace(held.post, author=author.account)


def standing_of(
    person: Person, ledger: Mapping[str, Sequence[Interaction]], now: datetime, settled: Iterable[str] = ()
) -> Standing:
    """How a person stands to the owner, over all of their accounts."""
    acts = [act for account in person.accounts for act in ledger.get(account.key, ())]
    return standing(acts, now, settled=settled)


def standing_now(tx: Transaction, person: Person, now: datetime) -> Standing:
    """How one person stands to the owner right now."""
    return standing(interactions.of(tx, [account.key for account in person.accounts]), now)


def sent_before(tx: Transaction, now: datetime, *, days: int = 90) -> tuple[SentBefore, ...]:
    """The owner's replies of the last months that went through here: the words, whom they went to, when."""
    found = approvals.published_since(tx, now - timedelta(days=days))
    return tuple(
        SentBefore(
            words=p.words, to=_name(people.person(tx, suggestions.get(tx, p.suggestion).person)), at=p.published.at
        )
        for p in found
        if p.published.at is not None and p.retracted_at is None
    )


def history(tx: Transaction, now: datetime, *, days: int = 90) -> tuple[PastSuggestion, ...]:
    """What was suggested before, as pace wants it."""
    return tuple(_past(row) for row in suggestions.recent(tx, since=now - timedelta(days=days)))


def _past(row: suggestions.Suggestion) -> PastSuggestion:
    return PastSuggestion(
        person=row.person,
        uri=row.post_uri or "",
        motive=row.motive,
        at=row.nudged_at or row.created_at,
        state=row.state,
        unprompted=row.unprompted,
        counts=row.counts,
        answered_at=row.answered_at,
        kind=row.kind,
    )


def last_exchange(tx: Transaction, person: Person, *, before: datetime, leave_out: str = "") -> Exchange | None:
    """The last words that the two had before a moment, with the texts that are still kept.

    `leave_out` is the post that is the occasion now: it is no part of what was said before.
    """
    keys = [account.key for account in person.accounts]
    acts = [a for a in interactions.of(tx, keys) if a.kind in WORDS and a.at < before and a.post_uri != leave_out]
    if not acts:
        return None
    last = acts[-1]
    said, answered = _words(tx, last), _answered(tx, last, keys)
    theirs, yours = (answered, said) if last.by_owner else (said, answered)
    both = len({act.by_owner for act in acts}) > 1
    return Exchange(last.at, theirs, yours, _under(tx, last), theirs_last=not last.by_owner, both=both)


def _answered(tx: Transaction, act: Interaction, keys: Sequence[str]) -> str:
    """The words of the other of the two that an act answers; nothing where it began the talk or they are not kept."""
    held = posts.get(tx, act.post_uri) if act.post_uri else None
    above = posts.get(tx, held.post.parent.uri) if held is not None and held.post.parent is not None else None
    if above is None or (above.post.author.key not in keys if act.by_owner else not above.by_owner):
        return ""
    return unaddressed(above.post.text) if above.by_owner or above.post.quotable else ""


def _words(tx: Transaction, act: Interaction) -> str:
    held = posts.get(tx, act.post_uri) if act.post_uri else None
    return unaddressed(held.post.text) if held is not None and (held.post.quotable or held.by_owner) else ""


def _under(tx: Transaction, act: Interaction) -> str:
    """The words of the owner's own post at the top of the talk, if that is what it stood under."""
    held = posts.get(tx, act.post_uri) if act.post_uri else None
    root = held.post.root or held.post.parent if held is not None else None
    top = posts.get(tx, root.uri) if root is not None else None
    return top.post.text if top is not None and top.by_owner and top.post.uri != act.post_uri else ""


def _name(person: Person) -> Name:
    return Name(person.name, person.accounts[0].address if person.accounts else "")
