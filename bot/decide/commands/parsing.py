"""Read a message of the owner's.

The grammar, each line tried in this order:

    message   = code                                   show it again
              | consent [code]                         nothing but words of consent in the message (`consenting`)
              | command [code] [argument]              see `TABLE`; code and argument in any order
              | number "a day"
              | address of a post                      look
              | command (";" | "," | "." | "and" | line break) command …    two: asked about
              | words of consent that do not consent   asked about
              | near miss                              short, nearly a command: asked about
              | request                                by its shape (`shapes`): asked about, or shown something for
              | request                                by many small signs (`seeming`): asked whose it is
              | own words                              everything else, with "[t4]" or "t4:" in front if need be

Nothing else can ever be consent; whether that is, is decided where it is known which message it answers. Everything doubtful
is `Unclear` and does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.decide.commands import times
from bot.decide.commands.arguments import ALONE, Setting
from bot.decide.commands.assent import is_plain
from bot.decide.commands.catalogue import BY_WORD, HINTS, Takes
from bot.decide.commands.consenting import denies, is_of_consent
from bot.decide.commands.forms import Argument, Topics, Words
from bot.decide.commands.guesses import agrees, guesses
from bot.decide.commands.kinds import ACTS, CONSENT, Command, OwnWords, Parsed, Unclear, Why
from bot.decide.commands.normalizing import (
    CODE_OF_WORDS,
    cleaned,
    code_token,
    is_face,
    loose,
    plain,
    says_nothing,
    without_code,
    words_and_code,
)
from bot.decide.commands.own import is_hesitant, own_words
from bot.decide.commands.seeming import is_no_slip, may_be_asked, seems_asked, seems_told
from bot.decide.commands.shapes import Request, request
from bot.decide.commands.single import LINK_ALONE, LONG, TIMED, whole
from bot.decide.commands.times import MORNING, Moment

_ANGRY = re.compile(
    r"(?:leave me alone|go away|shut up|(?:fuck|piss) off|stop (?:bothering|writing|messaging|nagging))\b"
    r"|.*\bthe (?:second|third|fourth|fifth|last|hundredth) time, (?:please )?stop\b"
)
_SAY_IT = re.compile(
    r"(?:say (?:it|this|that|the same|something)|edit (?:my|your|the) (?:last |first )?(?:reply|answer|draft|message|post))\b"
)
_CONSENTING = re.compile(r"yes\b")
_BETWEEN = re.compile(r"\s*(?:[;,\n]|[.!]\s)\s*(?:(?:and|then|und)\s+)*|\s+(?:and then|and|then|und|&|\+)\s+")
_ADDRESS_LIKE = re.compile(r"\w[.@]\w")
SHOWN = ("draft", "another", "help", "list", "topics")
"""What a request by its shape may have done without being asked about: it is about this program, and only shows something."""

COURTEOUS = frozenset(way for way, entry in BY_WORD.items() if entry.word in ("thanks", "hello"))
"""What one says to anybody."""


def parse(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    morning: time = MORNING,
    knows: Callable[[str], bool] | None = None,
    near: frozenset[str] | None = None,
) -> Parsed:
    """What a private message of the owner's says. `morning` is the hour of a day that was named without one.

    `knows` tells whether somebody has that name: "skip breakfast" is no command when nobody has, and "mute colours" no request.
    `near` are the names of those alone who were spoken of, and the words of them: for any word of a message; without it `knows`
    tells that, too.
    """
    said, setting = (
        cleaned(text),
        Setting(now, zone, morning, knows, knows if near is None else lambda word: word.lower() in near),
    )
    if says_nothing(said):
        return Unclear(said, Why.EMPTY)
    if CODE_OF_WORDS.match(said) and loose(without_code(said)[0]) in COURTEOUS:
        return own_words(said)  # "t4: thanks" says for whom
    found, shape = _of_somebody_known(whole(said, setting), setting), None
    if not isinstance(found, Command):  # "later tommorow" lacks a time, until it is spelt right
        found = _no_consent(said) or _two(said, setting) or _near(said, setting) or found or _crowded(said)
        shape = _request(words_and_code(said)[0], setting) if found is None else None
        found = _shaped(said, shape, setting) if shape else found
    if isinstance(found, Command):
        if _only_resembles(found, setting):
            return own_words(said)
        return _as_own_words(found, found.argument, setting) if isinstance(found.argument, Words) else found
    if found is not None:
        return replace(found, hesitant=is_hesitant(said))
    return _seeming(own_words(said), shape, setting)


def _only_resembles(found: Command[Argument], setting: Setting) -> bool:
    """Whether what begins like a question to this program is rather said to somebody: "who broke it?"."""
    asks = found.name == "who" and "?" in found.said and found.otherwise is not None and not found.code
    return asks and not (found.person and setting.known(found.person)) and seems_told(found.said, setting.near)


def _seeming(words: OwnWords, shape: Request | None, setting: Setting) -> OwnWords | Unclear:
    """The owner's own words, unless they seem to be said to this program: then it is asked whose they are, and nothing else."""
    if seems_asked(words.text, setting.near) and not _answers(words, setting):
        return Unclear(words.said, Why.WHOSE, hesitant=words.hesitant)
    resembles = shape is not None or bool(guesses(loose(words.text)))
    maybe_ours = resembles or may_be_asked(words.text, setting.near)
    return replace(words, maybe_ours=maybe_ours)


