"""Apply what the owner has set to hide in their app: the server does not (BT-8). Only read, never written (BT-9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.platforms.bluesky.fields import Node, moment, nodes, text, words

_WITHOUT_SPACES = frozenset({"ja", "zh", "ko", "th", "vi"})


@dataclass(frozen=True, slots=True)
class MutedWord:
    """A word or tag that the owner does not want to see, in lower case."""

    word: str
    in_text: bool
    spares_followed: bool


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything of the owner's settings that hides posts."""

    muted: tuple[MutedWord, ...] = ()
    hidden_posts: frozenset[str] = frozenset()
    hidden_labels: frozenset[str] = frozenset()

    def mutes(self, texts: Iterable[str], tags: Iterable[str], *, language: str | None, followed: bool) -> bool:
        """Whether a muted word stands in one of the texts or tags."""
        lowered = [words_.lower() for words_ in texts if words_]
        tagged = {tag.lower() for tag in tags}
        return any(
            muted.word in tagged or (muted.in_text and any(_stands_in(muted.word, said, language) for said in lowered))
            for muted in self.muted
            if not (muted.spares_followed and followed)
        )


def of_answer(answer: Node, now: datetime) -> Preferences:
    """The preferences in an answer of `app.bsky.actor.getPreferences`; muted words that have run out are left out."""
    entries = nodes(answer.get("preferences"))
    return Preferences(
        muted=tuple(
            MutedWord(
                word=text(item.get("value")).lower(),
                in_text="content" in words(item.get("targets")),
                spares_followed=item.get("actorTarget") == "exclude-following",
            )
            for entry in _of_kind(entries, "mutedWordsPref")
            for item in nodes(entry.get("items"))
            if text(item.get("value")) and not _run_out(item, now)
        ),
        hidden_posts=frozenset(
            uri for entry in _of_kind(entries, "hiddenPostsPref") for uri in words(entry.get("items"))
        ),
        hidden_labels=frozenset(
            text(entry.get("label"))
            for entry in _of_kind(entries, "contentLabelPref")
            if entry.get("visibility") == "hide"
        ),
    )


def _of_kind(entries: Iterable[Node], kind: str) -> Iterable[Node]:
    return (entry for entry in entries if entry.get("$type") == f"app.bsky.actor.defs#{kind}")


def _run_out(item: Node, now: datetime) -> bool:
    expires = moment(item.get("expiresAt"))
    return expires is not None and expires < now


def _stands_in(muted: str, said: str, language: str | None) -> bool:
    """Whether a text holds a muted word, by the official app's rules (bluesky-social/atproto, mutewords.ts)."""
    anywhere = len(muted) == 1 or language in _WITHOUT_SPACES or any(map(_parts_words, muted))
    return (anywhere and muted in said) or any(muted in _readings(word) for word in said.split())


def _readings(word: str) -> set[str]:
    """The ways to read one word: as it is, bare, in one, and by its parts; `and/or` is never read as `andor`."""
    bare = _stripped(word)
    if "/" in bare:
        return {word, bare}
    parts = "".join(" " if _is_punctuation(letter) else letter for letter in bare).split()
    return {word, bare, " ".join(parts), "".join(parts), *parts}


def _stripped(word: str) -> str:
    start, end = 0, len(word)
    while start < end and _is_punctuation(word[start]):
        start += 1
    while end > start and _is_punctuation(word[end - 1]):
        end -= 1
    return word[start:end]


def _parts_words(letter: str) -> bool:
    return letter.isspace() or _is_punctuation(letter)


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")
