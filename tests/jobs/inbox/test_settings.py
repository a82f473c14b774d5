"""What the owner changes by a message holds from then on: rest, hours, people a day, topics, letters."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain import MessageKind, SuggestionEvent, SuggestionState
from bot.knowledge.owner_preferences import owner_preferences, profile
from bot.platforms.memory.faults import Request
from bot.store import messages, settings
from bot.store.settings import TIMEZONE
from tests.jobs.bench import OTHER_QUESTION, OTHER_WORDS

HOUR = timedelta(hours=1)


def wanted(bench):
    """What the owner wants now."""
    with bench.tx() as tx:
        return owner_preferences(tx, bench.config)


# --- rest


def test_stop_takes_back_everything_and_begins_nothing(bench):
    """By name; until `resume`."""
    rows = [
        bench.approved(bench.heard("alice")),
        bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS),
    ]
    assert bench.says("stop") == [
        "Stopped. The answers to Alice and Bob that were on their way are taken back. "
        "Nothing goes out and I write nothing until you say resume."
    ]
    assert [bench.state(row) for row in rows] == [SuggestionState.AWAITING_OWNER] * 2
    assert not any(bench.holds(row) for row in rows)
    assert wanted(bench).stopped
    assert wanted(bench).silent(bench.now + timedelta(days=900))


@pytest.mark.parametrize("other", [False, True])
def test_stop_says_of_what_may_be_out_that_it_may_be(bench, other):
    """It is no answer on its way, and it is not taken back; what is taken back beside it is named."""
    may_be_out(bench)
    if other:
        bench.approved(bench.heard("bob", OTHER_QUESTION), OTHER_WORDS)
    taken = "The answer to Bob that was on its way is taken back. " if other else ""
    assert bench.says("stop") == [
        f"Stopped. {taken}One answer of yours to Alice may be out already; I do not send it again. "
        "Nothing else goes out and I write nothing until you say resume."
    ]


def test_stop_with_nothing_on_its_way_says_so(bench):
    """Nothing is out either that it could be about."""
    assert bench.says("stop")[0].startswith("Stopped. Nothing was on its way. Nothing goes out")


def may_be_out(bench):
    """A reply of which nobody knows whether it arrived."""
    row = bench.approved(bench.heard("alice"))
    bench.net.faults.add("after", Request.POST)
    bench.goes_out()
    return row


def waits_in_the_outbox(bench):
    """A nudge that has not left."""
    row = bench.suggest(bench.heard("alice"), SuggestionEvent.CLAIM)
    with bench.tx() as tx:
        messages.queue(tx, MessageKind.NUDGE, ["Alice asked."], now=bench.world.now(), suggestion=row.id, begun=True)
    return row


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_a_nudge_that_waits_in_the_outbox_goes_back(bench, rest):
    """It could not be withdrawn there; afterwards it is written anew."""
    bench.listens()
    row = waits_in_the_outbox(bench)
    bench.world.message("owner", rest)
    bench.hears()
    assert not any("Alice asked." in text for text in bench.told())
    assert bench.state(row) is SuggestionState.AWAITING_DELIVERY
    bench.says("resume")
    bench.nudging().compose()
    assert bench.told()[0].startswith("Alice asked")


def test_a_nudge_that_is_leaving_at_this_moment_is_left(bench):
    """Nobody knows whether it arrived."""
    row = bench.nudged(bench.heard("alice"))
    bench.says("stop")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER


def test_a_pause_lasts_as_long_as_was_said(bench):
    """And is said with what comes after."""
    [said] = bench.says("pause 3h")
    assert said.startswith("Resting until")
    assert "three people at most" in said
    assert wanted(bench).resting(bench.now + 3 * HOUR - timedelta(seconds=1))
    assert not wanted(bench).resting(bench.now + 3 * HOUR)


def test_a_pause_without_a_time_is_a_week(bench):
    """A rest, that ends on a morning."""
    assert bench.says("pause")[0].startswith("Resting until Wednesday 25 November, 9:00.")
    assert wanted(bench).resting(bench.now + timedelta(days=6))
    assert not wanted(bench).resting(bench.now + timedelta(weeks=1))


@pytest.mark.parametrize("rest", ["stop", "pause 2d"])
def test_resume_ends_a_rest(bench, rest):
    """Both kinds."""
    bench.says(rest)
    [said] = bench.says("resume")
    assert said.startswith("I am back.")
    assert ("Nothing went out meanwhile." in said) is (rest == "stop")
    assert not wanted(bench).resting(bench.now)


NOTHING_WENT = "Nothing went out meanwhile."


def test_resume_does_not_say_that_nothing_went_out_where_nobody_knows(bench):
    """What may be out when it is said, may have gone out meanwhile."""
    may_be_out(bench)
    bench.says("stop")
    assert NOTHING_WENT not in bench.says("resume")[0]


def test_resume_does_not_say_that_nothing_went_out_of_what_was_found_meanwhile(bench):
    """Nor after a second `stop`, which begins nothing anew."""
    row = may_be_out(bench)
    bench.says("stop")
    bench.later(minutes=1)
    bench.publish().step()
    assert bench.state(row) is SuggestionState.PUBLISHED
    bench.later(minutes=1)
    bench.says("stop")
    assert NOTHING_WENT not in bench.says("resume")[0]


def test_resume_says_that_nothing_went_out_whatever_went_out_before(bench):
    """That was before the stop."""
    bench.published(bench.heard("alice"))
    bench.later(minutes=1)
    bench.says("stop")
    assert NOTHING_WENT in bench.says("resume")[0]


def test_resume_ends_both_at_once(bench):
    """A stop within a pause."""
    bench.says("pause 2d")
    bench.says("stop")
    bench.says("resume")
    assert not wanted(bench).resting(bench.now)


def test_resume_names_the_next_time(make):
    """Where hours are set."""
    bench = make(deliver={"at": ["09:00"], "quiet": ""})
    bench.says("stop")
    assert bench.says("resume") == ["I am back. Nothing went out meanwhile. Tomorrow at 9:00, if there is something."]


def test_resume_where_nothing_rests_changes_nothing(bench):
    """And says so."""
    assert bench.says("resume")[0].startswith("I am not resting")


# --- hours, people, topics, letters


def test_hours_are_kept_in_order(bench):
    """Those that were said, in place of those of the file."""
    assert "9:00 and 17:30" in bench.says("at 17:30 9:00")[0]
    assert wanted(bench).schedule.at == (time(9), time(17, 30))


@pytest.mark.parametrize(("said", "people"), [("two a day", 2), ("one a day", 1), ("ten a day", 10), ("50 a day", 10)])
def test_how_many_people_a_day(bench, said, people):
    """Ten at most."""
    bench.says(said)
    assert wanted(bench).schedule.people_per_day == people


def test_more_people_a_day_than_there_can_be_are_not_taken_in_silence(bench):
    """Ten is the most, and whoever asks for twenty is told; whoever asks for ten has what they asked for."""
    assert bench.says("20 a day") == ["From now on ten people a day at most; I never bring more."]
    assert bench.says("10 a day") == ["From now on ten people a day at most."]


def test_nobody_a_day_is_no_number(bench):
    """For that there is a rest."""
    bench.says("zero a day")
    assert wanted(bench).schedule.people_per_day == 3


def test_topics_are_added_and_dropped(bench):
    """However they are written; each once."""
    bench.says("topics + Old Maps + birds")
    assert wanted(bench).topics == ("Old Maps", "birds")
    bench.says("topics + BIRDS + tide tables - old maps")
    assert wanted(bench).topics == ("birds", "tide tables")
    assert "birds" in bench.says("topics")[0]
    assert wanted(bench).topics == ("birds", "tide tables")


def test_asking_for_the_topics_fixes_none(make):
    """Those of the file go on to hold."""
    bench = make(owner={"timezone": "Europe/Berlin", "languages": ["en"], "topics": ["letters"]})
    assert "letters" in bench.says("topics")[0]
    with bench.tx() as tx:
        other = bench.config.model_copy(update={"owner": bench.config.owner.model_copy(update={"topics": ("maps",)})})
        assert owner_preferences(tx, other).topics == ("maps",)


@pytest.mark.parametrize("which", ["weekly", "monthly"])
def test_letters_are_turned_off_and_on(bench, which):
    """Each by itself."""
    bench.says(f"{which} off")
    held = wanted(bench)
    assert (held.weekly, held.monthly) == (which != "weekly", which != "monthly")
    bench.says(f"{which} on")
    assert (wanted(bench).weekly, wanted(bench).monthly) == (True, True)


# --- where the owner lives


@pytest.mark.parametrize(
    "said", ["timezone Lisbon", "timezone europe/lisbon", "time zone Lisbon", "Timezone: Lisbon.", "timezone to lisbon"]
)
def test_a_time_zone_is_changed_by_message(bench, said):
    """By a city or by its name: with the time there, so that a wrong one is noticed."""
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"
    assert bench.says(said) == ["From now on times and quiet hours are those of Europe/Lisbon, where it is 17:00."]
    assert wanted(bench).schedule.zone.key == "Europe/Lisbon"
    with bench.tx() as tx:
        assert bench.teller.zone(tx).key == profile(tx, bench.config).zone.key == "Europe/Lisbon"


def test_times_are_told_in_the_new_zone(bench):
    """At once: six in Berlin is five in Lisbon."""
    assert "18:00" in bench.says("pause 24h")[0]
    bench.says("resume")
    bench.says("timezone Lisbon")
    assert "17:00" in bench.says("pause 24h")[0]


def test_undo_takes_the_zone_back(bench):
    """Like everything else that a message changes for good."""
    bench.says("timezone Lisbon")
    bench.says("undo")
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"


def test_which_zone_holds_is_asked_by_the_bare_word(bench):
    """And changes nothing."""
    [said] = bench.says("timezone")
    assert said == "Times are those of Europe/Berlin, where it is 18:00. timezone and a city changes it."
    with bench.tx() as tx:
        assert settings.get(tx, TIMEZONE) is None


@pytest.mark.parametrize(
    ("said", "near"), [("timezone Lisbonn", ""), ("timezone Europe/Lisbn", "The nearest is Europe/Lisbon. ")]
)
def test_a_name_that_no_zone_has_changes_nothing(bench, said, near):
    """What could be meant is named, never taken."""
    [told] = bench.says(said)
    assert told.startswith(f"I know no time zone called {said.partition(' ')[2]}. {near}")
    assert "Nothing has changed." in told
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"


def test_where_clocks_differ_it_is_asked_which_zone_is_meant(bench):
    """Nothing is taken by the order of an alphabet; its whole name says it."""
    [said] = bench.says("timezone west")
    assert said == (
        "I know two called west, so nothing has changed: Australia/West or Brazil/West? timezone and the whole name."
    )
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"
    bench.says("timezone Brazil/West")
    assert wanted(bench).schedule.zone.key == "Brazil/West"


@pytest.mark.parametrize("said", ["timezone Delhi", "timezone factory"])
def test_what_is_nearly_nothing_is_no_guess(bench, said):
    """Neither three letters of it, nor a zone in which nobody lives."""
    [told] = bench.says(said)
    assert "The nearest is" not in told
    assert "Nothing has changed." in told


def test_a_sentence_about_a_zone_is_no_place(bench):
    """It is asked about instead."""
    bench.says("timezone is wrong for me")
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"


def test_while_a_reply_is_on_its_way_a_zone_is_no_consent(bench):
    """Whatever is not plainly content holds it."""
    row = bench.approved(bench.heard("alice"))
    bench.says("timezone Lisbon")
    assert bench.state(row) is SuggestionState.AWAITING_OWNER
    assert not bench.holds(row)


def test_a_zone_that_this_machine_does_not_know_is_none(bench):
    """The folder was put onto another one: the file's holds, and nothing breaks."""
    with bench.tx() as tx:
        settings.put(tx, TIMEZONE, "Europe/Atlantis")
    assert wanted(bench).schedule.zone.key == "Europe/Berlin"
