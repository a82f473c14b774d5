"""Say what becomes of the owner's words (VOICE 2): shown back, on their way, out, taken back.

Everything that can be answered with `send` is a `Frame` around the complete words, and names what goes in front of them,
who can read them, the warning and the language: all that an approval covers (DESIGN 2). What others have written stands
after the owner's words there, in one line and in marks of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import Marks, Reply, Visibility
from bot.wording.english.languages import called
from bot.wording.english.phrases import (
    LONGEST_ADDRESS,
    Frame,
    Paste,
    anew,
    aside,
    ended,
    first,
    if_it_works,
    listed,
    name,
    of,
    one_line,
    paragraphs,
    quoted,
    sentences,
    tagged,
    taken,
    web,
)
from bot.wording.english.times import at, span
from bot.wording.text import SIGN, Cleaned, Name, cut, links, single_marks

LONGEST_VERSION = 120

# --- before it can be sent


def preview(
    reply: Reply, *, to: Name, code: str, usual_language: str = "", word: str = "send", alone: bool = True
) -> Frame:
    """The complete reply, shown back. `to` is the author's name; `usual_language` need not be named.

    `word` is what these words want to hear; `alone`: without the code, here and below.
    """
    head = f"This would stand under your name, {_readers(reply, to)}, as an answer to {name(to)}:\n\n"
    send, skip = taken(word, code, alone=alone), taken("skip", of(code), alone=alone)
    answers = f"{send}, or {anew('write it anew', code, alone=alone)}, or {skip}."
    tail = sentences(with_it(reply, usual_language, only=_only(code, alone=alone)), answers)
    return Frame(head, reply.words, tagged(f"\n\n{tail}", code))


def _only(code: str, *, alone: bool) -> str:
    return taken("only", of(code), alone=alone)


def held(
    reply: Reply,
    *,
    to: Name,
    code: str,
    word: str = "send",
    because: str = "",
    usual_language: str = "",
    alone: bool = True,
) -> Frame:
    """Something was said against a reply on its way, or may have been: it waits for one plain word.

    `because` is a sentence of our own, where it was not the owner's doing. `word` is what these words want to hear.
    """
    what = f"Held: your answer to {first(to)}, {_readers(reply, to)}, does not go out:\n\n"
    asks = f"{taken(word, code, alone=alone)}, or {taken('undo', of(code), alone=alone)}?"
    tail = sentences(with_it(reply, usual_language, only=_only(code, alone=alone)), asks)
    return Frame(sentences(because, what), reply.words, tagged(f"\n\n{tail}", code))


def held_still(to: Name, *, code: str, word: str = "send", alone: bool = True) -> str:
    """A yes to that question, which has two answers. `word` is what these words want to hear."""
    asks = f"{taken(word, code, alone=alone)}, or {taken('undo', of(code), alone=alone)}?"
    return tagged(f"Your answer to {first(to)} is held, and nothing was sent. {asks}", code)


def marked(frame: Frame, marks: Marks) -> Frame:
    """The same, saying what of the words becomes a link there, and which names tell nobody."""
    linked, plain = (listed(map(_marked, found)) for found in (marks.linked, marks.plain))
    leads = f"{linked} {'become links' if len(marks.linked) > 1 else 'becomes a link'}." if linked else ""
    stay = "stay plain text, and tell nobody." if len(marks.plain) > 1 else "stays plain text, and tells nobody."
    said = sentences(leads, f"{plain} {stay}" if plain else "")
    behind = frame.tail.lstrip()
    return frame._replace(tail=f"{frame.tail.removesuffix(behind)}{sentences(said, behind)}") if said else frame


def _marked(shown: str) -> str:
    return single_marks(Cleaned(shown.removeprefix("@"), LONGEST_ADDRESS))


def two_versions(
    one: Reply, one_code: str, then: Reply, then_code: str, *, to: Name, words: tuple[str, str] = ("send", "send")
) -> str:
    """Consent to words, while newer ones for the same person were written: both, and only a code tells which.

    `words` are what each of them wants to hear.
    """
    both = f"There are two versions for {first(to)}, and I would rather ask than guess."
    shown = "\n".join(
        tagged(f"{when}: {quoted(cut(one_line(reply.words), LONGEST_VERSION))}", code)
        for when, reply, code in (("First", one, one_code), ("Then", then, then_code))
    )
    return paragraphs(both, shown, f"{words[0]} {one_code}, or {words[1]} {then_code}. Nothing has been sent.")


def _readers(reply: Reply, to: Name) -> str:
    named = listed([first(to), *map(_address, reply.addresses[1:])])
    return {
        Visibility.PUBLIC: "for everyone to read",
        Visibility.UNLISTED: "for everyone to read, though not in public lists",
        Visibility.FOLLOWERS: f"for your followers and {named} to read",
        Visibility.DIRECT: f"for {named} alone",
    }[reply.visibility]


def with_it(reply: Reply, usual_language: str = "", *, only: str = "only") -> str:
    """What else stands there: the addresses in front, the warning, a language that is not the usual one.

    `only` is how it is said that the others in front are dropped.
    """
    front = listed(map(_address, reply.addresses))
    several = len(reply.addresses) > 1
    goes = (
        f"{front} {f'go in front; to keep just the first, say {only}.' if several else 'goes in front.'}"
        if front
        else ""
    )
    warning = f"It stands behind the warning {aside(reply.warning)}." if reply.warning else ""
    other = reply.language if usual_language and reply.language != usual_language else None
    return sentences(goes, warning, f"It is marked as {called(other)}." if other else "")


def _address(of: str) -> str:
    return single_marks(Cleaned(of, LONGEST_ADDRESS))


# --- on its way


def receipt_soon(when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Directly after an approval."""
    return f"Good. It goes out {at(when, now, zone)}; undo until then."


