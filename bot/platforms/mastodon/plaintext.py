"""Turn a status's HTML into plain text and its links (MF-7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PARAGRAPHS = frozenset({"p", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "template", "-comment"})


@dataclass(frozen=True, slots=True)
class Plain:
    """What a reader sees: the words, and where the links lead (mentions and hashtags are none)."""

    text: str = ""
    links: tuple[str, ...] = ()


def plain(html: str, *, quote_link: bool = False) -> Plain:
    """The words of a status, with paragraphs, lines and lists kept, and quotations marked by `> `.

    Links stand in full, because servers cut what they show. `quote_link`: the status quotes another, so that the line
    which older servers put in front for that is left out (MF-6).
    """
    body = LexborHTMLParser(html).body
    if body is None:
        return Plain()
    if quote_link:
        for node in body.css(".quote-inline"):
            node.decompose()
    return Plain(_tidy("".join(_words(body))), tuple(dict.fromkeys(_links(body))))


def _words(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            yield re.sub(r"[ \t\r\n]+", " ", child.text_content or "")
        elif tag == "pre":
            yield f"\n\n{child.text()}\n\n"
        elif tag == "br":
            yield "\n"
        elif tag == "blockquote":
            yield "\n\n" + _quoted("".join(_words(child))) + "\n\n"
        elif tag == "a" and (href := _leads_out(child)):
            yield href
        elif tag == "li":
            yield "\n- " + "".join(_words(child)).strip()
        elif tag in _PARAGRAPHS:
            yield "\n\n" + "".join(_words(child)) + "\n\n"
        elif tag not in _UNSEEN:
            yield from _words(child)


def _links(node: LexborNode) -> Iterator[str]:
    return filter(None, map(_leads_out, node.css("a")))


def _leads_out(anchor: LexborNode) -> str:
    """Where a link leads; nothing for a mention or a hashtag, which lead to a person or a feed."""
    classes = set((anchor.attributes.get("class") or "").split())
    inside = bool(classes & {"mention", "hashtag"}) or anchor.attributes.get("rel") == "tag"
    href = anchor.attributes.get("href") or ""
    return href if href.startswith(("http://", "https://")) and not inside else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _tidy(text).split("\n"))


def _tidy(text: str) -> str:
    lines = (line.strip(" \t") for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
