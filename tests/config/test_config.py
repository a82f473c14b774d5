"""What is written in config.toml and in the environment becomes one value, or a list of everything to mend."""

from __future__ import annotations

import os
from bisect import bisect
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import config
from bot.config.values import Quiet, duration
from bot.domain import Goal
from bot.errors import ConfigError
from bot.platforms.mastodon.identity import same

MINIMAL = """
[owner]
timezone = "Europe/Lisbon"
[mastodon.owner]
address = "lena@writers.example"
token = "not-a-real-one"
"""


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o700)
    return tmp_path


def written(folder, text):
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return folder


def complaints(folder, text, environ=None):
    found = config.survey(written(folder, text), environ or {})
    return [str(problem) for problem in found.problems]


def doubts(folder, text, environ=None):
    return [str(doubt) for doubt in config.survey(written(folder, text), environ or {}).doubts]


# --- what is read


def test_one_account_and_a_zone_are_enough(folder):
    """Reading needs one login and nothing else; everything has a default."""
    found = config.load(written(folder, MINIMAL), {})
    assert found.owner.timezone == ZoneInfo("Europe/Lisbon")
    assert found.mastodon.owner.server == "https://writers.example"
    assert found.secret("mastodon.owner") == "not-a-real-one"
    assert (found.deliver.through, found.deliver.at) == ("terminal", (time(9), time(17, 30)))
    assert (found.poll.mentions_every, found.poll.posts_every) == (timedelta(minutes=1), timedelta(minutes=3))
    assert found.database == folder / "nudge.db"
    assert found.bluesky.owner is None


def test_every_section_is_read(folder):
    """A file with everything in it arrives as values of the right kind."""
    text = (
        MINIMAL
        + """
[bluesky.owner]
handle = "@Lena.Example.com"
app_password = "aaaa-bbbb-cccc-dddd"
service = "https://pds.example/"
[deliver]
at = ["17:30", "9:00"]
quiet = "23:15-6:00"
[store]
path = "/var/lib/nudge/nudge.db"
keep_posts = "3w"
[[people]]
name = "Ada"
bluesky = "ada.example"
goal = "keep-in-touch"
every = "6w"
[[rules]]
name = "my field"
when = "post.asks_help"
score = 3
because = "asks for help"
[[rules]]
name = "a built-in one"
enabled = false
[servers."mstdn.example"]
drafts = "off"
"""
    )
    found = config.load(written(folder, text), {})
    assert (found.bluesky.owner.handle, found.bluesky.owner.service) == ("lena.example.com", "https://pds.example")
    assert found.deliver.at == (time(9), time(17, 30))
    assert found.deliver.quiet == Quiet(time(23, 15), time(6))
    assert str(found.database) == "/var/lib/nudge/nudge.db"
    assert found.store.keep_posts == timedelta(days=21)
    assert [(one.name, one.goal, one.every) for one in found.people] == [
        ("Ada", Goal.KEEP_IN_TOUCH, timedelta(weeks=6))
    ]
    assert [(rule.name, rule.enabled, rule.score) for rule in found.rules] == [
        ("my field", True, 3.0),
        ("a built-in one", False, None),
    ]
    assert found.servers["mstdn.example"].drafts == "off"


def test_nothing_can_be_changed_after_loading(folder):
    """A configuration is a value."""
    found = config.load(written(folder, MINIMAL), {})
    with pytest.raises(ValueError, match="frozen"):
        found.deliver.people_per_day = 9


def test_as_they_come_and_no_quiet_time_can_be_said(folder):
    """Delivery times and quiet time can both be given up."""
    found = config.load(written(folder, MINIMAL + '[deliver]\nat = "as-they-come"\nquiet = ""\n'), {})
    assert (found.deliver.at, found.deliver.quiet) == (config.AS_THEY_COME, None)


