"""Find the time zone that somebody means who names a city, or misspells one."""

from __future__ import annotations

import difflib
import re
from functools import cache
from zoneinfo import available_timezones

BY_ITS_DISTANCE = "Etc/"
"""How zones begin that have no place, only a distance; its sign is the other way round than everywhere else."""

_NO_PLACE = frozenset({"Factory"})
"""Where nobody lives."""

_NEARLY = 0.8
"""So much of a name has to be right: Lisbn is Lisbon, and Delhi nothing that is called LHI."""


@cache
def known_zones() -> frozenset[str]:
    """All that this machine has. It opens six hundred files to tell, so it is asked once."""
    return frozenset(available_timezones())


def zones_named(place: str) -> list[str]:
    """The zones of that name, or of a city of that name, however it is written; the whole name first."""
    wanted, known = _as_zones_are(place), _places()
    cities = [name for name in known if _is_of_a_city(name) and name.rpartition("/")[2].casefold() == wanted]
    whole = [name for name in known if name.casefold() == wanted]
    return [*whole, *cities]


def near_zones(place: str) -> list[str]:
    """The zones that somebody may mean who names a city, or misspells a zone; the likeliest first."""
    return zones_named(place) or _nearly(_as_zones_are(place), _places())


def _places() -> list[str]:
    return sorted(known_zones() - _NO_PLACE)


def _is_of_a_city(zone: str) -> bool:
    """Whether a place stands in its name. Etc/GMT+2 is none, and lies two hours behind what people call GMT+2."""
    return "/" in zone and not zone.startswith(BY_ITS_DISTANCE)


def _as_zones_are(place: str) -> str:
    """Written as zones are, in lower case: "new york" is "new_york"."""
    return re.sub(r"[\s-]+", "_", place.strip()).casefold()


def _nearly(wanted: str, known: list[str]) -> list[str]:
    """The zone whose city, or whose whole name, is nearest to what was written; none where nothing is near."""
    names = {name.casefold(): name for name in known if not name.isupper()} | {
        name.rpartition("/")[2].casefold(): name for name in known if _is_of_a_city(name)
    }
    return [names[near] for near in difflib.get_close_matches(wanted, names, n=1, cutoff=_NEARLY)]
