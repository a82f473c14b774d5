"""A bench for every test, as the tests of jobs have it."""

from tests.jobs.conftest import bench, file, make

__all__ = ["bench", "file", "make"]
