"""List the words by which a saying is recognised, in English and German.

Open lists of fragments of regular expressions, one fact a list; a fragment stands for whole words and is matched in lower
case, with straight apostrophes. They are short on purpose: a word that is often something else is worse than a missing
one, because nothing may be wrong with confidence. In other languages only what needs no words is used.
"""

from __future__ import annotations

import re

ASKS_EVERYONE = (
    r"any(one|body)( else)? (know|knows|have|has|had|here|out there|got|using|uses|use|tried|try|able|want|wants|seen)",
    r"any(one|body)( else)? (recommend|going|interested|up for|remember|read|played|familiar|willing|heard|notice\w*)",
    r"(any|some)(one|body) (help|tell|explain|suggest|recommend|point me|want|fancy)",
    r"(does|do|has|have|is|can|could|would|did|are|will|was) (any|some)(one|body)",
    r"who (has|knows|else|uses|here|wants|of you|can|would|should|do you|are you|is your|do i)",
    r"any (ideas?|tips|advice|recommendations?|suggestions?|thoughts|experiences?|follows|pointers|favou?rites?|takers)",
    r"(what|how|where|which|when|why)\b[^.!?]{0,60}\b(you|y'all|ya|u|folks|everyone|everybody|people here|you guys)",
    r"(do|did|have|are|would|can|could|will) (any of )?(you|y'all|u|ya)",
    r"what's (your|ur|y'alls?|everyone's)",
    r"(dear|hey|hello|hi) (fediverse|fedi|mastodon|bluesky|lazyweb|hive ?mind|internet|twitter|folks|friends|people)",
    r"lazyweb|askfedi|ask ?mastodon|hive ?mind|followerpower|followers?,",
    r"(tell|give|send|show) me (your|the|a|some|an)?\b",
    r"asking for a friend|calling all|looking for (a |an |some )?(recommendations?|suggestions?|people|someone|examples?)",
    r"(share|drop|post) your",
    r"(weiß|weiss|kennt|hat|kann|benutzt|nutzt|war|möchte|will|mag|braucht|hätte|gibt es|erinnert sich)"
    r"( hier| da| zufällig| vielleicht| von euch)* (jemand|jmd|wer|eine?r|irgendwer)",
    r"jemand (hier|da|von euch|eine?n?|ne|lust|interesse|erfahrung\w*|tipps?|ideen?|ahnung)",
    r"wer (von euch|kennt|hat|weiß|weiss|nutzt|benutzt|möchte|kommt|mag|kann|hätte|ist)",
    r"(kennt|habt|wisst|könnt|nutzt|seid|macht|lest|hört|mögt|findet|benutzt|empfehlt|würdet|schaut) ihr",
    r"(was|wie|welche[rsnm]?|wo|womit|warum)\b[^.!?]{0,60}\b(ihr|euch|eure?[rnsm]?)",
    r"(liebe[s]?|hallo|moin|hey) (fediverse|fedi|timeline|tl|mastodon|bubble|leute|follower\w*|schwarm\w*)",
    r"follower ?power|schwarm(wissen|intelligenz)|fragefürfreund\w*",
)

ASKS_HELP = (
    r"how (do|can|could|would|should|did) (i|we|you|one)",
    r"what (should|can|could|would|do) (i|we) ",
    r"where (can|do|should|could|would) (i|we)",
    r"which \w+ should (i|we)",
    r"(any|some|need|want|your) (advice|help|tips|suggestions?|recommendations?|pointers|ideas?)",
    r"(can|could|would) (any|some)(one|body)|(any|some)(one|body) (help|explain|recommend|know (how|of|if|where|a))",
    r"(suggest|recommend)(ations?|ions?)?\b",
    r"looking for|help me|help with|please help|i need (a|an|some|help)|in search of|trying to (find|figure|work out)",
    r"who (else )?should i|does any(one|body) (know|have)|is there (a|an|any) (way|good|app|tool|book|place|easy)",
    r"wie (kann|könnte|soll|bekomme|kriege|mache|macht) (ich|man|ihr)",
    r"wo (kann|finde|bekomme|kriege) (ich|man)|welche[rsn]? \w+ (soll|könnt|würdet|nehm\w*)",
    r"(tipps?|empfehlung\w*|rat|ratschl\w+|hilfe|vorschl\w+|ideen?)\b[^.!]{0,40}\?",
    r"(suche|sucht) (eine?n?|nach|noch|jemand\w*|tipps|empfehl\w+)|brauche (hilfe|rat|mal|eure|eine?n?)",
    r"(kann|könnte|könnt) (mir )?(jemand|ihr|wer|eine?r)|empfehlt ihr|kennt (jemand|ihr|wer)|weiß (jemand|wer)",
)

