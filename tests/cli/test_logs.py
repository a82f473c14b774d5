"""What the log says to people: a few lines with what they would want to know, each once; JSON for whoever asks for it."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys

import pytest
import structlog

from bot.cli.logs import AsJson, Sentences, configure
from bot.service import heartbeat
from bot.store import open_store
from tests import forked
from tests.cli.conftest import CONFIG
from tests.cli.started import started, waited
from tests.cli.test_cli import nudge


def said(*events):
    """The lines, without their time."""
    sentences, lines = Sentences(), []
    for event in events:
        try:
            lines.append(sentences(None, "", {"level": "info", **event}))
        except structlog.DropEvent:
            continue
    return lines


def test_what_a_person_wants_to_know_is_a_sentence():
    """And what only a machine counts is none."""
    assert said(
        {"event": "polled", "source": "mastodon:home", "items": 3},
        {"event": "message_sent", "kind": "nudge"},
        {"event": "message_sent", "id": "3"},
        {"event": "published", "suggestion": 1},
    ) == ["A suggestion was sent to you.", "What you approved stands in public."]


def test_trouble_is_said_once_and_when_it_is_tried_again():
    """Every minute the same would hide the rest."""
    trouble = {
        "event": "source_failed",
        "level": "warning",
        "source": "mastodon:home",
        "problem": "it is silent",
        "retry_in": "0:01:00",
    }
    assert said(trouble, trouble) == ["Mastodon, the home feed: it is silent. Tried again in 1 min."]
    assert said({**trouble, "retry_in": "1 day, 0:00:30"})[0].endswith("Tried again in 30 s.")


def test_what_a_server_lacks_is_a_sentence():
    """Whichever network says so."""
    missing = {
        "event": "mastodon_feature_missing",
        "level": "warning",
        "feature": "lists",
        "server": "x.example",
        "why": "403",
    }
    assert said(missing) == ["x.example: lists cannot be read (403)."]


def test_what_a_server_lacks_is_said_once():
    """Not again after every change of the configuration; what nobody misses is no line at all."""
    missing = {"event": "mastodon_feature_missing", "level": "warning", "server": "https://x.example", "why": "403"}
    lists, application = {**missing, "feature": "lists"}, {**missing, "feature": "application"}
    other = {"event": "published", "suggestion": 1}
    assert said(lists, application, other, lists) == [
        "x.example: lists cannot be read (403).", "What you approved stands in public.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("mastodon:late", "Mastodon, what came late"), ("bluesky:talk", "Bluesky"), ("mastodon:login", "Mastodon"),
        ("mastodon:publisher", "Mastodon, for posting"), ("answers", "Hearing you"), ("second reader", "Second reader"),
    ],
)  # fmt: skip
def test_where_it_failed_is_named_as_a_person_would(source, where):
    """The name of a step says nothing to them."""
    trouble = {"event": "source_failed", "level": "warning", "source": source, "problem": "it is silent"}
    assert said({**trouble, "retry_in": "0:01:00"}) == [f"{where}: it is silent. Tried again in 1 min."]


@pytest.mark.parametrize(
    ("event", "facts", "line"),
    [
        ("publish_put_off", {}, "What you approved is kept and waits: it is silent. It is tried again soon."),
        ("publish_login", {}, "What you approved is kept and waits: it is silent. nudge check says what to do."),
        ("publish_refused", {}, "What you approved was not taken: it is silent."),
        ("publish_failed", {"unknown": True}, "Whether what you approved arrived is not known: it is silent."),
        ("publish_failed", {"unknown": False}, "What you approved was not sent: it is silent."),
        (
            "change_not_taken",
            {"problems": ["one", "two."]},
            "What was changed is not taken: one; two. The old goes on.",
        ),
    ],
)
def test_what_became_of_an_approval_or_a_change_is_a_sentence(event, facts, line):
    """No list of facts."""
    assert said({"event": event, "level": "warning", "suggestion": 2, "problem": "it is silent", **facts}) == [line]


def test_a_warning_without_a_sentence_is_not_lost():
    """Its name and its facts."""
    assert said({"event": "home_gap", "level": "warning", "last": "then"}) == ["Home gap: last then."]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_log_of_a_service_has_the_form_that_was_asked_for(tmp_path, form):
    """By the option, or the variable that the container sets."""
    for words, more in ((["--log", form], {}), ([], {"NUDGE_LOG": form})):
        with started(["run", "--sandbox", *words], tmp_path, **more) as service:
            first = service.until(lambda said: b"\n" in said)
        expected = '{"jobs"' if form == "json" else "Running as Lena Marsh, on the invented network.\n"
        assert first.startswith(expected)


def test_a_service_without_a_configuration_says_the_one_command_and_waits(tmp_path):
    """It leaves nothing meanwhile, so that the command can be typed beside it; told to end, it ends."""
    with started(["run"], tmp_path) as service:
        first = service.until(lambda said: b"\n" in said)
        waited(lambda: heartbeat.waits(tmp_path), service.process)
        health = nudge("health", folder=tmp_path)
        assert list(tmp_path.iterdir()) == []
        service.process.terminate()
        code = service.process.wait(timeout=30)
    assert (health.returncode, health.stdout.split(":")[0]) == (1, "The service runs, and waits until it is set up")
    assert nudge("health", folder=tmp_path).stdout.startswith("The service has not run here yet.")
    assert first == f"There is no configuration in {tmp_path} yet. This waits for it: nudge init --folder {tmp_path}\n"
    assert code == 128 + 15


def test_on_a_terminal_ctrl_c_leaves_a_clean_line(tmp_path):
    """The terminal writes ^C where the cursor stands; the last word begins below it, and ends its line."""
    with started(["run", "--sandbox"], tmp_path, terminal=True) as service:
        service.until(lambda said: b"ends it." in said and b"weeks." in said)
        waited((tmp_path / "heartbeat.json").exists, service.process)  # the scheduler runs; nothing more may be said
        service.process.send_signal(signal.SIGINT)
        said = service.until(lambda said: said.endswith(b"\r\nStopped.\r\n"))
        assert service.process.wait(timeout=30) == 0
    assert said.startswith("Running as Lena Marsh, on the invented network. Ctrl-C ends it.\r\n")
    assert '{"' not in said


def test_the_version_and_the_help_can_be_asked_for_in_any_way(tmp_path):
    """As every other program has it."""
    assert nudge("--version", folder=tmp_path).stdout == nudge("version", folder=tmp_path).stdout
    assert nudge("-h", folder=tmp_path).stdout == nudge("--help", folder=tmp_path).stdout != ""
    assert nudge("queue", "-h", folder=tmp_path).returncode == 0


@pytest.mark.parametrize("command", ["status", "queue", "log", "people", "export"])
def test_what_is_logged_stands_never_beside_the_answer(tmp_path, command):
    """Whoever reads JSON finds nothing else on standard output; for people who type a command the log is no answer."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    words = [command] if command == "export" else [command, "--json"]
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "NUDGE_FOLDER": str(tmp_path)}
    ended = forked.ran(words, environ, program="tests.cli.noticed")
    assert "log_not_moved" not in ended.stdout
    json.loads(ended.stdout)


def test_what_a_library_logs_is_json_as_well():
    """One line with its name, and what went wrong in it."""
    formatted = AsJson()
    try:
        int("no")
    except ValueError:
        record = logging.LogRecord("alembic", logging.ERROR, "x.py", 1, "it broke: %s\nhere", ("so",), sys.exc_info())
    line = formatted.format(record)
    said = json.loads(line)
    assert "\n" not in line
    assert (said["event"], said["logger"], said["level"]) == ("it broke: so\nhere", "alembic", "error")
    assert said["exception"].splitlines()[-1].startswith("ValueError")


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_step_that_is_still_under_way_is_no_line(form, capfd):
    """It is how it should be; only what the scheduler could not do at all is said, in the form that was asked for."""
    held = logging.getLogger().handlers[:]
    logging.getLogger().handlers.clear()
    try:
        configure(form=form)
        scheduler = logging.getLogger("apscheduler.scheduler")
        scheduler.warning("Execution of job %s skipped: maximum number of running instances reached (1)", "talk")
        scheduler.error("gone")
    finally:
        logging.getLogger().handlers[:] = held
        structlog.reset_defaults()
    [line] = capfd.readouterr().err.splitlines()
    assert line == "gone" if form == "text" else json.loads(line)["event"] == "gone"
