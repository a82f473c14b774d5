"""Sentences with a place for somebody in them that content people say of a reply on its way, in English, German and Spanish.

Closed like `sayings`, and for the same reason: each place takes a few words, none of them a doubt. One sentence a line, as
a regular expression over lower-case words with one space between them; `{who}` is the person or a pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_PRONOUNS = "she|he|they|her|him|them|sie|er|ihr|ihm|ihnen|ella|él|ellos|ellas"
_LIKES = "(?:likes?|loves?|enjoys?|laughs?|smiles?|reads|sees|answers|writes back)(?: (?:it|that|this))?"
_BE_GLAD = (
    "(?:love|like|enjoy|laugh|smile|crack up|die laughing|be (?:so |very |really )?(?:happy|glad|pleased|thrilled|delighted))"
    "(?: (?:it|that|this))?"
)
_SURELY = "(?:(?:so|prob|probably|surely|definitely|totally|really) )?"
_WARM = "(?:sweet|nice|good|lovely|great|kind|dear|funny)"
_DAY = "(?:today|tonight|saturday|sunday|friday|the weekend|samstag|sonntag|freitag|das wochenende|wochenende|el finde|el sábado)"

_VERY = "(?:so |really |very |truly |totally )*"
_SEHR = "(?:so |sehr |echt |wirklich |richtig |total |voll |einfach )*"
_GOOD = (
    "(?:great|good|lovely|perfect|brilliant|awesome|amazing|excellent|wonderful|fantastic|superb|super|cool|sweet|nice|beautiful|"
    "gorgeous|spot on|adorable|a relief|a delight|me|fun|hilarious|impressive)"
)
_GUT = (
    "(?:gut|schön|wunderschön|klasse|prima|toll|spitze|perfekt|genial|mega|wunderbar|herrlich|großartig|super|fein|lieb|"
    "süß|richtig|cool|gut geworden|schön geworden|toll geworden|super geworden)"
)
_BIEN = (
    "(?:genial|perfecto|perfecta|precioso|preciosa|bonito|bonita|lindo|linda|bien|muy bien|estupendo|maravilloso|maravillosa|"
    "fantástico|excelente|guay|increíble|chulo|chulísimo|buenísimo|ideal)"
)

_NICE = "(?:great|good|lovely|perfect|brilliant|awesome|amazing|wonderful|nice|beautiful|sweet|cool|adorable|kind)"
_NETT = "(?:schön|wunderschön|toll|klasse|super|lieb|süß|perfekt|genial|mega|gut geworden|schön geworden)"

SENTENCES = rf"""
(?:so|really|truly|totally) {_NICE}
(?:so|wirklich|echt|sehr) {_NETT}(?: (?:geschrieben|gesagt|formuliert|gemacht|geworden))?
(?:tan|re|súper) {_BIEN}
(?:many |ok |oh )?(?:thanks|thank you|thx|ty|cheers|ta)(?: so much| a lot)? (?:man|mate|bro|dude|buddy|pal|friend)
(?:thanks|thank you|ty)(?: so much)? (?:dear|love|darling|hon)
(?:nice one|good one|well done|good job|great job|perfect|lovely|brilliant|love it|nailed it) (?:mate|man|bro|dude|buddy)
(?:thanks|thank you)(?: so much)? and (?:good night|goodbye|take care|see you (?:soon|tomorrow|later))
(?:besten |vielen |lieben |herzlichen )?danke?(?: dir)? und (?:auf wiedersehen|gute nacht|schönen (?:abend|tag)(?: noch)?|bis (?:bald|dann|morgen))
(?:muchas )?gracias y (?:buenas noches|hasta (?:luego|mañana|pronto)|adiós|un abrazo)
(?:phew |puh |uff? )(?:glad (?:that'?s|it'?s) (?:done|over|out)|(?:qué|que) alivio|geschafft|endlich|bin ich froh)
(?:i'?m )?(?:so |really |very )*(?:happy|pleased|delighted) with (?:it|that|this|how (?:it|that) (?:came out|turned out|reads|sounds))
(?:vielen )?danke?(?: dir)? (?:mann|digga|kumpel|bro|mein lieber|meine liebe)
(?:muchas |mil )?gracias (?:tío|tía|hermano|amiga|amigo)
(?:omg |wow |aww? |oh )?(?:that|this|it) (?:is|sounds|looks|reads) {_VERY}{_GOOD}(?! to)
(?:omg |wow |aww? |oh )?(?:that's|thats|it's|its) {_VERY}{_GOOD}
(?:that|this|it) reads {_VERY}(?:well|nicely|beautifully)
{{who}} will {_SURELY}{_BE_GLAD} when {{who}} (?:reads|sees) (?:it|that|this)
(?:wow )?that was {_VERY}(?:quick|fast|easy|lovely|great|nice|fun|sweet)(?: wow)?
you(?:'re| are|r)? {_VERY}(?:great|lovely|brilliant|amazing|wonderful|kind|sweet)
(?:das|es) (?:ist|klingt) {_SEHR}{_GUT}
du bist {_SEHR}(?:toll|super|klasse|spitze|lieb|großartig|genial|wunderbar|ein schatz|ein engel|die beste|der beste)
(?:eso |esto |me |te )?(?:es|está|queda|quedó|ha quedado|salió) (?:muy |tan |súper |super |re )*{_BIEN}
eres (?:muy |tan )?(?:un |una |el |la )?(?:genial|maravilla|sol|crack|ángel|amor|mejor|majo|maja)
(?:i|ich) (?:really |so )?(?:love|like|appreciate|lieb|liebe|mag) (?:it|that|this|das|es)(?: so| very| echt| sehr)*(?: much)?
(?:i )?(?:really )?hope(?:fully)? {{who}} {_LIKES}
(?:i )?hope it makes {{who}} (?:smile|laugh|happy)
{{who}} (?:will|'ll|is gonna|is going to|gonna) {_SURELY}{_BE_GLAD}
(?:i )?can'?t wait (?:to see {{who}}|to (?:see|hear|read) (?:her|his|their|the) (?:face|answer|reply|reaction)|for (?:her|his|their|the) (?:answer|reply))
(?:i'?m |so |really |very )*(?:curious|excited) (?:what {{who}} (?:says|will say|answers)|for {_DAY}|to hear back)
(?:i'?m |so |really |very )*(?:glad|happy) (?:we'?re|we are) (?:back )?in touch(?: again)?
(?:i'?m )?(?:so |really )?looking forward to (?:it|{_DAY}|(?:her|his|their|the) (?:answer|reply))
(?:(?:i'?m |i am )sure )?(?:she|he|they)(?:'ll|'s going to|'s gonna) {_SURELY}{_BE_GLAD}(?: so hard| to hear from me| when {{who}} (?:reads|sees) (?:it|that|this))?
(?:i'?m |i am )sure {{who}} will {_SURELY}{_BE_GLAD}(?: when {{who}} (?:reads|sees) (?:it|that|this))?
(?:i'?m )?(?:so |really |very )*(?:glad|happy) (?:that )?i answered(?: {{who}})?
(?:i'?m )?(?:so |really )?looking forward to (?:seeing|meeting|hearing from) {{who}}(?: again)?
(?:it'?s )?(?:so |really |very )?(?:nice|good|lovely|great) to be (?:back )?in touch(?: again)?(?: with {{who}})?
{{who}} (?:is|'s) (?:such )?(?:a |an )?{_WARM}(?: (?:guy|person|girl|woman|man|soul|friend|one))?
he'?s (?:such )?an? {_WARM} (?:guy|man|person|soul|friend)
she'?s (?:such )?an? {_WARM} (?:girl|woman|person|soul|friend)
(?:it'?s )?been (?:ages|so long|too long)(?: since (?:i|we) (?:last )?(?:saw|met|talked to|talked with|spoke to|spoke with) {{who}})?
(?:thanks|thank you|thx|ty)(?: so much| a lot| very much)? for (?:all )?(?:the|your) (?:help|support|work|idea|effort|trouble)
(?:you'?re|ur|u r|you are|your) (?:really |so |very )?(?:good|great|brilliant|amazing) at this
(?:you'?re|ur|u r|you are|your) (?:the|a) (?:best|greatest|star|gem|legend|hero|angel)
you always find (?:the|such) (?:nicest|right|best|nice|good|lovely) words
(?:that'?s|thats) (?:exactly )?how i feel
(?:one|another) (?:thing )?less (?:on|off) my (?:list|plate)
(?:you )?made my day
(?:so |now )*(?:i'?m )?(?:off|going|heading|gonna go|going out) (?:to|for) (?:a |the |my )?(?:bed|sleep|lunch|dinner|breakfast|work|run|walk|swim|gym|coffee|class|nap|train)(?: now)?
(?:so |ok |jetzt |ich |bin )*(?:bin )?(?:sehr |so |schon |mal )*gespannt(?: was {{who}} (?:dazu )?(?:sagt|schreibt|meint|antwortet)| auf (?:ihre|seine|die) antwort)?
(?:{{who}}|der|die) (?:lacht sich|wird sich) (?:sicher |bestimmt |so )*(?:schlapp|kaputt|weg|freuen|schlapplachen|kaputtlachen)
{{who}} (?:freut sich|lacht|grinst) (?:sicher|bestimmt|total|sehr|so|da)
{{who}} (?:wird|wirds|wird's) (?:das |es |sicher |bestimmt )*(?:lieben|mögen|freuen|gefallen)
{{who}} wird sich (?:so |mega |total |sehr |bestimmt |sicher )*freuen
{{who}} wird (?:strahlen|lachen|grinsen|schmunzeln|sich freuen)
das wird {{who}} (?:guttun|gut tun|freuen|gefallen)
du bist (?:echt |wirklich |so )*(?:eine )?(?:große |riesige |tolle )?hilfe
(?:das )?(?:hast du|haben sie) (?:so |echt |sehr )*(?:lieb|schön|gut|toll) (?:geschrieben|gesagt|formuliert|gemacht)
(?:schön |so |dann )*(?:dann )?geh(?:e)? ich (?:mal |jetzt |dann )*(?:kochen|schlafen|essen|einkaufen|spazieren|laufen|ins bett)
da (?:freut sich {{who}}|freut {{who}} sich)(?: bestimmt| sicher| total)?
hoffentlich (?:freut sich {{who}}|gefällt es {{who}}|gefällts {{who}}|gefällt's {{who}}|lacht {{who}}|freut {{who}} sich|mag {{who}} es)
ich hoffe {{who}} (?:freut sich|lacht|mag es|gefällts|gefällt's|gefällt es)
(?:ich )?bin (?:echt |so |sehr )?(?:froh|erleichtert) (?:dass|das) (?:das|es) (?:jetzt |endlich )?(?:raus|weg|erledigt|geschafft) ist
(?:ich )?freu(?:e)? mich (?:schon |so |sehr |total )*(?:drauf|darauf|auf {_DAY}|auf (?:ihre|seine|die) antwort)
(?:vielen |lieben |herzlichen |tausend )*danke? (?:dir )?für (?:die|deine|all die|das) (?:schnelle |tolle |liebe )?(?:hilfe|mühe|unterstützung|arbeit|idee)
(?:der |die )?{{who}} (?:ist|is) (?:echt |wirklich |so |einfach )*(?:ein |eine |n )?(?:guter|gute|lieber|liebe|netter|nette|schatz|goldstück)
(?:du )?hast mir den tag gerettet
du kannst das (?:echt |wirklich |so |richtig )*gut
(?:genau|ganz) mein (?:ton|stil)
(?:wieder )?eins weniger(?: (?:auf|aufm|auf'm) (?:meinem |der |meiner |dem )?(?:zettel|liste))?
(?:das )?(?:ging|war) (?:ja |aber )?(?:echt |super |richtig )?(?:fix|flott|schnell|einfach)
(?:so |und |dann |ok )*ich (?:geh|gehe|geh jetzt|gehe jetzt|geh dann|geh mal) (?:mal |jetzt |dann )?(?:einkaufen|schlafen|essen|laufen|joggen|spazieren|arbeiten|schwimmen|kochen|duschen|ins bett|zum sport|in die sonne|zum training)
schöne[nrs]? (?:abend|tag|nacht|sonntag|samstag|wochenende|woche|feierabend|urlaub)(?: dir| euch)?(?: noch)?(?: dir| euch)?
(?:le|les) (?:va a|vaya a|tiene que) (?:encantar|gustar)(?: mucho)?(?: a {{who}})?
(?:a )?{{who}} (?:le|se) va a (?:encantar|gustar|reír|reir|alegrar|morir de risa|partir de risa|poner content[oa])(?: mucho)?
(?:seguro |ojalá |ojala |espero )(?:que )?(?:a {{who}} )?(?:le|se) (?:guste|gusta|encante|encanta|alegre|alegra|ría|ríe|rie|ponga content[oa]|pone content[oa]|va a reír|va a reir)(?: mucho)?(?: a {{who}})?
seguro que {{who}} se (?:alegra|ríe|pone content[oa])(?: mucho)?
(?:qué|que) alegría (?:volver a )?(?:hablar con|saber de) {{who}}
tengo (?:muchas |tantas )?ganas de (?:verl[oa]s?|ver a {{who}}|leerl[oa]s?)
a ver (?:qué|que) (?:dice|contesta|responde|cuenta) {{who}}
(?:qué|que) ganas (?:de (?:leer|ver|oír) (?:su|la) (?:respuesta|cara)|de que llegue {_DAY}|de verl[oa]s?)
(?:muchas |mil |muchísimas )?gracias (?:de nuevo )?por (?:la|tu|toda tu|toda la) (?:ayuda|rapidez|idea|mano)(?: de verdad)?
(?:muchas |mil )?gracias genio
(?:lo|la|los|las) quiero (?:mucho|tanto|un montón)(?: a (?:es[ea] chic[oa]|{{who}}))?
(?:{{who}} )?es un (?:amor|sol|encanto|cielo|crack)(?: (?:es[ea] )?{{who}})?
hace (?:mucho|tanto|siglos) que no (?:hablábamos|nos veíamos|hablamos|nos vemos)
(?:qué|que) (?:bien|bonito|lindo) (?:escribes|lo dices|hablas|suena|te salió|quedó)
(?:qué|que) (?:rapidez|bonitos? recuerdos?|buenos recuerdos|recuerdos|bonito día|lindo día|buen día)(?: hoy)?
suena (?:igualito|igual|tal cual|justo) a (?:mí|mi)
(?:quedó|queda|ha quedado|te quedó) (?:re |muy |súper |super |tan )?(?:lindo|linda|bonito|bien|genial|chulo|guay)
me (?:alegraste|has alegrado|alegras) el día
(?:una cosa|uno) menos(?: en (?:la|mi) lista)?
(?:bueno |ya |ok )*me voy (?:ya )?(?:a (?:dormir|comer|cenar|correr|trabajar|caminar|la cama|la playa|casa)|al (?:gym|gimnasio|curro|trabajo|cine|súper))(?: tranquil[oa]| content[oa])?
"""  # noqa: E501 - a sentence is one line


_TOLD_APART = frozenset("sí más cómo qué té él tú mí sé dé aún".split())
"""Words that are others without their accent."""
_ACUTE = str.maketrans("áéíóú", "aeiou")
_LETTERS = re.compile(r"[^\W\d_]+")


def unaccented(text: str) -> str:
    """Without the accents that many leave out in Spanish; those that tell two words apart stay."""
    if text.isascii():
        return text
    return _LETTERS.sub(lambda word: word[0] if word[0] in _TOLD_APART else word[0].translate(_ACUTE), text)


@cache
def _compiled(who: str) -> re.Pattern[str]:
    lines = (line for line in unaccented(SENTENCES).split("\n") if line)
    return re.compile("|".join(f"(?:{line.replace('{who}', f'(?:{who})')})" for line in lines))


def is_sentence(spoken: Iterable[str], names: Iterable[str] = ()) -> bool:
    """Whether these words, in lower case, are one of the sentences; `names` are the words a person is called by."""
    who = "|".join([_PRONOUNS, *sorted(map(re.escape, names))])
    return _compiled(who).fullmatch(" ".join(spoken)) is not None
