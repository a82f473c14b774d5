"""Name the variables of the rules: one table with type, formula, language and example; docs and tests are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import AccountFlag, Goal, Stage, Ties, Visibility
from bot.facts.relation import Candidate, Talk

Value = bool | int | str | list[str]

UNKNOWN = -1
"""What a count is while nobody has looked."""

NEVER = 10_000
"""Days since something that never happened."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Variable:
    """One name that a rule may use. `value` computes it; `formula` says how, for people; `words` names its languages."""

    name: str
    type: str  # "bool", "int", "string" or "list"
    value: Callable[[Candidate, datetime], Value]
    formula: str
    example: str
    words: str = "any"


CONSTANTS: dict[str, int] = {
    **{f"stage.{stage.value}": rank for rank, stage in enumerate(Stage)},
    **{f"visibility.{visibility.value}": rank for rank, visibility in enumerate(Visibility)},
    **{f"goal.{goal.value.replace('-', '_')}": rank for rank, goal in enumerate(Goal)},
}
"""Names for the values of `person.stage`, `post.visibility` and `person.goal`; stages are ordered."""


def variables(candidate: Candidate, now: datetime) -> dict[str, Value]:
    """Everything that a rule may ask about one candidate, by name, constants included."""
    return {**CONSTANTS, **{variable.name: variable.value(candidate, now) for variable in VARIABLES}}


