"""List what people say when they are content: a yes, praise, thanks, a laugh, a farewell, in English, German and Spanish.

Closed on purpose (see `assent`). One saying between two strokes. `BESIDE` holds what may stand beside such a saying and
changes nothing; no word of it may turn one into something else. So there is no "but", no "not" and no "wait" here; nothing
that tells what somebody did, or when ("I wrote her myself, thanks", "morgen, danke"); neither "please" nor "for", which make
an order of a kind word ("más bonito por favor"); no pronoun, which makes a question of one ("passt das so"). A word that
doubts in one language is left out in all ("fast" is almost in German, "bin it" throws away). `ALONE` holds what orders
something as soon as another word stands beside it ("correct it", "mach das kürzer", "dale las gracias").
"""

ALONE = """
phew|puh|puh geschafft|phew done|yes please and thank you|
jup raus damit|sii|läuft|endlich puh|mil gracias de verdad|
ja raus damit|correct|dale|si|que si|sí que sí|mach das|mach es|mach nur|make it so|kann raus|darf raus|
raus damit|smooth|star|stark|nada más|eso es todo|that is all|very well|send it|do it|ship it|go for it|mándalo|mandalo|
envíalo|envialo|schick ab|absolutely send it|yes send it|yeah send it|yep send it|ok send it|yes do it|yes ship it|
yes go for it|yeah go for it|ja schick ab|ja schick es ab|sí mándalo|si mandalo|sí envíalo|si envialo|vale mándalo|
ok mándalo|please do|sure|klar|na klar|claro|sicher|natürlich|of course|certainly|ist gut so|jo|sure thanks|klar danke|
claro gracias|aber klar|klar doch|ja klar danke|jo passt|bis morgen|hasta mañana|hasta manana|danke bis morgen|
gracias hasta mañana|gute nacht bis morgen|buenas noches hasta mañana|gracias y hasta mañana|thanks see you tomorrow|
sí porfa|phew done|so das wär geschafft
"""

YES = """
yes please|ja bitte|sí por favor|yes please do|ok bitte|send it please|please send it|do it please|vale por favor|
sounds good to me|fine with me|good with me|that's right|thats right|that is right|nothing to add|go right ahead|
by all means|you bet|you got it|without a doubt|a hundred percent|a thousand times yes|yes yes|true that|makes sense|
onwards|ready|i'm ready|im ready|ready when you are|all fine|all fine by me|all fine here|everything's fine|
everything is fine|fab idea|good idea|great idea|nice idea|good call|great call|good plan|great plan|auf jeden fall|
auf alle fälle|unbedingt|definitiv|absolut|selbstverständlich|selbstredend|hundertprozentig|hundert prozent|
ohne zweifel|nichts hinzuzufügen|gute idee|tolle idee|super idee|guter plan|bin bereit|bereit|alles fein|passt perfekt|
passt wunderbar|passt super|passt gut|passt alles|alles perfekt|alles super|alles prima|wird gemacht|nur zu|immer zu|
immer gerne|freie fahrt|auf geht's|auf gehts|los damit|und ab|ab die post|ab geht's|ab gehts|sowas von|na logo|logo|
logisch|jepp|yepp|joo|sin duda|sin dudas|totalmente|absolutamente|efectivamente|obvio|obviamente|segurísimo|con gusto|
con mucho gusto|buena idea|gran idea|buen plan|conforme|aprobado|todo perfecto|todo correcto|todo en orden|todo listo|
lista|estoy lista|estoy listo|tira millas|ale|órale|ándale|sí sí|que sí|pues sí|pues claro|eso mismo|eso eso|así mismo|
tú sigue|sigue así|oh yes|oh yeah|yes|yep|yup|yeah|yea|ye|yas|yess|ok|okay|okey|oki|okie|okie dokie|okey dokey|
sure thing|for sure|absolutely|definitely|indeed|exactly|right on|true|agreed|deal|fine by me|alright|all right|aight|
all good|it's all good|good to go|go ahead|go on|let's go|lets go|roger that|copy that|got it|gotcha|understood|noted|
aye|amen|sounds good|sounds great|sounds perfect|sounds lovely|looks good|looks great|looks perfect|looks lovely|
reads well|works for me|that works|happy with that|happy with it|i'm happy|im happy|i agree|i am fine with it|
i'm fine with it|no problem|no prob|no probs|np|no worries|no objection|no objections|can't wait|cant wait|ja|jup|jep|
jap|jawoll|jawohl|alles klar|klaro|genau|genau so|ganz genau|richtig|stimmt|einverstanden|passt|passt so|passt mir|
das passt|geht klar|geht in ordnung|in ordnung|okidoki|abgemacht|gerne|gern|sehr gerne|bin zufrieden|so machen wir's|
so machen wirs|so soll's sein|ab damit|los geht's|los gehts|weiter so|verstanden|kein problem|alles gut|alles bestens|
alles in ordnung|sí|sip|sep|vale|va|venga|claro que sí|claro que si|por supuesto|de acuerdo|desde luego|está bien|
esta bien|todo bien|todo ok|perfecto así|así es|así está bien|así me gusta|exacto|correcto|cierto|eso es|adelante|hecho|
listo|sin problema|no hay problema|me parece bien|me parece perfecto|okis|oká|los geht es|dann los|dann passt das|
dann passt's
"""

