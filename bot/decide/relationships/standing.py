"""Add up what two people did towards each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.decide.facts import OwnerProfile, Standing
from bot.decide.facts.cues import THANKS, cue
from bot.domain import Interaction, InteractionKind, Post, Stage, Talk, Thread

WORDS = frozenset({InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE, InteractionKind.MESSAGE})
SIGNS = frozenset({InteractionKind.LIKE, InteractionKind.RESHARE})
MONTH, YEAR = timedelta(days=30), timedelta(days=365)
SILENCE = timedelta(days=3)
"""Words of the owner that nobody took up for so long met silence."""

FRIENDS_EACH = 5
FRIENDS_DAYS = 3
KNOWN_EACH = 2

_THANKS = cue(THANKS)


def standing(interactions: Iterable[Interaction], now: datetime, *, settled: Iterable[str] = ()) -> Standing:
    """How a person stands to the owner, from every act of either on all networks, in any order.

    `settled` are uris of words of theirs that ask for no answer (endings such as "thanks"): nobody owes for them.
    Acts after `now` do not count.
    """
    acts = sorted((act for act in interactions if act.at <= now), key=lambda act: act.at)
    theirs = [act for act in acts if not act.by_owner and act.kind in WORDS]
    yours = [act for act in acts if act.by_owner and act.kind in WORDS]
    signs = [act for act in acts if not act.by_owner and act.kind in SIGNS]
    your_signs = [act for act in acts if act.by_owner and act.kind in SIGNS]
    met_by_silence = _unanswered(yours, theirs, signs, now)
    return Standing(
        stage=_stage(acts, theirs, yours, now),
        theirs_30=_since(theirs, now - MONTH),
        theirs_365=_since(theirs, now - YEAR),
        yours_30=_since(yours, now - MONTH),
        yours_365=_since(yours, now - YEAR),
        signs_30=_since(signs, now - MONTH),
        signs_365=_since(signs, now - YEAR),
        your_signs_365=_since(your_signs, now - YEAR),
        threads=_threads((*theirs, *yours)),
        first=acts[0].at if acts else None,
        last_theirs=_last(theirs),
        last_yours=_last(yours),
        last_sign=_last(signs),
        waiting_since=_waiting_since(theirs, yours, frozenset(settled)),
        unanswered=len({act.at.date() for act in met_by_silence}),
        unanswered_since=_last(met_by_silence),
    )


def _last(acts: Sequence[Interaction]) -> datetime | None:
    return acts[-1].at if acts else None


def _since(acts: Iterable[Interaction], start: datetime) -> int:
    return sum(act.at > start for act in acts)


def _waiting_since(
    theirs: Sequence[Interaction], yours: Sequence[Interaction], settled: frozenset[str]
) -> datetime | None:
    """The first words of theirs, after the owner's last, that want an answer."""
    after = _last(yours)
    waiting = [
        act.at
        for act in theirs
        if act.post_uri not in settled and act.kind is not InteractionKind.MESSAGE and (after is None or act.at > after)
    ]
    return waiting[0] if waiting else None


def _unanswered(
    yours: Sequence[Interaction], theirs: Sequence[Interaction], signs: Sequence[Interaction], now: datetime
) -> list[Interaction]:
    """The owner's latest words in a row after which nothing came: a like is an answer too. One a day counts."""
    heard = max((act.at for act in (*theirs, *signs)), default=None)
    return [act for act in yours if (heard is None or act.at > heard) and act.at <= now - SILENCE]


def _stage(
    acts: Sequence[Interaction], theirs: Sequence[Interaction], yours: Sequence[Interaction], now: datetime
) -> Stage:
    """Friends talk often, on several days, and lately; known people have talked twice; met ones once."""
    theirs_late = [act for act in theirs if act.at > now - YEAR]
    yours_late = [act for act in yours if act.at > now - YEAR]
    days = {act.at.date() for act in theirs_late}
    each = min(len(theirs_late), len(yours_late))
    if each >= FRIENDS_EACH and len(days) >= FRIENDS_DAYS:
        return Stage.FRIEND
    if min(len(theirs), len(yours)) >= KNOWN_EACH:
        return Stage.KNOWN
    if theirs and yours:
        return Stage.MET
    return Stage.NOTICED if acts else Stage.STRANGER


def _threads(words: Iterable[Interaction]) -> int:
    """How many threads there are in which both said something."""
    tops: dict[str, str] = {}
    sides: dict[str, set[bool]] = {}
    for act in sorted(words, key=lambda act: act.at):
        place = act.subject_uri or act.post_uri
        if place is None:
            continue
        top = tops.get(place, place)
        tops[act.post_uri or place] = top
        sides.setdefault(top, set()).add(act.by_owner)
    return sum(len(both) == len((True, False)) for both in sides.values())


def talk(thread: Thread, owner: OwnerProfile, now: datetime) -> Talk:
    """What a thread that was looked at says about its post."""
    post, author = thread.post, thread.post.author.uid
    everyone = (*thread.above, post, *thread.below)
    by_author = [below for below in thread.below if below.author.uid == author]
    answers = [below for below in thread.below if below.author.uid != author]
    mine = [said for said in everyone if said.author.uid in owner.uids]
    parent = next(
        (above for above in reversed(thread.above) if above.uri == (post.parent.uri if post.parent else "")), None
    )
    return Talk(
        replies=len(answers),
        author_answers=len(by_author),
        thanked=any(below.parent_uid != author and _THANKS.search(below.text.lower()) for below in by_author),
        owner_answered=any(said.parent is not None and said.parent.uri == post.uri for said in mine),
        owner_takes_part=bool(mine),
        owner_asked=None if parent is None else parent.author.uid in owner.uids and "?" in parent.text,
        turns_today=_turns(everyone, author, owner, now),
        people=len({said.author.uid for said in everyone} - owner.uids),
    )


def _turns(posts: Iterable[Post], author: str, owner: OwnerProfile, now: datetime) -> int:
    """Words between the two in the last 24 hours, counted while both take part."""
    today = [said for said in posts if said.created_at > now - timedelta(days=1)]
    mine = sum(said.author.uid in owner.uids for said in today)
    theirs = sum(said.author.uid == author for said in today)
    return mine + theirs if mine and theirs else 0
