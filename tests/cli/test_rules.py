"""`nudge rules`: what is in force and how often it fired; `nudge rules test`: what it says of a post."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.rules import listed, read_and_explained
from bot.decide.facts.variables import VARIABLES
from bot.decide.rules import default_pack, load
from bot.decide.rules.pack import RuleSpec
from bot.errors import BotError, ConfigError, PlatformError
from bot.store import posts, rule_counts
from bot.store.rule_counts import RuleCounts
from tests.cli.conftest import CONFIG

OWN = """
[[rules]]
name = "someone asks about my field"
when = 'post.asks_help && size(post.topics) > 0'
score = 3
because = "asks for help with {post.topics}"
"""
BUILT_IN = load(default_pack()).specs


def nudge(*words, folder):
    """What the command says; whatever it raises is raised."""
    ended = CliRunner().invoke(app, [*words, "--folder", str(folder)], catch_exceptions=False)
    assert ended.exit_code == 0
    return ended.stdout


# --- the list


def test_every_rule_in_force_is_listed_with_what_it_says_and_why(tmp_path):
    """No account, no configuration, no database: the built-in ones."""
    said = nudge("rules", folder=tmp_path)
    assert said.startswith(f"{len(BUILT_IN)} rules are in force, none of them yours; nothing judged yet.")
    for spec in BUILT_IN:
        assert f'{spec.name}\n        says "{spec.because}"\n        {spec.why}' in said
    assert list(tmp_path.iterdir()) == []


def test_the_owners_own_rules_are_among_them(tmp_path):
    """Added, replaced, removed, as config.toml says it."""
    gone, changed = BUILT_IN[0].name, BUILT_IN[1].name
    other = f'[[rules]]\nname = "{changed}"\nwhen = "post.joke"\nveto = true\nbecause = "a joke"\n'
    removed = f'[[rules]]\nname = "{gone}"\nenabled = false\n'
    (tmp_path / "config.toml").write_text(CONFIG + OWN + other + removed)
    said = nudge("rules", folder=tmp_path)
    assert f"  veto  {changed}, yours" in said
    assert "  +3    someone asks about my field, yours" in said
    assert f"  {gone}\n" not in said
    assert said.startswith(f"{len(BUILT_IN)} rules are in force, two of them yours")


def test_a_misspelt_name_in_a_rule_is_said_with_its_line_and_a_caret(tmp_path):
    """Before anything is listed, with the place in config.toml."""
    (tmp_path / "config.toml").write_text(CONFIG + OWN.replace("asks_help", "asks_hlp"))
    with pytest.raises(ConfigError) as refused:
        nudge("rules", folder=tmp_path)
    (problem,) = refused.value.problems
    assert problem.where == "config.toml, line 8"
    assert problem.what.splitlines() == [
        'unknown name "post.asks_hlp"; did you mean "post.asks_help"?',
        "    post.asks_hlp && size(post.topics) > 0",
        "    ^",
    ]


def test_how_often_each_fired_is_counted_by_the_service(lena):
    """Each judging adds one to every rule that fired; vetoes and scores alike."""
    with lena.store.begin() as tx:
        found = rule_counts.kept(tx)
    assert found.judged > 20
    assert 0 < max(found.fired.values()) <= found.judged
    said = nudge("rules", folder=lena.folder)
    assert f"; {found.judged} judgements so far." in said
    most = max(found.fired, key=found.fired.__getitem__)
    assert f"{most}, fired {found.fired[most]} times\n" in said


def test_counting_goes_on_where_it_stood(lena):
    """The counts are in the database, so a restart loses none."""
    with lena.store.begin() as tx:
        before = rule_counts.kept(tx)
    judged = len(lena.program.reading.judging.judged())
    lena.program.reading.judging.deliberate()
    with lena.store.begin() as tx:
        assert rule_counts.kept(tx).judged == before.judged + judged


def test_a_rule_that_fails_is_counted_and_shown():
    """A score that cannot be evaluated gives nothing; that is no secret."""
    spec = RuleSpec("loud", "post.words / post.links > 5", score=-1, because="loud")
    said = listed((spec,), RuleCounts(judged=40, fired={"loud": 1}, failed={"loud": 2}), set())
    assert "-1    loud, fired once, could not be evaluated twice" in said
    assert "A veto" not in said


def test_a_program_gets_the_list_as_json(lena):
    """With the conditions as written."""
    found = json.loads(nudge("rules", "--json", folder=lena.folder))
    assert [rule["name"] for rule in found] == [spec.name for spec in BUILT_IN]
    assert {"when", "why", "because", "fired", "failed", "veto", "score", "where"} <= set(found[0])


def test_everything_that_a_rule_may_ask_can_be_listed():
    """One entry a fact, with an example; and the names for numbers."""
    said = CliRunner().invoke(app, ["rules", "facts"], catch_exceptions=False).stdout
    for fact in VARIABLES:
        assert f"  {fact.name}, " in said
        assert f"      {fact.formula}; such as {fact.example}" in said
    assert "stage.stranger, stage.noticed" in said


# --- trying them on a post


def test_rules_can_be_tried_on_plain_words_without_any_setting_up(tmp_path):
    """A text file is enough."""
    (tmp_path / "post.txt").write_text("Does anyone scan old letters at home?")
    said = nudge("rules", "test", str(tmp_path / "post.txt"), folder=tmp_path)
    assert said.startswith('Somebody, somebody, 1 h ago\n  "Does anyone scan old letters at home?"\n\nNudge would ')
    for spec in BUILT_IN:
        assert spec.name in said
    for fact in VARIABLES:
        assert fact.name in said


def test_own_rules_and_topics_count_in_a_trial(tmp_path):
    """The configuration of the folder is in force, wherever the folder is named."""
    (tmp_path / "config.toml").write_text(CONFIG.replace("[mast", 'topics = ["letters"]\n[mast') + OWN)
    (tmp_path / "post.txt").write_text("Can anyone recommend a way to scan letters?")
    words = ["rules", "test", str(tmp_path / "post.txt")]
    said = nudge(*words, folder=tmp_path)
    assert "  +3    someone asks about my field: asks for help with letters" in said
    before = CliRunner().invoke(app, ["rules", "--folder", str(tmp_path), *words[1:]], catch_exceptions=False).stdout
    assert before == said
    data = json.loads(nudge(*words, "--json", folder=tmp_path))
    assert data["facts"]["post.topics"] == ["letters"]


def test_a_named_folder_counts_also_where_the_current_one_is_gone(tmp_path, monkeypatch):
    """It is not looked for where somebody stands."""
    (tmp_path / "post.txt").write_text("Can anyone recommend a way to scan letters?")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.delenv("NUDGE_FOLDER", raising=False)
    gone.rmdir()
    named, post = ["--folder", str(tmp_path)], str(tmp_path / "post.txt")
    lines = [["rules", "test", post, *named], ["rules", *named, "test", post], ["rules", "facts"]]
    codes = [CliRunner().invoke(app, line, catch_exceptions=False).exit_code for line in lines]
    with pytest.raises(BotError, match="does not exist any more"):
        CliRunner().invoke(app, lines[0][:3], catch_exceptions=False)
    monkeypatch.chdir(tmp_path)
    assert codes == [0, 0, 0]


def test_a_file_that_is_none_is_said_so(tmp_path):
    """With what to give instead."""
    with pytest.raises(BotError, match=r"gone\.txt cannot be read \(No such file or directory\)\. Give a file"):
        nudge("rules", "test", str(tmp_path / "gone.txt"), folder=tmp_path)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BotError, match="no text in UTF-8"):
        nudge("rules", "test", str(tmp_path / "bytes"), folder=tmp_path)


def test_a_post_at_an_address_is_read_with_everything_that_belongs_to_it(lena, said):
    """By its own address or by the owner's server's view of it; the author is measured, the relation is known."""
    tomas = said("flatbed at the library")
    for url in (tomas.uri, lena.program.parts.readers["memory"].fetch([tomas.ref])[tomas.uri].link):
        found = read_and_explained(lena.program, url)
        assert found.judged.candidate.person.name == "Tomas Reed"
        assert found.facts["post.asks_everyone"]
        assert found.facts["author.answers_percent"] >= 0
        assert found.facts["person.spoken"]


def test_reading_a_post_to_try_rules_on_it_keeps_nothing(lena, said):
    """Somebody whom Lena does not follow is judged, and is not in the database afterwards."""
    lena.network.people.join("zoe@far.example", "Zoe")
    post = lena.network.posts.say("zoe@far.example", "Does anyone here bind books?", language="en")
    assert read_and_explained(lena.program, post.uri).facts["post.question"]
    with lena.store.begin() as tx:
        assert posts.get(tx, post.uri) is None
        assert tx.exec_driver_sql("select count(*) from accounts where address like 'zoe%'").scalar() == 0


def test_what_is_never_judged_is_said_to_be(lena, said):
    """Lena's own posts; and what no network knows."""
    own = next(post for post in lena.network.posts.all() if post.author.address.startswith("lena"))
    with pytest.raises(BotError, match="a post of your own"):
        read_and_explained(lena.program, own.uri)
    with pytest.raises(BotError, match="None of your networks knows a post at"):
        read_and_explained(lena.program, "https://nowhere.example/1")


def test_a_network_that_does_not_answer_is_said_as_it_is(lena, said):
    """Nothing is swallowed for somebody who waits at a terminal."""
    uri = said("flatbed at the library").uri
    lena.network.faults.add("500", "read")
    with pytest.raises(PlatformError):
        read_and_explained(lena.program, uri)
