"""Read what the owner said, and do what it plainly means; doubt means asking (DESIGN 4, 8).

    read   network -> answers, with the mark, in one transaction
    act    understand | decide | store | speak, one answer, once each, in one transaction

    job, turn                   the answer, and what it is read against
    understanding, in_words     who wrote it, how far it went; what it says
    handlers                    which handler decides about which command
    consent … words             the handlers: each gives a `Decision` (`decision`), and changes nothing
    effects, wanted             what a decision stores
    carrying_out                stores it, then puts what is said into the outbox: the one place that does either

Nothing here talks to a network but `read`; nothing here can publish.
"""

from bot.jobs.inbox.job import Answers

__all__ = ["Answers"]
