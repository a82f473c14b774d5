"""Say whether the service is alive, from the file that it writes (`nudge health`).

This is what the container asks every half minute, so it reads one small file and imports nothing of the program.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import typer

from bot.cli import output
from bot.cli.options import HERE, AsJson, Folder

HEARTBEAT = "heartbeat.json"
STILL_ALIVE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the service is alive, and a sentence for each thing worth knowing, the first about that."""

    alive: bool
    sentences: tuple[str, ...]
    at: datetime | None = None


def health(folder: Folder = HERE, *, json: AsJson = False) -> None:
    """Say whether the service is alive; the exit code is 0 when it is, else 1."""
    found = read(folder / HEARTBEAT, datetime.now(UTC))
    if json:
        output.say(output.dumped({"alive": found.alive, "at": found.at, "sentences": found.sentences}))
    else:
        output.say("\n".join(found.sentences))
    raise typer.Exit(0 if found.alive else 1)


def read(heartbeat: Path, now: datetime) -> Health:
    """What the heartbeat file says. Times in it are ISO 8601 in UTC."""
    try:
        written = json.loads(heartbeat.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(written["at"]).astimezone(UTC)
        troubles = tuple(_troubles(written.get("sources", {})))
    except FileNotFoundError:
        return Health(alive=False, sentences=("The service has not run here yet. nudge run starts it.",))
    except OSError as trouble:
        return Health(alive=False, sentences=(f"{heartbeat.name} cannot be read ({trouble.strerror}).",))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Health(alive=False, sentences=(f"{heartbeat.name} is not as the service writes it.",))
    # A beat from the future was written before the clock was set back; it says nothing about now either.
    if abs(now - at) < STILL_ALIVE:
        return Health(alive=True, sentences=("Alive.", *troubles), at=at)
    silent = f"The service has said nothing since {at:%Y-%m-%d %H:%M} UTC. Its log says why; nudge run starts it."
    return Health(alive=False, sentences=(silent, *troubles), at=at)


def _troubles(sources: dict[str, dict[str, Any]]) -> list[str]:
    return [f"{name}: {source['problem']}" for name, source in sources.items() if source.get("problem")]
