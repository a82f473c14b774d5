"""Keep the server's time, and make the ids that carry it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MILLISECOND = timedelta(milliseconds=1)


class Clock:
    """The machine's time plus what a test added; never twice the same millisecond for two acts."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._last = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The time, UTC."""
        return max(datetime.now(UTC) + self.ahead, self._last)

    def tick(self) -> datetime:
        """The time of something that happens, later than everything before."""
        now = max(datetime.now(UTC) + self.ahead, self._last + _MILLISECOND)
        self._last = now.replace(microsecond=now.microsecond // 1000 * 1000)
        return self._last

    def __getstate__(self) -> tuple[datetime, datetime]:
        """What it shows: a clock that is put back goes on from there."""
        return datetime.now(UTC) + self.ahead, self._last

    def __setstate__(self, shown: tuple[datetime, datetime]) -> None:
        time, self._last = shown
        self.ahead = time - datetime.now(UTC)


class Count:
    """Numbers from one on; unlike `itertools.count` it can be kept and put back on every Python."""

    def __init__(self) -> None:
        self._latest = 0

    def __next__(self) -> int:
        self._latest += 1
        return self._latest


class Ids:
    """Snowflakes (MT-3) or ULIDs (MO-2), made of a time that may lie in the past; they sort as text of equal length."""

    def __init__(self, *, ulids: bool) -> None:
        self._ulids = ulids
        self._number = Count()

    def at(self, moment: datetime) -> str:
        """A fresh id that says this time."""
        milliseconds = int(moment.timestamp() * 1000)
        if self._ulids:
            return _base32(milliseconds, 10) + _base32(next(self._number), 16)
        return str(milliseconds << 16 | next(self._number) & 0xFFFF)


class Numbers:
    """Ids that only count, as Mastodon gives to notifications (MN-3)."""

    def __init__(self) -> None:
        self._number = Count()

    def at(self, _moment: datetime) -> str:
        """The next one."""
        return str(next(self._number))


def order(given_id: str) -> tuple[int, str]:
    """Sorts ids of one kind by time: numbers by value, ULIDs as text."""
    return (len(given_id), given_id)


def _base32(value: int, length: int) -> str:
    return "".join(_CROCKFORD[value >> 5 * place & 31] for place in reversed(range(length)))


def written(moment: datetime | None) -> str | None:
    """A time as the API writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None
