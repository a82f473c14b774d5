"""The words that everybody uses, in English and German: what is left over tells one text from another.

Small on purpose: the closed classes whole, and the verbs, adjectives, adverbs and nouns that occur in every second post.
"""

from __future__ import annotations

DETERMINERS = {
    "en": frozenset(
        "the a an my our your his her its their this that these those some any every each another no".split()
    ),
    "de": frozenset(
        "der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner unser unsere unseren "
        "unserem unserer dein deine deinen sein seine seinen ihr ihre ihren euer eure dieser diese dieses diesen "
        "diesem jener jede jeder jedes jeden kein keine keinen".split()
    ),
}
"""Words after which a thing is named."""

FUNCTION = {
    "en": frozenset(
        "i me we us you he him she they them it who whom whose which what when where why how and or but nor so yet if "
        "than then because although though while since until unless as like of in on at by for from to into onto out "
        "off up down over under above below about after before between through during without within against along "
        "around across behind beyond near per via with toward towards upon is am are was were be been being do does "
        "did doing done have has had having will would shall should can could may might must ought not n't don't "
        "doesn't didn't won't can't couldn't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't i'm i've i'd "
        "i'll we're we've we'll you're you've you'll it's he's she's they're they've that's there's here's what's "
        "who's let's there here now today tonight tomorrow yesterday again also too very just only even still already "
        "almost quite rather really pretty much more most less least many few lot lots all both either neither one "
        "ones other others else such same own both something anything nothing everything someone anyone everyone "
        "nobody somebody anybody everybody somewhere anywhere everywhere me myself yourself himself herself itself "
        "ourselves themselves yes no ok okay oh ah well maybe perhaps please thanks thank hello hi hey ever never "
        "always often sometimes usually soon later ago once twice far away together instead otherwise however "
        "therefore etc vs ie eg yep nope lol omg btw imo imho tbh haha ha hmm um uh wow yay ugh gah xd rn bc cuz cause "
        "ur u r y'all whatever whoever whichever whether except besides according including depending despite instead "
        "apart due else plus minus versus par upto ol' gonna teh shouldn't needn't mustn't mightn't what're who've "
        "where's how's i.e e.g alright upstairs downstairs outside inside indoors outdoors abroad ahead aside thru w wo dont cant im ive etc mine yours hers ours theirs".split()
    ),
    "de": frozenset(
        "ich mich mir wir uns du dich dir ihr euch er ihn ihm sie es man wer wen wem was wann wo warum wieso wie und "
        "oder aber denn sondern doch wenn als dass ob weil obwohl während seit bis bevor nachdem damit falls von in im "
        "an am auf aus bei beim mit nach zu zum zur über unter vor vom hinter neben zwischen durch für gegen ohne um "
        "ab ist bin bist sind seid war waren wäre sein gewesen hab habe hast hat haben habt hatte hatten hätte werde "
        "wird werden wurde würde kann kannst können könnt konnte könnte muss müssen musste soll sollen sollte will "
        "wollen wollte darf dürfen mag möchte nicht kein ja nein auch noch nur schon mal eben halt sehr ganz so zu "
        "viel viele mehr meist wenig etwas nichts alles alle jemand niemand hier da dort dann jetzt heute morgen "
        "gestern immer nie oft wieder bald gerade einfach eigentlich vielleicht wohl leider endlich danke bitte hallo "
        "moin hey ach oh na also sich selbst dabei dafür damit daran darauf darüber davon dazu".split()
    ),
}

