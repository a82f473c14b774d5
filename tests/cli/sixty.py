"""Sixty ways to set it up wrongly, as somebody thinks of them who wants to use it and has not seen how it is made.

Each is typed as a person types it: what lies in the folder, the words, and what must be said: what is wrong, and what to do.
`{base}`, `{owner}`, `{bot}`, `{carol}` are the loopback server and addresses on it, `{closed}` a server that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MEND, FINE, NOT_WELL = 2, 0, 1

OWNER = '[mastodon.owner]\naddress = "{owner}"\nserver = "{base}"\n'
ZONE = '[owner]\ntimezone = "Europe/Lisbon"\n'
GOOD = OWNER + ZONE
BOT = '[mastodon.bot]\naddress = "{bot}"\nserver = "{base}"\n[deliver]\nthrough = "mastodon"\n'
TOKENS = {"secrets/mastodon_owner": "{token_owner}\n", "secrets/mastodon_bot": "{token_bot}\n"}
INIT = "--address {owner} --server {base} --timezone Europe/Lisbon"
RULE = '[[rules]]\nname = "mine"\n{}\n'


@dataclass(frozen=True)
class Way:
    """One mistake: `typed` in a folder with `config` and `files`, and what is said of it.

    `moved` names what happens to the server before (`tests.cli.test_sixty_ways`), `stdin` what is pasted; `encoding` is that of
    config.toml, or with " of tokens" of every other file.
    """

    name: str
    typed: str
    what: str
    do: str
    config: str | None = GOOD
    files: Mapping[str, str] = field(default_factory=lambda: dict(TOKENS))
    environ: Mapping[str, str] = field(default_factory=dict)
    moved: str = ""
    stdin: str = ""
    encoding: str = "utf-8"
    code: int = MEND


def nothing(name: str, typed: str, what: str, do: str, **more: object) -> Way:
    """In a folder where nothing is yet."""
    return Way(name, typed, what, do, config=None, files={}, **more)


def said(name: str, config: str, what: str, do: str, **more: object) -> Way:
    """A mistake in config.toml, looked at by `nudge check`."""
    return Way(name, "check", what, do, config=config, **more)


WAYS = (
    # nothing is there yet
    nothing("look first", "look", "there is no such file in", "nudge init writes one"),
    nothing("check first", "check", "there is no such file in", "nudge init writes one"),
    nothing("once first", "once", "there is no such file in", "nudge init writes one"),
    nothing("status first", "status", "there is no such file in", "nudge init writes one"),
    nothing("queue first", "queue", "there is no such file in", "nudge init writes one"),
    nothing("log in first", "login", "there is no such file in", "nudge init writes one"),
    nothing("set first", "set deliver.at 9:00", "There is no config.toml in", "nudge init writes one"),
    nothing("health first", "health", "The service has not run here yet", "nudge run starts it", code=NOT_WELL),
    nothing("backup of nothing", "backup", "there is no such file in", "nudge init writes one"),
    nothing(
        "restore of what is not there",
        "restore nudge.backup",
        "nudge.backup cannot be read (No such file or directory)",
        "Name the file that nudge backup wrote",
    ),
    Way(
        "restore of something else",
        "restore letter.txt",
        "This is no backup that nudge made",
        "nudge backup writes one",
        config=None,
        files={"letter.txt": "Dear Ines"},
    ),
    nothing("a command misspelt", "chek", 'There is no command "chek"', "did you mean nudge check?"),
    nothing("an option that there is not", "look --foler", "has no option --foler", "did you mean --folder?"),
    # init
    nothing(
        "a name for an address",
        "init --address lena --timezone Europe/Lisbon",
        '"lena" is no address',
        "lena@writers.example on Mastodon",
    ),
    nothing(
        "another page than a profile's for an address",
        "init --address https://writers.example/about",
        '"https://writers.example/about" is no address',
        "lena@writers.example on Mastodon",
    ),
    nothing(
        "an address with a port",
        "init --address {owner}:3000 --server {base} --timezone Europe/Lisbon --no-login",
        ':3000" is no address',
        "lena@writers.example on Mastodon",
    ),
    nothing(
        "a zone misspelt",
        "init --address {owner} --server {base} --timezone Lisbn --no-login",
        'There is no time zone "Lisbn"',
        "Did you mean Europe/Lisbon?",
    ),
    nothing("nobody to ask", "init", "There is nobody to ask", "Say it with --address"),
    nothing(
        "a server without https",
        "init --address {owner} --server writers --timezone Europe/Lisbon --no-login",
        '"writers" is not the address of a server',
        'write one like "https://writers.example"',
    ),
    nothing(
        "a server that is not there",
        "init --address {owner} --server {closed} --timezone Europe/Lisbon",
        "could not be reached: nothing listens there",
        "Is the address right (the port too)",
    ),
    nothing(
        "a server that is none",
        f"init {INIT}",
        "That server does not answer as Mastodon does",
        "is its address right?",
        moved="a web page",
    ),
    nothing(
        "a server that moved",
        f"init {INIT}",
        "lives elsewhere",
        'write server = "http://127.0.0.1:9"',
        moved="elsewhere",
    ),
    nothing(
        "a wrong code",
        f"init {INIT}",
        "That one was not taken: a code works once",
        "nudge login mastodon begins again",
        stdin="12345\n12345\n12345\n",
    ),
    nothing(
        "no code at all", f"init {INIT}", 'There is nobody to ask: "Code:"', "Run this where you can paste the code"
    ),
    nothing(
        "a folder that cannot be made",
        f"init {INIT} --no-login --folder /proc/nudge",
        "/proc/nudge cannot be written",
        "--folder names another one",
    ),
    # login
    Way("a network that there is not", "login twitter", 'There is no network "twitter" here', "mastodon or bluesky"),
    Way(
        "a network that nobody named",
        "login bluesky",
        "config.toml does not say who you are on Bluesky",
        "nudge init --address YOURS adds it",
    ),
    Way("two logins at once", "login --bot --posting", "--bot is the second account", "One at a time"),
    Way(
        "a second account that is the first",
        "login --bot --address {owner} --server {base}",
        "[mastodon.owner] and [mastodon.bot] are the same account",
        "make a second account",
    ),
    Way(
        "a second account without anybody to name it",
        "login --bot",
        'There is nobody to ask: "Its address?"',
        "Say it with --address",
    ),
    Way(
        "a login that the environment gives",
        "login",
        "The environment gives this login (NUDGE__MASTODON__OWNER__TOKEN)",
        "take the variable away",
        environ={"NUDGE__MASTODON__OWNER__TOKEN": "x"},
    ),
    # config.toml
    said(
        "a key misspelt",
        GOOD + '[deliver]\nquite = "22:00-07:00"\n',
        'config.toml, line 7: unknown key "quite" under [deliver]',
        'Did you mean "quiet"?',
    ),
    said(
        "a section misspelt",
        GOOD + '[delivery]\nat = ["9:00"]\n',
        "unknown section [delivery]",
        "Did you mean [deliver]?",
    ),
    said(
        "a quote that is missing",
        GOOD + "[deliver]\nat = [9:00]\n",
        "config.toml, line 7: cannot be read as TOML",
        "The rest of the file was not looked at",
    ),
    said(
        "the same section twice",
        GOOD + OWNER,
        "config.toml, line 6: cannot be read as TOML: the section [mastodon.owner] stands there twice",
        "put it together",
    ),
    said(
        "a city for a zone",
        OWNER + '[owner]\ntimezone = "Lisbon"\n',
        'there is no time zone "Lisbon"',
        'Did you mean "Europe/Lisbon"?',
    ),
    said(
        "times as one says them",
        GOOD + '[deliver]\nat = ["9am", "5pm"]\n',
        '"9am", "5pm" are no times of day',
        'write them like "09:00" or "17:30"',
    ),
    said(
        "a time in the quiet hours",
        GOOD + '[deliver]\nat = ["06:00"]\n',
        "06:00 lies in the quiet time (22:00-07:00)",
        "nothing would come then",
    ),
    said(
        "a number in words",
        GOOD + '[deliver]\npeople_per_day = "three"\n',
        '"people_per_day" under [deliver]',
        "write a whole number",
    ),
    said(
        "far too many people",
        GOOD + "[deliver]\npeople_per_day = 50\n",
        '"people_per_day" under [deliver]',
        "write 10 or less",
    ),
    said(
        "a language in words",
        OWNER + ZONE + 'languages = ["english"]\n',
        '"english" is no language code',
        'write two or three letters like "en"',
    ),
    said(
        "an address that is only a name",
        '[mastodon.owner]\naddress = "lena"\n' + ZONE,
        '"lena" is no address on Mastodon',
        'write it like "lena@writers.example"',
    ),
    said(
        "a server with a path",
        '[mastodon.owner]\naddress = "{owner}"\nserver = "{base}/web/home"\n' + ZONE,
        '/web/home" is not the address of a server',
        'only its beginning, "{base}"',
    ),
    said(
        "a way that there is not",
        GOOD + '[deliver]\nthrough = "email"\n',
        '"through" under [deliver]',
        'write one of "mastodon", "bluesky" or "terminal"',
    ),
    said(
        "a second account that nobody named",
        GOOD + '[deliver]\nthrough = "mastodon"\n',
        "there is no [mastodon.bot] to write from",
        'write through = "terminal"',
    ),
    said(
        "one account for both",
        GOOD + BOT.replace("{bot}", "{owner}"),
        "[mastodon.owner] and [mastodon.bot] are the same account",
        "make a second account",
    ),
    said(
        "a rule that is no sentence",
        GOOD + RULE.format('when = "post.likes >"\nscore = 1\nbecause = "liked"'),
        "config.toml, line 6: Syntax error",
        "docs/rules.md shows how a rule is written",
    ),
    said(
        "a rule without a reason",
        GOOD + RULE.format('when = "post.question"\nscore = 1'),
        'the rule "mine" has no "because"',
        "config.toml, line 6",
    ),
    said(
        "a person without an account",
        GOOD + '[[people]]\nname = "Ines"\n',
        'no account says who "Ines" is',
        "add mastodon = ",
    ),
    said(
        "a model without an address",
        GOOD + '[drafts]\nby = "model"\n',
        '"by" under [drafts] is "model"',
        '[drafts.model] has no "url"',
    ),
    said(
        "a variable misspelt",
        GOOD,
        'environment, NUDGE__DELIVER__QUITE: unknown key "quite"',
        'Did you mean "quiet"?',
        environ={"NUDGE__DELIVER__QUITE": "22:00-07:00"},
    ),
    # tokens and accounts
    said(
        "a token for the name of its file",
        GOOD.replace('{base}"\n', '{base}"\ntoken_file = "{token_owner}-and-more"\n', 1),
        "it seems to hold the access token itself",
        "Write it into a file of its own",
    ),
    said(
        "no token",
        GOOD,
        "there is no access token: secrets/mastodon_owner does not exist",
        "nudge login mastodon makes one",
        files={},
    ),
    said(
        "a token file with all that the page shows",
        GOOD,
        "secrets/mastodon_owner has 3 lines, and one is wanted",
        "it is the access token",
        files={"secrets/mastodon_owner": "key\nsecret\n{token_owner}\n"},
    ),
    said(
        "a token that is wrong",
        GOOD,
        "does not accept this login",
        "Make a new one: nudge login mastodon",
        files={"secrets/mastodon_owner": "wrong\n"},
    ),
    said(
        "a token of somebody else",
        GOOD,
        "this token belongs to {carol}, and config.toml says {owner}",
        "If you are owner: nudge login mastodon",
        files={"secrets/mastodon_owner": "{token_carol}\n"},
    ),
    said(
        "a token with too few rights",
        GOOD,
        "this login was not given the right read:notifications",
        "nudge login mastodon makes one that has it",
        files={"secrets/mastodon_owner": "{token_few}\n"},
    ),
    said(
        "two that do not follow each other",
        GOOD + BOT,
        "{bot} does not follow you",
        "nudge login mastodon --bot lets it follow you",
        moved="strangers",
    ),
    said(
        "a server that is down",
        GOOD.replace("{base}", "{closed}"),
        "could not be reached: nothing listens there",
        "is the server up?",
    ),
    # the machine
    Way(
        "a database that is none",
        "status",
        "The database file is damaged",
        "put back a backup",
        files={**TOKENS, "nudge.db": "Dear Ines, this is a letter and no database.\n" * 40},
    ),
)
