"""Read the small things that people write in a configuration: durations, times, zones, addresses.

Every reader takes what stands in the file or in the environment and raises `ValueError` with a sentence about it; the
sentences go on after `"every" under [[people]]: `. Texts from the environment are cut at commas where a list is wanted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainValidator

from bot.config.zones import known_zones, near_zones
from bot.wording.text import one_spelling, without_hidden

AS_THEY_COME = "as-they-come"

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_SERVER = re.compile(rf"{_HOST.pattern}(?::\d{{1,5}})?")
_ADDRESS = re.compile(rf"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?@{_SERVER.pattern}")
_DID = re.compile(r"did:(?:web:[A-Za-z0-9.%_-]+(?::[A-Za-z0-9._%-]+)*|plc:[a-z2-7]{24})")


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the owner's day in which the bot begins nothing; `start` belongs to them, `end` does not.

    May pass over midnight. Equal ends mean that no hour is quiet.
    """

    start: time
    end: time

    def __contains__(self, moment: object) -> bool:
        """Whether a time of day (in the owner's zone) is a quiet one."""
        if not isinstance(moment, time):
            return False
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def bare(value: str) -> str:
    """What a variable says: without the quotes and line ends that a file of variables leaves on it."""
    said = value.strip()
    return said[1:-1].strip() if len(said) > 1 and said[0] == said[-1] and said[0] in "\"'" else said


def file_name(given: str) -> str:
    """A name that a file can have, empty or not."""
    wrong = next((sign for sign in given if unicodedata.category(sign) == "Cc"), "")
    if wrong == "\0":
        raise ValueError("a file's name holds no character 0; leave it out")
    if wrong:
        said = 'a backslash and a letter between "…" are a sign that no name has'
        raise ValueError(f"{said}; write / instead, or '…' around it")
    return given