PRAISE = """
wie geil|wie schön|wie cool|wie toll|wie süß|wie lieb|bin ich froh|bin ich erleichtert|bin ich happy|estoy supercontenta|
estoy supercontento|supercontenta|supercontento|so happy with how it came out|
genau mein ton|that's my tone|u legend|you legend|that made my day|that made me smile|that really made my day|
excellent work|excelente trabajo|well done you|klasse gemacht|bist ein schatz|da freut sie sich|da freut er sich|
da freut sie sich bestimmt|da freut er sich bestimmt|qué bien ha quedado|estoy muy contenta|estoy muy contento|
ich bin zufrieden|i really like how you put it|i really like how you put that|das tut gut|eres un encanto|
einfach herrlich|einfach toll|einfach super|einfach perfekt|so schön gesagt|qué contento estoy|qué contenta estoy|
es justo lo que quería decir|es justo lo que quería decirle|justo lo que quería decir|genau das wollte ich sagen|
genau so wollte ich es sagen|that's exactly what i wanted to say|that's what i wanted to say|
exactly what i wanted to say|seguro que le saca una sonrisa|le va a sacar una sonrisa|qué ilusión le va a hacer|
glad that's done|i like how you put that|i like how you put it|i like how that came out|
couldn't have said it better myself|reads well|reads really well|reads very well|reads nicely|reads lovely|
reads beautifully|loved it|liked it|adore it|i adore it|loves it|love it|that's the one|thats the one|that's it|
thats it|that is it|couldn't have said it better|couldnt have said it better|could not have said it better|
couldn't have put it better|couldnt have put it better|fits|fits perfectly|fits well|suits me|sounds like me|
sounds just like me|sounds right|feels right|feels good|sums it up|sums it up nicely|hits the spot|a treat|a joy|
a delight|delightful|elegant|touching|moving|sweet of you|adorable|cute|solid|stellar|flawless|epic|fire|gold|golden|
pure gold|banger|slaps|dope|sick one|wicked|grand|angel|my hero|treasure|lifesaver|life saver|worth the wait|very handy|
handy|useful|big help|a great help|easy peasy|job done|one less thing|off my list|feels great|makes me happy|
made me happy|made me smile|makes me smile|chuffed|stoked|over the moon|tickled pink|delighted|thrilled|relieved|
what a team|team work|teamwork|we make a good team|good team|keep it up|keep up the good work|high five|fist bump|
liest sich|liest sich toll|liest sich schön|liest sich super|klingt richtig gut|klingt nach mir|klingt schön|trifft es|
trifft's|trifft es genau|genau richtig|auf den punkt|punktlandung|schön gesagt|schön geworden|gut geworden|
toll geworden|super geworden|gut formuliert|schön formuliert|toll formuliert|gut gesagt|schön geschrieben|
gut geschrieben|gut getroffen|gut hinbekommen|hast du gut gemacht|schatz|ein schatz|engel|goldstück|goldig|süß|süss|
herzig|lieb|lieb von dir|niedlich|stabil|nice|geilo|traumhaft|fabelhaft|fantastisch|famos|super sache|feine sache|
gute sache|tolle sache|astrein|saubere arbeit|top arbeit|sehr fein|gefällt|gefällt ihr bestimmt|gefällt ihm bestimmt|
freut sich|freut sich bestimmt|wird sich freuen|wird sie freuen|wird ihn freuen|erleichtert|beruhigt|begeistert|
bin begeistert|bin stolz|bin froh|froh|glücklich|zufrieden|bin happy|so muss das|so soll es sein|kann man so lassen|
kann so bleiben|hut ab|respekt|chapeau|daumen hoch|gutes team|spitzenteam|juhu|juhuu|hurra|yippie|jippie|yeah|
bien dicho|muy bien dicho|bien escrito|bien puesto|bien explicado|bien contado|quedó redondo|te quedó redondo|redondo|
quedó bonito|quedó precioso|quedó lindo|bonito quedó|lindo quedó|te quedó|quedó muy bien|queda genial|queda perfecto|
queda bien|queda muy bien|suena bien|suena genial|suena muy bien|suena perfecto|suena a mí|tal cual|clavado|lo clavaste|
lo has clavado|en el clavo|encantada|encantado|le va a encantar|les va a encantar|le encantará|le gustará|
le va a gustar|se va a alegrar|se alegrará|se va a poner contenta|se va a poner contento|contenta|contento|feliz|
qué ilusión|que ilusion|me hace ilusión|qué gusto|que gusto|me alegra|qué maravilla|que maravilla|qué pasada|que pasada|
una pasada|qué guay|que guay|qué chulo|que chulo|qué mono|que mono|qué majo|qué maja|un sol|eres un sol|eres un ángel|
eres un angel|eres un amor|eres genial|eres lo máximo|eres lo más|un amor|ángel|cielo|qué crack|que crack|figura|
máquina|fiera|monstruo|joya|una joya|diez puntos|de diez|sobresaliente|divino|espectacular|impecable|elegante|simpático|
útil|muy útil|de gran ayuda|gran trabajo|buena esa|buenísimo trabajo|chévere|bacán|padre|qué padre|padrísimo|bárbaro|
joya de respuesta|aplauso|aplausos|un aplauso|oh nice|oh cool|wow nice|wow great|wow cool|wow super|great|good|lovely|
perfect|brilliant|awesome|amazing|excellent|wonderful|fantastic|superb|super|cool|sweet|neat|ace|top|marvellous|
marvelous|splendid|fab|fabulous|terrific|magic|magical|spot on|on point|nailed it|you nailed it|nice one|good one|
great one|lovely one|well done|well said|nicely done|nicely put|nicely said|well put|great job|good job|nice job|
great work|good work|nice work|good stuff|great stuff|top notch|first class|chef's kiss|chefs kiss|bravo|kudos|hooray|
hurray|yay|woo|woohoo|whoop|hell yeah|heck yeah|love that|love this|loving it|i love it|i love that|i love this|
i like it|i like that|like it|made my day|finally|at last|endlich|por fin|ehrenmann|ehrenfrau|krass gut|überfällig|
das war überfällig|hdgdl|hdl|life is good|lovely day|que descanso|qué descanso|qué alivio|que alivio|ay qué bonito|
ay que bonito|cool cool|that was quick wow|made my day honestly|you rock|you're the best|youre the best|
you are the best|you're a star|you are a star|you're a gem|you are a gem|you're great|you are great|you're a legend|
legend|good bot|beautiful|beautifully put|beautifully said|gorgeous|so good|what a relief|that was quick|that was fast|
that was easy|impressive|impressed|i'm impressed|im impressed|better than mine|couldn't be better|couldnt be better|
could not be better|as always|happy|i'm glad|im glad|glad|very happy|pleased|proud|proud of it|gut|sehr gut|richtig gut|
schön|sehr schön|wunderschön|klasse|prima|toll|spitze|spitzenmäßig|spitzenmässig|perfekt|genial|mega|megagut|geil|
hammer|wunderbar|herrlich|großartig|grossartig|ausgezeichnet|hervorragend|fein|bestens|erste sahne|einsame spitze|
gut gemacht|toll gemacht|schön gemacht|super gemacht|gut so|gute arbeit|tolle arbeit|gefällt mir|das gefällt mir|
gefaellt mir|liest sich gut|klingt gut|klingt super|klingt toll|sieht gut aus|freut mich|freu mich|ich freu mich|
ich freue mich|wie schön|das ging schnell|ging schnell|das ging aber schnell|das war schnell|find ich gut|
find ich richtig gut|finde ich gut|find ich super|find ich toll|liebs|ich liebs|ich lieb's|lieb ich|besser geht's nicht|
besser gehts nicht|bist die beste|bist der beste|du bist die beste|du bist der beste|du bist toll|du bist super|bien|
muy bien|qué bien|que bien|perfecto|estupendo|excelente|buenísimo|buenisimo|buenísima|maravilloso|maravilla|fantástico|
fantastico|fenomenal|increíble|increible|guay|mola|chulo|precioso|preciosa|bonito|bonita|lindo|linda|qué bonito|
que bonito|qué lindo|que lindo|buen trabajo|bien hecho|muy bueno|muy buena|qué bueno|que bueno|qué buena|me encanta|
me encantó|me gusta|me gusta mucho|te quedó genial|te quedó bien|quedó genial|quedó perfecto|quedó bien|
te ha quedado genial|ha quedado genial|ha quedado perfecto|eres la mejor|eres el mejor|eres un crack|eres una crack|
crack|crac|grande|qué grande|olé|qué rápido|que rápido|que rapido|qué alegría|que alegria|me alegro|nada que añadir|
de lujo|un diez|de maravilla|a la perfección|she'll love it|she'll like it|she'll love that|she'll love this|
she'll be happy|she'll be so happy|she'll be pleased|she'll be delighted|she'll be thrilled|she'll laugh|she'll smile|
he'll love it|he'll like it|he'll love that|he'll love this|he'll be happy|he'll be so happy|he'll be pleased|
he'll be delighted|he'll be thrilled|he'll laugh|he'll smile|they'll love it|they'll like it|they'll love that|
they'll love this|they'll be happy|they'll be so happy|they'll be pleased|they'll be delighted|they'll be thrilled|
they'll laugh|they'll smile|she will love it|she will like it|she will love that|she will love this|she will be happy|
she will be so happy|she will be pleased|she will be delighted|she will be thrilled|she will laugh|she will smile|
he will love it|he will like it|he will love that|he will love this|he will be happy|he will be so happy|
he will be pleased|he will be delighted|he will be thrilled|he will laugh|he will smile|they will love it|
they will like it|they will love that|they will love this|they will be happy|they will be so happy|they will be pleased|
they will be delighted|they will be thrilled|they will laugh|they will smile|me gusta cómo queda|gefällt mir sehr|
gefällt mir gut|gefällt mir richtig gut|hat geklappt|hast du toll formuliert|hast du schön formuliert|
hast du gut formuliert|hast du schön gesagt|hast du toll geschrieben|das hast du toll formuliert|das hast du gut gesagt|
das hast du schön geschrieben|das hast du toll gemacht|a work of art|the way you put that|all the best|
wird ihr gefallen|wird ihm gefallen|wird ihnen gefallen|da wird sie sich freuen|da wird er sich freuen|
da freut sie sich|da freut er sich|no one could do better|way better than mine|te ha quedado muy bien|
ha quedado muy bien|le va a gustar mucho|ich freu mich so|so lovely|so eins weniger aufm zettel|very nice|muy bonito|
oh wie schön|omg love it|wunderschön geschrieben|super geschrieben|toll geschrieben|i'm happy with it|
bin sehr zufrieden|estoy contenta|estoy contento|tqm|feels good to get that out|so happy i did this|
estoy contenta la verdad|quedó hermoso
"""