def goes_on(to: Name, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A laugh, a yes, a farewell, while it is on its way."""
    return f"Your answer to {first(to)} goes out {at(when, now, zone)}; undo until then."


def receipt_out(link: str, *, embedded: bool = False) -> str:
    """When it stands."""
    return "It is out, just below." if embedded else f"It is out: {web(link)}"


def copy_it(words: str, *, to: Name, link: str, code: str, asked: bool = False, alone: bool = True) -> Paste:
    """An approval where Nudge may not post: the words alone, to be pasted, and the link of the post that they go under.

    The addresses in front are left out: the app in which it is answered puts them there. An at sign within the words
    carries our joiner, or this message would go to whoever it names; then it is said what to do about it.
    """
    verb = "asked" if asked else "wrote"
    head = f"I may only read, so this one is yours to post, under what {first(to)} {verb}:"
    done, skip = taken("done", of(code), alone=alone), taken("skip", of(code), alone=alone)
    bare = words
    for address in links(words):
        bare = bare.replace(address, " ")
    signs = "Type each at sign in it anew: as they stand here they name nobody, so that this goes to you alone."
    typed = signs if SIGN.search(bare) else ""
    tail = "\n\n".join(part for part in (web(link), sentences(typed, f"{done} when it is out, or {skip}.")) if part)
    return Paste(head, words, tagged(tail, code))


def already(to: Name, *, sent: bool) -> str:
    """`send` a second time."""
    how = (
        "out, and does not go out twice; undo offers to delete it"
        if sent
        else "on its way already, and does not go out twice"
    )
    return f"Your answer to {first(to)} is {how}."


def already_waits(to: Name, where: str, command: str, *, until: str, another: bool = False) -> str:
    """`send` a second time, while the login for posting is refused; or `another` person's. `command` mends it.

    `until` when it may go out, as `times.until` says it.
    """
    found = "somebody else's" if another else "refused"
    waits = f"is approved, and not out: the login for posting on {where} was {found} when I last tried."
    then = if_it_works("It", f"by {until}")
    return f"Your answer to {first(to)} {waits} {then} On the server: {command}."


def only_out(to: Name, *, out: bool) -> str:
    """Words that could answer nothing, when a reply went out lately. `out`: that is known; else it is leaving now."""
    how = (
        "is out; undo offers to delete it."
        if out
        else "is leaving at this moment; once it is out, undo offers to delete it."
    )
    return f"Nothing is open that these words could answer, so they went nowhere. Your answer to {first(to)} {how}"


def delete_in_full() -> str:
    """`yes`, to the offer to delete an answer that is out."""
    return "Nothing happened. undo shows the offer once more; delete, said to that, deletes it."


# --- taken back


def taken_back(to: Name, code: str) -> str:
    """`undo`, in time."""
    return tagged(f"Taken back. It was never sent, and your words for {first(to)} are kept.", code)


def undone(said: str, *, again: bool = False, words: bool = False, now: bool = False) -> str:
    """`undo`: the last thing that the owner said. `again`: what it ended is brought once more, with the owner's `words`, where
    there are some; `now`: what it put off comes.
    """
    back = "comes back, and your words are shown again" if words else "comes back"
    comes = f"What was closed by that {back}, if it still matters." if again else "It comes now." if now else ""
    return sentences(ended(f"Taken back: {quoted(cut(one_line(said), LONGEST_VERSION))}"), comes)


def undone_forgets(said: str, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`undo` of what kept somebody from being forgotten: they are to be again, and there is time to keep them."""
    goes = f"So forgetting goes on, and ends {at(when, now, zone)}; again and the name keeps all."
    return sentences(ended(f"Taken back: {quoted(cut(one_line(said), LONGEST_VERSION))}"), goes)


def undone_until(said: str, when: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`undo` of a `later` that came after another one: the first counts again."""
    comes = f"It comes again {at(when, now, zone)}, as you said before." if when > now else "It comes now."
    return sentences(ended(f"Taken back: {quoted(cut(one_line(said), LONGEST_VERSION))}"), comes)


def not_undone(said: str) -> str:
    """`undo`, when the last thing that the owner said cannot be taken back."""
    return f"I cannot take back {quoted(cut(one_line(said), LONGEST_VERSION))}, so nothing changed."


def changed_nothing(said: str) -> str:
    """`undo`, when the last thing that the owner asked for was so already."""
    return f"{quoted(cut(one_line(said), LONGEST_VERSION))} changed nothing, so there is nothing to take back."


def over_by_now(said: str, *, reminder: bool = False) -> str:
    """`undo`, when nothing is left to take back of the last thing that the owner said. `reminder`: it asked for one."""
    what = "That reminder has come" if reminder else f"{quoted(cut(one_line(said), LONGEST_VERSION))} is over"
    return f"{what} already, so there is nothing to take back."


def forgotten_by_now() -> str:
    """`undo`, when the last thing that the owner said was about somebody who is forgotten meanwhile, by their wish."""
    return "That was about somebody whom I have forgotten already, so it cannot be taken back."


def stays_as_shown(to: Name, *, code: str, word: str = "send", remark: bool = False, alone: bool = True) -> str:
    """`no`, or a remark, in answer to words that were shown back: they wait. A remark could have been new words."""
    stay = f"Nothing was sent, and the words for {first(to)} stay as I showed them."
    new = "new words with edit in front" if remark and alone else anew("new words", code, alone=alone)
    later, skip = (taken(each, of(code), alone=alone) for each in ("later", "skip"))
    return tagged(f"{stay} {taken(word, code, alone=alone)}, {later}, {skip}, or {new}.", code)


def nothing_sent(to: Name, *, code: str, draft: bool = True, alone: bool = True) -> str:
    """`no`, `undo`, where no words were shown yet."""
    words = (taken(word, of(code), alone=alone) for word in (*(("draft",) if draft else ()), "later", "skip"))
    own = anew("your own words", code, alone=alone)
    return tagged(f"Nothing was sent. For {first(to)}: {own}, or {', '.join(words)}.", code)


def still_stopped(to: Name, *, code: str, word: str = "send", alone: bool = True) -> str:
    """`send`, after `stop`. `word` is what these words want to hear: `send`, `send anyway` or `send once more`."""
    kept = f"The words for {first(to)} are kept: resume, then {taken(word, code, alone=alone)}."
    return tagged(f"All is stopped, so nothing goes out. {kept}", code)


def shown_closed(words: str, *, to: Name, code: str) -> Frame:
    """`show`, of words whose suggestion is over: they are no offer."""
    head = f"The one about {first(to)} is closed. These were the words:\n\n"
    return Frame(head, words, tagged("\n\nNothing of it goes out.", code))


def not_instead() -> str:
    """Stands in front of held words where a sentence was said that may have been meant instead of them."""
    return "What you wrote is not taken as new words; edit in front of it does that."


def shown_on_its_way(words: str, *, to: Name, code: str, goes: str) -> Frame:
    """`show`, of words that were approved; `goes` says when they leave, or that they left."""
    return Frame(f"Your words for {first(to)}:\n\n", words, tagged(f"\n\n{goes}", code))


def shown_stopped(words: str, *, to: Name, code: str, word: str = "send", alone: bool = True) -> Frame:
    """`show`, of words that wait, after `stop`; `word` as in `still_stopped`."""
    head = f"All is stopped, so nothing goes out. The words for {first(to)} are kept:\n\n"
    return Frame(head, words, tagged(f"\n\nresume, then {taken(word, code, alone=alone)}.", code))


def dropped(to: Name, *, tried: bool = False) -> str:
    """Goes behind `never`, `forget`, `skip`, `done`, when an answer to that person was on its way.

    `tried`: nobody knows of an attempt before this one.
    """
    what = f"The answer to {first(to)} that was on its way is taken back"
    return f"{what}; the first time it may have gone out." if tried else f"{what}, and was never sent."


def nothing_to_undo() -> str:
    """`undo`, when nothing is on its way or newly out."""
    return "Nothing is on its way, so there is nothing to take back."


def too_late_to_undo() -> str:
    """`undo`, while the request is being made."""
    return "It is leaving at this very moment. Say undo again in a minute: if it is out then, I offer to delete it."


def unknown_to_undo(to: Name) -> str:
    """`undo`, while nobody knows whether it is out."""
    return (
        f"It is not known yet whether your answer to {first(to)} is out. I do not send it again; once I find it there, undo "
        "offers to delete it."
    )


def offer_retract(out_for: timedelta, *, code: str, federated: bool = True) -> str:
    """`undo`, afterwards. `federated`: other servers hold copies."""
    delete = "delete it from your server, and ask the others to do the same" if federated else "delete it"
    said = f"It was out for {span(out_for)}, so some people may have read it. I can {delete}. delete, or leave it."
    return tagged(said, code)


def retracting() -> str:
    """Directly after `delete`."""
    return "I delete it now."


def deleting_stays(to: Name) -> str:
    """`undo`, directly after `delete`."""
    return f"Your answer to {first(to)} is being deleted, as you said. That cannot be taken back."


def still_deleted(to: Name) -> str:
    """Goes into `stop`, when the answer to that person is being deleted."""
    return f"Your answer to {first(to)} is still being deleted, as you said, and I tell you how that ended."


def retracted(*, federated: bool = True) -> str:
    """When it is gone."""
    return (
        "Deleted from your server, which tells the others. Whether their copies go, I do not know."
        if federated
        else "Deleted."
    )


def not_retracted(link: str) -> str:
    """The network refused to delete it."""
    return f"It still stands: the server refused to delete it. In your app it may work: {web(link)}"


def left_alone() -> str:
    """`leave it`."""
    return "Left as it is."


def kept_from(to: Name) -> str:
    """Goes behind `never`, `forget`, `skip`, `done`, and into `stop`, when a reply to that person left and its end is not known."""
    return f"One answer of yours to {first(to)} may be out already; I do not send it again."
