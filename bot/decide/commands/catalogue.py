"""Everything that the owner can say, in one table: parser, help, documentation and tests are made from it (DESIGN 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.decide.commands import forms
from bot.decide.commands.forms import Argument


class Takes(StrEnum):
    """What may stand after a command's word."""

    NOTHING = "nothing"
    ABOUT = "nothing, or whom it is about"  # skip tomas
    TIME = "a time"  # later tomorrow
    REST = "a length of time, or a time"  # pause 2w
    PERSON = "a name, or nobody in answer to a nudge"  # who tomas
    PERSON_EVERY = "a name and how often, or off"  # keep ines 6w
    PERSON_TIME = "a name, a time, and words"  # remind tomas 3w the box
    PERSON_WORDS = "a name and words"  # note tomas met in Leeds
    PERSON_ADDRESS = "a name and an address"  # same ada ada.example
    WORDS = "your words"  # edit …
    TOPICS = "+ and - before words, or nothing"
    HOURS = "times of day"  # at 9:00 17:30
    COUNT = "a number in front"  # two a day
    SWITCH = "on or off"  # weekly off
    WORD = "one of these words, or all"  # help meet
    TOPIC = "what somebody may have spoken of"  # about letters
    LINK = "the address of a post, or nothing"  # look https://…
    PLACE = "a city or the name of a zone, or nothing"  # timezone Lisbon


FORMS: Mapping[Takes, type[Argument]] = {
    Takes.NOTHING: forms.NoArgument,
    Takes.ABOUT: forms.Named,
    Takes.TIME: forms.Timed,
    Takes.REST: forms.Rest,
    Takes.PERSON: forms.Named,
    Takes.PERSON_EVERY: forms.Kept,
    Takes.PERSON_TIME: forms.Reminded,
    Takes.PERSON_WORDS: forms.Remembered,
    Takes.PERSON_ADDRESS: forms.Joined,
    Takes.WORDS: forms.Words,
    Takes.TOPICS: forms.Topics,
    Takes.HOURS: forms.Times,
    Takes.COUNT: forms.Count,
    Takes.SWITCH: forms.Switch,
    Takes.WORD: forms.Topic,
    Takes.TOPIC: forms.Topic,
    Takes.LINK: forms.Link,
    Takes.PLACE: forms.Place,
}
"""In which form it is read."""


class When(StrEnum):
    """What a command answers."""

    NUDGE = "A nudge"
    PREVIEW = "Words shown back"
    ANY = "Any time"
    PEOPLE = "People"
    SETTINGS = "Settings"
    OFFERED = "Offered"


