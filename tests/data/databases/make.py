"""Write the databases that stand beside this file, with the program of schema 0001.

It calls that version's own store, approvals, texts and seals, so it needs a checkout of it and runs with no later one:

    PYTHONPATH=CHECKOUT python tests/data/databases/make.py tests/data/databases
"""
# mypy: ignore-errors
# it is typed against another version

from __future__ import annotations

import itertools
import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from book_of_old import LONG, REASONS, WORDS, Book
from bot.approvals import Event
from bot.facts import Talk
from bot.jobs.answers.job import GUESS
from bot.jobs.answers.turn import ASKED_WHICH
from bot.rules.learning import Learned, Signal, learn
from bot.store.values import dump
from people_of_old import DAY, HOUR, MINUTE, NOW, account, for_few, post, ref, rich

from bot import voice
from bot.domain import (
    Goal,
    Habits,
    Interaction,
    InteractionKind,
    Lane,
    MessageKind,
    Network,
    NudgeKind,
    Sender,
    Ties,
    Verdict,
)
from bot.jobs import history, letters, nudge, pairing, scout, seeding, waking, watching
from bot.platforms.bluesky.chatlog import ChatMark
from bot.platforms.bluesky.home import HomeMark
from bot.platforms.mastodon import feeds
from bot.store import (
    approvals,
    errands,
    intake,
    messages,
    offers,
    open_store,
    people,
    posts,
    sources,
    suggestions,
    tally,
    wishes,
)
from bot.store.database import HEAD


def every_state(book: Book, network: Network) -> None:
    """A suggestion in every state that there is, with everything that led to it."""
    book.suggest("tomas", network)
    later, _ = book.nudged("ines", network, lane=Lane.BACK, kind=NudgeKind.BACK)
    book.hear("later 2h", outcome="later")
    book.move(later, Event.LATER, returned=True, due_at=NOW + 2 * HOUR)
    every_delivery(book, network)
    book.nudged("jonah", network, lane=Lane.NEW, kind=NudgeKind.FOLLOWER)
    book.nudged("ines", network, lane=Lane.FRIEND, kind=NudgeKind.SAD)
    book.nudged("nadia", network, lane=Lane.GOAL, kind=NudgeKind.STEP)
    book.nudged("petra", network, kind=NudgeKind.FOLLOWERS_ONLY)
    open_words(book, network)
    book.approved("tomas", network)
    book.approved("ada", network, **({"reaction": "👍"} if book.channel == "bluesky" else {}))
    book.claimed("petra", network)
    unclear(book, network)
    book.published("tomas", network)
    book.offered(book.published("nadia", network))
    retracting = book.published("petra", network)
    book.permitted(retracting, book.offered(retracting), Event.DELETE, "delete")
    retracted = book.published("ada", network)
    book.permitted(retracted, book.offered(retracted), Event.DELETE, "delete")
    book.move(retracted, Event.CONFIRMED)
    book.approval(retracted, "used", first_attempt_at=NOW - 5 * MINUTE, attempts=1)
    with book.store.begin() as tx:
        approvals.retracted(tx, retracted.id, now=NOW - 4 * MINUTE)
    ends(book, network)


def joined(book: Book) -> None:
    """`same`: one person on both networks. The emptied row stays, and the suggestions that named it still do."""
    with book.store.begin() as tx:
        ids = [people.person_of(tx, account("petra", network).key).id for network in book.networks]
        people.change(tx, ids[-1], every_days=14.0, remind_at=NOW + DAY, remind_text="the folds")
        people.join(tx, ids[0], ids[-1])
    book.hear("same petra petra.letters.example", outcome="same")


def on_their_way(book: Book, network: Network) -> None:
    """What can still lead to a write on this network."""
    book.shown("tomas", network)
    book.approved("tomas", network)
    book.claimed("petra", network)
    book.move(book.claimed("jonah", network), Event.LOST)
    retracting = book.published("petra", network)
    book.permitted(retracting, book.offered(retracting), Event.DELETE, "delete")


