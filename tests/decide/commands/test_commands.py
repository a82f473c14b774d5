"""What the owner can say: every example of the table, every way to say it, codes, names, times, and near misses."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.decide import commands
from bot.decide.commands import (
    ACTS,
    BY_WORD,
    CONSENT,
    TABLE,
    Command,
    Count,
    Joined,
    Kept,
    Link,
    Named,
    NoArgument,
    OwnWords,
    Remembered,
    Reminded,
    Rest,
    Switch,
    Takes,
    Timed,
    Times,
    Topic,
    Topics,
    Unclear,
    When,
    Why,
    help_about,
    split_name,
)
from tests.decide.commands.consent import LISTED, none_because
from tests.wording.builders import FILM, NOW, ZONE


def parse(text: str):
    """Read at 17:40 on Wednesday 18 November."""
    return commands.parse(text, now=NOW, zone=ZONE)


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """A time in Lisbon, which keeps UTC in winter."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


# --- the table

EXAMPLES = [(entry, example) for entry in TABLE for example in entry.examples]
WAYS = [
    (entry, way) for entry in TABLE for way in entry.spoken if entry.takes in (Takes.NOTHING, Takes.ABOUT, Takes.WORD)
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_does_what_it_is_an_example_of(entry, example):
    """What help shows works."""
    said = parse(example)
    if entry.takes is Takes.WORDS:
        assert isinstance(said, OwnWords)
        assert said.text == example.split(" ", 1)[1]
    else:
        assert isinstance(said, Command)
        assert said.name == entry.word
        assert type(said.argument) is entry.form


@pytest.mark.parametrize(("entry", "way"), WAYS)
def test_every_way_to_say_it_is_understood(entry, way):
    """In any case, with a full stop, on a line of its own."""
    for said in (way, way.upper(), f" {way}.", f"{way}\n"):
        found = parse(said)
        assert isinstance(found, Command)
        assert found.name == entry.word


@pytest.mark.parametrize("hint", [hint for entry in TABLE for hint in entry.hints])
def test_a_hint_is_asked_about_and_never_carried_out(hint):
    """ "send it", "yeah", "enough": it is said what would be understood."""
    said = parse(hint)
    assert isinstance(said, Unclear)
    assert said.guess
    assert parse(said.guess).name == said.name


def test_help_tells_about_every_word():
    """From the same table; each says something, none says anything of another network's words."""
    for entry in TABLE:
        told = help_about(entry.word)
        assert entry.hidden or entry.helps in told
    assert "nobody is told" in help_about("skip").lower()
    assert help_about("") == help_about()
    assert "I know no word blorp" in help_about("blorp")


def test_help_all_names_every_word_once():
    """By occasion."""
    told = help_about("all")
    assert all(when.value in told for when in When)
    assert all(entry.shown in told for entry in TABLE if not entry.hidden)


def test_help_without_the_danger_does_not_speak_of_it():
    """On Bluesky a name in a private message reaches nobody."""
    assert "at sign" in help_about()
    assert "at sign" not in help_about(at_signs_reach=False)


# --- consent

PLAIN = ("send", "Send", "SEND.", " send ", "send!", "send\n", "yes", "Yes.", "ok", "OK", "Ok!", "\U0001f44d", "\U0001f44d\ufe0f",
         "\U0001f44d\U0001f3fd", "send t4.1", "t4.1 send", "send [t4.1]", "yes t4", "\u2060send", "send it", "send please", "please send", "yes please",
         "ja", "thanks, send", "send, thanks", "\u2705", "send \U0001f44d", "yes \U0001f44d", "OK send")  # fmt: skip
NOT_PLAIN = (
    "send?", "yes?", '"send"', "'yes'", "okay", "yeah", "sned", "sendd",
    "yse", "/send", "send send", "yes yes", "\U0001f44d\U0001f44d", "\U0001f44d thanks", "send and skip",
    "yes but shorter", "ok but change the end", "ok, skip", "send t4 and d7", "send t4 t7", "send tomas", "do not send yet",
    "never send", "send later", "send tomorrow", "I would send it", "yes, no", "no, yes", "ok?", "send anyway?", "\U0001f44e",
    "\u2764\ufe0f", "send\nskip", "y", "k", "oui", "s\u00ed", "go", "approve all", "@everyone send", "\uff53\uff45\uff4e\uff44",
    "s e n d", "se\u00f1d", "send...?", "*send*", "send :)", "ok ok", "send#t4", "(send)",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_consent_is_the_whole_message(text):
    """In any case, with a mark, in any tone of skin, with a code; or in a few words, none of which means anything else."""
    said = parse(text)
    assert isinstance(said, Command)
    assert said.name in CONSENT


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_nothing_else_is_ever_consent(text):
    """Neither a question mark nor any word that is not in the list."""
    said = parse(text)
    assert not (isinstance(said, Command) and said.name in ACTS), said


@example("? ? 0")
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*LISTED, "not", "tomas", "?"]), min_size=1, max_size=5).map(" ".join)
)
def test_no_text_is_consent_by_accident(text):
    """Only words of the list, and only those that mean it together."""
    said = parse(text)
    if isinstance(said, Command) and said.name in CONSENT:
        bare = commands.parsing.plain(commands.parsing.without_code(commands.parsing.cleaned(text))[0])
        words = re.findall(r"\w+|\S", bare)
        assert set(words) <= {*LISTED, *MARKS}
        assert means_it(words)


