"""Say what every table of the file has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the file: nothing unknown in it, nothing changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