def every_delivery(book: Book, network: Network) -> None:
    """A message in every state of the outbox, each carrying a nudge but the one that was dropped."""
    for state in ("queued", "sending", "unclear"):
        row, said = book.suggest("nadia", network, kind=NudgeKind.POST)
        row = book.move(row, Event.CLAIM)
        last = book.tell(
            row, MessageKind.NUDGE, f'Nadia Holt said: "{said.text}" [{row.code}]', begun=True, about=said.ref
        )
        if state != "queued":
            values = {"first_attempt_at": NOW - 20 * MINUTE, "retry_at": NOW + MINUTE}
            with book.store.begin() as tx:
                assert messages.set_state(tx, last, state, **values)


def open_words(book: Book, network: Network) -> None:
    """Words that wait for a `send`: shown, superseded, too long for one message, with a gap, taken back."""
    book.shown("tomas", network)
    row, first = book.shown("petra", network)
    with book.store.begin() as tx:
        said = posts.get(tx, row.post_uri).post
    act = book.draft(row, said, "Under glass, for a week.", by="model")
    frame = voice.preview(act, to=said.author.name, code=f"{row.code}.2", usual_language="en")
    book.sent(book.tell(row, MessageKind.PREVIEW, frame, draft=2, act=act, reply_to=first.network_id))
    book.shown("ada", network, words=LONG if network is Network.MASTODON else WORDS)
    gap, _ = book.nudged("nadia", network)
    with book.store.begin() as tx:
        suggestions.add_draft(tx, gap.id, "I used ___ for mine.", by="starter", gap=True, act=None, now=NOW)
    for held, asked in ((gap, {"under": "answer-draft", "wish": "warmer"}), (row, {"under": None, "wish": ""})):
        with book.store.begin() as tx:
            extra = {**suggestions.get(tx, held.id).extra, suggestions.ASKED: asked}
            suggestions.change(tx, held.id, extra=extra, retry_at=NOW + MINUTE)
    book.sent(book.tell(gap, MessageKind.DRAFT, 'A beginning, with a gap: "I used ___ for mine."', draft=1))
    taken = book.approved("ines", network)
    book.hear("undo", outcome="taken back")
    book.move(taken, Event.UNDO)
    book.approval(taken, "revoked")
    book.sent(book.tell(taken, MessageKind.NOTICE, voice.taken_back(f"{taken.code}.1")))


def unclear(book: Book, network: Network) -> None:
    """Nobody knows whether it was sent: still looked for, kept back, and asked about."""
    for kept_back in (False, True):
        row = book.move(book.claimed("jonah", network), Event.LOST)
        if kept_back:
            with book.store.begin() as tx:
                suggestions.keep_back(tx, suggestions.get(tx, row.id))
    asked = book.claimed("ines", network)
    book.move(asked, Event.LOST)
    held = book.live(asked)
    book.approval(asked, "asked")
    frame = voice.unclear(held.approval.act, to="Ines Duarte", where="writers.example", code=f"{asked.code}.1")
    book.sent(book.tell(asked, MessageKind.OFFER, frame, draft=1, act=held.approval.act, offers="resend"))


def ends(book: Book, network: Network) -> None:
    """Every way in which a suggestion ends."""
    for event, said in ((Event.SKIP, "skip"), (Event.ANSWERED_ELSEWHERE, "done"), (Event.TOO_OLD, "")):
        row, _ = book.nudged("jonah", network)
        if said:
            book.hear(said, outcome=said)
        book.move(row, event)
    gone = book.approved("tomas", network)
    book.move(gone, Event.WORLD_CHANGED)
    book.approval(gone, "revoked")
    waiting = book.tell(gone, MessageKind.NOTICE, "I wrote this and nobody needs it now.")
    with book.store.begin() as tx:
        messages.drop_for(tx, gone.id)
        posts.gone(tx, gone.post_uri)
        assert messages.get(tx, waiting.id).state == "dropped"
    refused = book.claimed("ada", network)
    book.move(refused, Event.REFUSED)
    book.approval(refused, "revoked")
    forgotten, _ = book.shown("sam", network)
    book.hear("forget sam", outcome="forget")
    book.move(forgotten, Event.NEVER)
    with book.store.begin() as tx:
        key = account("sam", network).key
        posts.forget_account(tx, key)
        suggestions.forget_person(tx, forgotten.person)
        people.forget(tx, forgotten.person)
        sources.mark_forgotten(tx, key, NOW)


