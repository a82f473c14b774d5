// The chat service, which is closed source, imitated: what a bot and its owner need of `chat.bsky.convo`.
//
// It stands behind the real PDS's proxy, checks the service token that the PDS signs, and has parameters, input and output
// validated by the real lexicons. Faults can be injected before a request is carried out or after it.
'use strict'

const crypto = require('node:crypto')
const http = require('node:http')

const NAMESPACE = 'chat.bsky.convo.'
const REACTIONS_A_PERSON = 5
const LOG_PAGE = 100

async function startChat({ load, lexicons, port, plcUrl, appViewUrl }) {
  const { createServer, verifyJwt, AuthRequiredError, InvalidRequestError, XRPCError } = load('@atproto/xrpc-server')
  const { IdResolver } = load('@atproto/identity')
  const { TID } = load('@atproto/common')
  const express = load('express')

  const did = `did:web:localhost%3A${port}`
  const identities = new IdResolver({ plcUrl, fetch: globalThis.fetch }) // its own would refuse a server on the loopback
  const convos = new Map() // id -> { id, members, messages, rev, status: { did: 'accepted' | 'request' } }
  const events = [] // { for: did, rev, event }
  const requests = []
  const faults = []
  const errors = []

  // --- what the service knows

  const refuse = (name, message) => {
    throw new InvalidRequestError(message, name)
  }

  const askAppView = async (method, parameters) => {
    const url = new URL(`${appViewUrl}/xrpc/${method}`)
    for (const [name, value] of Object.entries(parameters)) for (const one of [].concat(value)) url.searchParams.append(name, one)
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${method}: ${await answer.text()}`)
    return answer.json()
  }

  const profiles = async (dids) => {
    const known = (await askAppView('app.bsky.actor.getProfiles', { actors: dids })).profiles
    return dids.map((one) => known.find((profile) => profile.did === one) || { did: one, handle: 'handle.invalid' })
  }

  const mayBeWrittenTo = async (whom, by) => {
    const [profile] = await profiles([whom])
    const incoming = profile.associated?.chat?.allowIncoming ?? 'following' // a missing declaration means this
    if (incoming === 'none') refuse('MessagesDisabled', 'recipient has disabled incoming messages')
    if (incoming !== 'following') return
    const { relationships } = await askAppView('app.bsky.graph.getRelationships', { actor: whom, others: [by] })
    if (!relationships[0].following) refuse('NotFollowedBySender', 'recipient requires incoming messages to come from someone they follow')
  }

  const find = (id, me) => {
    const convo = convos.get(id)
    return convo?.members.includes(me) ? convo : refuse('InvalidConvo', 'Convo not found')
  }

  const findMessage = (convo, id) => convo.messages.find((one) => one.id === id)

  const between = async (me, others) => {
    const members = [...new Set([me, ...others])].sort()
    for (const convo of convos.values()) if (convo.members.join() === members.join()) return convo
    for (const other of members) if (other !== me) await mayBeWrittenTo(other, me)
    const convo = { id: crypto.randomBytes(8).toString('hex'), members, messages: [], rev: TID.nextStr(), status: { [me]: 'accepted' } }
    convos.set(convo.id, convo)
    tell(convo, 'logBeginConvo', {})
    return convo
  }

  const tell = (convo, type, facts) => {
    const event = { $type: `${NAMESPACE}defs#${type}`, rev: convo.rev, convoId: convo.id, ...facts }
    for (const member of convo.members) events.push({ for: member, rev: convo.rev, event })
  }

  const view = async (convo, me) => {
    const members = (await profiles(convo.members)).map(({ did, handle, displayName }) => ({ did, handle, displayName }))
    const last = convo.messages.at(-1)
    return {
      id: convo.id,
      rev: convo.rev,
      members: members.map((one) => JSON.parse(JSON.stringify(one))),
      muted: false,
      status: convo.status[me] ?? 'request',
      unreadCount: 0,
      ...(last ? { lastMessage: last } : {}),
    }
  }

  // --- what can be done with it

  const send = (convo, me, { text, facets, embed, replyTo }) => {
    const message = { $type: `${NAMESPACE}defs#messageView`, id: TID.nextStr(), text, sender: { did: me }, sentAt: new Date().toISOString() }
    if (facets) message.facets = facets
    if (embed?.record) message.embed = notHydrated(embed.record.uri)
    if (replyTo) message.replyTo = oneLevel(findMessage(convo, replyTo.messageId) ?? refuse('ReplyTargetNotFound', 'no such message'))
    convo.rev = message.rev = TID.nextStr(convo.rev)
    convo.messages.push(message)
    convo.status[me] = 'accepted'
    tell(convo, 'logCreateMessage', { message })
    return message
  }

  const notHydrated = (uri) => ({
    $type: 'app.bsky.embed.record#view',
    record: { $type: 'app.bsky.embed.record#viewNotFound', uri, notFound: true },
  })

  const oneLevel = ({ replyTo, ...message }) => message

  const react = (convo, me, message, value) => {
    const mine = (message.reactions ?? []).filter((one) => one.sender.did === me)
    if ([...new Intl.Segmenter().segment(value)].length !== 1) refuse('ReactionInvalidValue', 'a reaction is one grapheme')
    if (mine.some((one) => one.value === value)) return
    if (mine.length === REACTIONS_A_PERSON) refuse('ReactionLimitReached', 'too many reactions')
    const reaction = { value, sender: { did: me }, createdAt: new Date().toISOString() }
    message.reactions = [...(message.reactions ?? []), reaction]
    convo.rev = TID.nextStr(convo.rev)
    tell(convo, 'logAddReaction', { message, reaction })
  }

  const takeBack = (convo, me, message, value) => {
    const reaction = (message.reactions ?? []).find((one) => one.sender.did === me && one.value === value)
    if (!reaction) return
    message.reactions = message.reactions.filter((one) => one !== reaction)
    convo.rev = TID.nextStr(convo.rev)
    tell(convo, 'logRemoveReaction', { message, reaction })
  }

  // As when a message is removed for everybody: it stays in its place, and says nothing any more.
  const remove = (id) => {
    for (const convo of convos.values()) {
      const at = convo.messages.findIndex((one) => one.id === id)
      if (at < 0) continue
      const { sender, sentAt, rev } = convo.messages[at]
      const message = { $type: `${NAMESPACE}defs#deletedMessageView`, id, rev, sender, sentAt }
      convo.messages[at] = message
      convo.rev = TID.nextStr(convo.rev)
      tell(convo, 'logDeleteMessage', { message })
      return true
    }
    return false
  }

  const page = (newestFirst, { limit, cursor }) => {
    const rest = cursor ? newestFirst.filter((one) => one.rev < cursor) : newestFirst
    const items = rest.slice(0, limit)
    return { items, ...(rest.length > items.length ? { cursor: items.at(-1).rev } : {}) }
  }

  const methods = {
    getConvoForMembers: async (me, { members }) => ({ convo: await view(await between(me, members), me) }),
    getConvo: async (me, { convoId }) => ({ convo: await view(find(convoId, me), me) }),
    listConvos: async (me, parameters) => {
      const mine = [...convos.values()].filter((one) => one.members.includes(me)).sort((a, b) => (a.rev < b.rev ? 1 : -1))
      const { items, ...rest } = page(mine, parameters)
      return { convos: await Promise.all(items.map((one) => view(one, me))), ...rest }
    },
    getMessages: async (me, { convoId, ...parameters }) => {
      const { items, ...rest } = page([...find(convoId, me).messages].reverse(), parameters)
      return { messages: items, ...rest }
    },
    // Without a cursor there is no history, only the place where the log stands now.
    getLog: async (me, { cursor }) => {
      const mine = events.filter((one) => one.for === me)
      if (!cursor) return { logs: [], cursor: mine.at(-1)?.rev ?? TID.nextStr() }
      const later = mine.filter((one) => one.rev > cursor).slice(0, LOG_PAGE)
      return { logs: later.map((one) => one.event), cursor: later.at(-1)?.rev ?? cursor }
    },
    sendMessage: async (me, _, { convoId, message }) => send(find(convoId, me), me, message),
    addReaction: async (me, _, { convoId, messageId, value }) => reacted(me, convoId, messageId, value, react),
    removeReaction: async (me, _, { convoId, messageId, value }) => reacted(me, convoId, messageId, value, takeBack),
  }

  const reacted = (me, convoId, messageId, value, change) => {
    const convo = find(convoId, me)
    const message = findMessage(convo, messageId) ?? refuse('ReactionMessageDeleted', 'no such message')
    change(convo, me, message, value)
    return { message }
  }

  // --- how it is reached

  const auth = async ({ req }) => {
    const token = (req.headers.authorization ?? '').replace(/^Bearer /, '')
    if (!token) throw new AuthRequiredError('missing jwt', 'MissingJwt')
    const method = req.originalUrl.replace(/^\/xrpc\//, '').split('?')[0]
    const key = (issuer, again) => identities.did.resolveAtprotoKey(issuer.split('#')[0], again)
    const { iss } = await verifyJwt(token, did, method, key)
    return { credentials: { did: iss } }
  }

  const errorParser = (thrown) => {
    const error = XRPCError.fromError(thrown)
    if (error.type >= 500) errors.push(String(thrown?.stack ?? thrown))
    return error
  }
  const server = createServer(lexicons, { validateResponse: true, errorParser })
  for (const [name, answer] of Object.entries(methods)) {
    const handler = async ({ params, input, auth: { credentials } }) => ({
      encoding: 'application/json',
      body: JSON.parse(JSON.stringify(await answer(credentials.did, params, input?.body))), // as it goes over the wire
    })
    server.method(NAMESPACE + name, { auth, handler })
  }

  // The first fault that fits is used up: { lxm, when: 'before' | 'after', status, error, drop, times }, or with
  // { page, type, headers } what something in between answers in the place of this service.
  const nextFault = (method) => {
    const fault = faults.find((one) => !one.lxm || one.lxm === method)
    if (fault && (fault.times = (fault.times ?? 1) - 1) <= 0) faults.splice(faults.indexOf(fault), 1)
    return fault
  }

  const inBetween = (answer, { page: body, status = 502, type = 'text/html', headers = {} }) => {
    for (const name of answer.getHeaderNames()) answer.removeHeader(name)
    answer.writeHead(status, { ...(type ? { 'content-type': type } : {}), ...headers }).end(body)
  }

  const app = express()
  app.get('/.well-known/did.json', (_, answer) =>
    answer.json({
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: did,
      service: [{ id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: `http://localhost:${port}` }],
    }),
  )
  app.use((request, answer, next) => {
    const method = request.path.replace('/xrpc/', '')
    requests.push({ method: request.method, lxm: method, at: new Date().toISOString() })
    const fault = nextFault(method)
    if (!fault) return next()
    if (fault.when === 'after') {
      const unsent = { end: answer.end, write: answer.write }
      const instead = () => (fault.page === undefined ? request.socket.destroy() : inBetween(Object.assign(answer, unsent), fault))
      answer.write = () => true
      answer.end = instead // carried out, and the answer is lost
      return next()
    }
    if (fault.drop) return request.socket.destroy()
    if (fault.page !== undefined) return inBetween(answer, fault)
    answer.status(fault.status ?? 500).json({ error: fault.error ?? 'Fault', message: 'injected' })
  })
  app.use(server.router)
  const listening = http.createServer(app)
  await new Promise((resolve) => listening.listen(port, resolve))
  const stop = () => new Promise((resolve) => (listening.close(resolve), listening.closeAllConnections()))
  return { did, url: `http://localhost:${port}`, requests, faults, errors, remove, stop }
}

module.exports = { startChat }
