"""How soon a password is tried again outlives the program: whoever restarts it again and again asks no more often (BS-1)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import LoginEnded, PlatformError, WrongAccount
from bot.platforms.bluesky.session import LoginPauses, SessionFile

NOW = datetime(2026, 11, 18, 17, 31, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PASSWORD = "abcd-efgh-ijkl-mnop"


@pytest.fixture
def file(tmp_path):
    """The login of one account in one role."""
    return SessionFile(tmp_path / "owner.session", "https://pds.example", "lena.example", "abcd-efgh-ijkl-mnop")


def again(file, password=PASSWORD):
    """The program was started anew."""
    return LoginPauses(file, password)


def test_a_refusal_is_remembered_by_the_next_start(file):
    """For a minute it is what is said, without asking; then it is tried."""
    again(file).count(NOW, met=LoginEnded("the login was refused (AuthenticationRequired)"))
    with pytest.raises(LoginEnded, match="AuthenticationRequired"):
        again(file).check(NOW + MINUTE / 2)
    again(file).check(NOW + MINUTE)


def test_two_logins_in_a_row_are_counted_over_restarts(file):
    """A service that falls over at every start would lock its owner out."""
    for number in range(3):
        again(file).count(NOW + number * MINUTE)
    with pytest.raises(PlatformError) as early:
        again(file).check(NOW + 3 * MINUTE)
    assert early.value.retry_after == 4 * MINUTE
    again(file).check(NOW + 7 * MINUTE)


def test_how_long_a_server_wants_none_is_remembered(file):
    """It may be most of a day, and longer than any pause of ours."""
    again(file).count(NOW, least=timedelta(hours=9))
    with pytest.raises(PlatformError):
        again(file).check(NOW + timedelta(hours=8))


def test_whose_login_it_was_is_remembered_as_that(file):
    """What is said of it stays the same."""
    again(file).count(NOW, met=WrongAccount(found="carol.example", wanted="lena.example"))
    with pytest.raises(WrongAccount) as wrong:
        again(file).check(NOW)
    assert (wrong.value.found, wrong.value.wanted) == ("carol.example", "lena.example")


def test_another_password_is_tried_at_once(file):
    """Whoever has corrected it does not wait; and the file tells neither."""
    again(file).count(NOW, met=LoginEnded("the login was refused"))
    again(file, "mnop-ijkl-efgh-abcd").check(NOW)
    assert PASSWORD not in file.path.read_text()


def test_pauses_and_session_are_kept_beside_one_another(file):
    """Neither writes over the other."""
    file.save("a session")
    again(file).count(NOW, met=LoginEnded("the login was refused"))
    assert file.load() == "a session"
    file.save("another")
    with pytest.raises(LoginEnded):
        again(file).check(NOW)


@pytest.mark.parametrize(
    "pauses", [7, [], {"of": "x"}, {"of": "x", "salt": "no"}, "yesterday", {"salt": 3, "of": None}]
)
def test_pauses_that_are_none_say_nothing(file, pauses):
    """A file from another version, or somebody's hand."""
    file.path.write_text(json.dumps({"service": file.service, "handle": file.handle, "pauses": pauses}))
    again(file).check(NOW)
