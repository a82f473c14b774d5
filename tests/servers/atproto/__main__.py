"""Run the network in the foreground until it is interrupted: `python -m tests.servers.atproto [FOLDER]`.

Tests use it when `NUDGE_TEST_ATPROTO` names FOLDER/network.json; that saves them the start.
"""

import subprocess
import sys
from contextlib import suppress

from tests.servers.atproto.stack import HERE, available

if reason := available():
    sys.exit(reason)
with suppress(KeyboardInterrupt):
    sys.exit(subprocess.call(["node", HERE / "network.cjs", *sys.argv[1:]]))
