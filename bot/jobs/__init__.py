"""Carry the flow, one stage at a time.

    poll | normalise | store | judge | suggest | deliver | answer | approve | publish

    greeting  the first message of all, before anything was read
    backfill  the first run: the owner's last 90 days into the ledger
    poll      networks -> posts, people, ledger
    tidying   drops posts and marks that are kept no longer
    closing   suggestions that ended by themselves -> closed, without a word
    suggest   posts -> suggestions
    nudge     suggestions -> the text of each nudge, into the outbox
    deliver   outbox -> the owner
    inbox     the owner -> answers, and what each of them means: drafts, previews, approvals
    draft     drafts that somebody else has to write (the model)
    publish   approvals -> the reply, once; and its retraction
    lookups   addresses that the owner named -> people, and the answer that named them is heard again
    pairing   profiles that name each other -> a question
    watching  how those converse whom the owner would like to know -> a line when they answer nobody
    digests   the week, the month

Stages meet only in the database: each job reads rows in one state and leaves them in the next. Kill the process
anywhere, and the next start goes on. No transaction is held across network I/O. Jobs do not import one another. Every job
is a class that holds what it needs, with steps that do one small thing and say truthfully whether there may be more.
"""
