"""Speak with Mastodon and its kin: read as the owner, write to the owner, publish what was approved.

fields      values out of answers that may lack any of them
instance    what kind of server is asked
identity    names that stay: addresses, references
mentions    handles that any server would deliver to
plaintext   HTML to words
above       what stands above a reply
normalise, notices    statuses and accounts, notifications as our own values
feeds       down a feed to the mark, without holes
policies    what each role may send
error_translation    everything that goes wrong, as our errors
client      requests to one server with one token
login       whose that token is, compared with the configured address
rights      whether it may write
recall      what a reader knew, kept for a silent start
ask, timelines, addresses, own    questions to the server
entities    many of its answers as our own values, with what stands above them
notifications, acts    what others did towards the owner, what the owner did
limits, idempotency, checks
reader, messenger, publisher    the roles of `base` and `publishing`
"""

from bot.domain import Network

NETWORK = Network("mastodon")
