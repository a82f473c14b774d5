"""Ask an OpenAI-compatible chat endpoint for a draft (DESIGN 7). What comes back is text for the owner's eyes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Quotable:
    """A public text that may leave this machine; made by `quotable(post)` only, which refuses everything else."""

    by: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ModelDrafter:
    """A drafting model behind `url` (".../v1")."""

    url: str
    name: str
    key: str = ""
    timeout: timedelta = timedelta(seconds=60)

    def draft(
        self,
        post: Quotable,
        *,
        above: Sequence[Quotable] = (),
        voice: Sequence[str] = (),
        wish: str = "",
        language: str | None = None,
    ) -> str:
        """Words for an answer, cleaned. Raises `ModelError` (a `PlatformError`) with one clear line."""
        raise NotImplementedError