def duration(written: Any) -> timedelta:
    """`"60s"`, `"3m"`, `"2h"`, `"14d"`, `"6w"`."""
    if isinstance(written, timedelta):
        return written
    match = _DURATION.fullmatch(str(written).strip().lower()) if isinstance(written, str) else None
    if not match:
        raise ValueError(f'{shown(written)} is no length of time; write one like "60s", "3m", "2h", "14d" or "6w"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def between(low: str, high: str) -> Callable[[timedelta], timedelta]:
    """Keeps a duration between two others."""

    def bounded(given: timedelta) -> timedelta:
        if duration(low) <= given <= duration(high):
            return given
        raise ValueError(f'write something between "{low}" and "{high}"')

    return bounded


def for_ever_or(low: str, high: str) -> Callable[[Any], timedelta | None]:
    """`""` for ever, or a duration between two others."""
    bounded = between(low, high)

    def lasting(written: Any) -> timedelta | None:
        return None if written is None or written == "" else bounded(duration(written))

    return lasting


def number(written: Any) -> Any:
    """A number as it stands; true is none, though computers take it for 1."""
    if isinstance(written, bool):
        raise ValueError("write a number, not true or false")  # noqa: TRY004 - whoever reads it is told in a sentence
    return written


def time_of_day(written: Any) -> time:
    """`"09:00"`, `"9:00"`, or TOML's own local time."""
    if isinstance(written, time):
        return written
    match = _TIME.fullmatch(written.strip()) if isinstance(written, str) else None
    if not match:
        raise ValueError(f'{shown(written)} is no time of day; write one like "09:00" or "17:30"')
    return time(int(match[1]), int(match[2]))


def _is_time(written: Any) -> bool:
    return isinstance(written, str) and _TIME.fullmatch(written.strip()) is not None


def delivery_times(written: Any) -> tuple[time, ...] | str:
    """A list of times of day in order, or `"as-they-come"`."""
    if written == AS_THEY_COME:
        return AS_THEY_COME
    given = listed(written) if isinstance(listed(written), list) else []
    wrong = [shown(one) for one in given if not isinstance(one, time) and not _is_time(one)]
    if len(wrong) > 1:
        raise ValueError(f'{", ".join(wrong)} are no times of day; write them like "09:00" or "17:30"')
    times = sorted({time_of_day(one) for one in given})
    if not times:
        raise ValueError(f'{shown(written)} names no time; write a list like ["09:00", "17:30"], or "{AS_THEY_COME}"')
    return tuple(times)


def quiet(written: Any) -> Quiet | None:
    """`"22:00-07:00"`, or `""` for none."""
    if written is None or isinstance(written, Quiet):
        return written
    if isinstance(written, str) and not written.strip():
        return None
    ends = re.split(r"[-\u2010-\u2015]", str(written))  # an editor makes one dash of another
    if not isinstance(written, str) or len(ends) != 2:  # noqa: PLR2004 - a beginning and an end
        raise ValueError(f'{shown(written)} is no quiet time; write a beginning and an end like "22:00-07:00", or ""')
    return Quiet(time_of_day(ends[0]), time_of_day(ends[1]))


def zone(written: Any) -> ZoneInfo:
    """An IANA name such as `"Europe/Berlin"`."""
    if isinstance(written, ZoneInfo):
        return written
    if isinstance(written, str) and written in known_zones():
        return ZoneInfo(written)
    near = near_zones(str(written))
    hint = f'Did you mean "{near[0]}"?' if near else 'Write one like "Europe/Berlin".'
    raise ValueError(f"there is no time zone {shown(written)}. {hint}")


def address(written: Any) -> str:
    """`"lena@writers.example"`, in lower case, a leading at sign taken off; of a domain's two spellings the one in ASCII."""
    text = one_spelling(_name(written))
    if _DOMAIN.fullmatch(text):
        raise ValueError(
            f"{shown(written)} is no address on Mastodon; a handle on Bluesky belongs under [bluesky.owner]"
        )
    if not _ADDRESS.fullmatch(text):
        raise ValueError(f'{shown(written)} is no address on Mastodon; write it like "lena@writers.example"')
    return text


def handle(written: Any) -> str:
    """`"me.example.com"`, in lower case, a leading at sign taken off."""
    text = _name(written)
    if _ADDRESS.fullmatch(text):
        raise ValueError(
            f"{shown(written)} is no handle on Bluesky; an address on Mastodon has an at sign, a handle none"
        )
    if not _DOMAIN.fullmatch(text):
        raise ValueError(f'{shown(written)} is no handle on Bluesky; write it like "me.bsky.social"')
    return text


def did(written: Any) -> str:
    """The DID of a service, `"did:web:api.bsky.chat"`."""
    if not isinstance(written, str) or not _DID.fullmatch(written):
        raise ValueError(f'{shown(written)} is not the DID of a service; write one like "did:web:api.bsky.chat"')
    return written


def web_address(written: Any) -> str:
    """`"https://server"`, without a path or a slash at the end."""
    parts = _web_parts(written)
    if parts is None:
        raise ValueError(f'{shown(written)} is not the address of a server; write one like "https://writers.example"')
    if parts.path.strip("/") or parts.query:
        raise ValueError(f'{shown(written)} is not the address of a server: only its beginning, "{_beginning(parts)}"')
    return _beginning(parts)


def _beginning(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _web_parts(written: Any) -> SplitResult | None:
    """The parts of a web address with a host, and a port that there can be; None for anything else."""
    try:
        parts = urlsplit(written.strip()) if isinstance(written, str) else None
        good = parts and parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # no number, or too big a one
        return None
    return parts if parts and good and not parts.netloc.endswith(":") else None


def host(written: str) -> str:
    """The name of a server as it stands in its accounts' addresses, `"mstdn.example"`, and nothing before or behind it."""
    name = one_spelling(written.strip().lower())
    if not _SERVER.fullmatch(name):
        raise ValueError(f'{shown(written)} is not only the name of a server; write it like [servers."mstdn.example"]')
    return name


def in_clear(address: str) -> bool:
    """Whether what is sent to a web address can be read on the way; not on this machine itself."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def endpoint(written: Any) -> str:
    """`"https://server/any/path"`, or `""` for none; without a slash at the end."""
    if written == "":
        return ""
    if not (parts := _web_parts(written)):
        # such an address may hold a password, or be one: it is not repeated
        raise ValueError('this is no web address; write one like "https://example.com/path"')
    return parts.geturl().rstrip("/")


def listed(written: Any) -> Any:
    """A list as it stands, or a text from the environment cut at its commas; brackets and quotes of TOML may be there."""
    if isinstance(written, str):
        text = written.strip()
        parts = [part.strip() for part in text.removeprefix("[").removesuffix("]").split(",")]
        return [part.strip("\"'") if text.startswith("[") else part for part in parts if part]
    return list(written) if isinstance(written, tuple) else written


def shown(written: Any) -> str:
    """A value as it may be repeated to whoever wrote it."""
    text = str(written)
    return f'"{text[:60]}{"…" if len(text) > 60 else ""}"'  # noqa: PLR2004 - enough to recognise it by


def _name(written: Any) -> str:
    return without_hidden(written).strip().removeprefix("@").lower() if isinstance(written, str) else ""


A_NUMBER = BeforeValidator(number)
Duration = Annotated[timedelta, BeforeValidator(duration)]
DeliveryTimes = Annotated[tuple[time, ...] | str, PlainValidator(delivery_times)]
QuietTime = Annotated[Quiet | None, PlainValidator(quiet)]
Zone = Annotated[ZoneInfo, PlainValidator(zone)]
Address = Annotated[str, BeforeValidator(address)]
Handle = Annotated[str, BeforeValidator(handle)]
Did = Annotated[str, BeforeValidator(did)]
WebAddress = Annotated[str, BeforeValidator(web_address)]
Endpoint = Annotated[str, BeforeValidator(endpoint)]
Words = Annotated[tuple[str, ...], BeforeValidator(listed)]
FileName = Annotated[str, AfterValidator(file_name)]