MARKS = {",", ".", "!"}


def means_it(words):
    """By the table of those that do not, whatever marks stand between."""
    return none_because(tuple(word for word in words if word not in MARKS)) is None


@given(
    st.lists(st.sampled_from(sorted(commands.BY_WORD)), min_size=2, max_size=3),
    st.sampled_from([" ", ", ", ". ", " and ", "\n"]),
)
def test_two_commands_are_never_one_act(words, between):
    """Several at once are asked about, or do no harm, or are one consent together; else nothing is sent or deleted."""
    said = parse(between.join(words))
    joined = " ".join(between.join(words).split())
    each = " ".join(words).split()
    consent = between != " and " and set(each) <= set(LISTED) and means_it(each)
    assert not (isinstance(said, Command) and said.name in ACTS) or joined in commands.BY_WORD or consent


# --- codes and names


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("skip t4", "skip", "t4"),
        ("T4 skip", "skip", "t4"),
        ("skip [D7]", "skip", "d7"),
        ("t4", "show", "t4"),
        ("[t4.1]", "show", "t4.1"),
        ("later t4 tomorrow", "later", "t4"),
        ("later tomorrow t4", "later", "t4"),
        ("who t4", "who", "t4"),
        ("undo t12.3", "undo", "t12.3"),
        ("skip", "skip", None),
    ],
)
def test_a_code_may_stand_anywhere_in_a_command(text, name, code):
    """Before, after, in brackets, in any case."""
    said = parse(text)
    assert (said.name, said.code) == (name, code)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (f"[t4] {FILM}", FILM, "t4"),
        (f"t4: {FILM}", FILM, "t4"),
        (f"T4, {FILM}", FILM, "t4"),
        (f"t4\n{FILM}", FILM, "t4"),
        (f"{FILM} [t4]", FILM, "t4"),
        ("I print it on A4 paper, always.", "I print it on A4 paper, always.", None),
        ("T4 buses have no place for a flatbed, sadly.", "T4 buses have no place for a flatbed, sadly.", None),
        ("The result is [b2] in my notation, see?", "The result is [b2] in my notation, see?", None),
    ],
)
def test_own_words_lose_a_code_only_where_it_is_plainly_one(text, words, code):
    """Paper has sizes, and buses have names."""
    said = parse(text)
    assert isinstance(said, OwnWords)
    assert (said.text, said.code, said.said) == (words, code, text)


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("who tomas", "who", "tomas"),
        ("Who is Tomas Reed?", "who", "Tomas Reed"),
        ("meet nadia holt", "meet", "nadia holt"),
        ("meet R. J. Hale", "meet", "R. J. Hale"),
        ("never tomas@books.example", "never", "tomas@books.example"),
        ("meet nadia@social.example:8443", "meet", "nadia@social.example:8443"),
        ("who @nadia@localhost:3000", "who", "@nadia@localhost:3000"),
        ("never tomas@\u2060books.example", "never", "tomas@books.example"),
        ("forget Sam Orr.", "forget", "Sam Orr"),
        ("skip tomas", "skip", "tomas"),
        ("why Ines?", "why", "Ines"),
        ("later tomas tomorrow", "later", "tomas"),
        ("meet", "meet", ""),
    ],
)
def test_people_are_named_plainly(text, name, person):
    """By name, or by an address without the at sign in front; a copied one carries our own joiner."""
    said = parse(text)
    assert (said.name, said.person) == (name, person)


