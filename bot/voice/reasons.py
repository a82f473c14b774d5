"""Say why this person and why now, as a friend would (VOICE 5): one line a reason, each from a stored fact."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Habits, Person, Post
from bot.voice.phrases import first, some
from bot.voice.times import ago, month, span

MOST_TALK = 0.5


def what_was_said(
    post: Post, now: datetime, zone: ZoneInfo, *, question: bool, to_owner: bool, replies: int | None
) -> str:
    """What kind of saying it is, how old, how many have answered (None: nobody has looked)."""
    kind = ("a question to you" if to_owner else "a question") if question else "words to you" if to_owner else "a post"
    answered = "" if replies is None else ", no answers yet" if not replies else f", {some(replies, 'answer')} so far"
    return f"{kind} from {_when(post.created_at, now, zone)}{answered}"


def _when(then: datetime, now: datetime, zone: ZoneInfo) -> str:
    said = ago(then, now, zone)
    return {"just now": "a moment ago"}.get(said, said.removeprefix("on "))


def silent(length: timedelta) -> str:
    """Back after weeks."""
    return f"the first post after {span(length)}"


def talked(threads: int, *, both: bool) -> str:
    """What the two have had."""
    if not threads:
        return "you two have never spoken"
    return f"you have talked in {some(threads, 'thread')}{', both ways' if both else ''}"


def converses(person: Person, habits: Habits) -> str:
    """How the person talks with others, with the count as evidence."""
    own = habits.posts - habits.reshares
    mostly = "mostly answers people" if habits.conversation_ratio >= MOST_TALK else "answers people"
    return f"{first(person)} {mostly}: {habits.answers} of the last {own} posts"


def shared(topic: str, times: int, since: datetime, now: datetime, zone: ZoneInfo) -> str:
    """What the owner wrote about, too."""
    if times == 1:
        return f"{topic}: you wrote about it {month(since, now, zone)}"
    return f"{topic}: you wrote about it in {some(times, 'post')}, first {month(since, now, zone)}"


def goal(person: Person) -> str:
    """What the owner asked for."""
    return (
        f"you would like to stay in touch with {first(person)}" if person.every else f"you wish to know {first(person)}"
    )


def quiet_from_me(person: Person, since: timedelta) -> str:
    """When I last brought this person up."""
    return f"nothing from me about {first(person)} for {span(since)}"
