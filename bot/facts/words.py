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
    r"(app|source|project)? ?code is now (public|open)|now on (github|codeberg|pypi)|wip|work in progress|show ?hn",
    r"ich hab(e)? (\w+ ){0,6}(geschrieben|veröffentlicht|gebaut|gemalt|gezeichnet|gebloggt|programmiert|gebastelt|aufgenommen|"
    r"zusammengeworfen|komponiert|fotografiert)",
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
    r"passed away|has died|died (today|yesterday|last|this|peacefully|suddenly|in)|(my|our) \w+( \w+)? died|funeral|rest in peace|r\.?i\.?p",
    r"(my|our) (\w+ )?(mum|mom|mother|dad|father|brother|sister|son|daughter|wife|husband|partner|friend|cat|dog|grand\w+|aunt|uncle)"
    r"( \w+)? (is gone|has died|died|passed|has cancer|is dying|is in (the )?hospital)",
    r"cancer|chemo(therapy)?|tumou?r|diagnos(is|ed)( with)?|hospice|in (the )?(hospital|icu)|intensive care|miscarriage|suicid\w*|overdos\w*",
    r"(lost|losing|buried|mourn\w*|grie(f|ving)) (my|our|a|the|him|her)|grief|grieving|heartbroken|devastated|condolences",
    r"(i|i've|we|we've)( just| was| were| been| got| have)* (laid off|fired|evicted|dumped)|my divorce|panic attack|depress(ed|ion)|put (him|her|our \w+) to sleep",
    r"(verstorben|gestorben|beerdigung|trauerfeier|beileid|traueranzeige|eingeschläfert|suizid|hospiz|krebs(diagnose)?|chemo|fehlgeburt)",
    r"(im|ins) krankenhaus|intensivstation|gekündigt worden|job verloren|in trauer|trauere?n?( um)?|depression(en)?|panikattacke",
)

