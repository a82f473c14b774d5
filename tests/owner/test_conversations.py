"""Whole conversations on every world, read as the owner reads them.

At the end of each: all of it reached the owner and nobody else, and in public stands what was consented to.
"""

from __future__ import annotations

import re

import pytest

from tests.flow.house import QUESTION, WORDS
from tests.owner.scenes import PIANO, WORDS_FOR_INES
from tests.owner.talk import (
    IN_PUBLIC,
    NOTHING_OPEN,
    OFFER,
    OUT,
    SILENCE,
    SOON,
    TAKEN_BACK,
    Talk,
    asks,
    plays,
    under,
    waits,
)
from tests.owner.test_transcripts import IN_GERMAN

MORE = "another gives a different one. It cannot go out with the gap in it."


def test_an_afternoon_from_the_hello_to_an_answer_that_was_deleted(talk_with):
    """Ask, begin, write, look, hesitate, send, undo, send, regret, delete: each step says what happened and what comes next."""
    talk = talk_with("tomas")
    talk.world.post("tomas", QUESTION)
    tomas = re.escape(talk.world.address("tomas"))
    at_signs = (
        r"Write names without the at sign: on Mastodon .+ with one\." if talk.world.can.mentions_reach else "a name"
    )
    plays(
        talk,
        (Talk.reads, "I write to you and to nobody else.+So far I have nobody to name.+Tomas Reed asked this just now.+draft, later, skip"),
        [
            ("help", rf"^Nothing is posted until you say send to the exact words\..+{at_signs}\n\nhelp meet.+shows every one\.$"),
            ("why", r"^Why Tomas, why now:\n\na question from a moment ago, no answers yet\nyou two have never spoken\n\n"),
            ("who", rf"^Tomas Reed, {tomas}\. You follow Tomas; Tomas does not follow you\.\nYou two have not spoken, as far as I have read\.\n"),
            ("send", r"^There are no words for Tomas yet\. Write them here and I show them back, or say draft\. \[t1\]$"),
            ("draft", rf'^A beginning, with a gap that only you can fill:\n\n".*___.*"\n\n.+{MORE} \[t1\.1\]$'),
            ("send", r"^The words for Tomas have a gap, so nothing goes out\."),
            ("another", rf"^A beginning, with a gap|^{IN_PUBLIC} Tomas Reed"),
            ("another", rf"^A beginning, with a gap|^{IN_PUBLIC} Tomas Reed"),
            ("another", r"^That was the last beginning that I have\. Your own words for Tomas, or skip\. \[t1\]$"),
        ],
        (WORDS, rf'^{IN_PUBLIC} Tomas Reed:\n\n"{re.escape(WORDS)}"\n\n.*send, or write it anew, or skip\. \[t1\.\d\]$'),
        [
            ("perfect", r"^Nothing was sent, and the words for Tomas stay as I showed them\..+new words with edit in front\."),
            ("no", r"^Nothing was sent, and the words for Tomas stay as I showed them\. send, later, skip, or new words\."),
            ("publish it", r'^I would rather not guess from "publish it": send, alone, posts what I showed you\. Nothing has been sent\.'),
        ],
        ("send", SOON),
        [
            ("list", r"^t1, Tomas Reed: goes out at \d+:\d\d\n\nshow and a code brings one up again\.$"),
            ("send", r"^Your answer to Tomas is on its way already, and does not go out twice\.$"),
            ("undo", TAKEN_BACK),
        ],
        (waits(minutes=10), SILENCE),
        ("send", SOON),
        (waits(minutes=3), OUT),
        [("thanks", r"^With pleasure\.$"), ("undo", OFFER)],
        ("leave it", r"^Left as it is\.$"),
        ("undo", OFFER),
        ("delete", r"^I delete it now\..*"),
        [("undo", r"^Nothing is on its way, so there is nothing to take back\.$"), ("list", "t1, Tomas Reed: deleted")],
    )  # fmt: skip
    assert talk.last("Deleted")
    talk.ends(public=[])


