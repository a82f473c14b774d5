"""Make the idempotency data of an act."""

from __future__ import annotations

import json
from datetime import datetime

from bot.domain import Act, digest


def idempotency_data(act: Act, approval_id: str, now: datetime) -> str:
    """JSON with the key under which the network knows a repeat, and the hash of what may be done under it."""
    return json.dumps({"at": now.isoformat(), "digest": digest(act), "key": approval_id}, sort_keys=True)