VENTING = (
    r"rant( over)?|ranting|venting|needed to (vent|say that|get that out)|had to get that (out|off my chest)|let me vent",
    r"i('m| am) (so |just |completely |absolutely )*(done with|sick of|fed up|over it|angry|furious|tired of)|i (can't|cannot) (stand|take|even)",
    r"(muss|musste) (mal |mich |kurz )+(auskotzen|aufregen|dampf ablassen)|zum kotzen|ko?tzt mich|(bin|so) (so )?(stinksauer|wütend|genervt|sauer)|reicht mir",
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

CLOSING = (
    r"thanks|thank|thankyou|love|loved|thx|ty|tysm|cheers|ta|appreciated?|welcome|ok|okay|k|kk|cool|great|nice|awesome|perfect|excellent|brilliant|"
    r"lovely|sweet|super|wow|yes|yep|yeah|yup|ya|sure|indeed|exactly|agreed|absolutely|totally|definitely|true|fair|right|same|"
    r"ditto|done|noted|bye|night|goodnight|gn|see|later|soon|enjoy|congrats|congratulations|"
    r"lol|haha\w*|hehe\w*|heh|ha|hah|lmao|rofl|hihi|xd|:d|phew|oh|ah|aw+|ooh|yay|woo\w*|hooray|hugs?|no|nope|nah|"
    r"danke\w*|merci|bitte|gerne|gern|super|toll|prima|klasse|genau|stimmt|klar|jo|ja|jep|nein|nö|alles|klaro|tschüss?|ciao|"
    r"liebe|grüße|nacht|bis|dann|schön|passt|gut|fein|oki|okidoki|ach|oha|hach|juhu|lach|grins",
)

CLOSING_FILLER = (
    r"you|u|so|very|too|much|for|the|a|that|this|it|is|was|and|to|of|all|again|kind|kindly|words|sharing|share|rt|mention|"
    r"follow|ff|will|do|did|got|one|good|point|man|mate|dude|friend|there|lots|many|million|my|me|i|i'm|i'll|we|your|"
    r"worries|problem|problems|love|like|always|enough|have|had|day|weekend|evening|morning|time|really|pretty|back|be|"
    r"dir|euch|auch|sehr|vielen|dank|für|das|den|die|der|ist|war|mir|hab|habe|schon|so|noch|wieder|es|und|doch|mal|sind|"
    r"keine|ursache|kein|problem|da|schönen|schönes|tag|abend|wochenende|deine|dein|tipp|hinweis|morgen|freut|mich|wird|gemacht|okay",
)

SELLS = (
    r"(\d+ ?%|percent) off|discount|coupon|promo code|on sale|big sale|\w+ sale in|flash sale|pre.?orders?|order (now|here|yours|today)",
    r"buy (now|it|yours|here|one|two|my)|get (yours|'em|them|it) (at|here|now|today)|(limited|special) (offer|time|edition)|free shipping|giveaway",
    r"subscribe|sign up|register (now|here|today|for)|join (us|our)|tickets? (available|on sale|here)|link in (bio|profile)|patreon|ko-?fi|kickstarter",
    r"don't miss|now available|available now|shop|check out (our|my)|in case you missed it|use (the )?code|published by|support (us|me|our)|hiring",
    r"(jetzt|noch heute) (bestellen|kaufen|anmelden|sichern|abonnieren|vorbestellen)|rabatt\w*|gutschein\w*|angebot\w*|versandkostenfrei",
    r"abonnier\w*|anmeldung|tickets|vorverkauf|gewinnspiel|verlosung|im shop|crowdfunding",
)

BAIT = (
    r"(boost|retweet|repost|rt|share|like) (this )?(if you|to win|and follow)|(boost|retweet|repost|share) this|like (and|&) (share|follow|retweet)|follow (for follow|back|train)",
    r"wake up,? (people|everyone|america|sheeple)|sheeple|unpopular opinion|change my mind|hot take|(most|only) people (won't|don't|can't)|wrong answers only|ratio",
    r"(you|they|these|those|all) (people|idiots|morons|assholes|fascists|nazis|liars|cowards|clowns|libs|leftists|traitors|scum)",
    r"(fucking|goddamn|bloody) (idiots?|morons?|liars?|collaborators?|cowards?|fascists?|nazis?|traitors?|scum|assholes?|disgrace)",
    r"(idiots?|morons?|scumbags?|traitors?|bootlickers?|collaborators?)|shut (the fuck )?up|go to hell",
    r"(ihr|diese|alle) (idioten|nazis|faschisten|lügner|deppen|vollidioten|spinner)|volksverräter|lügenpresse|schlafschafe",
    r"wer (das|hier) (teilt|liked)|teilt das|nur wenige trauen",
)

HEATED = (
    r"genocid\w+|zionis\w+|anti-?zionis\w+|hamas|antisemit\w+|gaza|israel\w*|palestin\w*|ukrain\w+|putin|trump|maga|netanyahu",
    r"abortion|gun control|transphob\w*|terfs?|brexit|white suprema\w*|ceasefire|war crimes?|airstrikes?|islamis\w+",
    r"afd|querdenk\w*|remigration|völkermord|waffenruhe|kriegsverbrechen|abtreibung\w*|faschis(mus|ten)|nahost\w*",
)

QUARREL = (
    r"(you're|you are|ur|your) (wrong|lying|a liar|an idiot|ridiculous|delusional|clueless|ignorant|pathetic|full of)",
    r"(bullshit|nonsense|bs|stop lying|shame on you|how dare you|blocked|reported|bad faith|strawman|gaslight\w*)",
    r"(du bist|ihr seid) (ein|doch|so|echt)? ?(idiot|lügner|peinlich|dumm|lächerlich)|schwachsinn|blödsinn|schäm dich|lüge",
)

AUTOMATED = (
    r"daily is out|paper\.li|top stories (today|this week|via)|via @?\w+ ?(app|bot)?$|new followers?|mention reach|unfollow(ers|ed)|how i did on",
    r"i('m| am) at |mayor of|checked in|just (ousted|became|unlocked|completed a)|foursquare|4sq|swarmapp|runkeeper|strava|nike\+|"
    r"my (week|top artists?|stats) (on|in|via|#)|lastfm|last\.fm|scrobbl\w*|now ?playing|#?shazam|listening to .{3,60} (by|on|feat) ",
    r"(wordle|connections|heardle|worldle|framed) (no\. ?)?#?\d|puzzle #?\d+|\d/6|daily challenge|score( reward)?:|level up|difficulty:",
    r"added to (flickr|youtube|soundcloud)|new (image|photo|video|track): |posted (a|\d+) (new )?(photos?|videos?) (to|on)|i (liked|favorited|rated) a ",
    r"(auto.?post|bot post|crosspost(ed)?|ifttt|buffer|hootsuite|twitterfeed|dlvr\.it|rss)|#ff|follow ?friday|weather (report|forecast|update)",
    r"(made|posted|sent|shared) (with|via|by|from|through):? |^rt @|\brt @|^\W*(live|breaking|news|update|ticker|eilmeldung|job)\s*:",
    r"(temperature|humidity|wind|pressure|temp|luftdruck|luftfeuchte|windgeschwindigkeit): ?-?\d|mag(nitude)? \d\.\d|traffic (alert|update)",
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
    r"lol|lmao|rofl|haha\w*|hehe\w*|xd|jk|kidding|joke|pun|meme|memes|dad joke|shitpost\w*|u know|that mouth do",
    r"(knock knock|walks? into a bar|what do you (get|call)|said no one ever|asking for a friend|plot twist|pro ?tip|breaking:)",
    r"nobody:|me:|no one:|\bday \d+ of\b|be like|when you (realize|realise|see)|in this economy|they don't call me|it's giving",
    r"witz|kalauer|flachwitz|scherz|haha|höhö",
)

THANKS = (
    r"thanks?|thank you|thx|ty|cheers|solved|that (works|worked|helped|did it)|perfect|exactly what i|danke\w*|vielen dank|gelöst|hat geklappt|funktioniert",
)

BACK = (
    r"(i'm|i am|im|we're) back|back (again|here|online|from)|been (away|quiet|a while|offline|gone)|long time no|haven't (posted|been here)",
    r"wieder (da|zurück|hier)|zurück aus|lange (nichts|nicht)|melde mich zurück|war (lange )?(weg|still|offline)",
)


def cue(fragments: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for a list: whole words, whatever stands around them."""
    return re.compile(
        r"(?<![\w'])(?:" + "|".join(f"(?:{fragment})" for fragment in fragments) + r")(?![\w'])", re.IGNORECASE
    )
