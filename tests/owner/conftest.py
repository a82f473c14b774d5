"""A conversation on each world."""

import pytest

from tests.contract.memory_world import PEOPLE
from tests.owner.scenes import Unhurried
from tests.owner.talk import Talk, afternoon, joins


@pytest.fixture
def talk_with(world, tmp_path, monkeypatch):
    """The owner at two in the afternoon, following some people who have said nothing yet."""

    def begin(*cast: str) -> Talk:
        for who in cast:
            monkeypatch.setitem(PEOPLE, who, f"{who}@books.example")
        joins(world, *cast)
        owner = {"timezone": str(afternoon(world.now())), "languages": ["en", "de"]}
        deliver = {"at": "as-they-come", "quiet": "", "through": "terminal", "people_per_day": 10}
        return Talk(Unhurried(world, tmp_path, {"owner": owner, "deliver": deliver}), cast)

    return begin
