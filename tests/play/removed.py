"""Every guard that can be taken out, by what it holds."""

from __future__ import annotations

from tests.play.guards_of_consent import CONSENT
from tests.play.guards_of_doubt import DOUBT
from tests.play.guards_of_whose import WHOSE

NEWER = {**DOUBT, **WHOSE}
GUARDS = {**CONSENT, **NEWER}
