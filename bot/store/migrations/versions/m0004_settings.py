"""Give every queue, log and open question a table of its own; a setting is one value of one type.

They were values in the table of settings, under names in prose. What is a setting still keeps its name. What was noted of
somebody who was forgotten since, and of posts that are stored no more, is not carried over.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SETTINGS = sa.table("settings", sa.column("name", sa.String), sa.column("value", sa.JSON))


def upgrade() -> None:
    """Make the tables, and move into them what the settings held."""
    old = Old(op.get_bind())
    for move in (_letters, _counters, _questions, _learned, _told, _reminders, _errands, _posts, _faces, _codes):
        move(old)
    for move in (_progress, _owner, _news):
        move(old)


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

    def into(self, table: sa.Table, **row: Any) -> None:
        """Move something that it held into a table."""
        self.connection.execute(sa.insert(table).values(**row))

    def known(self, table: str, column: str, *values: Any) -> bool:
        """Whether there is a row for each of these."""
        found = sa.select(sa.func.count()).select_from(sa.table(table)).where(sa.column(column).in_(set(values)))
        return self.connection.execute(found).scalar() == len(set(values))


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), **{"nullable": False, **more})


def _number(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), **{"nullable": False, **more})


def _time(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=32), **{"nullable": False, **more})


def _of(name: str, kind: sa.types.TypeEngine[Any], row: str, **more: Any) -> sa.Column[Any]:
    """It goes when that row goes."""
    return sa.Column(name, kind, sa.ForeignKey(row, ondelete="CASCADE"), **{"nullable": False, **more})


def _id() -> sa.Column[Any]:
    return _number("id", primary_key=True)


def _utc(at: str | float) -> str:
    """As the columns for times have it."""
    time = datetime.fromisoformat(at) if isinstance(at, str) else datetime.fromtimestamp(at, UTC)
    return time.astimezone(UTC).isoformat(timespec="microseconds")


# --- what stays


def _letters(old: Old) -> None:
    """Weeks and months are days now, by which they begin."""
    if old.held.get("letter of the week") == "none yet":
        old.put("letter of the week", "0001-01-01")
    if "letter of the month" in old.held:
        old.put("letter of the month", f"{old.held['letter of the month']}-01")


_COUNTERS = {"rule:": "rule fired", "rule failed:": "rule failed", "scheduler:": "job missed"}


def _counters(old: Old) -> None:
    """What is counted, and of what, stood in one name."""
    counts = op.create_table("counts", _text("name", primary_key=True), _text("of", primary_key=True), _number("count"))
    for name, count in old.connection.execute(sa.text("SELECT name, count FROM counters")).all():
        begins = next((begins for begins in _COUNTERS if name.startswith(begins)), "")
        old.into(counts, name=_COUNTERS.get(begins, name), of=name.removeprefix(begins) if begins else "", count=count)
    op.drop_table("counters")


# --- what was asked, said and learned


def _questions(old: Old) -> None:
    questions = op.create_table("questions", _text("kind", primary_key=True), _text("about"), _time("asked_at"))
    for name, kind, part in (("asked which", "which", "verb"), ("guess", "guess", "text")):
        if held := old.taken(name):
            old.into(questions, kind=kind, about=held[part], asked_at=_utc(held["at"]))
    person = _of("person", sa.Integer(), "persons.id", nullable=True)
    pair = (_of(name, sa.String(), "accounts.key", nullable=True) for name in ("one", "other"))
    offers = op.create_table("offers", _id(), person, *pair)
    match old.taken("offered about people"):
        case ["watch", person] if old.known("persons", "id", person):
            old.into(offers, person=person)
        case ["pair", one, other] if old.known("accounts", "key", one, other):
            old.into(offers, one=one, other=other)


def _learned(old: Old) -> None:
    def weight() -> tuple[sa.Column[Any], ...]:
        value = sa.Column("value", sa.Float(), nullable=False)
        return value, _time("at", nullable=True), _number("taken"), _number("passed")

    person = _of("person", sa.Integer(), "persons.id", primary_key=True)
    rules = op.create_table("learned_rules", _text("rule", primary_key=True), *weight())
    people = op.create_table("learned_people", person, *weight())
    held = json.loads(old.taken("learned") or "{}")
    for rule, (value, at, taken, passed) in held.get("rules", {}).items():
        old.into(rules, rule=rule, value=value, at=at and _utc(at), taken=taken, passed=passed)
    for one, (value, at, taken, passed) in held.get("people", {}).items():
        if old.known("persons", "id", int(one)):
            old.into(people, person=int(one), value=value, at=at and _utc(at), taken=taken, passed=passed)


def _told(old: Old) -> None:
    silent = op.create_table("told_silent", _of("person", sa.Integer(), "persons.id", primary_key=True))
    pair = (_of(name, sa.String(), "accounts.key", primary_key=True) for name in ("one", "other"))
    pairs = op.create_table("asked_pairs", *pair)
    logins = op.create_table("told_logins", _id(), _text("login", unique=True))
    for person in old.each("said that they answer nobody"):
        if old.known("persons", "id", person):
            old.into(silent, person=person)
    for one, other in old.each("pairs asked about"):
        if old.known("accounts", "key", one, other):
            old.into(pairs, one=one, other=other)
    for login in old.each("logins told to have ended"):
        old.into(logins, login=login)


def _reminders(old: Old) -> None:
    """When the owner asked for one stands with it; of one that was said it is not kept."""
    op.add_column("persons", _time("remind_asked_at", nullable=True))
    for person, name in old.named("remind asked "):
        old.connection.execute(
            sa.text("UPDATE persons SET remind_asked_at = :at WHERE id = :person AND remind_at IS NOT NULL"),
            {"person": int(person), "at": _utc(old.taken(name))},
        )


# --- what is to be fetched and shown


def _errands(old: Old) -> None:
    errands = op.create_table("errands", _id(), _text("address"), _text("answer"), _text("said"))
    not_found = op.create_table("not_found", _id(), _text("address"))
    for address, answer, said in old.each("addresses wanted"):
        old.into(errands, address=address, answer=answer, said=said)
    for address in old.each("addresses asked for in vain"):
        old.into(not_found, address=address)


def _posts(old: Old) -> None:
    wanted = op.create_table("posts_wanted", _id(), _of("uri", sa.String(), "posts.uri", unique=True))
    for uri in old.each("posts to look at"):
        if old.known("posts", "uri", uri):
            old.into(wanted, uri=uri)


def _faces(old: Old) -> None:
    """Whose they are was not written down."""
    person = _of("person", sa.Integer(), "persons.id", nullable=True)
    topics = sa.Column("topics", sa.JSON(), nullable=False)
    faces = op.create_table("faces", _id(), person, _text("who"), topics, _text("evidence"))
    for face in old.taken("others in the letter") or []:
        old.into(faces, who=face["who"], topics=face["topics"], evidence=face["evidence"])


def _codes(old: Old) -> None:
    beyond = op.create_table("codes_beyond", _text("letter", primary_key=True), _number("number"))
    for letter, number in (old.taken("codes beyond") or {}).items():
        old.into(beyond, letter=letter, number=number)


# --- how far we are, and whose it is


def _progress(old: Old) -> None:
    seeded = op.create_table("seeded_people", _text("entry", primary_key=True))
    tried = op.create_table("parents_tried", _text("network", primary_key=True), _text("uri", primary_key=True))
    measurements = op.create_table("measurements", _id(), _time("at"))
    for entry in old.each("seeded people"):
        old.into(seeded, entry=entry)
    for network, name in old.named("", ":history tried"):
        for uri in old.each(name):
            old.into(tried, network=network, uri=uri)
    for at in old.taken("habits measured") or []:
        old.into(measurements, at=_utc(at))


def _owner(old: Old) -> None:
    network = _text("network", primary_key=True)
    accounts = op.create_table("owner_accounts", network, _text("identity"), _text("address"), _text("learnt"))
    read_only = op.create_table("read_only_logins", _text("owner", primary_key=True))
    for verified, name in old.named("whose "):
        identity, address = old.taken(name)
        learnt = old.taken(f"learnt {verified}") or ""
        old.into(accounts, network=verified, identity=identity, address=address, learnt=learnt)
    for owner in old.each("logins that only read"):
        old.into(read_only, owner=owner)


def _news(old: Old) -> None:
    texts = (_text(name, nullable=True) for name in ("network", "before", "now"))
    news = op.create_table("news", _id(), _text("kind"), *texts, _time("until", nullable=True))
    of = _of("news", sa.Integer(), "news.id", index=True)
    about = op.create_table("news_about", _id(), of, _of("suggestion", sa.Integer(), "suggestions.id"))
    for number, (kind, *what) in enumerate(old.taken("to tell about accounts") or [], start=1):
        if kind in ("another account", "renamed"):
            old.into(news, id=number, kind=kind, **dict(zip(("network", "before", "now"), what, strict=False)))
        elif kind == "old copy":
            old.into(news, id=number, kind=kind, until=_utc(what[0]))
        else:
            old.into(news, id=number, kind=kind)
            for suggestion in what:
                old.into(about, news=number, suggestion=int(suggestion))
