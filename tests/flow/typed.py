"""Let a shell begin `nudge` as it begins any program, without each time loading what `nudge` loads (tests/forked.py)."""

from __future__ import annotations

import os
import select
import signal
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from uuid import uuid4

from tests import forked

CHILD = Path(__file__).with_name("typed_child.py")
SET_ON_THE_WAY = {"LC_CTYPE", "OLDPWD", "PWD", "SHLVL", "_"}
"""By the shell, and by Python where nobody has said which letters are meant."""

EVERY = 0.05


@contextmanager
def program(path: Path) -> Iterator[None]:
    """As long as this lasts, there is `nudge` at that place."""
    if os.environ.get(forked.REAL) == "1" or sys.platform != "linux":
        _write(path, "-m bot")
        yield
        return
    asked = f"nudge-{os.getpid()}-{uuid4()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as here:
        here.bind(f"\0{asked}")  # a name without a file, however long the path of this folder is
        here.listen()
        serving = Thread(target=_serve, args=(here,))
        serving.start()
        _write(path, f"-I -S {CHILD} {asked}")
        try:
            yield
        finally:
            here.shutdown(socket.SHUT_RDWR)
            serving.join()


def _write(path: Path, what: str) -> None:
    path.write_text(f'#!/bin/sh\nexec {sys.executable} {what} "$@"\n')
    path.chmod(stat.S_IRWXU)


def _serve(here: socket.socket) -> None:
    """Until nobody can ask any more, and all that was begun has ended."""
    begun = []
    with suppress(OSError):
        while True:
            there, _ = here.accept()
            begun.append(Thread(target=_begin, args=(there,)))
            begun[-1].start()
    for one in begun:
        one.join()


def _begin(there: socket.socket) -> None:
    """What one of them asks for; it ends with whoever asked."""
    with there:
        said, streams, _, _ = socket.recv_fds(there, 1 << 20, 3)
        many, where, *rest = said.decode().split("\0")
        environ = dict(pair.split("=", 1) for pair in rest[: int(many)])
        seen = {name: value for name, value in environ.items() if name not in SET_ON_THE_WAY}
        process = forked.begun(rest[int(many) :], seen, streams=streams, where=Path(where))
        for stream in streams:
            os.close(stream)
        there.send(b"%d" % process.pid)
        while process.poll() is None:
            if select.select([there], [], [], EVERY)[0]:  # it says nothing more: it is gone
                with suppress(ProcessLookupError):  # it has just ended
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        with suppress(OSError):
            there.send(b"%d" % process.wait())