THANKS = """
thanks nudge|thank you nudge|danke nudge|gracias nudge|good job nudge|tausend dank dir|thank you kindly|
that's so kind of you|so kind of you|that's kind of you|you saved me some time|muy amable|me has ayudado mucho|
me ayudaste mucho|thankful|grateful|so grateful|very grateful|ever so grateful|i'm grateful|thanks again|
thanks for the reminder|thanks for reminding me|thanks for the nudge|thanks for the heads up|thanks for checking|
thanks for letting me know|thanks for being there|thanks in advance|ta muchly|ta very much|cheers for that|
cheers for this|owe you one|i owe you one|you saved me|saved my day|you made my day|ich danke dir|ich danke|
danke nochmal|danke nochmals|danke vielmals|danke im voraus|danke für den hinweis|danke für den tipp|
danke fürs bescheid geben|danke fürs bescheid sagen|danke dafür|dafür danke|hab dank|habe dank|hast was gut|
hast was gut bei mir|bin dankbar|bin dir dankbar|sehr dankbar|dankeschöön|thx dir|vergelt's gott|gracias de verdad|
gracias de corazón|gracias a ti|gracias a vosotros|gracias otra vez|gracias de nuevo|gracias por avisar|
gracias por el aviso|gracias por recordármelo|gracias por tu ayuda|gracias por estar|gracias infinitas|
infinitas gracias|muy agradecida|muy agradecido|agradecida|agradecido|se te agradece|te debo una|qué haría sin ti|
que haría sin ti|mersi|gracias majo|gracias maja|oh thanks|oh thank you|oh danke|wow thanks|thanks|thank you|thankyou|
thx|thnx|tx|ty|tysm|tyvm|cheers|ta|much appreciated|appreciated|appreciate it|i appreciate it|i appreciate that|
much obliged|thanks a lot|thanks a million|thanks a ton|many thanks|thanks so much|thank you so much|
thank you very much|thanks very much|bless you|god bless|you're welcome|youre welcome|welcome|my pleasure|danke|
danke dir|danke schön|dankeschön|danke sehr|vielen dank|vielen lieben dank|lieben dank|herzlichen dank|besten dank|
tausend dank|1000 dank|dank dir|dankbar|merci|merci dir|gracias|muchas gracias|mil gracias|muchísimas gracias|
muchisimas gracias|grax|graciass|te lo agradezco|se agradece|gracias por todo|gracias por la ayuda|thanks for the help|
thanks for your help|thanks for this|thanks for that|thanks for everything|danke für die hilfe|danke für alles|
danke fürs helfen|danke fürs erinnern|de nada|bitte schön|bitteschön|gern geschehen|thanks to you|danke auch dir|
thanks to both of you|a lot of thanks|muchas gracias de verdad|danke wirklich|danke echt|cheers mate|so much thanks|
thank u|thank u so much|thx a lot|danke dir vielmals|danke du|lieben dank dir|omg thank you|si gracias|sí gracias|
ok thank u
"""

