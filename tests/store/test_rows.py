"""The rows: values come back as they were, moves are conditional, what must not be kept is not, what must stay stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, StatementError

from bot.domain import (
    Account,
    Act,
    Answer,
    ApprovalEvent,
    Habits,
    Interaction,
    InteractionKind,
    Link,
    Mentioned,
    MessageEvent,
    MessageKind,
    Post,
    PostRef,
    Published,
    Reason,
    Relationship,
    Reply,
    Retract,
    Sender,
    SuggestionEvent,
    SuggestionState,
    digest,
)
from bot.errors import NotAllowed
from bot.knowledge import ingest
from bot.store import answerable, answers, approvals, counters, interactions, messages, people, posts, seen, suggestions
from bot.store.schema import UtcTime
from bot.store.serialization import act_of, dump, load
from tests.store.builders import DAY, NOW, OWNER, a_post, a_ref, a_reply, an_account, an_approval, kept, suggested

at_leisure = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)

# --- values

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TIMES = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
REFS = st.builds(PostRef, uri=TEXT, local_id=TEXT, version=TEXT)
ACCOUNTS = st.builds(
    Account, uid=TEXT, local_id=TEXT, address=TEXT, name=TEXT, bio=TEXT, flags=..., followers=..., created_at=TIMES
)
VALUES = st.one_of(
    REFS,
    ACCOUNTS,
    st.builds(
        Post, ref=REFS, author=ACCOUNTS, text=TEXT, created_at=TIMES, seen_at=TIMES, link=TEXT, visibility=...,
        language=..., warning=TEXT, links=st.tuples(st.builds(Link, TEXT, TEXT)), media=st.tuples(TEXT),
        mentions=st.tuples(st.builds(Mentioned, TEXT, TEXT, TEXT)), parent=st.none() | REFS, parent_uid=...,
        reshared_by=st.none() | ACCOUNTS, poll=..., replies=..., labels=st.frozensets(TEXT, max_size=2),
    ),
    st.builds(Answer, id=TEXT, sender=st.builds(Sender, TEXT, TEXT), at=TIMES, text=TEXT, reply_to=..., others=st.tuples(TEXT)),
    st.builds(Relationship),
    st.builds(Reason, TEXT, st.floats(allow_nan=False, allow_infinity=False), TEXT),
    st.builds(Published, REFS, TEXT, TIMES),
    st.builds(Habits, measured_at=TIMES, per_day=st.floats(0, 100)),
)  # fmt: skip
ACTS = st.one_of(
    st.builds(Reply, REFS, REFS, TEXT, TEXT, st.tuples(TEXT, TEXT), visibility=..., warning=TEXT, language=...),
    st.builds(Retract, REFS),
)


@at_leisure
@given(VALUES)
def test_a_value_comes_back_as_it_was(value):
    """Through JSON and back, with its enums, times and nested parts."""
    assert load(type(value), dump(value)) == value


@at_leisure
@given(ACTS)
def test_an_act_comes_back_as_what_was_approved(act: Act):
    """The hash of what is read back is the hash that the owner's consent covers."""
    assert digest(act_of(dump(act))) == digest(act)


@at_leisure
@given(TIMES, TIMES, st.integers(-14, 14))
def test_times_compare_as_text_as_they_do_as_times(one, other, hours):
    """One fixed width, in UTC, whatever zone they came in."""
    column = UtcTime()
    elsewhere = datetime.fromisoformat(one.isoformat()) + timedelta(0)
    written = [column.process_bind_param(at, None) for at in (elsewhere, other)]
    assert (written[0] < written[1]) == (one < other)
    assert column.process_result_value(written[0], None) == one


def test_a_time_without_a_zone_is_refused(store):
    """It hides a mistake: somebody's local time."""
    with pytest.raises(StatementError, match="without a zone"), store.begin() as tx:
        seen.note_seen(tx, ["a"], datetime(2026, 11, 18))  # noqa: DTZ001 - the mistake


# --- moves


