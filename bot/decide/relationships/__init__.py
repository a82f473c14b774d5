"""Say how people stand to the owner, how they converse, and what the next small step could be."""

from bot.decide.relationships.followers import Follower, worth_a_look
from bot.decide.relationships.habits import converses, habits, is_broadcaster, writes_about
from bot.decide.relationships.ladder import may_comment, next_step
from bot.decide.relationships.pairs import Proposal, same_person
from bot.decide.relationships.standing import standing, talk

__all__ = [
    "Follower",
    "Proposal",
    "converses",
    "habits",
    "is_broadcaster",
    "may_comment",
    "next_step",
    "same_person",
    "standing",
    "talk",
    "worth_a_look",
    "writes_about",
]
