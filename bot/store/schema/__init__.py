"""Describe the tables, by subject. Times are UTC, stored as ISO text in one fixed width, so that they compare as text."""

# mypy: implicit-reexport
# ruff: noqa: F401

from bot.store.schema.columns import UtcTime, metadata
from bot.store.schema.conversation import answers, messages, news, news_about, questions, undoable
from bot.store.schema.lifecycle import approvals, codes_beyond, drafts, publications, suggestions
from bot.store.schema.people import (
    accounts,
    asked_pairs,
    faces,
    forgotten,
    known_by,
    learned_people,
    measurements,
    offers,
    persons,
    seeded_people,
    told_silent,
)
from bot.store.schema.program import (
    counts,
    learned_rules,
    owner_accounts,
    read_only_logins,
    settings,
    sources,
    told_logins,
)
from bot.store.schema.reading import errands, interactions, not_found, parents_tried, posts, posts_wanted, seen
from bot.store.schema.readings import opinions, opinions_before, reading_requests, readings
