"""Forty posts of invented people: questions, work, news, opinions, stories, in English and German."""

from __future__ import annotations

POSTS = (
    "Does anyone scan old letters at home? The flatbed at the library flattens the folds and I fear for the paper.",
    "Slowly unpacking. The new kitchen has a window onto the lime tree, so I forgive it everything.",
    "Found a keeper's diary that stops mid-sentence in 1911.",
    "Which fountain pen survives a backpack? Mine leaks at every altitude.",
    "My short story about the tide tables is in the autumn issue of Salt Road!",
    "I finally passed my sailing exam, on the third attempt and in a hailstorm.",
    "Honestly, footnotes belong at the bottom of the page and nowhere else.",
    "The neighbour's rooster has learnt to imitate my alarm clock. We are both exhausted.",
    "How do you stop moths from eating felt? Asking for a very old hat.",
    "Can anybody recommend a translator's memoir that is not about Russian novels?",
    "I wrote about the lost ferry timetable of 1923, with scans: https://ex.test/ferry",
    "Three weeks of rain and the cellar has become a pond with a bicycle in it.",
    "What do you think of novels in the second person? I keep bouncing off them.",
    "After nine years I have left the choir. The silence on Tuesdays is enormous.",
    "Our bakery has begun to sell yesterday's bread as 'vintage sourdough'.",
    "Is there a good way to photograph glossy postcards without glare?",
    "New recording: the bells of Saint Olave, from inside the tower. https://ex.test/bells",
    "I don't understand why every museum cafe hides its only decent table behind a pillar.",
    "We got the grant! Two years of cataloguing shipwreck ballads.",
    "Spent the morning teaching my aunt to use a semicolon. She now refuses to stop.",
    "What's your favourite map that turned out to be wrong?",
    "Looking for examples of marginalia by bored clerks, eighteenth century preferred.",
    "The museum has lent us a barometer and nobody dares to tap it.",
    "I think archives should keep the smell of things, too.",
    "Tried to mend the accordion with bookbinding glue. It plays one chord now, but with feeling.",
    "Who else dreams about catalogues? Last night mine had no letter K.",
    "My daughter asked whether lighthouses get lonely, and I have no answer.",
    "The printer's proof came back with every ligature replaced by a tiny duck.",
    "Any tips for walking the Hebridean Way in March with a nervous greyhound?",
    "It turns out that the best reading chair in the house belongs to the cat.",
    "Hat jemand Erfahrung mit Flachbettscannern für alte Feldpostbriefe?",
    "Endlich ist das Klavier oben. Die Nachbarin hat mit Zwetschgenkuchen bezahlt.",
    "Mein neuer Beitrag über Leuchtturmwärterinnen ist online: https://ex.test/leuchtturm",
    "Ich finde, Bahnhöfe brauchen wieder Wartesäle mit echten Holzbänken.",
    "Wer kennt ein gutes Buch über Gezeitenmühlen?",
    "Heute drei Stunden nach einem Regenschirm gesucht, der an meinem Arm hing.",
    "Welche Tinte nehmt ihr für Urkundenpapier?",
    "Der Kater hat die Korrekturfahnen gefressen, Seite 40 bis 44.",
    "Habe die Prüfung zur Buchbinderin bestanden!",
    "Unsere Stadtbücherei verleiht jetzt auch Nähmaschinen, und die Warteliste ist länger als bei Krimis.",
)

GRIEF = (
    "My mother died last night.",
    "We lost our dog this morning, fourteen years together. Heartbroken.",
    "Mein Vater ist gestern verstorben. Die Beerdigung ist am Freitag.",
)

FOREIGN = (
    "Quelqu'un connaît un bon relieur à Lyon pour un vieux registre de marées ?",
    "Mi abuela guardaba las cartas en una caja de galletas.",
    "海辺の灯台で古い日記を見つけた。",
)
