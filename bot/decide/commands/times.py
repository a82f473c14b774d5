"""Read times as people write them: "2h", "tomorrow", "mon 9:00", "3w", "in two days", "until 3 march", "9am".

Days are calendar days in the owner's zone, so that "tomorrow 9:00" is nine o'clock also over a change of the clocks; hours
and minutes are real ones. A wall time that does not exist (02:30 in spring) is read as one hour later; one that comes twice
is its first. Nothing is guessed: what is not understood whole gives None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9, 0)
FURTHEST = timedelta(days=3 * 366)

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "ein": 1, "eine": 1, "einem": 1, "einen": 1,
    "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
}  # fmt: skip
UNITS = {
    "m": "minutes", "min": "minutes", "mins": "minutes", "minute": "minutes", "minutes": "minutes", "minuten": "minutes",
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours", "stunde": "hours", "stunden": "hours",
    "std": "hours", "d": "days", "day": "days", "days": "days", "tag": "days", "tage": "days", "tagen": "days",
    "w": "weeks", "wk": "weeks", "wks": "weeks", "week": "weeks", "weeks": "weeks", "woche": "weeks", "wochen": "weeks",
    "mo": "months", "month": "months", "months": "months", "monat": "months", "monate": "months", "monaten": "months",
    "y": "years", "yr": "years", "year": "years", "years": "years", "jahr": "years", "jahre": "years",
}  # fmt: skip
DAYS = {
    "mon": 0, "monday": 0, "mo": 0, "montag": 0, "tue": 1, "tues": 1, "tuesday": 1, "dienstag": 1, "wed": 2,
    "wednesday": 2, "mittwoch": 2, "thu": 3, "thur": 3, "thurs": 3, "thursday": 3, "donnerstag": 3, "fri": 4, "friday": 4,
    "freitag": 4, "sat": 5, "saturday": 5, "samstag": 5, "sun": 6, "sunday": 6, "sonntag": 6,
}  # fmt: skip
MONTHS = {
    "jan": 1, "january": 1, "januar": 1, "feb": 2, "february": 2, "februar": 2, "mar": 3, "march": 3, "märz": 3, "apr": 4,
    "april": 4, "may": 5, "mai": 5, "jun": 6, "june": 6, "juni": 6, "jul": 7, "july": 7, "juli": 7, "aug": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "okt": 10, "oktober": 10, "nov": 11, "november": 11,
    "dec": 12, "december": 12, "dez": 12, "dezember": 12,
}  # fmt: skip
PARTS = {
    "noon": time(12), "lunchtime": time(12), "mittag": time(12), "afternoon": time(15), "nachmittag": time(15),
    "evening": time(19), "abend": time(19), "night": time(20), "midnight": time(0),
}  # fmt: skip
NEAR = {
    "today": 0,
    "heute": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "morgen": 1,
    "übermorgen": 2,
    "yesterday": -1,
    "gestern": -1,
}
VOCABULARY = frozenset(
    [*UNITS, *DAYS, *MONTHS, *PARTS, *NEAR, *NUMBERS, "tonight", "morning", "next", "until", "weekend", "this"]
)
"""Every word that a time can be made of; near misses are held against it."""

_LEADING = re.compile(r"^(?:until|till|til|for|on|from|bis|für|fuer|am|um|the|ab)\s+")
_IN = re.compile(r"^in\s+")
_NUMBER = "|".join(sorted((re.escape(word) for word in NUMBERS), key=len, reverse=True))
_SPAN_PART = re.compile(
    rf"(\d{{1,3}}(?:\.5)?|{_NUMBER})\s*({'|'.join(sorted(UNITS, key=len, reverse=True))})(?![^\W\d])"
)
_CLOCK = re.compile(r"(?:at |um )?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|uhr|o'clock)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: calendar months and days, and real seconds."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta(0)

    @property
    def length(self) -> timedelta:
        """As one length, a month being 30 days and a year 365."""
        return timedelta(days=self.days + self.months * 30 + self.months // 12 * 5) + self.exact


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that was asked for (UTC)."""

    at: datetime


