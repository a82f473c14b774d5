"""What `nudge queue` and `nudge answer` print, what counts as printed, and whether anybody hears an answer."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli import queue
from bot.domain import MessageEvent, MessageKind, Published
from bot.domain.readings import Outcome
from bot.errors import BotError, StoreError
from bot.service import data_folder, heartbeat
from bot.store import answers, approvals, messages, open_store, readings
from bot.store.readings import Asked
from tests.cli.started import nobody_reads
from tests.cli.test_cli import nudge
from tests.store.builders import a_post, a_ref, an_approval, kept, suggested

NOW = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
CONFIG = '[owner]\ntimezone = "Europe/Lisbon"\n[mastodon.owner]\naddress = "lena@writers.example"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder with a database; nobody waits for followers."""
    (tmp_path / "config.toml").write_text(CONFIG)
    open_store(tmp_path / "nudge.db").close()
    for name in ("PATIENCE", "FOLLOWERS", "LOOK_EVERY"):
        monkeypatch.setattr(queue, name, 0.0)
    return tmp_path


@pytest.fixture
def seen(monkeypatch):
    """The ids that were marked."""
    marked = []

    def mark_seen(_tx, ids, *, now):
        marked.extend(ids)

    monkeypatch.setattr(messages, "mark_seen", mark_seen, raising=False)
    return marked


def says(folder, *texts, kind=MessageKind.NOTICE):
    """The program says something, in as many parts; gives their ids."""
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        last = messages.queue(tx, kind, texts, now=NOW)
    store.close()
    return list(range(last - len(texts) + 1, last + 1))


def received(folder):
    """What the owner said so far, as it is kept."""
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        found = answers.next_answer(tx)
    store.close()
    return found and found.answer.text


# --- what counts as printed


def test_what_queue_printed_is_seen(folder, seen, capsys):
    """Every part of it, and nothing else."""
    ids = [*says(folder, "one"), *says(folder, "two, first", "two, second")]
    queue.queue(folder)
    assert [text in capsys.readouterr().out for text in ("one",)] == [True]
    assert seen == ids
    seen.clear()
    queue.queue(folder, json=True)
    assert seen == []  # a program read it, and perhaps nobody


def test_what_hangs_below_a_message_is_a_link_in_the_terminal(folder, capsys):
    """On Bluesky the nudge carries the post, and the receipt the answer; here each is an address to open."""
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        post = kept(tx, a_post(link="https://bsky.app/profile/alice/post/1"))
        row, stands = suggested(tx, post), Published(a_ref(), "https://bsky.app/profile/lena/post/2", NOW)
        approvals.add(tx, an_approval(row.id, post), draft=1, due_at=NOW, shown_at=NOW, channel="memory")
        approvals.publish(tx, approvals.live(tx, row.id), stands, "Under glass.", now=NOW)
        for kind, text, about in (
            (MessageKind.NUDGE, "The post is below. [t1]", post.ref),
            (MessageKind.RECEIPT, "It is out, just below.", stands.ref),
            (MessageKind.NOTICE, "What is known of this one is gone.", a_ref()),
        ):
            messages.queue(tx, kind, [text], now=NOW, suggestion=row.id, about=about)
    store.close()
    queue.queue(folder)
    said = capsys.readouterr().out
    assert "The post is below. [t1]\n\nhttps://bsky.app/profile/alice/post/1\n" in said
    assert "It is out, just below.\n\nhttps://bsky.app/profile/lena/post/2\n" in said
    assert said.endswith("What is known of this one is gone.\n\n")


def test_a_message_in_parts_is_printed_whole_where_the_list_begins(folder, seen, capsys):
    """A preview of which only the end is among the last twelve would be approved without its beginning."""
    says(folder, "long gone")
    ids = says(folder, *(f"part {number} of the preview" for number in range(1, 5)))
    ids += [one for number in range(10) for one in says(folder, f"later {number}")]
    queue.queue(folder)
    said = capsys.readouterr().out
    assert "part 1 of the preview" in said
    assert "long gone" not in said
    assert seen == ids


@pytest.mark.parametrize("letters", ["utf-8", "latin-1", "ascii"])
def test_what_a_terminal_cannot_show_as_it_is_is_not_seen(folder, seen, monkeypatch, letters):
    """Words in which other letters stand cannot be approved; whoever looks is told why, and all the rest counts."""
    plain, _ = says(folder, "plain"), says(folder, "Gr\u00fc\u00dfe", "and the rest of it")
    screen = io.TextIOWrapper(io.BytesIO(), encoding=letters, errors="replace")
    monkeypatch.setattr("sys.stdout", screen)
    queue.queue(folder)
    screen.seek(0)
    said = screen.read()
    cut = letters == "ascii"
    assert (seen, "Gr??e" in said, "A terminal that is set to UTF-8 shows them." in said) == (
        plain if cut else [1, 2, 3], cut, cut,
    )  # fmt: skip


