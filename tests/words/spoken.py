"""Every text that the program can say, with the values of the examples, by name.

`MASTODON_TEXTS` and `BLUESKY_TEXTS` are whole private messages; `test_voice` holds them to the limits and to the rules, and
compares them with `spoken.txt`, which is there to be read as writing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import voice
from bot.commands import help_about
from bot.delivery import fit, messages
from bot.domain import Exchange, Goal, Limits, Network, Nudge, NudgeKind, State, Ties, Visibility
from bot.text import Name
from bot.voice import times
from tests.words.builders import (
    BLUESKY,
    FILM,
    HALE,
    INES,
    JONAH,
    MASTODON,
    NADIA,
    NOW,
    SAM,
    TOMAS,
    ZONE,
    a_person,
    a_post,
    a_reply,
    ago,
    the_follower,
    the_private_one,
    the_question,
    the_return,
    the_sad_news,
)

CODE = "t4.1"
HALE_TOO = replace(HALE.accounts[0], network=Network("bluesky"), address="rjhale.example")
LINK = "https://writers.example/@tomas@books.example/1145270"
OUT = "https://writers.example/@lena/1145291"
LAST = Exchange(
    at=datetime(2026, 3, 3, 12, tzinfo=UTC),
    theirs="The catalogue number is U DX/12, ask for the second box.",
    yours="I owe you a coffee.",
    theirs_last=False,
)
REASONS = (
    "a question, open for two hours, no answers",
    "you have talked in four threads, both ways",
    "Tomas answers most people who write",
    "old letters: you wrote about them three times since January",
    "nothing from me about Tomas for 24 days",
)
FACES = (
    voice.NewFace(Name("Jonah Park"), ("lighthouses", "old logbooks"), "Asks people things."),
    voice.NewFace(Name("Safi Amar"), ("bookbinding",), "Answers nearly everyone."),
    voice.NewFace(Name("Ruth Lind"), ("tides", "swimming"), "Four posts so far, all of them answers."),
)
OPEN = (
    voice.Choice("t4.1", Name("Tomas Reed"), "Does anyone scan old letters"),
    voice.Choice("d7.1", Name("Ines Duarte"), "Slowly unpacking"),
)
JONAHS = (
    voice.Namesake(Name("Jonah Park"), "jonah@coast.example", known_by="who began to follow you on Tuesday"),
    voice.Namesake(Name("Jonah Wells"), "jwells.example", "Bluesky"),
)


def a_picture() -> Nudge:
    """A post without words, with a described picture."""
    post = a_post("", media=("A lighthouse in fog, its lamp lit.",))
    return replace(the_question(), kind=NudgeKind.POST, post=post, last=None, subject="", way_in="the lamp in fog")


def behind_a_warning() -> Nudge:
    """A post that hides behind a warning."""
    return replace(the_question(), kind=NudgeKind.POST, post=a_post("I ate the whole cake.", warning="food"))


def a_step() -> Nudge:
    """Somebody whom the owner wants to know, with something to read."""
    post = a_post("A translation is a long letter to somebody else's reader.", NADIA)
    return Nudge("n1", NudgeKind.STEP, NADIA, NADIA.accounts[0], post, post.link, way_in="whose reader it was for you")


def a_keeper() -> Nudge:
    """Somebody to keep in touch with."""
    ines = replace(INES, goal=Goal.KEEP_IN_TOUCH, every=timedelta(weeks=6))
    return replace(the_return(), kind=NudgeKind.STEP, person=ines, code="d8")


NUDGES: dict[str, Nudge] = {
    "nudge, open question": the_question(),
    "nudge, asked of the owner": the_question(to_owner=True, subject="", unanswered=False),
    "nudge, back after silence": the_return(),
    "nudge, a follower": the_follower(),
    "nudge, a follower nothing is known of": the_follower(habits=None, followed_at=None, post=None),
    "nudge, sad news": the_sad_news(),
    "nudge, followers only": the_private_one(),
    "nudge, behind a warning": behind_a_warning(),
    "nudge, a picture": a_picture(),
    "nudge, somebody to get to know": a_step(),
    "nudge, somebody to keep in touch with": a_keeper(),
}


def _others() -> dict[str, str | voice.Frame]:
    reply, several = a_reply(), a_reply(addresses=("tomas@books.example", "ines@porto.example"))
    warned = a_reply(visibility=Visibility.FOLLOWERS, warning="paper, glue", language="de")
    follows = Ties(following=True)
    two_weeks = NOW.replace(day=2, month=12, hour=9, minute=0)
    return {
        # words to a reply
        "preview": voice.preview(reply, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "preview, several addressed": voice.preview(several, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "preview, nobody in front": voice.preview(a_reply(addresses=()), to=Name("Tomas Reed"), code=CODE),
        "preview, followers, warning, language": voice.preview(
            warned, to=Name("Tomas Reed"), code=CODE, usual_language="en"
        ),
        "preview, unlisted": voice.preview(
            replace(reply, visibility=Visibility.UNLISTED), to=Name("Tomas Reed"), code=CODE
        ),
        "preview, direct": voice.preview(
            replace(several, visibility=Visibility.DIRECT), to=Name("Tomas Reed"), code=CODE
        ),
        "draft with a gap": voice.gap_draft(
            "I used ___ for my grandmother's letters; what surprised me was how little light it needs.", code="t4.2"
        ),
        "send without words": voice.no_words(Name("Tomas Reed"), code="t4"),
        "send with a gap": voice.gap_left(Name("Tomas Reed"), code="t4.2"),
        "no draft": voice.no_draft(Name("Tomas Reed"), code="t4"),
        "no other draft": voice.no_other_draft(Name("Tomas Reed"), code="t4"),
        "no draft for grief": voice.no_draft_for_grief(Name("Ines Duarte"), code="d9"),
        "drafts are off": voice.drafts_are_off("mstdn.example", code="t4"),
        "no model to ask": voice.needs_model("shorter", Name("Tomas Reed"), code="t4"),
        "a model is asked": voice.drafting("Tomas Reed"),
        "a model is silent": voice.model_silent(),
        "a model is disclosed": voice.disclosure("en"),
        "receipt": voice.receipt_soon(NOW + timedelta(minutes=2), NOW, ZONE),
        "it is out": voice.receipt_out(OUT),
        "it is out, below": voice.receipt_out(OUT, embedded=True),
        "copy mode": voice.copy_it(FILM, to=Name("Tomas Reed"), link=LINK, code=CODE, asked=True),
        "sent already": voice.already(Name("Tomas Reed"), sent=True),
        "send, on its way": voice.already(Name("Tomas Reed"), sent=False),
        "words, after it is out": voice.only_out("Tomas Reed"),
        "send, stopped": voice.still_stopped(Name("Tomas Reed"), code=CODE),
        "send, stopped, of taste": voice.still_stopped(Name("Tomas Reed"), code=CODE, word="send anyway"),
        "undo in time": voice.taken_back(CODE),
        "no, to words shown back": voice.stays_as_shown(Name("Tomas Reed"), code=CODE),
        "a remark about words shown back": voice.stays_as_shown(Name("Tomas Reed"), code=CODE, remark=True),
        "no, to a nudge": voice.nothing_sent(Name("Tomas Reed"), code="t4"),
        "held": voice.held(reply, to=Name("Tomas Reed"), code=CODE),
        "held, of taste": voice.held(reply, to=Name("Tomas Reed"), code=CODE, word="send anyway"),
        "held, with everything": voice.held(warned, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "held, not read": voice.held(reply, to=Name("Tomas Reed"), code=CODE, because=voice.unread()),
        "held, the consent changed": voice.held(
            reply, to=Name("Tomas Reed"), code=CODE, because=voice.consent_changed()
        ),
        "held, the receipt was lost": voice.held(reply, to=Name("Tomas Reed"), code=CODE, because=voice.receipt_lost()),
        "held, nobody could hear": voice.held(
            reply, to=Name("Tomas Reed"), code=CODE, because=voice.nobody_could_hear()
        ),
        "two versions": voice.two_versions(
            a_reply("I lay a sheet of polyester film over the open letter."),
            CODE,
            a_reply("Scan with the lid up. The folds stay folds."),
            "t4.2",
            to=Name("Tomas Reed"),
        ),
        "not known yet": voice.unclear_yet(Name("Tomas Reed"), "writers.example", code=CODE),
        "maybe out already": voice.kept_from(Name("Tomas Reed")),
        "undo, nothing": voice.nothing_to_undo(),
        "undo, at that moment": voice.too_late_to_undo(),
        "undo afterwards": voice.offer_retract(timedelta(minutes=6), code=CODE),
        "deleting": voice.retracting(),
        "deleted": voice.retracted(),
        "not deleted": voice.not_retracted(OUT),
        "left": voice.left_alone(),
        "not sent, changed": voice.changed(
            reply,
            to=Name("Tomas Reed"),
            now_reads="Does anyone scan old letters at home? Edit: solved, it was the lid. Thank you all.",
            code="t4.2",
        ),
        "not sent, gone": voice.gone(FILM, code=CODE),
        "not sent, refused": voice.refused(FILM, to=Name("Tomas Reed"), where="writers.example", code=CODE),
        "not known": voice.unclear(reply, to=Name("Tomas Reed"), where="writers.example", code="t4.2"),
        "of taste, said before": voice.similar(
            reply,
            concern=voice.nearly_the_same(
                "The folds stay folds, in my experience", to=Name("Petra Vos"), when=ago(days=16), now=NOW, zone=ZONE
            ),
            code="t4.2",
        ),
        "of taste, for everybody": voice.similar(
            a_reply("Thank you for sharing."), concern=voice.form_letter("thank you for sharing"), code="t4.2"
        ),
        "of taste, a favour": voice.similar(
            a_reply("Could you read my draft?"), concern=voice.asks_a_favour("Jonah Park"), code="p2.1"
        ),
        "of taste, another language": voice.similar(
            a_reply("Ich lege eine Folie darüber."), concern=voice.other_language("de", "en"), code="t4.2"
        ),
        "of taste, send": voice.only_anyway(code="t4.2"),
        "words that are old": voice.old_words(
            reply,
            written=ago(days=2),
            answers_since=4,
            by_author=1,
            to=Name("Tomas Reed"),
            link=LINK,
            code="t4.2",
            now=NOW,
            zone=ZONE,
        ),
        "too long": voice.too_long(612, 500, code="t4"),
        "a foreign link": voice.foreign_link("https://shop.example/film", code="t4.2"),
        "a foreign handle": voice.foreign_handle("petra@vos.example", code="t4.2"),
        "skipped": voice.skipped("Tomas Reed"),
        "later": voice.later(NOW + timedelta(hours=16), Name("Tomas Reed"), NOW, ZONE),
        "done": voice.done("Tomas Reed"),
        "closed": voice.closed("Tomas Reed"),
        "put off": voice.comes_again(NOW + timedelta(hours=16), Name("Tomas Reed"), NOW, ZONE),
        "less like this": voice.taste_learnt(more=False, about="asks whoever reads it"),
        "more like this": voice.taste_learnt(more=True, about="about old letters"),
        # doubt
        "which one": voice.which_one(OPEN),
        "which one, when one is in question": voice.which_one(OPEN[:1]),
        "which one, to skip": voice.which_one(OPEN, "skip"),
        "nearly send": voice.plain_word("yep", code=CODE),
        "no words at all": voice.wordless(),
        "words for nothing": voice.nothing_to_answer(),
        "nothing about somebody": voice.nothing_open_about("Tomas Reed"),
        "whose words": voice.which_words(OPEN),
        "which person": voice.which_person("Jonah", JONAHS, "meet"),
        "nobody by that name": voice.nobody_by_that_name("tomass", [Name("Tomas Reed")]),
        "not understood": voice.not_understood("snoz tomorow", "later tomorrow"),
        "not understood, to be said in full": voice.not_understood("send it", "send", confirm=False),
        "not understood at all": voice.not_understood("blorp " * 40),
        "two at once": voice.one_at_a_time("skip and pause 2w"),
        "a name is missing": voice.needs_a_name("same", "same ada ada.example"),
        "a time is missing": voice.needs_a_time("later", "later 2h"),
        "a time is over": voice.time_is_over("later", "later 2h"),
        "words are missing": voice.needs_words("note", "note tomas met in Leeds"),
        "nothing open": voice.nothing_open(),
        "nothing offered": voice.nothing_offered("send once more"),
        "no such code": voice.no_such_code("t9"),
        "went further": voice.went_further([Name("Nadia Holt")], named_last="never nadia holt"),
        "an at sign in a command": voice.names_plainly("never nadia holt"),
        "not private": voice.not_private(),
        "stumbled": voice.stumbled(),
        # rest
        "pause": voice.resting(two_weeks, NOW, ZONE),
        "its end": voice.rested(
            timedelta(weeks=2), ["Ines Duarte is back"], NOW.replace(hour=17, minute=50), NOW, ZONE
        ),
        "its end, nothing": voice.rested(timedelta(weeks=1), [], None, NOW, ZONE),
        "its end, several": voice.rested(
            timedelta(days=3), [Name("Ines Duarte"), Name("Tomas Reed")], two_weeks, NOW, ZONE
        ),
        "stop": voice.stopped([Name("Tomas Reed")]),
        "stop, nothing": voice.stopped(),
        "stop, several": voice.stopped([Name("Tomas Reed"), Name("Ines Duarte")]),
        "resume": voice.resumed(NOW.replace(hour=9) + timedelta(days=1), NOW, ZONE),
        "resume, after stop": voice.resumed(NOW.replace(hour=9) + timedelta(days=1), NOW, ZONE, stopped=True),
        "resume, nothing": voice.not_stopped(),
        "fewer": voice.fewer(),
        # people
        "why": voice.why(TOMAS, REASONS, left=61, code="t4"),
        "who": voice.who(
            replace(TOMAS, note="met in Leeds, writes on Sundays"),
            ties=Ties(following=True, followed_by=True),
            threads=4,
            last=LAST,
            topics=("archives", "paper", "Hull"),
            now=NOW,
            zone=ZONE,
        ),
        "who, a stranger": voice.who(
            SAM, ties=Ties(followed_by=True), threads=0, last=None, topics=(), now=NOW, zone=ZONE
        ),
        "who, one way": voice.who(
            SAM,
            ties=None,
            threads=0,
            last=Exchange(at=NOW - timedelta(days=1), yours="Is that the same lighthouse?", theirs_last=False),
            topics=(),
            now=NOW,
            zone=ZONE,
        ),
        "meet": voice.meet(NADIA, ties=follows, habit="answers a few people a week, mostly about translation"),
        "meet, nobody answers": voice.meet_silent(HALE, posts=100),
        "watching": voice.watching(HALE),
        "leaves alone": voice.leaves_alone(HALE, "an offer, not a conversation"),
        "brought before": voice.brought_before(Name("Tomas Reed"), voice.STANDS[State.SKIPPED], code="t4"),
        "your own post": voice.your_own_post(),
        "no such post": voice.no_such_post(),
        "converses now": voice.converses_now(HALE),
        "let be": voice.let_be(HALE),
        "maybe the same": voice.maybe_same(HALE.accounts[0], HALE_TOO),
        "stay two": voice.stay_two(),
        "not looked up": voice.not_looked_up("nadia@poets.example"),
        "keep": voice.keep(INES, timedelta(weeks=6)),
        "keep off": voice.keep_off(INES),
        "note": voice.note(TOMAS),
        "remind": voice.remind_kept(TOMAS, NOW + timedelta(days=21), NOW, ZONE),
        "reminder": voice.reminder(TOMAS, "ask about the box", ago(days=21), NOW, ZONE, link=LINK),
        "same": voice.same(TOMAS, "tomasreed.example"),
        "never": voice.never(SAM),
        "again": voice.again(SAM),
        "forget": voice.forgotten(SAM, posts=14, threads=3),
        "forget, hardly known": voice.forgotten(SAM, posts=1, threads=0),
        "list": voice.list_open(
            [
                voice.Listed("t4", Name("Tomas Reed"), voice.goes_out(times.clock(NOW, ZONE))),
                voice.Listed("d7", Name("Ines Duarte"), voice.STANDS[State.AWAITING_OWNER]),
                voice.Listed("p2", Name("Jonah Park"), voice.STANDS[State.ANSWERED_ELSEWHERE]),
            ]
        ),
        "list, empty": voice.list_open([]),
        "list, stopped": voice.list_open([], rest=voice.at_rest(None, NOW, ZONE)),
        "list, resting": voice.list_open([], rest=voice.at_rest(two_weeks, NOW, ZONE)),
        "nobody more": voice.nobody_more(),
        # help
        "help": help_about(),
        "help meet": help_about("meet"),
        "help snooze": help_about("snooze"),
        "help blorp": help_about("blorp"),
        # settings
        "topics": voice.topics(["archives", "lighthouses", "letters"]),
        "hours": voice.hours(["09:00", "17:30"]),
        "people a day": voice.people_per_day(2),
        "nobody a day": voice.nobody_a_day(),
        "weekly off": voice.letter("weekly", on=False),
        "weekly on": voice.letter("weekly", on=True),
        # letters
        "week": voice.week(
            [Name("Tomas Reed"), Name("Ines Duarte"), Name("A"), Name("B"), Name("C")], FACES, more_new=True
        ),
        "week, others": voice.others(FACES[1:]),
        "week, quiet": voice.quiet_week(),
        "month": voice.month(
            voice.Month(
                first_words=[(Name("Jonah Park"), "about a diary that stops mid-sentence")],
                back=[(Name("Ines Duarte"), timedelta(days=50))],
                deeper=[(Name("Tomas Reed"), "Three threads, and the last one Tomas began")],
                at_rest=[(Name("R. J. Hale"), "Nobody has had an answer from that account since August")],
            ),
            NOW,
            ZONE,
        ),
        # trouble
        "login ended": voice.login_ended(
            "Bluesky", "nudge check", NOW.replace(hour=14, minute=20), NOW, ZONE, still="Mastodon"
        ),
        "login for posting ended": voice.publisher_ended("Mastodon", "nudge check"),
        "somebody else's login": voice.wrong_account(
            "Mastodon", "carol@writers.example", "lena@writers.example", "nudge check"
        ),
        "an old copy": voice.old_copy(ago(days=1, hours=8, minutes=30), NOW, ZONE),
        "another account": voice.other_account("Mastodon"),
        "another place": voice.other_channel(),
        "another place, something on its way": voice.other_channel([Name("Tomas Reed"), Name("Ines Duarte")]),
        "another handle": voice.renamed("Bluesky", "lena.bsky.example", "lena.example"),
        "login back": voice.login_back("Bluesky"),
        "absence": voice.back_after_absence(ago(days=1, hours=8, minutes=30), NOW, ZONE, follows=True),
        "absence, nothing": voice.back_after_absence(ago(days=9), NOW, ZONE, follows=False),
        "hello": voice.hello(
            Name("Lena Marsh"),
            topics=("archives", "lighthouses", "letters"),
            at=("09:00", "17:30"),
            people_per_day=3,
            now=NOW + timedelta(hours=2),
            zone=ZONE,
            follows=True,
        ),
        "hello, on GoToSocial, read only": voice.hello(
            Name("Lena"),
            topics=(),
            at=(),
            people_per_day=1,
            now=NOW,
            zone=ZONE,
            follows=False,
            can_post=False,
            keep_name=True,
        ),
        "hello, answered": voice.greets(NOW, ZONE),
        "thanks, not sent": voice.thanks_unsent(CODE),
        "thanks": voice.thanks(times.at(NOW.replace(hour=9, minute=0) + timedelta(days=1), NOW, ZONE)),
        "a person without a name": voice.keep(a_person("", "quiet@moss.example"), timedelta(days=7)),
        "a friend of long": voice.done(voice.name(JONAH)),
    }


def _all(limits: Limits, *, embedded: bool) -> dict[str, tuple[str, ...]]:
    nudges = {
        name: (fit(nudge, limits, NOW, ZONE, embedded=embedded and bool(voice.repeatable(nudge))),)
        for name, nudge in NUDGES.items()
    }
    return {**nudges, **{name: messages(text, limits) for name, text in _others().items()}}


MASTODON_TEXTS = _all(MASTODON, embedded=False)
BLUESKY_TEXTS = _all(BLUESKY, embedded=True)
HELP_ALL = {"help all": messages(help_about("all"), MASTODON)}
