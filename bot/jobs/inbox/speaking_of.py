"""Answer `about letters`: who of those whom the owner knows spoke of it lately. From the store; nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot import wording
from bot.decide.commands import Command, OwnWords, Topic, Unclear, Why, telling_words
from bot.decide.facts import PostFacts
from bot.decide.lifecycle.binding import Unbound
from bot.domain import AccountFlag, Person, Stage
from bot.jobs.inbox import whose
from bot.jobs.inbox.decision import Decision, Outcome
from bot.jobs.inbox.turn import Turn
from bot.jobs.inbox.words import own_words
from bot.knowledge import candidates
from bot.outbox.teller import Says
from bot.store import people, post_search
from bot.store.posts import StoredPost
from bot.wording import Spoke
from bot.wording.text import unaddressed

LATELY = timedelta(days=14)
MOST = 3
KNOWN = (Stage.MET, Stage.KNOWN, Stage.FRIEND)


def about(turn: Turn, command: Command[Topic]) -> Decision:
    """`about letters`: at most three people, the latest first. What may be meant as words for somebody is asked about."""
    topic = command.argument.text
    if not topic:
        return Decision(Outcome.NO_WORDS, (Says(wording.needs_words("about", "about letters")),))
    found = list(_known_who_spoke(turn, telling_words(topic)))
    if doubt := _maybe_words(turn, command, found):
        return doubt
    return Decision(Outcome.ABOUT, (Says(wording.spoke_of(topic, found, turn.now, turn.zone)),))


def _maybe_words(turn: Turn, command: Command[Topic], found: Sequence[Spoke]) -> Decision | None:
    """ "About time!", "about the same", where words are awaited; None for what is plainly a request, and behind `for me`."""
    said, topic = command.said, command.argument.text
    if command.code is not None or turn.waits or isinstance(turn.bind(None), Unbound):
        return None
    exclaims = said[:1].isupper() or any(mark in said for mark in ".,;:!")
    if exclaims and not found:
        return own_words(turn, OwnWords(said, said))
    several = len(topic.split()) > 1
    small = several and telling_words(topic) != topic.lower().split()
    if not (exclaims or small or (several and not found)):
        return None
    return whose.ask(turn, Unclear(said, Why.WHOSE, f"about {topic.lower()}", "about"))


def _known_who_spoke(turn: Turn, words: Sequence[str]) -> Iterator[Spoke]:
    told: set[int] = set()
    for held in post_search.saying(turn.tx, words, since=turn.now - LATELY):
        person = people.person_of(turn.tx, held.post.author.key)
        if person is None or person.id in told or not _may_be_told(turn, held, person):
            continue
        told.add(person.id)
        yield Spoke(wording.name(person), unaddressed(held.post.text), held.post.created_at, held.post.link)
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
