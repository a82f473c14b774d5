"""Take a text apart: the author's own words without addresses, links, tags and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

MAX_TEXT = 5_000
"""Characters that are read; longer texts are cut, so that nothing takes long."""

_URL = re.compile(r"https?://\S*[^\s)\]>.,;:!?\"'\u2026\u061f\uff1f]|\b(?:[a-z0-9-]+\.)+[a-z]{2,6}/\S*", re.IGNORECASE)
"""A whole address, without the marks of the sentence that ends with it."""

_ADDRESS = re.compile(r"(?<![\w/])\.?@[\w.-]+(?:@[\w.-]+)?")
_TAG = re.compile(r"(?<![\w&])#(\w+)")
_TRAILING_TAGS = re.compile(r"(?:\s*(?<![\w&])#\w+)+\s*$")
_QUOTATION = re.compile(
    r"[\"\u201c\u201e\u00bb\u00ab][^\"\u201c\u201d\u201e\u00bb\u00ab]{12,}[\"\u201c\u201d\u00bb\u00ab]"
)
_SINGLE_QUOTATION = re.compile(r"(?<!\w)['\u2018\u201a][^'\u2018\u2019\u201a]{12,}['\u2019\u2018](?!\w)")
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_RESHARE = re.compile(r"(?:^|\s)(?:RT|MT)\s*:?\s*\.?@[\w.-]+:?.*$", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?\u2026\u061f\uff1f\n]+[.!?\u2026\u061f\uff1f]*")
_QUESTION_MARK = re.compile(r"[?\u061f\uff1f]")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True)
class Saying:
    """A text, read once."""

    text: str

    @cached_property
    def straight(self) -> str:
        """Cut to a bounded length, with straight apostrophes."""
        return self.text[:MAX_TEXT].replace("\u2019", "'").replace("\u2018", "'")

    @cached_property
    def bare(self) -> str:
        """Without addresses, links, tags at the end, and old-style reshares; quotations kept."""
        text = _RESHARE.sub(" ", self.straight)
        text = _TRAILING_TAGS.sub("", _ADDRESS.sub(" ", _URL.sub(" ", text)))
        return re.sub(r"[ \t]+", " ", _TAG.sub(r"\1", text)).strip()

    @cached_property
    def own(self) -> str:
        """What the author says in their own words: `bare` without quotations."""
        text = _QUOTED_LINE.sub(" ", self.bare)
        return re.sub(r"[ \t]+", " ", _SINGLE_QUOTATION.sub(" ", _QUOTATION.sub(" ", text))).strip(
            " \t\n-\u2013\u2014,:;/"
        )

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The own words by sentence or line, with their marks."""
        return tuple(found.strip() for found in _SENTENCE.findall(self.own) if found.strip())

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Sentences that end in a question mark of any script."""
        return tuple(sentence for sentence in self.sentences if _QUESTION_MARK.search(sentence[-4:]))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The own words in lower case."""
        return tuple(word.lower() for word in _WORD.findall(self.own))

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """The words in lower case, quotations included."""
        return tuple(word.lower() for word in _WORD.findall(self.bare))

    @property
    def quoting(self) -> bool:
        """Whether most of it is somebody else's words."""
        return bool(_RESHARE.search(self.straight)) or len(self.own) * 2 < len(self.bare)

    @property
    def addressed(self) -> bool:
        """Whether it begins by naming somebody."""
        return bool(self.first_address)

    @property
    def first_address(self) -> str:
        """The name that it begins with, lower case and without its at sign; empty if it begins with something else."""
        found = re.match(r"\s*\.?@([\w.-]+(?:@[\w.-]+)?)", self.straight)
        return found[1].lower().rstrip(".") if found else ""
