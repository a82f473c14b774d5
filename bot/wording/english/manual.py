"""Say what the owner can say (VOICE 6). The lines about single words come from the table of `commands`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.english.phrases import paragraphs, series


def help_first(*, at_signs_reach: bool = True) -> str:
    """`help`: on one screen. The line about at signs only where they do harm (MD-1)."""
    at_sign = "Write names without the at sign: on Mastodon a message reaches everyone it names with one."
    return paragraphs(
        "Nothing is posted until you say send to the exact words.",
        "To a nudge, answer\nyour own words: I show them back\ndraft: I begin, you change it\n"
        "later, later tomorrow, later mon 9:00\nskip, done, why, who",
        "Any time\nlist, more, undo, pause 2w\nstop: nothing goes out until resume\n"
        "meet, keep, note, never, forget and a name",
        at_sign if at_signs_reach else "",
        "help meet tells about one word, help all shows every one.",
    )


def help_word(word: str, says: str, examples: Sequence[str], synonyms: Sequence[str]) -> str:
    """`help meet`."""
    also = f"The same: {series(synonyms)}." if synonyms else ""
    shown = f"For example: {series(examples)}" if examples else ""
    return paragraphs(f"{word}: {says}", "\n".join(line for line in (shown, also) if line))


def help_settings(lines: Sequence[str]) -> str:
    """`settings`: what can be set, each as an example and what it sets."""
    return paragraphs("You set these by saying so:", "\n".join(lines), "topics and timezone alone show what holds now.")


def help_all(groups: Sequence[tuple[str, Sequence[str]]]) -> str:
    """`help all`: every word, by occasion."""
    return paragraphs(*(f"{title}\n{series(words)}" for title, words in groups))


def help_unknown(word: str) -> str:
    """`help` about a word that is none."""
    return f"I know no word {word}. help all shows every one."
