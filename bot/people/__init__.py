"""Say how people stand to the owner, how they converse, and what the next small step could be."""

from bot.people.followers import Follower, worth_a_look
from bot.people.habits import converses, habits, is_broadcaster
from bot.people.identity import Proposal, same_person
from bot.people.ladder import may_comment, next_step
from bot.people.standing import standing, talk

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
]
