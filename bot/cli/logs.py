"""Write what happens as events with facts: ids, never texts or tokens. JSON where nobody looks at a screen."""

from __future__ import annotations

import logging
import sys

import structlog


def configure(*, quiet: bool = False) -> None:
    """Set up logging for this process; `quiet`, for what a person reads, keeps everything below an error to itself."""
    level = logging.ERROR if quiet else logging.INFO
    logging.basicConfig(level=max(level, logging.WARNING), stream=sys.stderr, format="%(message)s")
    # httpx logs every address it asks for, and addresses hold ids (HX-11)
    for talkative in ("httpx", "httpcore", "apscheduler", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    screen = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if screen else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
