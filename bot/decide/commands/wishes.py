# ruff: noqa: E501 - a shape is one line
"""The classes of words, the things, and the shapes by which `shapes` knows what is said to this program, English and German.

A class may name other classes. Each shape stands beside the command that would do it; `""`: what brings the thing in it, or
nothing. A new way to ask is a word in a class; a new kind of wish is a shape.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.decide.commands.catalogue import TABLE

THINGS: Mapping[str, str] = {
    "draft": r"drafts?|beginning|suggestions?|words|something|anything|entwurf|entwürfe|vorschl[aä]ge?|anfang|etwas|was",
    "another": r"(?:different|other|another|new|neuer?n?|anderer?n?) (?:draft|one|beginning|entwurf|anfang)",
    "show": r"posts?|threads?|links?|urls?|original|previews?|nudges?|text|translations?|context|conversation|"
            r"beitrag|beiträge|vorschau|übersetzung|zusammenhang|gespräch",
    "who": r"profiles?|bio|accounts?|notes?|history|profil|notiz(?:en)?|verlauf|konto",
    "more": r"people|persons?|someone|somebody|anyone|anybody|leute|person(?:en)?|jemand(?:en)?|wen",
    "topics": r"topics?|interests|thema|themen",
    "list": r"list|queue|status|overview|reminders?|messages|everything|liste|übersicht|erinnerung(?:en)?|nachrichten|alles",
    "why": r"reasons?|grund|gründe",
    "help settings": r"settings?|options?|preferences|config(?:uration)?|einstellung(?:en)?|optionen",
    "help": r"commands?|menu|manual|instructions|befehle?|anleitung|menü",
}  # fmt: skip
"""What is asked for, by the command that brings it."""

CLASSES: Mapping[str, str] = {
    "COMMAND": "|".join(entry.word for entry in TABLE if not entry.hidden),
    # who and which
    "ME": r"me|us|mir|mich|uns",
    "THEM": r"him|her|them|he|she|they|ihn|ihm|ihr|ihnen|sie|er",
    "NAME": r"(?!(?:THEM|ME|THE|IT|you|we|du|wir|ich|not|to|be|can|will|would|and|or|so|as|up|out|on|in)\b)[^\W\d_]{2,}(?: [^\W\d_]{2,})??",
    "IT": r"it|this|that|those|these|es|das|dies",
    "THE": r"the|this|that|these|those|an?|my|your|his|her|their|its|some|any|all|every|another|other|one|new|last|next|latest|"
           r"previous|first|old|original|whole|full|entire|current|same|more|different|of|d(?:er|ie|as|en|em|es)|"
           r"(?:ein|mein|dein|sein|ihr|kein|dies|all|ander|neu|letzt|nächst|ganz|voll)(?:e[nmrs]?)?|noch",
    "OURS": "draft|beginning|suggestions?|entwurf|entwürfe|vorschl[aä]ge?|links?|urls?|threads?|previews?|nudges?|translations?|"
            "profiles?|settings?|options?|preferences|config(?:uration)?|commands?|menu|manual|instructions|queue|status|overview|"
            "reminders?|notifications?|topics?|history|context|version|stats|statistics|privacy|dms?|posts?|notes?|messages|"
            "beitrag|übersetzung|profil|einstellung(?:en)?|optionen|befehle?|anleitung|menü|übersicht|erinnerung(?:en)?|"
            "benachrichtigung(?:en)?|themen|verlauf|zusammenhang|vorschau|notiz(?:en)?|datenschutz|weekly|monthly",
    "THING": "OURS|something|someone|somebody|anyone|anybody|anything|everything|everyone|people|persons?|text|original|"
             "conversation|repl(?:y|ies)|answers?|account|data|list|reasons?|bio|details|language|question|words|letters?|digest|"
             "antwort(?:en)?|leute|person(?:en)?|jemand(?:en)?|wen|etwas|was|alles|liste|gespräch|text|konto|daten|frage|sprache|"
             "gründe?|brief|one|(?:different|other|another|new) one",
    "OFUS": "messages|nudges?|notifications?|suggestions?|reminders?|letters|dms?|pings|texts|people|drafts|"
            "nachrichten|vorschläge|leute|personen|erinnerungen|benachrichtigungen|briefe",
    # in front and behind
    "FRONT": r"(?:please|pls|bitte|ok|okay|oh|hey|hi|hello|hallo|nudge|bot|so|well|um|hmm?|and|but|also|now|just|then|yes|yeah|no|"
             r"sorry|actually|maybe|perhaps|äh|dann|doch|mal|jetzt|aber|ach|ja|nein|und|CAN|I WANT) ",
    "CAN": r"(?:can|could|would|will) you|(?:can|could|may) (?:i|you)|let me|(?:kannst|könntest|würdest|magst) du|kann ich",
    "WANT": r"(?:(?:do )?(?:want|need)|(?:would |'d )like)(?: you)?(?: to)?",
    "BEHIND": r" (?:please|pls|plz|bitte|thanks|thank you|danke|now|again|then|instead|first|maybe|too|for (?:me|now|ME|THEM)|"
              r"für mich|today|mal|jetzt|nochmal|noch ?mal|(?:noch )?einmal|wieder|dann|lieber|heute|nudge|bot|exactly|genau|here|hier|"
              r"anyway|already|schon|denn|eigentlich|in full|to THEM|with THEM|auf deutsch|in english)",
    "ABOUT": r"(?: (?:of|for|from|about|with|to|by|von|für|über|an|zu) (?:THE )*(?:THING|THEM|IT|ME|person)| von ihm| back)",
    # verbs
    "SHOW": r"show|display|open|view|give|bring|get|fetch|list|repeat|read|see|have|explain|zeige?|gib|bringe?|öffne|nenne?|"
            r"hole?|wiederhole?|erkläre?|sehen|suche?|quote",
    "MAKE": r"write|draft|suggest|propose|make|create|compose|begin|start|generate|recommend|schreibe?|entwirf|mache?|erstelle?|"
            r"schlage?|formuliere?",
    "ALTER": r"change|edit|rewrite|rephrase|redo|fix|correct|shorten|improve|update|translate|summari[sz]e|ändere?|bearbeite|kürze?|"
             r"übersetze?|korrigiere?|verbessere?|stelle?",
    "END": r"delete|remove|clear|forget|dismiss|drop|discard|throw|ignore|hide|archive|close|cancel|disable|enable|reset|export|"
           r"download|add|set|save|lösche?|entferne?|vergiss|verwirf|ignoriere?|speichere?|füge?",
    "ALONE": r"translate|stumm|right then|summari[sz]e|boost|repost|reshare|retweet|favou?rite|like|follow|unfollow|block|mute|unmute|report|dismiss|"
             r"discard|archive|postpone|rewrite|rephrase|shorten|reload|refresh|restart|reset|export|upgrade|repeat|ignore|hide|"
             r"explain|summary|skip|preview|edit|redo|options|details|previous|übersetzen|ignorieren|blockieren|stummschalten|"
             r"stumm schalten|folgen|teilen|liken|löschen|wiederholen|erklären|zusammenfassen|zurück|go back|back",
    "TOTHEM": r"boost|follow|unfollow|block|mute|unmute|report|ignore|unblock|blockiere?|folge?|melde?|ignoriere?|entfolge?|"
              r"stumme?|hide",
    "TAP": r"park|fave|boost|repost|reshare|retweet|favou?rite|translate|übersetze?|summari[sz]e|explain|erkläre?|unfollow|block|mute|unmute|"
           r"report|dismiss|discard|archive|snooze|postpone|rewrite|rephrase|shorten|repeat|ignore|hide|blockiere?|ignoriere?|folge?|"
           r"follow|open|remove|delete|edit|öffne|lösche?|kürze?",
    # wishes about words
    "MUCH": r"a (?:bit|little)|a little bit|much|far|way|slightly|somewhat|even|etwas|ein (?:bisschen|wenig)|viel|deutlich|still|noch",
    "LESS": r"(?:MUCH )?(?:less|more|too|not so|not as|weniger|mehr|zu|nicht so)",
    "STYLE": r"formal|informal|casual|stiff|wordy|polite|friendly|personal|enthusiastic|pushy|flowery|cheesy|technical|direct|robotic|"
             r"förmlich|formell|steif|persönlich|freundlich|höflich|locker|begeistert|technisch|direkt|salopp",
    "STYLED": r"shorter|longer|warmer|colder|friendlier|funnier|simpler|kinder|softer|nicer|looser|kürzer|länger|freundlicher|"
              r"lockerer|wärmer|netter|einfacher|persönlicher|förmlicher|lustiger|höflicher",
    "SOUND": r"(?:make|keep|write|say|put|mache?|schreibe?|formuliere?) IT|(?:sound|be)",
    "TONGUE": r"english|german|deutsch|englisch|spanish|spanisch|french|französisch",
    # times
    "WHENEVER": r"(?:FRONT)*(?P<asks>(?:(?:remind|ask|tell|write|text|message|ping|show) (?:me|us|it|again)|try|come back|bring (?:it|this)|"
                r"again|not|rather|wait|better|maybe|perhaps|vielleicht|lieber|erst|eher|erinnere? mich|frage? mich|frage?|melde dich|schreibe? mir|"
                r"komme? wieder|zeige? (?:mir )?(?:es|das))(?: (?:again|about IT|daran|wieder|nochmal))* )*(?:(?:about|of|an) "
                r"(?P<person>NAME) )?(?P<when>.+?)(?P<behind>(?:BEHIND| an THEM| perhaps| vielleicht| or so)*)",
    "SOMEDAY": r"in|on|next|this|until|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|at|am|übermorgen|"
               r"morgen|heute|nächste[nrs]?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag",
    "NOTIME": r"another (?:time|day)|some(?:e)? other (?:time|day)|(?:not|nicht) (?:right |just )?(?:now|today|jetzt|heute|gerade)|"
              r"(?:a bit )?later today|in a (?:bit|while|minute|moment|sec)|give me (?:a|an|a few|NUM) "
              r"(?:sec|second|minutes?|moment|hours?|days?)|ein andermal|ein anderes mal|nicht (?:jetzt|heute)|no time(?: today)?|"
              r"keine zeit|(?:i'?m|i am|ich bin) (?:busy|at work|in a meeting|beschäftigt|im büro|unterwegs)|"
              r"ich hab(?:e)? (?:gerade |jetzt |heute )?keine zeit|(?:when|wenn) (?:i have time|ich zeit habe)|gleich|after (?:lunch|work|dinner)",
    "NUM": r"\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|eine?|zwei|drei|vier|fünf|zehn",
    "UNTIL": r"until|till|til|for|bis|für",
    "HOUR": r"\d{1,2}(?:[:.]\d\d)?(?: ?(?:uhr|am|pm|o'clock))?",
    "AWAY": r"(?:(?:(?:i|we)(?:'m| am| are|'ll be|'re)?|ich bin|bin|wir sind) )?(?:away|off|gone|out|offline|on (?:holiday|vacation|leave)|"
            r"travelling|traveling|weg|fort|verreist|(?:im|in) (?:urlaub|ferien))",
    "REST": r"holidays?|vacation|urlaub|ferien|rest|break|sleep|schlafe?|quiet time|take a (?:rest|break)|have a (?:rest|break)",
    "TALK": r"write|reply|answer|talk|get|ask|ping|message|thank|congratulate|call",
    # us
    "OURWORDS": r"so nothing happened|nothing has been sent|undo until then|would stand under your name|i show them back|"
                r"your own words, or|never sent, and your words are kept|send, or (?:skip|undo|write)|draft, later, skip|"
                r"i would rather ask than guess|and i want to be sure|held: your answer to|list shows (?:all|what is)|help shows (?:all|what i)",
    "SENT": r"send|sent|post|posted|publish|published|go out|gone out|out|delivered|gesendet|geschickt|gepostet|abgeschickt|raus|"
            r"veröffentlicht",
    "ACT": r"send|post|approve|publish|reply|answer|like|boost|follow|sende|schicke?|poste?|antworte|like",
}  # fmt: skip

SHAPES: tuple[tuple[str, str], ...] = (
    # a command in other words, with what it takes
    ("remind {person} {when}", r"(?:remind|tell|ask) me (?:again )?(?P<when>.+?) (?:about|of|to (?:TALK)(?: back)?(?: to)?) (?P<person>NAME)"),
    ("remind {person} {when}", r"(?:remind|tell) me to (?:TALK)(?: back)?(?: to)? (?P<person>NAME) (?P<when>.+)"),
    ("remind {person} {when}", r"erinner(?:e|st)? (?:du )?mich(?: bitte| doch| mal| wieder)* (?P<when>.+?)(?: mal| wieder)* (?:an|daran) (?P<person>NAME)(?: zu (?:schreiben|antworten|fragen))?"),
    ("pause {when}", r"(?:(?:be|stay|keep|sei|bleibe?) )?(?:quiet|silent|silence|still|ruhig|ruhe|stille)(?: geben)? (?P<when>(?:UNTIL) .+)"),
    ("pause {when}", r"(?:AWAY|leave me alone|let me rest|REST|no (?:OFUS)|nothing|nichts|keine (?:OFUS)) (?P<when>(?:UNTIL) .+)"),
    ("pause {when}", r"mache? (?:mal )?(?P<when>.+) pause"),
    ("pause", r"mache? (?:mal )?(?:eine )?pause|pause machen"),
    ("pause {when}", r"mache? (?:mal )?(?:eine )?pause (?P<when>.+)"),
    ("pause {when}", r"(?:lass mich|(?:ich )?bin|wir sind) (?P<when>.+) (?:in ruhe|weg|fort|verreist|(?:im|in) (?:urlaub|ferien)|unterwegs)"),
    ("resume", r"mache? weiter|weitermachen|(?:(?:i'm|i am|we're|we are|ich bin|bin|wir sind) )(?:back|wieder (?:da|zurück|zuhause)|zurück)"),
    ("forget {person}", r"(?:vergiss(?: bitte)?|erase|wipe|lösche? alles (?:über|von|zu)|(?:delete|erase|remove) everything (?:about|on|of)) (?P<person>NAME)"),
    ("never {person}", r"(?:nie (?:wieder|mehr)|never again|no more|nichts mehr (?:von|über|zu)|nothing (?:more )?(?:from|about|of|by)|keine (?:OFUS) mehr (?:zu|von|über|wegen)) (?P<person>NAME)(?: again| any ?more| ever| mehr)?"),
    ("never {person}", r"(?P<person>NAME) (?:nie (?:wieder|mehr)|never again)"),
    ("mute {person} {when}", r"(?:stumm|stummschalten|schweig über|ignoriere?|ignore|hide) (?P<person>NAME) (?P<when>.+)"),
    ("mute {person} {when}", r"(?P<person>NAME) (?P<when>.+) (?:stumm(?: ?schalten)?|ignorieren)"),
    ("keep {person} {when}", r"(?:halte?|bleibe?|stay|keep)(?: den)? (?:kontakt|in kontakt|in touch) (?:zu|mit|with) (?P<person>NAME)(?: (?P<when>(?:alle|jed\w+|every) .+))?"),
    ("note {person} {words}", r"(?:notiere?|notiz|merke? dir|make a note|note|write down)(?: (?:zu|für|über|bei|about|on|for|to|of|that|dass))? (?P<person>NAME)(?: dass| that)? (?P<words>.+)"),
    ("note {person} off", r"(?:forget|delete|remove|clear|drop|erase|cancel|take away|lösche?|vergiss|entferne?) (?:THE )*(?:notes?|notiz(?:en)?)(?: (?:about|on|of|for|zu|über|von) (?P<person>NAME))?"),
    ("note {person} off", r"un-?note(?: (?P<person>NAME))?"),
    ("remind {person} off", r"(?:cancel|forget|delete|remove|clear|drop|erase|end|lösche?|vergiss|entferne?|streiche?) (?:THE )*(?:reminders?|erinnerung(?:en)?)(?: (?:about|on|of|for|to|an|für|zu) (?P<person>NAME))?"),
    ("remind {person} off", r"un-?remind(?: (?P<person>NAME))?"),
    ("remind {person} off", r"(?:don'?t|do not|never) remind me(?: (?:about|of) (?P<person>NAME))?(?: any ?more)?"),
    ("remind {person} off", r"erinnere? mich nicht(?: mehr)?(?: an (?P<person>NAME))?"),
    ("meet {person}", r"(?:lerne? )?(?P<person>NAME) kennen(?: ?lernen)?"),
    ("meet {person}", r"(?:(?:ich )?(?:will|möchte|würde gern)|i(?:'d| would| want to)? (?:like to )?(?:meet|get to know)) (?P<person>NAME)(?: kennen ?lernen)?"),
    ("who {person}", r"was (?:weißt|hast) du (?:über|von|zu) (?P<person>NAME)"),
    ("who {person}", r"(?:what|anything) (?:do|did|have) you (?:know|have|stored?) (?:about|on|of) (?P<person>NAME)"),
    ("at {hours}", r"(?:times?|hours?|zeit(?:en)?|uhrzeit(?:en)?) (?:at |um |are |sind )?(?P<hours>HOUR(?: (?:(?:und|and|&) )?(?:um |at )?HOUR)*)"),
    ("help settings", r"(?:what|which|was|welche) (?:are|were|sind) (?:my|your|the|meine|deine|die) (?:settings?|options?|preferences|einstellungen|optionen)"),
    ("help a day", r"(?:how many|wie viele?)(?: people| nudges?| messages?| leute| personen)? (?:a day|per day|each day|am tag|pro tag)"),
    ("topics + {words}", r"(?:topics?|themen) (?!(?:for|of|like|are|is|to|in|on|off|an|aus|that|i|we|und|sind|die)\b)(?P<words>.+?)"),
    ("topics + {words}", r"(?:add|new|neues?) (?:(?P<words>.+) (?:to|zu) (?:THE )*(?:topics?|themen)|(?:THE )*(?:topics?|thema|themen) (?P<more>.+?))"),
    ("topics - {words}", r"(?:remove|drop|delete|lösche?|entferne?) (?:(?P<words>.+) (?:from|aus|von) (?:THE )*(?:topics?|themen)|(?:THE )*(?:topics?|thema|themen) (?P<more>.+?))"),
    ("at {hours}", r"(?:(?:schreibe?|melde?|write|message|text)(?: dich| bei| to)*(?: ME)? (?:bitte |only |nur |just )*)?(?:um|at|ab) (?P<hours>HOUR(?: (?:(?:und|and|&) )?(?:um |at )?HOUR)*)"),
    ("{count} a day", r"(?:(?:only|just|nur|höchstens|maximal) )?(?P<count>NUM|einen) (?:people )?(?:a day|per day|am tag|pro tag)"),
    ("weekly on", r"weekly an|(?:wochenbrief|wöchentliche[rn]? briefe?) (?:an|on)"),
    ("monthly on", r"monthly an|(?:monatsbrief|monatliche[rn]? briefe?) (?:an|on)"),
    ("weekly off", r"weekly aus|(?:kein(?:en)? |no (?:more )?)(?:wochenbrief|weekly(?: letters?)?|(?:wöchentliche[rn]?|sonntags?) ?briefe?|letters? on sundays?)(?: mehr| any ?more)?|(?:wochenbrief|wöchentliche[rn]? briefe?) (?:aus|off)"),
    ("monthly off", r"monthly aus|(?:kein(?:en)? |no (?:more )?)(?:monatsbrief|monthly(?: letters?)?|monatliche[rn]? briefe?)(?: mehr| any ?more)?|(?:monatsbrief|monatliche[rn]? briefe?) (?:aus|off)"),
    ("list", r"(?:show|zeige?)(?: ME)? (?:THE )*(?:list|liste)"),
    ("list ahead", r"was (?:steht an|kommt(?: als nächstes| demnächst)?|ist geplant)|what comes next|"
                   r"(?:what is|what's|whats|anything|is anything) (?:coming(?: up)?|planned|scheduled)|upcoming|"
                   r"(?:when|what time|wann|um wieviel uhr) (?:do|will|are|schreibst|meldest) (?:you|du)(?: (?:write|writing|message|ping|text|come back|ME|dich|bei|next|wieder))*|(?:(?:SHOW|list)(?: ME)? )?(?:THE )*(?:reminders?|erinnerung(?:en)?)"),
    ("why", r"(?:warum|wieso) (?:gerade |ausgerechnet )?(?:THEM|diese[rsn]?)"),
    ("done", r"(?:(?:das )?(?:hab|habe) ich |ich hab(?:e)? (?:das )?)?(?:schon|bereits) (?:beantwortet|geantwortet|erledigt)"),
    ("less like this", r"weniger (?:davon|wie (?:das|dies\w*))"),
    ("more like this", r"mehr wie (?:das|dies\w*)"),
    ("undo", r"rückgängig(?: machen)?|zurücknehmen|abbruch|storno|stornieren|widerrufen|nimm (?:IT|alles) (?:bitte )?zurück|nicht (?:ab)?(?:schicken|senden)"),
    # imperatives and wishes: a verb on a thing, or a thing alone
    ("", r"(?:SHOW) ME (?:THE )*(?P<thing>THING)(?:ABOUT)?"),
    ("", r"(?:SHOW|ALTER|END|MAKE|WANT) (?:ME )?(?:THE )*(?P<thing>OURS)(?:ABOUT| away)?"),
    ("", r"(?:tell|sage?|erzähle?) ME (?:more |mehr )?(?:about|über|von) (?:THEM|THE (?:THING)|(?P<person>NAME))"),
    ("", r"(?:ALTER|END|SHOW|go back to|back to) (?:ME )?the (?:last|first|previous|next|other) (?:one|person)"),
    ("undo", r"(?:don'?t|do not|never|nicht|please don'?t) (?:send|post|publish|senden|posten)(?: (?:IT|THEM|anything|yet|to THEM))*"),
    ("stop", r"lass mich in ruhe|(?:sei|be) (?:still|ruhig|quiet)|(?:stop|end) (?:THE )*(?:OFUS|bot|program)"),
    ("more", r"(?:SHOW|find|suche?) ME (?:some|any|jeman|noch)[^\W\d_]* (?:new|else|neue[ns]?|ander\w+)"),
    ("", r"(?:THE )*(?P<thing>OURS)(?:ABOUT)?(?: on| off| aus| an)?"),
    ("draft", r"(?:MAKE) (?:ME )?(?:THE )*(?:something|anything|repl(?:y|ies)|answer|one|etwas|was|eine antwort)(?:ABOUT)?(?: vor)?"),
    ("draft", r"(?:MAKE) IT for ME|help (?:me )?(?:answer|reply|write)(?: THEM)?|help me|hilf mir(?: \w+)?|(?:antworte|reply|answer) für mich"),
    ("draft", r"(?:i )?(?:do not|don'?t|no idea|weiß nicht) ?(?:know )?(?:what|how|was) (?:to|ich) (?:say|write|answer|reply|schreiben soll|sagen soll)"),
    ("draft", r"(?:what|how|was|wie) (?:should|can|could|would|do|soll|sollte|kann|würde|würdest) (?:i|you|ich|du)"
              r" (?:say|write|answer|reply|schreiben|sagen|antworten)"),
    ("draft", r"mir fällt nichts ein|(?:keine|any|no) (?:ideas?|suggestions?|ideen?)"),
    ("draft", r"draft (?:an?|the|it|me|something|one|for|t\d+|bitte|please)(?: .*)?"),
    ("draft", r"(?:MAKE|come up with) (?:ME )?(?:something|anything|etwas|was)(?: \w+)?|(?:how|wie) would you (?:put|say|phrase|write) IT"),
    ("another", r"(?:cut|trim|tone) IT (?:down|back)"),
    ("", r"(?:THE )*(?:OURS) (?:OURS)|(?:ME )?(?:THE )*(?P<thing>OURS) (?:machen|zeigen|schreiben|geben|schicken|löschen|ändern|öffnen|übersetzen|vorschlagen)"),
    ("", r"(?:lol|hmm?|yeah|sure|well|eh|meh) (?:ok|no|whatever|sure|fine)|as if(?: .*)?|mach (?:einfach|nur)(?: \w+)?"),
    ("help", r"(?:is|are) (?:anybody|anyone|somebody|you) (?:there|home|listening|awake|alive|online|on)|(?:u|ya|you) (?:there|awake)|bist du (?:da|wach)|do you (?:work|sleep|learn|exist)|(?:ist )?(?:da )?(?:noch )?(?:jemand|wer) da"),
    ("list", r"what did i miss|(?:any|anything|what is|what's|irgendwas|was gibt'?s) (?:news|new|neues)(?: today| heute)?"),
    ("skip", r"(?:will|möchte|mag) ich nicht|ich (?:will|möchte|mag) (?:das )?nicht|nicht d(?:er|ie|en)"),
    ("another", r"(?:try )?(?:another|a different|something|what) (?:one|different|else)|different|(?:not )?THE draft|try again"),
    ("", r"(?:ALONE)"),
    ("", r"(?:TAP) (?:IT|THEM|all|everything|(?:THE )+(?:THING|person|one))(?: to (?:TONGUE))?(?:ABOUT| back| for (?:a|NUM) \w+)?"),
    ("", r"(?:TOTHEM) (?P<person>NAME?)(?: back| for (?:a|NUM) \w+)?"),
    ("", r"(?P<person>NAME) (?:blockieren|stummschalten|stumm schalten|ignorieren|folgen|melden)"),
    ("", r"(?:like|share|teile?|boost|fave) (?:IT|THE (?:THING)) (?:for ME|für mich)|go to sleep|geh schlafen"),
    ("", r"(?:END|ALTER|SHOW|list) (?:everything|all(?: of it)?|alles|people|my data|meine daten)(?: (?:about|über) (?:ME|me))?"),
    ("", r"export(?:iere)? (?:(?:everything|all|alles|my|meine|data|daten)(?: .*)?|(?:(?:it|this|them) )?(?:as |to |als )?(?:an? )?(?:csv|json|spreadsheet))|(?:datenexport|daten exportieren)(?: .*)?"),
    ("", r"(?:add|remove|drop|delete|new|neues?|lösche?) (?:THE )*(?:topics?|themen?|thema|notes?|notiz|reminders?|person)(?: .*)?"),
    ("", r"(?:turn|switch|schalte?|stelle?)(?: \w+){0,3} (?:on|off|aus|ein|ab|an)(?: \w+)?"),
    ("", r"(?:change|set|update|ändere?|stelle?) (?:THE )*(?:topics?|themen|times?|hours?|language|name|zeit|zeiten|sprache|uhrzeit)(?: .*)?"),
    ("", r"(?:END|new) .* (?:to|from|in|zu|von|aus) (?:THE )*(?:topics?|notes?|themen|notizen)|(?:weekly|monthly)|quiet (?:hours|mode|after|before|until|from|between)(?: .*)?"),
    ("", r"note (?:to|about|on|for|zu|für) (?P<person>NAME)(?: .*)?"),
    # wishes about words that were begun
    ("another", r"(?:SOUND )?(?:(?:LESS|MUCH) )+(?:STYLE)(?: tone)?|(?:SOUND )?(?:MUCH )?(?:STYLED)|too (?:long|short)|zu (?:lang|kurz)"),
    ("another", r"(?:SOUND |(?:SHOW|MAKE|ALTER)(?: IT)? )?(?:in|auf) (?:TONGUE)|make it (?:funny|simple|warm|short|sweet)|(?:without|no|ohne) emojis?"),
    ("", r"(?:speak|write|answer|reply|use|talk|sprich|schreibe?|antworte)(?: (?:in|auf|to me in))? (?:TONGUE)"),
    # how much, how often
    ("", r"(?:too many|fewer|less|more|not so many|so many|zu viele|weniger|mehr|no|no more|keine) (?:OFUS)(?: (?:today|on|at|after|before|in|am|um|nach) ?.*)?"),
    ("", r"(?:stop|quit|no more|don'?t|do not|hör auf|höre auf|nicht mehr)(?: zu)? (?:text|writ|messag|ping|bug|ask|send|bother|remind|"
         r"schreib|nerv|send)[a-z]*(?: (?:to )?(?:ME|IT|stuff|messages|so much|anymore|at night|at \w+|on \w+))*"),
    ("", r"(?:write|text|message|ping|ask|contact|dm|schreibe?|frage?|melde dich)(?: (?:to )?(?:ME|bei mir))? (?:less|more|later|only|weniger|öfter|seltener|nur)(?: .*)?"),
    ("a day", r"(?:only|at most|max|just|nur|höchstens) (?:NUM) (?:people|person|nudges?|messages?|leute|personen?)(?: .*)?"),
    ("less like this", r"(?:less|weniger)(?: (?:of|like|von|wie) (?:THEM|(?P<person>NAME)))?"),
    ("more like this", r"more (?:of|like) (?:THEM|(?P<person>NAME))|mehr (?:von|wie) (?:THEM|IT)"),
    # refusals
    ("skip", r"(?:no|nope|nah|nein|nee|nö|not?)(?: no)? (?:thanks|thank you|danke|thx)|(?:thanks|thank you|danke|thx)(?: but| aber)? (?:no|nein|nicht)(?: (?:thanks|danke))?"),
    ("skip", r"(?:not?|nicht|nichts|nothing) (?:for (?:ME|me)|my thing|my kind|interested|relevant|THEM|(?:this|that)(?: one| person)?|für mich|mein(?:e)? (?:thema|ding|fall))"),
    ("skip", r"(?:i )?(?:don'?t|do not|really don'?t) (?:know|like|want|remember)(?: to)?(?: (?:answer|reply to|know|see))? (?:THEM|(?:this|that) (?:person|one|guy|man|woman))"),
    ("skip", r"(?:i )?(?:don'?t|do not) (?:care|want to|want this)|kenn(?:e)? ich (?:nicht|gar nicht|schon)|ich kenne? (?:ihn|sie|den|die)(?: gar)? (?:nicht|schon)|"
             r"(?:no|kein|keine) (?:interest|interesse|lust)|boring|dull|irrelevant|uninteressant|langweilig|"
             r"(?:mir )?egal|lass (?:mal|es|gut sein)|weg(?: damit)?|nie (?:wieder|mehr)(?: d(?:er|ie|as|en))?|(?:den|die|das|sowas) (?:mag|kenne?|will|möchte|brauche) ich (?:gar )?nicht|never again|leave (?:IT|THEM)(?: (?:alone|be))?|next(?: one)?|nächste[rs]?"),
    ("skip", r"(?:i have |i've |there is |ich habe? )?(?:nothing|nichts) (?:to (?:say|add)|zu sagen)"),
    ("done", r"(?:(?:i|we|ich|wir) )?(?:have )?already (?:replied|answered|done|did|know|follow|wrote|talked|said)(?: (?:IT|THEM|to THEM|with THEM))*|"
             r"(?:i |we )?(?:replied|answered|did (?:it|that)|talked|know (?:THEM))(?: yesterday| today)? already(?: yesterday| today)?|schon (?:geantwortet|erledigt|gemacht)"),
    # questions about this program, and about who and what it speaks of
    ("help", r"(?:who|what) are you|who (?:made|built|wrote|created|runs|programmed) you|(?:wer|was) bist du|wer hat dich \w+|"
             r"(?:are you|bist du|you'?re|you are)(?: (?:an?|eine?|really|still|even|only|just))* (?:there|working|echt|real|da|noch da|(?:bot|robot|ai|ki|human|person|machine|program|chatgpt|"
             r"mensch|maschine)(?: .*)?)"),
    ("help", r"(?:what|was) (?:can|could|kannst|machst) (?:you|du|i|man)(?: (?:do|say|all|here|alles|so|noch|machen|tun|sagen))*|(?:what|was) (?:do|does|will|would|have|has) you "
             r"(?:(?:know|store|save|keep|collect|remember|read|see) (?:about|of|on|with) (?:ME|my \w+|THEM)|store|save|collect)|was weißt du(?: (?:über|von) .*)?"),
    ("list", r"(?:what|was) (?:have|has|did|do|will|hast|wirst) (?:you|du)(?: (?:already|ever|schon))? (?:posted|sent|done|stored|saved|published|SENT|gemacht)(?: (?:so far|today|in my name|for me|as me|heute))*"),
    ("list", r"(?:what|was) (?:did|have|hab(?:e)?) (?:i|ich)(?: (?:already|ever|schon))? (?:post|posted|send|sent|publish|published|gepostet|gesendet|geschickt|veröffentlicht)(?: (?:so far|today|lately|yet|heute|bisher))*"),
    ("help", r"(?:how|wie) (?:do|does|did|would|can|funktionier\w*|geht|arbeitest) (?:this|it|that|you|nudge|the bot|das|du|es)(?: (?:work|choose|decide|pick|function))?(?: (?:people|this|THEM))?|wie (?:funktioniert|geht) (?:das|es|du|nudge)"),
    ("help", r"how (?:do|can) i (?:stop|undo|pause|mute|change|delete|edit|send|use|start|turn|block|answer|reply|see|set)(?: (?:IT|THEM|you|(?:THE )*(?:THING)|off|on))*"),
    ("help", r"(?:can|do|did) you (?:read|see|store|save|keep|have|track|watch|share)(?: (?:my|all|everything|everyone|me|any) ?(?:dms|messages|posts|mail|data|account|password|of)?)(?: .*)?"),
    ("list", r"(?:did|do|have|has|was|is|are|will|were|wurde|ist|hast)(?: du)? (?:you|it|this|that|my (?:reply|answer|words)|es|das|die antwort)(?: (?:already|just|really|all|been|schon|jetzt))*"
             r" (?:SENT)(?: (?:IT|my reply|yet))*|hast du (?:es|das)(?: schon)? (?:SENT)"),
    ("list", r"(?:when|what time|wann|um wieviel uhr) (?:do|will|are|does|schreibst|meldest|sendest|geht) (?:you|it|this|that|my reply|du|es|das)(?: (?:write|send|post|message|ping|ME|dich|SENT|be|go|next|wieder))*"),
    ("list", r"(?:what is|what's|was ist)(?: (?:next|open|on its way|queued|pending|offen|unterwegs|ahead|coming))|next|was kommt (?:jetzt|noch)"),
    ("more", r"(?:who|what|anyone|anybody|anything|someone|somebody|noch|sonst noch)(?: else| jemand(?: ander\w+)?| wer| einer)(?: (?:is )?(?:there|new|open|today|da))*|jemand ander\w+|someone new|wer noch"),
    ("show", r"(?:which|what|welche[rs]?) (?:post|person|draft|nudge|message|link|beitrag|nachricht)(?: (?:is|was|do you mean|meinst du) ?\w*)*"),
    ("show", r"(?:what|was|which) (?:did|does|has|had|hat|wollte|war|was|is) (?:THEM|(?P<person>NAME)) (?:write|wrote|say|said|ask|asked|post|posted|want|geschrieben|gesagt|gefragt|gepostet|wissen)"),
    ("show", r"(?:what|was)(?: (?:was|is|war|ist)|'s) (?:the|his|her|their|my|die|der|das|seine|ihre) (?:question|post|link|frage|beitrag)|(?:where(?: is|'s| are)|wo (?:ist|sind)) (?:THE )*(?:OURS)"),
    ("show", r"what (?:did|have|had) i (?:write|say|written|said|wrote)|was hab(?:e)? ich (?:geschrieben|gesagt)|(?:SHOW )?(?:ME )?what i (?:wrote|said)|read it back(?: to me)?"),
    ("help {word}", r"(?:what|how) (?:does|do|would|will) (?P<word>COMMAND)(?: command)? (?:do|mean|work|happen)(?: exactly| here| again)?"),
    ("help {word}", r"(?:was|wie) (?:macht|bewirkt|bedeutet|heißt|geht|funktioniert) (?:der befehl )?(?P<word>COMMAND)(?: eigentlich| genau| hier)?"),
    ("help {word}", r"what (?:is|are|happens with|happens if i say|happens when i say) (?P<word>COMMAND)(?: for| good for)?"),
    ("help {word}", r"(?:explain|what is|what does|how does|erkläre?) (?:the |den )?(?:command|befehl) (?P<word>COMMAND)(?: do| mean| work)?"),
    ("help", r"what does [a-z]\d+ mean|what do(?:es)? (?:this|that) code mean|what (?:are|were|is) (?:my|your) (?:OURS|words|hours)"),
    ("who", r"(?:what|was) (?:do|haben) (?:we|wir)(?: have)? (?:in common|gemeinsam)(?: with THEM)?|who am i (?:talking|speaking|writing) (?:to|with)"),
    ("show", r"what is (?:this|it) about|worum geht es|um was geht es|what is this|(?:say|repeat) (?:IT|that)|what did you say|was ist das(?: hier)?|was hast du gesagt"),
    ("help", r"(?:i )?(?:don'?t|do not|didn'?t) understand(?: (?:this|you|it))?|(?:das )?verstehe? ich nicht|ich verstehe? (?:das )?nicht|what do you mean"),
    ("why", r"(?:why|warum|wieso) (?:THEM|(?:this|that|diese[rsn]?) (?:person|post|one|beitrag)|(?:do|did|are|have) you (?:show|bring|send|suggest|pick|choose|tell|shown|chose)\w*(?: (?:ME|IT|THEM))*|(?P<person>NAME))"),
    ("who", r"(?:who|wer)(?: (?:is|was|are|ist|war)|'s) (?:THEM|IT|(?P<person>NAME))"),
    ("who", r"(?:how|where|woher|do|kenne|folge) (?:do |kenne )?(?:i|ich)(?: (?:know|follow))? (?:THEM|each other|(?P<person>NAME))"),
    ("who", r"(?:when did|have|did|do|had|when have) (?:we|i)(?: (?:last|ever|already))* (?:met|meet|know|follow|talk\w*|spoken|speak|wrote|written|write)(?: (?:to|with))?(?: (?:each other|THEM|before|last))*"),
    # asides
    ("", r"yeah right|as if|test(?:ing)?|ping|whatever(?: you (?:want|like|think))?|(?:do|mach)(?: was| as| what| whatever)(?: \w+)? (?:you|du) (?:want|like|think|willst|meinst)|surprise me|good (?:bot|job bot)|bad bot"),
    ("", r"(?:you are|you're|that's|that is|this is|du bist) (?:so |very |really |too )?(?:annoying|useless|broken|spam|nervig|nutzlos)|(?:wrong|falsche) (?:person|post|one|nachricht)|you (?:already|just) (?:asked|told|showed|sent)(?: ME)?(?: (?:IT|about it))*"),
    ("", r"(?:that|this|it) was (?:not|n't)? ?(?:for|meant for) (?:THEM|you|ME)|that wasn'?t for (?:THEM|you)"),
    ("", r"(?:(?:THE )*(?:NUM|\d+) (?:people|persons?|leute)?(?: ?a| ?per| am| pro) (?:day|tag)(?: is enough| reicht| reichen| at most)?|shut down)"),
    ("", r"(?:from now on|always|auto(?:matically)?|ab jetzt|immer|von jetzt an|künftig) (?:ACT)(?: .*)?"),
    ("", r"(?:just )?(?:ACT) (?:IT |them )?(?:everything|all(?: of (?:it|them))?|everyone|alles|every time|always|automatically|without asking|for me every time|immer|ohne zu fragen)(?: .*)?"),
)  # fmt: skip
"""The shapes, each with the command that would do it; `FRONT` and `BEHIND` may stand around any. What stands in braces is what the shape found by that name: `person`, `when`."""
