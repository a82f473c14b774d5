"""Say why a file that somebody wrote cannot be read, and what they can do about it."""

from __future__ import annotations

import codecs
import errno
import os
import re
import shlex
import unicodedata
from pathlib import Path

Trouble = OSError | UnicodeDecodeError
"""What reading a file can end with."""

NO_FILE = "it is a pipe or a device, and no file"

ANOTHER_KIND = (errno.EISDIR, errno.ENOTDIR, errno.EEXIST)
"""A folder where a file should be, or a file where a folder should be."""

_NO_FOLDER = (errno.ENOTDIR, errno.EEXIST)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIDDEN = ("Cf", "Zs", "Zl", "Zp")
_STRAIGHT = "a text stands between straight quotes, like \"…\" or '…'"

_HABITS = (
    (r"\s*(?:<{7}|={7}|>{7}|\|{7})", 'a merge left marks like "<<<<<<<" there; keep the lines that hold, take the rest out'),
    (r"[^#]*=\s*\[?\s*[“”„‟«»‘’‚]", _STRAIGHT),  # noqa: RUF001 - these are what is looked for
    (r"""\s*[\w."-]+\s*:(?:\s|$)""", 'a key and its value have a "=" between them, and no ":"'),
    (r"[^#]*=[^#]*\s//", 'a comment begins with "#", not with "//"'),
    (r"[^#=]*=\s*(?:true|false|yes|no|on|off)\s*(?:#.*)?$", "write true or false, in small letters"),
    (r'[^#=]*=\s*\[?\s*"[^"]*\\', "a backslash begins a special sign between \"…\"; write / instead, or '…' around it"),
    (r"[^#=]*=\s*\[?\s*(?:[^\W\d]|\d+:\d)", _STRAIGHT),
)  # fmt: skip
"""What people write who know other languages, by how a line begins that is no TOML; the first that fits is said."""


def why(file: Path, trouble: Trouble) -> str:
    """What is wrong with it, as it stands in brackets."""
    if isinstance(trouble, UnicodeDecodeError):
        return _no_text(trouble)
    if trouble.errno == errno.EISDIR:
        return "it is a folder, and no file"
    if trouble.errno in _NO_FOLDER and (above := no_folder(file)):
        return f"{above.name} is a file, and should be a folder"
    if trouble.errno in (errno.EACCES, errno.EPERM):
        return f"the user with the id {os.getuid()} may not{_of_whom(file)}"
    return str(trouble.strerror)


def remedy(file: Path, trouble: Trouble, ours: Path | None = None) -> str:
    """What to do with what lies there; empty where there is nothing. Nobody is to give away a folder that is not in `ours`."""
    if isinstance(trouble, UnicodeDecodeError):
        return "Save it as UTF-8."
    if trouble.errno == errno.EISDIR:
        return "Remove that folder; a container's mount makes one where the file is missing."
    if trouble.errno in _NO_FOLDER and (above := no_folder(file)):
        return f"Move it away: mv {shlex.quote(str(above))} {shlex.quote(f'{above}.before')}"
    if trouble.errno in (errno.EACCES, errno.EPERM):
        return give(file.parent if ours is None or _lies_in(file, ours) else file)
    return "Put a file in its place." if trouble.strerror == NO_FILE else ""


def give(path: Path) -> str:
    """How the user who runs this comes to read and write a folder, or a file, by what keeps them from it."""
    user, typed = os.getuid(), shlex.quote(str(path))
    try:
        whose, flags = path.stat().st_uid, os.statvfs(path).f_flag
    except OSError:
        whose, flags = None, 0
    if flags & os.ST_RDONLY:
        return "It lies where nothing can be written: mount it so that it can be."
    if whose == user:
        return f"It is that user's already: chmod -R u+rwX {typed}"
    return f"Give it to that user: sudo chown -R {user} {typed}"


def line_of(trouble: Trouble) -> int | None:
    """The line from which on it is no text; None where all of it is none."""
    if isinstance(trouble, OSError) or _is_utf_16(trouble):
        return None
    return trouble.object[: trouble.start].count(b"\n") + 1


def no_toml(line: str) -> str:
    """What is wrong with a line that is no TOML, for whoever wrote it; empty where nothing is known to be."""
    for habit, said in _HABITS:
        if re.match(habit, line, re.IGNORECASE):
            return said
    hidden = next((sign for sign in line if sign != " " and unicodedata.category(sign) in _HIDDEN), "")
    return f"a sign that looks like nothing stands in it (U+{ord(hidden):04X}); write the line anew" if hidden else ""


def _no_text(trouble: UnicodeDecodeError) -> str:
    return "this is no text in UTF-8 but in UTF-16" if _is_utf_16(trouble) else "this is no text in UTF-8"


def _is_utf_16(trouble: UnicodeDecodeError) -> bool:
    return trouble.object.startswith(_UTF_16)


def no_folder(path: Path) -> Path | None:
    """What of this path should be a folder, and is something else."""
    return next((one for one in (path, *path.parents) if one.exists() and not one.is_dir()), None)


def _lies_in(file: Path, folder: Path) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _of_whom(file: Path) -> str:
    try:
        return f"; it belongs to the one with the id {file.stat().st_uid}"
    except OSError:
        return ""