APPEALS = (
    r"(suggestions?|advice|ideas|tips|help|recommendations?|pointers|feedback)( \([^)]*\))?( (is|are|would be|much|most|very|always))* "
    r"(appreciated|welcome|wanted|needed)",
    r"(pls|please|someone|anyone) help|help!|need (your|some|a bit of) (help|advice|input|ideas)|let me know (if|what|how|where|your)",
    r"^(still |currently |also )?(looking|searching) for (a|an|some|the|good|any)|i('m| am) (still )?(looking|searching) for (a|an|some|the|good|any)",
    r"(tipps?|ideen|vorschläge|hilfe|empfehlungen|rat) (sind |ist |wäre[n]? )?(sehr |immer |gern )?(willkommen|erwünscht|gesucht|erbeten)",
    r"^(suche|ich suche|wir suchen) (noch )?(eine?n?|nach|jemand\w*|tipps|empfehl\w+)|(bitte|kann mir jemand) helf\w+|sagt (mir )?bescheid",
)

ASKS_OPINIONS = (
    r"what do (you|y'all|u|people|folks) (think|make|reckon|say|feel)",
    r"(your|ur|y'all's|any|other) (thoughts|opinions?|views?|take|favou?rites?|experiences?)",
    r"thoughts\?|opinions?\?|agree\?|disagree\?|am i the only|is it (just|only) me|change my mind|who('s| is) (with me|right)",
    r"what's (your|ur)|how do (you|y'all|people) feel|would (you|u|y'all) rather|which (do|would) (you|y'all)",
    r"do (you|y'all|people) (think|agree|prefer|like|believe|also)|what would (you|y'all)",
    r"was (meint|denkt|sagt|haltet) ihr|wie (seht|findet|macht|haltet) ihr|eure (meinung\w*|gedanken|lieblings\w*|erfahr\w*)",
    r"geht (es|das) (nur mir|euch auch)|bin ich (der|die) einzige|seht ihr das|meinungen\?",
)

ADDRESSES_READER = (
    r"you|your|yours|y'all|u|ur|anyone|anybody|someone|everyone|folks|friends|people of",
    r"ihr|euch|eure?[rnsm]?|jemand|leute|du|dir|dich|dein\w*",
)

FIRST_PERSON = (
    r"i|i'm|i've|i'd|i'll|im|ive|me|my|mine|myself|we|we're|we've|our|us",
    r"ich|mich|mir|mein\w*|wir|uns|unsere?\w*|hab",
)

CHATTY = (
    r"i've|i'm|i'd|what|what's|would|something|(kind|sort) of|pretty|so|like|just|got|stuff|any|anyone|some|way|here|there|"
    r"really|maybe|though|guess|gonna|wanna|things?|still|yeah|well|oh|hmm+|um|too|bit|lot|does",
    r"mal|halt|eben|doch|irgend(wie|was|wann|wo)|eigentlich|gerade|grad|echt|total|ganz|hab|na|naja|hmm+|wohl|bisschen|nochmal|"
    r"vielleicht|wieder|endlich|so|was|hier|auch|noch|schon|ziemlich|krass|ach|oh",
)

ANYONE = (
    r"any(one|body)|some(one|body)|any (of you|ideas?|tips|advice|recommendations?|suggestions?|thoughts)|(what|which|how|where)\b.{0,40}\byou",
    r"jemand|wer von euch|irgendwer|(kennt|habt|wisst|nutzt|benutzt|empfehlt) ihr|(ideen|tipps|vorschläge|empfehlungen)\?",
)

