"""Hold words against the rules before they are shown.

hard      the network would refuse them, or they are not the owner's: too long, empty, a gap, a link or a handle that
          the owner did not write
of taste  can be sent anyway: nearly the same as before, a phrase for everybody, a favour asked of someone hardly
          known, another language than the post's
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import wording
from bot.decide.drafting.composing import base, guessed
from bot.decide.drafting.starting import has_gap
from bot.domain import Limits, Person, Post, Reply, Stage
from bot.wording.text import Name, cut, handles, links, similarity, without_hidden, words

ALIKE = 0.8
ALIKE_WITHIN = timedelta(days=90)
ALIKE_FROM = 4
"""Words from which on two texts can be the same by more than chance: everybody says "thank you" twice."""

SHOWN_BEFORE = 80
"""Characters of the earlier text that are shown."""

OF_SUBSTANCE = 10
"""Words beside a phrase for everybody that make it harmless."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason to look at the words again.

    `taste` is true when the owner may say `send anyway`; otherwise the words cannot be approved as they are. `name` is
    stable (for the log and tests). `says` is for the owner: a whole message when hard, a clause for `wording.similar` when
    of taste.
    """

    name: str
    says: str
    taste: bool = False


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A reply of the owner's of the last 90 days: its words, whom it went to, when."""

    words: str
    to: Name
    at: datetime


def problems(
    reply: Reply,
    target: Post,
    limits: Limits,
    *,
    written: str,
    sent_before: Sequence[SentBefore] = (),
    stage: Stage = Stage.KNOWN,
    person: Person | None = None,
    languages: Sequence[str] = (),
    now: datetime,
    zone: ZoneInfo | None = None,
    code: str = "",
) -> tuple[Concern, ...]:
    """Everything that speaks against these words, the hard reasons first. Empty: show the preview.

    `written` is what the owner typed themselves (empty for a draft that nobody changed): links and handles that do not
    stand in it were not written by the owner. `sent_before` holds the replies of the last 90 days.
    """
    to = wording.name(person or target.author)
    return (
        *_unsendable(reply, limits, to, code),
        *_not_written(reply, written, code),
        *_said_before(reply, sent_before, now, zone or ZoneInfo("UTC")),
        *_for_everybody(reply),
        *_favour(reply, stage, to),
        *_other_language(reply, target, languages),
    )


# --- hard


def _unsendable(reply: Reply, limits: Limits, to: Name, code: str) -> Iterator[Concern]:
    length = limits.measure(reply.text) + (limits.measure(reply.warning) if reply.warning else 0)  # ML-4
    if not re.search(r"[^\s\u200b-\u200f\u2060\ufeff]", reply.words):
        yield Concern("empty", wording.nothing_said(to, code=code))
    if has_gap(reply.words):
        yield Concern("gap", wording.gap_left(to, code=code))
    if length > limits.characters:
        yield Concern("too long", wording.too_long(length, limits.characters, code=code))


def _not_written(reply: Reply, written: str, code: str) -> Iterator[Concern]:
    seen = without_hidden(written)
    for link in sorted(set(links(reply.words)) - set(links(seen))):
        yield Concern("foreign link", wording.foreign_link(link, code=code))
    for handle in sorted(set(handles(reply.words)) - set(handles(seen))):
        yield Concern("foreign handle", wording.foreign_handle(handle, code=code))


# --- of taste


def _said_before(reply: Reply, sent_before: Sequence[SentBefore], now: datetime, zone: ZoneInfo) -> Iterator[Concern]:
    if len(words(reply.words)) < ALIKE_FROM:
        return
    recent = [sent for sent in sent_before if now - sent.at <= ALIKE_WITHIN]
    nearest = max(recent, key=lambda sent: similarity(sent.words, reply.words), default=None)
    if nearest and similarity(nearest.words, reply.words) >= ALIKE:
        before = cut(" ".join(nearest.words.split()), SHOWN_BEFORE)
        clause = wording.nearly_the_same(before, to=nearest.to, when=nearest.at, now=now, zone=zone)
        yield Concern("said before", clause, taste=True)


FOR_EVERYBODY = (
    "great post", "nice post", "good post", "awesome post", "amazing post", "love this", "loved this", "so true", "this so much",
    "thanks for sharing", "thank you for sharing", "couldn't agree more", "could not agree more", "well said", "spot on",
    "great work", "awesome work", "nice work", "keep it up", "keep up the good work", "very interesting", "so interesting",
    "great point", "good point", "great thread", "great read", "good read", "food for thought", "totally agree", "100% agree",
    "you're amazing", "so inspiring", "very inspiring", "great question", "good question", "sounds great", "i hope this helps",
    "toller beitrag", "guter beitrag", "super beitrag", "danke fürs teilen", "sehr interessant", "genau das", "volle zustimmung",
    "so wahr", "spannender beitrag", "weiter so",
)  # fmt: skip
SELLING = (
    "hope this finds you well", "hope you're doing well", "just checking in", "friendly reminder", "touch base", "circle back",
    "let's connect", "would love to connect", "happy to connect", "pick your brain", "check out my", "link in bio", "came across your profile",
    "stumbled upon your", "stumbled across your", "reach out", "reaching out", "great content", "your content", "win-win",
    "quick question for you", "dm me", "as an ai", "as a language model",
)  # fmt: skip


def _for_everybody(reply: Reply) -> Iterator[Concern]:
    said = " ".join(reply.words.lower().replace("\u2019", "'").split())
    for phrase in (*SELLING, *FOR_EVERYBODY):
        if not re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", said):
            continue
        if phrase in SELLING or len(words(said)) - len(words(phrase)) < OF_SUBSTANCE:
            yield Concern("for everybody", wording.form_letter(phrase), taste=True)
            return


_FAVOUR = re.compile(
    r"(?:could|can|would|will) (?:you|u)(?: please| kindly| maybe| possibly| also)* (?:share|boost|retweet|repost|reblog|follow|"
    r"review|proofread|introduce|sign|vote|donate|support|subscribe|promote|mention|recommend me|read my|look at my|have a look at my|"
    r"take a look|check out my|help me|send me|put me|write me|lend|give me)"
    r"|would you (?:mind|be willing|be able|be interested|consider)|do me a favou?r|i need a favou?r|please (?:share|boost|retweet|"
    r"repost|follow|subscribe|sign|vote|support|donate|spread)|pick your brain|(?:take|have) a look at my|check out my|"
    r"(?:könntest|kannst|würdest|magst) du(?: bitte| vielleicht| mir| mal| das| meinen?| meine)* (?:teilen|boosten|folgen|lesen|anschauen|"
    r"helfen|weitersagen|empfehlen|unterschreiben|schicken)|bitte (?:teilen|folgen|boosten|weitersagen|unterschreiben|spenden|abstimmen)",
    re.IGNORECASE,
)


def _favour(reply: Reply, stage: Stage, to: Name) -> Iterator[Concern]:
    if stage in (Stage.STRANGER, Stage.NOTICED) and _FAVOUR.search(reply.words.replace("\u2019", "'")):
        yield Concern("favour", wording.asks_a_favour(to), taste=True)


def _other_language(reply: Reply, target: Post, languages: Sequence[str]) -> Iterator[Concern]:
    """Silent unless the owner speaks both, and both are surely what they seem."""
    spoken = {base(tag) for tag in languages}
    theirs, yours = base(target.language) or guessed(target.text), guessed(reply.words)
    if yours and theirs and yours != theirs and {yours, theirs} <= spoken and guessed(target.text) in ("", theirs):
        yield Concern("other language", wording.other_language(yours, theirs), taste=True)
