"""Every text that people read, together, so that it can be read as writing (VOICE).

One pure function for each message, grouped as in VOICE: nudges, replies, doubt, rest, people, manual, letters, settings, trouble.
Functions whose message shows words that can be approved return a `Frame`; every other returns a string. None of them
knows a limit: `delivery` makes texts fit and neutralises every handle.
"""

from bot.voice.doubt import *  # noqa: F403
from bot.voice.letters import *  # noqa: F403
from bot.voice.manual import *  # noqa: F403
from bot.voice.nudges import *  # noqa: F403
from bot.voice.people import *  # noqa: F403
from bot.voice.phrases import *  # noqa: F403
from bot.voice.replies import *  # noqa: F403
from bot.voice.rest import *  # noqa: F403
from bot.voice.settings import *  # noqa: F403
from bot.voice.states import *  # noqa: F403
from bot.voice.trouble import *  # noqa: F403
