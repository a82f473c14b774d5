"""Every text that people read, together, so that it can be read as writing (VOICE).

One pure function for each message, grouped as in VOICE: nudges, replies, doubt, rest, people, digests, settings, trouble,
and the manual. Functions whose message shows words that can be approved return a `Frame`; every other returns a string.
None of them knows a limit: `layout` makes texts fit and neutralises every handle. What is imported here is what may be said:
each text is named once.
"""

# mypy: implicit-reexport
# ruff: noqa: F401

from bot.wording.english import reasons, times
from bot.wording.english.beginnings import (
    disclosure,
    drafting,
    drafts_are_off,
    gap_draft,
    gap_left,
    model_silent,
    needs_model,
    no_draft,
    no_draft_for_grief,
    no_other_draft,
    no_words,
    nothing_said,
)
from bot.wording.english.by_hand import block_by_hand, follow_by_hand, post_by_hand
from bot.wording.english.coming import (
    Coming,
    Spoke,
    again_then,
    goes_out_then,
    list_ahead,
    next_look,
    reason_for_a_word,
    reminded_then,
    rest_ends,
    spoke_of,
)
from bot.wording.english.digests import Month, NewFace, month, others, quiet_week, week
from bot.wording.english.doubt import (
    Choice,
    Namesake,
    names_plainly,
    needs_a_name,
    needs_a_time,
    needs_words,
    no_such_code,
    no_words_wait,
    nobody_by_that_name,
    not_looked_up,
    not_private,
    not_then,
    not_understood,
    nothing_offered,
    nothing_open,
    nothing_open_about,
    nothing_to_answer,
    nothing_to_do,
    one_at_a_time,
    plain_word,
    shown_elsewhere,
    time_is_over,
    went_further,
    which_one,
    which_person,
    which_words,
    whose,
    wordless,
)
from bot.wording.english.ending import no_note, no_reminder, note_off, remind_off, which_to_end
from bot.wording.english.kept import (
    converses_now,
    keep,
    keep_off,
    kept_waiting,
    let_be,
    no_keep,
    not_kept,
    note,
    remind_kept,
    reminder,
    watching,
)
from bot.wording.english.listing import (
    Listed,
    brought_before,
    leaves_alone,
    list_open,
    no_such_post,
    nobody_more,
    only_words,
    quotes_no_more,
    your_own_post,
)
from bot.wording.english.manual import help_all, help_first, help_settings, help_unknown, help_word
from bot.wording.english.not_sent import (
    asks_a_favour,
    changed,
    far_too_long,
    foreign_handle,
    foreign_link,
    form_letter,
    gone,
    nearly_the_same,
    old_words,
    only_anyway,
    other_language,
    refused,
    similar,
    too_long,
    unclear,
    unclear_yet,
)
from bot.wording.english.nudge_answers import closed, comes_again, comes_now, done, later, skipped, taste_learnt, why
from bot.wording.english.nudges import Detail, Shape, look_lines, nudge, repeatable
from bot.wording.english.people import maybe_same, meet, meet_known, meet_silent, same, stay_two, who
from bot.wording.english.phrases import Frame, Paste, aside, cited, quoted
from bot.wording.english.previews import (
    held,
    held_still,
    marked,
    not_instead,
    nothing_sent,
    preview,
    shown_closed,
    shown_on_its_way,
    shown_stopped,
    stays_as_shown,
    still_stopped,
    two_versions,
)
from bot.wording.english.receipts import (
    already,
    already_waits,
    copy_it,
    dropped,
    goes_on,
    kept_from,
    only_out,
    receipt_out,
    receipt_soon,
)
from bot.wording.english.rest import at_rest, fewer, not_stopped, rested, resting, resumed, stopped
from bot.wording.english.settings import (
    hours,
    letter,
    no_such_zone,
    nobody_a_day,
    people_per_day,
    topics,
    which_zone,
    zone,
    zone_from_now,
)
from bot.wording.english.silence import again, forgets, mute, never, not_spoken_of, quiet_about, quiet_still
from bot.wording.english.states import (
    BECAME,
    STANDS,
    consent_changed,
    goes_out,
    nobody_could_hear,
    receipt_lost,
    returns,
    stumbled,
    tried_again,
    unread,
    waits_for_login,
    words_wait,
)
from bot.wording.english.trouble import (
    back_after_absence,
    greeting,
    greets,
    hello,
    login_back,
    login_ended,
    moved,
    never_mind,
    old_copy,
    other_account,
    other_channel,
    praised,
    publisher_ended,
    renamed,
    thanks,
    thanks_unsent,
    wrong_account,
)
from bot.wording.english.undoing import (
    after_quiet,
    changed_nothing,
    delete_in_full,
    deleting_stays,
    forgotten_by_now,
    left_alone,
    not_retracted,
    not_undone,
    nothing_to_undo,
    offer_retract,
    over_by_now,
    retracted,
    retracting,
    taken_back,
    too_late_to_undo,
    undone,
    undone_forgets,
    undone_until,
    unknown_to_undo,
    was_deleted,
)
from bot.wording.text import first, name