LAUGH = """
cracks me up|cracked me up|crack me up|cracking up|i'm laughing|im laughing|hilarious|so hilarious|comedy gold|giggle|
giggles|chuckle|laughing|laughing out loud|that got me|ich lach mich schlapp|lach mich weg|lach mich schlapp|
musste lachen|ich musste lachen|köstlich|witzig|zum schießen|brüller|prust|me río|me rio|me reí|me partí|
me parto de risa|morí|qué gracia|que gracia|gracioso|divertido|qué divertido|me hizo gracia|me hace gracia|descojone|
ke risa|lol|lolol|lmao|rofl|lmfao|hehe|hihi|xd|xdd|hah|heh|lach|schmunzel|grins|kicher|me parto|me meo|me muero de risa|
qué risa|que risa|jiji|jeje|so funny|that's funny|thats funny|funny|lustig|sehr lustig|made me laugh|that made me laugh|
ich lach mich weg|ich lache
"""

FAREWELL = """
bis morgen dann|off to bed now|off to dinner now|off to lunch now|off to work now|nos hablamos luego|
que tengas buena tarde|que tengas un buen finde|off to bed then|off to bed|have fun|enjoy|enjoy the evening|
enjoy the rest of your day|rest well|rest up|good rest|speak soon|speak tomorrow|speak later|chat soon|chat later|
chat tomorrow|later alligator|see you around|see you next week|see you in the morning|cheerio|ta ta|tata|toodles|
toodle pip|ciao for now|bye for now|bye now|that's me done|thats me done|that's me for today|calling it a day|
calling it a night|i'm calling it a day|hitting the sack|hitting the hay|heading out|heading home|heading to bed|
i'm heading out|im heading out|off for dinner|off to dinner|off to work|off to lunch|off for a walk|off i go|off home|
logging off|i'm logging off|signing out|time to sleep|sleepy time|dinner time|lunch time|dinner is ready|dinner's ready|
back to work|schönen sonntag|schönen samstag|schönen urlaub|schönen rest|schönen resttag|schönen abend dir|
schönen abend euch|guten abend noch|gute nacht dir|angenehme nachtruhe|angenehmen abend|erholsame nacht|
bis nächstes mal|bis zum nächsten mal|bis nächstens|wir lesen uns|wir hören uns|wir sehen uns|man liest sich|
man hört sich|hau rein|haut rein|gehab dich wohl|auf wiedersehen|wiedersehen|auf wiederhören|ahoi|tschüssing|
bin im bett|bin schlafen|bin unterwegs|bin essen|ich bin dann mal weg|ich bin dann weg|ich mach feierabend|
mache feierabend|ich mache feierabend|essen ist fertig|muss essen|muss zur arbeit|muss ins bett|ich muss ins bett|
muss schlafen|küsschen|drück dich|que pases buena noche|que pases buen día|que pases un buen día|que vaya bien|
que te vaya bien|que te vaya bonito|pásalo bien|pasalo bien|disfruta|disfruta del día|descansa|a descansar|a cenar|
a comer|a trabajar|me voy a cenar|me voy a comer|me voy a trabajar|me tengo que ir|tengo que irme|tengo que salir|salgo|
salgo ya|me retiro|me desconecto|hablamos|hablamos luego|hablamos mañana|hablamos pronto|nos hablamos|nos vemos pronto|
hasta siempre|hasta más ver|agur|abur|ciao|chao pescao|un abrazo fuerte|un besote|besazo|muac|bendiciones|hoy ya está|
ya está por hoy|a la camita|a mimir|a dormir se ha dicho|bye|bye bye|byebye|goodbye|good bye|good night|goodnight|
night night|nighty night|nite|gn|gnite|gute nacht|see you|see ya|see u|cya|cu|see you later|see you soon|
see you tomorrow|see ya later|see ya tomorrow|talk later|talk soon|talk to you later|talk to you soon|talk tomorrow|
talk to you tomorrow|ttyl|ttys|catch you later|laters|til next time|until next time|take care|have a good one|
have a good day|have a nice day|have a great day|have a good evening|have a nice evening|have a good night|
have a lovely evening|have a lovely day|have a good weekend|have a nice weekend|enjoy your evening|enjoy your day|
sleep well|sleep tight|sweet dreams|i'm off to bed|im off to bed|going to bed|i'm going to bed|im going to bed|bed time|
bedtime|time for bed|i'm off|im off|gotta go|gotta run|got to go|got to run|i have to go|have to go|have to run|
must dash|gtg|g2g|brb|peace|peace out|over and out|signing off|that's all for today|thats all for today|
that's all for now|that's it for today|thats it for today|done for today|done for the day|i'm done for today|
im done for today|tschüss|tschüs|tschüssi|tschüssikowski|tschau|ciao ciao|servus|pfiat di|ade|adé|bis dann|bis denn|
bis später|bis spaeter|bis später dann|bis bald|bis gleich|bis nachher|bis nächste woche|bis die tage|man sieht sich|
mach's gut|machs gut|schlaf gut|schlaf schön|träum schön|schönen abend|schönen abend noch|schönen tag|schönen tag noch|
schönes wochenende|schöne nacht|schönen feierabend|feierabend|bin weg|bin dann mal weg|bin dann weg|ich bin weg|
ich muss los|muss los|muss jetzt los|ich geh schlafen|ich gehe schlafen|geh schlafen|gehe schlafen|ab ins bett|
gehe ins bett|geh ins bett|ich geh ins bett|das war's für heute|das wars für heute|lg|vg|hab einen schönen abend|
hab einen schönen tag|hab noch einen schönen abend|adiós|adios|chao|chau|chaito|hasta luego|hasta pronto|
hasta la próxima|hasta la proxima|hasta la vista|hasta otra|hasta ahora|nos vemos|nos vemos mañana|nos vemos luego|
nos leemos|buenas noches|buena noche|buen día|buen dia|buenas tardes|que descanses|que duermas bien|que tengas buen día|
que tengas un buen día|que tengas buena noche|buen finde|feliz noche|feliz día|dulces sueños|me voy|ya me voy|me piro|
me voy a dormir|me voy a la cama|a dormir|a la cama|besos|besitos|un beso|un abrazo|abrazos|cuídate|cuidate|
eso es todo por hoy|nice day|dann bis morgen|dann gute nacht|also dann|see you tonight|good night then|to bed with me|
buenas noches y gracias|buenas noches y gracias por todo|good night and thank you|good night and thanks|
thanks and good night|thank you and good night|gute nacht und danke dir|gute nacht und danke|danke und gute nacht|
danke und schönen abend|gracias y buenas noches|gracias y hasta mañana|un abrazo y hasta luego|danke und lg|
ciao bis morgen|tschüss bis morgen|adiós hasta mañana
"""

BESIDE = """
very|sehr|richtig|total|voll|super|aw|aww|awww|hach|phew|darling|guys|folks|sis|bud|leute|amigo|amiga|jefa|guapo|guapa|
cariño|compi|tron|reina|rey|maestro|wie immer|como siempre|as always|as ever
"""