REGULAR = {"daily": Span(days=1), "weekly": Span(days=7), "monthly": Span(months=1), "quarterly": Span(months=3),
           "yearly": Span(months=12)}  # fmt: skip


def span(text: str) -> Span | None:
    """ "6w", "two weeks", "1h30m", "half an hour", "every month", "a couple of days"."""
    said = re.sub(r"^(?:in|for|every|alle|für)\s+", "", _plain(text))
    said = re.sub(r"^about\s+", "", said)
    if said in ("half an hour", "half hour", "halbe stunde"):
        return Span(exact=timedelta(minutes=30))
    if said in REGULAR:
        return REGULAR[said]
    if said in UNITS and UNITS[said] != "minutes" and len(said) > 2:
        said = f"1 {said}"  # every month
    months, days, exact, place = 0, 0, timedelta(0), 0
    for found in _SPAN_PART.finditer(said):
        if said[place : found.start()].strip() not in ("", "and", "und", ","):
            return None
        place = found.end()
        count = NUMBERS.get(found[1]) or float(found[1])
        months, days, exact = _added(months, days, exact, count, UNITS[found[2]])
    if place == 0 or said[place:].strip():
        return None
    result = Span(months, days, exact)
    return result if timedelta(0) < result.length < FURTHEST else None


def _added(months: int, days: int, exact: timedelta, count: float, unit: str) -> tuple[int, int, timedelta]:
    if unit in ("months", "years"):
        return months + round(count * (12 if unit == "years" else 1)), days, exact
    if unit in ("days", "weeks"):
        return months, days + round(count * (7 if unit == "weeks" else 1)), exact
    return months, days, exact + timedelta(**{unit: count})


def after(length: Span, now: datetime, zone: ZoneInfo, morning: time = MORNING) -> Moment:
    """When that time will have passed: whole days end in the morning, hours and minutes exactly."""
    if not (length.months or length.days):
        return Moment(now + length.exact)
    day = _months_on(now.astimezone(zone).date(), length.months) + timedelta(days=length.days)
    return Moment(at_wall(day, morning, zone) + length.exact)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at_wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That wall time as UTC; one that does not exist is an hour later, one that comes twice is its first."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def clock(text: str) -> time | None:
    """ "9", "9:00", "9am", "17.30", "noon"."""
    said = _plain(text)
    if said in PARTS:
        return PARTS[said]
    found = _CLOCK.fullmatch(said)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour % 24, minute) if hour <= 24 and minute < 60 and (hour < 24 or not minute) else None


def clocks(text: str) -> tuple[time, ...]:
    """Every time of "9:00 17:30", "9 and 18", in their order; empty when anything else stands there."""
    said = re.sub(r"(?<=\d)\s+(?=(?:am|pm|uhr|o'clock)\b)", "", _plain(text))
    pieces = [piece for piece in re.split(r"\s*(?:,|;|\band\b|\bund\b|&|\s)\s*(?:(?:at|um) )?", said) if piece]
    read = [clock(piece) for piece in pieces]
    found = [each for each in read if each is not None]
    return tuple(sorted(set(found))) if found and len(found) == len(read) else ()


def moment(text: str, now: datetime, zone: ZoneInfo, morning: time = MORNING) -> Moment | None:
    """The time that a text names, or None. May lie in the past ("yesterday", "today 8:00"): the caller says so."""
    said = _LEADING.sub("", _plain(text))
    length = span(said)
    if length is not None:
        return after(length, now, zone, morning)
    today = now.astimezone(zone).date()
    said = _IN.sub("", said)
    found = _hour_alone(said, now, zone, today) or _day_and_hour(said, today, zone, morning, now)
    return found if found and found.at - now < FURTHEST else None


