"""Decide what is said while a reply is on its way: whether it lets the reply go on, or holds it (DESIGN 2, undo)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.decide.commands.assent import is_plain
from bot.decide.commands.catalogue import BY_WORD
from bot.decide.commands.consenting import NEGATIONS, refuses
from bot.decide.commands.forms import Argument, Remembered, Reminded, Topic, Topics
from bot.decide.commands.guesses import guesses
from bot.decide.commands.kinds import Command, OwnWords, Parsed
from bot.decide.commands.normalizing import loose
from bot.decide.commands.own import is_hesitant
from bot.decide.commands.seeming import seems_asked
from bot.decide.commands.shapes import spoken
from bot.decide.commands.single import LONG

HARMLESS = frozenset(
    ("list", "why", "who", "help", "note", "remind", "topics", "more", "draft", "show", "look", "meet", "keep", "a day",
     "weekly", "monthly", "others", "thanks", "hello", "resume", "more like this")
)  # fmt: skip
"""Commands that only show or keep something, or say thanks and good evening: only what they keep can be about a reply."""

AGREEING = frozenset(("send", "yes", "send anyway", "send once more"))
"""Commands that want a reply to go out."""

TAKING_BACK = ("undo", "stop")

OF_A_REPLY = frozenset(
    "reply replies answer answers antwort antworten cancel cancelled revoke scrap withdraw retract abort oops ups mind cannot cant "
    "dont doubt doubts doubtful "
    "unsure regret sorry redo rewrite abbrechen widerrufen zurück zurückhalten zurücknehmen bereue leider "
    "zweifel unsicher doch embarrassing peinlich blöd".split()
)
"""Words by which somebody may speak of a reply, or against one, in what is kept for the owner alone."""

OBJECTING = frozenset("👎❌✋🛑🤦")
"""Signs that object, whatever they stand under."""

THUMBS = ("👍", "✅")

_OF_SENDING = re.compile(
    r"\b(?:posts?|posted|posting|publish\w*|sen[dt]|sending|sent|undo\w*|unsend|stop\w*|hold|held|delete\w*|public|"
    r"private|typo\w*|mistake|wrong|wait|\w*schick\w*|raus|gesendet|senden|poste?\w*|veröffentlich\w*|lösch\w*|halt|stopp|"
    r"later|tomorrow|yet|sleep|keep|sp[äa]e?ter|morgen|noch nicht|behalt\w*|todav[ií]a|ma[ñn]ana|luego|"
    r"warte\w*|falsch|fehler|tippfehler|env[ií]\w*|mand\w*|public\w*|borr\w*|espera\w*|error|falta)\b"
)
_FEW = 4
_CORRECTS = re.compile(
    r"(?:(?:oh|ok|no|well|hm+|sorry|and|but|und|aber|ach)[ ,]+)*(?:actually|correction|i mean|i meant|rather|instead|better|"
    r"new words|also|that'?s wrong|not quite|das stimmt nicht|stimmt nicht|eigentlich|ich meinte?|besser|korrektur|vielmehr|"
    r"stattdessen)\b"
)
"""How somebody begins who corrects what they have just said."""


class Tone(StrEnum):
    """How something sounds while a reply is on its way."""

    PLAIN = "a yes, a thanks, a laugh or a farewell"
    HARMLESS = "a command that only shows or keeps"
    WORDS = "words that may be meant for somebody"
    DOUBT = "everything else"


def tone(said: Parsed, text: str, names: Iterable[str] = ()) -> Tone:
    """How a message sounds. `names` are those of the people to whom something is on its way.

    What is not plainly harmless is doubt. Words are told from doubt only by being several, being about something else
    than sending, more likely said to somebody than to this program, and asking nothing: whether they are for somebody is
    decided where it is known what is open.
    """
    if not any(character.isalnum() for character in text):
        return (
            Tone.PLAIN if is_plain(text) or text.strip("\ufe0f") in THUMBS else Tone.DOUBT
        )  # "?" alone asks something
    if isinstance(said, Command) and not said.loosely:
        if said.name in AGREEING:
            return Tone.PLAIN
        if said.name == "thanks" and not is_plain(text, names):
            return Tone.DOUBT  # "thanks?", "thanks..."
        objects = _asks_for_help_against(said.argument) or keeps_an_objection(said)
        harmless = said.name in HARMLESS and not objects and not _is_bare_link(said)
        return Tone.HARMLESS if harmless else Tone.DOUBT
    if is_plain(text, names):
        return Tone.PLAIN
    if not isinstance(said, OwnWords):
        return Tone.DOUBT
    return Tone.WORDS if _may_be_words(said) else Tone.DOUBT


def _asks_for_help_against(said: Argument) -> bool:
    """ "help me undo" asks for no page of the manual."""
    return isinstance(said, Topic) and bool(_OF_SENDING.search(said.text)) and len(said.text.split()) > 1


def keeps_an_objection(said: Command[Argument]) -> bool:
    """Whether the words that a command keeps may be about a reply on its way: "note tomas do not send that".

    They are looked at as if they were said alone; in a note the first one or two are a name. A time for a code may be one.
    """
    kept, names = said.argument, 0
    if isinstance(kept, Remembered):
        text, names = kept.text, 2
    elif isinstance(kept, Reminded):
        if not kept.person:
            return True  # "remind a1 tomorrow" may as well want a1 to go out tomorrow
        text = kept.words
    else:
        text = " ".join((*kept.add, *kept.drop)) if isinstance(kept, Topics) else ""
    heard = spoken(text).split()
    return any(_is_against(" ".join(heard[name:])) for name in range(names + 1) if heard[name:])


def _is_against(heard: str) -> bool:
    """Whether words may take something back, speak of a reply or of sending, or seem said to this program; in doubt they do."""
    entry = BY_WORD.get(loose(heard))
    takes_back = (entry.word if entry else "") in TAKING_BACK or any(
        g.split()[0] in TAKING_BACK for g in guesses(heard)
    )
    words = frozenset(heard.split())
    of_it = bool(_OF_SENDING.search(heard)) or "n't" in heard or bool(words & (NEGATIONS | OF_A_REPLY))
    return takes_back or of_it or is_hesitant(heard) or bool(_CORRECTS.match(heard)) or seems_asked(heard)


def says_no(said: Command[Argument]) -> bool:
    """Whether a command was typed with a no or a question in it: "not now", "done?". It may be about what is on its way."""
    return "?" in said.said or "n't" in said.said or not NEGATIONS.isdisjoint(spoken(said.said).split())


def _is_bare_link(said: Command[Argument]) -> bool:
    """An address and nothing else may be what was left out of the reply."""
    return said.name == "look" and said.otherwise is not None


def _may_be_words(said: OwnWords) -> bool:
    count, asks = len(said.text.split()), "?" in said.text
    of_sending = bool(_OF_SENDING.search(loose(said.text)))
    if said.maybe_ours or is_hesitant(said.text) or refuses(said.text) or count <= _FEW or (asks and of_sending):
        return False
    return not (asks and count <= LONG) and not of_sending


def corrects(said: OwnWords) -> bool:
    """Whether words begin as somebody does who corrects what they have just said, or are given with `edit`."""
    return said.code is None and (said.text != said.said or bool(_CORRECTS.match(loose(said.text))))


def may_mean_what_leaves(said: OwnWords) -> bool:
    """Whether a few words may be about a reply on its way under whatever message they stand: nearly an undo or a stop, a no in
    front, or of sending. What was learnt of other words counts for nothing here.
    """
    if said.code is not None or said.text != said.said or len(said.text.split()) > _FEW or is_plain(said.text):
        return False
    heard = loose(said.text)
    slips = any(guess.split()[0] in TAKING_BACK for guess in guesses(heard))
    return slips or is_hesitant(said.text) or bool(_OF_SENDING.search(heard))


def reaction_objects(reaction: str) -> bool:
    """Whether a sign is one of those that plainly object, in any tone of skin and for anybody (🤦‍♀️ is 🤦)."""
    return reaction[:1] in OBJECTING


def reaction_holds(reaction: str) -> bool:
    """Whether a reaction holds what is on its way: all do that are not plainly a yes, a thanks, a laugh or a farewell."""
    return tone(OwnWords(reaction, reaction), reaction) is not Tone.PLAIN
