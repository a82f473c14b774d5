"""Five people on a server of our own, in both of its kinds."""

import pytest

from tests.servers.mastodon.world import open_world


@pytest.fixture
def mastodon():
    """A fresh server that behaves as Mastodon."""
    with open_world("mastodon") as world:
        yield world


@pytest.fixture
def gotosocial():
    """A fresh server that behaves as GoToSocial."""
    with open_world("gotosocial") as world:
        yield world


@pytest.fixture(params=["mastodon", "gotosocial"])
def either(request):
    """A fresh server of each kind."""
    with open_world(request.param) as world:
        yield world