def test_a_note_begins_with_whoever_is_known():
    """Only whoever knows the people can tell where a name ends."""
    known = {"tomas", "tomas reed", "ines"}
    assert split_name("Tomas Reed met in Leeds", known) == ("Tomas Reed", "met in Leeds")
    assert split_name("tomas, met in\nLeeds", known) == ("tomas", "met in\nLeeds")
    assert split_name("sam likes tea", known) == ("sam", "likes tea")
    assert split_name("", known) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "never thought of that", "never again will I iron a letter", "who knows", "why not scan with the lid up?", "same here", "keep going", "done that too",
        "note that the paper yellows", "meet me at the library", "look at the Hull archive, box two", "at 9:00 I always scan", "more light helps, I think", "list prices are absurd these days", "send me the link please",
        "draft beer is better", "stop worrying about the folds", "only if the lid is up", "help is on its way, hold on",
        "no, the lid stays up", "wait until you see the second box", "forget the flatbed, use film instead",
        "later that year the box was empty, I hear", "thanks for asking about the box", "remember the piano", "yes, but only with film",
        "ok but the end was sad", "skipping stones on the Humber", "Undoing knots is my hobby", "two a day keep the doctor away",
    ],
)  # fmt: skip
def test_sentences_that_begin_like_commands_are_the_owners_words(text):
    """Or carry them along, to be shown back when the command makes no sense there."""
    said = parse(text)
    assert isinstance(said, OwnWords) or (isinstance(said, Command) and said.otherwise and said.otherwise.text == text)
    assert not (isinstance(said, Command) and said.name in (*ACTS, "stop", "pause"))


def test_own_words_are_kept_to_the_letter():
    """Line breaks, signs and all; only the invisible marks of our own messages go."""
    text = "First line.\n\n  Second \u2014 with @\u2060tomas and \U0001f468\u200d\U0001f469\u200d\U0001f467\u2026"
    assert parse(text).text == text.replace("\u2060", "")


def test_hesitation_is_heard():
    """Whatever is on its way should be held while the words are read."""
    assert parse("no, not like this, change the end").hesitant
    assert parse("wait I meant the second edition of it").hesitant
    assert parse("don't sned that one").hesitant
    assert not parse(FILM).hesitant


# --- what they take


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("keep ines 6w", Kept("ines", timedelta(weeks=6))),
        ("keep Ines Duarte every two months", Kept("Ines Duarte", timedelta(days=60))),
        ("keep ines monthly", Kept("ines", timedelta(days=30))),
        ("keep ines off", Kept("ines", off=True)),
        ("keep 6w", Kept("", timedelta(weeks=6))),
        ("remind tomas 3w ask about the box", Reminded("tomas", at(9, month=12), "ask about the box")),
        ("remind Tomas Reed on 3 march", Reminded("Tomas Reed", at(3, month=3, year=2027))),
        ("remind ines tomorrow 18:00 the piano", Reminded("ines", at(19, 18), "the piano")),
        ("same ada ada.example", Joined("ada", "ada.example")),
        ("same Ada Byron @ada@example.social", Joined("Ada Byron", "ada@example.social")),
        ("topics + old maps, archives - football", Topics(("old maps", "archives"), ("football",))),
        ("topics", Topics()),
        ("at 9:00 17:30", Times((time(9), time(17, 30)))),
        ("at 9am and 6pm", Times((time(9), time(18)))),
        ("two a day", Count(2)),
        ("3 people a day", Count(3)),
        ("weekly off", Switch(on=False)),
        ("weekly on", Switch(on=True)),
        ("note tomas met in Leeds", Remembered("tomas met in Leeds")),
        ("help meet", Topic("meet")),
        ("look https://writers.example/@tomas/1", Link("https://writers.example/@tomas/1")),
        ("https://writers.example/@tomas/1", Link("https://writers.example/@tomas/1")),
        ("pause", Rest(at(25))),
        ("later", Timed()),
        ("later tomas tomorrow", Timed("tomas", at(19))),
        ("later tomorrow 18:00", Timed("", at(19, 18))),
        ("later today", Timed("", at(18, 19, 40))),
        ("who tomas", Named("tomas")),
        ("skip", Named()),
        ("list", NoArgument()),
    ],
)  # fmt: skip
def test_arguments_are_read(text, argument):
    """Each as the table says."""
    said = parse(text)
    assert said.argument == argument
    assert type(said.argument) is BY_WORD[said.name].form


