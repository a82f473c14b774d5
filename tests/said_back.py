"""A program that says what it was given, and then ends as it is told: for tests of how programs are begun."""

import atexit
import json
import os
import signal
import sys
import time
import warnings

how = sys.argv[1]
if how == "waits":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever began the tests in the background had it ignored
if how == "streams":
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        of_it = stream and (
            stream, stream.errors, stream.buffer, stream.line_buffering, stream.write_through, stream.isatty()
        )  # fmt: skip
        sys.stderr.write(f"{of_it}\n")
    sys.exit()
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
if how == "words":
    sys.exit("It ends.")
if how == "nothing":
    atexit.register(sys.stderr.write, "at the end\n")
    sys.exit()
sys.exit(int(how))