@dataclass(frozen=True, slots=True)
class Entry:
    """One command.

    `word` names it. `synonyms` and `german` words do the same. `hints` are words after which it is asked whether this was meant. `helps` is
    the line of `help WORD`. `asks`: it only asks for something to be shown, so a question mark changes nothing.
    `hidden`: not in the list of all words.
    """

    word: str
    when: When
    helps: str
    examples: tuple[str, ...]
    takes: Takes = Takes.NOTHING
    synonyms: tuple[str, ...] = ()
    german: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    asks: bool = False
    hidden: bool = False

    @property
    def form(self) -> type[Argument]:
        """What the parser makes of what stands after the word, and the handler receives."""
        return FORMS[self.takes]

    @property
    def shown(self) -> str:
        """How it stands in a list of words."""
        return self.examples[0] if self.takes is Takes.COUNT else self.word

    @property
    def example_to_set(self) -> str:
        """How one thing is set by it, by the first of its examples that says more than its word."""
        return next((example for example in self.examples if example != self.word), self.word).partition(" - ")[0]

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every way to say it."""
        return (self.word, *self.synonyms, *self.german)


TABLE: tuple[Entry, ...] = (
    # to a nudge
    Entry("draft", When.NUDGE, "I begin an answer, and you change it.", ("draft", "draft t4"), takes=Takes.ABOUT, asks=True,
          german=("entwurf",),
          hints=("a draft", "draft it", "draft something", "make a draft", "can you draft something", "suggest",
                 "write it for me", "write something", "write something for me", "can you write something",
                 "can you write something for me", "help me write")),
    Entry("another", When.NUDGE, "a different beginning, three at most.", ("another",), takes=Takes.ABOUT, asks=True,
          synonyms=("another one", "a different one"), hints=("other", "next", "try again", "redo")),
    Entry("shorter", When.NUDGE, "the draft again, shorter. Needs a drafting model.", ("shorter",), asks=True),
    Entry("warmer", When.NUDGE, "the draft again, warmer. Needs a drafting model.", ("warmer",), asks=True),
    Entry("later", When.NUDGE, "it comes again at the time you say, or with what I bring tomorrow.",
          ("later", "later 2h", "later tomorrow", "later mon 9:00", "later in two days", "later t4 tonight"),
          takes=Takes.TIME, synonyms=("snooze", "not now", "remind me later", "later please"),
          german=("später", "spaeter"), hints=("postpone", "busy", "not today")),
    Entry("skip", When.NUDGE, "not this one. Nobody is told, and it does not come again.", ("skip", "skip d7"), takes=Takes.ABOUT,
          synonyms=("pass", "skip it", "skip this", "skip this one"), german=("überspringen",),
          hints=("next one", "ignore", "nah", "not interested", "never mind", "nevermind", "forget it", "forget about it", "drop it")),
    Entry("done", When.NUDGE, "you have answered it elsewhere.", ("done",), takes=Takes.ABOUT,
          synonyms=("answered", "already answered", "i answered"), german=("erledigt",),
          hints=("did it", "did that", "finished", "already answered him", "already answered her", "already answered them")),
    Entry("why", When.NUDGE, "the reasons for this one.", ("why", "why?", "why t4"), takes=Takes.ABOUT, asks=True,
          synonyms=("why this", "why this one"), german=("warum", "wieso"), hints=("how come",)),
    Entry("less like this", When.NUDGE, "fewer of this kind from now on.", ("less like this",), takes=Takes.ABOUT,
          synonyms=("less like this one", "fewer like this", "less of this", "fewer of these")),
    Entry("more like this", When.NUDGE, "more of this kind from now on.", ("more like this",), takes=Takes.ABOUT,
          synonyms=("more like this one", "more of this", "more of these")),
    Entry("show", When.NUDGE, "brings a nudge, or the words for it, up again.", ("show t4", "t4"), takes=Takes.ABOUT, asks=True,
          hints=("what was this about", "what was that about", "which one was this")),
    Entry("edit", When.NUDGE, "your own words, if they begin like a command. Without edit they do as well.",
          ("edit Later I scanned it with the lid up.", "say Never thought of that."), takes=Takes.WORDS,
          synonyms=("say",)),
    # to words shown back
    Entry("send", When.PREVIEW, "posts exactly the words that I showed you.", ("send", "send t4.1"),
          hints=("send this", "send that", "post", "post it", "post this",
                 "publish", "publish it", "go", "go ahead", "do it", "abschicken", "schicken",
                 "lgtm", "looks good", "approve", "approved", "approve all", "send all", "enviar", "env\u00edalo", "envoyer", "envoie", "\U0001f44c")),
    Entry("yes", When.PREVIEW, "the same as send, in answer to words shown back; also to a question of mine that asks for a yes. "
          "Not where I offer to delete, and not for words that are held.",
          ("yes", "ok", "\U0001f44d"), synonyms=("ok", "\U0001f44d"),
          hints=("okay", "okok", "yeah", "yup", "sure", "y", "k", "jo", "yes do it", "oui", "sí", "si", "fine", "alright",
                 "of course", "go for it")),
    Entry("only", When.PREVIEW, "addresses the author alone; the others in front are dropped.", ("only",),
          synonyms=("only them", "just them")),
    Entry("send anyway", When.PREVIEW, "posts words that I thought you might look at again.",
          ("send anyway", "send anyway t4.2"), hints=("anyway", "send it anyway")),
    # any time
    Entry("list", When.ANY, "what is open, what is on its way.", ("list",), asks=True,
          synonyms=("what is open", "what's open", "open"), german=("liste",), hints=("queue", "status", "ls")),
    Entry("list ahead", When.ANY, "what is coming, in time order.", ("list ahead",), asks=True,
          synonyms=("ahead", "what is coming", "what's coming", "what is ahead", "what's ahead")),
    Entry("more", When.ANY, "one more person, now.", ("more",), asks=True,
          synonyms=("more please", "one more", "next person"), german=("mehr",), hints=("someone else", "next", "who next", "who's next", "who is next", "nächste person")),
    Entry("undo", When.ANY, "takes back what is on its way, else the last thing that you said; what went out today it offers to delete.", ("undo", "undo t4"), takes=Takes.ABOUT,
          synonyms=("no", "wait", "cancel", "undo it", "undo that", "take it back", "cancel it", "cancel that",
                    "don't", "don't send", "don't send it", "do not send", "do not send it", "no no", "wait wait",
                    "oh no", "hold on", "nope"), german=("nein", "warte", "abbrechen"),
          hints=("unsend", "revert", "abort", "nooo", "take back")),
    Entry("stop", When.ANY, "nothing goes out and I write nothing until resume.", ("stop",),
          synonyms=("stop it", "stop now", "stop everything", "stop all", "stop please", "please stop"),
          german=("stopp", "halt"),
          hints=("enough", "quit", "exit", "shut up", "go away", "leave me alone", "be quiet", "unsubscribe", "hör auf", "aufhören",
                 "fuck off", "piss off", "stop writing", "stop writing me", "stop messaging me", "stop bothering me", "end")),
    Entry("pause", When.ANY, "I rest for that long; a week if you say nothing.", ("pause 2w", "pause until mon 9:00"),
          takes=Takes.REST, synonyms=("rest",), hints=("holiday", "vacation", "urlaub")),
    Entry("resume", When.ANY, "ends a rest or a stop.", ("resume",), synonyms=("go on", "continue"), german=("weiter",),
          hints=("unpause", "start", "restart", "i'm back", "back", "carry on")),
    Entry("look", When.ANY, "the people of today whom I did not bring, or one post by its address.",
          ("look", "look https://writers.example/@tomas/1145270"), takes=Takes.LINK, asks=True),
    Entry("about", When.ANY, "up to three people whom you know who spoke of it lately, with links.", ("about letters",), takes=Takes.TOPIC,
          asks=True),
    Entry("like", When.ANY, "I like nothing in your name; it brings the link for your own tap.", ("like", "like t4"), takes=Takes.ABOUT,
          synonyms=("like it", "fav", "favourite", "favorite")),
    Entry("boost", When.ANY, "I boost nothing in your name; it brings the link for your own tap.", ("boost", "boost t4"),
          takes=Takes.ABOUT, synonyms=("boost it", "boost this", "repost", "reshare", "reblog")),
    Entry("help", When.ANY, "what you can say.", ("help", "help meet", "help all"), takes=Takes.WORD, asks=True,
          synonyms=("?", "what can you do", "what can i do"), german=("hilfe",), hints=("commands", "what can i say", "was kann ich sagen", "how does this work", "menu")),
    Entry("thanks", When.ANY, "you are welcome.", ("thanks",), hidden=True,
          synonyms=("thank you", "thx", "ty", "cheers", "thanks a lot", "many thanks", "thank you so much",
                    "thanks so much", "merci", "ta"), german=("danke", "vielen dank")),
    Entry("keep it up", When.ANY, "that is kind of you.", ("keep it up",), hidden=True, synonyms=("good bot",)),
    Entry("hello", When.ANY, "good to see you.", ("hello",), hidden=True, asks=True,
          synonyms=("hi", "hey", "good morning", "good evening", "good afternoon", "are you there", "are you still there"), german=("hallo", "moin")),
    # people
    Entry("who", When.PEOPLE, "what I know about somebody, and what you two last said.",
          ("who tomas", "who", "who is tomas reed?"), takes=Takes.PERSON, asks=True,
          synonyms=("who is", "who's", "who is this", "who's this", "who is that"), german=("wer ist", "wer")),
    Entry("meet", When.PEOPLE, "begins slowly with somebody whom you would like to know.", ("meet nadia holt", "meet"),
          takes=Takes.PERSON, synonyms=("get to know",)),
    Entry("keep", When.PEOPLE, "looks for a reason for a word about that often. keep ines off ends it.",
          ("keep ines 6w", "keep ines duarte every month", "keep ines off"), takes=Takes.PERSON_EVERY,
          synonyms=("keep in touch with",)),
    Entry("note", When.PEOPLE, "a line for you alone, shown with that person from then on. note tomas off takes it away.",
          ("note tomas met in Leeds, writes on Sundays",), takes=Takes.PERSON_WORDS),
    Entry("remind", When.PEOPLE, "brings somebody up at a time that you say, with your words. remind tomas off ends it.",
          ("remind tomas 3w ask about the box", "remind tomas on 3 march", "remind ines in two days the piano"),
          takes=Takes.PERSON_TIME),
    Entry("note off", When.PEOPLE, "takes away what you noted of that person.", ("note tomas off",), takes=Takes.PERSON, hidden=True),
    Entry("remind off", When.PEOPLE, "ends the reminder about that person.", ("remind tomas off",), takes=Takes.PERSON, hidden=True),
    Entry("same", When.PEOPLE, "two accounts are one person.",
          ("same ada ada.example", "same ada lovelace ada@example.social"), takes=Takes.PERSON_ADDRESS),
    Entry("never", When.PEOPLE, "nothing from me about that person again. again takes it back.", ("never sam orr",),
          takes=Takes.PERSON),
    Entry("mute", When.PEOPLE, "nothing from me about that person for so long. Only I am quiet; your app still shows them.",
          ("mute tomas 3d", "mute sam orr 2w"), takes=Takes.TIME),
    Entry("follow", When.PEOPLE, "I follow nobody in your name; it brings the link for your own tap.", ("follow nadia holt", "follow"),
          takes=Takes.PERSON),
    Entry("block", When.PEOPLE, "I block nobody in your name; it brings the link for your own tap. never keeps me quiet.",
          ("block sam orr", "block"), takes=Takes.PERSON),
    Entry("again", When.PEOPLE, "takes back never, and mute.", ("again sam orr",), takes=Takes.PERSON),
    Entry("forget", When.PEOPLE, "deletes everything that I stored about that person.", ("forget sam orr",),
          takes=Takes.PERSON),
    # settings
    Entry("topics", When.SETTINGS, "what you like to talk about.", ("topics", "topics + old maps - football"),
          takes=Takes.TOPICS, asks=True, german=("themen",)),
    Entry("at", When.SETTINGS, "when I write to you.", ("at 9:00 17:30", "at 9 and 18"), takes=Takes.HOURS),
    Entry("timezone", When.SETTINGS, "where you live now: times and quiet hours are meant there.",
          ("timezone Lisbon", "timezone Europe/Lisbon", "timezone"), takes=Takes.PLACE, asks=True, synonyms=("time zone",),
          german=("zeitzone",)),
    Entry("a day", When.SETTINGS, "how many people a day at most.", ("two a day", "3 a day"), takes=Takes.COUNT,
          synonyms=("people a day", "per day", "person a day"), german=("am tag",)),
    Entry("weekly", When.SETTINGS, "the letter on Sundays.", ("weekly off", "weekly on"), takes=Takes.SWITCH),
    Entry("monthly", When.SETTINGS, "the letter about a month.", ("monthly off", "monthly on"), takes=Takes.SWITCH),
    # when it is offered
    Entry("delete", When.OFFERED, "offers to delete an answer of yours that is out; in answer to that offer, it deletes it.", ("delete", "delete t4.1"),
          hints=("delete it", "remove", "remove it", "löschen", "delete that", "yes delete it")),
    Entry("leave it", When.OFFERED, "leaves things as they are.", ("leave it", "leave it t4.1"),
          synonyms=("leave", "leave it be", "leave that")),
    Entry("send once more", When.OFFERED, "tries again, when nobody knows whether the first time arrived.",
          ("send once more", "send once more t4.2"), hints=("send again", "once more", "resend", "try again", "retry")),
    Entry("others", When.OFFERED, "the rest of those in the letter of the week.", ("others",), asks=True,
          synonyms=("the others",)),
    Entry("keep watching", When.OFFERED, "I say so when that account begins to talk with people.", ("keep watching",),
          hints=("watch",)),
    Entry("one person", When.OFFERED, "the two accounts that I asked about are one person.", ("one person",), hidden=True),
    Entry("let it be", When.OFFERED, "I do not watch that account, or two accounts stay two people.", ("let it be",),
          synonyms=("let be",)),
)  # fmt: skip


def _spoken(table: tuple[Entry, ...]) -> dict[str, Entry]:
    """Every way to say a command. One that could mean two is a mistake in the table."""
    found: dict[str, Entry] = {}
    for entry in table:
        for way in entry.spoken:
            if way in found:
                raise AssertionError(f"{way!r} means both {found[way].word!r} and {entry.word!r}")
            found[way] = entry
    return found


BY_WORD = _spoken(TABLE)
BY_FIRST_WORD = {
    first: sorted((way for way in BY_WORD if way.split()[0] == first), key=len, reverse=True)
    for first in {way.split()[0] for way in BY_WORD}
}
"""The ways to say a command by the word that each begins with, the longest first."""

HINTS = {hint: entry for entry in reversed(TABLE) for hint in entry.hints if hint not in BY_WORD}


def entry(word: str) -> Entry:
    """The entry of that name. Raises `KeyError`."""
    return next(entry for entry in TABLE if entry.word == word) if word in {e.word for e in TABLE} else BY_WORD[word]
