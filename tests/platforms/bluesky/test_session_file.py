"""A kept session belongs to the password that made it; another password makes a new one (BS-9)."""

from __future__ import annotations

import json

import pytest

from bot.platforms.bluesky.session import SessionFile
from tests.platforms.bluesky.wires import HANDLE, PDS

OLD, NEW = "aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh"
DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
SESSION = f"{HANDLE}:::{DID}:::access:::refresh:::{PDS}"


@pytest.fixture
def kept(tmp_path):
    """Makes the file as it is seen with a password."""
    return lambda password: SessionFile(tmp_path / "session", PDS, HANDLE, password)


def test_a_corrected_password_is_used_at_once(kept):
    """Nobody has to delete a file; whose account it was is still known."""
    kept(OLD).save(SESSION)
    assert kept(OLD).load() == SESSION
    assert kept(NEW).load() is None
    assert kept(NEW).did == DID


def test_the_password_is_not_in_the_file(kept):
    """Only a hash of it, and another one in every file."""
    hashes = set()
    for _ in range(2):
        kept(OLD).path.unlink(missing_ok=True)
        kept(OLD).save(SESSION)
        written = kept(OLD).path.read_text()
        assert OLD not in written
        hashes.add(json.loads(written)["made_with"])
    assert len(hashes) == 2
    assert OLD not in repr(kept(OLD))


def test_a_file_of_an_earlier_version_is_bound_when_it_is_next_kept(kept):
    """An update needs no new login."""
    kept(OLD).path.write_text(json.dumps({"service": PDS, "handle": HANDLE, "session": SESSION}))
    assert kept(OLD).load() == SESSION
    kept(OLD).save(SESSION)
    assert kept(NEW).load() is None


def test_the_same_session_made_with_another_password_is_written_anew(kept):
    """Otherwise the next start would not know it."""
    kept(OLD).save(SESSION)
    kept(NEW).save(SESSION)
    assert kept(NEW).load() == SESSION
