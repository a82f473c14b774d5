"""Sixty more ways, as somebody else thought of them who had read what is written for users, and nothing of how it is made.

The same form as in `tests.cli.sixty`. What needs a folder, a link or a server of another kind stands in `test_more_ways`.
"""

from __future__ import annotations

from tests.cli.sixty import BOT, FINE, GOOD, OWNER, RULE, TOKENS, ZONE, Way, nothing, said

NEW = "--server {base} --timezone Berlin --no-login"
BOTH = GOOD + BOT
POSTING = {**TOKENS, "secrets/mastodon_owner_posting": "{token_bot}\n"}
SWAPPED = {"secrets/mastodon_owner": "{token_bot}\n", "secrets/mastodon_bot": "{token_owner}\n"}
MODEL = '[drafts]\nby = "model"\n[drafts.model]\nurl = "{closed}/v1"\nname = "x"\n'
NO_TOML = "config.toml, line {}: cannot be read as TOML: "
STRAIGHT = "a text stands between straight quotes"
OF_FILE = {"NUDGE__MASTODON__OWNER__TOKEN": "{token_owner}\r", "NUDGE__OWNER__TIMEZONE": '"Europe/Berlin"'}
MARKED = "\ufeff" + GOOD.replace("\n", "\r\n")


def token(name: str, content: str, what: str, do: str, **more: object) -> Way:
    """A file of a token that holds something else."""
    return said(name, GOOD, what, do, files={"secrets/mastodon_owner": content}, **more)


def rule(name: str, text: str, what: str, do: str) -> Way:
    """A rule that is written wrongly."""
    return said(name, GOOD + RULE.format(text), what, do)


