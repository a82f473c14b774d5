"""Say what a post is, what a relation is: the variables of the rules."""

from bot.domain import Step
from bot.facts.approach import Approach, Rung
from bot.facts.post import OwnerProfile, PostFacts, of_post
from bot.facts.relation import NEW_FOLLOWER, Candidate, Standing, Talk
from bot.facts.variables import variables

__all__ = [
    "NEW_FOLLOWER",
    "Approach",
    "Candidate",
    "OwnerProfile",
    "PostFacts",
    "Rung",
    "Standing",
    "Step",
    "Talk",
    "of_post",
    "variables",
]