def _answers(words: OwnWords, setting: Setting) -> bool:
    """Whether a message answers what was asked or shown, whatever it sounds like: with a code, a yes or no, or a name alone."""
    of_sending = denies(loose(words.text)) or bool(_CONSENTING.match(plain(words.text)))
    named = setting.knows is not None and setting.knows(plain(words.text))
    return words.code is not None or of_sending or named or is_plain(words.said)


def _of_somebody_known(
    found: Command[Argument] | Unclear | None, setting: Setting
) -> Command[Argument] | Unclear | None:
    """The same; None where it names in passing somebody whom nobody knows: "skip breakfast", "again next year", "block prints"."""
    if not isinstance(found, Command) or not found.person or not found.otherwise or setting.known(found.person):
        return found
    in_passing = BY_WORD[found.name].takes is Takes.ABOUT or found.name in ("never", "again", "block", "follow")
    return None if in_passing and not _ADDRESS_LIKE.search(found.person) else found


def _as_own_words(edit: Command[Argument], given: Words, setting: Setting) -> OwnWords | Unclear:
    """What is to be said; "say it more politely" speaks of the words instead. Behind `edit` stands what is meant as it is."""
    words, code = words_and_code(given.text)
    own = OwnWords(words, edit.said, edit.code or code)
    speaks_of_them = bool(_SAY_IT.match(plain(edit.said))) and own.code is None and seems_asked(edit.said, setting.near)
    return Unclear(edit.said, Why.WHOSE) if speaks_of_them else own


# --- a request by its shape


def _moment(when: str, setting: Setting) -> Moment | None:
    return times.moment(when, setting.now, setting.zone, setting.morning)


def _request(bare: str, setting: Setting) -> Request | None:
    found = request(bare, lambda when: _moment(when, setting) is not None, setting.knows, setting.near)
    return None if found is None or (found.person and not setting.known(found.person)) else found


def _shaped(said: str, found: Request, setting: Setting) -> Command[Argument] | Unclear | None:
    """What is said to this program in other words than the table's: what only shows something is done, all else is asked about."""
    bare, code = words_and_code(said)
    if not found.surely and seems_told(bare, setting.near):
        return None
    named = "" if f" {found.person} " in f" {found.guess} " else found.person
    about = f"{found.guess} {named or ('' if found.person else code or '')}".strip()
    command = whole(about, setting) if found.guess else None
    if not isinstance(command, Command):
        return Unclear(said, Why.WHOSE, code=code, person=found.person)
    if command.name in SHOWN and found.surely and not _changes_topics(command.argument):
        return replace(command, said=said, otherwise=own_words(said), loosely=True)
    return Unclear(said, Why.WHOSE, about, command.name, code=code, person=found.person)


def _changes_topics(argument: Argument) -> bool:
    return isinstance(argument, Topics) and bool(argument.add or argument.drop)


# --- more than one, and nearly one