def test_a_row_moves_once_from_where_it_was_read(store):
    """Whoever's update changed no row goes on to something else: two claims, one winner."""
    with store.begin() as tx:
        row = suggested(tx, kept(tx, a_post()))
        first, second = (suggestions.get(tx, row.id) for _ in range(2))
        assert suggestions.move(tx, first, SuggestionEvent.CLAIM, now=NOW)
        assert not suggestions.move(tx, second, SuggestionEvent.CLAIM, now=NOW)
        assert suggestions.get(tx, row.id).state is SuggestionState.DELIVERING


def test_a_move_that_the_table_does_not_have_changes_nothing(store):
    """It raises before anything is written."""
    with store.begin() as tx:
        row = suggested(tx, kept(tx, a_post()))
        with pytest.raises(NotAllowed):
            suggestions.move(tx, row, SuggestionEvent.CONFIRMED, now=NOW)
        assert suggestions.get(tx, row.id).state is SuggestionState.AWAITING_DELIVERY


def test_codes_are_never_given_twice(store):
    """A letter of the name and a number that no other suggestion had; names without letters get an x."""
    with store.begin() as tx:
        codes = [suggested(tx, kept(tx, a_post(by=name))).code for name in ("alice", "anna", "alice", "bob")]
        odd = kept(tx, a_post(by="carol"))
        people.change(tx, people.person_of(tx, odd.author.key).id, name="李 2000")
        codes.append(suggested(tx, odd).code)
    assert codes == ["a1", "a2", "a3", "b1", "x1"]