MORE = (
    # files that are not what they seem
    said("UTF-16", GOOD, "this is no text in UTF-8 but in UTF-16", "Save it as UTF-8", encoding="utf-16"),
    said(
        "Latin-1",
        ZONE + 'topics = ["Bücher"]\n' + OWNER,
        "config.toml, line 3: this is no text in UTF-8",
        "Save it as UTF-8",
        encoding="latin-1",
    ),
    Way(
        "set in UTF-16",
        "set deliver.at 9:00",
        "this is no text in UTF-8 but in UTF-16",
        "Save it as UTF-8. Nothing was changed",
        encoding="utf-16",
    ),
    Way(
        "a mark before it, and line ends of Windows",
        "set deliver.people_per_day 2",
        "deliver.people_per_day = 2",
        "It counts from the next start",
        config=MARKED,
        code=FINE,
    ),
    said("typographic quotes", "[owner]\ntimezone = “Lisbon”\n", NO_TOML.format(2) + STRAIGHT, "was not looked at"),
    said(
        "a blank that is none",
        ZONE + 'languages\u00a0= ["en"]\n',
        NO_TOML.format(3) + "a sign that looks like nothing stands in it (U+00A0)",
        "write the line anew",
    ),
    said(
        "marks of a merge",
        f"<<<<<<< HEAD\n{GOOD}=======\n",
        NO_TOML.format(1) + 'a merge left marks like "<<<<<<<" there',
        "take the rest out",
    ),
    Way(
        "the right file by the wrong name",
        "look",
        "there is no such file in",
        "There is a config.toml.txt: rename it",
        config=None,
        files={"config.toml.txt": GOOD},
    ),
    # the folder
    Way(
        "the file for the folder",
        "check --folder {folder}/config.toml",
        "config.toml is a file; --folder wants the folder that it lies in",
        "--folder {folder}",
    ),
    Way(
        "the folder first",
        "--folder {folder} check",
        "--folder goes after the command",
        "nudge check --folder {folder}",
    ),
    Way(
        "a folder misspelt",
        "status --folder {folder}x",
        "{folder}x, and no such folder",
        "name another folder with --folder",
    ),
    Way(
        "a backup of one",
        "backup b --folder {folder}x",
        "{folder}x, and no such folder",
        "name another folder with --folder",
    ),
    # tokens
    token(
        "Bearer came along",
        "Bearer {token_owner}\n",
        '"Bearer" stands before it',
        "nudge login mastodon makes a new one",
    ),
    token(
        "a line of variables",
        'NUDGE__MASTODON__OWNER__TOKEN="{token_owner}"\n',
        "a name stands before it",
        "nudge login mastodon makes a new one",
    ),
    token("quotes came along", '"{token_owner}"\n', "quotes stand around it", "nudge login mastodon makes a new one"),
    token(
        "a token in UTF-16",
        "{token_owner}\r\n",
        "this is no text in UTF-8 but in UTF-16",
        "Save it as UTF-8",
        encoding="utf-16 of tokens",
    ),
    said(
        "a short token for the name of its file",
        GOOD.replace('{base}"\n', '{base}"\ntoken_file = "{token_owner}"\n', 1),
        "it seems to hold the access token itself",
        "Write it into a file of its own",
    ),
    said(
        "a token longer than any name",
        GOOD.replace('{base}"\n', f'{{base}}"\ntoken_file = "{"x" * 300}"\n', 1),
        "it seems to hold the access token itself",
        "Write it into a file of its own",
    ),
    said(
        "the name of its file for a token",
        GOOD.replace('{base}"\n', '{base}"\ntoken = "secrets/mastodon_owner"\n', 1),
        'token = "secrets/mastodon_owner" names a file, and should be the token',
        "token_file = names one",
    ),
    said(
        "a stale token beside a good file",
        GOOD.replace('{base}"\n', '{base}"\ntoken = "0123456789abcdefghijklmnopqrstuvwxyz"\n', 1),
        "config.toml holds the access token itself, and secrets/mastodon_owner is there too",
        "Keep one",
    ),
    said(
        "the example's token",
        GOOD.replace('{base}"\n', '{base}"\ntoken = "…"\n', 1),
        "one of the example",
        "nudge login",
    ),
    said(
        "tokens exchanged",
        BOTH,
        "its token is that of the second account, {bot}",
        "give each file the name of the other one",
        files=SWAPPED,
    ),
    said(
        "everything exchanged",
        BOTH.replace("{owner}", "{}").replace("{bot}", "{owner}").replace("{}", "{bot}"),
        "{bot} is marked as an automated account, and {owner} should be",
        "Are the two exchanged in config.toml?",
        files=SWAPPED,
    ),
    said(
        "the bot's token for posting",
        BOTH,
        "for posting: this token belongs to {bot}, and config.toml says {owner}",
        "nudge login mastodon --posting",
        files=POSTING,
    ),
    # variables
    said(
        "an underscore too few",
        GOOD,
        "environment, NUDGE_MASTODON_OWNER_TOKEN: nobody reads this variable",
        "Did you mean NUDGE__MASTODON__OWNER__TOKEN?",
        environ={"NUDGE_MASTODON_OWNER_TOKEN": "{token_owner}"},
        files={},
    ),
    said(
        "a section misspelt in a variable",
        GOOD,
        "environment, NUDGE__DELIVERY__AT: unknown section [delivery]",
        "Did you mean [deliver]?",
        environ={"NUDGE__DELIVERY__AT": "9:00"},
    ),
    said(
        "variables that are there and empty",
        GOOD,
        "three are fine",
        "Nothing was changed",
        environ={"NUDGE__MASTODON__OWNER__TOKEN": "", "NUDGE__DELIVER__THROUGH": '""'},
        code=FINE,
    ),
    said("a file of variables", OWNER, "three are fine", "Nothing was changed", environ=OF_FILE, files={}, code=FINE),
    said(
        "a list of TOML in a variable",
        GOOD,
        "three are fine",
        "Nothing was changed",
        environ={"NUDGE__DELIVER__AT": '["09:00", "17:30"]'},
        code=FINE,
    ),
    said(
        "languages without a comma",
        GOOD,
        'NUDGE__OWNER__LANGUAGES: "languages" under [owner]: "en de" is no language code',
        'write two or three letters like "en"',
        environ={"NUDGE__OWNER__LANGUAGES": "en de"},
    ),
    Way(
        "set under a variable",
        "set deliver.people_per_day 5",
        "The environment gives this (NUDGE__DELIVER__PEOPLE_PER_DAY)",
        "Change it there",
        environ={"NUDGE__DELIVER__PEOPLE_PER_DAY": "2"},
    ),
    said(
        "a forgotten proxy",
        GOOD,
        "the proxy that stands in between lets nothing through",
        "Is it running, and may you use it? Otherwise take that variable away",
        environ={"http_proxy": "{closed}"},
    ),
    said(
        "a proxy of another kind",
        GOOD,
        "environment, ALL_PROXY: a proxy of the kind socks5h:// cannot be used here",
        "take the variable away",
        environ={"ALL_PROXY": "socks5h://127.0.0.1:9"},
    ),
    said(
        "certificates that are not there",
        GOOD + MODEL,
        "environment, SSL_CERT_FILE: it should name a file of certificates, and there is no /nowhere/nope.pem",
        "Mend the path, or take the variable away",
        environ={"SSL_CERT_FILE": "/nowhere/nope.pem", "REQUESTS_CA_BUNDLE": "/nowhere/nope.pem"},
    ),
    Way(
        "a login without certificates",
        "login",
        "environment, REQUESTS_CA_BUNDLE: it should name a file of certificates",
        "Mend the path, or take the variable away",
        environ={"REQUESTS_CA_BUNDLE": "/nowhere/nope.pem"},
    ),
    # addresses and servers
    nothing("mailto:", f"init --address mailto:{{owner}} {NEW}", "is no address", "lena@writers.example on Mastodon"),
    nothing(
        "an address out of a message of ours",
        f"init --address {{joined}} {NEW}",
        "Written: config.toml",
        "Next: nudge login mastodon",
        code=FINE,
    ),
    said("capitals", GOOD.replace("{owner}", "{loud}"), "three are fine", "Nothing was changed", code=FINE),
    said(
        "a handle for an address",
        GOOD.replace("{owner}", "lena.bsky.social"),
        '"lena.bsky.social" is no address on Mastodon',
        "a handle on Bluesky belongs under [bluesky.owner]",
    ),
    said(
        "an address for a handle",
        GOOD + '[bluesky.owner]\nhandle = "{owner}"\napp_password = "abcd-efgh-ijkl-mnop"\nservice = "{base}"\n',
        "is no handle on Bluesky",
        "an address on Mastodon has an at sign, a handle none",
    ),
    said("two schemes", GOOD.replace("{base}", "https://{base}"), "is not the address of a server", "write one like"),
    said(
        "a port too high",
        GOOD.replace("{base}", "http://127.0.0.1:99999"),
        "is not the address of a server",
        "write one",
    ),
    said(
        "https where there is none",
        GOOD.replace("{base}", "https://{host}"),
        "it does not speak https there",
        "On this machine itself it may be http://",
    ),
    # TOML
    said("a colon", "[owner]\ntimezone: Lisbon\n", NO_TOML.format(2), 'a key and its value have a "=" between them'),
    said("True", GOOD + "[deliver]\nweekly = True\n", NO_TOML.format(7), "write true or false, in small letters"),
    said("yes", GOOD + "[deliver]\nweekly = yes\n", NO_TOML.format(7), "write true or false, in small letters"),
    said("//", GOOD + "[deliver]\nweekly = true // here\n", NO_TOML.format(7), 'a comment begins with "#"'),
    said("no quotes", GOOD.replace('"Europe/Lisbon"', "Lisbon"), NO_TOML.format(5) + STRAIGHT, "was not looked at"),
    said(
        "a backslash",
        GOOD.replace('{base}"\n', '{base}"\ntoken_file = "C:\\Users\\lena"\n', 1),
        NO_TOML.format(4) + "a backslash begins a special sign",
        "write / instead",
    ),
    said(
        "a backslash that TOML takes",
        GOOD.replace('{base}"\n', '{base}"\ntoken_file = "C:\\nudge"\n', 1),
        "a backslash and a letter between",
        "write / instead",
    ),
    said("one bracket", GOOD + '[people]\nname = "Ada"\n', "write a list of tables", "each below a line [[people]]"),
    said(
        "two brackets",
        GOOD + "[[deliver]]\nweekly = true\n",
        "[[deliver]] stands in two pairs",
        "one is right: [deliver]",
    ),
    said(
        "a server without quotes",
        GOOD + '[servers.mstdn.example]\ndrafts = "off"\n',
        'unknown key "example" under [servers.mstdn]',
        'Did you mean [servers."mstdn.example"]?',
    ),
    said(
        "a server with its scheme",
        GOOD + '[servers."https://mstdn.example"]\ndrafts = "off"\n',
        '"https://mstdn.example" is not only the name of a server',
        'write it like [servers."mstdn.example"]',
    ),
    said(
        "a key above every section",
        'timezone = "Europe/Lisbon"\n' + OWNER,
        'config.toml, line 1: unknown key "timezone" above the first section',
        "It belongs under [owner]",
    ),
    said(
        "a key one section too high",
        '[mastodon]\ntoken_file = "x"\n' + GOOD,
        'unknown key "token_file" under [mastodon]',
        "It belongs under [mastodon.owner] or [mastodon.bot]",
    ),
    # times, numbers, words
    said(
        "an en dash",
        GOOD + '[deliver]\nquiet = "22:00\u201307:00"\n',
        "three are fine",
        "Nothing was changed",
        code=FINE,
    ),
    said("no time at all", GOOD + "[deliver]\nat = []\n", "names no time", 'write a list like ["09:00", "17:30"]'),
    said(
        "quiet from seven to seven",
        GOOD + '[deliver]\nquiet = "07:00-07:00"\n',
        "so that no hour is quiet",
        'Write quiet = "" if that is meant',
        code=FINE,
    ),
    said("half a zone", OWNER + '[owner]\ntimezone = "Europe"\n', 'no time zone "Europe"', "Write one like"),
    said(
        "a distance", OWNER + '[owner]\ntimezone = "GMT+2"\n', 'no time zone "GMT+2"', 'Write one like "Europe/Berlin"'
    ),
    nothing(
        "a distance said to init",
        "init --address {owner} --server {base} --timezone GMT+2 --no-login",
        'There is no time zone "GMT+2"',
        "The next bigger city will do",
    ),
    said(
        "a distance the wrong way round",
        OWNER + '[owner]\ntimezone = "Etc/GMT+2"\n',
        '"Etc/GMT+2" is 2 hours behind UTC',
        "A city is surer",
        code=FINE,
    ),
    said(
        "a yes for a number", GOOD + "[deliver]\npeople_per_day = true\n", "line 7", "write a number, not true or false"
    ),
    said("a country", OWNER + ZONE + 'languages = ["jp"]\n', '"jp" is a country', 'its language is "ja"'),
    said(
        "languages in words",
        OWNER + ZONE + 'languages = ["English", "en_US"]\n',
        '"English", "en_US" are no language codes',
        'write two or three letters like "en"',
    ),
    # rules and people
    rule(
        "and",
        'when = "post.poll and not post.to_me"',
        "mismatched input 'and' expecting <EOF>; \"and\" is written &&",
        "!",
    ),
    rule(
        "one equals sign", 'when = "post.replies = 2"', "what shall be equal is written with ==", "docs/rules.md shows"
    ),
    rule("true without quotes", "when = true", '"when" under [[rules]]: write a text in quotes', "config.toml, line 8"),
    said(
        "two rules of one name beside one that is no good",
        GOOD + RULE.format("when = 3") + 2 * RULE.format("enabled = false").replace("mine", "an app wrote it"),
        'config.toml, line 13: there is a second rule "an app wrote it" under [[rules]]',
        "write a text in quotes",
    ),
    said(
        "a person twice beside one who is nobody",
        GOOD + '[[people]]\nname = "Ada"\n' + 2 * '[[people]]\nname = "Bo"\nmastodon = "bo@books.example"\n',
        'config.toml, line 13: "bo@books.example" under [[people]] stands for "Bo", and is "Bo" as well',
        'no account says who "Ada" is',
    ),
    # the database
    said(
        "the configuration for a database",
        GOOD + '[store]\npath = "config.toml"\n',
        '"path" under [store]: "config.toml" is the file of something else',
        "Name a file of its own",
    ),
    said(
        "a token's file for a database",
        GOOD + '[store]\npath = "secrets/mastodon_owner"\n',
        "is the file of something else",
        "Name a file of its own",
    ),
    said(
        "a database in memory",
        GOOD + '[store]\npath = ":memory:"\n',
        '":memory:" is no file, and would keep nothing',
        "Name a file of its own",
    ),
)
