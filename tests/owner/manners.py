"""Hold what the bot said against the rules of VOICE, and against what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain import SuggestionState
from bot.knowledge.owner_preferences import owner_preferences
from bot.store import merging, people, suggestions
from tests.flow.house import plain
from tests.wording.test_voice import FORBIDDEN, own_voice

if TYPE_CHECKING:
    from tests.owner.scenes import Home

COPYABLE = re.compile(r"(?<![\w.-])@\w|@(?!\u2060)")
LINK = re.compile(r"https?://\S+")
STOPS_TWICE = re.compile(r"[.?!\u2026][\"\u201d\u00bb]\.")


def bad_manners(text: str) -> list[str]:
    """Every rule of VOICE that a message of the bot's breaks; `text` as it was delivered."""
    said = own_voice(text)
    broken = {
        "asks more than one question": said.count("?") > 1,
        "cries out": "!" in said,
        "stops twice": bool(STOPS_TWICE.search(text)),
        "has a handle that can be copied": bool(COPYABLE.search(LINK.sub("", text))),
        **{f"says {word!r}": bool(re.search(rf"(?<!\w){word}(?!\w)", said, re.IGNORECASE)) for word in FORBIDDEN},
    }
    return [what for what, is_so in broken.items() if is_so]


@dataclass(frozen=True)
class Standing:
    """Everything that an answer of the bot's can claim to have changed, or not."""

    states: tuple[str, ...]
    public: tuple[str, ...]
    wishes: Any
    people: tuple[Any, ...]

    @classmethod
    def of(cls, home: Home) -> Standing:
        """As it is now."""
        with home.store.begin() as tx:
            rows = suggestions.in_states(tx, *SuggestionState)
            known = sorted(people.all_persons(tx).values(), key=lambda person: person.id)
            return cls(
                tuple(f"{row.code} {row.state}" for row in rows),
                public(home),
                owner_preferences(tx, home.config),
                tuple((person, merging.noted(tx, person.id)) for person in known),
            )


def public(home: Home) -> tuple[str, ...]:
    """What stands under the owner's name."""
    return tuple(post.text for post in home.replies())


def untruths(said: str, before: Standing, after: Standing, later: tuple[str, ...]) -> Iterator[str]:
    """What the bot claimed and is not so. `after` is when it was said, `later` what stands in public ten minutes on."""
    told = plain(said)
    posted = len(later) > len(before.public)
    states, wanted_else = " ".join(after.states), before.wishes != after.wishes
    claims = {
        r"nothing (?:happened|changed)\b|Nothing has changed": after == before,
        r"Nothing was sent|Nothing has been sent|[Nn]ever sent|[Nn]ot sent|Held back|Taken back": not posted,
        r"It goes out at|It is out: ": posted,
        r"^Stopped|All is stopped": after.wishes.stopped,
        r"^Resting until": after.wishes.paused_until is not None,
        r"^I am back": not after.wishes.stopped and after.wishes.paused_until is None,
        r"^Let go, this one": before.states != after.states and " skipped" in states,
        r"is answered, then": " answered_elsewhere" in states,
        r"again (?:on|at|tomorrow) .+, if it still matters": " awaiting_delivery" in states,
        r"is out already|is out; undo offers": " published" in states,
        r"on its way already": " awaiting_publish" in states,
        r"; undo until then\. I keep": any(person.forget_at is not None for person, _ in after.people),
        r"^Quiet about": any(person.quiet_until is not None for person, _ in after.people),
        r"nothing from me about": any(person.never for person, _ in after.people),
        r"^Kept|bring you a post|About every": before.people != after.people,
        r"^From now on (?:I write|\w+ (?:person|people) a day)": wanted_else,
        r"^The (?:weekly|monthly) letter|these topics": wanted_else,
    }
    for claim, is_so in claims.items():
        if re.search(claim, told, re.MULTILINE) and not is_so:
            yield f"said {claim!r}, which is not so: {told!r}"