BOT = '[mastodon.bot]\naddress = "nudge@writers.example"\n[deliver]\nthrough = "mastodon"\n'


@pytest.mark.parametrize(("kind", "more", "was_seen", "waits"), [
    (MessageKind.PREVIEW, "", False, True),
    (MessageKind.PREVIEW, "", True, False),
    (MessageKind.NOTICE, "", False, False),
    (MessageKind.PREVIEW, BOT, False, False),
])  # fmt: skip
def test_that_nothing_of_it_can_be_approved_is_said_only_where_it_is_so(
    folder, monkeypatch, kind, more, was_seen, waits
):
    """Words to be approved, that were never shown whole; on a network they are read there."""
    (folder / "config.toml").write_text(CONFIG + more)
    ids = says(folder, "Gr\u00fc\u00dfe", kind=kind)
    if was_seen:
        store = open_store(folder / "nudge.db")
        with store.begin() as tx:
            messages.mark_seen(tx, ids, now=NOW)
        store.close()
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr("sys.stdout", screen)
    queue.queue(folder)
    screen.seek(0)
    said = screen.read()
    assert (queue.FEW_LETTERS in said, "can be approved" in said) == (True, waits)


def test_what_is_not_whole_is_not_seen():
    """Whoever asks for a piece of it has not seen it."""

    def part(one, number, of):
        return type("Part", (), {"id": one, "part": number, "parts": of})

    assert queue.whole_ones([part(3, 2, 2), part(4, 1, 1)]) == [4]
    assert queue.whole_ones([part(2, 1, 3), part(3, 2, 3)]) == []
    assert queue.whole_ones([part(2, 1, 2), part(3, 2, 2)]) == [2, 3]


class Breaking(io.StringIO):
    """A pipe whose reader goes away after so many lines were flushed."""

    def __init__(self, lines):
        super().__init__()
        self.left = lines

    def flush(self):
        """Somebody reads, or nobody any more."""
        self.left -= 1
        if self.left < 0:
            raise BrokenPipeError


def test_a_broken_pipe_marks_nothing(folder, seen, monkeypatch):
    """Not even what was written before it broke: nobody knows how much of that was read."""
    says(folder, "one")
    says(folder, "two")
    monkeypatch.setattr(sys, "stdout", Breaking(1))
    with pytest.raises(BrokenPipeError):
        queue.queue(folder)
    assert seen == []


def test_what_is_written_into_nothing_is_not_seen(folder, seen, monkeypatch):
    """A closed output, or the null device: it was not shown to anybody."""
    says(folder, "one")
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  # a stream as the shell gives it
        for stream in (nowhere, None):
            monkeypatch.setattr(sys, "stdout", stream)
            queue.queue(folder)
    assert seen == []


def test_a_reader_that_goes_away_gets_no_traceback(folder):
    """`nudge queue | true` ends quietly, with the code for something that was not done."""
    for number in range(12):
        says(folder, f"{number} {'long ' * 380}")
    ended = nudge("queue", folder=folder, out=nobody_reads())
    assert (ended.returncode, ended.stderr) == (1, "")


def test_what_was_dropped_is_not_shown(folder, seen, capsys):
    """It was never said: the suggestion ended before."""
    (one,) = says(folder, "never said")
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        messages.move(tx, messages.get(tx, one), MessageEvent.NOT_NEEDED)
    store.close()
    queue.queue(folder)
    assert "never said" not in capsys.readouterr().out
    assert seen == []


# --- who hears an answer


def runs(folder, path, **said):
    """Something runs on the folder, and says on what it works."""
    heartbeat.write(folder, {**heartbeat.begun(folder, path, datetime.now(UTC)), **said})
    return data_folder.locked(folder)


def test_an_answer_beside_a_service_on_another_database_is_refused(folder, tmp_path_factory):
    """The sandbox's, for one: nothing is kept, one sentence says why and what to do."""
    elsewhere = tmp_path_factory.mktemp("sandbox") / "sandbox.db"
    with runs(folder, elsewhere), pytest.raises(BotError, match=r"would not hear it: it works on .*sandbox\.db"):
        queue.answer(["undo"], folder)
    assert received(folder) is None


def test_that_refusal_ends_with_two(folder, tmp_path_factory):
    """As everything that the owner can mend."""
    with runs(folder, tmp_path_factory.mktemp("sandbox") / "sandbox.db"):
        ended = nudge("answer", "undo", folder=folder)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("The nudge that runs here would not hear it")
    assert ended.stderr.endswith(
        "Nothing was kept. Say it with --sandbox; or stop it, start nudge run, and say it again.\n"
    )
    assert received(folder) is None


