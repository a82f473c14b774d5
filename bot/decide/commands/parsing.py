"""Read a message of the owner's.

The grammar, each line tried in this order:

    message   = code                                   show it again
              | consent [code]                         nothing but words of consent in the message (`consenting`)
              | command [code] [argument]              see `TABLE`; code and argument in any order
              | number "a day"
              | address of a post                      look
              | command (";" | "," | "." | "and" | line break) command …    two: asked about
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
from bot.decide.commands.arguments import ALONE, Setting, read
from bot.decide.commands.assent import is_plain
from bot.decide.commands.catalogue import BY_WORD, HINTS, LONGEST_FIRST, Entry, Takes
from bot.decide.commands.consenting import consents, denies
from bot.decide.commands.forms import Argument, Count, Link, Named, NoArgument, Topic, Words
from bot.decide.commands.guesses import agrees, guesses, may_be_time
from bot.decide.commands.kinds import ACTS, CONSENT, Command, OwnWords, Parsed, Unclear, Why
from bot.decide.commands.normalizing import (
    CODE,
    after_words,
    cleaned,
    code_token,
    is_face,
    loose,
    plain,
    says_nothing,
    without_code,
    without_courtesy,
    words_and_code,
)
from bot.decide.commands.seeming import is_no_slip, may_be_asked, seems_asked, seems_told
from bot.decide.commands.shapes import Request, request
from bot.decide.commands.times import MORNING, NUMBERS, Moment

_HESITANT = re.compile(
    r"^(?:(?:o+h+|omg|ffs|fuck\w*|shit|god|hell|damn|argh|crap|please|pls|sorry|ok|hey|my)[ ,!.]+){0,4}"
    r"(?:no+|nope|wai+t|sto+p+|undo+|cancel|delete|remove|don'?t|do not|not that|hold on|hang on|nein|warte|halt)\b"
)
_ANGRY = re.compile(
    r"(?:leave me alone|go away|shut up|(?:fuck|piss) off|stop (?:bothering|writing|messaging|nagging))\b"
    r"|.*\bthe (?:second|third|fourth|fifth|last|hundredth) time, (?:please )?stop\b"
)
_SAY_IT = re.compile(r"say (?:it|this|that|the same|something)\b")
_CONSENTING = re.compile(r"yes\b")
_BETWEEN = re.compile(r"\s*(?:[;,\n]|[.!]\s)\s*(?:(?:and|then|und)\s+)*|\s+(?:and then|and|then|und|&|\+)\s+")
_A_DAY = re.compile(r"(?:at most )?([a-zü]+|\d{1,2}) (?:people )?(?:a day|per day|person a day|am tag)")
_NONE = ("no", "zero", "none")
_LINK_ALONE = re.compile(r"https?://\S+")
_CODE_OF_WORDS = re.compile(rf"{CODE}[:,]", re.IGNORECASE)
_FREE_TEXT = (Takes.WORDS, Takes.PERSON_WORDS, Takes.PERSON_TIME, Takes.TOPICS, Takes.LINK)
_ADDRESS_LIKE = re.compile(r"\w[.@]\w")
_TIMED = (Takes.TIME, Takes.REST)
_SENTENCE_LIKE = (Takes.PERSON, Takes.PERSON_EVERY, Takes.PERSON_WORDS, Takes.ABOUT)
SHOWN = ("draft", "another", "help", "list", "topics")
"""What a request by its shape may have done without being asked about: it is about this program, and only shows something."""

COURTEOUS = frozenset(way for way, entry in BY_WORD.items() if entry.word in ("thanks", "hello"))
"""What one says to anybody."""

ASKED_FIRST = ("never", "forget")
"""What cannot be undone by a word: said without a name or a code, it may be an answer ("Never!")."""

LONG = 8
"""Words from which a message that begins like a command, and is none, is taken for the owner's own."""


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
    if _CODE_OF_WORDS.match(said) and loose(without_code(said)[0]) in COURTEOUS:
        return _own_words(said)  # "t4: thanks" says for whom
    found = _of_somebody_known(_whole(said, setting), setting)
    if not isinstance(found, Command):  # "later tommorow" lacks a time, until it is spelt right
        found = _two(said, setting) or _near(said, setting) or found or _crowded(said) or _shaped(said, setting)
    if isinstance(found, Command):
        if _only_resembles(found, setting):
            return _own_words(said)
        return _as_own_words(found, found.argument, setting) if isinstance(found.argument, Words) else found
    if found is not None:
        return replace(found, hesitant=is_hesitant(said))
    return _seeming(_own_words(said), setting)


