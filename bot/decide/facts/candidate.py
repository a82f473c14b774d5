"""Say what is known of a relation and of a conversation, with an honest "unknown" everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.decide.facts.approach import Approach
from bot.decide.facts.post import PostFacts
from bot.domain import Account, Habits, Person, Post, Relationship, Stage, Talk


@dataclass(frozen=True, slots=True)
class Standing:
    """What the acts between owner and person add up to, on all networks together. The neutral value: strangers.

    *Words* are replies, mentions and quotes; *signs* are likes and reshares. `theirs` were done by the person, `yours` by
    the owner. `last_theirs` and `last_yours` are the last words each way (UTC). `waiting_since` is when the person wrote
    words that the owner has not answered. `unanswered` counts the owner's latest words in a row that met silence.
    """

    stage: Stage = Stage.STRANGER
    theirs_30: int = 0
    theirs_365: int = 0
    yours_30: int = 0
    yours_365: int = 0
    signs_30: int = 0
    signs_365: int = 0
    your_signs_365: int = 0
    threads: int = 0
    first: datetime | None = None
    last_theirs: datetime | None = None
    last_yours: datetime | None = None
    last_sign: datetime | None = None
    waiting_since: datetime | None = None
    unanswered: int = 0
    unanswered_since: datetime | None = None

    @property
    def spoken(self) -> bool:
        """Whether both have ever said words to each other."""
        return self.last_theirs is not None and self.last_yours is not None

    @property
    def last_words(self) -> datetime | None:
        """The last words either way."""
        return max((at for at in (self.last_theirs, self.last_yours) if at is not None), default=None)

    @property
    def silent_reader(self) -> bool:
        """Someone who likes or reshares repeatedly and has never said a word."""
        return self.signs_365 >= SILENT_READER_SIGNS and self.last_theirs is None


SILENT_READER_SIGNS = 3
NEW_FOLLOWER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One post that could become a suggestion, with everything known about it; the input of judging and choosing.

    `post` may be the stored form without its text. `habits`, `relationship` and `talk` are None while nobody has looked.
    `silent_before` is how long the author had said nothing before this post, or None if that is not known.
    `seen_today` is how many posts of this author reached the owner in the last 24 hours, this one included. `approach` is
    where the owner stands on the ladder towards somebody they would like to know (`relationships.next_step`); None for others.
    `follower_since` is when the author was seen to begin to follow the owner, UTC. `known_by` is how many of those whom the
    owner follows, and who may be named, follow the author too: two at most, 0 while nobody has asked.
    """

    post: Post
    facts: PostFacts
    person: Person
    standing: Standing = field(default_factory=Standing)
    habits: Habits | None = None
    relationship: Relationship | None = None
    talk: Talk | None = None
    silent_before: timedelta | None = None
    seen_today: int = 1
    approach: Approach | None = None
    follower_since: datetime | None = None
    known_by: int = 0

    def new_follower(self, now: datetime) -> bool:
        """Whether the author began to follow the owner lately, who does not follow back and has no words with them."""
        lately = self.follower_since is not None and now - self.follower_since <= NEW_FOLLOWER
        follows_back = self.relationship is not None and self.relationship.following
        return lately and not follows_back and self.standing.last_words is None

    @property
    def to_owner(self) -> bool:
        """Whether it was said to the owner: it answers or names them."""
        return self.facts.answers_me or self.facts.names_me

    @property
    def account(self) -> Account:
        """The account that said it."""
        return self.post.author