RHETORICAL = (
    r"what do (you|u) (get|call) (when|if|a)|knock,? knock|answer:",
    r"who knew|who cares|who needs|what could (possibly )?go wrong|why not|right\?$|isn't it\?$|amirite|am i right",
    r"^(really|seriously|what|huh|wait,? what|srsly|eh|no|wtf|why|how|who)\?+$|is that (even )?a thing|how (hard|cool|great) is",
    r"(isn't|wasn't|aren't|doesn't|don't|didn't|won't|can't|ain't) (that|it|this|they) (just )?\w+\?$|or what\?$|eh\?$|huh\?$",
    r"what('s| is) not to (like|love)|what's (with|up with) that|how is (it|this) (already|even)|where does the time go",
    r"can (you|u) believe|guess (what|who|where)|know what\?$|you know\?$|got it\?$|remember when|did (you|u) know",
    r"who (doesn't|wouldn't|hasn't|isn't)|why (is|are) everything|need i say",
    r"wer hätte (das )?gedacht|wen juckt|was soll's|was soll das|warum (auch )?nicht|oder\?$|gell\?$|ne\?$|echt\?$|wirklich\?$",
    r"was kann (da|schon) schiefgehen|wer kennt (das|es) nicht|kennt ihr das|geht's noch|ernsthaft\?$|schon gewusst",
)

OWN_WORK = (
    r"(i|we)( just| finally| also| recently)?( have|'ve)?( just| finally| now)? (wrote|written|published|released|blogged|launched|drew|"
    r"painted|recorded|composed|shipped|open.?sourced|finished (writing|making|building|my|the)|built|coded|designed|posted about)",
    r"(i|we)( just| finally|'ve just|'ve finally|'ve| have)? (made|put together|wrote up|uploaded|started|posted) (a|an|my|this|the|some|our)",
    r"my (new |latest |first |own |little |tiny |newest |recent |second )*(blog ?post|post on|article|book|novel|story|essay|paper|talk|"
    r"podcast|video|song|album|track|newsletter|zine|game|app|library|plugin|project|comic|review|tutorial|column|site|website|slides)",
    r"our (new |latest |first |own |recent )*(paper|findings|preprint|article|album|book|game|app|release|research|podcast|work)",
    r"new (blog ?post|post|article|episode|video|zine|release) (from me|by me|is up|is out|up on|on my)|new blog post",
    r"(just|finally) (published|posted|released|blogged|wrote|launched|shipped|finished)|blogged about|(some|a few) thoughts of mine",
    r"(built|building|making|made|writing|wrote|drawing|working on|finished|finishing|released|releasing|publishing) (a|an|my|our|this|the) "
    r"(\w+ ){0,3}(app|tool|game|book|novel|story|song|album|library|plugin|website|site|zine|comic|painting|map|bot|script|essay|poem)",
    r"code is (now )?(public|open)|now on (github|codeberg|pypi)|wip|work in progress|show ?hn",
    r"ich hab(e)? (\w+ ){0,6}(geschrieben|veröffentlicht|gebaut|gemalt|gezeichnet|gebloggt|programmiert|gebastelt|aufgenommen|"
    r"komponiert|fotografiert|geschnitten|übersetzt)",
    r"mein(e|en|em|er)? (neue[rsn]?|erste[rsn]?|kleine[rsn]?|eigene[rsn]?)? ?(blog\w*|artikel|buch|roman|text|beitrag|vortrag|podcast|"
    r"video|projekt|spiel|app|lied|song|album|comic|folien|paper)",
    r"neuer (blog ?(post|artikel|beitrag)|artikel|beitrag|text) von mir|frisch gebloggt|hab(e)? (da )?(\w+ ){0,6}gebloggt",
)

GOOD_NEWS = (
    r"(i|we)( just| finally| have|'ve)* (won|passed (my|the)|graduated|got (accepted|married|engaged|hired|promoted|the (job|grant|keys)))",
    r"(i|we) (was|were|got) accepted|we did it|i did it|(i|we) made it|dreams? (come|came) true",
    r"(so|very|super|really|incredibly|beyond|pretty|extremely) (happy|excited|proud|pleased|thrilled|delighted|grateful|chuffed)",
    r"(excited|proud|pleased|thrilled|delighted|happy|honou?red|stoked) (to|that|about)",
    r"(got|starting|started|accepted|landed) (a |the |my )?(new )?(job|position|offer|house|flat|puppy|kitten|degree|phd|grant)",
    r"(it's my|happy) birthday to me|my birthday|anniversary|engaged|newborn|(baby|son|daughter) (was|is) born|promotion|promoted",
    r"first time (ever|since|in)|personal best|new record|milestone|for the first time|good news|great news|accepted (at|to|by|for)",
    r"(bin|sind|so) (so |sehr |total |echt )?(stolz|froh|glücklich|dankbar)|freue? (mich|uns)|geschafft|bestanden|gewonnen",
    r"neuer job|neue stelle|gute nachrichten?|zum ersten mal|geburtstag|hochzeit|verlobt|zusage",
)

