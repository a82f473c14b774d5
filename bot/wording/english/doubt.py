"""Ask rather than guess (VOICE 3). None of these did anything, and each says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.english.phrases import LONGEST_SAID, cited, listed, number, of, quoted, shortened, tagged, taken
from bot.wording.text import Cleaned, Name, first, name

_PLAIN_NAME = re.compile(r"[^\W\d_][\w' -]*")
_NOBODYS = (
    "me",
    "you",
    "nudge",
    "the bot",
    "him",
    "her",
    "them",
    "dich",
    "mich",
    "dir",
    "mir",
    "ihn",
    "sie",
    "ihm",
    "ihr",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several that may be meant: its code as it can be answered, whose it is, the first words of the post."""

    code: str
    who: Name
    words: str = ""
    anyway: bool = False
    """Plain `send` is not enough for what was shown."""
    open: bool = True
    """It waits for the owner; else it is on its way, or nobody knows."""
    written: bool = False
    """There are words for it, whether they were shown or not."""

    @property
    def shown(self) -> bool:
        """Whether words for it were shown back."""
        return "." in self.code


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several people of a name: the full name, the address, the network's name, and how the owner knows them."""

    who: Name
    address: str
    network: str = ""
    known_by: str = ""  # "who began to follow you on Tuesday"


def _lines(choices: Sequence[Choice]) -> str:
    said = ((c.code.split(".")[0], name(c.who), cited(c.words, LONGEST_SAID) if c.words else "") for c in choices)
    return "\n".join(", ".join(part for part in line if part) for line in said)


def which_one(choices: Sequence[Choice], verb: str = "send", behind: str = "") -> str:
    """Several are open and the answer names none. `verb` is what the owner said: "send", "skip", "draft", and `behind` what they
    said behind it: "tomorrow".
    """
    sends = verb == "send"
    if sends and not any(choice.shown or choice.written for choice in choices):
        writes = f"Write them behind a code, as in {choices[0].code}: \u2026, and I show them back."
        return f"{_in_question(choices)}\n\n{_lines(choices)}\n\nThere are no words to be sent yet. {writes}"
    meant = [choice for choice in choices if choice.shown or not sends] or choices
    rest = f" {shortened(behind)}" if behind else ""
    says = listed([_consent(c) if sends else f"{verb} {c.code.split('.')[0]}{rest}" for c in meant], last="or")
    done = "Nothing has been sent." if sends else "Nothing has changed."
    return f"{_in_question(choices)}\n\n{_lines(choices)}\n\nSay {says}. {done}"


def _in_question(choices: Sequence[Choice]) -> str:
    """How many, and why it is asked: of one alone there is nothing to guess, it is only not sure."""
    all_open = all(choice.open for choice in choices)
    if len(choices) == 1:
        return f"Only this one {'is open' if all_open else 'fits'}, and I want to be sure:"
    are = "are open" if all_open else "fit"
    return f"{number(len(choices)).capitalize()} {are}, and I would rather ask than guess."


def _consent(choice: Choice) -> str:
    """The words that would be taken."""
    return f"send{' anyway' if choice.anyway else ''} {choice.code}"


def which_words(choices: Sequence[Choice]) -> str:
    """Own words that could answer several; they wait for `for tomas`."""
    brings = listed(_for_each(choices), last="or")
    return f"Whom is this for?\n\n{_lines(choices)}\n\n{brings} brings it as your answer, as it stands. Nothing has been sent."


def whose(said: str, choices: Sequence[Choice], *, guess: str = "", verb: str = "") -> str:
    """Words that may be for somebody, or a request to us, which `guess` would do. `choices` are those whom they could be for.

    `verb` is the first word of a guess that has to be said of one of them.
    """
    each = _for_each(choices[:3])
    asks = f"{quoted(shortened(said))}: is that {', '.join(each)}, or for me?"
    brings = f"{listed(each, last='or')} brings it as your answer, as it stands"
    means = (
        f"{_of_each(choices, verb, guess)} is what I can do" if verb and len(choices) > 1 else f"for me means {guess}"
    )
    ours = means if guess else "for me, and nothing happens"
    return tagged(f"{asks} {brings}; {ours}.", choices[0].code if len(choices) == 1 else "")