@pytest.mark.parametrize(
    ("text", "why", "name"),
    [
        ("later gator", Why.NO_TIME, "later"),
        ("later yesterday", Why.PAST, "later"),
        ("pause for a while", Why.NO_TIME, "pause"),
        ("remind tomas", Why.NO_TIME, "remind"),
        ("remind", Why.NO_NAME, "remind"),
        ("same tomas", Why.NO_NAME, "same"),
        ("note", Why.NO_WORDS, "note"),
        ("edit", Why.NO_WORDS, "edit"),
        ("topics +", Why.NO_WORDS, "topics"),
        ("at 25:00", Why.NO_TIME, "at"),
        ("never tomas and ines", Why.TWO, "never"),
        ("skip, and pause 2w", Why.TWO, ""),
        ("skip\nlist", Why.TWO, ""),
        ("send t4 and skip d7", Why.TWO, ""),
        ("who tomas; why", Why.TWO, ""),
        ("", Why.EMPTY, ""),
        (" \u2060 ", Why.EMPTY, ""),
        ("...", Why.EMPTY, ""),
    ],
)
def test_what_is_missing_is_said(text, why, name):
    """With an example of the same command."""
    said = parse(text)
    assert isinstance(said, Unclear)
    assert (said.why, said.name) == (why, name)
    assert not said.example or isinstance(parse(said.example), Command | OwnWords)


# --- near misses


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("snoz tomorow", "later tomorrow"),
        ("later tommorow", "later tomorrow"),
        ("latr 2h", "later 2h"),
        ("skpi", "skip"),
        ("skipp t4", "skip t4"),
        ("drfat", "draft"),
        ("sned", "send"),
        ("Sedn t4.1", "send t4.1"),
        ("undoo", "undo"),
        ("hepl", "help"),
        ("paus 2w", "pause 2w"),
        ("pause 2weks", "pause 2w"),
        ("weekly of", "weekly off"),
        ("forgt sam orr", "forget sam orr"),
        ("meat nadia", "meet nadia"),
        ("lesslike this", "less like this"),
        ("send once mor", "send once more"),
        ("leav it", "leave it"),
        ("publish it", "send"),
        ("yeah", "yes"),
        ("delete it", "delete"),
        ("drop it", "skip"),
    ],
)
def test_a_near_miss_is_asked_about(text, guess):
    """The guess can be read again as it stands, and nothing was done."""
    said = parse(text)
    assert isinstance(said, Unclear)
    if text == "pause 2weks":
        assert said.why in (Why.NEAR_MISS, Why.NO_TIME)
        return
    assert said.guess == guess
    assert parse(said.guess).name == said.name
    assert said.confirm == (said.name not in ACTS)


@pytest.mark.parametrize(
    "text",
    ["lovely", "so cool", "not sure", "Same!", "Congratulations Tomas", "\u2764\ufe0f", "lol", "I see", "what a view"],
)
def test_short_own_words_are_no_near_misses(text):
    """They are shown back like any others."""
    assert isinstance(parse(text), OwnWords)


# --- times in words


