"""Say which function answers which command: one line a command of `bot.decide.commands.TABLE`; a test compares the two."""

from __future__ import annotations

from collections.abc import Callable

from bot.decide.commands import Command
from bot.jobs.inbox import (
    asking,
    consent,
    joining,
    leaving,
    looking,
    offered,
    persons,
    settings,
    taking_back,
    taste,
    words,
)
from bot.jobs.inbox.turn import Turn

Handler = Callable[[Turn, Command], str]

HANDLERS: dict[str, Handler] = {
    "draft": words.draft,
    "another": words.draft,
    "shorter": words.draft,
    "warmer": words.draft,
    "later": leaving.later,
    "skip": leaving.skip,
    "done": leaving.done,
    "why": asking.why,
    "less like this": taste.less,
    "more like this": taste.more,
    "show": asking.show,
    "edit": words.say,
    "send": consent.send,
    "yes": consent.send,
    "only": words.only,
    "send anyway": consent.send,
    "list": asking.list_open,
    "more": looking.more,
    "undo": taking_back.undo,
    "stop": settings.stop,
    "pause": settings.pause,
    "resume": settings.resume,
    "look": looking.look,
    "help": asking.help_,
    "thanks": asking.thanks,
    "hello": asking.hello,
    "who": persons.who,
    "meet": persons.meet,
    "keep": persons.keep,
    "note": persons.note,
    "remind": persons.remind,
    "same": joining.same,
    "never": persons.never,
    "again": persons.again,
    "forget": persons.forget,
    "topics": settings.topics,
    "at": settings.hours,
    "a day": settings.a_day,
    "weekly": settings.weekly,
    "monthly": settings.monthly,
    "delete": offered.delete,
    "leave it": offered.leave_it,
    "send once more": offered.send_once_more,
    "others": asking.others,
    "keep watching": joining.keep_watching,
    "one person": joining.one_person,
    "let it be": joining.let_it_be,
}