def _of_each(choices: Sequence[Choice], verb: str, said: str) -> str:
    """What is said with its word in front, as it is said of each: "later t4 tomorrow or later d7 tomorrow"."""
    codes = (of(choice.code) for choice in choices[:3])
    return listed([f"{verb} {code}{said.removeprefix(verb)}" for code in codes], last="or")


def _for_each(choices: Sequence[Choice]) -> list[str]:
    """ "for Tomas": by the first name that nobody else has, else by the whole, else, and where it is no plain name, by the code."""
    firsts, wholes = [first(each.who) for each in choices], [name(each.who) for each in choices]
    return [
        next(
            (
                f"for {called}"
                for called, all_ in ((one, firsts), (whole, wholes))
                if all_.count(called) == 1 and _is_said(called)
            ),
            f"for {each.code.split('.')[0]}",
        )
        for one, whole, each in zip(firsts, wholes, choices, strict=True)
    ]


def _is_said(called: str) -> bool:
    """Whether an answer with this name is understood: letters in front, and nobody who is called as we are, or as anybody is."""
    return bool(_PLAIN_NAME.fullmatch(called)) and called.lower() not in _NOBODYS


def which_person(called: str, people: Sequence[Namesake], command: str, *, behind: str = "") -> str:
    """Several people fit a name. `command` is the command without the name ("note"), `behind` what was said behind it."""
    *before, last = [_described(person) for person in people]
    named = f"{', '.join(before)}{', and' if any(person.known_by for person in people) else ' and'} {last}"
    rest = f" {shortened(behind)}" if behind else ""
    says = listed([f"{command} {_telling(person, people)}{rest}" for person in people], last="or")
    return f"I know {number(len(people))} by the name of {shortened(called)}: {named}. Say {says}. Nothing has changed."


def _described(person: Namesake) -> str:
    where = ", ".join(part for part in (Cleaned(person.address), person.network) if part)
    return f"{name(person.who)} ({where}){f', {person.known_by}' if person.known_by else ''}"


def _telling(person: Namesake, people: Sequence[Namesake]) -> str:
    """The shortest that tells this one from the others: the last name, else the address."""
    last = name(person.who).split()[-1].lower()
    clash = [other for other in people if last in name(other.who).lower().split()]
    return last if len(clash) == 1 else Cleaned(person.address)


def nobody_by_that_name(called: str, near: Sequence[Name] = ()) -> str:
    """A name that fits nobody; `near` are names that are spelt alike."""
    meant = f" Did you mean {listed(near, last='or')}?" if near else ""
    nobody = f"I know nobody by the name of {shortened(called)}, so nothing happened."
    return f"{nobody}{meant} Say the name, or the address as in tomas@books.example, without an at sign in front."


def not_looked_up(address: str) -> str:
    """An address that nobody here knows, while its network did not answer."""
    return f"I could not look up {shortened(address)} just now, so nothing happened. Say it again a little later."


def not_understood(
    said: str, guess: str = "", *, confirm: bool = True, verb: str = "", among: Sequence[Choice] = ()
) -> str:
    """A near miss. `confirm`: whether `yes` is enough; what writes or deletes must be said in full.

    `among` are those of which the guess may be said, `verb` is its first word: then it is said of which.
    """
    nothing = f"I did not understand {quoted(shortened(said))}, so nothing happened."
    if among:
        return f"{nothing} Did you mean {guess}? Say {_of_each(among, verb, guess)}, or help."
    if guess and confirm:
        return f"{nothing} Did you mean {guess}? Say yes, or help."
    if guess:
        return f"{nothing} If that was {guess}, say {guess}. help all shows all words."
    return f"{nothing} help shows what I understand."