@pytest.mark.parametrize(("moment", "is_quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("07:00", False)])
def test_quiet_time_passes_over_midnight(moment, is_quiet):
    """The first minute is quiet, the last one is not."""
    assert (time.fromisoformat(moment) in Quiet(time(22), time(7))) is is_quiet


@given(some.integers(0, 999_999), some.sampled_from("smhdw"))
def test_a_duration_is_what_it_says(count, unit):
    """A number and a letter; nothing else is guessed."""
    seconds = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[unit]
    assert duration(f"{count}{unit}").total_seconds() == count * seconds


# --- the environment


def test_the_environment_wins_over_the_file(folder):
    """A container can change every key without a new file."""
    environ = {
        "NUDGE__DELIVER__PEOPLE_PER_DAY": "2",
        "NUDGE__DELIVER__AT": "8:00, 20:00",
        "NUDGE__OWNER__TOPICS": "old letters, tides",
        "NUDGE__PUBLISH__ENABLED": "false",
        "NUDGE__MASTODON__OWNER__SERVER": "https://social.writers.example",
        "NUDGE__STORE__PATH": "",
    }
    found = config.load(written(folder, MINIMAL), environ)
    assert (found.deliver.people_per_day, found.deliver.at) == (2, (time(8), time(20)))
    assert found.owner.topics == ("old letters", "tides")
    assert found.publish.enabled is False
    assert found.mastodon.owner.server == "https://social.writers.example"
    assert found.mastodon.owner.address == "lena@writers.example"
    assert found.store.path == "nudge.db"


def test_an_address_may_have_a_port_as_on_a_loopback(folder):
    """Whose the login is, is held against it as it stands: the same name without the port is another account."""
    found = config.load(written(folder, MINIMAL.replace("lena@writers.example", "lena@localhost:18180")), {})
    assert found.mastodon is not None
    assert found.mastodon.owner.address == "lena@localhost:18180"
    assert not same("lena@localhost", found.mastodon.owner.address)


@pytest.mark.parametrize("address", ["Lena@bücher.example", "@lena@xn--bcher-kva.example", "lena@BÜCHER.example"])
def test_an_address_is_kept_in_one_of_its_spellings(folder, address):
    """Letters beyond ASCII in a domain are accepted, and meant is the same account (mastodon/mastodon#16691)."""
    found = config.load(written(folder, MINIMAL.replace("lena@writers.example", address)), {})
    assert found.mastodon.owner.address == "lena@xn--bcher-kva.example"


def test_no_file_is_needed_when_the_environment_says_all(folder):
    """A container can run without config.toml."""
    environ = {
        "NUDGE__OWNER__TIMEZONE": "Europe/Berlin",
        "NUDGE__BLUESKY__OWNER__HANDLE": "lena.example.com",
        "NUDGE__BLUESKY__OWNER__APP_PASSWORD": "aaaa-bbbb-cccc-dddd",
    }
    found = config.load(folder, environ)
    assert found.secret("bluesky.owner") == "aaaa-bbbb-cccc-dddd"


def test_mistakes_in_variables_are_named_by_variable(folder):
    """Who wrote no file must not be sent to look at one."""
    environ = {
        "NUDGE__DELIVER__QUITE": "22:00-07:00",
        "NUDGE__DELIVER__WEEKLY": "perhaps",
        "NUDGE__DELIVR__AT": "9:00",
        "NUDGE__DELIVR": "x",
    }
    assert complaints(folder, MINIMAL, environ) == [
        'environment, NUDGE__DELIVER__WEEKLY: "weekly" under [deliver]: write true or false.',
        'environment, NUDGE__DELIVER__QUITE: unknown key "quite" under [deliver]. Did you mean "quiet"?',
        "environment, NUDGE__DELIVR__AT: unknown section [delivr]. Did you mean [deliver]?",
    ]


# --- secrets


@pytest.mark.parametrize("given", ["11w", "521w", "soon", 3])
def test_an_end_for_exchanges_has_bounds(folder, given):
    """A slip of the pen must not wipe out what was said last month."""
    value = f'"{given}"' if isinstance(given, str) else given
    found = config.survey(written(folder, f"{MINIMAL}\n[store]\nkeep_exchanges = {value}\n"), {})
    assert ["keep_exchanges" in one.what for one in found.problems] == [True]


def test_a_secret_comes_from_a_file_in_the_folder(folder):
    """The usual place is secrets/, beside config.toml."""
    (folder / "secrets").mkdir()
    (folder / "secrets/mastodon_owner").write_text("from-the-file\n")
    (folder / "secrets/mastodon_owner").chmod(0o600)
    text = MINIMAL.replace('token = "not-a-real-one"\n', "")
    found = config.load(written(folder, text), {})
    assert found.secret("mastodon.owner") == "from-the-file"
    assert config.survey(folder, {}).doubts == ()


def test_the_environment_can_name_another_file(folder, tmp_path_factory):
    """Docker and systemd put secrets into files of their own; that file beats a value in config.toml."""
    elsewhere = tmp_path_factory.mktemp("run") / "token"
    elsewhere.write_text("from-docker")
    environ = {"NUDGE__MASTODON__OWNER__TOKEN_FILE": str(elsewhere)}
    assert config.load(written(folder, MINIMAL), environ).secret("mastodon.owner") == "from-docker"


def test_a_secret_is_never_shown(folder):
    """Neither the value's text nor a complaint repeats it."""
    text = MINIMAL + '[bluesky.owner]\nhandle = "x"\napp_password = "hunter2-hunter2"\n'
    assert "not-a-real-one" not in repr(config.load(written(folder, MINIMAL), {}))
    found = config.survey(written(folder, text), {})
    assert "hunter2" not in f"{found.problems}{found.doubts}"


def test_a_missing_secret_says_where_to_make_one_and_where_to_put_it(folder):
    """The sentence is enough to go on."""
    text = MINIMAL.replace('token = "not-a-real-one"\n', "")
    with pytest.raises(ConfigError) as trouble:
        config.load(written(folder, text), {})
    (problem,) = trouble.value.problems
    assert str(problem) == ("Mastodon, your account: there is no access token: secrets/mastodon_owner does not exist.")
    assert "https://writers.example/settings/applications" in problem.remedy
    assert "NUDGE__MASTODON__OWNER__TOKEN" in problem.remedy


@pytest.mark.parametrize(
    ("content", "says"), [("", "is empty"), (None, "cannot be read (it is a folder, and no file)")]
)
def test_a_secret_file_that_gives_nothing_is_named(folder, content, says):
    """An empty file and a folder are told apart from a missing one."""
    text = MINIMAL.replace('token = "not-a-real-one"', 'token_file = "t"')
    (folder / "t").mkdir() if content is None else (folder / "t").write_text(content)
    assert complaints(folder, text) == [f"Mastodon, your account: there is no access token: t {says}."]


@pytest.mark.parametrize("secret", ["tokén", "two\u200bwords", "a\x07b"])
def test_a_secret_with_characters_that_none_has_is_named(folder, secret):
    """Nobody is told that the server is silent, which was never asked."""
    (folder / "token").write_text(secret, encoding="utf-8")
    text = MINIMAL.replace('token = "not-a-real-one"', 'token_file = "token"')
    (said,) = complaints(folder, text)
    assert (
        said
        == "Mastodon, your account: the access token holds characters that none has, so the server is not asked with it."
    )


def test_commands_on_this_machine_only_need_no_secrets(folder):
    """`status` works while a token is missing."""
    text = MINIMAL.replace('token = "not-a-real-one"\n', "")
    assert config.load(written(folder, text), {}, secrets=False).mastodon.owner is not None


def test_a_secret_that_others_can_read_is_doubted(folder):
    """It works, and the owner is told."""
    (folder / "t").write_text("x")
    (folder / "t").chmod(0o644)
    text = MINIMAL.replace('token = "not-a-real-one"', 'token_file = "t"')
    assert doubts(folder, text) == ["t: other users of this machine can read it."]
    written(folder, MINIMAL).joinpath("config.toml").chmod(0o640)
    (doubt,) = config.survey(folder, {}).doubts
    assert (str(doubt), doubt.remedy) == (
        "config.toml: other users of this machine can read it.",
        "chmod 600 config.toml",
    )


def test_a_main_password_is_doubted(folder):
    """An app password can be taken back and can do less (BS-10)."""
    text = MINIMAL + '[bluesky.owner]\nhandle = "lena.example.com"\napp_password = "correct horse"\n'
    assert doubts(folder, text) == [
        "Bluesky, your account: this does not look like an app password (xxxx-xxxx-xxxx-xxxx)."
    ]


def test_a_login_in_clear_is_doubted_except_on_this_machine(folder):
    """Plain http is for the loopback."""
    one = MINIMAL + 'server = "http://writers.example"\n'
    assert doubts(folder, one) == [
        "Mastodon, your account: http://writers.example is not encrypted: the login travels in clear."
    ]
    assert doubts(folder, MINIMAL + 'server = "http://127.0.0.1:3000"\n') == []


@pytest.mark.parametrize(("section", "called"), [("drafts", "The drafting model"), ("choose", "The second reader")])
def test_a_model_in_clear_is_doubted_as_well(folder, section, called):
    """Its key travels there, and the posts that it reads; what stands in front of the host may be a password."""
    one = MINIMAL + f'[{section}.model]\nurl = "http://me:secret@models.example/v1"\n'
    assert doubts(folder, one) == [
        f"{called}: http://models.example is not encrypted: your key and what it reads travel in clear."
    ]
    assert doubts(folder, one.replace("me:secret@models.example", "localhost:11434")) == []


# --- everything that can be wrong, and the line it stands on

WRONG = [
    ('[deliver]\nquite = "x"', 8, 'unknown key "quite" under [deliver]. Did you mean "quiet"?'),
    ("[deliver]\ntopics = []", 8, 'unknown key "topics" under [deliver]. It belongs under [owner].'),
    ("[deliver]\nsparkle = 1", 8, 'unknown key "sparkle" under [deliver].'),
    ("[delivery]\nx = 1", 7, "unknown section [delivery]. Did you mean [deliver]?"),
    ('[servers."mstdn.example"]\ndraft = "off"', 8, 'unknown key "draft" under [servers."mstdn.example"]. Did you mean "drafts"?'),
    ("[deliver]\npeople_per_day = 0", 8, '"people_per_day" under [deliver]: write 1 or more.'),
    ('[deliver]\npeople_per_day = "many"', 8, '"people_per_day" under [deliver]: write a whole number.'),
    ('[deliver]\nat = ["9h"]', 8, '"at" under [deliver]: "9h" is no time of day; write one like "09:00" or "17:30".'),
    ("[deliver]\nat = []", 8, '"at" under [deliver]: "[]" names no time; write a list like ["09:00", "17:30"], or "as-they-come".'),
    ('[deliver]\nquiet = "22:00"', 8, '"quiet" under [deliver]: "22:00" is no quiet time; write a beginning and an end like "22:00-07:00", or "".'),
    ('[deliver]\nthrough = "fax"', 8, '"through" under [deliver]: write one of "mastodon", "bluesky" or "terminal".'),
    ('[deliver]\nthrough = "bluesky"', 8, '"through" under [deliver] is "bluesky", and there is no [bluesky.bot] to write from.'),
    ('[deliver]\nat = ["06:30"]', 8, '"at" under [deliver]: 06:30 lies in the quiet time (22:00-07:00), so nothing would come then.'),
    ('[poll]\nposts_every = "1s"', 8, '"posts_every" under [poll]: write something between "10s" and "1d".'),
    ("[poll]\nposts_every = 60", 8, '"posts_every" under [poll]: "60" is no length of time; write one like "60s", "3m", "2h", "14d" or "6w".'),
    ('[drafts]\nby = "model"\n[drafts.model]\nurl = "http://localhost:11434/v1"', 9, '"by" under [drafts] is "model", and [drafts.model] has no "name".'),
    ('[choose]\nsecond_reader = "model"\n[drafts.model]\nurl = "http://localhost:11434/v1"', 9, '"second_reader" under [choose] is "model", and [drafts.model] has no "name".'),
    ('[choose]\nsecond_reader = "model"\n[choose.model]\nname = "m"', 9, '"second_reader" under [choose] is "model", and [choose.model] has no "url".'),
    ("[choose]\nrequests_per_day = 0", 8, '"requests_per_day" under [choose]: write 1 or more.'),
    ('[drafts.model]\nurl = "localhost"', 8, '"url" under [drafts.model]: this is no web address; write one like "https://example.com/path".'),
    ('[bluesky.owner]\nhandle = "lena"', 8, '"handle" under [bluesky.owner]: "lena" is no handle on Bluesky; write it like "me.bsky.social".'),
    ('[bluesky.owner]\nservice = "https://pds.example"', 7, 'there is no "handle" under [bluesky.owner].'),
    ('[mastodon.bot]\naddress = "lena"\ntoken = "x"', 8, '"address" under [mastodon.bot]: "lena" is no address on Mastodon; write it like "lena@writers.example".'),
    ('[mastodon.bot]\naddress = "@Lena@writers.example"\ntoken = "x"', 7, "[mastodon.owner] and [mastodon.bot] are the same account."),
    ('[bluesky.bot]\nhandle = "n.example.com"\napp_password = "x"', 7, "[bluesky.bot] writes to you there, and no [bluesky.owner] says who you are."),
    ('[[people]]\nname = "Ada"', 7, 'no account says who "Ada" is; add mastodon = "…" or bluesky = "…".'),
    ('[[people]]\nname = "Ada"\nbluesky = "ada.example"\nevery = "6w"', 7, '"every" goes with goal = "keep-in-touch" only, and "Ada" has "get-to-know".'),
    ('[[people]]\nname = "Me"\nmastodon = "lena@writers.example"', 9, '"lena@writers.example" under [[people]] stands for "Me", and is one of your own accounts.'),
    ('[[people]]\nname = "A"\nbluesky = "a.example"\n[[people]]\nname = "B"\nbluesky = "a.example"', 12, '"a.example" under [[people]] stands for "B", and is "A" as well.'),
    ('[[people]]\nname = "A"\nbluesky = "a.example"\ngoal = "marry"', 10, '"goal" under [[people]]: write one of "none", "get-to-know" or "keep-in-touch".'),
    ('[[rules]]\nwhen = "x"', 7, 'there is no "name" under [[rules]].'),
    ('[[rules]]\nname = "r"\nbecause = "b"\nscore = 1', 7, 'the rule "r" has no "when".'),
    ('[[rules]]\nname = "r"\nwhen = "true"\nbecause = "b"', 7, 'the rule "r" needs one of score = 3 or veto = true.'),
    ('[[rules]]\nname = "r"\nwhen = "true"\nbecause = "b"\nscore = 1\nveto = true', 7, 'the rule "r" needs one of score = 3 or veto = true.'),
    ('[[rules]]\nname = "r"\nwhen = "true"\nbecause = "b"\nscore = inf', 11, '"score" under [[rules]]: write a number.'),
    ('[[rules]]\nname = "r"\nenabled = false\n[[rules]]\nname = "r"\nenabled = false', 11, 'there is a second rule "r" under [[rules]].'),
    ("people = 3", 7, 'unknown key "people" under [mastodon.owner].'),
    ("[people]\nname = 3", 7, "[[people]]: write a list of tables, each below a line [[people]]."),
    ("[[deliver]]\nweekly = true", 7, "[[deliver]] stands in two pairs of brackets; one is right: [deliver]."),
    ('[publish]\nenabled = "sometimes"', 8, '"enabled" under [publish]: write true or false.'),
    ('[store]\npath = ""', 8, '"path" under [store]: it is empty.'),
    (f'[store]\npath = "{os.devnull}"', 8, f'"path" under [store]: "{os.devnull}" is no file, and would keep nothing.'),
    ("[store]\npath = 3", 8, '"path" under [store]: write a text in quotes, like "…".'),
]  # fmt: skip


@pytest.mark.parametrize(("more", "line", "says"), WRONG, ids=[says for _, _, says in WRONG])
def test_each_mistake_is_named_with_its_line(folder, more, line, says):
    """One mistake gives one sentence, and the sentence says what to write instead."""
    assert complaints(folder, MINIMAL + more + "\n") == [f"config.toml, line {line}: {says}"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(folder):
    """Mending one thing never brings up the next."""
    text = """
[owner]
timezone = "Europe/Berln"
[mastodon.owner]
address = "lena@writers.example"
[mastodon.bot]
address = "lena@writers.example"
token = "x"
[deliver]
at = [
  "09:00",
  "9h",
]
quite = "22:00-07:00"
[[people]]
name = "Ada"
[[people]]
name = "Bo"
bluesky = "bo.example"
every = "3"
"""
    assert complaints(folder, text) == [
        'config.toml, line 3: "timezone" under [owner]: there is no time zone "Europe/Berln". Did you mean "Europe/Berlin"?',
        'config.toml, line 10: "at" under [deliver]: "9h" is no time of day; write one like "09:00" or "17:30".',
        'config.toml, line 14: unknown key "quite" under [deliver]. Did you mean "quiet"?',
        'config.toml, line 15: no account says who "Ada" is; add mastodon = "…" or bluesky = "…".',
        'config.toml, line 20: "every" under [[people]]: "3" is no length of time; write one like "60s", "3m", "2h", "14d" or "6w".',
        "config.toml, line 6: [mastodon.owner] and [mastodon.bot] are the same account.",
        "Mastodon, your account: there is no access token: secrets/mastodon_owner does not exist.",
    ]


def test_what_is_good_can_still_be_looked_at(folder):
    """A misspelt key must not hide what the networks would say about the logins."""
    text = MINIMAL + '[deliver]\nquite = "x"\npeople_per_day = 2\n[[people]]\nname = "Ada"\n[[people]]\n'
    text += 'name = "Bo"\nbluesky = "bo.example"\n[bluesky.bot]\nhandle = "n"\n'
    found = config.survey(written(folder, text), {})
    assert found.config.secret("mastodon.owner") == "not-a-real-one"
    assert found.config.deliver.people_per_day == 2
    assert [person.name for person in found.config.people] == ["Bo"]
    assert found.config.bluesky.bot is None


def test_the_place_of_a_rule_is_known(folder):
    """What CEL finds wrong in a rule is reported at its line, whatever was wrong with the rules before it."""
    text = MINIMAL + "[[rules]]\nscore = 1\n[[rules]]\nname = 'r'\nwhen = 'nope'\nscore = 1\nbecause = 'b'\n"
    found = config.survey(written(folder, text), {}).config
    assert [(rule.name, found.rule_place(rule.name)) for rule in found.rules] == [("r", "config.toml, line 9")]


def test_load_raises_everything_as_one(folder):
    """Nothing starts on half a configuration."""
    with pytest.raises(ConfigError) as trouble:
        config.load(written(folder, "[owner]\nlanguages = ['german']\n"), {})
    assert [problem.where for problem in trouble.value.problems] == ["config.toml, line 2", "config.toml"]


@pytest.mark.parametrize(
    ("written_so", "known_as"),
    [
        ("MSTDN.example", "mstdn.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost:3000", "localhost:3000"),
    ],
)
def test_a_server_is_known_by_what_its_accounts_have_behind_the_at_sign(folder, written_so, known_as):
    """What a community asked for is done for its members, however somebody wrote its name."""
    text = MINIMAL + f'[servers."{written_so}"]\ndrafts = "off"\n'
    assert config.load(written(folder, text), {}).servers[known_as].drafts == "off"


def test_a_language_that_is_called_as_a_country_is_no_mistake(folder):
    """Kanuri is kr; what no language is called is taken for a country."""
    assert config.load(
        written(folder, MINIMAL.replace("[owner]", "[owner]\nlanguages = ['kr']")), {}
    ).owner.languages == ("kr",)
    with pytest.raises(ConfigError, match='"jp" is a country; its language is "ja"'):
        config.load(written(folder, MINIMAL.replace("[owner]", "[owner]\nlanguages = ['jp']")), {})


def test_an_empty_file_asks_who_you_are(folder):
    """The one thing without a default."""
    assert complaints(folder, "") == ["config.toml: it says nowhere who you are."]


def test_without_a_zone_it_works_and_should_be_looked_at(folder):
    """Times are told in UTC then, which is said."""
    written(folder, "")
    assert any("told in UTC" in str(doubt) for doubt in config.survey(folder, {}).doubts)


def test_no_file_is_one_sentence(folder):
    """Nobody is told that everything is missing when nothing was there to read."""
    (problem,) = config.survey(folder, {}).problems
    assert str(problem) == f"config.toml: there is no such file in {folder}."
    assert "nudge init" in problem.remedy


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[owner]\ntimezone = \n", "config.toml, line 2: cannot be read as TOML: not a good value."),
        ("[owner]\nx = 1\nx = 2\n", "config.toml, line 3: cannot be read as TOML: cannot overwrite a value."),
        ('[owner]\nx = """', "config.toml, at its end: cannot be read as TOML: unterminated string."),
    ],
)
def test_what_is_no_toml_is_pointed_at(folder, text, says):
    """The parser's place is kept, and nothing is guessed about the rest."""
    assert complaints(folder, text) == [says]


def test_a_file_in_another_encoding_is_said_to_be_one(folder):
    """Bytes that are no UTF-8 give a sentence, with the line that they stand in; of UTF-16 there are no lines."""
    (folder / "config.toml").write_bytes(b'[owner]\ntimezone = "\xff"\n')
    assert [str(problem) for problem in config.survey(folder, {}).problems] == [
        "config.toml, line 2: this is no text in UTF-8."
    ]
    (folder / "config.toml").write_bytes(MINIMAL.encode("utf-16"))
    assert [str(problem) for problem in config.survey(folder, {}).problems] == [
        "config.toml: this is no text in UTF-8 but in UTF-16."
    ]


def test_what_is_nested_too_deeply_is_said_to_be(folder):
    """Nothing breaks over it."""
    assert complaints(folder, "a = " + "[" * 2_000) == ["config.toml: cannot be read as TOML: it is nested too deeply."]


def test_whatever_is_nested_is_a_problem_and_no_fault(folder):
    """Also where it is just not too deep to be read, and is looked for once more."""
    too_deep = bisect(range(2_000), False, key=lambda depth: "deeply" in nested(folder, depth))
    assert all("write a text" in nested(folder, depth) for depth in range(too_deep - 10, too_deep))


def nested(folder, depth):
    return complaints(folder, f"[owner]\nlanguages = {'[' * depth}{']' * depth}\n")[0]


@pytest.mark.parametrize("key", ["store.path", "mastodon.owner.token_file"])
def test_a_name_that_no_file_can_have_is_pointed_at(folder, key):
    """Before anything looks for it."""
    table, _, name = key.rpartition(".")
    text = MINIMAL.replace('token = "not', f'{name} = "a\\u0000b"\ntoken = "not')
    text = text if table == "mastodon.owner" else f'{MINIMAL}[{table}]\n{name} = "a\\u0000b"\n'
    assert any("holds no character 0" in said for said in complaints(folder, text))


@pytest.mark.parametrize("name", ["config.toml", "secrets/mastodon_owner"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder, name):
    """It is named like any other file that cannot be read."""
    written(folder, MINIMAL.replace('token = "not-a-real-one"\n', ""))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    said = [str(problem) for problem in config.survey(folder, {}).problems]
    assert any("it is a pipe or a device, and no file" in one for one in said)


def test_a_bot_that_writes_to_nobody_is_doubted(folder):
    """The second account was made for something."""
    text = MINIMAL + '[mastodon.bot]\naddress = "n@bots.example"\ntoken = "x"\n'
    assert doubts(folder, text) == [
        'config.toml: [mastodon.bot] is there, and "through" under [deliver] is "terminal", so it writes to nobody.'
    ]


def test_a_model_needs_no_key(folder):
    """One's own machine asks for none."""
    text = MINIMAL + '[drafts]\nby = "model"\n[drafts.model]\nurl = "http://localhost:11434/v1/"\nname = "m"\n'
    found = config.load(written(folder, text), {})
    assert (found.drafts.model.url, found.secret("drafts.model")) == ("http://localhost:11434/v1", "")
