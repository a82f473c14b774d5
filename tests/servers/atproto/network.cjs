// A whole AT Protocol network in one process, on the loopback, from nothing: PLC, PDS, AppView and the imitated chat.
//
//   node network.cjs FOLDER     all state goes below FOLDER; FOLDER/network.json is written when everything is up
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

const home = process.env.ATPROTO_STACK_HOME || '/var/tmp/atproto-stack'
const load = createRequire(path.join(home, 'stack20', 'index.js'))

const stops = [] // how to end what was started, in the order of starting

async function start(folder) {
  fs.mkdirSync(folder, { recursive: true })
  const postgres = await startPostgres(path.join(folder, 'postgres'), load('pg').Client)
  stops.push(postgres.stop)
  const { plc, pds, appView } = await startServers(folder, postgres.url)
  const chat = await startChat({ load, lexicons: lexicons(), port: await freePort(), plcUrl: plc.url, appViewUrl: appView.url })
  stops.push(chat.stop)
  const addresses = { plc: plc.url, pds: pds.url, bsky: appView.url, chat: chat.url, chatDid: chat.did }
  const control = await startControl({ pds, appView, chat, addresses })
  stops.push(control.stop)
  return { ...addresses, control: control.url, pid: process.pid }
}

async function startServers(folder, dbPostgresUrl) {
  const dev = load('@atproto/dev-env')
  const port = await freePort() // of the PDS: the AppView listens to it from its first moment
  const plc = await dev.TestPlc.create({})
  stops.push(() => plc.close())
  const appView = await dev.TestBsky.create({
    plcUrl: plc.url,
    pdsPort: port,
    repoProvider: `ws://localhost:${port}`,
    dbPostgresUrl,
    dbPostgresSchema: 'appview',
    redisHost: 'unused', // only asserted, never contacted
    modServiceDid: 'did:example:mod',
  })
  stops.push(() => appView.close())
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
  return { plc, pds, appView }
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

const folder = path.resolve(process.argv[2] || 'network')
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
