"""Answer `about letters`: who of those whom the owner knows spoke of it lately. From the store; nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot import wording
from bot.decide.commands import Command, OwnWords, Topic
from bot.decide.facts import PostFacts
from bot.decide.lifecycle.binding import Unbound
from bot.domain import AccountFlag, Person, Stage
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.words import own_words
from bot.knowledge import candidates
from bot.outbox.teller import Says
from bot.store import people, post_search
from bot.store.posts import StoredPost
from bot.wording import Spoke

LATELY = timedelta(days=14)
MOST = 3
A_TOPIC = 3
"""Words of a message that asks about something: "about old letters"."""
KNOWN = (Stage.MET, Stage.KNOWN, Stage.FRIEND)


def about(turn: Turn, command: Command[Topic]) -> Decision:
    """`about letters`: at most three people, the latest first. What finds nobody may be meant as words for somebody."""
    topic = command.argument.text
    if not topic:
        return Decision(Outcome.NO_WORDS, (Says(wording.needs_words("about", "about letters")),))
    found = list(_known_who_spoke(turn, topic))
    if not found and _reads_like_words(command.said) and not isinstance(turn.bind(command.code), Unbound):
        return own_words(turn, OwnWords(command.said, command.said))
    return Decision(Outcome.ABOUT, (Says(wording.spoke_of(topic, found, turn.now, turn.zone)),))


def _reads_like_words(said: str) -> bool:
    """ "About time!", "about time too": more than the bare word and what it is about."""
    return said[:1].isupper() or any(mark in said for mark in ".,;:!?") or len(said.split()) > A_TOPIC


def _known_who_spoke(turn: Turn, topic: str) -> Iterator[Spoke]:
    told: set[int] = set()
    for held in post_search.saying(turn.tx, topic, since=turn.now - LATELY):
        person = people.person_of(turn.tx, held.post.author.key)
        if person is None or person.id in told or not _may_be_told(turn, held, person):
            continue
        told.add(person.id)
        yield Spoke(wording.name(person), held.post.text, held.post.created_at, held.post.link)
        if len(told) == MOST:
            return


def _may_be_told(turn: Turn, held: StoredPost, person: Person) -> bool:
    """Public words without a warning and without sorrow, by somebody known who is neither kept apart nor to be left alone."""
    known = people.known(turn.tx, held.post.author.key)
    ties = known.relationship if known else None
    apart = ties is not None and (ties.blocking or ties.blocked_by or ties.muting)
    alone = not person.may_be_spoken_of(turn.now) or (known is not None and AccountFlag.NOBOT in known.account.flags)
    plain = held.post.quotable and not held.post.warning and not held.gone and not PostFacts.from_json(held.facts).sad
    return plain and not apart and not alone and candidates.standing_now(turn.tx, person, turn.now).stage in KNOWN
