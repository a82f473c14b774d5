"""Store and say what became of an approved reply, in one transaction each: it stands, it does not, or nobody knows.

Nothing here talks to a network. `publish` finds out; this is what follows from it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import wording
from bot.domain import ApprovalEvent, MessageKind, Network, Offer, Post, Published, Reply, SuggestionEvent
from bot.jobs.publish.recheck import Found
from bot.outbox import layout
from bot.outbox.previews import NewWords, Showing, copy_of, previews
from bot.outbox.teller import Teller, Told, draft_code
from bot.store import Transaction, approvals, drafts, messages, ownership, people, posts, suggestions
from bot.store.alone import is_alone
from bot.store.approvals import StoredApproval
from bot.store.people import own_accounts
from bot.store.suggestions import Suggestion

# --- not sent


def copied_instead(tx: Transaction, teller: Teller, row: Suggestion, held: StoredApproval, now: datetime) -> None:
    """It may not be posted any more: the words come, to be posted by hand."""
    act = held.approval.act
    if not isinstance(act, Reply) or not suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
        return
    approvals.revoke(tx, row.id)
    messages.drop_for(tx, row.id)
    teller.say(tx, copy_of(tx, teller, row, act, draft_code(row, held.draft), now), now=now, to=Told(suggestion=row.id))


def held(
    tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, now: datetime, *, because: str
) -> None:
    """Take it back and ask: the owner sees the words again, and only a new consent sends them."""
    if not suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
        return
    approvals.revoke(tx, row.id)
    Showing(teller, tx, suggestions.get(tx, row.id), now).held(approved.draft, because=because)
    suggestions.hold(tx, row.id, now=now)


def not_sent(
    tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, act: Reply, found: Found, now: datetime
) -> None:
    """The look at the world spoke against it: gone, changed, old, or answered elsewhere."""
    if not suggestions.move(tx, row, found.event or SuggestionEvent.TOO_OLD, now=now):
        return
    approvals.revoke(tx, row.id)
    messages.drop_for(tx, row.id)
    if found.gone:
        posts.gone(tx, act.target.uri)
    if found.event is SuggestionEvent.WORLD_CHANGED:
        text = wording.gone(act.words, code=draft_code(row, approved.draft))
        teller.say(tx, text, now=now, to=Told(suggestion=row.id))
    elif found.post is not None:
        _shown_again(tx, teller, row, approved, act, found, found.post, now)


def _shown_again(
    tx: Transaction,
    teller: Teller,
    row: Suggestion,
    approved: StoredApproval,
    act: Reply,
    found: Found,
    post: Post,
    now: datetime,
) -> None:
    """The same words under the post as it is now, as a new draft with its own preview."""
    stored = posts.get(tx, post.uri)
    if stored is not None:
        own = post.author.uid in {account.uid for account in own_accounts(tx)}
        posts.save(tx, post, facts=stored.facts, by_owner=own, to_owner=stored.to_owner, now=now)
    suggestions.change(tx, row.id, version=post.ref.version)
    new = teller.compose(tx, row, act.words, target=post, only=len(act.addresses) == 1)
    before, number = drafts.get(tx, row.id, approved.draft), drafts.next_number(tx, row.id)
    NewWords(row, act.words, before.by, before.gap, new).store(tx, now)
    code = draft_code(row, number)
    name = teller.name(tx, row)
    alone = is_alone(tx, row, now)
    if found.event is SuggestionEvent.EDITED:
        reads = post.text if post.quotable and not post.warning else ""
        frame = wording.changed(new, to=name, now_reads=reads, code=code, alone=alone)
    else:
        frame = wording.old_words(
            new, written=approved.shown_at, answers_since=found.answers_since, by_author=found.by_author,
            to=name, link=post.link, code=code, now=now, zone=teller.zone(tx), alone=alone,
        )  # fmt: skip
    teller.put(tx, previews(row, number, new, frame), now=now)


def refused(
    tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, act: Reply, now: datetime
) -> None:
    """The network understood and said no."""
    if not suggestions.move(tx, row, SuggestionEvent.REFUSED, now=now):
        return
    approvals.revoke(tx, row.id)
    where, code = _where(tx, row.network), draft_code(row, approved.draft)
    text = wording.refused(act.words, to=teller.name(tx, row), where=where, code=code)
    teller.say(tx, text, now=now, to=Told(suggestion=row.id))


def wanted_back(tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, now: datetime) -> None:
    """It surely was not sent, and the owner wanted it back while that was not known: it is taken back."""
    if not suggestions.move(tx, row, SuggestionEvent.UNDO, now=now):
        return
    approvals.revoke(tx, row.id)
    suggestions.change(tx, row.id, kept_back=False)
    teller.say(
        tx,
        wording.taken_back(teller.name(tx, row), draft_code(row, approved.draft)),
        now=now,
        to=Told(suggestion=row.id),
    )


# --- it stands


def stands(
    tx: Transaction,
    teller: Teller,
    row: Suggestion,
    approved: StoredApproval,
    act: Reply,
    published: Published,
    event: SuggestionEvent,
    now: datetime,
) -> None:
    """It is out; `published.at` is when by the network's clock, `now` by ours."""
    if not suggestions.move(tx, row, event, now=now):
        return
    approvals.move(tx, approved, ApprovalEvent.CONFIRMED)
    approvals.publish(tx, approved, replace(published, at=published.at or now), act.words, now=now)
    about = teller.embedding(published.ref)
    texts = layout.messages(wording.receipt_out(published.link, embedded=about is not None), teller.room)
    messages.queue(tx, MessageKind.RECEIPT, texts, now=now, suggestion=row.id, about=about)