def everybody(book: Book, network: Network) -> None:
    """Everyone with every column that a person and an account can have, and what passed between them."""
    owner = book.owner()
    with book.store.begin() as tx:
        for who in book.owners[network]:
            people.meet(tx, account(who, network), now=NOW - 90 * DAY, own=True)
        mine = post("lena", network, "How I scanned my grandmother's letters.", created_at=NOW - 30 * DAY)
        answered = post("tomas", network, created_at=NOW - 20 * DAY, seen_at=NOW - 20 * DAY)
        reply = post(
            "lena", network, "Under glass.", parent=answered.ref, parent_uid=answered.author.uid, root=answered.ref
        )
        intake.take_in(tx, [mine, answered, reply, rich(network), for_few(network)], owner, NOW - 2 * HOUR)
        posts.put_talk(tx, answered.uri, dump(Talk(replies=1, author_answers=0, people=2)), NOW)
        posts.put_silence(tx, answered.uri, 49 * DAY)
        for number, (kind, by_owner) in enumerate(itertools.product(InteractionKind, (True, False))):
            key = account("tomas", network).key
            posts.note(tx, [Interaction(kind, by_owner, key, NOW - number * DAY, answered.uri, mine.uri)])
        known(tx, network)


def known(tx: object, network: Network) -> None:
    """What is known of people and their accounts."""
    held = {who: account(who, network) for who in ("tomas", "ines", "jonah", "ada")}
    for one in held.values():
        people.meet(tx, one, now=NOW - 60 * DAY)
    people.put_profiles(tx, held.values(), now=NOW - DAY)
    people.put_ties(tx, {held["tomas"].key: Ties(following=True, followed_by=True)}, now=NOW - DAY)
    habits = Habits(40, 26, 2, 3, 5, 20, 12, 3.5, NOW - DAY, topics=("lighthouses", "tide tables"))
    people.put_habits(tx, held["jonah"].key, habits, now=NOW - DAY)
    people.put_follower(tx, held["jonah"].key, NOW - 2 * DAY)
    person = people.person_of(tx, held["ines"].key)
    values = {"goal": Goal.KEEP_IN_TOUCH, "every_days": 42.0, "note": "the piano\nlime tree", "silent_said": True}
    values |= {"remind_at": NOW + 21 * DAY, "remind_text": "the box", "rest_until": NOW + 60 * DAY}
    people.change(tx, person.id, **values)
    sources.put_setting(tx, f"remind asked {person.id}", NOW.isoformat())
    people.change(tx, people.person_of(tx, held["ada"].key).id, never=True, goal=Goal.GET_TO_KNOW)


def what_is_set(book: Book) -> None:
    """Every setting that the program keeps, under every name that it uses."""
    said = {
        wishes.TOPICS: ["old letters", "lighthouses"],
        wishes.DERIVED: ["letters", "film", "folds"],
        wishes.AT: ["09:00", "17:30"],
        wishes.PER_DAY: 2,
        wishes.WEEKLY: True,
        wishes.MONTHLY: False,
        wishes.OTHERS: [asdict(voice.NewFace("Petra Vos", ("letters",), "12 of the last 40 posts answer someone."))],
        wishes.HELLO: True,
        wishes.SAID_SILENT: [3],
        wishes.LOOK_AT: [rich(book.networks[0]).uri],
        wishes.STOPPED: True,
        wishes.MORE: 1,
        GUESS: {"text": "undo", "at": NOW.timestamp()},
        ASKED_WHICH: {"verb": "send", "at": NOW.timestamp()},
        nudge.SLOWED: True,
        pairing.ASKED: [[account("tomas", network).key for network in (Network.MASTODON, Network.BLUESKY)]],
        seeding.SEEDED: ["0f1e2d3c4b5a6978"],
        letters.WEEK_OF: "2026-11-16",
        letters.MONTH_OF: "2026-11",
        letters.LOGINS_TOLD: [book.networks[0].value],
        scout.MEASURED: [NOW.isoformat()],
        errands.ASKED: ["nobody@nowhere.example"],
        f"{book.networks[0].value}:history tried": [rich(book.networks[0]).uri],
    }
    moments = (wishes.PAUSED_UNTIL, wishes.PAUSED_AT, wishes.BACK_AT, nudge.LOOKED, pairing.LOOKED, pairing.ASKED_AT)
    moments += (watching.LOOKED, watching.TOLD_AT, waking.ALIVE)
    with book.store.begin() as tx:
        for name, value in said.items():
            sources.put_setting(tx, name, value)
        for name in moments:
            sources.put_moment(tx, name, NOW)
        sources.put_setting(
            tx, wishes.LEARNED, learn(Learned(), Signal.MORE, person=1, rules=[REASONS[0].rule], now=NOW).to_json()
        )
        offers.put(tx, offers.Pair(*said[pairing.ASKED][0]))
        errands.put(tx, errands.Wanted("vera@notes.example", "answer-1", "who vera@notes.example"))
        tally.keep(tx, [Verdict("", 4.0, (), REASONS), Verdict("", 0.0, (REASONS[1],))], {"asks a question": 1})
        sources.count(tx, "scheduler:talking", 2)


