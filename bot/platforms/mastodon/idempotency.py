"""Fix the Idempotency-Key of an act before the first attempt, so that repeating it cannot do it twice (MD-8, MD-9)."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from bot.domain import Act, digest

REPEAT_HARMLESS = timedelta(minutes=50)
"""Servers that keep a key keep it for an hour (MD-8); ten minutes are left for clocks and slow requests."""


def idempotency_data(act: Act, approval_id: str, now: datetime) -> str:  # noqa: ARG001 - one signature for both networks
    """The key as JSON: one per approval and act, the same at every attempt. The time plays no part."""
    return json.dumps({"key": hashlib.sha256(f"{approval_id} {digest(act)}".encode()).hexdigest()})


def key(sealed: str) -> str:
    """The Idempotency-Key in it."""
    return str(json.loads(sealed)["key"])
