"""Say what is said where the words are still missing: beginnings, gaps, and why there is no draft (VOICE 2)."""

from __future__ import annotations

from bot.wording.english.phrases import LONGEST_ADDRESS, Frame, of, tagged, taken
from bot.wording.text import Cleaned, Name, first


def gap_draft(words: str, *, code: str, another: bool = True, alone: bool = True) -> Frame:
    """A beginning with a gap; never a preview. `alone`: its words are taken without the code, here and below."""
    more = f" {taken('another', of(code), alone=alone)} gives a different one." if another else ""
    tail = f"\n\nWrite it your way, with or without mine.{more} It cannot go out with the gap in it."
    return Frame("A beginning, with a gap that only you can fill:\n\n", words, tagged(tail, code))


def no_words(to: Name, *, code: str, draft: bool = True, alone: bool = True) -> str:
    """`send`, when nothing was written."""
    offer = f", or say {taken('draft', of(code), alone=alone)}" if draft else ""
    where = "here" if alone else f"behind {of(code)}:"
    return tagged(f"There are no words for {first(to)} yet. Write them {where} and I show them back{offer}.", code)


def nothing_said(to: Name, *, code: str) -> str:
    """Empty words."""
    return no_words(to, code=code)


def gap_left(to: Name, *, code: str) -> str:
    """`send`, when the words still have a gap."""
    why = f"The words for {first(to)} have a gap, so nothing goes out."
    return tagged(f"{why} Write them whole and I show them back.", code)


def no_draft(to: Name, *, code: str) -> str:
    """`draft`, where none can be made."""
    return tagged(f"I have no beginning for this one. Your own words for {first(to)}, and I show them back.", code)


def no_other_draft(to: Name, *, code: str, alone: bool = True) -> str:
    """`another`, when there is no further one."""
    skip = taken("skip", of(code), alone=alone)
    return tagged(f"That was the last beginning that I have. Your own words for {first(to)}, or {skip}.", code)


def needs_model(word: str, to: Name, *, code: str) -> str:
    """`shorter`, `warmer`, where only the built-in beginnings are."""
    needs = f"{word} needs a drafting model, and none is set up, so nothing changed."
    return tagged(f"{needs} Your own words for {first(to)}, and I show them back.", code)


def no_draft_for_grief(to: Name, *, code: str) -> str:
    """`draft`, under sad news."""
    return tagged(f"I have no draft for this, and none is needed. Your own words for {first(to)}, or none.", code)


def drafts_are_off(where: str, *, code: str) -> str:
    """`draft`, where the owner's configuration or a server's wish says no; `where` may be empty."""
    place = f" for {Cleaned(where, LONGEST_ADDRESS)}" if where else ""
    return tagged(f"Drafts are switched off{place}. Your own words, and I show them back.", code)


def drafting(to: Name) -> str:
    """`draft`, when a model has been asked and may take a while."""
    return f"I ask your drafting model for words for {first(to)}; what comes is shown here first."


def model_silent() -> str:
    """Goes in front of a starter draft when the model gave nothing."""
    return "Your drafting model gave no usable answer, so this is a beginning of my own."


def disclosure(language: str | None) -> str:
    """The line under a model's draft that the owner sends unchanged (DESIGN 7)."""
    spoken = (language or "").split("-")[0]
    return {"de": "(Entworfen mit einem Sprachmodell.)"}.get(spoken, "(Drafted with a language model.)")
