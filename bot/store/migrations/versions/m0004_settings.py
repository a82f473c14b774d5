"""Give every queue, log and open question a table of its own; a setting is one value of one type.

They were values in the table of settings, under names in prose. What is declared as a setting keeps its name.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


_SETTINGS = sa.table("settings", sa.column("name", sa.String), sa.column("value", sa.JSON))


def upgrade() -> None:
    """Make the tables, and move into them what the settings held."""
    connection = op.get_bind()
    old = Old(connection)
    _letters(old)
    _counters(connection)
    _questions(old)
    _learned(old)
    _told(old)
    _reminders(old)
    _errands(old)
    _faces(old)
    _codes(old)
    _progress(old)
    _owner(old)
    _news(old)


class Old:
    """The settings as they were."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.held = {row.name: row.value for row in connection.execute(sa.select(_SETTINGS))}

    def taken(self, name: str) -> Any:
        """What it held, or None; it is none any more."""
        self.connection.execute(sa.delete(_SETTINGS).where(_SETTINGS.c.name == name))
        return self.held.pop(name, None)

    def each(self, name: str) -> list[Any]:
        """What a list held, each once; it is none any more."""
        held = self.taken(name) or []
        return [value for place, value in enumerate(held) if value not in held[:place]]

    def named(self, begins: str, ends: str = "") -> list[tuple[str, str]]:
        """The names that begin and end so, each after what stands between."""
        found = [name for name in self.held if name.startswith(begins) and name.endswith(ends)]
        return [(name.removeprefix(begins).removesuffix(ends), name) for name in found]

    def put(self, name: str, value: Any) -> None:
        """It stays one, and says the same in other words."""
        self.connection.execute(sa.update(_SETTINGS).where(_SETTINGS.c.name == name).values(value=value))

    def into(self, table: sa.Table, row: dict[str, Any]) -> None:
        """Move something that it held into a table."""
        self.connection.execute(sa.insert(table).values(**row))

    def known(self, table: str, key: str, value: Any) -> bool:
        """Whether there is such a row: what was said of somebody who was forgotten since is not kept."""
        found = sa.select(sa.literal(1)).select_from(sa.table(table)).where(sa.column(key) == value)
        return self.connection.execute(found).first() is not None


def _letters(old: Old) -> None:
    """Weeks and months are days now, by which they begin."""
    if old.held.get("letter of the week") == "none yet":
        old.put("letter of the week", "0001-01-01")
    if "letter of the month" in old.held:
        old.put("letter of the month", f"{old.held['letter of the month']}-01")


_COUNTERS = {"rule:": "rule fired", "rule failed:": "rule failed", "scheduler:": "job missed"}


def _counters(connection: sa.Connection) -> None:
    """What is counted, and of what, stood in one name."""
    counts = op.create_table(
        "counts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "of"),
    )
    for name, count in connection.execute(sa.text("SELECT name, count FROM counters")).all():
        begins = next((begins for begins in _COUNTERS if name.startswith(begins)), None)
        what = {"name": _COUNTERS[begins], "of": name.removeprefix(begins)} if begins else {"name": name, "of": ""}
        connection.execute(sa.insert(counts).values(**what, count=count))
    op.drop_table("counters")


def _questions(old: Old) -> None:
    questions = op.create_table(
        "questions",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("kind"),
    )
    offers = op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer()),
        sa.Column("one", sa.String()),
        sa.Column("other", sa.String()),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["one"], ["accounts.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other"], ["accounts.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, kind, part in (("asked which", "which", "verb"), ("guess", "guess", "text")):
        if held := old.taken(name):
            old.into(questions, {"kind": kind, "about": held[part], "asked_at": _time(held["at"])})
    match old.taken("offered about people"):
        case ["watch", person] if old.known("persons", "id", person):
            old.into(offers, {"person": person})
        case ["pair", one, other] if old.known("accounts", "key", one) and old.known("accounts", "key", other):
            old.into(offers, {"one": one, "other": other})


def _learned(old: Old) -> None:
    rules = op.create_table(
        "learned_rules",
        sa.Column("rule", sa.String(), nullable=False),
        *_weight_columns(),
        sa.PrimaryKeyConstraint("rule"),
    )
    people = op.create_table(
        "learned_people",
        sa.Column("person", sa.Integer(), nullable=False),
        *_weight_columns(),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person"),
    )
    held = json.loads(old.taken("learned") or "{}")
    for rule, weight in held.get("rules", {}).items():
        old.into(rules, {"rule": rule, **_weight(*weight)})
    for person, weight in held.get("people", {}).items():
        if old.known("persons", "id", int(person)):
            old.into(people, {"person": int(person), **_weight(*weight)})


def _weight(value: float, at: str | None, taken: int, passed: int) -> dict[str, Any]:
    return {"value": value, "at": None if at is None else _time(at), "taken": taken, "passed": passed}


def _weight_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("at", sa.String(length=32)),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
    )