def _two(said: str, setting: Setting) -> Command[Argument] | Unclear | None:
    """Several commands in one message. Thanks and greetings beside a command that does no public harm are not counted."""
    pieces = [piece for piece in _BETWEEN.split(said) if piece.strip()]
    if len(pieces) < 2 or (any(map(LINK_ALONE.fullmatch, pieces)) and BY_WORD.get(plain(pieces[0])) is BY_WORD["undo"]):
        return None  # "nope. https://…"
    read_as = [_of_somebody_known(whole(piece, setting), setting) for piece in pieces]
    if not all(isinstance(each, Command) for each in read_as):
        return None
    meant = [each for each in read_as if isinstance(each, Command) and each.name not in ("thanks", "hello")]
    if len(meant) == 1 and meant[0].name not in CONSENT and meant[0].name not in ACTS:
        return replace(meant[0], said=said)
    once = len({(each.name, each.code, each.argument) for each in meant}) == 1
    if once and meant[0].name not in ACTS and BY_WORD[meant[0].name].takes in ALONE:
        return replace(meant[0], said=said)  # "stop. stop."
    if len(meant) == 1:
        return _asked(said, meant[0].name, meant[0].code, setting)
    return Unclear(said, Why.TWO) if meant else None


def _crowded(said: str) -> Command[Argument] | Unclear | None:
    """Several commands with nothing between them: "no wait", "d7 skip t4 send"."""
    words = [word for word in loose(said).split() if not code_token(word)]
    known = [BY_WORD[word] for word in words if word in BY_WORD and BY_WORD[word].takes in ALONE]
    if len(words) < 2 or len(known) < len(words):
        return None
    meant = {entry.word for entry in known} - {"thanks", "hello"}
    if meant <= {"undo", "stop"}:
        wanted = BY_WORD["stop" if "stop" in meant else "undo"] if meant else known[0]
        return Command(wanted.word, said, ALONE[wanted.takes])
    return Unclear(said, Why.TWO)


def _no_consent(said: str) -> Unclear | None:
    """Nothing but words of consent, and no consent: "ok now". It is nobody's answer, unless a code in front says whose."""
    bare, code = without_code(_unquoted(said))
    of_words = code is not None and (said.startswith("[") or CODE_OF_WORDS.match(said))
    if of_words or not is_of_consent(bare):
        return None
    wanted = "send" if "send" in bare.lower() else "yes"
    return Unclear(said, Why.NEAR_MISS, f"{wanted} {code}" if code else wanted, wanted, code=code)


def _near(said: str, setting: Setting) -> Unclear | None:
    bare, code = without_code(_unquoted(said))
    heard = loose(bare)
    if heard in BY_WORD:
        return _asked(said, BY_WORD[heard].word, code, setting)
    if heard and (not heard.strip("\U0001f44d ") or agrees(heard)):
        return _asked(said, "send" if "send" in heard or "publish" in heard else "yes", code, setting)
    if _ANGRY.match(heard) and len(heard.split()) <= LONG + 2:
        return _asked(said, "stop", code, setting)
    head, comma, _ = heard.partition(",")
    if comma and head in BY_WORD and BY_WORD[head].takes in TIMED and len(heard.split()) <= LONG:
        return _asked(said, BY_WORD[head].word, code, setting)  # "later, I'm at work"
    if denies(heard):
        return None
    again = heard.removeprefix("remind me ")
    if again != heard and isinstance(whole(f"later {again}", setting), Command):
        return _asked(said, f"later {again}", code, setting)
    if heard in HINTS or is_hesitant(said) or not is_no_slip(said, setting.near):
        asked = [found for guess in guesses(heard) if (found := _asked(said, guess, code, setting))]
        if asked:
            return next((found for found in asked if found.guess), asked[0])
    slip = plain(said).isdigit() or (len(heard) == 1 and heard.isascii() and not is_face(said))
    return Unclear(said, Why.NEAR_MISS) if slip else None


def _unquoted(said: str) -> str:
    """Without lines that repeat what we said."""
    return "\n".join(line for line in said.splitlines() if not line.startswith(">")) or said


def _asked(said: str, guess: str, code: str | None, setting: Setting) -> Unclear | None:
    """The question whether that was meant, if it can be read as a command at all.

    What is about somebody whom nobody knows could not be done on a yes, so it is not guessed: of "wait, wrong person" the
    first word alone is. Of "nevr sam orr" the name may be what is wrong, and a yes is told so.
    """
    wanted = f"{guess} {code}" if code else guess
    command = whole(wanted, setting)
    if isinstance(command, Command) and _of_somebody_known(command, setting) is None:
        if is_hesitant(said):
            return _asked(said, command.name, code, setting)
        if BY_WORD[command.name].takes is Takes.ABOUT:
            return Unclear(said, Why.NEAR_MISS, name=command.name, code=code)
    if isinstance(command, Unclear):
        return replace(command, said=said)
    if command is None or command.name == "edit":
        return None
    return Unclear(said, Why.NEAR_MISS, wanted, command.name, code=code)
