"""A bench for every test of a job."""

import pytest

from tests.jobs.bench import Bench, File


@pytest.fixture(scope="session")
def file():
    """The file of all benches, one after another."""
    file = File()
    yield file
    file.store.close()


@pytest.fixture
def make(file):
    """Set up a bench with other settings than usual."""
    return lambda **settings: Bench(file, **settings)


@pytest.fixture
def bench(make):
    """One with the usual settings."""
    return make()
