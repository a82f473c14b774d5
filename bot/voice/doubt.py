"""Ask rather than guess (VOICE 3). None of these did anything, and each says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.voice.phrases import first, listed, number, quoted


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several that may be meant: its code as it can be answered, whose it is, the first words of the post."""

    code: str
    who: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several people of a name: the full name, the address, the network's name, and how the owner knows them."""

    who: str
    address: str
    network: str = ""
    known_by: str = ""  # "who began to follow you on Tuesday"


def which_one(choices: Sequence[Choice], verb: str = "send") -> str:
    """Several are open and the answer names none. `verb` is what the owner said: "send", "skip", "draft"."""
    lines = "\n".join(", ".join(part for part in (c.code.split(".")[0], c.who, quoted(c.words) if c.words else "") if part)
                      for c in choices)  # fmt: skip
    says = listed([f"{verb} {c.code}" for c in choices], last="or")
    count = number(len(choices)).capitalize()
    return f"{count} are open, and I would rather ask than guess.\n\n{lines}\n\nSay {says}. Nothing has been sent."


def which_words(choices: Sequence[Choice]) -> str:
    """Own words that could answer several; kept by nobody, to be sent again with a code in front."""
    lines = "\n".join(f"{c.code}, {c.who}" for c in choices)
    return f"Whom is this for?\n\n{lines}\n\nAnswer that message itself, or put its code in front, as in {choices[0].code}: and your words. Nothing has been sent."


def which_person(called: str, people: Sequence[Namesake], command: str) -> str:
    """Several people fit a name. `command` is the command without the name ("meet")."""
    named = [
        f"{p.who} ({', '.join(part for part in (p.address, p.network) if part)}){f', {p.known_by}' if p.known_by else ''}"
        for p in people
    ]
    says = listed([f"{command} {_telling(p, people)}" for p in people], last="or")
    return f"I know {number(len(people))} by the name of {called}: {listed(named, last='and')}. Say {says}. Nothing has changed."


def _telling(person: Namesake, people: Sequence[Namesake]) -> str:
    """The shortest that tells this one from the others: the last name, else the address."""
    last = person.who.split()[-1].lower()
    clash = [p for p in people if last in p.who.lower().split()]
    return last if len(clash) == 1 else person.address


def nobody_by_that_name(called: str, near: Sequence[str] = ()) -> str:
    """A name that fits nobody; `near` are names that are spelt alike."""
    meant = f" Did you mean {listed(near, last='or')}?" if near else ""
    return f"I know nobody by the name of {called}, so nothing happened.{meant} An address without the at sign always works."


def not_understood(said: str, guess: str = "", *, confirm: bool = True) -> str:
    """A near miss. `confirm`: whether `yes` is enough; what writes or deletes must be said in full."""
    nothing = f"I did not understand {quoted(said)}, so nothing happened."
    if guess and confirm:
        return f"{nothing} Did you mean {guess}? Say yes, or help."
    if guess:
        return f"{nothing} If you meant {guess}, say {guess}. help shows all words."
    return f"{nothing} help shows what I understand."


def one_at_a_time(said: str) -> str:
    """Two commands in one message."""
    return f"That looks like more than one thing ({quoted(said)}), so nothing happened. Say one at a time, please."


def needs_a_name(word: str, example: str) -> str:
    """A command without the name that it needs."""
    return f"{word} needs a name, so nothing happened. As in: {example}"


def needs_a_time(word: str, example: str) -> str:
    """A command whose time could not be read."""
    return f"I could not read the time, so nothing happened. As in: {example}"


def time_is_over(word: str, example: str) -> str:
    """A command with a time in the past."""
    return f"That time is over already, so nothing happened. As in: {example}"


def needs_words(word: str, example: str) -> str:
    """A command without what it should note, say or set."""
    return f"{word} needs some words after it, so nothing happened. As in: {example}"


def nothing_open() -> str:
    """`skip`, own words, `send`: and nothing is open that they could belong to."""
    return "Nothing is open, so nothing happened. list shows all, more brings someone."


def no_such_code(code: str) -> str:
    """A code that names nothing."""
    return f"I know no {code}, so nothing happened. list shows what is open."


def nothing_shown(to: str, *, code: str) -> str:
    """`yes`, and no question and no preview that it could answer."""
    return f"I have not asked anything that yes would answer. For {first(to)}: write your words and I show them back. [{code}]"


def went_further(reached: Sequence[str], *, named_last: str = "") -> str:
    """The owner's message went to others too. `named_last` is the same without an at sign, as an example."""
    example = f" The plain name is enough: {named_last}." if named_last else " The plain name is enough."
    return (
        f"Your message also went to {listed(reached)}: on Mastodon a private message reaches everyone it names with an at "
        f"sign. I did nothing with it, and you can delete it in your app.{example}"
    )


def not_private() -> str:
    """The owner answered in public."""
    return "Your message was not private: others can read it. I did nothing with it, and you can delete it in your app."
