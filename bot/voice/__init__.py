"""Every text that people read, together, so that it can be read as writing (VOICE).

One pure function for each message, grouped as in VOICE: nudges, replies, doubt, rest, people, letters, settings, trouble,
and the manual. Functions whose message shows words that can be approved return a `Frame`; every other returns a string.
None of them knows a limit: `delivery` makes texts fit and neutralises every handle.
"""

from bot.voice import times
from bot.voice.doubt import (
    Choice,
    Namesake,
    needs_a_name,
    needs_a_time,
    needs_words,
    no_such_code,
    nobody_by_that_name,
    not_private,
    not_understood,
    nothing_open,
    nothing_shown,
    one_at_a_time,
    time_is_over,
    went_further,
    which_one,
    which_person,
    which_words,
)  # fmt: skip
from bot.voice.letters import Month, NewFace, month, others, quiet_week, week
from bot.voice.manual import help_all, help_first, help_unknown, help_word
from bot.voice.nudges import Detail, Shape, look_lines, nudge, repeatable
from bot.voice.people import (
    Listed,
    again,
    forgotten,
    keep,
    keep_off,
    let_be,
    list_open,
    meet,
    meet_silent,
    never,
    nobody_more,
    note,
    remind_kept,
    reminder,
    same,
    watching,
    who,
    why,
)  # fmt: skip
from bot.voice.phrases import Frame, first, name, quoted
from bot.voice.replies import (
    already,
    asks_a_favour,
    changed,
    closed,
    copy_it,
    disclosure,
    done,
    drafting,
    drafts_are_off,
    foreign_handle,
    foreign_link,
    form_letter,
    gap_draft,
    gap_left,
    gone,
    later,
    left_alone,
    model_silent,
    nearly_the_same,
    no_draft,
    no_draft_for_grief,
    no_other_draft,
    no_words,
    not_retracted,
    nothing_said,
    nothing_to_undo,
    offer_retract,
    old_words,
    other_language,
    preview,
    receipt_out,
    receipt_soon,
    refused,
    retracted,
    retracting,
    similar,
    skipped,
    taken_back,
    taste_learnt,
    too_late_to_undo,
    too_long,
    unclear,
)  # fmt: skip
from bot.voice.rest import fewer, not_stopped, rested, resting, resumed, stopped
from bot.voice.settings import hours, letter, people_per_day, topics
from bot.voice.states import STANDS, goes_out, stumbled
from bot.voice.trouble import back_after_absence, greeting, hello, login_back, login_ended, thanks

__all__ = [
    "STANDS", "Choice", "Detail", "Frame", "Listed", "Month", "Namesake", "NewFace", "Shape", "again", "already",
    "asks_a_favour", "back_after_absence", "changed", "closed", "copy_it", "disclosure", "done", "drafting",
    "drafts_are_off", "fewer", "first", "foreign_handle", "foreign_link", "forgotten", "form_letter", "gap_draft",
    "gap_left", "goes_out", "gone", "greeting", "hello", "help_all", "help_first", "help_unknown", "help_word", "hours",
    "keep", "keep_off", "later", "left_alone", "let_be", "letter", "list_open", "login_back", "login_ended",
    "look_lines", "meet", "meet_silent", "model_silent", "month", "name", "nearly_the_same", "needs_a_name",
    "needs_a_time", "needs_words", "never", "no_draft", "no_draft_for_grief", "no_other_draft", "no_such_code",
    "no_words", "nobody_by_that_name", "nobody_more", "not_private", "not_retracted", "not_stopped", "not_understood",
    "note", "nothing_open", "nothing_said", "nothing_shown", "nothing_to_undo", "nudge", "offer_retract", "old_words",
    "one_at_a_time", "other_language", "others", "people_per_day", "preview", "quiet_week", "quoted", "receipt_out",
    "receipt_soon", "refused", "remind_kept", "reminder", "repeatable", "rested", "resting", "resumed", "retracted",
    "retracting", "same", "similar", "skipped", "stopped", "stumbled", "taken_back", "taste_learnt", "thanks",
    "time_is_over", "times", "too_late_to_undo", "too_long", "topics", "unclear", "watching", "week", "went_further",
    "which_one", "which_person", "which_words", "who", "why",
]  # fmt: skip
