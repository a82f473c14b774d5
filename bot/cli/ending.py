"""Turn what goes wrong into sentences instead of tracebacks, and end with the code that says so.

Exit codes: 0 done; 1 not alive (`health`), not everything went well (`once`), or a fault of the program itself; 2 something to
mend first; 130 ended by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from bot.cli import output
from bot.errors import BotError

TO_MEND = 2
"""The set-up has to be mended first."""

INTERRUPTED = 130


@contextmanager
def in_sentences() -> Iterator[None]:
    """For as long as a command runs; what is to be mended ends the process. With NUDGE_DEBUG all is raised as it is."""
    debug = bool(os.environ.get("NUDGE_DEBUG"))
    if not debug:
        sys.excepthook = _fault
    try:
        yield
    except KeyboardInterrupt:
        if debug:
            raise
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to be written has a place to go
        sys.exit(1)
    except BotError as trouble:
        if debug:
            raise
        output.say(output.failure(trouble, width=output.columns(sys.stderr)), sys.stderr)
        sys.exit(TO_MEND)
    except UnicodeEncodeError:
        if debug:
            raise
        output.say("What was typed holds bytes that are no letters here (no UTF-8). Nothing was changed.", sys.stderr)
        sys.exit(TO_MEND)


def _fault(kind: type[BaseException], fault: BaseException, _: TracebackType | None) -> None:
    """Report what nobody expected: in one sentence, with the way to see more."""
    what = f"{kind.__name__}: {fault}" if str(fault) else kind.__name__
    output.say(f"Nudge stopped because of a fault of its own ({what[:300]}).", sys.stderr)
    output.say("With NUDGE_DEBUG=1 it shows where; please report that. What was stored is kept.", sys.stderr)
