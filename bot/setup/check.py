"""Look at the configuration, the rules, every login and this machine, for `nudge check`. Changes and sends nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot import config as configuration
from bot.clock import Clock, utc_now
from bot.config import Config, surroundings, unreadable
from bot.config.gathering import FILE, Written, gather
from bot.config.model import Model
from bot.decide.rules import RuleSpec
from bot.decide.rules import load as load_rules
from bot.domain import Network
from bot.errors import ConfigError, PlatformError, Problem
from bot.platforms import model_check, reach, registry
from bot.platforms.adapter import Adapter
from bot.platforms.base import Reader, outbound
from bot.platforms.setup import Look, WorkingLogin
from bot.platforms.terminal import CHANNEL as TERMINAL
from bot.service.wiring import _owner, rules_of

OF_RULES = "docs/rules.md shows how a rule is written, and docs/facts.md what it can ask for."
USE = "check"
"""A session of its own: the running service may have the reader's (BS-5)."""


@dataclass(slots=True)
class Found:
    """What is to be mended, what works and should be looked at, what is fine, and of the logins among that whose each is."""

    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    fine: list[str] = field(default_factory=list)
    logins: list[WorkingLogin] = field(default_factory=list)


class _SaidElsewhere(Exception):
    """What could be said here is a consequence of what another login's look says."""


def check(folder: Path, environ: Mapping[str, str]) -> Found:
    """Look at everything, and go on with what is good."""
    survey = configuration.survey(folder, environ)
    found = Found(problems=list(survey.problems), doubts=list(survey.doubts))
    config = survey.config
    if not found.problems:
        found.fine.append("config.toml")
    found.problems += _writable(config)
    _rules(config, gather(folder, environ), found)
    if not any(surroundings.problems(config, environ)):  # else nobody would be reached, and that is said already
        _ask(config, found)
    return found


def _ask(config: Config, found: Found) -> None:
    """Every server that is named, with every login."""
    _models(config, found)
    readers: dict[Network, Reader] = {}
    for name, look in _logins(config, readers):
        _look(name, look, found)
    silent = {one.where for one in found.problems if reach.remedy(one.what)}  # to be asked once is enough
    for adapter in registry.read(config):
        if adapter.setup and _of_owner(adapter) not in silent:
            _look_around(config, adapter.setup().look, found)
    for reader in readers.values():
        reader.close()


def _writable(config: Config) -> Iterator[Problem]:
    """Whether the folder takes a file: tried by asking, not by writing."""
    folder = config.folder
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        user = os.getuid()
        what = f"cannot be written by the user with the id {user}, so that nothing can be kept."
        yield Problem(str(folder), what, unreadable.give(folder))


def _rules(config: Config, written: Written, found: Found) -> None:
    """The rules in force, and what CEL says of those that lack something else."""
    wrong: list[Problem] = []
    try:
        rules_of(config)
    except ConfigError as trouble:
        wrong += trouble.problems
    places, listed, good = written.rules(), written.tables.get("rules"), {rule.name for rule in config.rules}
    for one in listed if isinstance(listed, list) else ():
        name, when = (one.get(key) for key in ("name", "when")) if isinstance(one, dict) else (None, None)
        if isinstance(name, str) and isinstance(when, str) and name and when and name not in good:
            wrong += _of_cel(name, when, places.get(name, ""))
    found.problems += [one if one.remedy else replace(one, remedy=OF_RULES) for one in wrong]
    unread = any(one.where.startswith(FILE) for one in written.problems)  # so that nobody knows which rules were meant
    if not wrong and not unread:
        found.fine.append("the rules")


def _of_cel(name: str, when: str, where: str) -> tuple[Problem, ...]:
    try:
        load_rules("", [RuleSpec(name=name, when=when, score=1, because="…", where=where)])
    except ConfigError as trouble:
        return trouble.problems
    return ()


def _models(config: Config, found: Found) -> None:
    """Every endpoint that is used, once: that of the drafts, and the second reader's."""
    for login, model in _used(config).items():

        def look(login: str = login, model: Model = model) -> list[Problem]:
            return model_check.problems(model.url, model.name, config.secret(login), login)

        if model.url and model.name:
            _look(model_check.WHERE[login], look, found)


def _used(config: Config) -> dict[str, Model]:
    used = {"drafts.model": config.drafts.model} if config.drafts.by == "model" else {}
    if config.choose.second_reader == "model":
        own = bool(config.choose.model.url)
        used |= {"choose.model": config.choose.model} if own else {"drafts.model": config.drafts.model}
    return used


def _logins(config: Config, readers: dict[Network, Reader]) -> Iterator[tuple[str, Callable[[], list[Problem]]]]:
    """Each login with the look at it; `readers` holds those that were opened."""
    for adapter in registry.read(config):

        def look(adapter: Adapter = adapter) -> list[Problem]:
            readers[adapter.network] = adapter.reader(config, USE, utc_now)
            return readers[adapter.network].check()

        yield _of_owner(adapter), look
    through = config.deliver.through
    if through != TERMINAL.name:
        name = f"{through.capitalize()}, second account" if through in config.networks else through.capitalize()
        yield name, lambda: _look_at_messenger(config, readers)


def _of_owner(adapter: Adapter) -> str:
    return f"{adapter.network.capitalize()}, your account"


def _look_at_messenger(config: Config, readers: Mapping[Network, Reader]) -> list[Problem]:
    channel = registry.channel(config)
    owner = _owner(readers, channel)
    if channel.name in config.networks:
        try:
            owner()
        except (KeyError, ConfigError, PlatformError):
            raise _SaidElsewhere from None
    messenger = outbound(channel.open(config, owner, utc_now))
    try:
        return [_or_another(channel.name, problem) for problem in messenger.check()]
    finally:
        messenger.close()


def _or_another(network: str, problem: Problem) -> Problem:
    """What cannot be reached may be gone for good: another second account takes over, and nothing is lost by it."""
    if not reach.remedy(problem.what):
        return problem
    another = f"Closed for good? nudge login {network} --bot --address NEW brings in another account; nothing is lost."
    return replace(problem, remedy=f"{problem.remedy}\n{another}".lstrip())


def _look(name: str, look: Callable[[], list[Problem]], found: Found) -> None:
    try:
        met = look()
    except _SaidElsewhere:
        return
    except ConfigError as missing:  # the configuration's own list has said it
        found.problems += [p for p in missing.problems if p not in found.problems]
        return
    except PlatformError as trouble:
        found.problems.append(Problem(name, str(trouble), reach.remedy(str(trouble))))
        return
    if met:
        found.problems += [p if p.where else Problem(name, p.what, p.remedy) for p in met]
    else:
        found.fine.append(name)


def _look_around(config: Config, look: Callable[[Config, Clock], Look], found: Found) -> None:
    try:
        around = look(config, utc_now)
    except (ConfigError, PlatformError):
        return  # said of the login itself
    found.problems += around.problems
    found.doubts += [doubt for doubt in around.doubts if doubt not in found.doubts]
    _take(found, around.logins)


def _take(found: Found, logins: Iterable[WorkingLogin]) -> None:
    """Keep whose the logins are that are fine: one that is looked at only here stands behind the one before it."""
    wrong, place = {problem.where for problem in found.problems}, len(found.fine)
    for login in logins:
        if login.where in wrong:
            continue
        if login.where not in found.fine:
            found.fine.insert(place, login.where)
        place = found.fine.index(login.where) + 1
        found.logins.append(login)