def _only_resembles(found: Command[Argument], setting: Setting) -> bool:
    """Whether what begins like a question to this program is rather said to somebody: "who broke it?"."""
    asks = found.name == "who" and "?" in found.said and found.otherwise is not None and not found.code
    return asks and not (found.person and setting.known(found.person)) and seems_told(found.said, setting.near)


def _seeming(words: OwnWords, setting: Setting) -> OwnWords | Unclear:
    """The owner's own words, unless they seem to be said to this program: then it is asked whose they are, and nothing else."""
    if seems_asked(words.text, setting.near) and not _answers(words, setting):
        return Unclear(words.said, Why.WHOSE, hesitant=words.hesitant)
    maybe_ours = may_be_asked(words.text, setting.near) or _resembles(words.text, setting)
    return replace(words, maybe_ours=maybe_ours)


def _answers(words: OwnWords, setting: Setting) -> bool:
    """Whether a message answers what was asked or shown, whatever it sounds like: with a code, a yes or no, or a name alone."""
    of_sending = denies(loose(words.text)) or bool(_CONSENTING.match(plain(words.text)))
    named = setting.knows is not None and setting.knows(plain(words.text))
    return words.code is not None or of_sending or named or is_plain(words.said)


def _resembles(text: str, setting: Setting) -> bool:
    """Whether it has the shape of a request, or is nearly a command."""
    return _request(text, setting) is not None or bool(guesses(loose(text)))


def is_hesitant(text: str) -> bool:
    """Whether a message begins with no, wait, stop: whatever is on its way should be held while it is read."""
    return bool(_HESITANT.match(plain(text)))


def _of_somebody_known(
    found: Command[Argument] | Unclear | None, setting: Setting
) -> Command[Argument] | Unclear | None:
    """The same; None where it names in passing somebody whom nobody knows: "skip breakfast", "again next year", "block prints"."""
    if not isinstance(found, Command) or not found.person or not found.otherwise or setting.known(found.person):
        return found
    in_passing = BY_WORD[found.name].takes is Takes.ABOUT or found.name in ("never", "again", "block", "follow")
    return None if in_passing and not _ADDRESS_LIKE.search(found.person) else found


def _own_words(said: str) -> OwnWords:
    words, code = words_and_code(said)
    return OwnWords(words, said, code, is_hesitant(said))


def _as_own_words(edit: Command[Argument], given: Words, setting: Setting) -> OwnWords | Unclear:
    """What is to be said; "say it more politely" speaks of the words instead. Behind `edit` stands what is meant as it is."""
    words, code = words_and_code(given.text)
    own = OwnWords(words, edit.said, edit.code or code)
    speaks_of_them = bool(_SAY_IT.match(plain(edit.said))) and own.code is None and seems_asked(edit.said, setting.near)
    return Unclear(edit.said, Why.WHOSE) if speaks_of_them else own


# --- one command


def _whole(said: str, setting: Setting) -> Command[Argument] | Unclear | None:
    """The message as one command; `Unclear` where one lacks something; None where it is none."""
    if code := code_token(said):
        return Command("show", said, Named(), code)
    bare, code = without_code(said)
    consent = _consent(said, bare, code)
    return (
        _exact(said, bare, code)
        or consent
        or _a_day(said)
        or _bare_link(said)
        or _with_argument(said, bare, code, setting)
    )


def _trails_off(said: str) -> bool:
    """Whether it ends as somebody does who hesitates."""
    end = len(said)
    while end and not (said[end - 1].isalnum() or said[end - 1] == "_"):
        end -= 1
    return ".." in said[end:] or "\u2026" in said[end:]


