"""Read config.toml and the environment into one frozen value.

    gather (gathering) -> validate (model, values) -> fit together (consistency) -> secrets (credentials)

`load` gives the configuration or raises one `ConfigError` with every problem; `survey` gives what could be read beside
the problems, for `nudge check`.
"""

from bot.config.gathering import nothing_there
from bot.config.model import (
    NETWORKS,
    SOME_OWNER,
    Config,
    Deliver,
    Drafts,
    Owner,
    PersonSpec,
    RuleSpec,
    ServerSpec,
)
from bot.config.networks import BlueskyBot, BlueskyOwner, MastodonBot, MastodonOwner
from bot.config.reading import Survey, load, survey
from bot.config.values import AS_THEY_COME, Quiet

__all__ = [
    "AS_THEY_COME",
    "NETWORKS",
    "SOME_OWNER",
    "BlueskyBot",
    "BlueskyOwner",
    "Config",
    "Deliver",
    "Drafts",
    "MastodonBot",
    "MastodonOwner",
    "Owner",
    "PersonSpec",
    "Quiet",
    "RuleSpec",
    "ServerSpec",
    "Survey",
    "load",
    "nothing_there",
    "survey",
]
