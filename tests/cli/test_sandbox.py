"""The invented network as a service: it says how one talks to it, one can, and nothing of it stays."""

from __future__ import annotations

import signal

import pytest

from tests.cli.started import started, waited
from tests.cli.test_cli import nudge

pytestmark = pytest.mark.waits

SECONDS = 20


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
def test_it_says_how_one_talks_to_it_and_leaves_nothing(tmp_path, ends):
    """In its first lines; what is said from another terminal is answered, and with the process its files go."""
    folder, scratch = tmp_path / "nudge", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    with started(["run", "--sandbox"], folder, TMPDIR=str(scratch)) as running:
        said = running.until(lambda said: b"answers it." in said)
        assert said.splitlines()[:2] == [
            "Running as Lena Marsh, on the invented network.",
            "In another terminal: nudge queue --sandbox shows what it says, nudge answer --sandbox help answers it.",
        ]
        answered = nudge("answer", "--sandbox", "help", folder=folder)
        assert (answered.returncode, "Nothing is posted until you say send" in answered.stdout) == (0, True), answered
        assert "Nothing is posted until you say send" in nudge("queue", "--sandbox", folder=folder).stdout
        why = nudge("why", "--sandbox", "z9", folder=folder)
        assert why.stderr == "There was never a nudge z9. nudge queue --sandbox shows the codes.\n"
        running.process.send_signal(ends)
        waited(lambda: running.process.poll() is not None, longest=SECONDS)
    assert list(scratch.iterdir()) == []


def test_whoever_starts_a_second_one_reads_how_to_talk_to_the_first(tmp_path):
    """With the commands that work there, and the name of a folder that can be found."""
    folder = tmp_path / "nudge"
    folder.mkdir()
    with started(["run", "--sandbox"], folder, TMPDIR=str(tmp_path)) as running:
        running.until(lambda said: b"answers it." in said)
        for words in (["run", "--sandbox"], ["once"]):
            with started([*words, "--folder", "."], where=folder) as second:
                while second.more():
                    pass
                assert second.process.wait(SECONDS) == 2
            assert second.said.decode() == (
                f"Another nudge is running on {folder}. Stop it first, or use queue --sandbox and answer --sandbox beside it.\n"
            )


def test_a_second_reader_is_not_looked_for_in_a_configuration_that_counts_for_nothing(tmp_path):
    """What the invented network lacks cannot be written into config.toml."""
    said = nudge("backtest", "--sandbox", "--second-reader", folder=tmp_path).stderr
    assert said.startswith(
        "No model is configured on the invented network. Leave --sandbox out, and name one under [choose.model]"
    )


def test_where_no_sandbox_runs_it_says_which_command_starts_one(tmp_path):
    """Nothing is kept for one that may run later: it begins anew each time."""
    with started(["answer", "--sandbox", "help"], tmp_path) as running:
        running.until(lambda said: b"No invented network runs here. nudge run --sandbox starts one." in said)
        assert running.process.wait(SECONDS) == 2
