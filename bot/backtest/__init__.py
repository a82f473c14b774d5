"""Ask whether the posts that the owner really answered would have been chosen, and whether simpler rankings do as well.

    gather | archives   what is known of the owner's last weeks: a `Record`
    days                the owner's days with an answer, each with everything that was said on it: `Day`
    rankings            who orders such a day: ours, newest first, popularity, fedialgo's formula
    metrics             what an order is worth, with intervals
    measure             all of it together: an `Outcome`

Nothing here is a second implementation: a day's posts go through the facts, rules and choosing code of the product.
"""

from bot.backtest.measure import Outcome, measure
from bot.backtest.record import Record

__all__ = ["Outcome", "Record", "measure"]
