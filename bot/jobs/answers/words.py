"""Take the owner's words, or a beginning for them, and show back what would stand (DESIGN 2).

Words are shown, never sent: what may send them is in `consent`.
"""

from __future__ import annotations

from bot import delivery, voice
from bot.commands import Command
from bot.domain import Act, Draft, MessageKind, State
from bot.drafts import has_gap, problems, starter
from bot.facts import PostFacts
from bot.jobs.answers.holding import not_open, take_back
from bot.jobs.answers.turn import Turn
from bot.jobs.telling import draft_code, target_of
from bot.store import candidates, messages, people, posts, suggestions
from bot.store.suggestions import Suggestion

ANYWAY = "anyway"


def own_words(turn: Turn, words: str, code: str | None) -> str:
    """Own words: shown back, never sent."""
    message = turn.meant(code, "")
    if message is None:
        return "whose words"
    row = turn.row(message)
    if row.state is State.AWAITING_PUBLISH:
        take_back(turn, row)
        row = suggestions.get(turn.tx, row.id)
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    return show_words(turn, row, words, by="owner")


def say(turn: Turn, command: Command) -> str:
    """`say …` and `edit …`: own words, said to be such."""
    return own_words(turn, command.words or command.argument, command.code)


def show_words(turn: Turn, row: Suggestion, words: str, *, by: str, only: bool = False) -> str:
    """Compose the reply that these words would be, hold it against the rules, and show it."""
    teller = turn.desk.teller
    target = target_of(turn.tx, row)
    act = teller.compose(turn.tx, row, words, target=target, only=only)
    code, to = draft_code(row, suggestions.next_draft(turn.tx, row.id)), turn.name(row)
    found = problems(
        act,
        target,
        teller.replies[row.network],
        written=words if by == "owner" else "",
        sent_before=candidates.sent_before(turn.tx, turn.now),
        stage=candidates.stage_of(turn.tx, row.person, turn.now),
        person=people.person(turn.tx, row.person),
        languages=turn.desk.config.owner.languages,
        now=turn.now,
        zone=teller.zone,
        code=code,
    )
    hard = next((concern for concern in found if not concern.taste), None)
    if hard is not None:
        teller.add_draft(turn.tx, row, words, None, by=by, now=turn.now)
        turn.say(hard.says, row)
        return hard.name
    draft = teller.add_draft(turn.tx, row, words, act, by=by, now=turn.now)
    if found:
        show(turn, row, draft, act, voice.similar(act, concern=found[0].says, code=code), offers=ANYWAY)
        return found[0].name
    show(turn, row, draft, act, voice.preview(act, to=to, code=code, usual_language=usual(turn)))
    return "preview"


def usual(turn: Turn) -> str:
    """The language that need not be named."""
    return turn.desk.config.owner.languages[0] if turn.desk.config.owner.languages else ""


def show(turn: Turn, row: Suggestion, draft: Draft, act: Act, frame: voice.Frame, *, offers: str = "") -> None:
    """Queue a preview; `offers` says what it wants to hear when plain `send` is not enough."""
    texts = delivery.parts(*frame, turn.desk.teller.room)
    under = turn.told(row).reply_to
    messages.queue(
        turn.tx, MessageKind.PREVIEW, texts,
        now=turn.now, suggestion=row.id, draft=draft.number, act=act, reply_to=under, offers=offers,
    )  # fmt: skip


def only(turn: Turn, command: Command) -> str:
    """`only`: the same words, to the author alone."""
    message = turn.meant(command.code, "only")
    if message is None:
        return "which"
    row = turn.row(message)
    last = suggestions.latest_draft(turn.tx, row.id)
    if row.state is not State.AWAITING_OWNER or last is None:
        return not_open(turn, row)
    return show_words(turn, row, last.words, by=last.by, only=True)


# --- beginnings


def draft(turn: Turn, command: Command) -> str:
    """`draft` and `another`: words to begin with, written by the starter or asked of the model."""
    message = turn.meant(command.code, command.name)
    if message is None:
        return "which"
    row = turn.row(message)
    if row.state is not State.AWAITING_OWNER:
        return not_open(turn, row)
    refusal = _no_draft(turn, row)
    if refusal:
        turn.say(refusal, row)
        return "no draft"
    if turn.desk.config.drafts.by == "model":
        suggestions.change(
            turn.tx, row.id, extra={**row.extra, "model": {"answer": turn.answer.id, "how": command.name}}
        )
        turn.say(voice.drafting(turn.name(row)), row)
        return "model asked"
    return begin_draft(turn, row)


def _no_draft(turn: Turn, row: Suggestion) -> str:
    post = target_of(turn.tx, row)
    server = turn.desk.config.servers.get(post.author.address.rpartition("@")[2])
    held = posts.get(turn.tx, post.uri)
    if held is not None and PostFacts.from_json(held.facts).sad:
        return voice.no_draft_for_grief(turn.name(row), code=row.code)
    if turn.desk.config.drafts.by == "off" or (server is not None and server.drafts == "off"):
        return voice.drafts_are_off(post.author.address.rpartition("@")[2], code=row.code)
    return "" if post.quotable else voice.no_draft(turn.name(row), code=row.code)


def begin_draft(turn: Turn, row: Suggestion) -> str:
    """The built-in starter's next draft: shown as a preview when it is complete, as a beginning when it has a gap."""
    post = target_of(turn.tx, row)
    held = posts.get(turn.tx, post.uri)
    facts = PostFacts.from_json(held.facts) if held else PostFacts()
    made = suggestions.drafts_by(turn.tx, row.id, "starter")
    words = starter(post, facts, number=made + 1)
    if not words:
        none = voice.no_other_draft if made else voice.no_draft
        turn.say(none(turn.name(row), code=row.code), row)
        return "no draft"
    if not has_gap(words):
        return show_words(turn, row, words, by="starter")
    made_draft = turn.desk.teller.add_draft(turn.tx, row, words, None, by="starter", now=turn.now)
    frame = voice.gap_draft(words, code=draft_code(row, made_draft))
    texts = delivery.parts(*frame, turn.desk.teller.room)
    messages.queue(
        turn.tx, MessageKind.DRAFT, texts,
        now=turn.now, suggestion=row.id, draft=made_draft.number, reply_to=turn.told(row).reply_to,
    )  # fmt: skip
    return "draft with a gap"
