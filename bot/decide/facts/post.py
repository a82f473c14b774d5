"""Say what a post is: computed once from its text when it is first seen, and stored without the text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from bot.decide.facts import cues
from bot.decide.facts.language import code, covers, language, resembles
from bot.decide.facts.owed import asks_unmarked, owes_nothing
from bot.decide.facts.saying import MAX_TEXT, Saying
from bot.domain import Post
from bot.wording.text import without_names

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
    scheduled: bool = False
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
        said = {name: v for name, neutral in _NEUTRAL.items() if (v := getattr(self, name)) != neutral}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, stored: str) -> PostFacts:
        """The facts as stored; fields that this version does not know are ignored, missing ones are neutral."""
        values = {k: v for k, v in json.loads(stored).items() if k in _NEUTRAL}
        values["topics"] = tuple(values.get("topics", ()))
        return cls(**values)


_NEUTRAL = {f.name: f.default for f in fields(PostFacts)}
SCHEDULERS = frozenset(
    {"buffer", "hootsuite", "fedica", "publer", "tweetdeck", "later", "mastodon scheduler", "postybirb"}
)
FEEDS = frozenset(
    {"ifttt", "dlvr.it", "zapier", "rss", "feed2toot", "mastofeed", "wordpress", "echofeed", "n8n", "make"}
)
"""Programs that post by themselves: at a set time, or whatever a feed brings."""

FEW_WORDS = 5
_HEADLINE = re.compile(r"^\W*[\w'\u2019&-]+(?: [\w'\u2019&-]+){0,3}: |\s[|\u25b8\u2192\u00bb] ")
_VIA_SOMEBODY = re.compile(r"\bvia @\w+")


@dataclass(frozen=True)
class _Reading:
    """A post being read for an owner: what several facts have in common."""

    post: Post
    owner: OwnerProfile
    saying: Saying
    language: str

    @property
    def known(self) -> bool:
        """Whether the words of its language are listed."""
        return self.language in WORDS_KNOWN

    def says(self, name: str) -> bool:
        """Whether the author's own words hold something of a list."""
        return self.known and bool(cues.CUES[name].search(self.saying.own))

    @property
    def answers_me(self) -> bool:
        return self.post.parent_uid in self.owner.uids

    @property
    def names_me(self) -> bool:
        return any(named.uid in self.owner.uids for named in self.post.mentions)

    @cached_property
    def towards_me(self) -> bool:
        return self.answers_me or self.names_me

    @property
    def begins_with_me(self) -> bool:
        """Whether the first name that stands in front is the owner's."""
        mine = [named.address.lower() for named in self.post.mentions if named.uid in self.owner.uids]
        return any(self.saying.first_address in (address, address.split("@")[0]) for address in mine)

    @property
    def to_others(self) -> bool:
        """Answers somebody else's post, or begins with another's name, and the owner is not meant."""
        answers_another = self.post.parent_uid is not None and self.post.parent_uid != self.post.author.uid
        begins_with_another = self.saying.addressed and bool(self.post.mentions)
        return not self.towards_me and (answers_another or begins_with_another)

    @cached_property
    def asks(self) -> bool:
        """A question that is really one: not quoted, not rhetorical, and no headline or advertisement over a link."""
        asked = [question for question in self.saying.questions if not self._rhetorical(question)]
        over_link = bool(self.post.links) and not self.towards_me
        if not asked:
            return self.says("ASKS_EVERYONE") and self.says("ASKS_HELP") and not over_link
        personal = self.says("FIRST_PERSON") or any(cues.CUES["ANYONE"].search(question) for question in asked)
        return personal or not over_link

    def _rhetorical(self, question: str) -> bool:
        return self.known and bool(cues.CUES["RHETORICAL"].search(question))

    @cached_property
    def own_work(self) -> bool:
        shown = bool(self.post.links or self.post.media) or len(self.saying.words) >= FEW_WORDS
        return shown and self.says("OWN_WORK")

    @property
    def passed_on(self) -> bool:
        few = len(self.saying.words) < FEW_WORDS
        return self.saying.quoting or (self.post.quotes_uri is not None and few)

    @property
    def broadcast(self) -> bool:
        """Says something to nobody in particular: a link, a headline, somebody else's words."""
        if self.asks or self.own_work:
            return False
        via_somebody = bool(_VIA_SOMEBODY.search(self.saying.straight))
        pointing = bool(self.post.links) and (via_somebody or not self.says("FIRST_PERSON"))
        return pointing or self.passed_on or (not self.saying.words and not self.post.media)

    @property
    def automated(self) -> bool:
        by_feed = self.post.via.strip().lower() in FEEDS
        return by_feed or (self.known and bool(cues.CUES["AUTOMATED"].search(self.saying.straight)))

    @cached_property
    def closes(self) -> bool:
        shows = bool(self.post.links or self.post.media)
        told_by_tags = bool(self.post.hashtags) and not self.saying.all_words
        return self.known and not shows and not told_by_tags and owes_nothing(self.reply)

    @cached_property
    def reply(self) -> Saying:
        """The words as said to the owner, without their name."""
        return Saying(without_names(self.post.text[:MAX_TEXT], self.owner.names))

    @property
    def asks_me(self) -> bool:
        """A question or a request to the owner; where it has no mark, by its shape."""
        if not self.towards_me:
            return False
        return self.asks or self.says("REQUESTS") or (self.known and not self.closes and asks_unmarked(self.reply))


