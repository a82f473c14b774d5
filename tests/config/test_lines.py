"""Every key of a TOML text is found on its line."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.config.lines import line_of, lines

TEXT = '''
top = 1                 # line 2
[a]
x = 1                   # line 4
"quoted.key" = 2
b.c = 3
list = [                # line 7
  1,
  {deep = 2},
]
text = """              # line 11
[not.a.table]
no = "key"
"""
[a."d.e"]               # line 15
y = 1
[[many]]                # line 17
z = 1
[many.inner]
w = 1
[[many]]                # line 21
z = 1
[[many.more]]
v = 1
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("top",), 2),
        (("a",), 3),
        (("a", "x"), 4),
        (("a", "quoted.key"), 5),
        (("a", "b", "c"), 6),
        (("a", "list"), 7),
        (("a", "list", 1, "deep"), 7),
        (("a", "text"), 11),
        (("a", "d.e"), 15),
        (("a", "d.e", "y"), 16),
        (("many", 0), 17),
        (("many", 0, "z"), 18),
        (("many", 0, "inner", "w"), 20),
        (("many", 1), 21),
        (("many", 1, "z"), 22),
        (("many", 1, "more", 0, "v"), 24),
    ],
)
def test_keys_stand_where_they_stand(key, line):
    """Tables, lists of tables, quoted and dotted keys, values over several lines."""
    assert lines(TEXT)[key] == line


def test_a_key_that_is_not_there_is_looked_for_around():
    """What is missing in a table is reported at the table."""
    assert line_of(("a", "nothing"), lines(TEXT)) == 3
    assert line_of(("nothing",), lines(TEXT)) is None


def _as_toml(tables):
    return "".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in table.items()) for name, table in tables.items()
    )


_names = some.text("abcdefgh", min_size=1, max_size=4)


@given(some.dictionaries(_names, some.dictionaries(_names, some.integers(0, 9), max_size=4), max_size=4))
def test_every_key_of_any_file_has_a_line(tables):
    """The line named holds the key that was asked for."""
    text = _as_toml(tables)
    assert tomllib.loads(text) == tables
    found = lines(text)
    for name, table in tables.items():
        assert text.splitlines()[found[(name,)] - 1] == f"[{name}]"
        for key, value in table.items():
            assert text.splitlines()[found[(name, key)] - 1] == f"{key} = {value}"