def test_an_answer_where_nothing_runs_is_kept_and_that_is_said_at_once(folder, capsys):
    """For `nudge once`, which hears it; whoever waits for an `undo` knows where they stand."""
    queue.answer(["undo"], folder)
    assert (
        capsys.readouterr().out == "Kept, but nothing runs here now. "
        f"It is heard when nudge run --folder {folder} or nudge once --folder {folder} runs.\n"
    )
    assert received(folder) == "undo"


def test_what_ran_before_and_was_killed_refuses_nothing(folder, tmp_path_factory, capsys):
    """Its file still names the sandbox; the lock says that nothing runs."""
    with runs(folder, tmp_path_factory.mktemp("sandbox") / "sandbox.db"):
        pass
    queue.answer(["help"], folder)
    assert capsys.readouterr().out.startswith("Kept, but nothing runs here now.")


@pytest.mark.parametrize("said", [{}, {"database": "elsewhere.db", "stopped": True}])
def test_an_answer_beside_a_service_that_hears_it_is_kept(folder, said, capsys):
    """By its place in the folder, which has another name inside a container."""
    with runs(folder, folder / "nudge.db", **said):
        queue.answer(["help"], folder)
    shows = f"nudge queue --folder {folder}"
    assert capsys.readouterr().out == f"Kept. No answer came yet; {shows} shows it when it does.\n"
    assert received(folder) == "help"


# --- everything that comes of an answer


def test_answer_prints_all_that_comes_of_it(folder, seen, capsys, monkeypatch):
    """All parts, and what is said after them; each is seen when it was printed."""
    monkeypatch.setattr(queue, "PATIENCE", 30.0)
    monkeypatch.setattr(queue, "FOLLOWERS", 0.1)
    store, asked = open_store(folder / "nudge.db"), threading.Event()

    def serve():
        while not asked.is_set():
            with store.begin() as tx:
                found = answers.next_answer(tx)
                if found is None:
                    continue
                answers.handled(tx, found.row, now=NOW)
                messages.queue(tx, MessageKind.NOTICE, ["first part", "second part"], now=NOW)
                messages.queue(tx, MessageKind.NOTICE, ["and one thing more"], now=NOW + timedelta(seconds=1))
                asked.set()

    service = threading.Thread(target=serve)
    service.start()
    try:
        with runs(folder, folder / "nudge.db"):
            queue.answer(["help"], folder)
    finally:
        asked.set()
        service.join()
        store.close()
    said = capsys.readouterr().out
    assert [part for part in ("first part", "second part", "and one thing more") if part in said] == [
        "first part",
        "second part",
        "and one thing more",
    ]
    assert seen == [1, 2, 3]


# --- what a second reader costs


def test_status_tells_what_a_second_reader_has_cost_today(folder):
    """Requests and tokens of the owner's day, and how many there may be; nothing of it where there is none."""
    assert "Second reader" not in nudge("status", folder=folder).stdout
    (folder / "config.toml").write_text(
        CONFIG + '[choose]\nsecond_reader = "model"\n[choose.model]\nurl = "http://127.0.0.1:9/v1"\nname = "m"\n'
    )
    store = open_store(folder / "nudge.db")
    with store.begin() as tx:
        readings.note(tx, Asked(datetime.now(UTC), 9, 2100, Outcome.AGREED))
        readings.note(tx, Asked(datetime.now(UTC) - timedelta(days=2), 9, 5000, Outcome.AGREED))
    store.close()
    said = nudge("status", folder=folder).stdout
    assert "Second reader: 1 of 4 requests today, 2100 tokens" in said
    found = json.loads(nudge("status", "--json", folder=folder).stdout)["second_reader"]
    assert found == {"requests": 1, "tokens": 2100, "at_most": 4}


HELD = "the database file is locked, by whom cannot be told; close what has it open beside the nudge run on this folder, for instance sqlite3"


def _refused(*_, **__):
    raise StoreError(HELD)


@pytest.mark.parametrize("where", ["_heard", "_seen"])
def test_what_was_kept_is_not_taken_for_lost(folder, monkeypatch, capsys, where):
    """The database is held by others afterwards: it was said, once, and nobody says it again."""

    def heard(store, _before):
        with store.begin() as tx:
            yield messages.history(tx, limit=1)

    says(folder, "here I am")
    if where == "_seen":
        monkeypatch.setattr(queue, "_heard", heard)
    monkeypatch.setattr(queue, where, _refused)
    with runs(folder, folder / "nudge.db"):
        queue.answer(["send"], folder)
    shows = f"nudge queue --folder {folder}"
    assert f"Kept; but then this could look no further ({HELD}). {shows} shows what comes." in capsys.readouterr().out
    assert received(folder) == "send"


def test_what_was_not_kept_is_said_not_to_be(folder, monkeypatch):
    """And may be said again."""
    with monkeypatch.context() as held, pytest.raises(StoreError, match="was not kept; say it again then"):
        held.setattr(answers, "receive", _refused)
        queue.answer(["send"], folder)
    assert received(folder) is None
