// Steer the network from a test: make accounts, wait until everything is indexed, break the chat.
//
//   GET  /              the addresses
//   POST /account       {"name"}: a new account, with app passwords without and with the right to private messages
//   POST /process       returns when the AppView has seen everything that was written
//   POST /chat/fault    the next fitting request to the chat fails (see chat.cjs)
//   POST /chat/delete   {"message"}: a private message is removed for everybody
//   POST /chat/reset    no more faults, and an empty list of requests
//   GET  /chat/log      the requests that the chat has seen; GET /chat/errors: where the imitation itself failed
'use strict'

const http = require('node:http')

const PATIENCE_MS = 20_000

async function startControl({ pds, bsync, appView, release, chat, addresses }) {
  const call = async (method, body, token) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const answer = await fetch(`${pds.url}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
    const said = await answer.json()
    if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(said)}`)
    return said
  }

  // What of the passwords is not asked for is not made: each costs a hash.
  const account = async ({ name, passwords = ['app_password', 'app_password_dm'] }) => {
    const [handle, password] = [`${name}.test`, `${name}-pw`]
    const { did, accessJwt } = await call('com.atproto.server.createAccount', { email: `${name}@mail.test`, handle, password })
    const made = { did, handle, password, access_jwt: accessJwt }
    for (const kind of passwords) {
      const privileged = kind === 'app_password_dm'
      made[kind] = (await call('com.atproto.server.createAppPassword', { name: kind, privileged }, accessJwt)).password
    }
    return made
  }

  const indexed = async () => {
    const began = Date.now()
    await pds.processAll()
    const written = (await pds.ctx.sequencer.curr()) ?? 0
    while (Date.now() - began < PATIENCE_MS) {
      await Promise.all([appView.sub.processAll(), release()])
      const seen = await (appView.sub.getCursor ? appView.sub.getCursor() : appView.sub.runner.getCursor())
      if (!written || seen >= written) {
        await appView.sub.background?.processAll?.()
        if (bsync) await appView.bsyncSub.processAll(await bsync.getStreamHeads())
        return { ms: Date.now() - began }
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error('the AppView does not catch up')
  }

  const routes = {
    'GET /': () => addresses,
    'POST /account': account,
    'POST /process': indexed,
    'POST /chat/fault': (fault) => (chat.faults.push(fault), {}),
    'POST /chat/delete': ({ message }) => ({ removed: chat.remove(message) }),
    'POST /chat/reset': () => ((chat.faults.length = chat.requests.length = 0), {}),
    'GET /chat/log': () => chat.requests,
    'GET /chat/errors': () => chat.errors,
  }

  const answered = async (request) => {
    const route = routes[`${request.method} ${request.url}`]
    if (!route) return [404, {}]
    let body = ''
    for await (const part of request) body += part
    return [200, await route(body ? JSON.parse(body) : {})]
  }

  const listening = http.createServer(async (request, answer) => {
    const [status, said] = await answered(request).catch((error) => [500, { error: String(error?.stack ?? error) }])
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  })
  await new Promise((resolve) => listening.listen(0, resolve))
  const stop = () => new Promise((resolve) => (listening.close(resolve), listening.closeAllConnections()))
  return { url: `http://localhost:${listening.address().port}`, stop }
}

module.exports = { startControl }
