"""Turn a status's HTML into plain text and its links (MF-7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.platforms.mastodon.anchors import Anchor, Named

_PARAGRAPHS = frozenset(
    {
        "p",
        "ul",
        "ol",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "figure",
        "table",
        "caption",
        "summary",
        "figcaption",
    }
)
_LINES = frozenset({"tr", "dt", "dd"})
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "template", "-comment", "annotation", "annotation-xml"})
"""An annotation says a formula once more, for programs."""
_DEEPEST = 60
"""Elements inside one another whose meaning is kept; below are words only."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What a reader sees: the words, and where the links lead (mentions and hashtags are none)."""

    text: str = ""
    links: tuple[str, ...] = ()


def plain(html: str, *, quote_link: bool = False, named: Collection[str] = ()) -> Plain:
    """The words of a status, with paragraphs, lines and lists kept, and quotations marked by `> `.

    Links stand in full, because servers cut what they show, behind words that say something else. `quote_link`: the
    status quotes another, so that the line which older servers put in front for that is left out (MF-6). `named` are
    the tags and people that the status says it names: what links to them is none, however it is marked (MF-7a).
    """
    body = LexborHTMLParser(html).body
    if body is None:
        return Plain()
    if quote_link:
        for node in body.css(".quote-inline"):
            node.decompose()
    known = Named(frozenset(named))
    leads_out = partial(Anchor.leads_out, named=known)
    links = filter(None, (leads_out(Anchor.of(node)) for node in body.css("a")))
    return Plain(_tidy("".join(_words(body, known))), tuple(dict.fromkeys(links)))


def _words(node: LexborNode, named: Named, depth: int = 0) -> Iterator[str]:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            yield re.sub(r"[ \t\r\n]+", " ", child.text_content or "")
        elif tag == "pre":
            yield f"\n\n{child.text()}\n\n"
        elif tag == "br":
            yield "\n"
        elif tag not in _UNSEEN:
            words = "".join(_words(child, named, depth + 1)) if depth < _DEEPEST else child.text()
            yield from _inside(tag, child, words, named)


def _inside(tag: str, node: LexborNode, words: str, named: Named) -> Iterator[str]:
    if tag == "blockquote":
        yield "\n\n" + _quoted(words) + "\n\n"
    elif tag == "a":
        yield Anchor.of(node).told(words, named)
    elif tag == "li":
        yield "\n- " + words.strip()
    elif tag in _LINES:
        yield "\n" + words
    elif tag in _CELLS:
        yield words + " "
    elif tag in _PARAGRAPHS:
        yield "\n\n" + words + "\n\n"
    else:
        yield words


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _tidy(text).split("\n"))


def _tidy(text: str) -> str:
    lines = (line.strip(" \t") for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
