"""Posts to be explained, and rules small enough to be checked by eye."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.cli import trial
from bot.cli.weighing import Scales
from bot.decide.facts import OwnerProfile
from bot.decide.rules import load
from bot.decide.schedule import Schedule

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
OWNER = OwnerProfile(languages=("en", "de"), topics=("letters", "tides"), zone=ZoneInfo("Europe/Lisbon"))
PACE = Schedule(OWNER.zone)
PACK = """
[[rules]]
name = "machines"
veto = true
when = 'author.bot || author.group'
because = "nobody is there"

[[rules]]
name = "a question"
score = 2
when = 'post.question'
because = "a question"

[[rules]]
name = "late talk"
score = 1.5
when = 'post.age_hours < 2 && size(post.topics) > 0 && person.stage >= stage.known'
because = "about {post.topics}"

[[rules]]
name = "loud"
score = -1
when = 'post.words / (post.links - 1) > 5'
because = "loud"
"""


def a_candidate(text='{"text": "Does anyone scan letters?", "language": "en"}'):
    return trial.candidate(text, "post.json", OWNER, NOW)


def explained(text='{"text": "Does anyone scan letters?", "language": "en"}', pack=PACK, **scales):
    return Scales(load(pack), PACE, **scales).explain(a_candidate(text), NOW)