def days(since: datetime | None, now: datetime) -> int:
    """Whole days since a moment; NEVER if there was none."""
    return NEVER if since is None else max(0, (now - since) // DAY)


def percent(part: int, whole: int) -> int:
    """A share as a whole number from 0 to 100; UNKNOWN of nothing."""
    return round(100 * part / whole) if whole > 0 else UNKNOWN


def _fact(name: str, formula: str, example: str, words: str = "en, de", kind: str = "bool") -> Variable:
    def value(candidate: Candidate, _: datetime) -> Value:
        found = getattr(candidate.facts, name)
        return list(found) if isinstance(found, tuple) else found

    return Variable(f"post.{name}", kind, value, formula, example, words)


def _flag(flag: AccountFlag, formula: str, example: str) -> Variable:
    return Variable(f"author.{flag.value}", "bool", lambda c, _: flag in c.account.flags, formula, example)


def _ties(candidate: Candidate) -> Ties:
    return candidate.ties or Ties()


def _talk(candidate: Candidate) -> Talk:
    return candidate.talk or Talk()


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _replies(candidate: Candidate, _: datetime) -> int:
    """What was counted in the thread, else what the network says."""
    known = _talk(candidate).replies
    return _or_unknown(candidate.post.replies if known is None else known)


def _habit(part: str) -> Callable[[Candidate, datetime], Value]:
    def value(candidate: Candidate, _: datetime) -> Value:
        measured = candidate.habits
        if measured is None:
            return UNKNOWN
        whole = measured.posts if part in ("reshares", "links") else measured.posts - measured.reshares
        return percent(getattr(measured, part), whole)

    return value


def _answered_back(candidate: Candidate, _: datetime) -> Value:
    measured = candidate.habits
    return UNKNOWN if measured is None else percent(measured.answered_back, measured.received)


ENOUGH_TO_TELL = 10

VARIABLES: tuple[Variable, ...] = (
    # --- what kind of saying it is
    _fact(
        "question",
        "a sentence ends in a question mark, outside quotations, links and headlines, and is not rhetorical",
        '"Where do you buy paper?"; not "Who knew?"',
        "any; the rhetorical ones en, de",
    ),
    _fact(
        "asks_me",
        "a question or a request, in an answer to the owner or naming the owner",
        '"@lena did yours fade?"',
        "any",
    ),
    _fact("asks_everyone", "a question with words such as anyone, you, lazyweb", '"Does anyone scan letters?"'),
    _fact("asks_opinions", "a question for opinions, favourites, experiences", '"What do you think of it?"'),
    _fact("asks_help", "asks for help, advice or a recommendation", '"Any tips for old paper?"'),
    _fact("own_work", "shows something that the author made", '"I wrote about the archive: …"'),
    _fact("good_news", "tells of luck or success of one's own", '"So happy: we got the grant"'),
    _fact("sad", "speaks of death, grave illness or loss", '"My grandmother died last night"'),
    _fact("answers_me", "its parent is a post of the owner", "a reply to the owner", "any"),
    _fact("names_me", "mentions the owner", "a mention of the owner", "any"),
    _fact("turns_to_me", "answers the owner, or begins with the owner's name", '"@lena look at this"', "any"),
    _fact(
        "closes",
        "nothing but closing words and their company, at most twelve, no question; or only emoji",
        '"ha, thanks"; not "thanks, and how did you do it?"',
    ),
    _fact("praises", "praises something or somebody", '"Great post by …"'),
    _fact(
        "to_others", "answers or addresses somebody else, and the owner is not named", '"@tomas see you there"', "any"
    ),
    _fact(
        "continues",
        "answers a post of the same author: a further part of their thread",
        "the second part of five",
        "any",
    ),
    _fact("joke", "has words or shape of a joke or meme", '"nobody: …"'),
    _fact(
        "broadcast",
        "a link without a first person, or somebody else's words, and no question",
        '"BBC News: … https://…"',
        "any",
    ),
    _fact("sells", "offers, tickets, subscriptions, calls to buy", '"20 % off until Friday"'),
    _fact("bait", "asks to be spread, or insults", '"Share if you agree"'),
    _fact("heated", "names a matter that people quarrel about: wars, parties, hatred", '"… ceasefire …"'),
    _fact("quarrel", "words of a quarrel with somebody", '"you\'re lying"'),
    _fact(
        "automated", "text that an app wrote: check-ins, daily papers, scores, now playing", '"The Bee Daily is out"'
    ),
    _fact("scheduled", "posted with a program that posts at set times", "posted with Buffer", "any"),
    _fact("no_advice", "says that no advice is wanted", '"no advice please, just venting"'),
    _fact("venting", "lets off steam", '"I\'m so tired of this landlord"'),
    _fact("opinion", "says what the author thinks or feels about something", '"I think short books are harder"'),
    _fact("back", "says that the author was away and is back", '"Long time no post"'),
    # --- its form
    _fact("first_person", "says I, me, my, we", '"I walked home"'),
    _fact("addresses_reader", "says you, anyone, everyone", '"you all"'),
    _fact("chatty", "has a word of spoken language: just, something, really, still", '"Just got something odd"'),
    _fact(
        "headline", "begins like a headline, a word or four and a colon, or has a bar or arrow", '"Reading: …"', "any"
    ),
    _fact("passed_on", "mostly somebody else's words, or a quote with fewer than five words", '"RT …"', "any"),
    _fact("quoting", "more than half of it stands in quotation marks", "a verse", "any"),
    _fact("length", "characters of the author's own words", "84", "any", "int"),
    _fact("words", "number of the author's own words", "15", "any", "int"),
    _fact("links", "number of links", "1", "any", "int"),
    _fact("hashtags", "number of hashtags", "2", "any", "int"),
    _fact("mentions", "accounts named, the owner not counted", "0", "any", "int"),
    _fact("media", "number of pictures, videos, sounds", "1", "any", "int"),
    _fact("wordless", "not one word of its own", "a picture alone", "any"),
    _fact(
        "language",
        "two letters, by script and small words, else as labelled; empty if not to be told",
        '"de"',
        "any",
        "string",
    ),
    _fact("my_language", "the language is one of the owner's, or cannot be told", "true", "any"),
    _fact("topics", "the owner's topics that it names", '["letters"]', "any", "list"),
    # --- its place in the world
    Variable("post.uri", "string", lambda c, _: c.post.uri, "the same on every server", '"https://…"'),
    Variable(
        "post.text",
        "string",
        lambda c, _: c.post.text[:5_000],
        "the words, at most 5,000 characters; empty where they may not be kept",
        '"Does anyone …"',
    ),
    Variable(
        "post.to_me", "bool", lambda c, _: c.facts.answers_me or c.facts.names_me, "answers or names the owner", "true"
    ),
    Variable(
        "post.age_hours",
        "int",
        lambda c, now: max(0, (now - c.post.created_at) // timedelta(hours=1)),
        "whole hours since it was said",
        "3",
    ),
    Variable(
        "post.visibility",
        "int",
        lambda c, _: c.post.visibility.privacy,
        "compare with `visibility.public` and so on",
        "visibility.followers",
    ),
    Variable("post.closed", "bool", lambda c, _: c.post.replies_closed, "the author lets only others answer", "false"),
    Variable(
        "post.filtered", "bool", lambda c, _: c.post.filtered, "a filter or muted word of the owner's fits", "false"
    ),
    Variable("post.warned", "bool", lambda c, _: bool(c.post.warning), "has a content warning", "false"),
    Variable("post.poll", "bool", lambda c, _: c.post.poll, "has a poll", "false"),
    Variable(
        "post.reshared", "bool", lambda c, _: c.post.reshared_by is not None, "came by somebody's reshare", "false"
    ),
    Variable("post.replies", "int", _replies, "answers known; -1 unknown", "2"),
    # --- the conversation around it
    Variable(
        "talk.answered", "bool", lambda c, _: _talk(c).owner_answered, "the owner has answered it, in any app", "false"
    ),
    Variable(
        "talk.taking_part",
        "bool",
        lambda c, _: _talk(c).owner_takes_part,
        "the owner speaks elsewhere in the thread",
        "false",
    ),
    Variable(
        "talk.i_asked",
        "bool",
        lambda c, _: _talk(c).owner_asked is True,
        "it answers a question of the owner's",
        "true",
    ),
    Variable(
        "talk.thanked", "bool", lambda c, _: _talk(c).thanked is True, "the author has thanked for an answer", "false"
    ),
    Variable(
        "talk.author_answers",
        "int",
        lambda c, _: _or_unknown(_talk(c).author_answers),
        "answers by the author below it; -1 unknown",
        "1",
    ),
    Variable(
        "talk.turns_today",
        "int",
        lambda c, _: _talk(c).turns_today,
        "words between owner and author in this thread in 24 hours",
        "4",
    ),
    Variable("talk.people", "int", lambda c, _: _or_unknown(_talk(c).people), "who takes part; -1 unknown", "3"),
    # --- its author
    _flag(AccountFlag.BOT, "the account is flagged as automated", "false"),
    _flag(AccountFlag.GROUP, "the account is a group", "false"),
    _flag(AccountFlag.MOVED, "the account has moved away", "false"),
    _flag(AccountFlag.SUSPENDED, "the account is suspended or gone", "false"),
    _flag(AccountFlag.LIMITED, "the server has limited the account", "false"),
    _flag(AccountFlag.MEMORIAL, "the account is a memorial", "false"),
    _flag(AccountFlag.NOBOT, "the profile asks for no bots", "false"),
    Variable(
        "author.measured",
        "bool",
        lambda c, _: c.habits is not None and c.habits.posts >= ENOUGH_TO_TELL,
        "the latest posts were looked at, and there are enough of them (10) to tell a habit",
        "true",
    ),
    Variable(
        "author.answers_percent",
        "int",
        _habit("answers"),
        "share of the own posts that answer people; -1 unknown",
        "55",
    ),
    Variable(
        "author.answered_back_percent",
        "int",
        _answered_back,
        "share of received answers that got a word back; -1 unknown",
        "70",
    ),
    Variable(
        "author.reshares_percent", "int", _habit("reshares"), "share of posts that are reshares; -1 unknown", "20"
    ),
    Variable("author.links_percent", "int", _habit("links"), "share of posts with a link; -1 unknown", "30"),
    Variable(
        "author.questions_percent", "int", _habit("questions"), "share of the own posts that ask; -1 unknown", "10"
    ),
    Variable(
        "author.posts_per_day",
        "int",
        lambda c, _: UNKNOWN if c.habits is None else round(c.habits.per_day),
        "posts a day of late; -1 unknown",
        "6",
    ),
    Variable(
        "author.clockwork",
        "bool",
        lambda c, _: c.habits is not None and c.habits.clockwork,
        "posts to the minute, as a scheduler does",
        "false",
    ),
    Variable("author.followers", "int", lambda c, _: _or_unknown(c.account.followers), "followers; -1 unknown", "300"),
    Variable(
        "author.silent_days",
        "int",
        lambda c, _: UNKNOWN if c.silent_before is None else c.silent_before // DAY,
        "days without a post before this one; -1 unknown",
        "49",
    ),
    Variable(
        "author.posts_today", "int", lambda c, _: c.seen_today, "posts of theirs that the owner got in 24 hours", "2"
    ),
    # --- the two of them
    Variable(
        "person.stage",
        "int",
        lambda c, _: list(Stage).index(c.standing.stage),
        "compare with `stage.known` and so on",
        "stage.known",
    ),
    Variable(
        "person.goal",
        "int",
        lambda c, _: list(Goal).index(c.person.goal),
        "what the owner wants; see `goal.get_to_know`",
        "goal.none",
    ),
    Variable("person.never", "bool", lambda c, _: c.person.never, "the owner said `never`", "false"),
    Variable("person.spoken", "bool", lambda c, _: c.standing.spoken, "both have said words to each other", "true"),
    Variable("person.theirs_30", "int", lambda c, _: c.standing.theirs_30, "their words to the owner in 30 days", "4"),
    Variable(
        "person.theirs_365", "int", lambda c, _: c.standing.theirs_365, "their words to the owner in a year", "20"
    ),
    Variable("person.yours_30", "int", lambda c, _: c.standing.yours_30, "the owner's words to them in 30 days", "3"),
    Variable("person.yours_365", "int", lambda c, _: c.standing.yours_365, "the owner's words to them in a year", "18"),
    Variable(
        "person.signs_365",
        "int",
        lambda c, _: c.standing.signs_365,
        "their likes and reshares of the owner in a year",
        "7",
    ),
    Variable(
        "person.your_signs_365",
        "int",
        lambda c, _: c.standing.your_signs_365,
        "the owner's likes and reshares of them in a year",
        "5",
    ),
    Variable(
        "person.days_since_theirs",
        "int",
        lambda c, now: days(c.standing.last_theirs, now),
        "days since their last words to the owner; 10,000 never",
        "12",
    ),
    Variable(
        "person.days_since_yours",
        "int",
        lambda c, now: days(c.standing.last_yours, now),
        "days since the owner's last words to them; 10,000 never",
        "12",
    ),
    Variable(
        "person.days_since_words",
        "int",
        lambda c, now: days(c.standing.last_words, now),
        "days since the last words either way; 10,000 never",
        "12",
    ),
    Variable(
        "person.unanswered",
        "int",
        lambda c, _: c.standing.unanswered,
        "the owner's latest words in a row that met silence",
        "0",
    ),
    Variable(
        "person.silent_reader",
        "bool",
        lambda c, _: c.standing.silent_reader,
        "three likes or reshares in a year, never a word",
        "false",
    ),
    Variable("person.i_follow", "bool", lambda c, _: _ties(c).following, "the owner follows the account", "true"),
    Variable("person.follows_me", "bool", lambda c, _: _ties(c).followed_by, "the account follows the owner", "true"),
    Variable(
        "person.new_follower",
        "bool",
        lambda c, now: c.new_follower(now),
        "began to follow the owner within a week; no words yet, not followed back",
        "false",
    ),
    Variable(
        "person.blocked", "bool", lambda c, _: _ties(c).blocking or _ties(c).blocked_by, "blocked, either way", "false"
    ),
    Variable("person.muted", "bool", lambda c, _: _ties(c).muting, "the owner has muted the account", "false"),
)
