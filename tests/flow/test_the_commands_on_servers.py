"""`nudge check` and `nudge look`, typed as a person types them, against real servers on the loopback."""

from __future__ import annotations

import os
import sys

import pytest

from tests import forked
from tests.flow.house import QUESTION

MASTODON = pytest.mark.parametrize("world", ["mastodon"], indirect=True)
BLUESKY = pytest.mark.parametrize("world", ["bluesky"], indirect=True)


def nudge(folder, *words, **environment):
    """Run the command in a folder; returns its exit code and everything that it printed."""
    seen = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), **forked.STRICT}
    done = forked.ran(words, {**seen, "NUDGE_FOLDER": str(folder), **environment}, timeout=120)
    return done.returncode, done.stdout + done.stderr


def write(folder, text):
    """The configuration."""
    (folder / "config.toml").write_text(text, encoding="utf-8")


def on_mastodon(world, *, bot="bot", server=None, more=""):
    """A configuration for a world on Mastodon, tokens left to the environment."""
    return f"""
[owner]
timezone = "Europe/Berlin"
[mastodon.owner]
address = "{world.address("owner")}"
server = "{server or world.base}"
[mastodon.bot]
address = "{world.address(bot)}"
server = "{world.base}"
[deliver]
through = "mastodon"
at = "as-they-come"
quiet = ""
{more}
"""


def tokens(world, bot="bot"):
    """The world's tokens as environment variables."""
    return {
        "NUDGE__MASTODON__OWNER__TOKEN": world.tokens["owner"],
        "NUDGE__MASTODON__BOT__TOKEN": world.tokens[bot],
    }


@MASTODON
def test_a_good_set_up_is_fine(world, tmp_path):
    """Nothing to mend, exit code 0, nothing written anywhere; that one token does both is worth a look."""
    before = world.writes("owner"), world.writes("bot")
    write(tmp_path, on_mastodon(world))
    code, said = nudge(tmp_path, "check", **tokens(world))
    assert "One thing to look at, four are fine." in said
    assert "Two are safer" in said
    assert code == 0
    assert (world.writes("owner"), world.writes("bot")) == before


@MASTODON
def test_every_problem_is_listed_at_once(world, tmp_path):
    """An unknown key, a bad rule, a missing token: all of them, with what to do, and no traceback."""
    more = 'quite = "22:00-07:00"\n[[rules]]\nname = "mine"\nwhen = "post.qestion"\nscore = 2\nbecause = "a question"\n'
    write(tmp_path, on_mastodon(world, more=more))
    code, said = nudge(tmp_path, "check", NUDGE__MASTODON__OWNER__TOKEN=world.tokens["owner"])
    assert code == 2
    assert 'unknown key "quite" under [deliver]. Did you mean "quiet"?' in said
    assert "post.qestion" in said
    assert "second account" in said
    assert "Three things to mend" in said
    assert "Nothing was changed and nothing was sent." in said
    assert "Traceback" not in said


@MASTODON
def test_the_same_account_cannot_be_owner_and_bot(world, tmp_path):
    """A message to oneself notifies nobody (MN-7)."""
    write(tmp_path, on_mastodon(world, bot="owner"))
    code, said = nudge(tmp_path, "check", **tokens(world, bot="owner"))
    assert code == 2
    assert "same account" in said


@MASTODON
def test_a_server_that_does_not_answer_is_named(world, tmp_path):
    """The other logins are looked at all the same."""
    write(tmp_path, on_mastodon(world, server="http://127.0.0.1:1"))
    code, said = nudge(tmp_path, "check", **tokens(world))
    assert code == 2
    assert "127.0.0.1:1" in said
    assert "Traceback" not in said


@MASTODON
def test_a_host_that_redirects_is_refused_with_what_to_write(world, tmp_path):
    """A write to it would be lost without a sound (MC-8)."""
    world.control(redirect_to="https://social.home.example")
    write(tmp_path, on_mastodon(world))
    code, said = nudge(tmp_path, "check", **tokens(world))
    assert code == 2
    assert "social.home.example" in said


