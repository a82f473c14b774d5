"""Guards of the program, each with what breaks it and the test that must fail then."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """What the guard holds, where it stands, what is put in its place, and the test that must fail."""

    holds: str
    file: str
    old: str
    new: str
    caught_by: str

    def made_in(self, whole: str) -> str:
        """The text of the file with this one guard gone."""
        return whole.replace(self.old, self.new, 1)


_HELD, _SHOWN, _WHOSE, _TIME = (f"tests/promise/test_{name}.py::" for name in ("held", "shown", "whose", "undo_time"))
_RESTORED = "tests/promise/test_restored.py::"
_TELLING = "tests/flow/test_only_telling.py::"
_JOB = "bot/jobs/inbox/job.py"
_UNDERSTANDING = "bot/jobs/inbox/understanding.py"
_HOLDING = "tests/jobs/inbox/test_holding.py::"
_IN_WORDS = "bot/jobs/inbox/in_words.py"
_PUBLISH = "bot/jobs/publish/job.py"
_GATE = "bot/jobs/publish/gate.py"
_DELIVER = "bot/jobs/deliver.py"
_CONSENT = "bot/jobs/inbox/consent.py"
_OFFERED = "bot/jobs/inbox/offered.py"
_RESTING = "bot/knowledge/invalidation.py"
_MESSAGES = "bot/store/messages.py"
_CLEANING = "bot/wording/text/cleaning.py"

_OBJECTIONS = (
    Mutation(
        "what is said against a reply on its way holds it",
        _IN_WORDS,
        "rows = () if _has_its_own_way(parsed) else objected(turn, parsed, text)",
        "rows = ()",
        f"{_HELD}test_an_objection_holds_the_reply_and_asks",
    ),
    Mutation(
        "a sign against it holds it",
        _UNDERSTANDING,
        "if reaction_holds(reaction) and not turn.answer.removed:",
        "if False:",
        f"{_HELD}test_a_sign_that_objects_holds_it",
    ),
    Mutation(
        "a word that is not known is doubt",
        "bot/decide/commands/assent.py",
        'if _MARKS.sub("", _WORD.sub("", rest)) or len(spoken) > _LONGEST:',
        "if len(spoken) > _LONGEST:",
        "tests/decide/commands/test_assent.py::test_one_word_of_doubt_makes_any_remark_an_objection",
    ),
    Mutation(
        "no command that takes something back is harmless",
        "bot/decide/commands/objections.py",
        '"others", "thanks", "hello", "resume", "more like this")',
        '"others", "thanks", "hello", "resume", "more like this", "undo", "stop", "skip")',
        "tests/decide/commands/test_assent.py::test_an_objection_is_never_taken_for_assent",
    ),
    Mutation(
        "which signs object",
        "bot/decide/commands/objections.py",
        'OBJECTING = frozenset("👎❌✋🛑🤦")',
        'OBJECTING = frozenset("👎❌✋🛑")',
        "tests/decide/commands/test_assent.py::test_a_few_signs_object",
    ),
    Mutation(
        "what a note keeps may be an objection",
        "bot/decide/commands/objections.py",
        "objects = _asks_for_help_against(said.argument) or keeps_an_objection(said)",
        "objects = _asks_for_help_against(said.argument)",
        "tests/jobs/inbox/test_holding.py::test_an_objection_that_is_kept_as_a_note_holds_all",
    ),
    Mutation(
        "a hold that nobody answers comes back once",
        "bot/jobs/inbox/holding.py",
        "(TakeBack(row), Hold(row))",
        "(TakeBack(row),)",
        f"{_HELD}test_a_hold_that_nobody_answers_comes_back_once",
    ),
    Mutation(
        "what others heard too may still be an objection",
        _UNDERSTANDING,
        "doubt = len(text) > FAR_TOO_LONG or tone(OwnWords(text, text), text) is not Tone.PLAIN",
        "doubt = False",
        f"{_HELD}test_an_undo_that_others_heard_too_holds_it",
    ),
    Mutation(
        "a command about one of two of a name may have meant the other",
        _IN_WORDS,
        "unsettled = _has_its_own_way(said) and not _says_whose(turn, said)",
        "unsettled = False",
        "tests/jobs/inbox/test_holding.py::test_a_command_about_one_of_two_of_a_name_holds_the_other",
    ),
    Mutation(
        "a yes is no answer to whether it is sent or taken back",
        _CONSENT,
        'return asked.row.held_at is not None and (said is None or said.name == "yes")',
        "return False",
        f"{_HOLDING}test_whoever_agrees_that_it_is_held_has_not_said_send",
    ),
    Mutation(
        "what would end it holds it where it is asked of whom it was said",
        _IN_WORDS,
        "asked = decision.outcome in ASKED and _was_not_understood(said, decision.outcome)",
        "asked = False",
        f"{_HOLDING}test_what_would_end_it_holds_it_where_it_is_not_known_of_whom_it_is_said",
    ),
    Mutation(
        "what is said after we told of a reply on its way is about that",
        "bot/jobs/inbox/objecting.py",
        "    if _told_of_last(turn, leaving):",
        "    if False:",
        f"{_HOLDING}test_what_is_said_after_we_told_of_it_is_about_the_reply_on_its_way",
    ),
    Mutation(
        "what was understood by its shape is doubt about what is on its way",
        "bot/decide/commands/objections.py",
        "if isinstance(said, Command) and not said.loosely:",
        "if isinstance(said, Command):",
        f"{_HELD}test_consent_in_other_words_is_doubt_about_what_is_on_its_way",
    ),
    Mutation(
        "what may as well be said to the program is not for what else is open",
        "bot/decide/commands/objections.py",
        "if said.maybe_ours or is_hesitant(said.text)",
        "if is_hesitant(said.text)",
        "tests/jobs/inbox/test_holding.py::test_what_may_as_well_be_said_to_the_program_is_for_nothing_else_that_is_open",
    ),
    Mutation(
        "words are for the one open nudge, not for words that were shown back",
        "bot/jobs/inbox/objecting.py",
        "isinstance(binding, Bound) and binding.to.draft is None",
        "isinstance(binding, Bound)",
        "tests/jobs/inbox/test_holding.py::test_words_hold_where_other_words_were_shown_back_already",
    ),
    Mutation(
        "words are for one open nudge, not for one of two",
        "bot/jobs/inbox/objecting.py",
        "sounds is Tone.WORDS and isinstance(binding, Bound) and binding.to.draft is None",
        "sounds is Tone.WORDS",
        "tests/jobs/inbox/test_holding.py::test_words_hold_where_two_nudges_wait_for_words",
    ),
    Mutation(
        "a request known by its shape is not for what else is open",
        "bot/jobs/inbox/objecting.py",
        "return not said.loosely and BY_WORD",
        "return BY_WORD",
        "tests/jobs/inbox/test_whose.py::test_what_only_shows_holds_although_something_else_is_open",
    ),
    Mutation(
        "what was asked about may have been meant to go out instead of what was shown",
        "bot/jobs/inbox/whose.py",
        "return Decision(Outcome.WHOSE_WORDS,",
        "return Decision(Outcome.UNCLEAR,",
        "tests/jobs/inbox/test_whose.py::test_send_right_after_the_question_shows_the_words_first",
    ),
    Mutation(
        "a consent has no word that is not in the list",
        "bot/decide/commands/consenting.py",
        "not _WHOLE.fullmatch(said)",
        "not _EACH.search(said)",
        "tests/decide/commands/test_consenting.py::test_any_other_word_or_sign_makes_it_a_question",
    ),
    Mutation(
        "thanks, now and then beside ok are no consent",
        "bot/decide/commands/consenting.py",
        "if set(units) & set(BESIDE) and not (sends or agrees)",
        "if not said",
        "tests/decide/commands/test_consenting.py::test_any_other_word_or_sign_makes_it_a_question",
    ),
    Mutation(
        "a wish for other words holds these",
        "bot/decide/commands/remarks.py",
        "speaks_of_it = speaks_of_sending(text) or _OF_CHANGE.search(said) or _OF_WORDING.search(said)",
        "speaks_of_it = _OF_SENDING.search(said)",
        f"{_HELD}test_a_wish_for_other_words_holds_these",
    ),
    Mutation(
        "a command with an at sign does nothing",
        _IN_WORDS,
        'plain = without_sign(parsed) if isinstance(parsed, Command) else ""',
        'plain = ""',
        f"{_SHOWN}test_a_command_with_an_at_sign_does_nothing",
    ),
)

_UNCLEAR = (
    Mutation(
        "an objection keeps back what may be out already",
        "bot/jobs/inbox/turn.py",
        "return [*self.on_their_way(), *sent]",
        "return self.on_their_way()",
        f"{_HELD}test_what_was_objected_to_while_unclear_is_never_repeated",
    ),
    Mutation(
        "skip keeps back what may be out already",
        "bot/jobs/inbox/leaving.py",
        "if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and (kept := keep_back(turn, row.id)):",
        "if kept := ():",
        f"{_HELD}test_what_was_objected_to_while_unclear_is_never_repeated",
    ),
    Mutation(
        "a thumb taken away keeps back what may be out already",
        "bot/jobs/inbox/taking_back.py",
        "if row.state in (SuggestionState.PUBLISHING, SuggestionState.UNCLEAR) and (kept := keep_back(turn, row.id)):",
        "if kept := ():",
        f"{_HELD}test_a_thumb_taken_away_while_unclear_is_an_objection",
    ),
    Mutation(
        "never keeps back what may be out already",
        "bot/knowledge/joining.py",
        "            suggestions.keep_back(tx, row)\n",
        "            pass\n",
        f"{_HELD}test_what_was_objected_to_while_unclear_is_never_repeated",
    ),
    Mutation(
        "never says that one may be out already",
        "bot/jobs/inbox/persons.py",
        'text = f"{wording.never(person, called)} {taken_back}".strip()',
        "text = wording.never(person, called)",
        f"{_HELD}test_never_says_that_one_may_be_out_already",
    ),
    Mutation(
        "what was surely not sent and is wanted back is not tried again",
        _PUBLISH,
        "if suggestions.get(tx, row.id).kept_back:\n                outcomes",
        "if False:\n                outcomes",
        f"{_HELD}test_what_surely_was_not_sent_and_was_wanted_back_is_taken_back",
    ),
    Mutation(
        "what is unclear is told after an hour",
        _PUBLISH,
        "elif since >= TELL_AFTER and not row.told_unclear:",
        "elif False:",
        f"{_WHOSE}test_after_an_hour_the_owner_hears_once_that_it_is_unclear",
    ),
    Mutation(
        "what is unclear is told once",
        "bot/jobs/publish/outcomes.py",
        "suggestions.change(tx, row.id, told_unclear=True)",
        "pass",
        f"{_WHOSE}test_after_an_hour_the_owner_hears_once_that_it_is_unclear",
    ),
    Mutation(
        "what is unclear for a day is the owner's question",
        _PUBLISH,
        "if since >= ASK_AFTER:",
        "if False:",
        f"{_WHOSE}test_after_an_hour_the_owner_hears_once_that_it_is_unclear",
    ),
    Mutation(
        "a no that comes after the deed is seen through",
        _PUBLISH,
        "        if stands is not None:\n            self._stands(row, held, stands, act, SuggestionEvent.CONFIRMED)\n        else:\n            self._refused",
        "        if False:\n            self._stands(row, held, stands, act, SuggestionEvent.CONFIRMED)\n        else:\n            self._refused",
        f"{_HELD}test_a_no_that_came_after_the_deed_is_seen_through",
    ),
    Mutation(
        "a repeat looks at the world once more",
        _PUBLISH,
        "looked = look_again(self.readers[row.network], held, act, now).event is not None",
        "looked = False",
        "tests/flow/test_doubt.py::test_a_repeat_looks_at_the_world_once_more",
    ),
)

_UNHEARD = (
    Mutation(
        "an answer on which we stumble holds everything",
        _JOB,
        "    if not leaving:\n        return Decision(Outcome.GIVEN_UP",
        "    if True:\n        return Decision(Outcome.GIVEN_UP",
        f"{_HELD}test_an_answer_on_which_we_stumble_holds_everything",
    ),
    Mutation(
        "what could not be read holds everything",
        _JOB,
        "if batch.skipped or batch.gap:",
        "if batch.gap:",
        f"{_HELD}test_what_could_not_be_read_holds_everything",
    ),
    Mutation(
        "a gap in the answers holds everything",
        _JOB,
        "if batch.skipped or batch.gap:",
        "if batch.skipped:",
        f"{_HELD}test_what_could_not_be_read_holds_everything",
    ),
    Mutation(
        "an answer that cannot be read is counted, on Mastodon",
        "bot/platforms/mastodon/messenger.py",
        "                skipped += 1\n",
        "",
        "tests/platforms/mastodon/test_messenger.py::test_a_strange_answer_stops_itself_only",
    ),
    Mutation(
        "an answer that cannot be read is counted, on Bluesky",
        "bot/platforms/bluesky/messenger.py",
        "gap=gap, skipped=skipped + lost)",
        "gap=gap, skipped=lost)",
        "tests/platforms/bluesky/test_messages.py::test_a_broken_event_stops_no_other",
    ),
    Mutation(
        "the consent is looked at once more before the claim",
        _PUBLISH,
        "return said is not None and (said.sender == TERMINAL or self.messenger.stands(said))",
        "return said is not None",
        f"{_HELD}test_a_consent_that_is_not_there_any_more_holds_it",
    ),
    Mutation(
        "an edited answer does not stand, on Mastodon",
        "bot/platforms/mastodon/messenger.py",
        "return now.private and _what(now) == _what(answer)",
        "return now.private",
        "tests/platforms/mastodon/test_messenger.py::test_an_answer_that_names_somebody_without_a_word_does_not_stand",
    ),
    Mutation(
        "an answer for more eyes does not stand, on Mastodon",
        "bot/platforms/mastodon/messenger.py",
        "return now.private and _what(now) == _what(answer)",
        "return (now.sender, now.text, now.others) == (answer.sender, answer.text, answer.others)",
        "tests/platforms/mastodon/test_messenger.py::test_an_answer_that_is_for_more_eyes_by_now_does_not_stand",
    ),
    Mutation(
        "a reaction that was taken away does not stand, on Bluesky",
        "bot/platforms/bluesky/chatlog.py",
        "return ((answer.sender.uid, answer.reaction) in given) is not answer.removed",
        "return True",
        "tests/platforms/bluesky/test_messages.py::test_a_reaction_stands_while_it_is_on_its_message",
    ),
    Mutation(
        "a deleted answer does not stand, on Bluesky",
        "bot/platforms/bluesky/messenger.py",
        "return view is not None and says(view, answer)",
        "return view is not None",
        "tests/platforms/bluesky/test_messages.py::test_words_stand_until_they_are_deleted",
    ),
)

_UNTOLD = (
    Mutation(
        "without a receipt nothing goes out",
        "bot/decide/lifecycle/undo_window.py",
        "    if window.told_at is None:\n        return False\n    if window.told is not None and at.boot",
        "    if window.told_at is None:\n        return at.wall >= window.due_at\n    if window.told is not None and at.boot",
        f"{_TIME}test_what_nobody_was_told_of_is_never_over",
    ),
    Mutation(
        "a receipt that is refused takes the reply back",
        _DELIVER,
        "            self._never_told(tx, message, now)\n",
        "",
        f"{_HELD}test_without_a_receipt_nothing_goes_out",
    ),
    Mutation(
        "a late receipt names a later time",
        _DELIVER,
        "if held is not None and held.told_at is None and due > held.due_at:",
        "if False:",
        f"{_HELD}test_the_time_to_undo_begins_with_the_delivery_of_the_receipt",
    ),
    Mutation(
        "posting that is switched off brings the text instead",
        _PUBLISH,
        "if held is not None and not may_post(tx, self.config, row):",
        "if False:",
        f"{_HELD}test_publishing_switched_off_brings_the_text_instead",
    ),
    Mutation(
        "a login that may only read brings the text instead",
        "bot/outbox/previews.py",
        "return config.publish.enabled and not ownership.only_reads(tx, row.owner)",
        "return config.publish.enabled",
        f"{_HELD}test_a_login_that_may_only_read_brings_the_text_instead",
    ),
    Mutation(
        "a refused login for posting is told",
        _PUBLISH,
        "                self._login_failed(suggestion.network, held, problem)\n",
        "                self._put_off(held, RETRY)\n",
        f"{_HELD}test_a_refused_login_for_posting_is_told_once",
    ),
    Mutation(
        "which rights a login has is asked, on Mastodon",
        "bot/platforms/mastodon/rights.py",
        "return told is None or covers_writing(told)",
        "return True",
        "tests/contract/test_whose.py::test_a_login_that_may_only_read_says_so_before_and_after",
    ),
    Mutation(
        "an account that is switched off may not post, on Bluesky",
        "bot/platforms/bluesky/publisher.py",
        "if not self.may_post():",
        "if False:",
        "tests/platforms/bluesky/test_identity.py::test_an_account_that_is_switched_off_may_not_post",
    ),
)

_OFFERS = (
    Mutation(
        "an old offer to send once more counts no longer",
        _OFFERED,
        "if row.state is SuggestionState.UNCLEAR and not (_counts(turn, held) and _nothing_since(turn, held)):",
        "if False:",
        f"{_HELD}test_an_old_offer_is_shown_again_and_does_nothing",
    ),
    Mutation(
        "an old offer to delete counts no longer",
        _OFFERED,
        "if held is None or held.suggestion is None or not _counts(turn, held):",
        "if held is None or held.suggestion is None:",
        f"{_HELD}test_an_old_offer_to_delete_deletes_nothing",
    ),
    Mutation(
        "an offer is the one that is named",
        _OFFERED,
        'return mine and number in ("", str(held.draft))',
        "return mine",
        f"{_HELD}test_an_offer_under_another_number_is_not_taken",
    ),
    Mutation(
        "an offer that was made before nobody could be heard counts no longer",
        _OFFERED,
        "return fresh and turn.stood(held) and ownership.heard_since(turn.tx, held.id)",
        "return fresh and turn.stood(held)",
        f"{_WHOSE}test_an_offer_from_before_we_could_not_hear_is_made_again",
    ),
    Mutation(
        "an offer from before another attempt is not taken",
        _OFFERED,
        "if row.state is SuggestionState.UNCLEAR and turn.approval(row) is not None:",
        "if False:",
        f"{_HELD}test_an_offer_from_before_another_attempt_is_not_taken",
    ),
    Mutation(
        "an offer is made again after other words",
        _OFFERED,
        "not (_counts(turn, held) and _nothing_since(turn, held)):",
        "not _counts(turn, held):",
        f"{_HELD}test_an_offer_is_made_again_after_other_words",
    ),
)

_COPIES = (
    Mutation(
        "what was open in a backup is closed when it is put back",
        "bot/keeping/restore.py",
        "closed = settle_restored(tx, since, now)",
        "closed = 0",
        f"{_RESTORED}test_what_was_approved_before_a_backup_does_not_go_out_after_it",
    ),
    Mutation(
        "what a backup holds unheard is not heard",
        _RESTING,
        "answers.none_heard(tx, now=now)",
        "pass",
        f"{_RESTORED}test_a_send_that_the_backup_holds_unheard_is_not_heard",
    ),
    Mutation(
        "what was said before a restore is not brought again",
        "bot/knowledge/judging.py",
        "begins, away = settings.get(tx, NOT_BEFORE), None if asked else _let_go(tx)",
        "begins, away = None, None if asked else _let_go(tx)",
        f"{_RESTORED}test_what_was_published_since_is_neither_repeated_nor_brought_again",
    ),
)

_ACCOUNTS = (
    Mutation(
        "the claim compares the account that approved with the account that writes",
        _GATE,
        "mine = held.approval.account == account and row.owner == account",
        "mine = True",
        f"{_WHOSE}test_the_claim_compares_the_approvals_account_with_the_session",
    ),
    Mutation(
        "a deletion that was laid to rest while the login was asked is not done",
        _PUBLISH,
        "if not self.gate.still_deletes(tx, held) or not self.gate.belongs",
        "if not self.gate.belongs",
        "tests/jobs/publish/test_publish.py::test_what_was_laid_to_rest_while_the_login_was_asked_is_not_deleted",
    ),
    Mutation(
        "what was another account's is laid to rest",
        _RESTING,
        "closed = lay_to_rest(tx, ownership.of_others(tx, account), now)",
        "closed = 0",
        f"{_WHOSE}test_what_one_owner_approved_is_never_posted_as_another",
    ),
    Mutation(
        "nothing is said to an address that may be a stranger's",
        "bot/jobs/verifying.py",
        "return network in self._unproven",
        "return False",
        f"{_WHOSE}test_a_stranger_whom_the_configuration_names_hears_nothing_and_is_not_heard",
    ),
    Mutation(
        "an approval is used under its own name, on Mastodon",
        "bot/platforms/mastodon/publisher.py",
        "if approval.account != self.account.identity:",
        "if False:",
        "tests/contract/test_whose.py::test_an_approval_is_used_under_its_own_name_only",
    ),
    Mutation(
        "an approval is used under its own name, on Bluesky",
        "bot/platforms/bluesky/publisher.py",
        "if approval.account != self.account.identity:",
        "if False:",
        "tests/platforms/bluesky/test_identity.py::test_an_approval_of_another_account_never_leaves",
    ),
    Mutation(
        "whose a token is, on Mastodon",
        "bot/platforms/mastodon/login.py",
        "if self.address and not same(account.uid, self.address):",
        "if False:",
        "tests/platforms/mastodon/test_whose.py::test_somebody_elses_token_says_and_hears_nothing",
    ),
    Mutation(
        "an answer of another account's post is none, on Mastodon",
        "bot/platforms/mastodon/publisher.py",
        'if ident(part(answer, "account"), "id") != self.account.local_id:',
        "if False:",
        "tests/platforms/mastodon/test_publisher.py::test_a_login_that_turns_out_to_be_somebody_elses_is_doubted_at_once",
    ),
    Mutation(
        "an answer of another post is none, on Mastodon",
        "bot/platforms/mastodon/publisher.py",
        "return self._confirmed(status, reply)",
        "return _published(status)",
        "tests/platforms/mastodon/test_publisher.py::test_an_answer_of_another_post_proves_nothing",
    ),
    Mutation(
        "a token that was refused is asked about again, on Mastodon",
        "bot/platforms/mastodon/login.py",
        "        except LoginEnded:\n            self._account = None\n",
        "        except LoginEnded:\n",
        "tests/platforms/mastodon/test_whose.py::test_a_token_that_was_refused_is_asked_about_again",
    ),
    Mutation(
        "whoever has the handle later is not followed, on Bluesky",
        "bot/platforms/bluesky/identity.py",
        'if kept not in ("", said.did):',
        "if False:",
        "tests/platforms/bluesky/test_identity.py::test_another_account_is_named",
    ),
    Mutation(
        "whose a session is, on Bluesky",
        "bot/platforms/bluesky/identity.py",
        "if now != said.did and (now or not kept):",
        "if False:",
        "tests/platforms/bluesky/test_identity.py::test_a_session_file_of_somebody_else_does_nothing",
    ),
    Mutation(
        "a server that is silent at the start keeps nobody from writing",
        "bot/service/workers/talking.py",
        "        self._verifying.recall()\n",
        "",
        f"{_WHOSE}test_a_silent_server_at_the_start_keeps_nobody_from_writing",
    ),
    Mutation(
        "where nothing comes back, nothing can be approved",
        "bot/service/workers/talking.py",
        "else (_posts_nothing(parts.config), Here())",
        "else (parts.config, Here())",
        f"{_TELLING}test_nothing_can_be_approved",
    ),
    Mutation(
        "what nobody fetches was not heard",
        "bot/service/workers/talking.py",
        "if self._talk.hears and (",
        "if (",
        f"{_TELLING}test_nothing_is_heard_and_nothing_breaks",
    ),
    Mutation(
        "another way of talking holds what was on its way",
        _RESTING,
        "        held = hold_all(tx, now)\n        if moved",
        "        held = []\n        if moved",
        f"{_WHOSE}test_another_way_of_talking_holds_what_was_on_its_way",
    ),
    Mutation(
        "a lost place in the conversation holds what was on its way",
        _RESTING,
        "lost = before == channel and not terminal and not sources.source(tx, ANSWERS).mark",
        "lost = False",
        f"{_WHOSE}test_a_lost_place_in_the_conversation_holds_what_was_on_its_way",
    ),
    Mutation(
        "two people who are one are one in every table",
        "bot/store/merging.py",
        "if column.references(persons.c.id))",
        'if column.references(persons.c.id) and column.table.name != "suggestions")',
        "tests/knowledge/test_one_person.py::test_after_two_became_one_nothing_names_the_other",
    ),
    Mutation(
        "of whom nothing is wanted nothing is wanted as one either",
        "bot/decide/relationships/merging.py",
        "never=kept.never or other.never,",
        "never=kept.never,",
        "tests/knowledge/test_one_person.py::test_each_thing_that_was_noted_is_kept_by_its_rule",
    ),
    Mutation(
        "what is joined with somebody of whom nothing is wanted ends",
        "bot/knowledge/joining.py",
        "    if one.never:\n        end_open(tx, keep, now=now)\n",
        "",
        "tests/knowledge/test_one_person.py::test_joining_with_somebody_of_whom_nothing_is_wanted_keeps_the_reply_back",
    ),
    Mutation(
        "an answer beside a service on another database is refused",
        "bot/cli/queue.py",
        'if works_on and works_on != ours and not said.get("stopped"):',
        "if False:",
        "tests/cli/test_queue.py::test_an_answer_beside_a_service_on_another_database_is_refused",
    ),
)

_WORDS = (
    Mutation(
        "words that were never printed cannot be approved",
        "bot/jobs/inbox/turn.py",
        "return message.seen_at is not None and message.seen_at < self.answer.at",
        "return True",
        f"{_WHOSE}test_words_that_were_never_printed_cannot_be_sent",
    ),
    Mutation(
        "what is not printed whole is not seen",
        "bot/cli/queue.py",
        "if there.issuperset(parts)]",
        "if parts]",
        "tests/cli/test_queue.py::test_what_is_not_whole_is_not_seen",
    ),
    Mutation(
        "what is written into nothing is not seen",
        "bot/cli/queue.py",
        "return not os.path.samestat(os.fstat(stream.fileno()), Path(os.devnull).stat())",
        "return True",
        "tests/cli/test_queue.py::test_what_is_written_into_nothing_is_not_seen",
    ),
    Mutation(
        "the newest words are meant",
        _CONSENT,
        "if newest is not None and newest.draft != held.draft and not",
        "if False and newest is not None and not",
        f"{_SHOWN}test_words_that_were_replaced_are_asked_about",
    ),
    Mutation(
        "only what stood in the question is chosen from",
        _CONSENT,
        "return asked is not None and asked.draft == newest.draft and asked.state",
        "return asked is not None and asked.state",
        f"{_SHOWN}test_a_question_from_before_newer_words_chooses_nothing",
    ),
    Mutation(
        "what was shown before nobody could be heard is shown again",
        _CONSENT,
        "if not asked.fresh or not asked.heard:",
        "if not asked.fresh:",
        f"{_WHOSE}test_what_was_shown_before_we_could_not_hear_is_shown_again",
    ),
    Mutation(
        "a preview is good for a day",
        _CONSENT,
        "if not asked.fresh or not asked.heard:",
        "if not asked.heard:",
        "tests/flow/test_doubt.py::test_a_preview_is_good_for_a_day",
    ),
    Mutation(
        "words that are on their way to the owner are newer",
        "bot/store/answerable.py",
        "messages.c.suggestion == suggestion, messages.c.kind == MessageKind.PREVIEW, messages.c.shown.is_not(None)",
        'messages.c.suggestion == suggestion, messages.c.kind == MessageKind.PREVIEW, messages.c.state == "sent"',
        f"{_SHOWN}test_words_that_are_on_their_way_to_the_owner_count_as_newer",
    ),
    Mutation(
        "words that a model is making are newer",
        _CONSENT,
        "if asked.row.asked_draft is not None:",
        "if False:",
        f"{_SHOWN}test_while_newer_words_are_being_made_the_ones_before_are_not_sent",
    ),
    Mutation(
        "a reference to a message that nobody knows is doubt",
        "bot/jobs/inbox/turn.py",
        "return self.referred is None",
        "return False",
        f"{_SHOWN}test_a_reference_to_a_message_that_we_do_not_know_is_doubt",
    ),
    Mutation(
        "nothing that others wrote looks like a code of ours",
        _CLEANING,
        r'bare = _CODE.sub(r"\1\2-\3", line.translate(_BRACKETS))',
        "bare = line",
        "tests/wording/test_cleaning.py::test_what_looks_like_ours_is_defused",
    ),
    Mutation(
        "nothing that others wrote is invisible",
        "bot/wording/text/hidden.py",
        'unicodedata.category(character) not in ("Cc", "Cf", "Cs")',
        'unicodedata.category(character) not in ("Cc", "Cs")',
        "tests/wording/test_cleaning.py::test_what_nobody_sees_is_taken_out",
    ),
    Mutation(
        "what others wrote is no longer than a line",
        _CLEANING,
        "_settled(lambda text: _cut(_defused(_one_line(text)), most), raw)",
        "_settled(lambda text: _defused(_one_line(text)), raw)",
        "tests/wording/test_cleaning.py::test_ten_thousand_characters_are_no_longer_than_a_line",
    ),
    Mutation(
        "a name can be spoken",
        _CLEANING,
        'c if _speakable(c) else " " for c in bare',
        "c for c in bare",
        "tests/wording/test_cleaning.py::test_every_name_can_be_spoken",
    ),
    Mutation(
        "a name reaches a text cleaned",
        "bot/wording/text/cleaning.py",
        'return Name(of.name, of.accounts[0].address if of.accounts else "")',
        "return str.__new__(Name, of.name)",
        "tests/wording/test_canary.py::test_no_text_says_what_somebody_forged",
    ),
    Mutation(
        "nothing that is printed commands a terminal",
        "bot/cli/output.py",
        r'_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f',
        r'_COMMANDING = re.compile("[\x00-\x08\x7f-\x9f',
        "tests/wording/test_acts_are_clean.py::test_nothing_that_is_printed_commands_a_terminal",
    ),
    Mutation(
        "a warning that is taken over names nobody",
        "bot/decide/drafting/composing.py",
        "warning=_warning(target.warning),",
        "warning=target.warning,",
        "tests/wording/test_acts_are_clean.py::test_a_copied_warning_names_nobody",
    ),
    Mutation(
        "own words are what is seen of them",
        "bot/decide/drafting/composing.py",
        "own, line = without_hidden(words).strip(), disclosure.strip()",
        "own, line = words.strip(), disclosure.strip()",
        "tests/wording/test_acts_are_clean.py::test_own_words_are_what_is_seen_of_them",
    ),
    Mutation(
        "only keeps the line under a model's draft",
        "bot/jobs/inbox/words.py",
        "by=last.by, only=True, disclosure=line)",
        "by=last.by, only=True)",
        f"{_SHOWN}test_the_line_under_a_models_draft_stays_when_it_is_for_one_alone",
    ),
    Mutation(
        "an at sign in words to be pasted is told",
        "bot/wording/english/receipts.py",
        'typed = signs if SIGN.search(bare) else ""',
        'typed = ""',
        "tests/wording/test_acts_are_clean.py::test_an_at_sign_in_words_to_be_pasted_is_told",
    ),
    Mutation(
        "what is approved is what was shown",
        "bot/decide/lifecycle/consent.py",
        "if exact != shown:",
        "if False:",
        "tests/promise/test_by_words.py::test_one_changed_part_is_not_what_was_shown",
    ),
)

_TIMES = (
    Mutation(
        "the time to undo passes by the clock that nobody can set",
        "bot/decide/lifecycle/undo_window.py",
        "if window.told is not None and at.boot is not None and window.told.id == at.boot.id:",
        "if False:",
        f"{_TIME}test_the_clock_on_the_wall_says_nothing_while_the_machine_runs",
    ),
    Mutation(
        "after another start of the machine the owner has that time again",
        "bot/decide/lifecycle/undo_window.py",
        "return at.wall >= window.due_at and _runs_long_enough(at)",
        "return at.wall >= window.due_at",
        f"{_TIME}test_after_another_start_of_the_machine_both_must_have_passed",
    ),
    Mutation(
        "answers are read after it by the same clock",
        _GATE,
        "return not ahead and over(window, replace(now, wall=read.read_began_at, boot=read.read_boot))",
        "return not ahead and read.read_began_at >= window.due_at",
        f"{_WHOSE}test_it_goes_out_when_that_time_has_passed",
    ),
    Mutation(
        "a reading from the future proves nothing",
        _GATE,
        "return not ahead and over(window,",
        "return over(window,",
        "tests/flow/test_clocks.py::test_a_reading_from_the_future_does_not_count_after_the_consent_either",
    ),
    Mutation(
        "in the terminal, what nobody could take back is shown again",
        "bot/jobs/verifying.py",
        "if terminal and started is not None:",
        "if False:",
        f"{_WHOSE}test_what_nobody_could_take_back_is_shown_again",
    ),
    Mutation(
        "an old copy of the database is noticed",
        _RESTING,
        "    if not strange:\n",
        "    if True:\n",
        f"{_WHOSE}test_a_restored_copy_posts_nothing_again",
    ),
    Mutation(
        "an old copy is told of once",
        _RESTING,
        "    ownership.put_settled(tx, max(one.at for one in strange))\n",
        "",
        f"{_RESTORED}test_what_is_open_after_an_old_copy_was_noticed_stays_open_over_a_restart",
    ),
    Mutation(
        "codes go on beyond every code that was shown",
        _RESTING,
        "    suggestions.go_on_beyond(tx, (found[1] for one in spoken if (found := _CODES.search(one.text))))\n",
        "",
        f"{_WHOSE}test_after_a_restore_codes_go_on_beyond_every_code_that_was_shown",
    ),
    Mutation(
        "a message that was being sent is no sign of an old copy",
        _RESTING,
        " and _bare(s.text) not in unfinished]",
        "]",
        f"{_WHOSE}test_a_message_that_was_being_sent_is_no_sign_of_an_old_copy",
    ),
)

_SERVERS = (
    Mutation(
        "a page with any status is no answer, on Mastodon",
        "bot/platforms/mastodon/error_translation.py",
        "if response is None or response.ok or not _is_its_own(response, writing=writing):",
        "if response is None or response.ok:",
        "tests/platforms/mastodon/test_pages.py::test_a_reply_that_met_a_page_is_unclear",
    ),
    Mutation(
        "behind a page a message may have been delivered, on Mastodon",
        "bot/platforms/mastodon/error_translation.py",
        "        outcome_unknown=writing,\n    )\n\n\ndef _of_answer",
        "        outcome_unknown=False,\n    )\n\n\ndef _of_answer",
        "tests/platforms/mastodon/test_pages.py::test_a_message_that_met_a_page_is_unclear",
    ),
    Mutation(
        "a server error of its own may have been done, on Mastodon",
        "bot/platforms/mastodon/error_translation.py",
        "outcome_unknown=writing and not put_off)",
        "outcome_unknown=False)",
        "tests/platforms/mastodon/test_publisher.py::test_an_unclear_answer_is_called_unclear",
    ),
    Mutation(
        "a page with any status is no answer, on Bluesky",
        "bot/platforms/bluesky/error_translation.py",
        "if not error_name(error) or (relayed and _tells_a_status_only(error)):",
        "if relayed and _tells_a_status_only(error):",
        "tests/platforms/bluesky/test_pages.py::test_a_page_is_nobodys_answer",
    ),
    Mutation(
        "a page that another server's error was made of is a page, on Bluesky",
        "bot/platforms/bluesky/error_translation.py",
        "if not error_name(error) or (relayed and _tells_a_status_only(error)):",
        "if not error_name(error):",
        "tests/platforms/bluesky/test_pages.py::test_a_page_behind_the_accounts_server_is_a_page",
    ),
    Mutation(
        "behind a page a write may be done, on Bluesky",
        "bot/platforms/bluesky/error_translation.py",
        "outcome_unknown=writing, retry_after=retry_after)\n        self.status",
        "outcome_unknown=False, retry_after=retry_after)\n        self.status",
        "tests/platforms/bluesky/test_pages.py::test_a_message_that_meets_a_page_is_looked_for",
    ),
    Mutation(
        "a message whose end is not known is looked for before it is repeated",
        _DELIVER,
        "self._back(message, MessageEvent.LOST if problem.outcome_unknown else MessageEvent.NOT_SENT)",
        "self._back(message, MessageEvent.NOT_SENT)",
        "tests/flow/test_clocks.py::test_a_message_whose_answer_was_lost_is_found_whatever_the_clock_says",
    ),
    Mutation(
        "an approval that somebody else moved is not moved again",
        "bot/store/approvals.py",
        'approvals.c.id == bindparam("approval"), approvals.c.state == bindparam("stood")',
        'approvals.c.id == bindparam("approval"), bindparam("stood").is_not(None)',
        "tests/store/test_moves.py::test_who_is_second_moves_no_approval",
    ),
    Mutation(
        "a message that somebody else moved is not moved again",
        _MESSAGES,
        'messages.c.id == bindparam("message"), messages.c.state == bindparam("stood")',
        'messages.c.id == bindparam("message"), bindparam("stood").is_not(None)',
        "tests/store/test_moves.py::test_who_is_second_moves_no_message",
    ),
    Mutation(
        "an approval that was used is not open again",
        "bot/domain/approvals.py",
        "(_A.CLAIMED, _AE.CONFIRMED): _A.USED,",
        "(_A.CLAIMED, _AE.CONFIRMED): _A.OPEN,",
        "tests/domain/test_states.py::test_the_diagram_shows_every_move_and_no_other",
    ),
    Mutation(
        "what the owner wanted back is never repeated by a newer version either",
        "bot/store/migrations/versions/m0003_typed.py",
        '"kept_back": bool(bag.get("kept_back")),',
        '"kept_back": False,',
        "tests/store/test_goes_on.py::test_what_the_owner_wanted_back_is_still_never_repeated",
    ),
    Mutation(
        "an armed post needs its key, on Mastodon",
        "bot/platforms/mastodon/policies.py",
        'return same_place and fields(request) == dict(form) and request.headers.get("idempotency-key") == key',
        "return same_place and fields(request) == dict(form)",
        "tests/platforms/mastodon/test_policies.py::test_an_armed_post_needs_its_key",
    ),
    Mutation(
        "an armed post has the approved words, on Mastodon",
        "bot/platforms/mastodon/policies.py",
        'return same_place and fields(request) == dict(form) and request.headers.get("idempotency-key") == key',
        'return same_place and request.headers.get("idempotency-key") == key',
        "tests/platforms/mastodon/test_publisher.py::test_an_armed_wire_lets_through_exactly_the_approved_request",
    ),
    Mutation(
        "a private message names nobody else, on Mastodon",
        "bot/platforms/mastodon/policies.py",
        "if others := mentions(text[len(self._front) :]):",
        "if others := ():",
        "tests/platforms/mastodon/test_policies.py::test_a_messenger_may_write_nothing_else",
    ),
    Mutation(
        "what a server delivers further is taken back, on Mastodon",
        "bot/platforms/mastodon/messenger.py",
        "        self._must_have_reached(recipient, status)\n",
        "",
        "tests/platforms/mastodon/test_messenger.py::test_what_a_server_delivers_further_is_taken_back",
    ),
    Mutation(
        "an armed write has the approved bytes, on Bluesky",
        "bot/platforms/bluesky/policies.py",
        "            and request.body == body\n",
        "",
        "tests/platforms/bluesky/test_policies.py::test_an_armed_publisher_writes_nothing_else",
    ),
    Mutation(
        "a private message goes into the owner's conversation, on Bluesky",
        "bot/platforms/bluesky/policies.py",
        'if not self._conversation or body.get("convoId") != self._conversation:',
        "if not self._conversation:",
        "tests/platforms/bluesky/test_policies.py::test_a_message_into_another_conversation_is_stopped",
    ),
    Mutation(
        "nobody else is in the owner's conversation, on Bluesky",
        "bot/platforms/bluesky/policies.py",
        "if members != sorted([self._owner_did, bot_did]):",
        "if False:",
        "tests/platforms/bluesky/test_policies.py::test_a_conversation_with_anybody_else_is_never_opened",
    ),
    Mutation(
        "a closed database is complete by itself",
        "bot/store/database.py",
        "            _complete(self.path)\n",
        "            pass\n",
        "tests/service/test_service.py::test_after_the_end_everything_is_in_one_file",
    ),
    Mutation(
        "a file that another program holds ends nothing",
        "bot/service/runner.py",
        '            work()\n        except StoreError as problem:\n            log.error("store_unusable", source=worker',
        '            work()\n        except ZeroDivisionError as problem:\n            log.error("store_unusable", source=worker',
        "tests/service/test_service.py::test_a_file_that_is_held_by_another_program_ends_nothing",
    ),
    Mutation(
        "whoever cannot store is not alive",
        "bot/cli/health.py",
        "if _ill_for(said, at) >= STILL_ALIVE:",
        "if False:",
        "tests/service/test_service.py::test_after_three_minutes_in_which_nothing_could_be_stored_it_is_ill",
    ),
    Mutation(
        "damage in the middle of a database is found",
        "bot/store/integrity.py",
        'return "" if found == "ok" else sentence("malformed")',
        'return ""',
        "tests/store/test_integrity.py::test_damage_in_the_middle_is_found_without_meeting_it",
    ),
    Mutation(
        "a bot's login that works again is noticed within a minute",
        "bot/service/runner.py",
        "(LONG if ended and source not in CONVERSATION else SOON)",
        "(LONG if ended else SOON)",
        "tests/service/test_service.py::test_a_login_that_works_again_is_noticed_within_a_minute_where_the_owner_is_heard",
    ),
)

MUTATIONS = (
    *_OBJECTIONS,
    *_UNCLEAR,
    *_UNHEARD,
    *_UNTOLD,
    *_OFFERS,
    *_COPIES,
    *_ACCOUNTS,
    *_WORDS,
    *_TIMES,
    *_SERVERS,
)
