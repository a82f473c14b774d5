"""What tests open and do not close, so that it can be closed when each ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store import Store

OPENED: list[Store] = []
"""The files of every house."""