@pytest.mark.parametrize("world", ["memory", "mastodon", "bluesky"], indirect=True)
def test_two_open_at_once_are_told_apart_and_never_guessed(talk_with):
    """Whose words, which one, near misses, later in words, several answers quickly: asked where there is doubt, done where not."""
    talk = talk_with("tomas", "ines")
    talk.world.post("tomas", QUESTION)
    plays(
        talk,
        (Talk.reads, "Tomas Reed asked this just now"),
        (asks(("ines", PIANO)), "^Ines Duarte asked you three hours ago"),
        [
            ("With pleasure, and lid up.", r'^Whom is this for\?.+t1, Tomas Reed, "Does anyone.+for Tomas or for Ines brings it as your answer, as it stands\. Nothing'),
            ("send", r"^Two are open, and I would rather ask than guess\..+There are no words to be sent yet\. Write them behind a code, as in t1: \u2026, and I show them back\.$"),
            ("snoz tomorow", r'^I did not understand "snoz tomorow", so nothing happened\. Did you mean later tomorrow\? Say later t1 tomorrow or later i1 tomorrow, or help'),
            ("yes", r"^Two are open, .+Say later t1 tomorrow or later i1 tomorrow\. Nothing has changed\.$"),
            ("later i1 tomorrow", r"^Ines again tomorrow at 9:00, if it still matters then\.$"),
            ("later i1 2h", r"^Ines again at [12]\d:\d\d, if it still matters then\.$"),
            ("list", r"^t1, Tomas Reed: open\ni1, Ines Duarte: comes again at [12]\d:\d\d\n"),
        ],
        (under("Ines Duarte asked you", WORDS_FOR_INES), r"^Ines comes again at [12]\d:\d\d, as you said, so nothing happened\."),
        (waits(hours=2, minutes=5), "^Ines Duarte asked you five hours ago"),
        (under("Ines Duarte asked you", WORDS_FOR_INES), f"^{IN_PUBLIC} Ines Duarte"),
        (f"t1: {WORDS}", f"^{IN_PUBLIC} Tomas Reed"),
        [
            ("send", r"^Two are open, .+Say send t1\.1 or send i1\.1\. Nothing has been sent\.$"),
            ("ok", r"^Two are open, .+Nothing has been sent\.$"),
            ("skip and pause 2w", r'more than one thing \("skip and pause 2w"\), so nothing happened\. Say one at a time\.$'),
            ("send t9", r"^I know no t9, so nothing happened\."),
            ("less like this t1", r"^Fewer like this from now on\. What spoke for it most: a question\.$"),
            ("more like this t1", r"^More like this from now on\."),
            ("nevr sam orr", r"Did you mean never sam orr\? Say yes, or help\.$"),
        ],
        [
            ("send t1.1", SOON),
            ("note tomas asks about letters", r"^Kept, for you alone, and shown with Tomas Reed from now on\.$"),
            ("skip ines", r"^Let go, this one about Ines\.$"),
            ("wait", TAKEN_BACK),
        ],
        (waits(minutes=10), SILENCE),
        ("send t1.1", SOON),
        (waits(minutes=3), OUT),
        [
            ("Never thought of that", r"went nowhere\. Your answer to Tomas is out; undo offers to delete it\.$"),
            ("done", NOTHING_OPEN),
        ],
        (Talk.reads, SILENCE),
        ("who tomas", rf'\nYou wrote to Tomas today: "{re.escape(WORDS)}"\nYour note: asks about letters\.\n'),
    )  # fmt: skip
    talk.ends(public=[WORDS])


@pytest.mark.parametrize("world", ["memory", "mastodon"], indirect=True)
def test_matters_of_taste_and_a_stop_hold_words_back(talk_with):
    """What `stop` holds is held however it is said, and what waits for `send anyway` says so each time."""
    talk = talk_with("ines")
    talk.world.post("ines", PIANO)
    plays(
        talk,
        (Talk.reads, "Ines Duarte asked this just now"),
        (IN_GERMAN, r"^One thing before it goes out: the post is in English, and your words look like German\. Yours now: "),
        ("send", r"^Not sent yet, for what I said above\. send anyway posts the words as they are, or write them anew\."),
        ("send anyway", SOON),
        [
            ("stop", r"^Stopped\. The answer to Ines that was on its way is taken back, nothing else was\."),
            ("send", r"^All is stopped, so nothing goes out\. The words for Ines are kept: resume, then send anyway\."),
            ("send anyway", r"^All is stopped, so nothing goes out\. The words for Ines are kept: resume, then send anyway\."),
            ("list", r"^i1, Ines Duarte: open.+All is stopped: nothing goes out until you say resume\.$"),
        ],
        (waits(minutes=10), SILENCE),
        [("resume", r"^I am back\. Nothing went out meanwhile\."), ("send anyway", SOON)],
        [
            ("nooo", r"^Held: your answer to Ines, for everyone to read, does not go out:.+send anyway, or undo\? \[i1\.1\]$"),
            ("pause 2w", r"^Resting until .+, 9:00\. I go on reading, quietly.+resume ends it sooner\.$"),
        ],
        (WORDS_FOR_INES, f"^{IN_PUBLIC} Ines Duarte"),
        ("send", SOON),
        (waits(minutes=3), OUT),
        [
            ("list", r"^i1, Ines Duarte: out.+I rest until .+, 9:00; resume ends it sooner\.$"),
            ("resume", r"^I am back\."),
            ("resume", r"^I am not resting, so nothing changed\."),
        ],
    )  # fmt: skip
    talk.ends(public=[WORDS_FOR_INES])


# --- what differs between networks


@pytest.mark.parametrize("world", ["gotosocial"], indirect=True)
def test_where_nothing_protects_from_saying_it_twice_the_owner_is_asked(talk_with):
    """An answer that was lost on such a server is not repeated by itself; `send once more` is a new consent (MO-10)."""
    talk = talk_with("tomas")
    talk.world.post("tomas", QUESTION)
    plays(talk, (Talk.reads, "Tomas Reed asked this"), (WORDS, IN_PUBLIC), ("send", SOON))
    talk.world.break_next_write("500")
    told = "".join(talk.waits(minutes=2) for _ in range(4))
    assert re.search(
        r"did not tell me whether your answer to Tomas arrived.+send once more, or leave it\.", told, re.DOTALL
    )
    plays(talk, ("send once more", SOON), (waits(minutes=3), OUT))
    talk.ends(public=[WORDS])


@pytest.mark.parametrize("world", ["memory", "mastodon", "gotosocial"], indirect=True)
def test_a_message_that_went_further_does_nothing_and_says_who_received_it(talk_with):
    """On Mastodon whoever is named receives it; the name alone is enough (MD-1)."""
    talk = talk_with("tomas")
    talk.world.post("tomas", QUESTION)
    plays(talk, (Talk.reads, "Tomas Reed asked this"), (WORDS, IN_PUBLIC))
    at_tomas = f"@{talk.world.address('tomas')}"
    send, never = talk.hears_all(f"{at_tomas} send", f"never {at_tomas}")
    assert send.startswith(
        "Your message also went to Tomas Reed: on Mastodon a private message reaches everyone it names"
    )
    assert send.endswith("The plain name is enough.")
    assert never.endswith("The plain name is enough: never tomas reed.")
    plays(talk, (waits(minutes=10), SILENCE), ("help", "Write names without the at sign"))
    talk.ends(public=[])