@MASTODON
def test_accounts_that_do_not_follow_each_other_are_told(world, tmp_path):
    """Their messages would end up among the filtered ones (MN-6)."""
    write(tmp_path, on_mastodon(world, bot="carol"))
    code, said = nudge(tmp_path, "check", **tokens(world, bot="carol"))
    assert code == 2
    assert "follow" in said


@MASTODON
def test_a_token_that_was_revoked_is_told(world, tmp_path):
    """401: this login works no more."""
    write(tmp_path, on_mastodon(world))
    code, said = nudge(tmp_path, "check", **{**tokens(world), "NUDGE__MASTODON__OWNER__TOKEN": "revoked"})
    assert code == 2
    assert "your account" in said
    assert "revoked" not in said.replace("was revoked", "")


@BLUESKY
def test_an_app_password_without_the_right_to_messages_is_told(world, tmp_path):
    """It looks like an expired token and is not (BI-1)."""
    owner, bot = world.someone("owner"), world.someone("bot")
    service = world.addresses["pds"]
    write(
        tmp_path,
        f"""
[bluesky.owner]
handle = "{owner.handle}"
service = "{service}"
[bluesky.bot]
handle = "{bot.handle}"
service = "{service}"
chat_did = "{world.addresses["chatDid"]}"
[deliver]
through = "bluesky"
""",
    )
    passwords = {
        "NUDGE__BLUESKY__OWNER__APP_PASSWORD": owner.new_app_password(),
        "NUDGE__BLUESKY__BOT__APP_PASSWORD": bot.new_app_password(),
    }
    code, said = nudge(tmp_path, "check", **passwords)
    assert code == 2
    assert "may not send private messages" in said
    assert "Traceback" not in said


@MASTODON
def test_look_shows_todays_people_and_writes_nothing(world, tmp_path):
    """One read-only login, no second account, no publisher: whom it would bring, and why."""
    world.post("alice", QUESTION)
    write(
        tmp_path,
        f'[owner]\nlanguages = ["en"]\n[mastodon.owner]\naddress = "{world.address("owner")}"\nserver = "{world.base}"\n',
    )
    before = world.writes("owner")
    code, said = nudge(tmp_path, "look", NUDGE__MASTODON__OWNER__TOKEN=world.tokens["owner"])
    assert code == 0, said
    assert "Today I would answer" in said
    assert "Does anyone scan old letters at home?" in said
    assert "Nothing was written to any network." in said
    assert world.writes("owner") == before
    assert world.inbox("owner") == []
    code, said = nudge(tmp_path, "look", "--why", NUDGE__MASTODON__OWNER__TOKEN=world.tokens["owner"])
    assert code == 0, said


@MASTODON
def test_once_does_a_whole_round_and_says_nothing(world, tmp_path):
    """The real program on the real adapters, from the command line; cron writes a letter for every word."""
    world.post("alice", QUESTION)
    write(tmp_path, on_mastodon(world))
    code, said = nudge(tmp_path, "once", **tokens(world))
    assert code == 0, said
    assert said == ""
    assert any("Does anyone scan old letters" in message.text for message in world.inbox("owner"))
    code, said = nudge(tmp_path, "queue")
    assert "Does anyone scan old letters" in said
    code, said = nudge(tmp_path, "status")
    assert "Open: Alice (open) [a1]." in said


@pytest.mark.parametrize("world", ["gotosocial"], indirect=True)
def test_what_a_server_lacks_stands_in_no_log_lines_between_the_sentences(world, tmp_path):
    """A person reads `check` and `look`: what the log of a service is for is not said there."""
    world.post("alice", QUESTION)
    write(tmp_path, on_mastodon(world))
    for command in (["check"], ["look"], ["look", "--why"]):
        code, said = nudge(tmp_path, *command, **tokens(world))
        assert code == 0, said
        assert not [line for line in said.splitlines() if "mastodon_" in line or line.startswith("{")]
