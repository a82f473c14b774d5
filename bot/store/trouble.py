"""Say what is wrong with the database file, in words that tell what to do."""

from __future__ import annotations

import os

from sqlalchemy.exc import DatabaseError

from bot.errors import StoreError


def of_another(table: str) -> str:
    """What is wrong with such a file, and what to do."""
    return f"is the database of another program (it holds {table}); move it away, or name another file: [store] path"


def first(problem: DatabaseError) -> DatabaseError:
    """What went wrong first: a full disk takes the whole transaction away, and then a part of it cannot be taken back."""
    earliest, before = problem, problem.__context__
    while before is not None and not isinstance(before, StoreError):  # that was another transaction's
        earliest = before if isinstance(before, DatabaseError) else earliest
        before = before.__context__
    return earliest


def sentence(said: str) -> str:
    """What SQLite said, in words that tell what to do."""
    if "full" in said:
        return "the disk is full, so nothing could be stored; make room, and everything goes on where it was"
    if "locked" in said:
        # SQLite says no more; whoever only reads the file can be in the way, too, where it has no log beside it
        what = "the database file is locked, by whom cannot be told"
        return f"{what}; close what has it open beside the nudge run on this folder, for instance sqlite3"
    if "not a database" in said or "malformed" in said:
        return "the database file is damaged; put back a backup, or move the file away to begin anew"
    ours = f"let the user who runs nudge write the file and its folder (that is the user with the id {os.getuid()})"
    if "readonly" in said or "read-only" in said:
        return f"the database may not be written; {ours}"
    if "unable to open" in said:
        return f"the database cannot be used: {said}; {ours}"
    if "locking protocol" in said or "disk I/O error" in said:
        what = f"the database cannot be used: {said}; is the folder on a network share?"
        return f"{what} Put it on a disk of this machine, or look after the disk"
    return f"the database cannot be used: {said}"
