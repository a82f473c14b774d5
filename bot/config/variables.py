"""Read the variables that are set into tables, by pydantic-settings: imported only where somebody has set one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.config.model import Config


class _Variables(BaseSettings, Config):
    """Tells pydantic-settings which variables there can be; never filled in itself."""

    model_config = SettingsConfigDict(
        env_nested_delimiter="__", env_ignore_empty=True, enable_decoding=False, extra="forbid"
    )


def tables(prefix: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What they say, where it belongs."""
    source = EnvSettingsSource(_Variables, env_prefix=prefix)
    source.env_vars = {name.lower(): value for name, value in given.items()}
    return source()
