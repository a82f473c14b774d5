"""Run the network in the foreground until it is interrupted: `python -m tests.servers.atproto [FOLDER]`.

Tests use it when `NUDGE_TEST_ATPROTO` names FOLDER/network.json; that saves them the start.
"""

import subprocess
import sys
from contextlib import suppress

from tests.servers.atproto.stack import available, command

if reason := available():
    sys.exit(reason)
with suppress(KeyboardInterrupt):
    sys.exit(subprocess.call(command(*sys.argv[1:])))
