"""What a conversation hides from those who list it, what changes in it afterwards, and whose a login turns out to be."""

from __future__ import annotations

import pytest

from bot.errors import MayNotPost, NotAllowed, WrongAccount
from bot.platforms.memory.direct_messages import Lost
from bot.platforms.memory.network import MemoryNetwork
from tests.platforms.memory.builders import ALICE, BOT, CAROL, OWNER, a_message, a_reply, an_approval, scene


def heard(it, mark):
    return it.messenger.answers(mark)


def test_a_message_that_cannot_be_read_is_counted():
    """It is no answer, and whoever lists knows that there was one."""
    it = scene()
    mark = heard(it, "").mark
    letter = it.net.direct_messages.write(OWNER, "undo", to=(BOT,))
    it.net.direct_messages.lose(letter.id, Lost.UNREADABLE)
    found = heard(it, mark)
    assert (found.items, found.skipped, found.gap) == ((), 1, False)
    assert not heard(it, found.mark).skipped


def test_a_message_in_a_gap_is_missed_and_the_gap_is_said():
    """The server lists less than there was, and says so."""
    it = scene()
    mark = heard(it, "").mark
    letter = it.net.direct_messages.write(OWNER, "undo", to=(BOT,))
    it.net.direct_messages.lose(letter.id, Lost.GAP)
    found = heard(it, mark)
    assert (found.items, found.skipped, found.gap) == ((), 0, True)


def test_other_peoples_lost_messages_are_none_of_ours():
    """What never reached the bot account is no gap."""
    it = scene()
    mark = heard(it, "").mark
    letter = it.net.direct_messages.write(ALICE, "hello", to=(CAROL,))
    it.net.direct_messages.lose(letter.id, Lost.GAP)
    assert not heard(it, mark).gap


def test_a_message_deleted_before_it_is_read_is_no_answer():
    """Nobody reads what is gone."""
    it = scene()
    mark = heard(it, "").mark
    it.net.direct_messages.delete(it.net.direct_messages.write(OWNER, "send", to=(BOT,)).id)
    assert not heard(it, mark).items


@pytest.mark.parametrize("change", ["edit", "delete", "lose"])
def test_a_message_that_changed_does_not_stand(change):
    """Edited, deleted or no longer readable: it does not say any more what it said."""
    it = scene()
    mark = heard(it, "").mark
    letter = it.net.direct_messages.write(OWNER, "send", to=(BOT,))
    answer = heard(it, mark).items[0]
    assert it.messenger.stands(answer)
    how = {"edit": ("wait",), "delete": (), "lose": (Lost.UNREADABLE,)}[change]
    getattr(it.net.direct_messages, change)(letter.id, *how)
    assert not it.messenger.stands(answer)


def test_a_login_of_somebody_else_reads_and_writes_nothing():
    """Neither for the owner nor for the bot."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.people.exchange_login(OWNER, CAROL)
    it.net.people.exchange_login(BOT, CAROL)
    for act in (lambda: it.publisher.publish(approval), it.home, lambda: it.messenger.send(a_message("Hello."))):
        with pytest.raises(WrongAccount):
            act()
    it.net.people.exchange_login(OWNER, OWNER)
    it.publisher.publish(approval)
    assert it.replies()


def test_a_login_posts_under_the_name_to_which_it_belongs(monkeypatch):
    """As on every real server: were nobody to compare the two, the words would stand under another name."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.people.exchange_login(OWNER, CAROL)
    monkeypatch.setattr(MemoryNetwork, "account_behind", lambda net, who: net.people.account(who))
    it.publisher.publish(approval)
    assert [post.text for post in it.net.views.by(CAROL, CAROL)] == [approval.act.text]


def test_an_approval_of_another_account_is_not_used():
    """The account in the approval is compared with the one that writes."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.people.join("owner@elsewhere.example", "Owner")
    with pytest.raises(NotAllowed):
        type(it.publisher)(it.net, "owner@elsewhere.example").publish(approval)


def test_a_login_that_may_only_read_does_not_write():
    """And says so before it tries."""
    it = scene()
    approval = an_approval(it, a_reply(it.say(ALICE, "Which glue?")))
    it.net.people.let_only_read(OWNER)
    assert not it.publisher.may_post()
    with pytest.raises(MayNotPost):
        it.publisher.publish(approval)