VERBS = {
    "en": frozenset(
        "say says said saying go goes going went gone get gets getting got gotten make makes making made know knows "
        "knowing knew known think thinks thinking thought take takes taking took taken see sees seeing saw seen come "
        "comes coming came want wants wanted wanting look looks looking looked use uses using used find finds finding "
        "found give gives giving gave given tell tells telling told work works working worked call calls calling "
        "called try tries trying tried ask asks asking asked need needs needed needing feel feels feeling felt become "
        "becomes becoming became leave leaves leaving left put puts putting mean means meant keep keeps keeping kept "
        "let lets letting begin begins beginning began begun seem seems seemed help helps helped helping talk talks "
        "talking talked turn turns turned turning start starts started starting show shows showed shown showing hear "
        "hears hearing heard play plays playing played run runs running ran move moves moving moved live lives lived "
        "believe believes believed hold holds holding held bring brings bringing brought happen happens happened "
        "happening write writes writing wrote written sit sits sitting sat stand stands standing stood lose loses "
        "losing lost pay pays paying paid meet meets meeting met learn learns learning learned learnt change changes "
        "changed changing lead leads led understand understands understood watch watches watching watched follow "
        "follows followed following stop stops stopped stopping speak speaks speaking spoke spoken read reads reading "
        "spend spends spending spent grow grows growing grew grown open opens opened opening walk walks walking walked "
        "win wins winning won teach teaches taught teaching offer offers remember remembers remembered remembering "
        "consider love loves loved loving like likes liked hate hates hated appear buy buys bought buying wait waits "
        "waiting waited serve die send sends sending sent build builds building built stay stays stayed staying fall "
        "falls falling fell fallen cut cuts cutting reach reaches kill remain suggest suggests suggested raise pass "
        "passes passed passing sell sells selling sold decide decides decided deciding return returned explain "
        "explained hope hopes hoped hoping carry carries carried break breaks breaking broke broken agree agreed thank "
        "thanks thanked enjoy enjoys enjoyed enjoying wonder wonders wondering wondered guess guesses guessed wish "
        "wishes wished care cares cared fix fixes fixed fixing add adds added adding finish finishes finished "
        "finishing eat eats eating ate eaten drink drinks drinking drank sleep sleeps sleeping slept wake wakes waking "
        "woke drive drives driving drove driven choose chooses chose chosen pick picks picked picking post posts "
        "posted posting publish publishes published publishing belong belongs belonged burn burns burned burnt guard guarded share shares "
        "shared sharing recommend recommends recommended join joined click clicked check checked checking figure "
        "figured figuring save saved saving close closed closing end ended ending accept accepted please forget forgot "
        "forgotten miss missed missing worry worried fear fears feared sync syncs catch catches caught wear wears "
        "wearing wore throw threw thrown draw drew drawn fly flew swim swam sing sang rise rose hit hits hurt hurts "
        "set sets lay lays laid lie lies bite bites bit stick sticks stuck attempt attempts discover discovered bake "
        "bakes baked cook cooked wash washed sound sounds listen listening listened ride rides riding rode ain't gonna "
        "wanna gotta".split()
    ),
    "de": frozenset(
        "sagen sagt sagte gesagt gehen geht ging gegangen machen macht machte gemacht wissen weiß wusste gewusst "
        "denken denkt dachte gedacht nehmen nimmt nahm genommen sehen sieht sah gesehen kommen kommt kam gekommen "
        "geben gibt gab gegeben finden finde findet fand gefunden lassen lässt ließ stehen steht stand bleiben bleibt "
        "blieb geblieben liegen liegt lag heißen heißt brauchen brauche braucht brauchte suchen suche sucht gesucht "
        "fragen frage fragt gefragt glauben glaube glaubt lesen lese liest las gelesen schreiben schreibe schreibt "
        "schrieb geschrieben hören höre hört gehört spielen spielt kaufen gekauft essen isst aß gegessen trinken "
        "schlafen arbeiten arbeitet gearbeitet helfen hilft half geholfen versuchen versucht probieren probiert "
        "empfehlen empfehlt empfiehlt kennen kenne kennt kannte nutzen nutze nutzt benutzen benutzt bekommen bekommt "
        "halten hält hielt laufen läuft lief setzen bringen bringt brachte zeigen zeigt gefällt gefallen passiert "
        "passieren".split()
    ),
}

