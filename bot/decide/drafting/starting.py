"""Begin: a way in for every nudge, and an opening that only fits this post (VOICE 1, 2). Pure and repeatable."""

from __future__ import annotations

import re
import zlib

from bot.decide.drafting.noun_phrases import Phrase, phrases
from bot.decide.drafting.openings import ANY_QUESTION, ANYWHERE, GAP, KNOWN_SUBJECT, OPENINGS, WAYS_IN, Mood
from bot.decide.facts import PostFacts
from bot.domain import Post
from bot.wording.text import unaddressed, words
from bot.wording.text.common import DETERMINERS, FUNCTION

VARIATIONS = 3
SMALL_WORDS_TO_TELL = 3


_WANTS_PICKS = re.compile(
    r"\b(?:recommend\w*|suggest\w*|looking for|who else|which|what'?s your|favou?rites?|give me|any \w+s to|"
    r"empfehl\w*|empfiehl\w*|suche|welche[rsn]?|lieblings\w*)\b",
    re.IGNORECASE,
)


_WANTS_A_WORD = re.compile(
    r"\b(?:words?|names?|terms?|expressions?) (?:for|of)\b|\b(?:called|spell(?:ed|t)?|pronounced?)\b|"
    r"\b(?:wort|name|begriff) für\b|\b(?:heißt|heißen|hieß|nennt|nannte)\b",
    re.IGNORECASE,
)
_WANTS_A_YES = re.compile(
    r"(?:^|[.!?,]\s+)(?:is|are|was|were|ist|sind|war|waren) (?:it|this|that|they|these|those|das|es|dies)\b",
    re.IGNORECASE,
)


def _is_plain(wanted: Mood, text: str) -> bool:
    """Whether it asks for a word, or for a yes or a no, so that a thing in it is not what the answer is about."""
    asked = " ".join(re.findall(r"[^.!?]*\?", unaddressed(text)))
    return wanted in (Mood.HELP, Mood.ASKED) and bool(_WANTS_A_WORD.search(asked) or _WANTS_A_YES.search(asked.strip()))


def mood(facts: PostFacts, text: str = "") -> Mood:
    """What the post wants, the plainest wish first."""
    towards_owner = facts.answers_me or facts.names_me
    asks_somebody = facts.question and (
        towards_owner or facts.asks_everyone or facts.addresses_reader or facts.asks_help
    )
    order = (
        (facts.no_advice or (facts.venting and not facts.asks_help), Mood.VENTING),
        (facts.asks_opinions or ((facts.question or facts.asks_help) and bool(_WANTS_PICKS.search(text))), Mood.PICK),
        (facts.asks_help or (facts.question and facts.asks_everyone), Mood.HELP),
        (asks_somebody, Mood.ASKED),
        (towards_owner and facts.praises, Mood.PRAISED),
        (facts.answers_me, Mood.ANSWERED),
        (facts.own_work, Mood.WORK),
        (facts.good_news, Mood.NEWS),
        (facts.back, Mood.BACK),
        (facts.opinion, Mood.OPINION),
    )
    return next((found for fits, found in order if fits), Mood.STORY)


def _about(post: Post, facts: PostFacts) -> tuple[Phrase, ...]:
    """What the post is about. A question's own words come before whatever stands around it."""
    said = post.text if post.text.strip() else " ".join(post.media)
    language = spoken(post, facts)
    found = phrases(said, language) or phrases(" ".join((*post.media, *post.hashtags)), language)
    asked = [phrase for phrase in found if phrase.asked and phrase.weight > 1]
    first = asked[0] if facts.question and asked else None
    return (first, *(p for p in found if p is not first)) if first else found


def spoken(post: Post, facts: PostFacts) -> str:
    """The language to begin in: the post's, or English where it has its small words and nothing says otherwise."""
    small = set(words(post.text)) & (FUNCTION["en"] | DETERMINERS["en"])
    return facts.language or ("en" if len(small) >= SMALL_WORDS_TO_TELL else "")


def _nothing_to_begin(post: Post, facts: PostFacts) -> bool:
    return facts.sad or facts.closes or not post.quotable


def way_in(post: Post, facts: PostFacts, *, subject: str = "") -> str:
    """What one could begin with, as a short phrase for `A way in: …`.

    Empty for grief, for closing words, for posts whose words may not be repeated, and where nothing is named.
    """
    about = () if _nothing_to_begin(post, facts) else _about(post, facts)
    if not about:
        return ANY_QUESTION if facts.question and not _nothing_to_begin(post, facts) else ""
    wanted = mood(facts, post.text)
    if _is_plain(wanted, post.text):
        return ANY_QUESTION
    if subject and wanted is Mood.HELP and subject.lower() not in about[0].words.lower():
        return KNOWN_SUBJECT.format(subject=subject, it=about[0].named)
    ways = WAYS_IN[wanted]
    other = next((p.named for p in about[1:2] if p.weight > 1 and (p.certain or spoken(post, facts) != "en")), "")
    return ways[zlib.crc32(post.uri.encode()) % len(ways)].format(
        it=about[0].named,
        or_other=f", or {other}" if other else "",
    )


def starter(post: Post, facts: PostFacts, *, number: int = 1, subject: str = "") -> str:
    """An opening that only fits this post, maybe with a gap; empty when there is none, or no further one.

    `number` is 1 to 3: `another` asks for the next. Deterministic. `subject` is what the owner has written about that
    shares words with the post.
    """
    about = () if _nothing_to_begin(post, facts) else _about(post, facts)
    if not about or not 1 <= number <= VARIATIONS:
        return ""
    wanted, language = mood(facts, post.text), spoken(post, facts)
    if language not in OPENINGS:
        return ANYWHERE[number - 1].format(quoted=f'"{about[0].words}"')
    it = about[0].addressed if language == "en" else about[0].words
    if subject and wanted is Mood.HELP and language == "en" and number == 1:
        return f"When I wrote about {subject} I used {GAP}; for {it} it was {GAP}."
    quoted = f"\u201e{about[0].words}\u201c" if language == "de" else about[0].named
    opening = OPENINGS[language][wanted][number - 1]
    return opening.format(it=it, It=it[:1].upper() + it[1:], quoted=quoted)


def has_gap(words: str) -> bool:
    """Whether a place is left open that only the owner can fill."""
    return GAP in words