def _told(old: Old) -> None:
    silent = op.create_table(
        "told_silent",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person"),
    )
    pairs = op.create_table(
        "asked_pairs",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["accounts.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other"], ["accounts.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one", "other"),
    )
    logins = op.create_table(
        "told_logins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    for person in old.each("said that they answer nobody"):
        if old.known("persons", "id", person):
            old.into(silent, {"person": person})
    for one, other in old.each("pairs asked about"):
        if old.known("accounts", "key", one) and old.known("accounts", "key", other):
            old.into(pairs, {"one": one, "other": other})
    for login in old.each("logins told to have ended"):
        old.into(logins, {"login": login})


def _reminders(old: Old) -> None:
    """When the owner asked for one stands with it; of one that was said it is not kept."""
    op.add_column("persons", sa.Column("remind_asked_at", sa.String(length=32)))
    for person, name in old.named("remind asked "):
        old.connection.execute(
            sa.text("UPDATE persons SET remind_asked_at = :at WHERE id = :person AND remind_at IS NOT NULL"),
            {"person": int(person), "at": _time(old.taken(name))},
        )


def _errands(old: Old) -> None:
    errands = op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    not_found = op.create_table(
        "not_found",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    posts_wanted = op.create_table(
        "posts_wanted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["uri"], ["posts.uri"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uri"),
    )
    for address, answer, said in old.each("addresses wanted"):
        old.into(errands, {"address": address, "answer": answer, "said": said})
    for address in old.each("addresses asked for in vain"):
        old.into(not_found, {"address": address})
    for uri in old.each("posts to look at"):
        if old.known("posts", "uri", uri):
            old.into(posts_wanted, {"uri": uri})


def _faces(old: Old) -> None:
    """Whose they are was not written down."""
    faces = op.create_table(
        "faces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    for face in old.taken("others in the letter") or []:
        old.into(faces, {"who": face["who"], "topics": face["topics"], "evidence": face["evidence"]})


def _codes(old: Old) -> None:
    beyond = op.create_table(
        "codes_beyond",
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("letter"),
    )
    for letter, number in (old.taken("codes beyond") or {}).items():
        old.into(beyond, {"letter": letter, "number": number})


def _progress(old: Old) -> None:
    seeded = op.create_table(
        "seeded_people",
        sa.Column("entry", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
    )
    tried = op.create_table(
        "parents_tried",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("uri", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network", "uri"),
    )
    measurements = op.create_table(
        "measurements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for entry in old.each("seeded people"):
        old.into(seeded, {"entry": entry})
    for network, name in old.named("", ":history tried"):
        for uri in old.each(name):
            old.into(tried, {"network": network, "uri": uri})
    for at in old.taken("habits measured") or []:
        old.into(measurements, {"at": _time(at)})


def _owner(old: Old) -> None:
    accounts = op.create_table(
        "owner_accounts",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("network"),
    )
    read_only = op.create_table(
        "read_only_logins",
        sa.Column("owner", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("owner"),
    )
    for network, name in old.named("whose "):
        identity, address = old.taken(name)
        learnt = old.taken(f"learnt {network}") or ""
        old.into(accounts, {"network": network, "identity": identity, "address": address, "learnt": learnt})
    for owner in old.each("logins that only read"):
        old.into(read_only, {"owner": owner})


def _news(old: Old) -> None:
    news = op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("network", sa.String()),
        sa.Column("before", sa.String()),
        sa.Column("now", sa.String()),
        sa.Column("until", sa.String(length=32)),
        sa.PrimaryKeyConstraint("id"),
    )
    about = op.create_table(
        "news_about",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("news", sa.Integer(), nullable=False),
        sa.Column("suggestion", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["news"], ["news.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["suggestion"], ["suggestions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_news_about_news"), "news_about", ["news"], unique=False)
    for number, (kind, *of) in enumerate(old.taken("to tell about accounts") or [], start=1):
        row: dict[str, Any] = {"id": number, "kind": kind}
        if kind in ("another account", "renamed"):
            row |= dict(zip(("network", "before", "now"), of, strict=False))
        elif kind == "old copy":
            row["until"] = _time(of[0])
        old.into(news, row)
        for suggestion in of if kind in ("another channel", "nobody could take it back") else ():
            old.into(about, {"news": number, "suggestion": int(suggestion)})


def _time(at: str | float) -> str:
    """As the columns for times have it."""
    time = datetime.fromisoformat(at) if isinstance(at, str) else datetime.fromtimestamp(at, UTC)
    return time.astimezone(UTC).isoformat(timespec="microseconds")
