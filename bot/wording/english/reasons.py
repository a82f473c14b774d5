"""Say why this person and why now, as a friend would (VOICE 5): one line a reason, each from a stored fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Exchange, Habits, Person, Post
from bot.domain.readings import Opinion, Outcome, TakenFor
from bot.wording.english.phrases import LONGEST_TOPIC, follow_too, some, wrote
from bot.wording.english.times import ago, day, month, span
from bot.wording.text import Cleaned, first

MOST_TALK = 0.5


def what_was_said(
    post: Post, now: datetime, zone: ZoneInfo, *, question: bool, to_owner: bool, replies: int | None
) -> str:
    """What kind of saying it is, how old, how many have answered (None: nobody has looked)."""
    when = _when(post.created_at, now, zone)
    if to_owner:
        return f"{'a question' if question else 'words'} to you, from {when}"  # how long it stands open is no reason
    answered = "" if replies is None else ", no answers yet" if not replies else f", {some(replies, 'answer')} so far"
    return f"{'a question' if question else 'a post'} from {when}{answered}"


def _when(then: datetime, now: datetime, zone: ZoneInfo) -> str:
    said = ago(then, now, zone)
    return {"just now": "a moment ago"}.get(said, said.removeprefix("on "))


def silent(length: timedelta) -> str:
    """Back after weeks."""
    return f"the first post after {span(length)}"


def talked(
    person: Person,
    threads: int,
    last: Exchange | None,
    now: datetime,
    zone: ZoneInfo,
    *,
    spoken: bool,
    first_words: bool,
) -> str:
    """What the two have had; nothing where they said words to each other, but never in one place."""
    if threads:
        return f"you two have talked in {some(threads, 'thread')}"
    if first_words:
        return f"{first(person)}'s first words to you"
    if spoken or last is None:
        return "" if spoken else "you two have never spoken"
    return wrote(person, last, day(last.at, now, zone))


def converses(person: Person, habits: Habits) -> str:
    """How the person talks with others, with the count as evidence."""
    own = habits.posts - habits.reshares
    mostly = "mostly answers people" if habits.conversation_ratio >= MOST_TALK else "answers people"
    return f"{first(person)} {mostly}: {habits.answers} of the last {own} posts"


def shared(topic: str, times: int, since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """What the owner wrote about, too."""
    wrote = f"you wrote about {Cleaned(topic, LONGEST_TOPIC)}"
    if times == 1:
        return f"{wrote} {month(since, now, zone)}"
    return f"{wrote} in {some(times, 'post')}, first {month(since, now, zone)}"


def goal(person: Person) -> str:
    """What the owner asked for."""
    return f"you would like to {'stay in touch with' if person.every else 'get to know'} {first(person)}"


def follows(person: Person, since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Somebody new among the owner's followers."""
    return f"{first(person)} began to follow you {day(since, now, zone)}"


def known_by(person: Person, who: Sequence[Person]) -> str:
    """Whom the owner and the person both know."""
    return follow_too(person, who).rstrip(".")


def quiet_from_me(person: Person, since: timedelta) -> str:
    """When I last brought this person up."""
    return f"nothing from me about {first(person)} for {span(since)}"


def learned(because: str, person: Person) -> str:
    """What the owner did with others like this, or with others from this person; once is no habit."""
    return because.replace("this person", first(person)) if " of " in because else ""


_TAKEN_FOR = {
    TakenFor.HELP: "a request for help",
    TakenFor.QUESTION: "a question",
    TakenFor.OPINION: "an opinion",
    TakenFor.WORK: "a work of their own",
    TakenFor.NEWS: "good news",
    TakenFor.TALK: "small talk",
    TakenFor.JOKE: "a joke",
    TakenFor.THANKS: "thanks",
    TakenFor.TROUBLE: "a trouble",
    TakenFor.QUARREL: "a quarrel",
    TakenFor.NOTICE: "a notice",
    TakenFor.OTHER: "something else",
}


def second_reader(opinion: Opinion, before: Person | None) -> str:
    """What a model did that read it, too; `before` is whose place it gave away."""
    model = f"your model at {Cleaned(opinion.host, LONGEST_HOST)}"
    if opinion.outcome in _UNREAD:
        return f"{model} {_UNREAD[opinion.outcome]}"
    taken = f"{model} took it for {_TAKEN_FOR[opinion.kind or TakenFor.OTHER]}"
    if opinion.outcome is Outcome.AGREED:
        return f"{taken}, and changed nothing"
    if before is None or opinion.before is None:
        return f"{taken}, and gave it a place"
    return f"{taken}, and put it before {_of(opinion.before.kind)} of {first(before)}'s"


LONGEST_HOST = 60
_UNREAD = {
    Outcome.NOT_SHOWN: "was not shown it",
    Outcome.SILENT: "gave no usable answer, so the rules chose alone",
    Outcome.SPENT: "had been asked as often as a day allows, so the rules chose alone",
}


def _of(kind: TakenFor) -> str:
    return {TakenFor.OTHER: "something", TakenFor.WORK: "a work"}.get(kind, _TAKEN_FOR[kind])
