"""Every text that the program can say, with the values of the examples, by name.

`MASTODON_TEXTS` and `BLUESKY_TEXTS` are whole private messages; `test_voice` holds them to the limits and to the rules, and
compares them with `spoken.txt`, which is there to be read as writing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import wording
from bot.decide.commands import help_about
from bot.domain import (
    Account,
    Exchange,
    Goal,
    Limits,
    Network,
    Nudge,
    NudgeKind,
    Person,
    Relationship,
    SuggestionState,
    Visibility,
)
from bot.outbox.layout import fit, messages
from bot.wording.english import times
from bot.wording.text import Cleaned, Name
from tests.wording.builders import (
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
    wording.NewFace(Name("Jonah Park"), ("lighthouses", "old logbooks"), "Asks people things."),
    wording.NewFace(Name("Safi Amar"), ("bookbinding",), "Answers nearly everyone."),
    wording.NewFace(Name("Ruth Lind"), ("tides", "swimming"), "Four posts so far, all of them answers."),
)
OPEN = (
    wording.Choice("t4.1", Name("Tomas Reed"), "Does anyone scan old letters"),
    wording.Choice("d7.1", Name("Ines Duarte"), "Slowly unpacking"),
)
JONAHS = (
    wording.Namesake(Name("Jonah Park"), "jonah@coast.example", known_by="who began to follow you on Tuesday"),
    wording.Namesake(Name("Jonah Wells"), "jwells.example", "Bluesky"),
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
    "nudge, a follower whom others follow too": the_follower(known_by=(INES,)),
    "nudge, a follower nothing is known of": the_follower(habits=None, followed_at=None, post=None),
    "nudge, sad news": the_sad_news(),
    "nudge, followers only": the_private_one(),
    "nudge, behind a warning": behind_a_warning(),
    "nudge, a picture": a_picture(),
    "nudge, somebody to get to know": a_step(),
    "nudge, somebody to keep in touch with": a_keeper(),
}


def _where_it_is_short(nudge: Nudge) -> Nudge:
    """The same where the owner's own last words find no room: a way in names nothing that is not shown."""
    return replace(nudge, way_in=nudge.way_in.removesuffix(", or whether the cake was needed"))


def _page(person: Person, url: str) -> Account:
    return replace(person.accounts[0], url=url)


def _on_two(person: Person) -> Person:
    """Somebody of whom two accounts are known."""
    here = _page(person, f"https://writers.example/@{person.accounts[0].address}")
    there = Account(
        Network("bluesky"), "did:plc:z", "did:plc:z", "z.example", person.name, "https://bsky.app/profile/z.example"
    )
    return replace(person, accounts=(here, there))


