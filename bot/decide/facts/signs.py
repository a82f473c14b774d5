"""List the kinds of words by which a reply is told to owe nothing, or to want a word: in English and German, a kind a line.

Broad on purpose, and none of them decides alone: what each counts is fitted, and stands in `owed.txt`.
"""

from __future__ import annotations

import re

from bot.decide.facts.cues import cue

POLITE = {
    "thanks": r"thank\w*|thx|ty|tysm|ta|cheers|appreciat\w*|obliged|danke\w*|dank|merci",
    "praise": r"gorgeous|beaut\w+|lovely|stunning|wonderful\w*|amazing|awesome|brilliant\w*|great|fantastic|fab\w*|superb|excellent|"
    r"perfect\w*|magnificent|marvel\w+|splendid|delightful|charming|adorable|cute|sweet|pretty|nice|cool|neat|impressive|incredible|"
    r"unbelievable|terrific|fascinating|interesting|hilarious|funny|clever|smart|genius|legend|hero|star|best|love|loved|loving|enjoyed|"
    r"joy|treat|well done|bravo|kudos|respect|congrat\w*|yay|yum\w*|delicious|magic\w*|epic|gold|talented|good|glad|happy|proud|"
    r"helpful|useful|wunder\w+|traum\w*|herrlich\w*|schön\w*|toll\w*|super|klasse|groß\w+|genial\w*|(f|ph)antastisch\w*|zauber\w+|"
    r"bezaubernd\w*|hübsch\w*|süß\w*|niedlich\w*|lecker\w*|köstlich\w*|spannend\w*|interessant\w*|hilfreich\w*|beeindruckend\w*|stark\w*|"
    r"cool\w*|geil\w*|mega|hammer|spitze|prima|fein\w*|gut\w*|gelungen\w*|glückwunsch|gratul\w+|respekt|stolz|freut?|freue|lieb\w*|"
    r"perfekt\w*|witzig\w*|lustig\w*",
    "wish": r"luck|enjoy|hope\w*|have a|safe|happy|see you|bye|night|morning|take care|well soon|welcome|hugs?|viel|viele|gute[nrs]?|"
    r"bis|liebe|gern\w*|besserung|tschüss?|moin|grüße?|spaß|wünsch\w*|drück\w*|alles",
    "assent": r"yes|yep|yeah|yup|ok|okay|sure|agreed?|exactly|indeed|absolutely|right|true|same|fair|noted|done|will do|got it|gotcha|"
    r"understood|deal|ja|jep|jo|klar|genau|stimmt|eben|absolut|passt|verstehe|verstanden|recht|einverstanden|abgemacht|notiert|gemerkt",
    "laughter": r"haha|hehe|hihi|lol|lmao|rofl|ha|heh|xd|grins|lach|aw|oh|ah|ooh|omg|wow|whoa|yay|woo\w*|hurra\w*|juhu|hach|ach|oje|ups|"
    r"oops|puh|phew|ugh|x+|xo\w*",
    "feeling": r"^((so|very|really|how|wie|sehr|echt|total|absolutely|ganz) )?(?!un|over|mis|dis|im|in|ir|doubt|lang)\w{2,}"
    r"(ful|ous|ing|ive|[ai]ble|ical|lich|ig|end|haft|isch|bar|sam)$",
}
"""What is said where nothing is asked and nothing told."""