def _exact(said: str, bare: str, code: str | None) -> Command[Argument] | None:
    """A command as its words alone. What acts in public must be said exactly so; for others a mark or please is fine."""
    entry = BY_WORD.get(plain(bare)) or (BY_WORD["help"] if not plain(bare).strip("?") else None)
    if entry and entry.word in ACTS and (_CODE_OF_WORDS.match(said) or _trails_off(said) or "?" in said):
        return None  # "t4: ok" could be own words, "ok..." is a doubt, and "send t4?" asks
    if entry and entry.word == "help":
        return Command(entry.word, said, Topic(), code)
    if entry and entry.takes in ALONE:
        return _alone(entry, said, code)
    entry = BY_WORD.get(loose(bare))
    harmless = entry is not None and entry.word not in ACTS and (entry.asks or "?" not in said)
    return _alone(entry, said, code) if entry and harmless and entry.takes in ALONE else None


def _consent(said: str, bare: str, code: str | None) -> Command[Argument] | None:
    """A plain yes in other words. Behind a code that stands in front as of an answer ("[t4] yes please") it may be one."""
    of_words = (
        _trails_off(said) or "?" in said or (code is not None and (said.startswith("[") or _CODE_OF_WORDS.match(said)))
    )
    name = "" if of_words else consents(bare)
    return Command(name, said, NoArgument(), code, loosely=True) if name else None


def _alone(entry: Entry, said: str, code: str | None) -> Command[Argument]:
    return Command(entry.word, said, ALONE[entry.takes], code, _maybe_words(said) if entry.hidden else None)


def _a_day(said: str) -> Command[Argument] | None:
    found = _A_DAY.fullmatch(loose(said))
    if not found or not (found[1] in NUMBERS or found[1] in _NONE or found[1].isdigit()):
        return None
    return Command("a day", said, Count(NUMBERS.get(found[1]) or (0 if found[1] in _NONE else int(found[1]))))


def _bare_link(said: str) -> Command[Argument] | None:
    """The address of a post alone: to look at it, rather than an answer that is nothing but a link."""
    return Command("look", said, Link(said), otherwise=OwnWords(said, said)) if _LINK_ALONE.fullmatch(said) else None


def _with_argument(said: str, bare: str, code: str | None, setting: Setting) -> Command[Argument] | Unclear | None:
    """A command with what it takes. Where free text follows, a code counts only directly after the command's word."""
    way, entry = _first_way(plain(bare).rstrip("?")) or _first_way(loose(bare)) or (None, None)
    if way is None or entry is None or entry.word in ACTS or loose(bare) in HINTS:
        return None
    if entry.takes in _FREE_TEXT:
        argument, code = _free_text(said, way)
    else:
        argument = after_words(without_courtesy(bare.lstrip(" \"'/!")), len(way.split()))
    if entry.word in ASKED_FIRST and not argument and code is None:
        return Unclear(said, Why.WHOSE, entry.word, entry.word)
    given = read(entry, argument, setting)
    if given is Why.NO_TIME and entry.takes in _TIMED and not may_be_time(argument):
        return None  # "later in the day the light is better"
    if given is Why.NO_TIME and entry.word == "mute" and not setting.known(argument):
        return None  # "mute colours"
    if isinstance(given, Why):
        return None if entry.takes not in _TIMED and _is_told(said, setting) else _lacking(said, entry, given, code)
    if given is None:
        return None
    sentence_like = entry.takes in _SENTENCE_LIKE and bool(argument)
    return Command(entry.word, said, given, code, _maybe_words(said) if sentence_like else None)


def _is_told(said: str, setting: Setting) -> bool:
    """Whether what begins like a command and lacks something is said to somebody: "same energy". "at 25:00" is a slip."""
    return not any(map(str.isdigit, said)) and is_no_slip(said, setting.near)


def _first_way(said: str) -> tuple[str, Entry] | None:
    """The longest way to say a command that the message begins with."""
    for way in LONGEST_FIRST:
        if said == way or said.startswith((f"{way} ", f"{way}: ")):
            return way, BY_WORD[way]
    return None


def _free_text(said: str, way: str) -> tuple[str, str | None]:
    argument = after_words(without_courtesy(said, behind=False), len(way.split()))
    first = argument.split(maxsplit=1)
    code = code_token(first[0]) if first and first[0] == first[0].lower() else None
    return (first[1] if len(first) > 1 else "", code) if code else (argument, None)