SAD = (
    r"passed away|rest in peace|r\.i\.p\.|rip (my|dear|our|grand\w+|mum|mom|dad|papa)|funeral|condolences|hospice|miscarriage|suicide|overdosed?",
    r"(mum|mom|mother|dad|father|brother|sister|son|daughter|wife|husband|partner|friend|colleague|neighbou?r|cat|dog|grand\w+|nan|nana|aunt|"
    r"uncle|cousin|teacher|he|she|they|who)( \w+)?( has| have| just| suddenly| peacefully)* died",
    r"(my|our|her|his|their) (\w+ )?(mum|mom|mother|dad|father|brother|sister|son|daughter|wife|husband|partner|friend|cat|dog|grand\w+|aunt|"
    r"uncle)( \w+)? (is gone|is dying|has cancer|is in (the )?(hospital|icu))",
    r"(dog|cat|hound|rabbit|horse) (did not|didn't) wake up",
    r"(have|has|had|with|got|my|her|his|their|of|to|against|beat|fighting) (\w+ )?cancer|chemo(therapy)?|tumou?r|intensive care|in the icu",
    r"(been|was|got|were) diagnosed with|(lost|losing|buried|mourning|grieving) (my|our|her|his) (\w+ )?(mum|mom|mother|dad|father|brother|sister|son|"
    r"daughter|wife|husband|partner|friend|cat|dog|grand\w+|job|home|house|baby)|(?<!good )grief|grieving|i('m| am) (heartbroken|devastated)",
    r"(i|i've|we|we've)( just| was| were| been| got| have)+ (laid off|fired|evicted)|lost my job|my divorce|panic attacks?|my depression|"
    r"put (him|her|our \w+|my \w+) to sleep|had to say goodbye to (my|our|him|her)",
    r"verstorben|beerdigung|trauerfeier|beileid|eingeschläfert|suizid|hospiz|krebsdiagnose|chemo(therapie)?|fehlgeburt|in trauer|trauern? um",
    r"(mutter|vater|mama|papa|mutti|oma|opa|bruder|schwester|sohn|tochter|frau|mann|freund(in)?|kolleg(e|in)|hund|hündin|katze|kater|onkel|"
    r"tante|er|sie)\b.{0,30} gestorben",
    r"(hat|habe|an|mit|gegen) krebs|(liegt|muss|musste|bin|ist)( \w+){0,3} (im|ins) krankenhaus|intensivstation|gekündigt worden|(job|arbeit|stelle) "
    r"verloren|meine depression(en)?|panikattacken?",
)

VENTING = (
    r"rant over|#?ranting|venting|needed to (vent|say that|get that out)|had to get that (out|off my chest)|let me vent|end of rant|</rant>",
    r"i('m| am) (so |just |completely |absolutely )*(sick of|fed up|angry|furious|tired of)|i (can't|cannot) (stand|take) (it|this|any)",
    r"(muss|musste) (mal |mich |kurz )+(auskotzen|aufregen|dampf ablassen)|zum kotzen|ko?tzt mich|bin (so )?(stinksauer|wütend|genervt|sauer)|"
    r"(es|mir) reicht (mir|es)( jetzt)?",
)

NO_ADVICE = (
    r"no advice|not (asking|looking) for (advice|solutions|suggestions|help)|don't need advice|advice not|please no (tips|advice|solutions)",
    r"no (suggestions|solutions|tips),? please|just venting|don't want advice|no unsolicited|nobody asked|not a question|no replies",
    r"kein(e|en)? (rat(schläge|schlag)?|tipps|lösungsvorschläge|hilfe)\b( bitte)?|nur (mal )?(jammern|auskotzen|meckern)|braucht nicht zu antworten",
)

