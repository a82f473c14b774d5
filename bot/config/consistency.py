"""See whether the parts of a configuration fit together.

Each check yields what does not, with the key where it would be mended. A check is left out when one of the sections
that it compares could not be read, because what it would say then is only a consequence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.config import credentials
from bot.config.gathering import FILE
from bot.config.lines import Key
from bot.config.model import NETWORKS, SOME_OWNER, Config
from bot.config.values import Quiet, in_clear
from bot.config.zones import BY_ITS_DISTANCE
from bot.errors import Problem


class Finding(NamedTuple):
    """What does not fit, where, and what to do."""

    key: Key
    what: str
    remedy: str = ""


Findings = Iterator[Finding]


def findings(config: Config, unread: AbstractSet[str] = frozenset()) -> list[Finding]:
    """Everything that does not fit, in the order of the file. `unread` names sections with values that were no good."""
    return [found for sections, check in _CHECKS if not unread & sections for found in check(config)]


def doubts(config: Config, unread: AbstractSet[str] = frozenset()) -> list[Problem]:
    """What works and should be looked at all the same."""
    zone = () if "owner" in unread else _zone(config)  # one that could not be read was written, and is said already
    hours = () if "deliver" in unread else _equal_ends(config)
    return [*credentials.doubts(config), *zone, *hours, *_in_clear(config), *_unused(config)]


def _somebody(config: Config) -> Findings:
    if not any(section.owner for section in config.networks.values()):
        what = "it says nowhere who you are."
        yield Finding((), what, f"Add {SOME_OWNER}: nudge init asks for it.")


def _zone(config: Config) -> Iterator[Problem]:
    if "timezone" not in config.owner.model_fields_set:
        what = 'there is no "timezone" under [owner], so times are told in UTC.'
        yield Problem("config.toml", what, 'Write one like "Europe/Berlin".')
    name = str(config.owner.timezone)
    if name.startswith(BY_ITS_DISTANCE) and "+" in name:
        hours = name.partition("+")[2]
        what = (
            f'"timezone" under [owner]: "{name}" is {hours} hours behind UTC; in such names the sign is turned round.'
        )
        yield Problem("config.toml", what, 'A city is surer, like "Europe/Berlin".')


def _equal_ends(config: Config) -> Iterator[Problem]:
    quiet = config.deliver.quiet
    if isinstance(quiet, Quiet) and quiet.start == quiet.end:
        what = f'"quiet" under [deliver] ends when it begins ({quiet}), so that no hour is quiet.'
        yield Problem("config.toml", what, 'Write quiet = "" if that is meant.')


def _two_accounts(config: Config, network: str) -> Findings:
    """A message to oneself notifies nobody (MN-7, BD-15), so the bot must be somebody else."""
    remedy = "Nobody is notified of a message to themselves: make a second account, one is enough for both networks."
    owner, bot = _accounts(config, network)
    if owner and owner == bot:
        yield Finding((network, "bot"), f"[{network}.owner] and [{network}.bot] are the same account.", remedy)


def _somebody_to_write_to(config: Config, network: str) -> Findings:
    owner, bot = _accounts(config, network)
    if bot and not owner:
        what = f"[{network}.bot] writes to you there, and no [{network}.owner] says who you are."
        yield Finding((network, "bot"), what)


def _a_way_to_you(config: Config) -> Findings:
    through = config.deliver.through
    if through in NETWORKS and not _accounts(config, through)[1]:
        what = f'"through" under [deliver] is "{through}", and there is no [{through}.bot] to write from.'
        yield Finding(("deliver", "through"), what, 'Add that account, or write through = "terminal".')


def _times_that_come(config: Config) -> Findings:
    quiet, at = config.deliver.quiet, config.deliver.at
    if not isinstance(quiet, Quiet) or isinstance(at, str):
        return
    for moment in (moment for moment in at if moment in quiet):
        what = f'"at" under [deliver]: {moment:%H:%M} lies in the quiet time ({quiet}), so nothing would come then.'
        yield Finding(("deliver", "at"), what)


def _a_model(config: Config) -> Findings:
    for key in ("url", "name"):
        if config.drafts.by == "model" and not getattr(config.drafts.model, key):
            yield Finding(("drafts", "model"), f'"by" under [drafts] is "model", and [drafts.model] has no "{key}".')


def _a_second_reader(config: Config) -> Findings:
    own, drafts = config.choose.model, config.drafts.model
    section, model = ("choose", own) if own.url or own.name else ("drafts", drafts)
    for key in ("url", "name"):
        if config.choose.second_reader == "model" and not getattr(model, key):
            what = f'"second_reader" under [choose] is "model", and [{section}.model] has no "{key}".'
            yield Finding((section, "model"), what)


def _people_once(config: Config) -> Findings:
    seen = {account: "" for network in NETWORKS for account in _accounts(config, network) if account}
    for place, person in enumerate(config.people):
        for key, account in person.accounts.items():
            if account in seen:
                other = f'"{seen[account]}" as well' if seen[account] else "one of your own accounts"
                what = f'"{account}" under [[people]] stands for "{person.name}", and is {other}.'
                yield Finding(("people", place, key), what)
            else:
                seen[account] = person.name


def _rules_once(config: Config) -> Findings:
    seen: set[str] = set()
    for place, rule in enumerate(config.rules):
        if rule.name in seen:
            yield Finding(("rules", place, "name"), f'there is a second rule "{rule.name}" under [[rules]].')
        seen.add(rule.name)


def _a_database(config: Config) -> Findings:
    """A file of its own; SQLite would take some of the rest all the same, and begin to write into it."""
    named, path = config.store.path, config.database
    if (is_what := _no_database(config, path)) is not None:
        what = f'"path" under [store]: "{named}" {is_what}.'
        yield Finding(("store", "path"), what, 'Name a file of its own, like "nudge.db".')


def _no_database(config: Config, path: Path) -> str | None:
    """Why no database can lie there; None where one can, and where the first run makes it or says why it cannot."""
    if config.store.path == ":memory:":
        return "is no file, and would keep nothing"
    leads_to = Path(os.path.realpath(path))
    if leads_to in {Path(os.path.realpath(file)) for file in (config.folder / FILE, *credentials.files(config))}:
        return "is the file of something else"
    if path.is_symlink() and not leads_to.parent.is_dir():
        return f"leads to {leads_to}, and there is no folder {leads_to.parent}"
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if stat.S_ISREG(mode):
        return None
    return "is a folder" if stat.S_ISDIR(mode) else "is no file, and would keep nothing"


_Check = Callable[[Config], Findings]
_CHECKS: tuple[tuple[frozenset[str], _Check], ...] = (
    (frozenset(NETWORKS), _somebody),
    *((frozenset({network}), partial(_two_accounts, network=network)) for network in NETWORKS),
    *((frozenset({network}), partial(_somebody_to_write_to, network=network)) for network in NETWORKS),
    (frozenset({*NETWORKS, "deliver"}), _a_way_to_you),
    (frozenset({"deliver"}), _times_that_come),
    (frozenset({"drafts"}), _a_model),
    (frozenset({"choose", "drafts"}), _a_second_reader),
    (frozenset({*NETWORKS, "people"}), _people_once),
    (frozenset({"rules"}), _rules_once),
    (frozenset({"store"}), _a_database),
)


def _accounts(config: Config, network: str) -> tuple[str, str]:
    """Owner's and bot's account on a network by name; "" for one that is not configured."""
    section = config.networks[network]
    return (section.owner.called if section.owner else ""), (section.bot.called if section.bot else "")


_WHERE = ("server", "service", "url")
"""The keys under which a section says where its login is sent."""


def _in_clear(config: Config) -> Iterator[Problem]:
    for login in credentials.configured(config):
        section = login.section(config)
        address = next((said for key in _WHERE if (said := str(getattr(section, key, "")))), "")
        if login.name != credentials.POSTING and in_clear(address):
            what = "your key and what it reads travel" if login.key == "key" else "the login travels"
            yield Problem(login.called, f"{_shown(address)} is not encrypted: {what} in clear.", "Use https://.")


def _shown(address: str) -> str:
    """Without what may be a password in it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _unused(config: Config) -> Iterator[Problem]:
    bots = [network for network in NETWORKS if _accounts(config, network)[1]]
    if bots and config.deliver.through == "terminal":
        what = f'[{bots[0]}.bot] is there, and "through" under [deliver] is "terminal", so it writes to nobody.'
        yield Problem("config.toml", what, f'through = "{bots[0]}" lets it write to you.')
