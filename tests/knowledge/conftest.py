"""A store on a file of its own, as the tests of the store have it; a bench, as the tests of jobs have it."""

from tests.jobs.conftest import bench, file, make
from tests.store.conftest import empty, store

__all__ = ["bench", "empty", "file", "make", "store"]
