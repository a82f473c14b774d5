"""Who asks programs to leave them alone is left alone, however they write it."""

from __future__ import annotations

import pytest

from bot.platforms.wishes import no_bots, no_models


# Ways to write it, from adamghill/fediview, distsn/vinayaka#171, snarfed/bridgy-fed#1204, nanos/FediFetcher#131.
@pytest.mark.parametrize(
    "text",
    [
        "Keeper of maps. #nobot",
        "#NoBots",
        "\uff03nobot",
        "#no_bots please",
        "Tomas #nobot",
        "Keeper of maps. No bots, please.",
        "Maps | no bots | tea",
        "No bots!\nKeeper of maps",
    ],
)
def test_a_profile_asks_for_no_bots(text):
    """By a tag in any case, in the name as well as in the bio, or as a sentence."""
    assert no_bots(text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("No bots", ""),
        ("Bots", "no"),
        ("bots", "No thanks"),
        ("Wish", "no bots here"),
        ("Bots", "\U0001f6ab"),
        ("", "#nobot"),
    ],
)
def test_a_field_asks_for_no_bots(name, value):
    """In its name, in its value, or in both together."""
    assert no_bots(fields=[(name, value)])


@pytest.mark.parametrize(
    "text", ["I study #ethnobotany", "#nobotany", "I have no bots at home", "No bots were harmed", ""]
)
def test_what_only_looks_like_it_is_no_wish(text):
    """A part of another word, or a sentence about something else."""
    assert not no_bots(text)


@pytest.mark.parametrize(("name", "value"), [("Bots", "yes"), ("Bots", "I make them"), ("Robots", "no"), ("Bots", "")])
def test_other_fields_are_no_wish(name, value):
    """What says something else about bots, or about something else."""
    assert not no_bots(fields=[(name, value)])


@pytest.mark.parametrize(
    "text",
    [
        "Painter. #NoAI",
        "#nollm #birds",
        "No AI, please.",
        "Not for LLMs",
        "Please don't feed my posts to an LLM.",
        "Do not use my words to train AI",
        "Never give what I say to ChatGPT or other chatbots",
        "Keine KI mit meinen Texten",
    ],
)
def test_a_profile_asks_that_no_model_reads_it(text):
    """By a tag in any case, or in a sentence, in English and German."""
    assert no_models("Tomas", text)


@pytest.mark.parametrize(
    "text", ["", "I work on AI.", "Noah, painter", "#noaiport", "I train dogs and use no maps", "AI is no friend"]
)
def test_a_profile_that_only_speaks_of_models_asks_nothing(text):
    """Else nobody who works on them could be met."""
    assert not no_models("Tomas", text)
