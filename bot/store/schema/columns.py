"""Say what every table has in common: where they are gathered, and how a moment is stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, MetaData, String, TypeDecorator

metadata = MetaData()


class UtcTime(TypeDecorator[datetime]):
    """A timezone-aware moment; naive ones are refused, for they hide a mistake."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # the base's signature
        """Write in UTC with microseconds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the base's signature
        """Read back as UTC."""
        return None if value is None else datetime.fromisoformat(value)
