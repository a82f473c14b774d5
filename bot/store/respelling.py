"""Find accounts that were stored under the other spelling of their domain, and move their rows to the one spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from bot.domain import Account
from bot.store.schema import accounts, interactions, posts, suggestions
from bot.store.serialization import load
from bot.wording.text import one_spelling


def misspelt(tx: Connection) -> Mapping[str, str]:
    """Keys of accounts that are spelt as they are read, with those that machines write; none in most files."""
    keys = [key for key in tx.execute(select(accounts.c.key)).scalars() if not key.isascii()]
    return {key: spelt for key in keys if (spelt := one_spelling(key)) != key}


def respell(tx: Connection, old: str, new: str) -> None:
    """Everything about an account stands under its new key; what was known under both is that of the new one."""
    row = tx.execute(select(accounts).where(accounts.c.key == old)).mappings().one()
    newer = tx.execute(select(accounts).where(accounts.c.key == new)).mappings().first()
    if newer is None:
        tx.execute(insert(accounts).values({**row, "key": new, "address": one_spelling(row["address"])}))
    else:
        kept = {name: newer[name] or row[name] for name in ("follower_since", "last_post_at", "own")}
        tx.execute(update(accounts).where(accounts.c.key == new).values(kept))
    for table in (posts, interactions, suggestions):
        _name_instead(tx, table, old, new)
    tx.execute(delete(accounts).where(accounts.c.key == old))
    known = load(Account, row["account"])
    for name in {old, known.uid, known.address}:
        _write_instead(tx, name)


def _name_instead(tx: Connection, table: Table, old: str, new: str) -> None:
    named = table.c.account == old
    tx.execute(update(table).prefix_with("OR IGNORE").where(named).values(account=new))
    if table is interactions:
        tx.execute(delete(table).where(named))  # an act that is known under both


def _write_instead(tx: Connection, name: str) -> None:
    """Inside of what is kept as JSON, where it stands as a whole value; acts that are approved are never touched."""
    both = {"old": json.dumps(name), "new": json.dumps(one_spelling(name))}
    tx.execute(text("UPDATE posts SET post = replace(post, :old, :new) WHERE instr(post, :old)"), both)
    tx.execute(text("UPDATE accounts SET account = replace(account, :old, :new) WHERE instr(account, :old)"), both)
