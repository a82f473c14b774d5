"""What the suite promises about itself."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_missing_server_is_told_and_fails_where_it_is_required(tmp_path):
    """So that CI never passes because nothing was tried."""
    environment = {name: value for name, value in os.environ.items() if name != "NUDGE_TEST_ATPROTO"}
    environment |= {"ATPROTO_STACK_HOME": str(tmp_path), "NUDGE_REQUIRE_SERVERS": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "tests/contract/test_reading.py", "-k", "limits and bluesky"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    (line,) = [line for line in ran.stdout.splitlines() if line.startswith("tests on servers:")]
    assert "left out (" in line
