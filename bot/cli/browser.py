"""Open a page of a login in a browser on this machine, where there is one that its user looks at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import asking

if TYPE_CHECKING:
    from bot.platforms.setup import Redirect
    from bot.setup.landing import Landing

CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))
LANDED = "Nudge has heard of it. This page can be closed; the rest is said in your terminal."
ALSO = "Your browser opens it too: if you agree there, nothing has to be pasted."

_ELSEWHERE = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "container", "KUBERNETES_SERVICE_HOST")
"""With one of these, whoever types sits at another machine, or this is none of its own."""

_APART = '"$@" </dev/null >/dev/null 2>&1 &'
"""For a shell: begun and left alone, without a terminal, so that no browser of text can take this one over."""


@contextmanager
def beside(redirect: Redirect | None) -> Iterator[Landing | None]:
    """Listen for a browser on this machine while the prompt is open, and open it; None where that is not to be."""
    command = opener(os.environ) if redirect and _somebody_types() else ""
    landing = _landing(redirect.port) if redirect and command else None
    if redirect is None or landing is None:
        yield None
        return
    try:
        asking.say(ALSO)
        _open(command, redirect.page(landing.state))
        yield landing
    finally:
        landing.close()


def opener(environ: Mapping[str, str]) -> str:
    """The program that shows a page to who sits at this machine; empty where nobody does, or nothing can be shown."""
    if any(environ.get(name) for name in _ELSEWHERE) or any(mark.exists() for mark in CONTAINERS):
        return ""
    if sys.platform == "darwin":
        return shutil.which("open") or ""
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return ""
    return shutil.which("xdg-open") or ""


def _somebody_types() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _landing(port: int) -> Landing | None:
    from bot.setup.landing import Landing

    try:
        return Landing(port, LANDED)
    except OSError:  # somebody else's port meanwhile: the prompt is open all the same
        return None


def _open(command: str, page: str) -> None:
    subprocess.run(["/bin/sh", "-c", _APART, "sh", command, page], start_new_session=True, check=False)  # noqa: S603