def _hour_alone(said: str, now: datetime, zone: ZoneInfo, today: date) -> Moment | None:
    if said in ("tonight", "this evening", "heute abend"):
        return Moment(max(at_wall(today, PARTS["evening"], zone), now + timedelta(hours=2)))
    if said in ("today", "heute"):
        return Moment(max(at_wall(today, PARTS["evening"], zone), now + timedelta(hours=2)))
    if said in ("this afternoon", "heute nachmittag"):
        return Moment(at_wall(today, PARTS["afternoon"], zone))
    hour = clock(said)
    if hour is None:
        return None
    if re.fullmatch(r"(?:at )?[1-7]", said):
        hour = hour.replace(hour=hour.hour + 12)  # "later 5" is no time before breakfast
    at = at_wall(today, hour, zone)
    return Moment(at if at > now else at_wall(today + timedelta(days=1), hour, zone))


def _day_and_hour(said: str, today: date, zone: ZoneInfo, morning: time, now: datetime) -> Moment | None:
    """A day, alone or with an hour after it: every place to cut is tried, the longest day first."""
    words = said.replace(",", " ").split()
    for place in range(len(words), 0, -1):
        day = _day(words[:place], today)
        if day is None:
            continue
        if place == len(words):
            return Moment(at_wall(_not_today(day, words, today), morning, zone))
        hour = _part_of_day(" ".join(words[place:]), morning)
        if hour is None:
            continue
        at = at_wall(day, hour, zone)
        if at <= now and words[0] in DAYS:
            at = at_wall(day + timedelta(days=7), hour, zone)
        return Moment(at)
    return None


def _not_today(day: date, words: list[str], today: date) -> date:
    """A weekday without an hour, said on that weekday, is the next one."""
    return day + timedelta(days=7) if day == today and words[-1] in DAYS else day


def _part_of_day(said: str, morning: time) -> time | None:
    plain = re.sub(r"^(?:in the|at|um|im|am)\s+", "", said)
    return morning if plain in ("morning", "früh") else clock(plain)


def _day(words: list[str], today: date) -> date | None:
    said = " ".join(words)
    if said in NEAR:
        return today + timedelta(days=NEAR[said])
    if said in ("day after tomorrow", "the day after tomorrow"):
        return today + timedelta(days=2)
    if said in ("next week", "nächste woche"):
        return today + timedelta(days=7 - today.weekday())
    if said in ("next month", "nächsten monat"):
        return _months_on(today.replace(day=1), 1)
    if said in ("weekend", "this weekend", "wochenende"):
        return today + timedelta(days=(5 - today.weekday()) % 7)
    bare = re.sub(r"^(?:next|this|on|nächsten|kommenden)\s+", "", said)
    if bare in DAYS:
        return today + timedelta(days=(DAYS[bare] - today.weekday()) % 7 or (7 if bare != said else 0))
    return _named_date(bare, today)


_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ?([a-zä]+)\.?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-zä]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _named_date(said: str, today: date) -> date | None:
    """ "3 march", "march 3rd 2027", "2026-12-02"; without a year the next one."""
    if found := _ISO.fullmatch(said):
        return _real(int(found[1]), int(found[2]), int(found[3])) if 1 <= int(found[2]) <= 12 else None
    if found := _DAY_MONTH.fullmatch(said):
        day, month, year = found[1], found[2], found[3]
    elif found := _MONTH_DAY.fullmatch(said):
        month, day, year = found[1], found[2], found[3]
    else:
        return None
    if month not in MONTHS:
        return None
    if year:
        return _real(int(year), MONTHS[month], int(day))
    this_year = _real(today.year, MONTHS[month], int(day))
    return this_year if this_year and this_year >= today else _real(today.year + 1, MONTHS[month], int(day))


def _real(year: int, month: int, day: int) -> date | None:
    """The date, unless there is no such day."""
    return date(year, month, day) if 1970 < year < 3000 and 1 <= day <= monthrange(year, month)[1] else None


def _plain(text: str) -> str:
    said = re.sub(r"(?:^|\s)@\s*(?=\d)", " at ", text.lower().replace("\u2019", "'"))
    return " ".join(said.split()).strip(" .!,")