def of_post(post: Post, owner: OwnerProfile) -> PostFacts:
    """Everything that can be said of a post by reading it alone. Pure; needs the text."""
    saying = Saying(post.text)
    labels = tuple(filter(None, map(code, (post.language or "", *post.other_languages))))
    spoken = _spoken(saying.own or saying.bare, labels)
    reading = _Reading(post, owner, saying, spoken)
    return PostFacts(
        question=reading.asks,
        asks_me=reading.asks_me,
        asks_everyone=reading.asks and reading.says("ASKS_EVERYONE") and not reading.to_others,
        asks_opinions=reading.asks and reading.says("ASKS_OPINIONS"),
        asks_help=(reading.asks and reading.says("ASKS_HELP")) or (reading.says("APPEALS") and not post.links),
        own_work=reading.own_work,
        good_news=reading.says("GOOD_NEWS"),
        sad=reading.says("SAD"),
        answers_me=reading.answers_me,
        names_me=reading.names_me,
        turns_to_me=reading.answers_me or reading.begins_with_me,
        closes=reading.closes,
        praises=reading.says("PRAISES"),
        to_others=reading.to_others,
        continues=post.parent_uid == post.author.uid,
        joke=reading.says("JOKE"),
        broadcast=reading.broadcast,
        sells=reading.says("SELLS"),
        bait=reading.says("BAIT"),
        heated=reading.says("HEATED"),
        quarrel=reading.says("QUARREL"),
        automated=reading.automated,
        scheduled=post.via.strip().lower() in SCHEDULERS,
        no_advice=reading.says("NO_ADVICE"),
        venting=reading.says("VENTING"),
        opinion=reading.says("OPINION"),
        back=reading.says("BACK"),
        first_person=reading.says("FIRST_PERSON"),
        addresses_reader=reading.says("ADDRESSES_READER"),
        chatty=reading.says("CHATTY"),
        headline=bool(_HEADLINE.search(saying.bare)),
        passed_on=reading.passed_on,
        quoting=saying.quoting,
        length=len(saying.own),
        words=len(saying.words),
        links=len(post.links),
        hashtags=len(post.hashtags),
        mentions=sum(named.uid not in owner.uids for named in post.mentions),
        media=len(post.media),
        wordless=not saying.words,
        language=spoken,
        my_language=not spoken or not owner.languages or _reads(owner, spoken, labels),
        topics=topics_in(post, owner),
    )


def _spoken(text: str, labels: tuple[str, ...]) -> str:
    """The language, by the first of its labels that the words bear out; what else they say, where they bear out none."""
    told = [language(text, label) for label in labels] or [language(text, None)]
    return next((found for found, label in zip(told, labels, strict=False) if found == label), told[0])


def _reads(owner: OwnerProfile, spoken: str, labels: tuple[str, ...]) -> bool:
    """Whether one of the owner's languages is the post's: any of its labels', unless the words are in none of them."""
    mine = [code(tag) for tag in owner.languages]
    if not labels:
        return any(resembles(spoken, one) for one in mine)
    said = labels if spoken in labels else (spoken,)
    return any(covers(one, theirs) for one in mine for theirs in said)


def topics_in(post: Post, owner: OwnerProfile) -> tuple[str, ...]:
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
