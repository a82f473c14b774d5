"""The sentences of the starter: for every mood of a post three openings, in English and German, and a way in.

What only the owner can know is a gap. What has no gap is a question, or true whoever says it: a draft never claims anything
about the owner. `{it}` is what the post is about, `{It}` the same at the beginning of a sentence, `{or_other}` the next thing.
In German it stands in quotation marks: a noun without its article, in whatever case it had, stands right only there.
"""

from __future__ import annotations

from enum import StrEnum

GAP = "___"


class Mood(StrEnum):
    """What a post wants of whoever answers."""

    HELP = "asks for help"
    PICK = "asks for opinions or recommendations"
    ASKED = "asks something"
    ANSWERED = "answers the owner"
    PRAISED = "praises the owner's work"
    WORK = "shows own work"
    NEWS = "has good news"
    BACK = "is back"
    OPINION = "has an opinion"
    VENTING = "vents"
    STORY = "tells something"


WAYS_IN: dict[Mood, tuple[str, ...]] = {
    Mood.HELP: ("what worked for you with {it}, or what you would try first", "what you would do about {it}",
                "what you know about {it}"),
    Mood.PICK: ("your own answer about {it}, with the reason", "what you have seen of {it}"),
    Mood.ASKED: ("your answer about {it}, as short as you like", "what you know about {it}"),
    Mood.ANSWERED: ("what you make of {it}", "{it}, and what you would ask back"),
    Mood.PRAISED: ("what caught their eye about {it}", "how {it} came about"),
    Mood.WORK: ("how {it} began, or what was hardest", "a question about {it}"),
    Mood.NEWS: ("{it}, and what comes next", "how {it} came about"),
    Mood.BACK: ("{it}", "{it}{or_other}"),
    Mood.OPINION: ("where you agree about {it}, or a case that does not fit", "what you have seen of {it}"),
    Mood.VENTING: ("{it}; no advice, only that you heard it", "what happened then with {it}"),
    Mood.STORY: ("the story behind {it}", "{it}{or_other}"),
}  # fmt: skip

ANY_QUESTION = "an answer of your own, as short as you like"
"""A way in to a question that names nothing, or that wants a word or a yes: of what stands in it nothing is to be told."""

KNOWN_SUBJECT = "what you found out about {subject} then, {it} included"
"""A way in when the owner has written about it."""

OPENINGS: dict[str, dict[Mood, tuple[str, str, str]]] = {
    "en": {
        Mood.HELP: ("With {it}, what helped me was ___; what surprised me was ___.",
                    "Is it only {it}, or more than that?",
                    "With {it} I would begin by ___, because ___."),
        Mood.PICK: ("About {it} I would say ___, mostly because ___.",
                             "I used to think ___ about {it}; by now ___.",
                             "What made you ask about {it}?"),
        Mood.ASKED: ("About {it}: ___.", "The short answer on {it} is ___; the longer one is ___.",
                     "Do you ask about {it} in general, or because of ___?"),
        Mood.ANSWERED: ("On {it}: ___.", "How did you come to {it}?", "With {it}, do you mean ___?"),
        Mood.PRAISED: ("What made you stop at {it}?", "{It} took me ___ to work out.", "Where did you come across {it}?"),
        Mood.WORK: ("What was the hardest part of {it}?", "How did {it} begin?", "I looked at {it} and stayed at ___."),
        Mood.NEWS: ("What comes next, after {it}?", "How did {it} come about?", "When I read about {it} I thought of ___."),
        Mood.BACK: ("And {it}, how did that turn out?", "When I read about {it} I thought of ___.", "What is the story of {it}?"),
        Mood.OPINION: ("What made you think of {it}?", "With {it} I have seen ___, so ___.",
                       "A case that does not fit {it}: ___."),
        Mood.VENTING: ("What happened then with {it}?", "With {it} I had the same when ___.", "{It}: is it always like this?"),
        Mood.STORY: ("Would you tell a little more about {it}?", "{It}: that makes me think of ___.",
                     "What is the story behind {it}?"),
    },
    "de": {
        Mood.HELP: ("Bei {quoted} hat mir ___ geholfen.", "Geht es nur um {quoted}, oder um mehr?",
                    "Bei {quoted} würde ich mit ___ anfangen, weil ___."),
        Mood.PICK: ("Zu {quoted}: ___, vor allem weil ___.", "Zu {quoted} dachte ich früher ___, inzwischen ___.",
                    "Wie kommst du gerade jetzt auf {quoted}?"),
        Mood.ASKED: ("Zu {quoted}: ___.", "Zu {quoted}, kurz gesagt: ___; länger gesagt: ___.",
                     "Fragst du wegen {quoted} allgemein, oder wegen ___?"),
        Mood.ANSWERED: ("Zu {quoted}: ___.", "Wie kamst du auf {quoted}?", "Mit {quoted} meinst du ___?"),
        Mood.PRAISED: ("Was hat dich an {quoted} aufmerksam gemacht?", "Zu {quoted} kam ich durch ___.",
                       "Wo bist du auf {quoted} gestoßen?"),
        Mood.WORK: ("Was war das Schwerste an {quoted}?", "Wie fing das mit {quoted} an?",
                    "Bei {quoted} bin ich an ___ hängen geblieben."),
        Mood.NEWS: ("Was kommt nach {quoted} als Nächstes?", "Wie kam es zu {quoted}?",
                    "Bei {quoted} musste ich an ___ denken."),
        Mood.BACK: ("Wie ging das mit {quoted} aus?", "Bei {quoted} musste ich an ___ denken.",
                    "Was ist die Geschichte hinter {quoted}?"),
        Mood.OPINION: ("Wie kommst du auf {quoted}?", "Von {quoted} habe ich ___ gesehen, deshalb ___.",
                       "Zu {quoted} ein Fall, der nicht passt: ___."),
        Mood.VENTING: ("Und was geschah dann mit {quoted}?", "Mit {quoted} ging es mir auch so, als ___.",
                       "Ist das mit {quoted} immer so?"),
        Mood.STORY: ("Magst du von {quoted} mehr erzählen?", "Bei {quoted} musste ich an ___ denken.",
                     "Was ist die Geschichte hinter {quoted}?"),
    },
}  # fmt: skip

ANYWHERE = ("{quoted}: ___", "{quoted} ___", "___ ({quoted})")
"""For a post in a language whose sentences are not listed: its own word, and a gap."""
