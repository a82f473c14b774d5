"""What the suite promises about itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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