def _others() -> dict[str, str | wording.Frame]:
    reply, several = a_reply(), a_reply(addresses=("tomas@books.example", "ines@porto.example"))
    warned = a_reply(visibility=Visibility.FOLLOWERS, warning="paper, glue", language="de")
    follows = Relationship(following=True)
    two_weeks = NOW.replace(day=2, month=12, hour=9, minute=0)
    return {
        # words to a reply
        "preview": wording.preview(reply, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "preview, several addressed": wording.preview(several, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "preview, nobody in front": wording.preview(a_reply(addresses=()), to=Name("Tomas Reed"), code=CODE),
        "preview, followers, warning, language": wording.preview(
            warned, to=Name("Tomas Reed"), code=CODE, usual_language="en"
        ),
        "preview, unlisted": wording.preview(
            replace(reply, visibility=Visibility.UNLISTED), to=Name("Tomas Reed"), code=CODE
        ),
        "preview, direct": wording.preview(
            replace(several, visibility=Visibility.DIRECT), to=Name("Tomas Reed"), code=CODE
        ),
        "draft with a gap": wording.gap_draft(
            "I used ___ for my grandmother's letters; what surprised me was how little light it needs.", code="t4.2"
        ),
        "send without words": wording.no_words(Name("Tomas Reed"), code="t4"),
        "send with a gap": wording.gap_left(Name("Tomas Reed"), code="t4.2"),
        "no draft": wording.no_draft(Name("Tomas Reed"), code="t4"),
        "no other draft": wording.no_other_draft(Name("Tomas Reed"), code="t4"),
        "no draft for grief": wording.no_draft_for_grief(Name("Ines Duarte"), code="d9"),
        "drafts are off": wording.drafts_are_off("mstdn.example", code="t4"),
        "no model to ask, in other words": wording.needs_model("That", Name("Tomas Reed"), code="t4"),
        "no model to ask": wording.needs_model("shorter", Name("Tomas Reed"), code="t4"),
        "a model is asked": wording.drafting("Tomas Reed"),
        "a model is silent": wording.model_silent(),
        "a model is disclosed": wording.disclosure("en"),
        "receipt": wording.receipt_soon(NOW + timedelta(minutes=2), NOW, ZONE),
        "it is out": wording.receipt_out(OUT),
        "it is out, below": wording.receipt_out(OUT, embedded=True),
        "copy mode": wording.copy_it(FILM, to=Name("Tomas Reed"), link=LINK, code=CODE, asked=True),
        "sent already": wording.already(Name("Tomas Reed"), sent=True),
        "send, on its way": wording.already(Name("Tomas Reed"), sent=False),
        "send, while the login is refused": wording.already_waits(
            Name("Tomas Reed"), "Bluesky", "nudge check", until=times.until(NOW + timedelta(days=1), NOW, ZONE)
        ),
        "send, while the login is another's": wording.already_waits(
            Name("Tomas Reed"), "Bluesky", "nudge check", until=times.until(NOW, NOW, ZONE), another=True
        ),
        "words, after it is out": wording.only_out(Name("Tomas Reed"), out=True),
        "words, while it is leaving": wording.only_out(Name("Tomas Reed"), out=False),
        "send, stopped": wording.still_stopped(Name("Tomas Reed"), code=CODE),
        "send, stopped, of taste": wording.still_stopped(Name("Tomas Reed"), code=CODE, word="send anyway"),
        "show, closed": str(wording.shown_closed(FILM, to=Name("Tomas Reed"), code=CODE)),
        "show, on its way": str(
            wording.shown_on_its_way(
                FILM,
                to=Name("Tomas Reed"),
                code=CODE,
                goes=wording.goes_on(Name("Tomas Reed"), NOW + timedelta(minutes=1), NOW, ZONE),
            )
        ),
        "show, stopped": str(wording.shown_stopped(FILM, to=Name("Tomas Reed"), code=CODE)),
        "never, on its way": wording.dropped(Name("Tomas Reed")),
        "never, on its way once more": wording.dropped(Name("Tomas Reed"), tried=True),
        "undo in time": wording.taken_back(Name("Tomas Reed"), CODE),
        "undo, the last thing said": wording.undone("never sam orr", again=True),
        "undo, with words": wording.undone("skip", again=True, words=True),
        "undo, put off": wording.undone("later tomorrow", now=True),
        "undo, put off twice": wording.undone_until("later tomorrow", NOW.replace(hour=20, minute=0), NOW, ZONE),
        "undo, what stays": wording.not_undone("same tomas tomasreed.example"),
        "undo, while quiet": wording.undone(
            "skip", again=True, after=wording.after_quiet(NOW + timedelta(days=3), NOW, ZONE)
        ),
        "undo, put off, while quiet": wording.undone(
            "later", now=True, after=wording.after_quiet(NOW + timedelta(days=3), NOW, ZONE, stopped=True)
        ),
        "undo, put off twice, while stopped": wording.undone_until(
            "later", NOW, NOW, ZONE, after=wording.after_quiet(NOW, NOW, ZONE, stopped=True)
        ),
        "show, deleted": wording.shown_on_its_way(
            "Scan with the lid up.",
            to=Name("Tomas Reed"),
            code="t4",
            goes=wording.was_deleted(Name("Tomas Reed"), NOW.replace(hour=17, minute=58), NOW, ZONE),
        ),
        "undo, what kept somebody": wording.undone_forgets("meet sam orr", NOW + timedelta(minutes=2), NOW, ZONE),
        "undo, what changed nothing": wording.changed_nothing("again tomas"),
        "undo, what is over": wording.over_by_now("later 2h"),
        "undo, a reminder that came": wording.over_by_now("remind ines 1h ask about the piano", reminder=True),
        "undo, about somebody forgotten": wording.forgotten_by_now(),
        "no, to words shown back": wording.stays_as_shown(Name("Tomas Reed"), code=CODE),
        "a remark about words shown back": wording.stays_as_shown(Name("Tomas Reed"), code=CODE, remark=True),
        "no, to a nudge": wording.nothing_sent(Name("Tomas Reed"), code="t4"),
        "held": wording.held(reply, to=Name("Tomas Reed"), code=CODE),
        "held, and yes was said": wording.held_still(Name("Tomas Reed"), code=CODE),
        "held, of taste": wording.held(reply, to=Name("Tomas Reed"), code=CODE, word="send anyway"),
        "held, with everything": wording.held(warned, to=Name("Tomas Reed"), code=CODE, usual_language="en"),
        "held, a sentence": wording.held(reply, to=Name("Tomas Reed"), code=CODE, because=wording.not_instead()),
        "held, not read": wording.held(reply, to=Name("Tomas Reed"), code=CODE, because=wording.unread()),
        "held, the consent changed": wording.held(
            reply, to=Name("Tomas Reed"), code=CODE, because=wording.consent_changed()
        ),
        "held, the receipt was lost": wording.held(
            reply, to=Name("Tomas Reed"), code=CODE, because=wording.receipt_lost()
        ),
        "held, nobody could hear": wording.held(
            reply, to=Name("Tomas Reed"), code=CODE, because=wording.nobody_could_hear()
        ),
        "two versions": wording.two_versions(
            a_reply("I lay a sheet of polyester film over the open letter."),
            CODE,
            a_reply("Scan with the lid up. The folds stay folds."),
            "t4.2",
            to=Name("Tomas Reed"),
        ),
        "not known yet": wording.unclear_yet(Name("Tomas Reed"), "writers.example", code=CODE),
        "maybe out already": wording.kept_from(Name("Tomas Reed")),
        "undo, nothing": wording.nothing_to_undo(),
        "undo, at that moment": wording.too_late_to_undo(),
        "undo, not known": wording.unknown_to_undo(Name("Tomas Reed")),
        "undo afterwards": wording.offer_retract(timedelta(minutes=6), code=CODE),
        "deleting": wording.retracting(),
        "undo, deleting": wording.deleting_stays(Name("Tomas Reed")),
        "deleted": wording.retracted(),
        "not deleted": wording.not_retracted(OUT),
        "left": wording.left_alone(),
        "not sent, changed": wording.changed(
            reply,
            to=Name("Tomas Reed"),
            now_reads="Does anyone scan old letters at home? Edit: solved, it was the lid. Thank you all.",
            code="t4.2",
        ),
        "not sent, gone": wording.gone(FILM, code=CODE),
        "not sent, refused": wording.refused(FILM, to=Name("Tomas Reed"), where="writers.example", code=CODE),
        "not known": wording.unclear(reply, to=Name("Tomas Reed"), where="writers.example", code="t4.2"),
        "of taste, said before": wording.similar(
            reply,
            concern=wording.nearly_the_same(
                "The folds stay folds, in my experience", to=Name("Petra Vos"), when=ago(days=16), now=NOW, zone=ZONE
            ),
            code="t4.2",
        ),
        "of taste, for everybody": wording.similar(
            a_reply("Thank you for sharing."), concern=wording.form_letter("thank you for sharing"), code="t4.2"
        ),
        "of taste, a favour": wording.similar(
            a_reply("Could you read my draft?", addresses=("jonah@coast.example",)),
            concern=wording.asks_a_favour("Jonah Park"),
            code="p2.1",
        ),
        "of taste, another language": wording.similar(
            a_reply("Ich lege eine Folie darüber."), concern=wording.other_language("de", "en"), code="t4.2"
        ),
        "of taste, send": wording.only_anyway(code="t4.2"),
        "words that are old": wording.old_words(
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
        "words that are old, one answer": wording.old_words(
            reply,
            written=ago(days=2),
            answers_since=1,
            by_author=1,
            to=Name("Tomas Reed"),
            link=LINK,
            code="t4.2",
            now=NOW,
            zone=ZONE,
        ),
        "too long": wording.too_long(612, 500, code="t4"),
        "far too long": wording.far_too_long(100_000, 500),
        "a foreign link": wording.foreign_link("https://shop.example/film", code="t4.2"),
        "a foreign handle": wording.foreign_handle("petra@vos.example", code="t4.2"),
        "skipped": wording.skipped("Tomas Reed"),
        "later": wording.later(NOW + timedelta(hours=16), Name("Tomas Reed"), NOW, ZONE),
        "done": wording.done("Tomas Reed"),
        "closed": wording.closed("Tomas Reed"),
        "put off, somebody muted": wording.comes_again(
            NOW + timedelta(days=2), Name("Tomas Reed"), NOW, ZONE, as_said=False
        ),
        "put off, and shown": wording.comes_now(Name("Tomas Reed"), NOW + timedelta(hours=16), NOW, ZONE),
        "put off, and its time has come": wording.comes_now(Name("Tomas Reed"), NOW, NOW, ZONE),
        "put off": wording.comes_again(NOW + timedelta(hours=16), Name("Tomas Reed"), NOW, ZONE),
        "less like this": wording.taste_learnt(more=False, about="asks whoever reads it"),
        "more like this": wording.taste_learnt(more=True, about="about old letters"),
        # doubt
        "which one": wording.which_one(OPEN),
        "which one, when one is in question": wording.which_one(OPEN[:1]),
        "which one, when one could be meant": wording.which_one([replace(OPEN[0], open=False)]),
        "which one, where there are no words yet": wording.which_one(
            [replace(one, code=one.code.split(".")[0]) for one in OPEN]
        ),
        "which one, to skip": wording.which_one(OPEN, "skip"),
        "nearly send": wording.plain_word("yeah", code=CODE),
        "no words at all": wording.wordless(),
        "words for nothing": wording.nothing_to_answer(),
        "nothing about somebody": wording.nothing_open_about("Tomas Reed"),
        "whose words": wording.which_words(OPEN),
        "request, or answer": wording.whose("show me the post", [replace(OPEN[0], code="t4")], guess="show"),
        "request, or an answer to one of two": wording.whose("what a day", OPEN),
        "request, or an answer to one of two of a name": wording.whose(
            "what a day", [OPEN[0], replace(OPEN[0], who=Name("Tomas Hale"), code="t5")]
        ),
        "which person": wording.which_person("Jonah", JONAHS, "meet"),
        "which person, with more": wording.which_person("Jonah", JONAHS, "note", behind="met in Leeds"),
        "nobody by that name": wording.nobody_by_that_name("tomass", [Name("Tomas Reed")]),
        "not understood": wording.not_understood("snoz tomorow", "later tomorrow"),
        "not understood, to be said in full": wording.not_understood("post it", "send", confirm=False),
        "not understood at all": wording.not_understood("blorp " * 40),
        "two at once": wording.one_at_a_time("skip and pause 2w"),
        "a name is missing": wording.needs_a_name("same", "same ada ada.example"),
        "a time is missing": wording.needs_a_time("later", "later 2h"),
        "a time is over": wording.time_is_over("later 2h"),
        "words are missing": wording.needs_words("note", "note tomas met in Leeds"),
        "nothing open": wording.nothing_open(),
        "nothing offered": wording.nothing_offered("send once more"),
        "shown elsewhere": wording.shown_elsewhere("t4"),
        "for me, of what we cannot do": wording.nothing_to_do(),
        "no, to a question of ours": wording.not_then(),
        "a laugh, on its way": wording.goes_on(Name("Tomas Reed"), NOW + timedelta(minutes=1), NOW, ZONE),
        "for somebody, of no words": wording.no_words_wait(),
        "yes, to an offer to delete": wording.delete_in_full(),
        "no such code": wording.no_such_code("t9"),
        "went further": wording.went_further([Name("Nadia Holt")], named_last="never nadia holt"),
        "an at sign in a command": wording.names_plainly("never nadia holt"),
        "not private": wording.not_private(),
        "stumbled": wording.stumbled(),
        # rest
        "pause": wording.resting(two_weeks, NOW, ZONE),
        "its end": wording.rested(
            timedelta(weeks=2), ["Ines Duarte is back"], NOW.replace(hour=17, minute=50), NOW, ZONE
        ),
        "its end, nothing": wording.rested(timedelta(weeks=1), [], None, NOW, ZONE),
        "its end, several": wording.rested(
            timedelta(days=3), [Name("Ines Duarte"), Name("Tomas Reed")], two_weeks, NOW, ZONE
        ),
        "stop": wording.stopped([Name("Tomas Reed")]),
        "stop, nothing": wording.stopped(),
        "stop, several": wording.stopped([Name("Tomas Reed"), Name("Ines Duarte")]),
        "stop, maybe out": wording.stopped(maybe_out=[Name("Tomas Reed")]),
        "stop, deleting": wording.stopped(being_deleted=[Name("Tomas Reed")]),
        "stop, one taken back and one maybe out": wording.stopped([Name("Ines Duarte")], [Name("Tomas Reed")]),
        "resume": wording.resumed(NOW.replace(hour=9) + timedelta(days=1), NOW, ZONE),
        "resume, after stop": wording.resumed(NOW.replace(hour=9) + timedelta(days=1), NOW, ZONE, nothing_went=True),
        "resume, nothing": wording.not_stopped(),
        "fewer": wording.fewer(),
        # beside another that is open, or on its way
        "preview, beside another": wording.preview(several, to=Name("Tomas Reed"), code=CODE, alone=False),
        "held, beside another": wording.held(reply, to=Name("Tomas Reed"), code=CODE, alone=False),
        "draft with a gap, beside another": wording.gap_draft("I used ___ for my letters.", code="t4.2", alone=False),
        "send without words, beside another": wording.no_words(Name("Tomas Reed"), code="t4", alone=False),
        "no other draft, beside another": wording.no_other_draft(Name("Tomas Reed"), code="t4", alone=False),
        "copy mode, beside another": wording.copy_it(
            FILM, to=Name("Tomas Reed"), link=LINK, code=CODE, asked=True, alone=False
        ),
        "send, stopped, beside another": wording.still_stopped(Name("Tomas Reed"), code=CODE, alone=False),
        "show, stopped, beside another": str(
            wording.shown_stopped(FILM, to=Name("Tomas Reed"), code=CODE, alone=False)
        ),
        "no, to words shown back, beside another": wording.stays_as_shown(Name("Tomas Reed"), code=CODE, alone=False),
        "no, to a nudge, beside another": wording.nothing_sent(Name("Tomas Reed"), code="t4", alone=False),
        "not sent, changed, beside another": wording.changed(
            reply, to=Name("Tomas Reed"), now_reads="Solved, it was the lid.", code="t4.2", alone=False
        ),
        "of taste, beside another": wording.similar(
            a_reply("Thank you for sharing."),
            concern=wording.form_letter("thank you for sharing"),
            code="t4.2",
            alone=False,
        ),
        "of taste, send, beside another": wording.only_anyway(code="t4.2", alone=False),
        "put off, beside another": wording.comes_again(
            NOW + timedelta(hours=16), Name("Tomas Reed"), NOW, ZONE, later="later t4"
        ),
        "which one, to put off": wording.which_one(OPEN, "later", "in two hours"),
        "nearly send, beside another": wording.plain_word("yeah", code=CODE, alone=False),
        "a wish, or an answer to one of two": wording.whose(
            "in two hours", OPEN, guess="later in two hours", verb="later"
        ),
        "not understood, beside another": wording.not_understood(
            "snoz tomorow", "later tomorrow", verb="later", among=OPEN
        ),
        "why, beside another": wording.why(TOMAS, REASONS, left=61, code="t4", alone=False),
        "brought before, beside another": wording.brought_before(
            Name("Tomas Reed"), wording.BECAME[SuggestionState.AWAITING_OWNER], code="t4", alone=False
        ),
        "show, of a post that is gone, beside another": wording.quotes_no_more(
            Name("Tomas Reed"), code="t4", alone=False
        ),
        "thanks, not sent, beside another": wording.thanks_unsent(CODE, alone=False),
        "thanks, not sent, of taste": wording.thanks_unsent(CODE, word="send anyway"),
        # people
        "why": wording.why(TOMAS, REASONS, left=61, code="t4"),
        "who": wording.who(
            replace(TOMAS, note="met in Leeds, writes on Sundays"),
            relationship=Relationship(following=True, followed_by=True),
            threads=4,
            last=LAST,
            topics=("archives", "paper", "Hull"),
            now=NOW,
            zone=ZONE,
        ),
        "who, a stranger": wording.who(
            SAM, relationship=Relationship(followed_by=True), threads=0, last=None, topics=(), now=NOW, zone=ZONE
        ),
        "who, and who follows them too": wording.who(
            JONAH,
            relationship=Relationship(followed_by=True),
            threads=0,
            last=None,
            topics=("lighthouses", "old logbooks"),
            now=NOW,
            zone=ZONE,
            known_by=(INES, TOMAS),
        ),
        "who, nothing read yet": wording.who(
            SAM, relationship=None, threads=0, last=None, topics=(), now=NOW, zone=ZONE, read=False
        ),
        "who, nothing read yet, spoken": wording.who(
            SAM,
            relationship=None,
            threads=0,
            last=Exchange(at=NOW - timedelta(days=1), yours="Is that the same lighthouse?", theirs_last=False),
            topics=(),
            now=NOW,
            zone=ZONE,
            read=False,
        ),
        "who, one way": wording.who(
            SAM,
            relationship=None,
            threads=0,
            last=Exchange(at=NOW - timedelta(days=1), yours="Is that the same lighthouse?", theirs_last=False),
            topics=(),
            now=NOW,
            zone=ZONE,
        ),
        "meet": wording.meet(
            NADIA,
            relationship=follows,
            now=NOW,
            zone=ZONE,
            habit="answers a few people a week, mostly about translation",
        ),
        "meet, and who follows them too": wording.meet(
            JONAH, relationship=Relationship(followed_by=True), now=NOW, zone=ZONE, known_by=(INES, TOMAS)
        ),
        "meet, and two of one name follow them too": wording.meet(
            JONAH, relationship=None, now=NOW, zone=ZONE, known_by=(INES, replace(INES, name="Ines Faro"))
        ),
        "meet, one way": wording.meet(
            SAM,
            relationship=None,
            now=NOW,
            zone=ZONE,
            last=Exchange(at=NOW - timedelta(days=1), yours="Is that the same lighthouse?", theirs_last=False),
        ),
        "meet, after forget": wording.meet(
            replace(NADIA, never=True, forget_at=NOW + timedelta(minutes=2)),
            relationship=follows,
            now=NOW,
            zone=ZONE,
        ),
        "meet, known already, after never": wording.meet_known(
            replace(TOMAS, never=True), relationship=follows, threads=4, last=LAST, now=NOW, zone=ZONE
        ),
        "meet, known already": wording.meet_known(
            TOMAS, relationship=follows, threads=4, last=LAST, now=NOW, zone=ZONE
        ),
        "meet, nobody answers": wording.meet_silent(HALE, posts=100),
        "watching": wording.watching(HALE),
        "leaves alone": wording.leaves_alone(HALE, "an offer, not a conversation"),
        "leaves alone, explained": wording.leaves_alone(HALE, "not said to you: answers are closed, or private"),
        "brought before": wording.brought_before(
            Name("Tomas Reed"), wording.BECAME[SuggestionState.SKIPPED], code="t4"
        ),
        "brought before, waits": wording.brought_before(
            Name("Tomas Reed"), wording.waits_for_login(brought=True), code="t4"
        ),
        "brought before, open": wording.brought_before(
            Name("Tomas Reed"), wording.BECAME[SuggestionState.AWAITING_OWNER], code="t4"
        ),
        "show, of a post that is gone": wording.quotes_no_more(Name("Tomas Reed"), code="t4"),
        "show, of a post that is gone, put off": wording.quotes_no_more(Name("Tomas Reed"), code="t4", waits=False),
        "show, of words under a post that is gone": wording.only_words(
            "With the lid up, the folds stay folds.", to=Name("Tomas Reed"), code="t4.1"
        ),
        "chosen already": wording.brought_before(
            Name("Tomas Reed"), wording.STANDS[SuggestionState.AWAITING_DELIVERY], code="t4", shown=False
        ),
        "your own post": wording.your_own_post(),
        "no such post": wording.no_such_post(),
        "converses now": wording.converses_now(HALE),
        "let be": wording.let_be(HALE),
        "maybe the same": wording.maybe_same(HALE.accounts[0], HALE_TOO),
        "stay two": wording.stay_two(),
        "not looked up": wording.not_looked_up("nadia@poets.example"),
        "keep": wording.keep(INES, timedelta(weeks=6)),
        "keep, one of two": wording.keep(INES, timedelta(weeks=6), called=Cleaned("ines@porto.example")),
        "keep off": wording.keep_off(INES),
        "keep off, of nothing": wording.no_keep(INES),
        "keep off, after never": wording.keep_off(INES, silent=True),
        "keep, after never": wording.kept_waiting(SAM),
        "note, about to be forgotten": wording.not_kept(replace(SAM, forget_at=NOW)),
        "who, after never": wording.not_spoken_of(replace(SAM, never=True), NOW, ZONE),
        "who, about to be forgotten": wording.not_spoken_of(replace(SAM, forget_at=NOW, never=True), NOW, ZONE),
        "note": wording.note(TOMAS),
        "note off": wording.note_off(replace(TOMAS, note="met in Leeds, writes on Sundays")),
        "no note": wording.no_note(TOMAS),
        "remind off": wording.remind_off(TOMAS, NOW + timedelta(days=21), NOW, ZONE),
        "no reminder": wording.no_reminder(TOMAS),
        "which reminder": wording.which_to_end("remind", [wording.name(TOMAS), wording.name(INES)]),
        "no note at all": wording.which_to_end("note", []),
        "remind, in place of another": wording.remind_kept(
            TOMAS, NOW + timedelta(days=21), NOW, ZONE, before=NOW + timedelta(days=7), before_words="ask about the box"
        ),
        "remind at another time": wording.remind_kept(
            TOMAS,
            NOW + timedelta(days=21),
            NOW,
            ZONE,
            words=False,
            before=NOW + timedelta(days=7),
            before_words="ask about the box",
        ),
        "remind": wording.remind_kept(TOMAS, NOW + timedelta(days=21), NOW, ZONE),
        "remind, in a pause": wording.remind_kept(TOMAS, NOW + timedelta(days=3), NOW, ZONE, moved=True),
        "reminder": wording.reminder(TOMAS, "ask about the box", ago(days=21), NOW, ZONE, link=LINK),
        "same": wording.same(TOMAS, "tomasreed.example"),
        "never": wording.never(SAM),
        "mute": wording.mute(TOMAS, NOW.replace(day=21, hour=9, minute=0), NOW, ZONE),
        "muted, asked about": wording.quiet_still(replace(TOMAS, quiet_until=NOW + timedelta(hours=2)), NOW, ZONE),
        "like": wording.post_by_hand("like", LINK),
        "boost, nothing open": wording.post_by_hand("boost", ""),
        "follow": wording.follow_by_hand([_page(NADIA, "https://writers.example/@nadia@poets.example")]),
        "block": wording.block_by_hand(_on_two(SAM)),
        "follow, two accounts": wording.follow_by_hand(_on_two(NADIA).accounts),
        "again": wording.again(replace(SAM, never=True), NOW),
        "again, after forget": wording.again(replace(SAM, never=True, forget_at=NOW + timedelta(minutes=2)), NOW),
        "again, words were written": wording.again(replace(SAM, never=True), NOW, words=("s4", "s7")),
        "again, nothing in the way": wording.again(SAM, NOW),
        "forget": wording.forgets(SAM, NOW + timedelta(minutes=2), NOW, ZONE, posts=14, threads=3),
        "forget, hardly known": wording.forgets(SAM, NOW + timedelta(minutes=2), NOW, ZONE, posts=1, threads=0),
        "list": wording.list_open(
            [
                wording.Listed("t4", Name("Tomas Reed"), wording.goes_out(times.clock(NOW, ZONE))),
                wording.Listed("d7", Name("Ines Duarte"), wording.STANDS[SuggestionState.AWAITING_OWNER]),
                wording.Listed("p2", Name("Jonah Park"), wording.STANDS[SuggestionState.ANSWERED_ELSEWHERE]),
                wording.Listed("j1", Name("Safi Amar"), wording.tried_again()),
                wording.Listed("p1", Name("Petra Vos"), wording.words_wait("send")),
                wording.Listed("n3", Name("Nadia Holt"), wording.waits_for_login()),
            ]
        ),
        "list, empty": wording.list_open([]),
        "list, somebody muted": wording.list_open(
            [],
            muted=[wording.quiet_about(replace(TOMAS, quiet_until=NOW.replace(day=21, hour=9, minute=0)), NOW, ZONE)],
        ),
        "list, stopped": wording.list_open([], rest=wording.at_rest(None, NOW, ZONE)),
        "list, resting": wording.list_open([], rest=wording.at_rest(two_weeks, NOW, ZONE)),
        "list ahead": wording.list_ahead(
            [
                wording.Coming(NOW.replace(day=19, hour=9, minute=0), wording.next_look()),
                wording.Coming(NOW.replace(day=19, hour=18, minute=0), wording.again_then(Name("Jonah Park"))),
                wording.Coming(
                    NOW.replace(day=20, hour=9, minute=0), wording.reminded_then(INES, "ask how the move went")
                ),
                wording.Coming(two_weeks, wording.reason_for_a_word(TOMAS), about=True),
            ],
            NOW,
            ZONE,
        ),
        "list ahead, a reply on its way": wording.list_ahead(
            [
                wording.Coming(NOW + timedelta(minutes=2), wording.goes_out_then(Name("Tomas Reed"))),
                wording.Coming(NOW + timedelta(minutes=3), wording.goes_out_then(Name("Ines Duarte"), held=True)),
            ],
            NOW,
            ZONE,
        ),
        "list ahead, nothing": wording.list_ahead([], NOW, ZONE),
        "about": wording.spoke_of(
            "letters",
            [wording.Spoke(Name("Tomas Reed"), "Does anyone scan old letters at home?", ago(hours=2), LINK)],
            NOW,
            ZONE,
        ),
        "about, nobody": wording.spoke_of("lighthouses", [], NOW, ZONE),
        "nobody more": wording.nobody_more([], timedelta(hours=3)),
        "nobody more, but two who have just written": wording.nobody_more(
            [Name("Tomas Reed"), Name("Ines Duarte")], timedelta(hours=3)
        ),
        "nobody more, but many who have just written": wording.nobody_more(
            [Name("Tomas Reed"), Name("Ines Duarte"), Name("Ruth Lind"), Name("Jonah Park")], timedelta(hours=3)
        ),
        "nobody more, and some are open": wording.nobody_more([], timedelta(hours=3), others_open=True),
        # help
        "help": help_about(),
        "help meet": help_about("meet"),
        "help snooze": help_about("snooze"),
        "help settings": help_about("settings"),
        "help blorp": help_about("blorp"),
        # settings
        "topics": wording.topics(["archives", "lighthouses", "letters"]),
        "hours": wording.hours(["09:00", "17:30"]),
        "people a day": wording.people_per_day(2),
        "people a day, more than there can be": wording.people_per_day(10, fewer=True),
        "nobody a day": wording.nobody_a_day(),
        "timezone": wording.zone("Europe/Lisbon", NOW, ZONE),
        "timezone west": wording.which_zone("west", ["Australia/West", "Brazil/West"]),
        "timezone Lisbon": wording.zone_from_now("Europe/Lisbon", NOW, ZONE),
        "timezone Lissbon": wording.no_such_zone("Lissbon", "Europe/Lisbon"),
        "weekly off": wording.letter("weekly", on=False),
        "weekly on": wording.letter("weekly", on=True),
        # letters
        "week": wording.week(
            [Name("Tomas Reed"), Name("Ines Duarte"), Name("A"), Name("B"), Name("C")], FACES, more_new=True
        ),
        "week, others": wording.others(FACES[1:]),
        "week, quiet": wording.quiet_week(),
        "week, quiet, not everything answers": wording.quiet_week(answer=False),
        "month": wording.month(
            wording.Month(
                first_words=[(Name("Jonah Park"), ago(days=6))],
                deeper=[(Name("Tomas Reed"), ago(days=9))],
            ),
            NOW,
            ZONE,
        ),
        # trouble
        "login ended": wording.login_ended(
            "Bluesky", "nudge check", NOW.replace(hour=14, minute=20), NOW, ZONE, still="Mastodon"
        ),
        "login for posting ended": wording.publisher_ended("Mastodon", "nudge check"),
        "login for posting ended, one waits": wording.publisher_ended(
            "Mastodon", "nudge check", until=times.until(NOW + timedelta(days=1), NOW, ZONE)
        ),
        "somebody else's login": wording.wrong_account(
            "Mastodon", "carol@writers.example", "lena@writers.example", "nudge check"
        ),
        "an old copy": wording.old_copy(ago(days=1, hours=8, minutes=30), NOW, ZONE),
        "another account": wording.other_account("Mastodon"),
        "another place": wording.other_channel(),
        "another place, something on its way": wording.other_channel([Name("Tomas Reed"), Name("Ines Duarte")]),
        "moved": wording.moved("Mastodon", "lena@writers.example", "lena@poets.example"),
        "another handle": wording.renamed("Bluesky", "lena.bsky.example", "lena.example"),
        "login back": wording.login_back("Bluesky"),
        "absence": wording.back_after_absence(ago(days=1, hours=8, minutes=30), NOW, ZONE, follows=True),
        "absence, and a reply goes out": wording.back_after_absence(ago(days=9), NOW, ZONE, follows=False, sent=True),
        "absence, nothing": wording.back_after_absence(ago(days=9), NOW, ZONE, follows=False),
        "hello": wording.hello(
            Name("Lena Marsh"),
            topics=("archives", "lighthouses", "letters"),
            at=("09:00", "17:30"),
            people_per_day=3,
            now=NOW + timedelta(hours=2),
            zone=ZONE,
            reads=False,
        ),
        "the first hello": wording.hello(
            Name("Lena Marsh"),
            topics=(),
            at=("09:00", "17:30"),
            people_per_day=3,
            now=NOW + timedelta(hours=2),
            zone=ZONE,
            reads=True,
        ),
        "hello, on GoToSocial, read only": wording.hello(
            Name("Lena"),
            topics=(),
            at=(),
            people_per_day=1,
            now=NOW,
            zone=ZONE,
            reads=True,
            can_post=False,
            keep_name=True,
        ),
        "hello, answered": wording.greets(NOW, ZONE),
        "praised": wording.praised(),
        "never mind": wording.never_mind(),
        "thanks, not sent": wording.thanks_unsent(CODE),
        "thanks": wording.thanks(times.at(NOW.replace(hour=9, minute=0) + timedelta(days=1), NOW, ZONE)),
        "a person without a name": wording.keep(a_person("", "quiet@moss.example"), timedelta(days=7)),
        "a friend of long": wording.done(wording.name(JONAH)),
    }


def _all(limits: Limits, *, embedded: bool) -> dict[str, tuple[str, ...]]:
    shown = NUDGES if embedded else {name: _where_it_is_short(nudge) for name, nudge in NUDGES.items()}
    nudges = {
        name: (fit(nudge, limits, NOW, ZONE, embedded=embedded and bool(wording.repeatable(nudge))),)
        for name, nudge in shown.items()
    }
    return {**nudges, **{name: messages(text, limits) for name, text in _others().items()}}


MASTODON_TEXTS = _all(MASTODON, embedded=False)
BLUESKY_TEXTS = _all(BLUESKY, embedded=True)
HELP_ALL = {"help all": messages(help_about("all"), MASTODON)}
