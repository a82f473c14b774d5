"""What a shell begins in place of `python -m bot`: asks for the process, with the streams of this one, and ends as it does.

    python -I -S typed_child.py NAME WORDS...

Signals are handed on. Only the little is loaded that this takes.
"""

import os
import signal
import socket
import sys

with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as there:
    there.connect(f"\0{sys.argv[1]}")
    environ = [f"{name}={value}" for name, value in os.environ.items()]
    said = "\0".join([str(len(environ)), os.getcwd(), *environ, *sys.argv[2:]])  # noqa: PTH109
    socket.send_fds(there, [said.encode()], [0, 1, 2])
    pid = int(there.recv(20))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: os.kill(pid, number))
    code = int(there.recv(20))
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