def _lacking(said: str, entry: Entry, why: Why, code: str | None) -> Unclear | None:
    if len(said.split()) > LONG:
        return None
    example = entry.examples[1 if why in (Why.NO_TIME, Why.PAST) and len(entry.examples) > 1 else 0]
    return Unclear(said, why, name=entry.word, example=example, code=code)


def _maybe_words(said: str) -> OwnWords:
    return _own_words(said)


# --- a request by its shape


def _moment(when: str, setting: Setting) -> Moment | None:
    return times.moment(when, setting.now, setting.zone, setting.morning)


def _request(bare: str, setting: Setting) -> Request | None:
    found = request(bare, lambda when: _moment(when, setting) is not None, setting.knows, setting.near)
    return None if found is None or (found.person and not setting.known(found.person)) else found


def _shaped(said: str, setting: Setting) -> Command[Argument] | Unclear | None:
    """What is said to this program in other words than the table's: what only shows something is done, all else is asked about."""
    bare, code = words_and_code(said)
    found = _request(bare, setting)
    if found is None or (not found.surely and seems_told(bare, setting.near)):
        return None
    named = "" if found.guess.startswith("remind") else found.person
    about = f"{found.guess} {named or code or ''}".strip()
    command = _whole(about, setting) if found.guess else None
    if not isinstance(command, Command):
        return Unclear(said, Why.WHOSE, code=code, person=found.person)
    if command.name in SHOWN and found.surely:
        return replace(command, said=said, otherwise=_own_words(said), loosely=True)
    return Unclear(said, Why.WHOSE, about, command.name, code=code, person=found.person)


# --- more than one, and nearly one


def _two(said: str, setting: Setting) -> Command[Argument] | Unclear | None:
    """Several commands in one message. Thanks and greetings beside a command that does no public harm are not counted."""
    pieces = [piece for piece in _BETWEEN.split(said) if piece.strip()]
    if len(pieces) < 2 or (
        any(map(_LINK_ALONE.fullmatch, pieces)) and BY_WORD.get(plain(pieces[0])) is BY_WORD["undo"]
    ):
        return None  # "nope. https://…"
    read_as = [_of_somebody_known(_whole(piece, setting), setting) for piece in pieces]
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


def _near(said: str, setting: Setting) -> Unclear | None:
    bare, code = without_code(_unquoted(said))
    heard = loose(bare)
    if heard in BY_WORD:
        return _asked(said, BY_WORD[heard].word, code, setting)
    if heard and (not heard.strip("\U0001f44d ") or agrees(heard)):
        return _asked(said, "send" if "send" in heard else "yes", code, setting)
    if _ANGRY.match(heard) and len(heard.split()) <= LONG + 2:
        return _asked(said, "stop", code, setting)
    head, comma, _ = heard.partition(",")
    if comma and head in BY_WORD and BY_WORD[head].takes in _TIMED and len(heard.split()) <= LONG:
        return _asked(said, BY_WORD[head].word, code, setting)  # "later, I'm at work"
    if denies(heard):
        return None
    again = heard.removeprefix("remind me ")
    if again != heard and isinstance(_whole(f"later {again}", setting), Command):
        return _asked(said, f"later {again}", code, setting)
    if heard in HINTS or is_hesitant(said) or not is_no_slip(said, setting.near):
        for guess in guesses(heard):
            asked = _asked(said, guess, code, setting)
            if asked:
                return asked
    slip = plain(said).isdigit() or (len(heard) == 1 and heard.isascii() and not is_face(said))
    return Unclear(said, Why.NEAR_MISS) if slip else None


def _unquoted(said: str) -> str:
    """Without lines that repeat what we said."""
    return "\n".join(line for line in said.splitlines() if not line.startswith(">")) or said


def _asked(said: str, guess: str, code: str | None, setting: Setting) -> Unclear | None:
    """The question whether that was meant, if it can be read as a command at all."""
    wanted = f"{guess} {code}" if code else guess
    command = _whole(wanted, setting)
    if isinstance(command, Unclear):
        return replace(command, said=said)
    if command is None or command.name == "edit":
        return None
    return Unclear(said, Why.NEAR_MISS, wanted, command.name, code=code)