def marks(book: Book) -> dict[str, str]:
    """How far every source was read, in the words of its own network."""
    newest, progress = (
        {"answers": feeds.Mark("115660000000000042", NOW)},
        json.dumps(asdict(history.Progress("done", 7, 7))),
    )
    said = {"mastodon": feeds.stored(newest), "bluesky": ChatMark("22222222anxeq", NOW).written(), "terminal": ""}
    found = {"answers": said[book.channel], "messages": "", "publish": "", "understand": ""}
    for network in book.networks:
        on = network is Network.MASTODON
        mark = feeds.Mark("115650000000000099", NOW)
        found |= {
            f"{network}:login": "",
            f"{network}:home": feeds.stored({"home": mark}) if on else HomeMark(NOW, "2026-11-18T17:00:00Z").written(),
            f"{network}:late": "",
            f"{network}:notices": feeds.stored({"notices": mark}) if on else NOW.isoformat(),
            f"{network}:own": json.dumps({ref("lena", network).uri: 3}),
            f"{network}:history": progress,
        }
    return found


def what_is_read(book: Book) -> None:
    """Every source, with its mark; one is in trouble."""
    with book.store.begin() as tx:
        for name, mark in marks(book).items():
            sources.read_well(tx, name, mark=mark, began=NOW - 2 * MINUTE, now=NOW - MINUTE)
        first = f"{book.networks[0]}:notices"
        sources.read_badly(tx, first, problem="the login has ended", retry_at=NOW + HOUR, login_ended=True)


def what_was_said(book: Book) -> None:
    """Messages about nobody, and every other shape of an answer."""
    hello = book.sent(
        book.tell(
            None, MessageKind.HELLO, "Good evening, Lena. I read along and write when it is worth it.", begun=True
        )
    )
    book.sent(book.tell(None, MessageKind.NOTICE, "It is quiet."))
    book.hear("send", outcome="not private", private=False)
    book.hear("send", outcome="went further", others=("tomas@books.example",))
    book.hear("send", outcome="stranger", sender=Sender("stranger@elsewhere.example", "115000000000000001"))
    book.hear("", to=hello, outcome="reaction", reaction="❤️")
    book.hear("", to=hello, outcome="undone", reaction="👍", removed=True)
    book.hear("who tomas", outcome="")


FILES = {
    "mastodon": ("mastodon", {Network.MASTODON: ("lena",), Network.BLUESKY: ("lena",)}),
    "bluesky": ("bluesky", {Network.BLUESKY: ("lena",)}),
    "terminal": ("terminal", {Network.MASTODON: ("lena",), Network.BLUESKY: ("lena",)}),
    "two-accounts": ("mastodon", {Network.MASTODON: ("lena", "quill")}),
}


def write(folder: Path, name: str) -> None:
    """One database, in one file."""
    channel, owners = FILES[name]
    path = folder / f"{name}.db"
    path.unlink(missing_ok=True)
    book = Book(open_store(path), channel, tuple(owners), owners)
    for network in book.networks:
        everybody(book, network)
    every_state(book, book.networks[0])
    for network in book.networks[1:]:
        on_their_way(book, network)
    if name == "terminal":
        joined(book)
    what_is_set(book)
    what_is_read(book)
    what_was_said(book)
    book.store.close()
    with closing(sqlite3.connect(path)) as file:  # all of it in one small file
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 1024", "VACUUM"):
            file.execute(statement)


if __name__ == "__main__":
    assert HEAD == "0001", "this needs the version whose schema was 0001"
    for one in FILES:
        write(Path(sys.argv[1]), one)
