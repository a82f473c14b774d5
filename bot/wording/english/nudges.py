"""Say a nudge (VOICE 1): who, why now, what the two last spoke about, a way in.

How much is said is decided by whoever knows the room (`layout.fit`): the reason why now and the past exchange come in
full, in short or not at all. Who, the link, the way in, the answers and the code always stay (VOICE rule 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.domain import Exchange, Goal, Nudge, NudgeKind, Post, Step
from bot.wording.english.phrases import (
    LONGEST_TOPIC,
    capital,
    cited,
    ended,
    follow_too,
    one_line,
    paragraphs,
    quoted,
    sentences,
    series,
    shortened,
    subjects,
    tagged,
    web,
    wrote,
)
from bot.wording.english.times import ago, day, month, span
from bot.wording.text import Cleaned, first, name

LONGEST_QUOTE = 2_000
LONGEST_WARNING = 60


class Detail(IntEnum):
    """How much of a part is said."""

    NONE = 0
    SHORT = 1
    SOME = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a nudge is said: `quote` are the post's words as far as there is room for them.

    `embedded`: the post itself hangs below the message, so its link need not stand in it.
    """

    quote: str
    reason: Detail = Detail.FULL
    past: Detail = Detail.FULL
    embedded: bool = False


def repeatable(nudge: Nudge) -> str:
    """The words of the post that may be repeated to the owner: nothing of sad, private or warned-about posts."""
    post = nudge.post
    if post is None or not post.quotable or post.warning or nudge.kind in (NudgeKind.SAD, NudgeKind.FOLLOWERS_ONLY):
        return ""
    return Cleaned(post.text, LONGEST_QUOTE) or Cleaned(" ".join(post.media), LONGEST_QUOTE)


def nudge(said: Nudge, now: datetime, zone: ZoneInfo, shape: Shape) -> str:
    """The whole private message about one person."""
    opening = _opening(said, now, zone, shape)
    quote = cited(shape.quote, LONGEST_QUOTE) if shape.quote else ""
    link = "" if shape.embedded else web(said.link)
    if said.kind is NudgeKind.FOLLOWER:
        topics = _topics(said, now, zone) if quote else ""
        met = _past(said, now, zone, shape) or _slowly(shape)
        return paragraphs(opening, topics, quote, met, link, _answers(said, shape))
    if said.post and not quote:
        return paragraphs(opening, link, _unrepeated(said, now, zone, shape))
    past, subject = _past(said, now, zone, shape), _subject(said, now, zone, shape)
    known = sentences(past, subject) if shape.past is Detail.SHORT else paragraphs(past, subject)
    return paragraphs(opening, quote, known, _way_in(said), link, _answers(said, shape))


