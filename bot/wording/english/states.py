"""Say how a suggestion stands, in the few words of `list`; and that something in us went wrong."""

from __future__ import annotations

from bot.domain import SuggestionState

STANDS: dict[SuggestionState, str] = {
    SuggestionState.AWAITING_DELIVERY: "comes later",
    SuggestionState.DELIVERING: "on its way to you",
    SuggestionState.AWAITING_OWNER: "open",
    SuggestionState.AWAITING_PUBLISH: "goes out soon",
    SuggestionState.PUBLISHING: "going out now",
    SuggestionState.UNCLEAR: "not known whether it arrived",
    SuggestionState.PUBLISHED: "out",
    SuggestionState.RETRACTING: "being deleted",
    SuggestionState.RETRACTED: "deleted",
    SuggestionState.SKIPPED: "skipped",
    SuggestionState.ANSWERED_ELSEWHERE: "done",
    SuggestionState.EXPIRED: "let go",
    SuggestionState.WITHDRAWN: "let go",
    SuggestionState.FAILED: "not sent",
}


BECAME: dict[SuggestionState, str] = {
    SuggestionState.AWAITING_DELIVERY: "it comes again",
    SuggestionState.DELIVERING: "it is on its way to you again",
    SuggestionState.AWAITING_OWNER: "it is open",
    SuggestionState.AWAITING_PUBLISH: "your answer goes out soon",
    SuggestionState.PUBLISHING: "your answer is going out now",
    SuggestionState.UNCLEAR: "it is not known whether your answer arrived",
    SuggestionState.PUBLISHED: "your answer is out",
    SuggestionState.RETRACTING: "your answer is being deleted",
    SuggestionState.RETRACTED: "your answer was deleted",
    SuggestionState.SKIPPED: "you let it go",
    SuggestionState.ANSWERED_ELSEWHERE: "you answered it",
    SuggestionState.EXPIRED: "its time went by",
    SuggestionState.WITHDRAWN: "let it go",
    SuggestionState.FAILED: "I sent no answer that I know of",
}
"""The same of one that was brought before, behind "I brought you this one before, and …"."""


def words_wait(word: str, *, brought: bool = False) -> str:
    """One that is open in `list`, for which the owner's words were shown; `word` is what they want to hear."""
    return f"{'it is open' if brought else 'open'}, your words kept until {word}"


def goes_out(at: str, *, brought: bool = False) -> str:
    """An approved reply in `list`; `at` is a time of day. `brought`: as in `BECAME`, here and below."""
    return f"your answer goes out at {at}" if brought else f"goes out at {at}"


def waits_for_login(*, brought: bool = False) -> str:
    """An approved reply in `list`, while the login for posting is refused."""
    waits = "approved and kept; it needs the login for posting"
    return f"your answer is {waits}" if brought else waits


def tried_again(*, brought: bool = False) -> str:
    """An approved reply in `list` that could not leave at its time, for any other reason."""
    waits = "approved and not out yet; I try again"
    return f"your answer is {waits}" if brought else waits


def returns(at: str, *, brought: bool = False) -> str:
    """A nudge that was put off, in `list`; `at` as `times.at` says it."""
    return f"it comes again {at}" if brought else f"comes again {at}"


def stumbled() -> str:
    """A message of the owner's on which we failed twice: nothing was done, and it will not be tried again by itself."""
    return "I stumbled over a message of yours, so nothing happened with it. Could you say it in other words?"


def unread() -> str:
    """Something that the owner said did not reach us whole; goes in front of what is held for it."""
    return "Something you wrote did not come through whole, and it may have been about this."


def consent_changed() -> str:
    """The answer that approved is not what it was: edited, deleted, or a thumb taken away."""
    return "I do not find your send as you gave it: it may have been changed or deleted, so I ask again."


def receipt_lost() -> str:
    """The message that named the time could not be delivered."""
    return "I could not tell you when it would go out, so I ask again."


def nobody_could_hear() -> str:
    """In the terminal: the time to undo passed while nothing ran."""
    return "I may not have been running in the minutes in which you could have taken this back, so I ask again."
