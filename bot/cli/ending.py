"""Turn what goes wrong into sentences instead of tracebacks, and end with the code that says so.

Exit codes: 0 done; 1 not alive (`health`), not everything went well (`once`), or a fault of the program itself; 2 something to
mend first; 130 ended by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli import output, streams
from bot.errors import BotError

FAULT = 1
TO_MEND = 2
"""The set-up has to be mended first."""

INTERRUPTED = 130


@contextmanager
def in_sentences() -> Iterator[None]:
    """For as long as a command runs; what goes wrong ends the process. With NUDGE_DEBUG all is raised as it is."""
    with streams.guarded():
        try:
            try:
                yield
            finally:
                sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as trouble:
            if os.environ.get("NUDGE_DEBUG") and not isinstance(trouble, BrokenPipeError):
                raise
            sys.exit(_said(trouble))


def _said(trouble: BaseException) -> int:
    """Say what went wrong, as far as anybody wants to hear it; the code to end with."""
    if isinstance(trouble, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(trouble, BrokenPipeError):  # whoever reads has seen enough
        streams.end(sys.stdout)
        return FAULT
    if isinstance(trouble, BotError):
        output.say(output.failure(trouble, width=output.columns(sys.stderr)), sys.stderr)
        return TO_MEND
    _fault(trouble)
    return FAULT


def _fault(fault: BaseException) -> None:
    """Report what nobody expected: in one sentence, with the way to see more."""
    kind = type(fault).__name__
    what = f"{kind}: {fault}" if str(fault) else kind
    output.paragraphs(f"Nudge stopped because of a fault of its own ({what[:300]}).", sys.stderr)
    output.paragraphs("With NUDGE_DEBUG=1 it shows where; please report that. What was stored is kept.", sys.stderr)
