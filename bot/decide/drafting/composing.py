"""Make the reply exactly as it will stand, before it is shown: the publisher adds nothing to it (DESIGN 2).

What nobody sees is taken out here, so that what is shown is what is sent: bidi controls and invisible characters of the
owner's own words (joiners stay where emoji and scripts need them), and from a copied warning also every at sign, because a
handle in it would name somebody whom the preview does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.decide.facts.language import language
from bot.domain import Limits, Post, Reply, Thread, Visibility
from bot.wording.text import unsigned, without_hidden

SURE = 5
"""Words from which on a guess at their language is believed."""

LONGEST_WARNING = 100
"""Characters of the post's warning that are taken over."""


def compose(
    words: str,
    target: Post,
    thread: Thread | None,
    limits: Limits,
    *,
    owner_uids: Collection[str],
    default: Visibility = Visibility.PUBLIC,
    languages: Sequence[str] = (),
    only: bool = False,
    disclosure: str = "",
) -> Reply:
    """The reply as it would stand under the owner's name.

    `owner_uids` are the owner's own `Account.uid`s, never addressed. `default` is the owner's usual visibility (MD-6).
    `languages` are those that the owner speaks. `only` addresses the author alone. `disclosure` is a line put under the
    words (only for a model's draft sent unchanged), once; it is part of the words that are shown and approved.
    """
    own, line = without_hidden(words).strip(), disclosure.strip()
    said = own if own.endswith(line) else f"{own}\n\n{line}".strip()
    addresses = _addresses(target, thread, owner_uids, only=only) if limits.addresses else ()
    missing = [f"@{address}" for address in addresses if not _names(said, address)]
    return Reply(
        target=target.ref,
        root=target.root or target.ref,
        text=" ".join([*missing, said]),
        words=said,
        addresses=addresses,
        visibility=max(target.visibility, default, key=lambda visibility: visibility.privacy),
        warning=_warning(target.warning),
        language=reply_language(own, target, languages),
    )


def _names(said: str, address: str) -> bool:
    """Whether the words hold exactly this address, not a longer one that begins or ends with it."""
    return bool(re.search(rf"(?<![\w/@])@{re.escape(address)}(?![\w@-]|[.:]\w)", said, re.IGNORECASE))


def _warning(theirs: str) -> str:
    """A warning stays one, even where none of its words can."""
    return str(unsigned(theirs, LONGEST_WARNING)) or ("\u2026" if theirs.strip() else "")


def disclosed(act: Reply, words: str) -> str:
    """The line that stands under these words in an act that was composed of them; empty when there is none."""
    own = without_hidden(words).strip()
    return act.words[len(own) :].strip() if own and act.words.startswith(own) else ""


def _addresses(target: Post, thread: Thread | None, owner_uids: Collection[str], *, only: bool) -> tuple[str, ...]:
    """The author, and those of the mentioned who spoke in the thread; nobody else is drawn into it."""
    around = (*thread.above, *thread.below) if thread else ()
    spoke = {*target.thread_uids, target.parent_uid, *(post.author.uid for post in around)}
    others = [(m.uid, m.address) for m in target.mentions if m.uid in spoke and not only]
    chosen = dict([(target.author.uid, target.author.address), *others])
    return tuple(address for uid, address in chosen.items() if uid not in owner_uids)


def base(tag: str | None) -> str:
    """`en` of `en-GB`."""
    return (tag or "").replace("_", "-").split("-")[0].lower()


def guessed(words: str) -> str:
    """The language of these words, or nothing in doubt."""
    return language(words, None) if len(words.split()) >= SURE else ""


def reply_language(words: str, target: Post, languages: Sequence[str]) -> str | None:
    """The post's language if the owner speaks it, unless the words surely are in another that the owner speaks.

    Where the owner does not speak it: what the words look like, or nothing.
    """
    spoken = {base(tag): tag for tag in languages}
    theirs, looks = spoken.get(base(target.language)), spoken.get(guessed(words))
    return looks or theirs
