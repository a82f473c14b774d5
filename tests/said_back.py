"""A program that says what it was given, and then ends as it is told: for tests of how programs are begun."""

import json
import os
import sys
import time
import warnings

how = sys.argv[1]
print(json.dumps([sys.argv[1:], dict(os.environ), str(os.getcwd()), sys.path[0], sys.stdin.read(), time.tzname[0]]))  # noqa: PTH109, T201
sys.stderr.write(f"{how}\n")
if how == "breaks":
    raise KeyError(how)
if how == "warns":
    warnings.warn(how, stacklevel=1)
    how = "0"
if how == "waits":
    sys.stdout.flush()
    time.sleep(60)
sys.exit(int(how))
