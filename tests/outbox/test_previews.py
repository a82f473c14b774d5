"""Words are shown whole, held against the rules first, and never sent by being shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import wording
from bot.domain import Marks, MessageKind, SuggestionState, Visibility, WrittenBy
from bot.outbox.previews import Showing, copy_of, may_post, refusal
from bot.platforms.bluesky.facets import marks
from bot.platforms.memory import Customs
from bot.store import answerable, drafts, ownership, suggestions
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS, WORDS

GRIEF = "My father died on Sunday. I do not know what to say."
DAY = timedelta(days=1)
BEGINNING = ("This would stand under your name", "A beginning, with a gap that only you can fill:")


def show(bench, row, do, **how):
    """Show something for a suggestion: what came of it, and what the owner is told."""
    teller, now = bench.teller, bench.now
    with bench.tx() as tx:
        outcome = do(Showing(teller, tx, suggestions.get(tx, row.id), now, **how))
    return outcome, bench.told()


def words(bench, row, said=WORDS, by=WrittenBy.OWNER, **how):
    """Show these words."""
    return show(bench, row, lambda showing: showing.words(said, by=by, **how))


def preview(bench, row):
    """The latest message that can be approved."""
    with bench.tx() as tx:
        return answerable.newest_preview(tx, row.id)


@pytest.fixture
def row(bench):
    """A nudge about a question, delivered."""
    return bench.nudged(bench.heard("alice"))


# --- words


def test_words_are_shown_back_whole(bench, row):
    """As they would stand, with who reads them; nothing is sent."""
    outcome, [said] = words(bench, row)
    assert outcome == "preview"
    assert said.startswith("This would stand under your name, for everyone to read, as an answer to Alice:")
    assert WORDS in said
    assert "alice@books.example goes in front" in said
    assert said.endswith("send, or write it anew, or skip. [a1.1]")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert preview(bench, row).act.text == f"@alice@books.example {WORDS}"
    assert bench.kinds()[-1] is MessageKind.PREVIEW


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"{WORDS} #glue", "glue becomes a link. "),
        (f"{WORDS} #glue, wheat.org/a", "#glue and wheat.org/a become links. "),
        (f"{WORDS} (@alice@books.example)", ""),
        (WORDS, ""),
    ],
)
def test_what_becomes_a_link_is_said_before(bench, row, said, told):
    """On a network that marks parts of the words, with every way in which they are shown, and of nothing else."""
    limits = replace(bench.teller.replies[row.network], marks=marks)
    teller = replace(bench.teller, replies={row.network: limits})
    with bench.tx() as tx:
        Showing(teller, tx, suggestions.get(tx, row.id), bench.now).words(said, by=WrittenBy.OWNER)
    with bench.tx() as tx:
        Showing(teller, tx, suggestions.get(tx, row.id), bench.now).held(None)
    for shown in bench.told():
        assert (told or "send, or") in shown
        assert ("becomes a link" in shown) == told.startswith("glue")
        assert shown.endswith("[a1.1]")


def test_names_that_tell_nobody_are_said_to_stay_words(row):
    """Where an at sign is no mark; without one that could be copied."""
    shown = wording.marked(wording.Frame("", "x", " send, or skip. [a1]"), Marks((), ("@jo.example", "@ann.example")))
    assert shown.tail == " jo.example and ann.example stay plain text, and tell nobody. send, or skip. [a1]"


def test_what_is_shown_answers_the_owners_message(bench, row):
    """Under it, in the conversation."""
    show(bench, row, lambda showing: showing.words(WORDS, by=WrittenBy.OWNER), under="letter-4")
    assert preview(bench, row).reply_to == "letter-4"


def test_shown_words_can_be_approved_for_a_day(bench, row):
    """The suggestion does not end before; a longer time is kept."""
    bench.later(hours=71)
    words(bench, row)
    assert bench.row(row).expires_at == bench.now + DAY
    longer = bench.nudged(bench.heard("bob", OTHER_QUESTION))
    words(bench, longer, OTHER_WORDS)
    assert bench.row(longer).expires_at == longer.expires_at


def test_words_that_cannot_go_out_are_not_shown_as_if_they_could(make):
    """Too long for the network: it is said by how much; they are kept, and cannot be approved."""
    bench = make(customs=Customs(characters=60))
    row = bench.nudged(bench.heard("alice"))
    outcome, [said] = words(bench, row)
    assert outcome == "too long"
    assert "and 60 fit" in said
    assert said.endswith("[a1.1]")
    assert preview(bench, row) is None
    with bench.tx() as tx:
        assert drafts.latest(tx, row.id).words == WORDS


def test_a_matter_of_taste_wants_a_plainer_word(bench, row):
    """It is said in front; `send` alone is not enough."""
    outcome, [said] = words(bench, row, "Great post, thanks for sharing!")
    assert said.startswith("One thing before it goes out:")
    assert said.endswith("send anyway, or write it anew. [a1.1]")
    assert outcome == "for everybody"
    assert preview(bench, row).act is not None
    assert "send anyway" in bench.says("send a1.1")[0]
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_what_was_sent_before_is_compared_with(bench):
    """Nearly the same words to somebody else."""
    bench.published(bench.heard("bob", OTHER_QUESTION))
    row = bench.nudged(bench.heard("alice"))
    _, [said] = words(bench, row)
    assert "you wrote nearly the same to Bob" in said


def test_a_favour_asked_of_somebody_hardly_known_is_said(bench, row):
    """Among people who have talked it is none."""
    favour = "Could you please send me a scan of your letters and share my new page with your readers?"
    first, _ = words(bench, row, favour)
    bench.talked("alice", 6)
    bench.later(days=2)
    second, _ = words(bench, row, favour)
    assert first != "preview"
    assert second == "preview"


def test_only_the_author_is_addressed_when_that_is_wished(bench):
    """The others are dropped."""
    post = bench.heard("alice", "What do you two think?", mention=["bob"], reply_to=bench.post("bob").uri)
    row = bench.nudged(post)
    words(bench, row)
    assert len(preview(bench, row).act.addresses) == 2
    words(bench, row, only=True)
    assert preview(bench, row).act.addresses == ("alice@books.example",)


def test_a_line_under_a_models_words_is_shown_with_them(bench, row):
    """It is part of what is approved."""
    _, [said] = words(bench, row, by=WrittenBy.MODEL, disclosure="(Drafted with a language model.)")
    assert f"{WORDS}\n\n(Drafted with a language model.)" in said
    assert preview(bench, row).act.words.endswith("(Drafted with a language model.)")


@pytest.mark.parametrize(("by", "outcome"), [(WrittenBy.OWNER, "preview"), (WrittenBy.MODEL, "foreign link")])
def test_a_link_that_the_owner_did_not_write_does_not_go_out(bench, row, by, outcome):
    """Their own does."""
    assert words(bench, row, f"{WORDS} https://film.example/buy", by=by)[0] == outcome


def test_words_come_in_parts_where_they_do_not_fit(make):
    """Only the last part can be approved."""
    bench = make(customs=Customs(message_characters=300))
    row = bench.nudged(bench.heard("alice"))
    _, texts = words(bench, row, f"{WORDS} {OTHER_WORDS} {WORDS}")
    assert len(texts) > 1
    assert preview(bench, row).part == len(texts)


# --- held words


def test_held_words_are_shown_back_with_the_reason(bench):
    """They can be approved anew, as they were."""
    row = bench.shown(bench.heard("alice"))
    before = preview(bench, row)
    _, [said] = show(bench, row, lambda showing: showing.held(1, because="I ask again."))
    assert said.startswith("I ask again. Held: your answer to Alice")
    assert said.endswith("send, or undo? [a1.1]")
    after = preview(bench, row)
    assert (after.act, after.draft, after.id > before.id) == (before.act, 1, True)


def test_without_a_number_the_latest_words_are_meant(bench):
    """And a number names its own."""
    row = bench.shown(bench.heard("alice"))
    words(bench, row, OTHER_WORDS)
    assert OTHER_WORDS in show(bench, row, lambda showing: showing.held(None))[1][0]
    assert WORDS in show(bench, row, lambda showing: showing.held(1))[1][0]


def test_held_words_of_taste_still_want_the_plainer_word(bench, row):
    """Being held makes them no better."""
    words(bench, row, "Great post, thanks for sharing!")
    _, [said] = show(bench, row, lambda showing: showing.held(1))
    assert said.endswith("send anyway, or undo? [a1.1]")
    assert "send anyway" in bench.says("send a1.1")[0]


def test_words_that_were_never_shown_are_not_shown_as_held(bench, row):
    """There was nothing to hold."""
    words = "With ___ over it."
    with bench.tx() as tx:
        drafts.add(tx, row.id, words, by=WrittenBy.STARTER, gap=True, act=None, now=bench.world.now())
    assert show(bench, row, lambda showing: showing.held(1))[1] == []


def test_new_words_settle_what_was_held(bench):
    """It is not asked about again."""
    bench.greeted()
    row = bench.approved(bench.heard("alice"))
    bench.says("hmm, not sure about that")
    words(bench, row, OTHER_WORDS)
    bench.later(hours=1)
    bench.nudging().choose()
    assert not any(text.startswith("Held") for text in bench.told())


# --- beginnings


def test_a_beginning_with_a_gap_is_no_preview(bench, row):
    """Nothing with a gap can be approved; it is numbered like other words."""
    while True:
        outcome, [said] = show(bench, row, Showing.beginning)
        if outcome in ("draft with a gap", "no draft"):
            break
    assert outcome == "draft with a gap"
    assert said.startswith(BEGINNING[1])
    assert "It cannot go out with the gap in it. [a1." in said
    assert bench.kinds()[-1] is MessageKind.DRAFT


def test_another_beginning_is_another_one_until_there_is_none(bench, row):
    """Three at most."""
    texts, outcomes = [], []
    for _ in range(4):
        outcome, [said] = show(bench, row, Showing.beginning)
        outcomes.append(outcome)
        texts.append(said)
    assert outcomes[-1] == "no draft"
    assert "no draft" not in outcomes[:3]
    assert len(set(texts)) == 4
    assert texts[-1] == "That was the last beginning that I have. Your own words for Alice, or skip. [a1]"


def test_where_nothing_can_be_begun_that_is_said(bench):
    """A stored post without words."""
    row = bench.nudged(bench.heard("alice", visibility=Visibility.FOLLOWERS))
    outcome, [said] = show(bench, row, Showing.beginning)
    assert outcome == "no draft"
    assert said == "I have no beginning for this one. Your own words for Alice, and I show them back. [a1]"


def test_the_starter_does_not_take_the_owners_name_for_the_matter(bench):
    """Whoever is spoken to is not what it is about."""
    row = bench.nudged(bench.heard("alice", "Owner, which lamp was in the lighthouse?", mention=["owner"]))
    texts = [show(bench, row, Showing.beginning)[1][0] for _ in range(2)]
    assert not any("owner" in text.lower().split() for text in texts)


# --- what may be


def test_whether_an_approval_is_carried_out(make):
    """Not where posting is off, nor with a login that only reads."""
    bench = make()
    row = bench.suggest(bench.heard("alice"))
    with bench.tx() as tx:
        assert may_post(tx, bench.config, row)
        ownership.put_only_reads(tx, row.owner, only=True)
        assert not may_post(tx, bench.config, row)
    off = make(publish={"enabled": False})
    row = off.suggest(off.heard("alice"))
    with off.tx() as tx:
        assert not may_post(tx, off.config, row)


def test_a_copy_says_under_what_it_goes(bench):
    """A question was asked; anything else was written."""
    for who, text, verb in (
        ("alice", "Does anyone scan old letters?", "asked"),
        ("bob", "A tern over the pier.", "wrote"),
    ):
        post = bench.heard(who, text)
        row = bench.shown(post)
        held, teller = preview(bench, row), bench.teller
        with bench.tx() as tx:
            paste = copy_of(tx, teller, row, held.act, "a1.1", bench.now)
        assert verb in paste[0]
        assert paste[1] == WORDS
        assert post.link in paste[2]


def test_why_there_is_no_draft_is_said(make):
    """Grief, a wish, or words that may not be repeated; otherwise nothing speaks against one."""
    bench = make(servers={"coast.example": {"drafts": "off"}})
    posts = [
        bench.heard("alice"),
        bench.heard("alice", GRIEF),
        bench.heard("bob"),
        bench.heard("alice", visibility=Visibility.FOLLOWERS),
    ]
    rows, teller = [bench.suggest(post) for post in posts], bench.teller
    with bench.tx() as tx:
        said = [refusal(tx, teller, row) for row in rows]
    assert said[0] == ""
    assert [text.split(".")[0] for text in said[1:]] == [
        "I have no draft for this, and none is needed",
        "Drafts are switched off for coast",
        "I have no beginning for this one",
    ]