PRAISES = (
    r"(love|loved|loving|enjoyed|adore) (this|that|your|the|it|posts? like)|(great|good|nice|lovely|wonderful|brilliant|excellent|fantastic|"
    r"impressive|amazing|interesting|useful|beautiful) (post|article|read|piece|work|job|talk|book|write.?up|history|thread|idea|video|stuff)",
    r"(a )?fan of|well (said|written|put)|recommend(ed)? (this|reading)|kudos|props to|bravo|hats off",
    r"(is|was|are|so|absolutely|really|very|pretty|how) (brilliant|impressive|fantastic|excellent|awesome|amazing|wonderful|beautiful|great|cool)",
    r"(super|toll|großartig|wunderbar|klasse|spannend|lesenswert|starker?|schöner?|toller?) (artikel|text|beitrag|post|thread|buch|idee|arbeit)",
    r"hut ab|gefällt mir|sehr (schön|gut|spannend)|tolle (arbeit|idee|sache)|gern(e)? gelesen",
)

REQUESTS = (
    r"(can|could|would|will|might) (you|u)|please|pls|let (me|us) know|remind (me|us)|tell (me|us)|send (me|us)|show (me|us)|help me",
    r"looking for (your|you)|any chance|wondering (if|whether|how|what|why)|curious (if|whether|how|what|why|to)|would love to (hear|know|see)",
    r"(kannst|könntest|würdest|magst|hast|weißt|willst) du|bitte (schick|sag|zeig|erklär|schreib)\w*|sag(t)? (mir|uns)|schick(t)? (mir|uns)|"
    r"gib(t)? bescheid|lass(t)? (mich|uns) wissen|hilf mir|frage mich|würde gern(e)? wissen",
)

SELLS = (
    r"(\d+ ?%|percent) off|discount (code|on|for)|coupon|promo code|on sale|(big|summer|winter|flash|holiday|zine|book) sale|pre.?orders?|order (now|here|yours|today)",
    r"buy (now|yours|here|one get|my)|get (yours|'em|them) (at|here|now|today)|(limited|special) (offer|edition)|free shipping|giveaway",
    r"subscribe|sign up (now|here|today)|register (now|here|today)|tickets? (available|on sale|here|now|left)|link in (bio|profile)|patreon|"
    r"ko-?fi|kickstarter|use (the )?code|support (us|me) (on|at|by)|we('re| are) hiring",
    r"(jetzt|noch heute) (bestellen|kaufen|anmelden|sichern|abonnieren|vorbestellen)|rabatt\w*|gutschein\w*|sonderangebot\w*|versandkostenfrei",
    r"abonniert|(jetzt|hier) anmeld\w+|tickets (gibt|ab|hier|im)|vorverkauf|gewinnspiel|verlosung|im shop|crowdfunding",
)

BAIT = (
    r"(boost|retweet|repost|share|like) (this )?(if (you|u)|to win|and follow|& follow)|like (and|&) (share|follow|retweet|boost)|follow (for follow|back|train)",
    r"wake up,? (people|everyone|america|sheeple)|sheeple|change my mind|who wants to fight|fight me on this|come at me|(most|only) people (won't|don't|can't) (share|see|get|pass)|wrong answers only|prove me wrong",
    r"(you|you're|they're|these|those|all|bunch of|fucking|goddamn|bloody) (\w+ )?(idiots?|morons?|assholes?|liars?|cowards?|clowns|libtards?|"
    r"scum|traitors?|bootlickers?|scumbags?)|shut the fuck up|go to hell",
    r"(people|they|you|these) are( all)? (idiots?|morons?|liars|scum|traitors)",
    r"(ihr|diese|alle|lauter|ein haufen) (\w+ )?(idioten|lügner|deppen|vollidioten|spinner|verräter)|volksverräter|lügenpresse|schlafschafe",
    r"wer (das|hier) (teilt|liked)|teilt das|nur wenige trauen",
)

HEATED = (
    r"genocid\w+|anti-?zionis\w+|zionis\w+|hamas|antisemit\w+|gaza|israel|israeli (army|government|strike\w*)|palestin\w*|ukraine|putin|trump|maga",
    r"netanyahu|abortion|gun control|transphob\w*|terfs?|brexit|white suprema\w*|ceasefire|war crimes?|airstrikes?|islamis\w+",
    r"afd|querdenk\w*|remigration|völkermord|waffenruhe|kriegsverbrechen|abtreibung\w*|faschismus|nahost\w*",
)