def not_then() -> str:
    """`no`, to a question of ours."""
    return "All right. Nothing has changed."


def nothing_to_do() -> str:
    """`for me`, said of what names nothing that we could do."""
    return "Then nothing happened: I do not know what to do with it. help shows what I understand."


def no_words_wait() -> str:
    """`for tomas`, `for me`, and there are no words that it could be said of."""
    return "There are no words yet that this could be about, so nothing happened. Your own words, and I show them back."


def plain_word(said: str, *, code: str, word: str = "send", alone: bool = True) -> str:
    """Nearly `send`, in answer to words that were shown back. `word` is what these want to hear; `alone`: without the code."""
    send = taken(word, code, alone=alone)
    asks = f"I would rather not guess from {quoted(shortened(said))}: {send}, alone, posts what I showed you."
    return tagged(f"{asks} Nothing has been sent.", code)


def wordless() -> str:
    """A message of nothing that can be read: white space, a picture."""
    return "Your message came without words that I can read, so nothing happened. help shows what I understand."


def one_at_a_time(said: str) -> str:
    """Two commands in one message."""
    return f"That looks like more than one thing ({quoted(shortened(said))}), so nothing happened. Say one at a time."


def needs_a_name(word: str, example: str) -> str:
    """A command without the name that it needs."""
    what = "a name and an address" if word == "same" else "a name"
    return f"{word} needs {what}, so nothing happened. For example: {example}"


def needs_a_time(word: str, example: str) -> str:
    """A command whose time could not be read."""
    return f"I could not read a time for {word}, so nothing happened. For example: {example}"


def time_is_over(example: str) -> str:
    """A command with a time in the past."""
    return f"That time has passed, so nothing happened. For example: {example}"


def needs_words(word: str, example: str) -> str:
    """A command without what it should note, say or set."""
    return f"{word} needs some words after it, so nothing happened. For example: {example}"


def nothing_open() -> str:
    """`skip`, own words, `send`: and nothing is open that they could belong to."""
    return "Nothing is open, so nothing happened. more asks for someone."


def nothing_to_answer() -> str:
    """Own words, and nothing is open that they could answer."""
    return "Nothing is open that this could answer, so nothing happened. help shows what I understand."


def nothing_offered(word: str) -> str:
    """`send once more`, and nothing that we said offers it."""
    return f"{word} answers nothing that I said lately, so nothing happened. list shows what is open."


def nothing_open_about(who: Name) -> str:
    """`skip tomas`, and nothing about Tomas is open."""
    return f"Nothing about {first(who)} is open, so nothing happened. list shows what is."


def no_such_code(code: str) -> str:
    """A code that names nothing."""
    return f"I know no {code}, so nothing happened. list shows what is open."


def shown_elsewhere(code: str) -> str:
    """A code of what is open, and was shown in a conversation that we left."""
    return f"{code} was shown where we talked before, so nothing happened. show {code} brings it here."


def went_further(reached: Sequence[Cleaned], *, named_last: str = "") -> str:
    """The owner's message went to others too. `named_last` is the same without an at sign, as an example."""
    example = f"The plain name is enough{f': {named_last}' if named_last else ''}."
    whom = listed(map(Cleaned, reached))
    return (
        f"Your message also went to {whom}: on Mastodon a private message reaches everyone it names with an at sign. "
        f"I did nothing with it, and you can delete it in your app. {example}"
    )


def names_plainly(plain: str) -> str:
    """A command with an at sign, done nowhere. `plain` is the same without: "never sam"."""
    nothing = "I did nothing with that: an at sign can take a message to whoever it names."
    return f"{nothing} Say it plainly: {shortened(plain)}"


def not_private() -> str:
    """The owner answered in public."""
    return "Your message was not private: others can read it. I did nothing with it, and you can delete it in your app."
