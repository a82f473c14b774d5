"""Show the owner's words back (VOICE 2), and say how they stand while they wait.

Everything that can be answered with `send` is a `Frame` around the complete words, and names what goes in front of them,
who can read them, the warning and the language: all that an approval covers (DESIGN 2). What others have written stands
after the owner's words there, in one line and in marks of its own.
"""

from __future__ import annotations

from bot.domain import Marks, Reply, Visibility
from bot.wording.english.languages import called
from bot.wording.english.phrases import (
    LONGEST_ADDRESS,
    Frame,
    anew,
    aside,
    listed,
    of,
    one_line,
    paragraphs,
    quoted,
    sentences,
    tagged,
    taken,
)
from bot.wording.text import Cleaned, Name, cut, first, name, single_marks

LONGEST_VERSION = 120


def preview(
    reply: Reply, *, to: Name, code: str, usual_language: str = "", word: str = "send", alone: bool = True
) -> Frame:
    """The complete reply, shown back. `to` is the author's name; `usual_language` need not be named.

    `word` is what these words want to hear; `alone`: without the code, here and below.
    """
    head = f"This would stand under your name, {_readers(reply, to)}, as an answer to {name(to)}:\n\n"
    send, skip = taken(word, code, alone=alone), taken("skip", of(code), alone=alone)
    answers = f"{send}, or {anew('write it anew', code, alone=alone)}, or {skip}."
    tail = sentences(with_it(reply, usual_language, only=_only(code, alone=alone)), answers)
    return Frame(head, reply.words, tagged(f"\n\n{tail}", code))


def _only(code: str, *, alone: bool) -> str:
    return taken("only", of(code), alone=alone)


def held(
    reply: Reply,
    *,
    to: Name,
    code: str,
    word: str = "send",
    because: str = "",
    usual_language: str = "",
    alone: bool = True,
) -> Frame:
    """Something was said against a reply on its way, or may have been: it waits for one plain word.

    `because` is a sentence of our own, where it was not the owner's doing. `word` is what these words want to hear.
    """
    what = f"Held: your answer to {first(to)}, {_readers(reply, to)}, does not go out:\n\n"
    asks = f"{taken(word, code, alone=alone)}, or {taken('undo', of(code), alone=alone)}?"
    tail = sentences(with_it(reply, usual_language, only=_only(code, alone=alone)), asks)
    return Frame(sentences(because, what), reply.words, tagged(f"\n\n{tail}", code))


def held_still(to: Name, *, code: str, word: str = "send", alone: bool = True) -> str:
    """A yes to that question, which has two answers. `word` is what these words want to hear."""
    asks = f"{taken(word, code, alone=alone)}, or {taken('undo', of(code), alone=alone)}?"
    return tagged(f"Your answer to {first(to)} is held, and nothing was sent. {asks}", code)


def marked(frame: Frame, marks: Marks) -> Frame:
    """The same, saying what of the words becomes a link there, and which names tell nobody."""
    linked, plain = (listed(map(_marked, found)) for found in (marks.linked, marks.plain))
    leads = f"{linked} {'become links' if len(marks.linked) > 1 else 'becomes a link'}." if linked else ""
    stay = "stay plain text, and tell nobody." if len(marks.plain) > 1 else "stays plain text, and tells nobody."
    said = sentences(leads, f"{plain} {stay}" if plain else "")
    behind = frame.tail.lstrip()
    return frame._replace(tail=f"{frame.tail.removesuffix(behind)}{sentences(said, behind)}") if said else frame


def _marked(shown: str) -> str:
    return single_marks(Cleaned(shown.removeprefix("@"), LONGEST_ADDRESS))


def two_versions(
    one: Reply, one_code: str, then: Reply, then_code: str, *, to: Name, words: tuple[str, str] = ("send", "send")
) -> str:
    """Consent to words, while newer ones for the same person were written: both, and only a code tells which.

    `words` are what each of them wants to hear.
    """
    both = f"There are two versions for {first(to)}, and I would rather ask than guess."
    shown = "\n".join(
        tagged(f"{when}: {quoted(cut(one_line(reply.words), LONGEST_VERSION))}", code)
        for when, reply, code in (("First", one, one_code), ("Then", then, then_code))
    )
    return paragraphs(both, shown, f"{words[0]} {one_code}, or {words[1]} {then_code}. Nothing has been sent.")


