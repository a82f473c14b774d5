"""Write what happens as events with facts: ids, never texts or tokens. A few readable lines for people, JSON for machines."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.cli import output
from bot.cli.log_form import VARIABLE, LogForm
from bot.lean import without

with without("rich"):  # which would draw tracebacks, and is 4 MB
    import structlog

_QUIET_NOISE = {
    "httpx": logging.WARNING, "httpcore": logging.WARNING, "alembic": logging.WARNING, "apscheduler": logging.ERROR,
}  # fmt: skip
"""httpx logs every address it asks for, and addresses hold ids (HX-11). That a step is not begun while it is still under way is
how it should be, and what was missed has an event of ours.
"""


def configure(*, quiet: bool = False, silent: bool = False, form: LogForm | None = None) -> None:
    """Set up logging for this process.

    `quiet`, for what a person reads, keeps everything below an error to itself, `silent` everything below what nobody
    expected. `form` is how the rest is written; nothing said, the variable NUDGE_LOG, or for people.
    """
    level = logging.CRITICAL if silent else logging.ERROR if quiet else logging.INFO
    as_json = (form or os.environ.get(VARIABLE, "")).lower() == LogForm.JSON
    of_libraries = logging.StreamHandler(sys.stderr)
    of_libraries.setFormatter(AsJson() if as_json else logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.ERROR if silent else max(level, logging.WARNING), handlers=[of_libraries])
    for talkative, least in _QUIET_NOISE.items():
        logging.getLogger(talkative).setLevel(least)
    last: tuple[Any, ...] = (
        (structlog.processors.format_exc_info, structlog.processors.JSONRenderer()) if as_json else (Sentences(),)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


class AsJson(logging.Formatter):
    """What a library logs, as one line of JSON like an event of ours."""

    def format(self, record: logging.LogRecord) -> str:
        """With its name as `logger`, and the traceback if there is one."""
        event: Event = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


# --- for people

Event = MutableMapping[str, Any]

_SENT = {
    "hello": "Your first message was sent.",
    "nudge": "A suggestion was sent to you.",
    "preview": "Your words were shown to you.",
}
_ARRIVED = {True: "Whether what you approved arrived is not known", False: "What you approved was not sent"}
_NOBODY_MISSES = ("application",)
"""What is asked of a server to know more about a login; `nudge check` tells where it does not say."""

_OF_NETWORK = {
    "home": ", the home feed", "late": ", what came late", "notices": ", notifications", "own": ", your own posts",
    "history": ", the last months", "publisher": ", for posting",
}  # fmt: skip
_OF_ITSELF = {"answers": "Hearing you", "messages": "Writing to you", "talk": "Talking to you"}
_SAID: dict[str, Callable[[Event], str]] = {
    "message_sent": lambda event: _SENT.get(event["kind"], "A message was sent to you.") if "kind" in event else "",
    "published": lambda _: "What you approved stands in public.",
    "not_sent": lambda event: f"What you approved was not sent: {event['because']}.",
    "history": lambda event: "Reading what was said in the last weeks." if not event["done"] else "",
    "source_failed": lambda event: (
        f"{_where(event['source'])}: {_ended(event['problem'])} Tried again in {_span(event['retry_in'])}."
    ),
    "publish_login": lambda event: f"What you approved is kept and waits: {_ended(event['problem'])} nudge check says what to do.",
    "publish_put_off": lambda event: f"What you approved is kept and waits: {_ended(event['problem'])} It is tried again soon.",
    "publish_not_permitted": lambda event: f"What you approved was not sent: {_ended(event['problem'])}",
    "publish_refused": lambda event: f"What you approved was not taken: {_ended(event['problem'])}",
    "publish_failed": lambda event: f"{_ARRIVED[bool(event['unknown'])]}: {_ended(event['problem'])}",
    "retract_refused": lambda event: f"What you took back could not be deleted: {_ended(event['problem'])}",
    "message_refused": lambda event: f"A message to you was refused: {_ended(event['problem'])}",
    "message_lost": lambda _: "Whether a message to you arrived is not known.",
    "model_failed": lambda event: f"The drafting model: {_ended(event['problem'])}",
    "second_reader_failed": lambda event: f"The second reader: {_ended(event['problem'])}",
    "look_up_failed": lambda event: f"Somebody could not be looked up: {_ended(event['problem'])}",
    "change_not_taken": lambda event: f"What was changed is not taken: {_ended('; '.join(event['problems']))} The old goes on.",
    "store_unusable": lambda event: _ended(event["problem"]),
    "step_failed": lambda event: f"Something in Nudge itself went wrong ({event.get('source', '')}); it goes on.",
    "feature_missing": lambda event: _missing(event) if event["feature"] not in _NOBODY_MISSES else "",
    "clock_jumped": lambda event: f"The clock of this machine jumped by {event['seconds']} seconds.",
}  # fmt: skip
"""What is worth a line to somebody who looks, by event; an empty sentence is none."""


class Sentences:
    """A line for what a person would want to know; the same again says nothing new, nor ever what a server lacks."""

    def __init__(self) -> None:
        self._before = ""
        self._lacks: set[str] = set()

    def __call__(self, logger: Any, name: str, event: Event) -> str:
        """The line. Raises `DropEvent` for what is none."""
        said = self._said(event)
        if not said or said == self._before or said in self._lacks:
            raise structlog.DropEvent
        if event["event"].endswith("feature_missing"):
            self._lacks.add(said)
        self._before = said
        return f"{_folded(_clock(event.get('timestamp', '')), said)}{_fault(logger, name, event)}"

    def _said(self, event: Event) -> str:
        name = event["event"]
        known = _SAID.get(name) or _SAID.get(name.partition("_")[2])  # a network's own events begin with its name
        try:
            if known is not None:
                return known(event)
        except (KeyError, ValueError):
            pass
        return "" if event["level"] in ("info", "debug") else _plain(event)


def _fault(logger: Any, name: str, event: Event) -> str:
    """Where it happened, with the lines and never the values in them; a screen gets its name only."""
    if not event.get("exc_info"):
        return ""
    traceback = str(structlog.processors.format_exc_info(logger, name, event).get("exception", "")).rstrip()
    return f" {traceback.splitlines()[-1]}" if sys.stderr.isatty() and traceback else f"\n{traceback}"


def _plain(event: Event) -> str:
    """What has no sentence of its own: its name and its facts."""
    facts = [f"{key} {value}" for key, value in event.items() if key not in ("event", "level", "timestamp", "exc_info")]
    return f"{event['event'].replace('_', ' ').capitalize()}{': ' if facts else ''}{', '.join(facts)}."


def _missing(event: Event) -> str:
    return f"{event['server'].rpartition('/')[2]}: {event['feature']} cannot be read ({event['why']})."


def _where(source: str) -> str:
    """What failed, as a person calls it: a network with what was read or done there, or a part of Nudge."""
    network, colon, what = source.partition(":")
    return (
        f"{network.capitalize()}{_OF_NETWORK.get(what, '')}" if colon else _OF_ITSELF.get(source, source.capitalize())
    )


def _ended(problem: str) -> str:
    return f"{problem.rstrip('.')}."


def _span(wait: str) -> str:
    hours, minutes, seconds = (float(part) for part in wait.split(", ")[-1].split(":"))
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (
        f"{round(span / timedelta(minutes=1))} min"
        if span >= timedelta(minutes=1)
        else f"{round(span.total_seconds())} s"
    )


def _folded(time: str, said: str) -> str:
    """Between words, where somebody looks; what follows stands below what was said, not below its time."""
    room = " " * len(time)
    return time + "\n".join(output.folded(said, room, output.columns(sys.stderr))).removeprefix(room)


def _clock(stamp: str) -> str:
    """The time here, in front of a line."""
    return f"{datetime.fromisoformat(stamp).astimezone():%H:%M}  " if stamp else ""
