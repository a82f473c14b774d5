"""Say which function answers which command: one line a command of `bot.decide.commands.TABLE`; a test compares the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from bot.decide.commands import (
    Argument,
    Command,
    Count,
    Joined,
    Kept,
    Link,
    Named,
    NoArgument,
    Place,
    Remembered,
    Reminded,
    Rest,
    Switch,
    Timed,
    Times,
    Topic,
    Topics,
    Words,
)
from bot.jobs.inbox import (
    ahead,
    asking,
    consent,
    ending,
    joining,
    leaving,
    looking,
    offered,
    own_tap,
    persons,
    settings,
    speaking_of,
    taking_back,
    taste,
    words,
)
from bot.jobs.inbox.decision import Decision
from bot.jobs.inbox.turn import Turn

A = TypeVar("A", bound=Argument)


@dataclass(frozen=True, slots=True)
class Handler(Generic[A]):
    """Who answers a command, and the form in which the table gives what stands after its word."""

    form: type[A]
    decides: Callable[[Turn, Command[A]], Decision]

    def __call__(self, turn: Turn, command: Command[Argument]) -> Decision:
        """What becomes of it. Raises TypeError for a command in another form."""
        if not isinstance(command.argument, self.form):
            raise TypeError(f"{command.name!r} does not take {type(command.argument).__name__}")
        return self.decides(turn, cast("Command[A]", command))


HANDLERS: Mapping[str, Handler[Any]] = {
    "draft": Handler(Named, words.draft),
    "another": Handler(Named, words.draft),
    "shorter": Handler(NoArgument, words.draft),
    "warmer": Handler(NoArgument, words.draft),
    "later": Handler(Timed, leaving.later),
    "skip": Handler(Named, leaving.skip),
    "done": Handler(Named, leaving.done),
    "why": Handler(Named, asking.why),
    "less like this": Handler(Named, taste.less),
    "more like this": Handler(Named, taste.more),
    "show": Handler(Named, asking.show),
    "edit": Handler(Words, words.say),
    "send": Handler(NoArgument, consent.send),
    "yes": Handler(NoArgument, consent.send),
    "only": Handler(NoArgument, words.only),
    "send anyway": Handler(NoArgument, consent.send),
    "list": Handler(NoArgument, asking.list_open),
    "list ahead": Handler(NoArgument, ahead.list_ahead),
    "more": Handler(NoArgument, looking.more),
    "undo": Handler(Named, taking_back.undo),
    "stop": Handler(NoArgument, settings.stop),
    "pause": Handler(Rest, settings.pause),
    "resume": Handler(NoArgument, settings.resume),
    "look": Handler(Link, looking.look),
    "about": Handler(Topic, speaking_of.about),
    "like": Handler(Named, own_tap.like),
    "boost": Handler(Named, own_tap.boost),
    "help": Handler(Topic, asking.help_),
    "thanks": Handler(NoArgument, asking.thanks),
    "keep it up": Handler(NoArgument, asking.keep_it_up),
    "hello": Handler(NoArgument, asking.hello),
    "who": Handler(Named, persons.who),
    "meet": Handler(Named, persons.meet),
    "keep": Handler(Kept, persons.keep),
    "note": Handler(Remembered, persons.note),
    "remind": Handler(Reminded, persons.remind),
    "note off": Handler(Named, ending.note),
    "remind off": Handler(Named, ending.reminder),
    "same": Handler(Joined, joining.same),
    "never": Handler(Named, persons.never),
    "mute": Handler(Timed, persons.mute),
    "follow": Handler(Named, own_tap.follow),
    "block": Handler(Named, own_tap.block),
    "again": Handler(Named, persons.again),
    "forget": Handler(Named, persons.forget),
    "topics": Handler(Topics, settings.topics),
    "at": Handler(Times, settings.hours),
    "timezone": Handler(Place, settings.timezone),
    "a day": Handler(Count, settings.a_day),
    "weekly": Handler(Switch, settings.weekly),
    "monthly": Handler(Switch, settings.monthly),
    "delete": Handler(NoArgument, offered.delete),
    "leave it": Handler(NoArgument, offered.leave_it),
    "send once more": Handler(NoArgument, offered.send_once_more),
    "others": Handler(NoArgument, asking.others),
    "keep watching": Handler(NoArgument, joining.keep_watching),
    "one person": Handler(NoArgument, joining.one_person),
    "let it be": Handler(NoArgument, joining.let_it_be),
}
