"""`nudge why`: what was made of a post that was read; `nudge forget-learning`: the rules as they are written again."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.why import forgotten
from bot.decide.rules.learning import Learned, Signal, learn
from bot.domain import Interaction, InteractionKind, SuggestionState
from bot.errors import BotError, StoreError
from bot.store import interactions, learning, post_search, posts, suggestions
from bot.store.dry_run import dry_run
from tests.cli.conftest import CONFIG, NOW
from tests.cli.started import started


def nudge(*words, folder):
    ended = CliRunner().invoke(app, [*words, "--folder", str(folder)], catch_exceptions=False)
    assert ended.exit_code == 0
    return ended.stdout


@pytest.fixture(scope="module")
def suggested(lena):
    """The row of the one nudge of the first evening."""
    with lena.store.begin() as tx:
        (row,) = suggestions.in_states(tx, *SuggestionState)
    return row


# --- why


def test_a_nudge_is_explained_by_its_code_as_it_stood_when_it_was_chosen(lena, suggested):
    """However long ago that is: it would be chosen again, and what became of it stands above."""
    said = nudge("why", suggested.code, folder=lena.folder)
    assert said.startswith(f"{suggested.code} was chosen on 18 November at 17:31; now: open. As it stood then:\n\n")
    assert "\n\nNudge would bring it to you.\n" in said
    for reason in suggested.reasons:
        assert reason.because in said


def test_it_is_worth_what_it_was_worth_when_it_was_chosen(lena, suggested):
    """Facts that count other posts, such as the first words of a day, count the same ones."""
    data = json.loads(nudge("why", suggested.code, "--json", folder=lena.folder))
    assert data["rank"] == pytest.approx(suggested.score)


def test_the_code_may_come_as_the_nudge_shows_it(lena, suggested):
    """With its brackets, a draft's number, in capitals."""
    for written in (f"[{suggested.code}]", f"{suggested.code}.1", suggested.code.upper()):
        assert suggested.code in nudge("why", written, folder=lena.folder)


def test_an_answer_given_since_does_not_change_what_was_said_then(lena, suggested):
    """Nothing was owed once Lena had answered, and that was later."""
    with lena.store.begin() as tx:
        held = posts.get(tx, suggested.post_uri)
        own = posts.own(tx, limit=1)[0].post
        answer = replace(own, ref=replace(own.ref, uri="https://writers.example/9"), parent=held.post.ref)
        posts.save(tx, answer, facts="{}", by_owner=True, to_owner=False, now=NOW)
    assert "\n\nNudge would bring it to you.\n" in nudge("why", suggested.code, folder=lena.folder)


def test_a_post_that_was_left_alone_is_explained_by_any_of_its_addresses(lena, said):
    """Its uri, its page on its own server, its page on the owner's."""
    sam = said("lighthouses are overrated")
    key = sam.uri.rsplit("/", 1)[-1]
    with lena.store.begin() as tx:
        link = posts.get(tx, sam.uri).post.link
    for address in (sam.uri, link, f"https://plaza.example/@sam/{key}", f"https://plaza.example/@sam/{key}?utm=x"):
        text = nudge("why", address, folder=lena.folder)
        assert "Sam Orr" in text
        assert "Nudge would leave it alone" in text


def test_a_key_alone_is_not_taken_for_an_address(lena, said):
    """Another author's page that ends in the same number is another post."""
    key = said("lighthouses are overrated").uri.rsplit("/", 1)[-1]
    with lena.store.begin() as tx:
        assert post_search.named(tx, f"https://plaza.example/@somebody/{key}") == (None, None)
        assert post_search.named(tx, key) == (None, None)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [("z99", "There was never a nudge z99"), ("https://nowhere.example/@x/1", "Nothing is stored of https://nowhere")],
)
def test_what_is_not_stored_is_said_to_be_not_stored(lena, what, sentence):
    """And which command would read it."""
    with pytest.raises(BotError, match=sentence):
        nudge("why", what, folder=lena.folder)


def test_the_owners_own_posts_are_never_judged(lena):
    """There is nothing to explain."""
    with lena.store.begin() as tx:
        uri = posts.own(tx, limit=1)[0].post.uri
    with pytest.raises(BotError, match="a post of your own"):
        nudge("why", uri, folder=lena.folder)


def test_without_a_database_there_is_nothing_to_ask(tmp_path):
    """And asking makes none."""
    (tmp_path / "config.toml").write_text(CONFIG)
    with pytest.raises(StoreError, match="no database here yet"):
        nudge("why", "t1", folder=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


def test_a_program_gets_the_explanation_as_json(lena, suggested):
    """Every fact and every rule."""
    found = json.loads(nudge("why", suggested.code, "--json", folder=lena.folder))
    assert found["uri"] == suggested.post_uri
    assert {rule["name"] for rule in found["rules"] if rule["fired"]} >= {reason.rule for reason in suggested.reasons}


# --- forget-learning


def test_what_was_learned_is_forgotten_and_counted_by_people_and_rules(lena):
    """One person, two rules; the next judgement knows nothing of it."""
    learned = learn(Learned(), Signal.SKIPPED, person=3, rules=["a question", "a joke"], now=NOW)
    with lena.store.begin() as tx:
        learning.put(tx, learned)
    said = nudge("forget-learning", folder=lena.folder)
    assert said == (
        "Forgotten: what your answers had taught about one person and two rules. Every rule counts as it is written.\n"
    )
    with lena.store.begin() as tx:
        assert learning.learned(tx) == Learned()


def test_forgetting_twice_does_no_harm(lena):
    """There is nothing left the second time."""
    nudge("forget-learning", folder=lena.folder)
    assert nudge("forget-learning", folder=lena.folder) == "Nothing had been learned, so there is nothing to forget.\n"
    assert forgotten(0, 0) in nudge("forget-learning", folder=lena.folder)


def test_whoever_says_no_at_a_terminal_keeps_what_was_learned(lena):
    """Anything but yes or no is asked about once more."""
    with lena.store.begin() as tx:
        learning.put(tx, learn(Learned(), Signal.SKIPPED, person=3, rules=["a joke"], now=NOW))
    with started(["forget-learning"], lena.folder, terminal=True) as running:
        running.until(lambda said: b"yes or no:" in said)
        os.write(running.screen, b"no\n")
        while running.more():
            pass
        assert running.process.wait(20) == 1
    assert "Nothing was forgotten." in running.said.decode()
    with lena.store.begin() as tx:
        assert learning.learned(tx) != Learned()


# --- what these stand on


def test_nothing_stays_of_a_rehearsal(lena):
    """Whatever is written in it is gone at its end, and what goes wrong in it is not hidden."""
    act = Interaction(InteractionKind.LIKE, True, "memory:zoe@far.example", NOW, subject_uri="https://far.example/1")
    with dry_run(lena.store) as tx:
        assert interactions.note(tx, [act]) == 1
    with lena.store.begin() as tx:
        assert interactions.of(tx, [act.account]) == ()
    with pytest.raises(KeyError), dry_run(lena.store):
        raise KeyError("wrong")