def until(text: str, now: datetime = NOW, zone=ZONE):
    """When `later` that is."""
    found = commands.moment(text, now, zone)
    return found.at if found else None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2h", NOW + timedelta(hours=2)), ("in 2 hours", NOW + timedelta(hours=2)), ("90 min", NOW + timedelta(minutes=90)),
        ("1h30m", NOW + timedelta(minutes=90)), ("half an hour", NOW + timedelta(minutes=30)), ("an hour", NOW + timedelta(hours=1)),
        ("tomorrow", at(19)), ("tomorrow 18:00", at(19, 18)), ("tomorrow at 6pm", at(19, 18)), ("tomorrow evening", at(19, 19)),
        ("tomorrow morning", at(19)), ("in two days", at(20)), ("two days", at(20)), ("3d", at(21)), ("3w", at(9, month=12)),
        ("in a week", at(25)), ("2 months", at(18, month=1, year=2027)), ("until friday", at(20)), ("mon 9:00", at(23)),
        ("on monday", at(23)), ("next mon", at(23)), ("wed", at(25)), ("wed 18:00", at(18, 18)), ("wed 9:00", at(25)),
        ("next wednesday", at(25)), ("weekend", at(21)), ("next week", at(23)), ("next month", at(1, month=12)),
        ("18:00", at(18, 18)), ("9:00", at(19)), ("at 9", at(19)), ("9am", at(19)), ("5", at(19, 17)), ("noon", at(19, 12)),
        ("tonight", NOW + timedelta(hours=2)), ("3 march", at(3, month=3, year=2027)), ("march 3rd", at(3, month=3, year=2027)),
        ("2 dec 17:30", at(2, 17, 30, month=12)), ("2026-12-24", at(24, month=12)), ("day after tomorrow", at(20)),
        ("a couple of days", at(20)), ("morgen", at(19)), ("in zwei tagen", at(20)), ("montag 9 uhr", at(23)), ("31 jan", at(31, month=1, year=2027)),
    ],
)  # fmt: skip
def test_times_in_words(text, when):
    """Hours are exact, days end in the morning."""
    assert until(text) == when


@pytest.mark.parametrize("text", ["soon", "30 february", "13:75", "25h61", "gator", "9999w", "99999 days", "2h gator", "32 jan", "1 smarch", "0d", "2026-13-40", "0001-01-01", ""])  # fmt: skip
def test_what_is_no_time_is_none(text):
    """Nothing is guessed."""
    assert until(text) is None


def test_a_day_named_without_an_hour_is_its_morning():
    """That of the first delivery."""
    assert commands.moment("tomorrow", NOW, ZONE).at == at(19)
    assert commands.moment("tomorrow 9:10", NOW, ZONE).at == at(19, 9, 10)
    assert commands.parse("later tomorrow", now=NOW, zone=ZONE, morning=time(7, 30)).argument.until == at(19, 7, 30)


BERLIN = commands.parsing.ZoneInfo("Europe/Berlin")
SPRING = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)  # the clocks go forward in the night
AUTUMN = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # and back


def test_tomorrow_at_nine_is_nine_oclock_over_a_change_of_the_clocks():
    """Days are calendar days in the owner's zone."""
    assert until("tomorrow 9:00", SPRING, BERLIN) == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)
    assert until("tomorrow 9:00", AUTUMN, BERLIN) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    assert until("in two days", SPRING, BERLIN) == datetime(2027, 3, 29, 7, 0, tzinfo=UTC)


def test_hours_are_real_hours_over_a_change_of_the_clocks():
    """Twenty hours later."""
    assert until("20h", SPRING, BERLIN) == SPRING + timedelta(hours=20)


def test_a_time_that_does_not_exist_is_an_hour_later_and_one_that_comes_twice_is_its_first():
    """Half past two in the two nights."""
    assert until("tomorrow 2:30", SPRING, BERLIN) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert until("tomorrow 2:30", AUTUMN, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.text(max_size=40), st.integers(0, 20 * 366))
def test_no_text_breaks_the_reader(text, days):
    """Whatever is typed, on whatever day."""
    now = NOW + timedelta(days=days)
    commands.parse(text, now=now, zone=BERLIN)
    commands.parse(f"later {text}", now=now, zone=BERLIN)
    commands.parse(f"keep ines {text}", now=now, zone=BERLIN)
