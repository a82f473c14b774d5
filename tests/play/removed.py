"""Every guard that can be taken out, by what it holds."""

from __future__ import annotations

from tests.play.guards_of_consent import CONSENT

GUARDS = {**CONSENT}
