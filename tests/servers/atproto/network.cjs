// A whole AT Protocol network in one process, on the loopback, from nothing: PLC, PDS, AppView and the imitated chat.
//
//   node network.cjs PACKAGES FOLDER     the servers are in PACKAGES, where install.sh put them; all state goes below FOLDER,
//                                        and FOLDER/network.json is written when everything is up
//
// It ends, and takes PostgreSQL along, on SIGTERM, on SIGINT, and when its standard input is closed: nothing is left behind
// when whoever started it is killed.
'use strict'

const { freePort } = require('./loopback.cjs')
process.env.LOG_ENABLED ??= 'false'

const fs = require('node:fs')
const path = require('node:path')
const { createRequire } = require('node:module')
const { startChat } = require('./chat.cjs')
const { startControl } = require('./control.cjs')
const { startPostgres } = require('./postgres.cjs')

const [packages, state = 'network'] = process.argv.slice(2)
const load = createRequire(path.resolve(packages, 'index.js'))
const BSYNC_KEY = 'bsync-key'

const stops = [] // how to end what was started, in the order of starting

async function start(folder) {
  fs.mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres(path.join(folder, 'postgres'), load('pg').Client)
  stops.push(postgres.stop)
  const { plc, pds, bsync, appView, release } = await startServers(folder, postgres.url)
  const chat = await startChat({ load, lexicons: lexicons(), port: await freePort(), plcUrl: plc.url, appViewUrl: appView.url })
  stops.push(chat.stop)
  const addresses = { plc: plc.url, pds: pds.url, bsky: appView.url, chat: chat.url, chatDid: chat.did }
  const control = await startControl({ pds, bsync, appView, release, chat, addresses })
  stops.push(control.stop)
  return { ...addresses, control: control.url, pid: process.pid }
}

async function startServers(folder, dbPostgresUrl) {
  const dev = load('@atproto/dev-env')
  const port = await freePort() // of the PDS: the AppView listens to it from its first moment
  const plc = await dev.TestPlc.create({})
  stops.push(() => plc.close())
  const bsync = await startBsync(dev, dbPostgresUrl)
  const appView = await dev.TestBsky.create({
    ...(bsync ? { bsyncUrl: bsync.url, bsyncApiKey: BSYNC_KEY } : {}),
    plcUrl: plc.url,
    pdsPort: port,
    repoProvider: `ws://localhost:${port}`,
    dbPostgresUrl,
    dbPostgresSchema: 'appview',
    redisHost: 'unused', // only asserted, never contacted
    modServiceDid: 'did:example:mod',
  })
  stops.push(() => appView.close())
  if (bsync) bsync.ctx.dataplaneClients = [appView.ctx.dataplane]
  const pds = await dev.TestPds.create({
    port,
    hostname: 'localhost',
    didPlcUrl: plc.url,
    bskyAppViewUrl: appView.url,
    bskyAppViewDid: appView.ctx.cfg.serverDid,
    enableDidDocWithSession: true,
    dataDirectory: folderIn(folder, 'pds'),
    blobstoreDiskLocation: folderIn(folder, 'blobs'),
  })
  stops.push(() => pds.close())
  dev.mockNetworkUtilities(pds, appView)
  const release = indexLate(appView.sub, Number(process.env.ATPROTO_STACK_LATE ?? 0))
  return { plc, pds, bsync, appView, release }
}

// The newer generation keeps mutes, and what was seen of the notifications, in a service of its own; the older has none.
async function startBsync(dev, dbUrl) {
  if (!dev.BsyncSubscription) return undefined
  const bsync = await dev.TestBsync.create({ apiKeys: [BSYNC_KEY], dbUrl, dbSchema: 'bsync' })
  stops.push(() => bsync.close())
  return bsync
}

// The AppView works on different accounts side by side, so that whatever two people write can be seen in either order. That is
// rare on an idle machine; here nothing is seen before somebody settles, or for so many milliseconds, and then whoever wrote
// last comes first. A test that has not settled between the two fails.
function indexLate(sub, patienceMs) {
  if (!patienceMs) return async () => {}
  const runner = sub.runner ?? sub.current.runner // of the older generation, of the newer
  const track = runner.trackEvent.bind(runner)
  const held = []
  let [turn, timer] = [Promise.resolve(), undefined]
  const lastFirst = async () => {
    while (held.length) await held.pop()()
  }
  const release = () => {
    timer = clearTimeout(timer)
    return (turn = turn.then(lastFirst))
  }
  runner.trackEvent = (did, seq, index) =>
    track(did, seq, () => {
      timer ??= setTimeout(release, patienceMs)
      return new Promise((resolve, reject) => held.push(() => index().then(resolve, reject)))
    })
  return release
}

function folderIn(folder, name) {
  const made = path.join(folder, name)
  fs.mkdirSync(made, { recursive: true })
  return made
}

// The installed lexicons; the chat's own are newer than the servers (replies to messages, group conversations).
function lexicons() {
  const newer = JSON.parse(fs.readFileSync(path.join(__dirname, 'chat-lexicons.json'), 'utf8'))
  const installed = load('@atproto/api').schemas.filter((one) => /^(app\.bsky|com\.atproto)\./.test(one.id))
  return [...installed, ...newer]
}

let ending = false
async function end(code) {
  if (ending) return
  ending = true
  for (const stop of stops.reverse()) await Promise.resolve(stop()).catch((error) => console.error(String(error)))
  process.exit(code)
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => end(0))
process.stdin.on('end', () => end(0)).resume()

const folder = path.resolve(state)
start(folder).then(
  (network) => {
    const written = path.join(folder, 'network.json')
    fs.writeFileSync(`${written}.new`, JSON.stringify(network, null, 1))
    fs.renameSync(`${written}.new`, written)
    console.log(`ready: ${written}`)
  },
  (error) => {
    console.error(String(error?.stack ?? error))
    end(1)
  },
)