def look_lines(said: Nudge, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """The same on a terminal, for `look`: a line each for who and why now, the words, the past, the link."""
    quote = repeatable(said)
    shape = Shape(quote, Detail.FULL, Detail.SHORT)
    opening = _opening(said, now, zone, shape).rstrip(":")
    past, way = _past(said, now, zone, shape), _way_in(said)
    return tuple(
        line for line in (opening, cited(quote, LONGEST_QUOTE) if quote else "", past, way, web(said.link)) if line
    )


# --- who, and why now


def _opening(said: Nudge, now: datetime, zone: ZoneInfo, shape: Shape) -> str:
    who, when = name(said.person), ago(said.post.created_at, now, zone) if said.post else ""
    if said.kind is NudgeKind.SAD:
        return f"{who} posted something {when} that you will want to read yourself. It sounds like bad news."
    if said.kind is NudgeKind.FOLLOWER:
        began = _began(said, now, zone) + (_converses(said, shape) or ".")
        return sentences(began, follow_too(said.person, said.known_by) if shape.reason else "")
    if said.post and not shape.quote:
        return _not_repeated(said, said.post, who, when)
    if said.kind is NudgeKind.BACK:
        silent = f", after {span(said.silent_for)} without a post" if said.silent_for and shape.reason else ""
        return f"{who} is back{silent}:"
    return _said(said, who, when, shape)


def _said(said: Nudge, who: str, when: str, shape: Shape) -> str:
    asked = said.kind is NudgeKind.QUESTION
    if said.kind is NudgeKind.STEP and shape.reason:
        who = f"{who}, {_goal(said)},"
    if said.post is not None and not said.post.text.strip():
        return f"{who} posted a picture {when}, described like this:"
    if said.to_owner:
        return f"{who} {'asked' if asked else 'wrote to'} you {when}:"
    if asked and said.unanswered and shape.reason:
        when = f"{when}, and nobody has answered yet"
    this = "" if when.startswith("this ") else "this "
    return f"{who} {'asked' if asked else 'wrote'} {this}{when}:"


def _goal(said: Nudge) -> str:
    if said.person.goal is Goal.KEEP_IN_TOUCH:
        every = f" about every {span(said.person.every)}" if said.person.every else ""
        return f"with whom you want a word{every}"
    return "whom you want to get to know"


def _not_repeated(said: Nudge, post: Post, who: str, when: str) -> str:
    asked = said.kind is NudgeKind.QUESTION or said.question
    something = f"{who} {'asked' if asked else 'wrote'} something {when}"
    if not post.visibility.quotable:
        return f"{something}, for followers only, so I do not repeat it here."
    if post.logged_in_only:
        return f"{something}, for people with an account only, so I do not repeat it here."
    if post.warning:
        return f"{something}, behind the warning {cited(post.warning, LONGEST_WARNING)}, so I do not repeat it here."
    return f"{who} posted something without words {when}."


# --- a follower


def _began(said: Nudge, now: datetime, zone: ZoneInfo) -> str:
    when = said.followed_at
    return f"{name(said.person)} began to follow you{f' {day(when, now, zone)}' if when else ''}"


def _converses(said: Nudge, shape: Shape) -> str:
    """Who else follows them is worth more room than how many get an answer back."""
    habits, least = said.habits, Detail.FULL if said.known_by else Detail.SHORT
    if habits is None or not habits.answers:
        return ""
    evidence = f"{habits.answers} of the last {habits.posts - habits.reshares} posts answer someone"
    often = habits.received > 0 and habits.answered_back * 2 > habits.received
    return f", and talks with people: {evidence}{', and most get an answer back' if often and shape.reason >= least else ''}."


def _topics(said: Nudge, now: datetime, zone: ZoneInfo) -> str:
    topics = said.habits.topics[:3] if said.habits else ()
    often = f"Often about {subjects(topics)}." if topics else ""
    return sentences(often, f"{capital(ago(said.post.created_at, now, zone))}:" if said.post else "")


def _slowly(shape: Shape) -> str:
    if shape.past is Detail.FULL:
        return (
            "You two have never spoken, so slow is right. Read a little; follow, or like this, by hand, if you mean it. "
            "Words can wait for a post that you have something to say about. "
            "If you say meet, I keep an eye out for that one."
        )
    if shape.past:
        return (
            "You two have never spoken, so slow is right: read a little, follow or like by hand if you mean it. "
            "Words can wait."
        )
    return "Slow is right here; words can wait."


# --- what is known of the two


def _past(said: Nudge, now: datetime, zone: ZoneInfo, shape: Shape) -> str:
    last = said.last
    if last is None or not shape.past:
        return ""
    spoke = ended(f"{_spoke(said, last, now, zone)}{_under(last, shape)}")
    if not last.theirs or not last.both:
        return spoke
    if shape.past is Detail.SHORT:
        return spoke if last.under.strip() else ended(f"{spoke.rstrip('.')}: {cited(shortened(last.theirs))}")
    who, theirs = first(said.person), cited(last.theirs)
    if not last.yours or shape.past is Detail.SOME:
        return sentences(spoke, f"{who} wrote: {theirs}")
    if last.theirs_last:
        return sentences(spoke, f"You wrote: {quoted(one_line(last.yours))}", f"{who} answered: {theirs}")
    return sentences(spoke, f"{who} wrote: {theirs}", f"You answered: {quoted(one_line(last.yours))}")


def _spoke(said: Nudge, last: Exchange, now: datetime, zone: ZoneInfo) -> str:
    when = day(last.at, now, zone)
    return f"You last spoke {when}" if last.both else capital(wrote(said.person, last, when))


def _under(last: Exchange, shape: Shape) -> str:
    """Where it was: a short name of a thing is spoken of, a whole sentence is quoted."""
    full, under = shape.past > Detail.SHORT, Cleaned(last.under)
    if not under:
        return ""
    if len(under) <= LONGEST_TOPIC and under[-1] not in ".?!\u2026":
        return f", under your post about {under}" if full else f", about {under}"
    return f", under {cited(under if full else shortened(under))}"


def _subject(said: Nudge, now: datetime, zone: ZoneInfo, shape: Shape) -> str:
    if not said.subject or said.subject_at is None or not shape.reason:
        return ""
    wrote = f"{capital(month(said.subject_at, now, zone))} you wrote about {Cleaned(said.subject, LONGEST_TOPIC)}"
    if shape.reason is Detail.FULL and said.kind is NudgeKind.QUESTION:
        return f"{wrote}, so you may have what {first(said.person)} needs."
    return f"{wrote}."


STEPS = {
    Step.READ: "Nothing to say yet: reading along is enough for now.",
    Step.FOLLOW: "A small step, if you mean it: follow {who}, by hand.",
    Step.LIKE: "A small step, if you mean it: like this, by hand.",
    Step.RESHARE: "A small step, if you mean it: pass this on, by hand.",
}
"""The small steps towards somebody whom the owner would like to know, done by the owner's own tap and noticed afterwards."""


def _step(said: Nudge) -> str:
    return STEPS.get(said.step, "") if said.kind is NudgeKind.STEP and said.step else ""


def _way_in(said: Nudge) -> str:
    if _step(said):
        return _step(said).format(who=first(said.person))
    if not said.way_in:
        return ""
    way = ended(f"A way in: {Cleaned(said.way_in)}")
    free = said.kind is NudgeKind.BACK and not said.question
    return f"It is no question, so nothing is owed. {way}" if free else way


# --- what can be answered


def _answers(said: Nudge, shape: Shape) -> str:
    below = "The post is below. " if shape.embedded else ""
    words = series(("later", "skip", "why") if said.no_draft else ("draft", "later", "skip", "why"))
    if said.kind is NudgeKind.FOLLOWER:
        return tagged(f"{below}meet, later, skip, why.", said.code)
    if _step(said):
        return tagged(f"{below}Words can wait. later, skip, why.", said.code)
    if said.kind is not NudgeKind.QUESTION:
        return tagged(f"{below}Your own words, or {words}.", said.code)
    if shape.embedded and shape.past is Detail.FULL:
        shown = "Answer in your own words and I show them back before anything is sent; or"
        return tagged(f"{below}{shown} {words}.", said.code)
    return tagged(f"{below}Your own words (I show them back first), or {words}.", said.code)


def _unrepeated(said: Nudge, now: datetime, zone: ZoneInfo, shape: Shape) -> str:
    """The end of a nudge whose post is only linked."""
    below = "The post is below." if shape.embedded else ""
    if said.kind is NudgeKind.SAD:
        own = "I have no draft for this, and none is needed. Your own words, or none."
        return tagged(sentences(below, own), said.code)
    last = f"{_spoke(said, said.last, now, zone)}." if said.last and shape.past else ""
    private = said.post is not None and not said.post.visibility.quotable
    seen = f"An answer would be seen by {first(said.person)} and by your followers." if private else ""
    return tagged(sentences(below, last, "Your own words, or later, skip.", seen), said.code)
