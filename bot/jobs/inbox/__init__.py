"""Read what the owner said, and do what it plainly means; doubt means asking (DESIGN 4, 8).

    read   network -> answers, with the mark, in one transaction
    act    one answer -> drafts, previews, approvals, settings, and what we say to it, in one transaction

Nothing here talks to a network but `read`; nothing here can publish.
"""

from bot.jobs.inbox.job import Answers

__all__ = ["Answers"]