def test_one_answer_gives_one_approval_for_a_suggestion(store):
    """The same answer understood twice is refused by the table itself."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(tx, post)
        approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        with pytest.raises(IntegrityError):
            approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")


def test_an_approval_is_open_until_it_is_used_or_revoked(store):
    """And read back exactly as it was given."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(tx, post)
        given = an_approval(row.id, post)
        approvals.add(tx, given, draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        held = approvals.live(tx, row.id)
        assert held.approval == given
        assert approvals.move(tx, held, ApprovalEvent.CLAIM)
        assert not approvals.move(tx, held, ApprovalEvent.REVOKE)  # somebody else had it
        approvals.move(tx, approvals.live(tx, row.id), ApprovalEvent.CONFIRMED)
        assert approvals.live(tx, row.id) is None


def test_a_publication_is_kept_once(store):
    """Found twice, it is one reply."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(tx, post)
        approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        held = approvals.live(tx, row.id)
        for _ in range(2):
            approvals.publish(tx, held, Published(a_ref(7), "link", NOW), "Under glass.", now=NOW)
        assert len(approvals.published_since(tx, NOW - DAY)) == 1
        approvals.retracted(tx, row.id, now=NOW)
        assert approvals.publication(tx, row.id).retracted_at == NOW


# --- the outbox and the answers


def went_out(tx, message):
    """It was sent, and stands."""
    messages.move(tx, message, MessageEvent.CLAIM, first_attempt_at=NOW)
    values = {"network_id": f"n{message.id}", "sent_at": NOW}
    assert messages.move(tx, messages.get(tx, message.id), MessageEvent.DELIVERED, **values)


def test_only_the_last_part_carries_the_act(store):
    """And it counts as shown when every part was delivered."""
    with store.begin() as tx:
        post = kept(tx, a_post())
        row = suggested(tx, post)
        last = messages.queue(
            tx, MessageKind.PREVIEW, ["one", "two", "three"], now=NOW, suggestion=row.id, draft=1, act=a_reply(post)
        )
        held = [messages.get(tx, number) for number in (last - 2, last - 1, last)]
        assert [message.act is not None for message in held] == [False, False, True]
        for message in held[:2]:
            went_out(tx, message)
        assert not answerable.parts_delivered(tx, held[2])
        went_out(tx, held[2])
        assert answerable.parts_delivered(tx, messages.get(tx, last))


def test_messages_leave_in_the_order_in_which_they_were_written(store):
    """An unfinished one keeps back those behind it; in quiet hours what we begin stays."""
    with store.begin() as tx:
        first = messages.queue(tx, MessageKind.NUDGE, ["a"], now=NOW, begun=True)
        second = messages.queue(tx, MessageKind.NOTICE, ["b"], now=NOW)
        assert messages.waiting(tx, begun_too=True).id == first
        assert messages.waiting(tx, begun_too=False).id == second
        messages.move(tx, messages.get(tx, first), MessageEvent.CLAIM)
        messages.move(tx, messages.get(tx, first), MessageEvent.LOST)
        assert messages.waiting(tx, begun_too=True).id == first


def test_an_answer_is_heard_once(store):
    """The same answer read again is nothing new; two who hear it act once."""
    said = Answer("m1", Sender("owner", "1"), NOW, "send")
    with store.begin() as tx:
        assert answers.receive(tx, [said, said], now=NOW) == 1
        assert answers.receive(tx, [said], now=NOW) == 0
        assert answers.unheard(tx) == 1
        held = answers.next_answer(tx)
        assert answers.handled(tx, held.row, now=NOW)
        assert not answers.handled(tx, held.row, now=NOW)
        assert answers.unheard(tx) == 0
        assert answers.next_answer(tx) is None


# --- what is not kept


def test_a_post_that_was_seen_is_known_for_eight_days(store):
    """By a hash of its address, apart from the posts."""
    with store.begin() as tx:
        seen.note_seen(tx, ["https://books.example/1"], NOW)
        seen.note_seen(tx, ["https://books.example/1"], NOW + 5 * DAY)
        assert seen.were_seen(tx, ["https://books.example/1"])
        assert not seen.were_seen(tx, ["https://books.example/2"])
        assert seen.drop_old_seen(tx, NOW + 9 * DAY) == 1
        assert not seen.were_seen(tx, ["https://books.example/1"])


def test_what_was_forgotten_is_not_collected_anew(store):
    """A mark stays, which is no name."""
    post = a_post()
    with store.begin() as tx:
        ingest.take_in(tx, [post], OWNER, NOW)
        assert posts.forget_account(tx, post.author.key) == 1
        seen.mark_forgotten(tx, post.author.key, NOW)
        ingest.take_in(tx, [a_post()], OWNER, NOW)
        assert posts.of_others(tx) == ()
        ingest.take_in(tx, [a_post(by="bob")], OWNER, NOW)
        assert [said.author.name for said in posts.of_others(tx)] == ["Bob"]


def test_a_post_found_deleted_loses_its_words(store):
    """What it was about stays known, what it said does not."""
    with store.begin() as tx:
        post = kept(tx, a_post("secret", warning="secret", media=("secret",)))
        posts.gone(tx, post.uri)
        held = posts.get(tx, post.uri)
    assert held.gone
    assert "secret" not in repr(held.post)


def test_old_posts_go_and_exchanges_stay(store):
    """What the owner said, what was said to the owner, and what the owner answered is kept until `forget`."""
    with store.begin() as tx:
        passing = kept(tx, a_post())
        answered = kept(tx, a_post())
        own = kept(tx, a_post("mine", by="owner", parent=answered.ref), by_owner=True)
        addressed = kept(tx, a_post(), to_owner=True)
        young = kept(tx, a_post(created_at=NOW + 2 * DAY))
        assert posts.drop_old(tx, NOW + DAY) == 1
        left = [post for post in (passing, answered, own, addressed, young) if posts.get(tx, post.uri)]
    assert left == [answered, own, addressed, young]


# --- the ledger


def test_an_act_is_noted_once(store):
    """However often it is read."""
    act = Interaction(InteractionKind.REPLY, by_owner=False, account="memory:a", at=NOW, post_uri="p", subject_uri="q")
    with store.begin() as tx:
        assert interactions.note(tx, [act, act]) == 1
        assert interactions.note(tx, [act]) == 0
        assert interactions.of(tx, ["memory:a"]) == (act,)


def test_a_short_profile_does_not_wipe_out_a_full_one(store):
    """What a feed says of an author is less than what the profile said."""
    with store.begin() as tx:
        people.meet(tx, an_account(bio="Letters.", followers=7), now=NOW)
        people.meet(tx, an_account(), now=NOW)
        assert people.known(tx, an_account().key).account.bio == "Letters."


def test_a_counter_counts(store):
    """In one statement, so that none is lost."""
    with store.begin() as tx:
        assert [counters.count(tx, counters.RULE_FIRED, "a", by) for by in (1, 1, 3)] == [1, 2, 5]
        assert counters.count(tx, counters.RULE_FAILED, "a") == 1
        assert counters.counted(tx, counters.RULE_FIRED) == {"a": 5}
