"""A server on the loopback that behaves as Mastodon is documented to, or as GoToSocial was measured to.

flavour     what differs between the two
clock       its time, and the ids made of it
people      accounts, follows, blocks, mutes, filters, notification policies
words       what a text becomes: handles that reach somebody, HTML, hashtags
statuses    what was said, who may see it, what stands in whose home
notices     notifications, filtered ones apart
network     all of these together: what happens when somebody acts
shapes      JSON as the recordings have it (tests/data/mastodon)
paging      min_id, since_id, max_id, and the holes they leave
routes      the endpoints
faults      what goes wrong next
oauth       applications, codes, tokens and their end
server      HTTP, tokens, scopes, limits
world       five people on it, for the contract and the flow tests
"""