# --- nobody knows


def unclear_for_long(tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, now: datetime) -> None:
    """It cannot be found out for an hour: the owner hears of it once."""
    code, where = draft_code(row, approved.draft), _where(tx, row.network)
    text = wording.unclear_yet(teller.name(tx, row), where, code=code)
    teller.say(tx, text, now=now, to=Told(suggestion=row.id))
    suggestions.change(tx, row.id, told_unclear=True)


def asked(
    tx: Transaction, teller: Teller, row: Suggestion, approved: StoredApproval, act: Reply, now: datetime
) -> None:
    """Nobody can know: the owner is asked once, and nothing more is tried. Of somebody they want no more of, not."""
    if people.person(tx, row.person).never:
        approvals.revoke(tx, row.id)
        suggestions.move(tx, row, SuggestionEvent.LEAVE_IT, now=now)
        return
    if not approvals.move(tx, approved, ApprovalEvent.ASK):
        return
    code, where = draft_code(row, approved.draft), _where(tx, row.network)
    texts = layout.parts(*wording.unclear(act, to=teller.name(tx, row), where=where, code=code), teller.room)
    messages.queue(
        tx, MessageKind.OFFER, texts, now=now, suggestion=row.id, draft=approved.draft, act=act, offers=Offer.RESEND
    )


# --- taken back afterwards


def retracted(
    tx: Transaction,
    teller: Teller,
    row: Suggestion,
    approved: StoredApproval,
    event: SuggestionEvent,
    link: str,
    now: datetime,
) -> None:
    """It is gone (`CONFIRMED`), or the network would not delete it; `link` is where it stands then."""
    if not suggestions.move(tx, row, event, now=now):
        return
    if event is SuggestionEvent.CONFIRMED:
        approvals.move(tx, approved, ApprovalEvent.CONFIRMED)
        no_longer_stands(tx, row, now)
        text = wording.retracted(federated=teller.replies[row.network].copies)
    else:
        approvals.revoke(tx, row.id)
        stood = approvals.publication(tx, row.id)
        text = wording.not_retracted(stood.published.link if stood else link)
    teller.say(tx, text, now=now, kind=MessageKind.RECEIPT, to=Told(suggestion=row.id))


def no_longer_stands(tx: Transaction, row: Suggestion, now: datetime) -> None:
    """The network deleted it: its words are quoted nowhere any more."""
    approvals.retracted(tx, row.id, now=now)
    stood = approvals.publication(tx, row.id)
    if stood is not None:
        posts.gone(tx, stood.published.ref.uri)


def _where(tx: Transaction, network: Network) -> str:
    """What the owner calls the place: their own server."""
    known = ownership.verified(tx, network)
    address = known.address if known else ""
    return address.rpartition("@")[2] if "@" in address else network.capitalize()