WANTING = {
    "question word": r"who|who's|what|what's|whats|when|when's|where|where's|why|how|how's|which|whose|wer|was|wann|wo|warum|wieso|weshalb|"
    r"wozu|wie|welche[rsnm]?|wem|wen|wessen|woher|wohin|womit|woran|wovon|worüber|wofür",
    "question verb": r"(do|does|did|is|are|was|were|have|has|had|can|could|would|will|shall|should|may|isn't|aren't|wasn't|don't|doesn't|"
    r"didn't|won't|can't|ain't) (you|u|i|we|it|that|this|they|he|she|there|the|any\w*|some\w*|one|yours?|my|mine|these|those|every\w*)|(does|are) \w+|did (?!indeed|so|the)\w+|\w+st du|\w{2,}t (ihr|er|sie|man)|du (noch|mit)|"
    r"(habt|seid|könnt|wollt|wisst|kennt|macht|kommt|nehmt|braucht|geht|liest|fahrt) ihr|"
    r"(kann|darf|soll|muss|könnte|dürfte|sollte|müsste) (ich|man|das|es)|(können|sollen|wollen|müssen|dürfen) wir|"
    r"(ist|war|sind|waren|gibt|gibt's|gibts|geht|stimmt|wird|hat|geht's|gehts|läuft|hilft|klappt) "
    r"(das|es|der|dir|euch|dein\w*|man|noch|schon|denn|die|da)|(gibt|gibt's|gibts|kennt|hat) (eine?n?|jemand)",
    "request": r"please|pls|plz|bitte|(tell|send|show|give|let|keep|drop|ping|dm|teach|help|explain|share|bring|call|write|need|want|"
    r"remind|invite|mail|text|message) (me|us|him|a|the|your|it|pics|more)|wonder\w*|curious|interested|love to (know|hear|see)|needs?|"
    r"want|wanna|fancy|mind|any|anyone|anybody|someone|ever|more|(schick|sag|zeig|erzähl|meld|melde|schreib|ruf|gib|halt|lass|erklär|hilf|"
    r"bring|nimm|guck|schau|frag)t?|würde gern\w*|interessier\w*|frage? mich|bräuchte|brauche|könntest|hättest|lust|jemand|irgend\w+|mehr",
    "denial": r"not|no|never|none|nope|nah|hardly|\w+n't|cannot|nicht|nix|nichts|kein\w*|nie|nee|nein|nö|ohne|without",
    "turn": r"but|though|although|however|except|unless|until|instead|actually|unfortunately|sadly|alas|afraid|only|yet|still|than|aber|"
    r"allerdings|jedoch|nur|leider|sondern|außer|obwohl|eigentlich|naja|h+m+|eher|dafür|nämlich|übrigens|fyi|btw",
    "trouble": r"wrong|broken?|dead|missing|fail\w*|errors?|crash\w*|bugs?|typos?|slow\w*|worse|worst|bad|late|cancel\w*|lost|down|stuck|"
    r"hate[ds]?|doubt\w*|disagree\w*|worr(y|ied|ying)|sick|ill|closed?|closes|sold|hurts?|kaputt|falsch\w*|fehl\w*|schlecht\w*|spät\w*|"
    r"verloren|absag\w*|ausverkauft|voll|gesperrt|krank|zweifl?\w*|skeptisch|sorgen|anders",
    "mine": r"my|mine|our|ours|we|we've|we're|us|mein\w*|unser\w*|uns|wir",
    "others": r"he|she|they|him|her|them|his|their|he's|she's|they're|there's|it's|its|er|sie|ihm|ihnen|der|die|den|dem",
    "i": r"i|i'm|i've|i'd|i'll|ich|hab|habe|bin",
    "you": r"you|u|your|you're|du|dir|dich|dein\w*|ihr|euch|eure?\w*",
    "past": r"was|were|had|did|went|used|tried|made|found|saw|heard|took|got|gave|told|said|bought|broke|spoke|\w{3,}ed|war|waren|"
    r"hatte|hatten|wurde|\w*ge\w{2,}(t|en)",
}
"""What is said where something is wanted, told or doubted."""

KINDS = {name: cue((fragment,)) for name, fragment in (POLITE | WANTING).items()}
"""Every kind as one expression, for words in lower case with a space between them."""

ASKED = re.compile(
    r"((and|but|so|then|ok|oh|und|aber|also) )?((who|what|where|why|how|which|whose|wer|was|wo|warum|wieso|weshalb|wozu|wie|wem|wen|woher|wohin|"
    r"womit|woran)(?! (an?|für ein\w*|i|we|ich|wir)\b)|welche[rsnm]?|when (is|are|do|did|will|can|was|does)|wann)\b"
)
"""A part that begins as a question with a question word does; not "what a day", nor "what I liked"."""