QUARREL = (
    r"(you're|you are|ur) (so |just |plain |completely )?(wrong|lying|a liar|an idiot|ridiculous|delusional|clueless|ignorant|pathetic|full of)",
    r"stop lying|shame on you|how dare you|(bad faith|bullshit) (argument|take|answer)|you people|stop gaslight\w*|what is wrong with you",
    r"(du bist|ihr seid) (ein|eine|doch|so|echt|einfach)* ?(idiot\w*|lügner\w*|peinlich|dumm|lächerlich)|schäm dich|das ist gelogen",
)

AUTOMATED = (
    r"daily is out|paper\.li|is out!.{0,60}top stories|\d+ (new )?(un)?followers|mention reach|my (week|top artists?|stats) (on|in|via) \w+:",
    r"mayor of|just (ousted|unlocked|completed a \d)|4sq\.com|foursquare\.com|swarmapp\.com|\(@ [a-z]|rnkpr\.|#runkeeper|#?nowplaying|#shazam",
    r"runkeeper\.com|strava\.(com|app)|last\.fm|scrobbl\w+|(wordle|connections|heardle|worldle|framed) (no\. ?)?#?\d|\d/6|daily challenge",
    r"puzzle #?\d+|score: ?\d+|difficulty: ?\w|added to (flickr|youtube|soundcloud)|new (image|photo|video|track): |posted (a|\d+) (new )?(photos?|"
    r"videos?) (to|on) (flickr|facebook|youtube|instagram)|i (liked|favorited|rated|uploaded) a .{0,40}video",
    r"ift\.tt|dlvr\.it|twitterfeed|#ff|#followfriday|^(posted|sent|shared|published) (with|via|from) |^\W*(breaking|breaking news|eilmeldung|ticker): ",
    r"(temperature|humidity|wind|pressure|temp|luftdruck|luftfeuchte|windgeschwindigkeit): ?-?\d+|mag(nitude)? \d\.\d|traffic (alert|update)",
)

OPINION = (
    r"i (think|feel|believe|guess|suspect|wonder|wish|hope|agree|disagree|prefer|love|hate|don't (think|get|understand|like|see)|used to)",
    r"i'm (not sure|convinced|thinking|wondering|starting to|beginning to|always)|(should|shouldn't|ought to|must) (be|not|have|never|always)",
    r"(too (often|many|much)|far too|the (problem|trouble|thing|trick|best|worst|point|hard part) (with|of|is|about|part|thing)|in my (opinion|"
    r"experience|view)|imo|imho|tbh|honestly|to me|it seems|it turns out|underrated|overrated|actually|never ever|easier|harder)",
    r"ich (finde|denke|glaube|meine|frage mich|wünsch\w*|hoffe|mag|liebe|hasse|verstehe nicht)|meiner meinung nach|eigentlich|"
    r"(sollte|müsste|sollten|müssten)|viel zu|das problem (ist|mit|an)|am besten|ehrlich gesagt",
)

JOKE = (
    r"lol|lmao|rofl|haha\w*|hehe\w*|xd|jk|just kidding|(bad|dad|old) joke|pun intended|no pun|meme|shitpost\w*",
    r"(knock knock|walks? into a bar|what do you (get|call)|said no one ever|plot twist|pro ?tip)",
    r"nobody:|me:|no one:|be like|when you (realize|realise) that|in this economy|it's giving",
    r"kalauer|flachwitz|scherz|höhö",
)

THANKS = (
    r"thanks?|thank you|thx|ty|cheers|solved|that (works|worked|helped|did it)|exactly what i (needed|was looking for)",
    r"danke\w*|vielen dank|gelöst|hat geklappt|hat geholfen|genau was ich",
)

BACK = (
    r"(i'm|i am|im|we're) back|back (again|here|online) |been (away|quiet|offline|gone) (a while|for|from)|long time no|haven't (posted|been here)",
    r"(bin|sind|jetzt) (auch )?(mal )?wieder (da|zurück|hier)|lange (nichts|nicht) (geschrieben|gepostet|hier)|melde mich zurück|war (lange )?(weg|still|offline)",
)


LISTS = {name: value for name, value in list(globals().items()) if name.isupper()}
"""Every list by its name."""


def cue(fragments: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for a list: whole words, whatever stands around them."""
    return re.compile(
        r"(?<![\w'])(?:" + "|".join(f"(?:{fragment})" for fragment in fragments) + r")(?![\w'])", re.IGNORECASE
    )


CUES = {name: cue(fragments) for name, fragments in LISTS.items()}
"""Every list as one expression."""