def _readers(reply: Reply, to: Name) -> str:
    named = listed([first(to), *map(_address, reply.addresses[1:])])
    return {
        Visibility.PUBLIC: "for everyone to read",
        Visibility.UNLISTED: "for everyone to read, though not in public lists",
        Visibility.FOLLOWERS: f"for your followers and {named} to read",
        Visibility.DIRECT: f"for {named} alone",
    }[reply.visibility]


def with_it(reply: Reply, usual_language: str = "", *, only: str = "only") -> str:
    """What else stands there: the addresses in front, the warning, a language that is not the usual one.

    `only` is how it is said that the others in front are dropped.
    """
    front = listed(map(_address, reply.addresses))
    several = len(reply.addresses) > 1
    goes = (
        f"{front} {f'go in front; to keep just the first, say {only}.' if several else 'goes in front.'}"
        if front
        else ""
    )
    warning = f"It stands behind the warning {aside(reply.warning)}." if reply.warning else ""
    other = reply.language if usual_language and reply.language != usual_language else None
    return sentences(goes, warning, f"It is marked as {called(other)}." if other else "")


def _address(of: str) -> str:
    return single_marks(Cleaned(of, LONGEST_ADDRESS))


def stays_as_shown(to: Name, *, code: str, word: str = "send", remark: bool = False, alone: bool = True) -> str:
    """`no`, or a remark, in answer to words that were shown back: they wait. A remark could have been new words."""
    stay = f"Nothing was sent, and the words for {first(to)} stay as I showed them."
    new = "new words with edit in front" if remark and alone else anew("new words", code, alone=alone)
    later, skip = (taken(each, of(code), alone=alone) for each in ("later", "skip"))
    return tagged(f"{stay} {taken(word, code, alone=alone)}, {later}, {skip}, or {new}.", code)


def nothing_sent(to: Name, *, code: str, draft: bool = True, alone: bool = True) -> str:
    """`no`, `undo`, where no words were shown yet."""
    words = (taken(word, of(code), alone=alone) for word in (*(("draft",) if draft else ()), "later", "skip"))
    own = anew("your own words", code, alone=alone)
    return tagged(f"Nothing was sent. For {first(to)}: {own}, or {', '.join(words)}.", code)


def still_stopped(to: Name, *, code: str, word: str = "send", alone: bool = True) -> str:
    """`send`, after `stop`. `word` is what these words want to hear: `send`, `send anyway` or `send once more`."""
    kept = f"The words for {first(to)} are kept: resume, then {taken(word, code, alone=alone)}."
    return tagged(f"All is stopped, so nothing goes out. {kept}", code)


def shown_closed(words: str, *, to: Name, code: str) -> Frame:
    """`show`, of words whose suggestion is over: they are no offer."""
    head = f"The one about {first(to)} is closed. These were the words:\n\n"
    return Frame(head, words, tagged("\n\nNothing of it goes out.", code))


def not_instead() -> str:
    """Stands in front of held words where a sentence was said that may have been meant instead of them."""
    return "What you wrote is not taken as new words; edit in front of it does that."


def shown_on_its_way(words: str, *, to: Name, code: str, goes: str) -> Frame:
    """`show`, of words that were approved; `goes` says when they leave, or that they left."""
    return Frame(f"Your words for {first(to)}:\n\n", words, tagged(f"\n\n{goes}", code))


def shown_stopped(words: str, *, to: Name, code: str, word: str = "send", alone: bool = True) -> Frame:
    """`show`, of words that wait, after `stop`; `word` as in `still_stopped`."""
    head = f"All is stopped, so nothing goes out. The words for {first(to)} are kept:\n\n"
    return Frame(head, words, tagged(f"\n\nresume, then {taken(word, code, alone=alone)}.", code))
