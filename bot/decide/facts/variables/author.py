"""What rules may ask about whoever said it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.decide.facts.candidate import Candidate
from bot.decide.facts.variables.variable import DAY, UNKNOWN, Value, Variable, or_unknown, percent
from bot.domain import AccountFlag

ENOUGH_TO_TELL = 10


def _flag(flag: AccountFlag, formula: str, example: str) -> Variable:
    return Variable(f"author.{flag.value}", "bool", lambda c, _: flag in c.account.flags, formula, example)


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


AUTHOR = (
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
    Variable("author.followers", "int", lambda c, _: or_unknown(c.account.followers), "followers; -1 unknown", "300"),
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
)
