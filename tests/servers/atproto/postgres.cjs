// A private PostgreSQL for the AppView: fresh at every start, reached by a socket in its own folder, nothing kept safe.
'use strict'

const { execFileSync, spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const DEBIAN = '/usr/lib/postgresql'
const DATABASE = 'appview'

// The folder with initdb and postgres: on the PATH, or where Debian keeps its versions. Throws when there is none.
function binaries() {
  const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env.PATH || '').split(':'), ...versions.map((version) => `${DEBIAN}/${version}/bin`)]
  const found = folders.find((folder) => folder && fs.existsSync(path.join(folder, 'initdb')))
  if (!found) throw new Error('PostgreSQL is not installed')
  return found
}

// PostgreSQL refuses to run as root; Debian's package brings a user for it.
function account() {
  if (process.getuid() !== 0) return {}
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: id('-u'), gid: id('-g') }
}

async function startPostgres(folder, Client) {
  const bin = binaries()
  const who = account()
  fs.mkdirSync(folder, { recursive: true })
  if (who.uid !== undefined) fs.chownSync(folder, who.uid, who.gid)
  const data = path.join(folder, 'data')
  const quietly = { ...who, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] }
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync'], quietly)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '64MB',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(path.join(bin, 'postgres'), ['-D', data, ...options], { ...who, cwd: '/', stdio: 'ignore' })
  const url = (database) => `postgresql://postgres@${encodeURIComponent(folder)}/${database}`
  const admin = await connected(() => new Client({ connectionString: url('postgres') }), server)
  await admin.query(`create database ${DATABASE}`)
  await admin.end()
  return { url: url(DATABASE), stop: () => stopped(server) }
}

async function connected(client, server) {
  for (let left = 200; ; left--) {
    const attempt = client()
    try {
      await attempt.connect()
      return attempt
    } catch (error) {
      if (left === 0 || server.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

const stopped = (server) =>
  new Promise((resolve) => {
    if (server.exitCode !== null) return resolve()
    server.once('exit', resolve)
    server.kill('SIGQUIT') // at once: nothing is worth keeping
  })

module.exports = { startPostgres }
if (require.main === module && process.argv.includes('--find')) console.log(binaries())