EVERYDAY = {
    "en": frozenset(
        "time times year years day days week weeks month months hour hours minute minutes second seconds morning "
        "mornings evening night nights weekend monday tuesday wednesday thursday friday saturday sunday january "
        "february march april may june july august september october november december people person man men woman "
        "women guy guys folks friend friends family kid kids child children life world country place places thing "
        "things stuff way ways part parts case cases point points fact facts idea ideas question questions answer "
        "answers problem problems reason reasons end side kind kinds sort sorts type types number bit piece pieces "
        "rest hand hands head eye eyes face name names word words line lines page pages home house room door water "
        "food car phone computer internet web site website link links app apps video videos picture pictures photo "
        "photos image images thread threads account accounts user users job jobs money company business school class "
        "student students book books story stories news article post blog song songs music movie film show game games "
        "team group groups person's level area state city town street body mind heart power law change interest moment "
        "experience experiences result results example examples thanks love top bottom front back middle half good "
        "great nice better best bad worse worst big small little large huge tiny long short high low old new newer "
        "newest young early late last next first second third right left wrong true false real sure easy hard hard "
        "simple different similar important possible able free full whole entire main major certain clear ready happy "
        "sad glad sorry weird strange funny cool fun beautiful lovely interesting amazing awesome wonderful excellent "
        "perfect favourite favorite special general common public private open current recent several various hot cold "
        "warm fast slow quick dead alive safe close near strong weak light dark white black red blue green deep fine "
        "super total totally absolutely completely actually finally probably definitely especially exactly basically "
        "literally honestly obviously apparently seriously currently recently slowly quickly easily simply mostly "
        "nearly suddenly one two three four five six seven eight nine ten hundred thousand million first lately anyway "
        "forever twitter mastodon bluesky fediverse timeline feed server instance toot tweet hashtag tips tip advice "
        "help recommendation recommendations suggestion suggestions thoughts opinion opinions matter sense chance "
        "course deal hell god shit damn fuck fucking crap dude man bro someone's everyone's today's yesterday's start "
        "plan plans try use look turn talk note mood vibe vibes folk".split()
    ),
    "de": frozenset(
        "zeit jahr jahre jahren tag tage tagen woche wochen monat monate stunde stunden minute minuten uhr abend nacht "
        "mittag wochenende montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai "
        "juni juli august september oktober november dezember mensch menschen leute person frau mann kind kinder "
        "freund freunde freundin familie leben welt land ort stelle ding dinge sache sachen weg teil fall fälle punkt "
        "frage fragen antwort problem probleme grund ende seite art nummer hand kopf auge augen gesicht name wort "
        "worte zeile haus zimmer wohnung tür wasser essen auto handy computer internet netz seite link app video bild "
        "bilder foto fotos thread account job geld firma schule buch bücher geschichte nachricht artikel beitrag blog "
        "lied musik film spiel gruppe stadt straße herz moment erfahrung erfahrungen beispiel idee ideen tipp tipps "
        "rat hilfe empfehlung empfehlungen meinung meinungen gedanke gedanken lust spaß dank gut gute guten guter "
        "gutes besser beste besten schlecht groß große großen klein kleine kleinen lang lange kurz alt alte alten "
        "alter neu neue neuen neuer neues jung früh spät letzte letzten nächste nächsten erste ersten zweite zweiten "
        "richtig falsch wahr echt echte leicht schwer einfach anders ähnlich wichtig möglich frei voll ganze ganzen "
        "klar froh glücklich traurig seltsam komisch lustig schön schöne schönen toll tolle super interessant spannend "
        "wunderbar perfekt liebe lieblings besonders heiß kalt warm schnell langsam stark schwach hell dunkel weiß "
        "schwarz rot blau grün tief total völlig wirklich endlich wahrscheinlich bestimmt genau natürlich ehrlich "
        "plötzlich fast eins zwei drei vier fünf sechs sieben acht neun zehn hundert tausend twitter mastodon bluesky "
        "fediverse timeline bubble follower".split()
    ),
}

ADJECTIVE_ENDS = ("ful", "ous", "able", "ible", "less", "ish", "ally", "ly")
"""English endings of words that name no thing."""


def is_common(word: str, language: str) -> bool:
    """Whether a word, lower case, says nothing special in that language (any of ours when it is another)."""
    known = [language] if language in EVERYDAY else list(EVERYDAY)
    return any(word in words[tag] for tag in known for words in (DETERMINERS, FUNCTION, VERBS, EVERYDAY))


def rarity(word: str, language: str) -> float:
    """How much a word tells of its text: 0 for common ones, up to 2 for long ones that are not listed."""
    lower = word.lower().removesuffix("'s")
    if is_common(lower, language) or (lower.endswith("s") and is_common(lower[:-1], language)):
        return 0.0
    if lower.isdigit() or len(lower) < 3:
        return 0.1
    return 1 + min(len(lower), 12) / 12
