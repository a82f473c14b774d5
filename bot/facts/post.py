"""Say what a post is: computed once from its text when it is first seen, and stored without the text."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain import Post
from bot.facts import words
from bot.facts.language import language
from bot.facts.saying import MAX_TEXT, Saying

WORDS_KNOWN = ("en", "de", "")
"""The languages whose words are listed; for others only what needs no words is said. Empty: could not be told."""


@dataclass(frozen=True, slots=True)
class OwnerProfile:
    """What must be known of the owner to read a post for them.

    `uids` are the owner's accounts as `Account.uid` on every network; `names` are what people call them; `languages`
    are what they read (`en`); `topics` are words or phrases, lower case.
    """

    uids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post is, without its words. Every field is documented in `variables`, with formula and example."""

    question: bool = False
    asks_me: bool = False
    asks_everyone: bool = False
    asks_opinions: bool = False
    asks_help: bool = False
    own_work: bool = False
    good_news: bool = False
    sad: bool = False
    answers_me: bool = False
    names_me: bool = False
    turns_to_me: bool = False
    closes: bool = False
    praises: bool = False
    to_others: bool = False
    continues: bool = False
    joke: bool = False
    broadcast: bool = False
    sells: bool = False
    bait: bool = False
    heated: bool = False
    quarrel: bool = False
    automated: bool = False
    no_advice: bool = False
    venting: bool = False
    opinion: bool = False
    back: bool = False
    first_person: bool = False
    addresses_reader: bool = False
    chatty: bool = False
    headline: bool = False
    passed_on: bool = False
    quoting: bool = False
    length: int = 0
    words: int = 0
    links: int = 0
    hashtags: int = 0
    mentions: int = 0
    media: int = 0
    wordless: bool = False
    language: str = ""
    my_language: bool = True
    topics: tuple[str, ...] = ()

    def to_json(self) -> str:
        """A line of JSON; what is not true, zero or empty is left out."""
        return json.dumps({k: v for k, v in asdict(self).items() if v != _NEUTRAL[k]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, stored: str) -> PostFacts:
        """The facts as stored; fields that this version does not know are ignored, missing ones are neutral."""
        values = {k: v for k, v in json.loads(stored).items() if k in _NEUTRAL}
        values["topics"] = tuple(values.get("topics", ()))
        return cls(**values)


_NEUTRAL = {f.name: f.default for f in fields(PostFacts)}
_CUES = {name: words.cue(getattr(words, name)) for name in dir(words) if name.isupper()}


def of_post(post: Post, owner: OwnerProfile) -> PostFacts:
    """Everything that can be said of a post by reading it alone. Pure; needs the text."""
    saying = Saying(post.text)
    spoken = language(saying.own or saying.bare, post.language)
    known = spoken in WORDS_KNOWN
    says = {name: known and bool(cue.search(saying.own)) for name, cue in _CUES.items()}
    mine = _towards_owner(post, owner)
    asks = _question(saying, post, says, towards_me=mine["answers_me"] or mine["names_me"])
    own_words = len(saying.words)
    links = len(post.links)
    others = _to_others(post, saying, owner, towards_me=mine["answers_me"] or mine["names_me"])
    own_work = says["OWN_WORK"] and (links > 0 or len(post.media) > 0 or own_words >= _FEW)
    towards_me = mine["answers_me"] or mine["names_me"]
    automated = known and bool(_CUES["AUTOMATED"].search(saying.straight))
    passed_on = saying.quoting or (post.quotes_uri is not None and own_words < _FEW)
    return PostFacts(
        question=asks,
        asks_me=towards_me and (asks or says["REQUESTS"]),
        asks_everyone=asks and says["ASKS_EVERYONE"] and not others,
        asks_opinions=asks and says["ASKS_OPINIONS"],
        asks_help=(asks and says["ASKS_HELP"]) or (says["APPEALS"] and not post.links),
        own_work=own_work,
        good_news=says["GOOD_NEWS"],
        sad=says["SAD"],
        answers_me=mine["answers_me"],
        names_me=mine["names_me"],
        turns_to_me=mine["answers_me"] or _begins_with(post, saying, owner),
        closes=known and not post.links and is_closing(saying),
        praises=says["PRAISES"],
        to_others=others,
        continues=post.parent_uid == post.author.uid,
        joke=says["JOKE"],
        broadcast=_broadcast(saying, post, says, asks=asks, own_work=own_work, passed_on=passed_on),
        sells=says["SELLS"],
        bait=says["BAIT"],
        heated=says["HEATED"],
        quarrel=says["QUARREL"],
        automated=automated,
        no_advice=says["NO_ADVICE"],
        venting=says["VENTING"],
        opinion=says["OPINION"],
        back=says["BACK"],
        first_person=says["FIRST_PERSON"],
        addresses_reader=says["ADDRESSES_READER"],
        chatty=says["CHATTY"],
        headline=bool(_HEADLINE.search(saying.bare)),
        passed_on=passed_on,
        quoting=saying.quoting,
        length=len(saying.own),
        words=own_words,
        links=links,
        hashtags=len(post.hashtags),
        mentions=sum(named.uid not in owner.uids for named in post.mentions),
        media=len(post.media),
        wordless=own_words == 0,
        language=spoken,
        my_language=not spoken or not owner.languages or spoken in owner.languages,
        topics=_topics(post, owner),
    )


_FEW = 5
_HEADLINE = re.compile(r"^\W*[\w'\u2019&-]+(?: [\w'\u2019&-]+){0,3}: |\s[|\u25b8\u2192\u00bb] ")
_ENDING = 12


def is_closing(saying: Saying) -> bool:
    """Whether it only ends a conversation: "ha, thanks", one emoji, "see you there".

    True when nothing but closing words and their usual company is left, and at least one of them (or no word at all).
    """
    tokens = saying.all_words
    if saying.questions or len(tokens) > _ENDING:
        return False
    closing, company = _CLOSING_WORD, _COMPANY_WORD
    return all(closing.fullmatch(t) or company.fullmatch(t) for t in tokens) and (
        not tokens or any(closing.fullmatch(t) for t in tokens)
    )


_CLOSING_WORD = re.compile("|".join(words.CLOSING), re.IGNORECASE)
_COMPANY_WORD = re.compile("|".join(words.CLOSING_FILLER), re.IGNORECASE)


def _towards_owner(post: Post, owner: OwnerProfile) -> dict[str, bool]:
    return {
        "answers_me": post.parent_uid in owner.uids,
        "names_me": any(named.uid in owner.uids for named in post.mentions),
    }


def _begins_with(post: Post, saying: Saying, owner: OwnerProfile) -> bool:
    """Whether the first name that stands in front is the owner's."""
    first = saying.first_address
    return any(
        first == named.address.lower() or first == named.address.lower().split("@")[0]
        for named in post.mentions
        if named.uid in owner.uids
    )


def _to_others(post: Post, saying: Saying, owner: OwnerProfile, *, towards_me: bool) -> bool:
    """Said to somebody else: answers another's post, or begins with another's name, and the owner is not meant."""
    if towards_me:
        return False
    answers_another = post.parent_uid is not None and post.parent_uid != post.author.uid
    return answers_another or (saying.addressed and bool(post.mentions))


def _question(saying: Saying, post: Post, says: dict[str, bool], *, towards_me: bool) -> bool:
    """A question that is really one: not quoted, not rhetorical, and no headline or advertisement over a link."""
    asked = [question for question in saying.questions if not _CUES["RHETORICAL"].search(question)]
    if not asked:
        return says["ASKS_EVERYONE"] and says["ASKS_HELP"] and not post.links
    personal = says["FIRST_PERSON"] or any(_CUES["ANYONE"].search(question) for question in asked)
    return towards_me or personal or not post.links


def _broadcast(
    saying: Saying, post: Post, says: dict[str, bool], *, asks: bool, own_work: bool, passed_on: bool
) -> bool:
    """Says something to nobody in particular: a link, a headline, somebody else's words."""
    if asks or own_work:
        return False
    pointing = bool(post.links) and not says["FIRST_PERSON"]
    return passed_on or pointing or (not saying.words and not post.media)


def _topics(post: Post, owner: OwnerProfile) -> tuple[str, ...]:
    """The owner's topics that the post names, as whole words, plurals included; hashtags count as words."""
    text = " ".join((post.text[:MAX_TEXT], post.warning, *post.hashtags, *post.media)).lower()
    found = {topic for match in _any_of(owner.topics).finditer(text) for topic in match.groups() if topic}
    return tuple(topic for topic in owner.topics if topic.lower() in found)


@lru_cache(maxsize=256)
def _any_of(topics: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({re.escape(topic.lower()) for topic in topics if topic}, key=len, reverse=True)
    return (
        re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?:s|es|n|en)?(?!\w)") if longest_first else re.compile("(?!)")
    )
