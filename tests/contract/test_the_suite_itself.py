"""What the suite promises about itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.atproto import stack

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("processes", [(), ("-n", "2", "--dist", "worksteal")], ids=["one process", "two"])
def test_a_missing_server_is_told_and_fails_where_it_is_required(tmp_path, processes):
    """So that CI never passes because nothing was tried, in however many processes the tests run."""
    environment = {name: value for name, value in os.environ.items() if name != "NUDGE_TEST_ATPROTO"}
    environment |= {"ATPROTO_STACK_HOME": str(tmp_path), "NUDGE_REQUIRE_SERVERS": "1"}
    some = ["tests/contract/test_reading.py", "-k", "limits and (memory or bluesky)"]
    command = [sys.executable, "-m", "pytest", "-q", *processes, *some]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    (line,) = [line for line in ran.stdout.splitlines() if line.startswith("tests on servers:")]
    told = r"tests on servers: memory ([1-9]\d*), atproto \(real PDS, PLC, AppView\): left out \(.+\)"
    found = re.fullmatch(told, line)
    assert found
    assert f"{found[1]} passed" in ran.stdout


@pytest.mark.parametrize("generation", [None, "22", "20"], ids=["no generation named", "22", "20"])
def test_the_servers_are_looked_for_where_they_are_installed(monkeypatch, tmp_path, generation):
    """Each generation in a folder of its own, so that both stand beside each other."""
    monkeypatch.delenv("ATPROTO_STACK", raising=False)
    monkeypatch.setenv("ATPROTO_STACK_HOME", str(tmp_path))
    if generation:
        monkeypatch.setenv("ATPROTO_STACK", generation)
    asked = subprocess.run([stack.HERE / "install.sh", "--folder"], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == str(stack.packages())
    assert stack.packages().name == f"stack{generation or '22'}"


def test_the_servers_run_on_the_node_that_came_with_them(monkeypatch, tmp_path):
    """The machine's own may be too old; where none came along, it is the machine's."""
    monkeypatch.setenv("ATPROTO_STACK_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert stack.node() is None
    for place in (tmp_path, stack.packages() / "node_modules/.bin"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "node").touch(mode=0o755)
        assert stack.node() == str(place / "node")
