"""Give tests the networks they ask for, and say at the end how many ran on which."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter

import pytest
from hypothesis import settings

from bot.lean import without

with without("rich"):  # as the program loads it: what steps raise on purpose would be drawn, a tenth of a second each
    import structlog

from tests import compiled, memory
from tests.opened import OPENED
from tests.worlds import SERVERS

settings.register_profile("as ever", deadline=None, derandomize=os.environ.get("NUDGE_ANY_PLAY") != "1")
settings.load_profile("as ever")

REQUIRED = os.environ.get("NUDGE_REQUIRE_SERVERS") == "1"
RAN_ON, LEFT_OUT = "ran on", "left out"
"""What a test says of its server: in its report, for that reaches the summary from whichever process it ran in."""

MADE = 50_000
"""So many things are made before it is looked for some that nobody holds any more."""

ran: Counter[str] = Counter()
missing: dict[str, str] = {}


def pytest_configure(config):
    """Declare the marks of this suite, and let its databases and its processes share what is compiled."""
    compiled.share()
    memory.keep_files_there()
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes load the same modules
    config.addinivalue_line("markers", "needs(*abilities): leave the test out where `world.can` lacks one of these")
    config.addinivalue_line(
        "markers", "waits: the test takes long and computes little, so it begins first, beside others"
    )


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: there is always a test that waits."""
    return (yield) + 1


def pytest_collection_modifyitems(items):
    """Those that wait begin first."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: it is not looked through again and again for what could be let go."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(MADE, *gc.get_threshold()[1:])
        gc.enable()


@pytest.fixture
def opening():
    """How a network is opened for a test; a folder whose tests go on from scenes has them put back."""
    return lambda server: server.open()


@pytest.fixture(params=list(SERVERS))
def world(request, opening):
    """A network with five people on it; by default each that can be had, one after another."""
    server = SERVERS[request.param]
    if reason := server.available():
        request.node.user_properties.append((LEFT_OUT, (server.label, reason)))
        if REQUIRED:
            pytest.fail(f"{server.label}: {reason}", pytrace=False)
        pytest.skip(f"{server.label}: {reason}")
    with opening(server) as world:
        for mark in request.node.iter_markers("needs"):
            if lacking := [ability for ability in mark.args if not getattr(world.can, ability)]:
                pytest.skip(f"{server.label} has no {', '.join(lacking)}")
        request.node.user_properties.append((RAN_ON, server.label))
        yield world


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown():
    """No test leaves a database open: newer Pythons warn of it, in whatever test comes later.

    A command sets up the log of its process; the next test, wherever it stands, begins without.
    """
    while OPENED:
        OPENED.pop().close()
    structlog.reset_defaults()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(report):
    """Whoever sums up asks a test that passed for none of its marks and names: a third of what the processes told each other."""
    told = yield
    if report.passed:
        told["keywords"] = {}
    return told


def pytest_runtest_logreport(report):
    """Count a test for each server that it ran against, and note the servers that were not to be had."""
    if report.when == "call" and not report.skipped:
        ran.update(label for name, label in report.user_properties if name == RAN_ON)
    missing.update(server for name, server in report.user_properties if name == LEFT_OUT)


def pytest_terminal_summary(terminalreporter):
    """One line: how many tests ran against which server, and why one is missing."""
    labels = [server.label for server in SERVERS.values()]
    parts = [f"{label} {ran[label]}" for label in labels if label in ran]
    parts += [f"{label}: left out ({missing[label]})" for label in labels if label in missing]
    if parts:
        terminalreporter.write_line(f"tests on servers: {', '.join(parts)}")
