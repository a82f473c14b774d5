"""Spell a domain in one way, whichever of its two it came in."""

from __future__ import annotations

import unicodedata


def one_spelling(address: str) -> str:
    """An address with its domain as the network's machines write it; the part before the at sign stays as it is.

    As Mastodon does it (Addressable), so that no letter is replaced by another.

    >>> one_spelling("lena@bücher.example")
    'lena@xn--bcher-kva.example'
    """
    name, sign, domain = address.rpartition("@")
    if domain.isascii():
        return f"{name}{sign}{domain}"
    return name + sign + ".".join(map(_label, unicodedata.normalize("NFKC", domain).lower().split(".")))


def other_spelling(address: str) -> str:
    """The same as people read it; unchanged where that cannot be told.

    >>> other_spelling("lena@xn--bcher-kva.example")
    'lena@bücher.example'
    """
    name, sign, domain = address.rpartition("@")
    return name + sign + ".".join(map(_read, domain.split(".")))


def _read(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
