"""The guards of the promise itself: consent, the time to undo, exactly once (DESIGN 2)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.decide.lifecycle.consent import approve
from bot.domain import digest
from bot.jobs.inbox import consent, job
from bot.jobs.publish.job import Publish
from bot.jobs.publish.recheck import Found
from bot.knowledge import owner_preferences
from tests.play.guards import ONE, Guard, answered_and_sent, in_turn, kind, move, no, nothing, out, shown, yes
from tests.play.machine import Play

# --- the program without


def approves_anything(**given: Any) -> Any:
    """Whatever it is, it is what was shown."""
    return approve(**{**given, "shown": digest(given["act"])})


def heeds_only(**changes: Any) -> Any:
    """Understands an answer as if it were another."""
    real = job.understand

    def understand(turn: Any, owner: Any) -> Any:
        given = {name: owner if value == "owner" else value for name, value in changes.items()}
        return real(replace(turn, answer=replace(turn.answer, **given)), owner)

    return understand


def hears_no_names(turn: Any, owner: Any) -> Any:
    """As if nobody else had been named, and so reached."""
    answer = turn.answer
    text = " ".join(word for word in answer.text.split() if not word.startswith("@"))
    return UNDERSTAND(replace(turn, answer=replace(answer, others=(), text=text)), owner)


def consents_to_the_latest_words(turn: Any, message: Any, **how: Any) -> Any:
    """Whatever message was answered, the latest words are meant."""
    shows = [m for m in turn.opened if m.suggestion == message.suggestion and consent.shows_words(m)]
    return REAL_CONSENT(turn, shows[-1] if shows else message, **how)


def never_stopped(*args: Any) -> Any:
    """`stop` is not remembered."""
    return replace(REAL_WISHES(*args), stopped=False)


UNDERSTAND, REAL_CONSENT, REAL_WISHES = job.understand, consent.consent, owner_preferences.owner_preferences
AGAIN = "bot.jobs.publish.job.Publish._consent_stands"
"""The consent is looked at once more before the claim, which notices what it was when it was heard, too."""


# --- moves of the play in which a guard is needed


def sends_to_the_nudge(play: Play) -> None:
    """`send`, in answer to what invited to words."""
    play._says("send", "send", play._nudge("a1"))
    play._then("minutes later")


def nothing_is_read_afterwards(play: Play) -> None:
    """The time to undo passes, and nobody asks for answers."""
    play.ground.passes(minutes=2)
    play.a_round(read=False)


CONSENT = {
    "the words approved are the words shown": Guard(
        {"bot.jobs.inbox.consent.approve": approves_anything},
        move("stored_words_are_changed", ONE, "a1", "messages"),
    ),
    "the words published are the words approved": Guard(
        {"bot.platforms.memory.publisher._key_of": lambda approval: json.loads(approval.idempotency)["key"]},
        move("stored_words_are_changed", ONE, "a1", "approvals"),
    ),
    "the claim before the request": Guard(
        {"bot.jobs.publish.job.Publish._claim_and_publish": Publish._publish},
        lambda play: play.two_processes_publish(ONE, "a1", play.place),
        customs=2,
        places=range(36, 56, 2),
    ),
    "the time to undo": Guard(
        {
            "bot.jobs.inbox.asked.goes_out_at": lambda at, _undo: at,
            "bot.jobs.deliver.goes_out_at": lambda at, _undo: at,
        },
        in_turn(answered_and_sent, move("a_moment_passes", 10)),
    ),
    "a reading of the answers after that time": Guard(
        {"bot.jobs.publish.gate.Gate._heard_after": yes}, in_turn(answered_and_sent, nothing_is_read_afterwards)
    ),
    "everything that was read was understood": Guard(
        {"bot.store.answers.unheard": lambda _tx: 0}, move("strangers_drown_the_owner", ONE, "a1")
    ),
    "the owner is the sender (and the words of others are dropped)": Guard(
        {
            "bot.jobs.inbox.job.understand": heeds_only(sender="owner"),
            "bot.jobs.inbox.job._kept": lambda said, _owner: said,
        },
        move("a_stranger_consents", ONE, "a1", "alice", "send"),
    ),
    "nobody else received it (and a name in the text is no plain word)": Guard(
        {"bot.jobs.inbox.job.understand": hears_no_names, AGAIN: yes},
        in_turn(shown, lambda play: play._says("send", "send", play._shown_for("a1"), further=True), out, out),
    ),
    "it was private": Guard(
        {"bot.jobs.inbox.job.understand": heeds_only(private=True, others=()), AGAIN: yes},
        move("owner_consents_where_others_hear_it", ONE, "a1", True, "minutes later"),
    ),
    "consent is bound to the message that it answers": Guard(
        {
            "bot.jobs.inbox.consent.consent": consents_to_the_latest_words,
            "bot.jobs.inbox.understanding.consent": consents_to_the_latest_words,
        },
        in_turn(shown, sends_to_the_nudge),
    ),
    "a bare word is asked about": Guard(
        {"bot.jobs.inbox.consent._surely_this": yes},
        in_turn(
            move("owner_asks_for_one", "skip", "b1", "heard"),
            move("owner_asks_for_one", "skip", "c1", "heard"),
            shown,
            move("owner_says_something_else", "help", None, "heard"),
            move("owner_consents_to_nothing_named", "yes", "minutes later"),
        ),
    ),
    "a yes is no answer to whether it is sent or taken back": Guard(
        {"bot.jobs.inbox.consent._may_like_that_it_is_held": no}, kind("a yes to what is held")
    ),
    "the words were there to be seen": Guard(
        {"bot.jobs.inbox.consent._was_seen": yes},
        lambda play: play.owner_sends_before_the_words_arrive("a1", ONE, play.place),
        places=range(32, 52, 4),
    ),
    "a preview is good for a day": Guard(
        {"bot.jobs.inbox.asked.preview_is_fresh": yes},
        in_turn(shown, move("hours_pass", 25), move("owner_sends_what_was_shown", "a1", False), out),
    ),
    "stop stops (what is on its way is taken back, and publishing asks)": Guard(
        {
            "bot.jobs.publish.gate.owner_preferences": never_stopped,
            "bot.jobs.inbox.settings.hold_everything": lambda _turn: ([], ()),
            "bot.jobs.inbox.in_words._says_whose": yes,  # whatever is left on its way is held, and asked about
        },
        in_turn(answered_and_sent, move("owner_stops_or_resumes", "stop", False, "minutes later")),
    ),
    "what is unclear can be kept back": Guard(
        {"bot.store.suggestions.keep_back": nothing},
        in_turn(
            move("an_answer_to_us_is_lost", "html", ONE, "a1"),
            move("owner_takes_back", "undo", None, "minutes later"),
            out,
            move("some_minutes_pass", 5, 3),
        ),
    ),
    "a look at the world before sending": Guard(
        {"bot.jobs.publish.job.look_again": lambda *_: Found(None)},
        in_turn(answered_and_sent, move("a_post_changes", "alice", "answer"), out),
    ),
    "a look for the reply before a repeat, repeats only where they are harmless, a look at the world": Guard(
        {
            "bot.platforms.memory.publisher.MemoryPublisher.look": nothing,
            "bot.jobs.publish.job.Publish._repeat_is_harmless": yes,
            "bot.jobs.publish.job.look_again": lambda *_: Found(None),
        },
        in_turn(move("an_answer_to_us_is_lost", "after", ONE, "a1"), move("some_minutes_pass", 5, 3)),
        customs=2,
    ),
    "the mention guard, in the words and on the wire": Guard(
        {
            "bot.outbox.layout.guard": lambda text: text,
            "bot.platforms.memory.messenger._names_somebody": lambda _text: False,
        },
        in_turn(answered_and_sent, move("a_post_changes", "alice", "edit"), out),
    ),
}
"""By what each holds."""
