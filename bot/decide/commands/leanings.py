# ruff: noqa: E501 - a class is one line
"""Whom a short message leans to, by what kinds of words it is made of: the second way in which `shapes` knows a request.

A message that has a word which stands in no class is the owner's own words, whatever else is in it. Of the others it is a
request when the kinds that one of `LEANINGS` names meet in it; a `^` in front says that its first word is of that kind,
a `!` that no word is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

KINDS: Mapping[str, str] = {
    "us": "nudge bot robot ai ki chatgpt machine program maschine roboter programm",
    "ours": "pending logout password token faq docs documentation filter filters blocklist backup uninstall reset notify alerts mode dashboard commandos hilfe befehl settings setting options preferences config configuration commands command befehle menu manual instructions anleitung "
            "suggestion suggestions vorschlag vorschläge preview previews vorschau notification notifications benachrichtigungen "
            "url urls dms dm nudges reminders reminder erinnerung erinnerungen datenschutz einstellungen einstellung optionen "
            "emoji emojis newsletter monthly wöchentlich monatlich queue unfollow unmute stummschalten blockieren repost reshare "
            "summarize summarise zusammenfassen undo login automatically automatisch version entwurf entwürfe",
    "act": "liken teilen übersetzen translating stumm mark draft topics topic themen mute block blockiere blockier boost fave favourite favorite translate übersetze übersetz "
           "snooze dismiss mark like follow folge",
    "talk": "text texts account accounts konto gespräch conversation post posts beitrag beiträge link links thread threads message messages nachricht nachrichten reply replies answer "
            "antwort antworten notes note notiz notizen letter letters person guy profile profil report",
    "data": "publish published namen data daten messages nachrichten private privat public öffentlich dms sent send posted post stored saved gesendet "
            "geschickt verschickt gepostet gespeichert version password",
    "order": "set cancel schließ schließe stopp stop erzähl erzähle nenn nenne hol hole beantworte show display open give bring get fetch tell list find make write draft suggest propose create compose begin start "
             "help change edit rewrite rephrase redo fix shorten cut translate explain delete remove clear forget drop discard "
             "ignore hide archive close cancel disable enable reset export add save turn switch update skip pass park remind "
             "ask wake wait mute unmute block unblock like boost follow unfollow report repeat dismiss approve accept use leave "
             "answer formulate do go come fave favourite zeig zeige gib bring mach mache schreib schreibe schlag entwirf formulier "
             "formuliere änder ändere kürz kürze übersetz übersetze erklär erkläre lösch lösche entferne vergiss ignorier "
             "ignoriere speicher stell stelle schalte schalt erinner erinnere frag frage warte blockier blockiere folge teil teile "
             "wiederhol wiederhole such suche hilf schick schicke sende poste antworte",
    "put": "abbestellen kündigen unsubscribe add remove change delete forget drop clear set save lösch lösche entferne vergiss ändere änder",
    "mine": "my meine meinen mein meiner notes topics themen note notiz topic",
    "me": "me mir mich uns",
    "weekly": "weekly monthly wöchentlich monatlich",
    "words": "draft drafts entwurf entwürfe vorschlag suggestion beginning",
    "leave": "pass skip",
    "them": "person him her he she his ihn ihm er guy",
    "please": "please pls bitte",
    "not": "nie niemals no not nope nah nein nö nee don't dont nicht kein keine keinen never",
    "refuse": "mag worth egal interessiere disinterested uninteressiert kommentar interest interested interesse interessiert lust bedarf mood care boring kenne kenn pass skip comment lieber rather thanks danke",
    "time": "time times abends morgens nachts täglich daily mornings evenings uhr anymore mittags urlaub vacation holiday dinner work essen arbeit wochenlang jahr year tomorrow tonight today later morgen heute später abend hour hours stunde stunden minute minutes minuten day days tag "
            "tage tagen week weeks woche wochen month monat monday tuesday wednesday thursday friday saturday sunday montag "
            "dienstag mittwoch donnerstag freitag samstag sonntag weekend wochenende weekends weekdays evening morning night noon "
            "afternoon moment while zeit lunch nachher soon bald often seltener öfter sleep",
    "delay": "let next denk think überlege überlegen bring ask remind wake wait come park frag frage erinner erinnere maybe perhaps vielleicht yet erst lieber rather only nur "
             "less weniger back pause until bis seltener öfter again please bitte",
    "else": "others else another other different next new anderes anderer andere anderen nächste nächster neue neuen weitere weiterer "
            "noch news more mehr fewer less weniger many viele option",
    "folk": "wer keiner niemand nobody who people person someone somebody anyone anybody anything jemand wen leute news one option guy",
    "ask": "must muss darf soll should what's where's wieviel wieso gehört seid happens passiert what who why how when where which who's what's wer wie wann warum wieso wo wen welche welcher welches was can could "
           "would will does do did are is have has kann kannst könntest würdest bist hast ist darf liest machst",
    "you": "you your du dein deine dir",
    "style": "natural natürlich natürlicher formal informal casual stiff relaxed friendly friendlier shorter longer warmer kinder funny funnier simple simpler "
             "nicer polite personal enthusiastic förmlich förmlicher formell steif locker lockerer kürzer länger freundlicher "
             "netter wärmer lustiger persönlicher höflicher serious professional sachlich wordy",
    "how": "more less too bit little so make sound weniger mehr zu etwas bisschen nicht not much bitte please",
    "any": "everything all always immer alles sofort asking fragen whatever selbst",
    "do": "senden abschicken veröffentliche do tu send post approve accept answer reply publish schick schicke sende poste antworte mach mache",
    "say": "schreibt schreibst meint meinte talking meant wollte will asking say said write wrote written ask asked mean sagen sagte gesagt schreiben schrieb geschrieben gefragt schreibe antworten",
    "my": "meinem my meine meinen mein meiner",
    "messages": "messages nachrichten nudges notifications dms",
    "idea": "idea ahnung",
    "tongue": "english german deutsch englisch",
    "prep": "in after nach im am at this diese dieses on",
    "dull": "boring bored langweilig uninteressant dull irrelevant egal",
    "stop": "stop stopp quit hör aufhören",
    "wrong": "wrong falsch falsche falscher misunderstood missverstanden",
    "reply": "answer reply antworten respond react reagieren",
    "name": "name heißt called",
    "postish": "post posts beitrag beiträge message nachricht thread profile profil link",
    "work": "work works arbeitest arbeitet cost kostest funktioniert",
    "only": "only nur höchstens max",
    "later": "later später tomorrow morgen tonight",
    "think": "think überlegen überlege nachdenken",
    "styled": "natürlicher shorter longer warmer friendlier funnier simpler nicer kürzer länger freundlicher lockerer wärmer netter förmlicher persönlicher lustiger höflicher kinder",
    "tr": "translate übersetzen übersetze übersetz translating translation übersetzung",
    "whoish": "who wer",
    "itself": "yourself dich selbst",
    "turn": "update turn switch shut restart upgrade schalte schalt",
    "enough": "enough genug reicht done all",
    "others": "others andere anderen different",
    "self": "i ich we wir i'd i'll i'm let's",
    "see": "mitlesen see read sees liest sehen lesen siehst",
    "this": "this that it das es dies",
    "met": "follows folgt folge kennst talking kennt know talk talked talking spoke spoken met follow meet heard kenne gesprochen",
}  # fmt: skip

NEUTRAL = (
    "work works funktioniert happens passiert anzeigen zeigen machen tun einfach ab few couple enough pro per zwei drei been kind sort "
    "thing things type stuff auto hello anymore into halben halbe formulieren geht hallo something anything etwas showing sending suggesting bringing writing asking got serious whatever sending haben möchte würde hätte gerne gern noch weg heißen name "
    "a an the of for from to about with in on at by up down out over as so then now just only really very too also here there and or "
    "but if than i i'm i'd i'll i've we them it's that's let let's am be been being was were had should shall may might our its "
    "some any both each off away exactly actually already still even once ever every these those please one two three four five ten "
    "you're yours without ohne need want like said did gonna far original good bye night hi hello talking mit bei damit put come gar yourself quiet hours such so again first last back same whole full idea myself "
    "ein eine einen einem einer der die das den dem des und oder aber wenn dass ob von vor für auf an im am zum zur nach über unter um "
    "aus als dann jetzt auch da dort sie ihr man sich bin sind war hab habe haben wird werden soll sollte muss ja doch schon gar sehr "
    "denn eigentlich nun bisher gibt mal los wieder nochmal dieser diese diesen sowas etwas davon dazu dahinter"
)
"""Words that lean to nobody."""

LEANINGS: tuple[tuple[str, str], ...] = (
    ("", "ours"),
    ("", "us"),
    ("draft", "^ask ours"),
    ("draft", "self draft"),
    ("", "^act them"),
    ("later", "^not time"),
    ("later", "^time not"),
    ("later", "^prep time"),
    ("later", "^think"),
    ("later", "^delay later"),
    ("another", "styled"),
    ("", "tr"),
    ("", "^put them"),
    ("skip", "^leave"),
    ("skip", "dull"),
    ("", "^stop them"),
    ("", "wrong"),
    ("help", "^ask self reply"),
    ("help", "^ask self data"),
    ("help", "^ask self do"),
    ("help", "^ask you name"),
    ("help", "^ask you work"),
    ("list", "time ask you say"),
    ("show", "^ask postish"),
    ("show", "^ask them talk"),
    ("", "^order me time"),
    ("", "^only time"),
    ("", "^act talk"),
    ("", "^act please"),
    ("", "^put mine"),
    ("", "^order me talk"),
    ("", "^order me them"),
    ("", "^order me say"),
    ("", "^order me data"),
    ("", "weekly talk"),
    ("draft", "self words"),
    ("draft", "^order words"),
    ("skip", "^self leave"),
    ("skip", "^not order me this"),
    ("skip", "^order me not"),
    ("list", "^ask messages"),
    ("why", "^ask you me say"),
    ("help", "^ask folk see"),
    ("help", "^folk see this"),
    ("help", "^ask them see"),
    ("", "^put my time"),
    ("later", "^delay me"),
    ("help", "^ask put self"),
    ("who", "^not idea ask this"),
    ("who", "^ask them met !you"),
    ("who", "^ask them this !you"),
    ("who", "idea whoish"),
    ("show", "^order postish"),
    ("show", "^self see postish"),
    ("", "^put self"),
    ("", "act them"),
    ("skip", "^not reply"),
    ("", "^stop time"),
    ("", "enough time"),
    ("later", "^self later reply"),
    ("later", "^me think"),
    ("more", "^order me others"),
    ("", "talk please !do"),
    ("", "^turn itself"),
    ("who", "^order me ask them"),
    ("show", "^ask them say"),
    ("show", "^ask this say tongue"),
    ("", "^ask them you met"),
    ("", "^not them"),
    ("skip", "them not"),
    ("skip", "^not refuse"),
    ("skip", "refuse not self"),
    ("skip", "^refuse not"),
    ("another", "style how"),
    ("later", "time delay"),
    ("", "^else folk"),
    ("", "folk else please"),
    ("more", "^ask else folk"),
    ("help", "^ask you data"),
    ("help", "^ask this data"),
    ("", "any do"),
    ("", "^order talk please"),
)
"""Which kinds make a request, and the command that would do it."""


def leans(said: str, front: frozenset[str], knows: Callable[[str], bool] | None) -> str | None:
    """The command that a message asks for if it leans to this program: empty if none would do it; None if it does not lean."""
    words = said.split()
    if not words:
        return None
    while len(words) > 1 and words[0] in front:
        words = words[1:]
    kinds = [{kind for kind, members in _MEMBERS.items() if word in members} for word in words]
    for place, word in enumerate(words):
        if kinds[place] and kinds[place] <= _ORDERS and word not in _NEUTRAL and not _is_order(words, place):
            return None  # "at the archive"
        if not kinds[place] and word not in _NEUTRAL and not word.isdigit():
            if knows is None or not knows(word.removesuffix("'s")):
                return None
            kinds[place] = {"them"}
    found = set().union(*kinds)
    for command, needed in LEANINGS:
        needs = needed.split()
        if all(_meets(kind, kinds[0], found) for kind in needs):
            return command
    return None


def _meets(needed: str, first: set[str], found: set[str]) -> bool:
    if needed[0] == "^":
        return needed[1:] in first
    return needed[1:] not in found if needed[0] == "!" else needed in found


def _is_order(words: list[str], place: int) -> bool:
    """Whether a word that orders something can do so where it stands."""
    last = place == len(words) - 1 and words[place].endswith("n")  # "den beitrag löschen"
    return place == 0 or last or words[place - 1] in _BEFORE_AN_ORDER


_ORDERS = {"order", "put", "leave"}
_BEFORE_AN_ORDER = frozenset(
    "to how wie can i you du ich me and und just nicht not never don't please bitte nudge zu".split()
)
_MEMBERS = {kind: frozenset(words.split()) for kind, words in KINDS.items()}
_NEUTRAL = frozenset(NEUTRAL.split())
