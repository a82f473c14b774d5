"""What rules may ask about a post: what kind of saying it is, its form, its place in the world."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter

from bot.decide.facts.candidate import Candidate
from bot.decide.facts.variables.variable import Value, Variable, or_unknown
from bot.domain import Talk


def _fact(name: str, formula: str, example: str, words: str = "en, de", kind: str = "bool") -> Variable:
    read = attrgetter(name)

    def value(candidate: Candidate, _: datetime) -> Value:
        return list(read(candidate.facts)) if kind == "list" else read(candidate.facts)

    return Variable(f"post.{name}", kind, value, formula, example, words)


def _replies(candidate: Candidate, _: datetime) -> int:
    """What was counted in the thread, else what the network says."""
    known = (candidate.talk or Talk()).replies
    return or_unknown(candidate.post.replies if known is None else known)


POST = (
    # --- what kind of saying it is
    _fact(
        "question",
        "a sentence ends in a question mark, outside quotations, links and headlines, and is not rhetorical",
        '"Where do you buy paper?"; not "Who knew?"',
        "any; the rhetorical ones en, de",
    ),
    _fact(
        "asks_me",
        "a question, also one without its mark, or a request, in an answer to the owner or naming the owner",
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
        "surely nothing but assent, thanks, praise, laughter or a farewell: no question, and no sign of news, doubt or a request",
        '"ha, thanks", "gorgeous!"; not "thanks, and how did you do it?"',
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
        "its code, as labelled unless script or small words surely say another; empty if not to be told",
        '"de"',
        "any",
        "string",
    ),
    _fact("my_language", "one of its languages is one of the owner's, or it cannot be told", "true", "any"),
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
)
