"""Take up what was changed on disk while the service runs: settings, and logins.

`nudge login`, `init` and `set` write beside the service. What is made anew verifies each login against its account before
anything is read or written with it, as at every start.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot import config as configuration
from bot.config import Config
from bot.config.state import signature
from bot.domain import Boot
from bot.errors import BotError, ConfigError
from bot.service import wiring
from bot.service.workers import Program
from bot.store import Store

log = structlog.get_logger()


class Renewal:
    """Makes the program anew once a file has changed. What does not fit is said in the log, and the old one goes on."""

    def __init__(self, config: Config, environ: Mapping[str, str], store: Store, started: Boot | None) -> None:
        self._config, self._environ = config, environ
        self._store, self._started = store, started
        self._seen = self.taken = signature(config)

    def program(self) -> Program | None:
        """The new one; None while nothing has changed."""
        seen = signature(self._config)
        if seen == self._seen:
            return None
        self._seen = seen
        try:
            config = configuration.load(self._config.folder, self._environ)
            if config.database != self._config.database:
                log.warning("change_not_taken", problems=["another database needs a restart"])
                return None
            program = wiring.build(config, self._store, started=self._started)
        except ConfigError as trouble:
            log.warning("change_not_taken", problems=[str(problem) for problem in trouble.problems])
            return None
        except BotError as trouble:
            log.warning("change_not_taken", problems=[str(trouble)])
            return None
        if signature(self._config) != seen:  # written while it was read: what was read is looked at again
            self._seen = ""
            program.close()
            return None
        self._config = config
        self._seen = self.taken = signature(config)
        log.info("change_taken")
        return program
