"""Say what a post is, what a relation is: the variables of the rules."""

from bot.decide.facts.approach import Approach, Rung
from bot.decide.facts.candidate import NEW_FOLLOWER, Candidate, Standing
from bot.decide.facts.post import OwnerProfile, PostFacts, of_post, topics_in
from bot.decide.facts.variables import variables

__all__ = [
    "NEW_FOLLOWER",
    "Approach",
    "Candidate",
    "OwnerProfile",
    "PostFacts",
    "Rung",
    "Standing",
    "of_post",
    "topics_in",
    "variables",
]
