#!/bin/sh
# Install the real AT Protocol servers that the Bluesky tests run against, once: npm packages and PostgreSQL (2-4 min, 650 MB).
# They land outside the clone, so that several clones share them: $ATPROTO_STACK_HOME, or /var/tmp/atproto-stack. There are two
# generations, named by the Node that each needs, and each has a folder of its own there: ATPROTO_STACK=22, or 20 for the older.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
GENERATION=${ATPROTO_STACK:-22}
DIR=${ATPROTO_STACK_HOME:-/var/tmp/atproto-stack}/stack$GENERATION

fail() { echo "$*" >&2; exit 1; }

[ "${1:-}" != --folder ] || { echo "$DIR"; exit; } # only where they would land

command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 or newer with npm is needed."

case $GENERATION in
  22) # These need Node 22, which comes along: Node's makers put it on npm too, a package for each kind of machine.
    SERVERS="@atproto/dev-env@0.6.7 @atproto/pds@0.5.35 @atproto/bsky@0.0.280 $(node -p '`node-${process.platform}-${process.arch}`')@22.23.3" ;;
  20)
    SERVERS=@atproto/dev-env@0.3.215 ;;
  *) fail "ATPROTO_STACK is 22 or 20, not $GENERATION." ;;
esac

if ! node "$HERE/postgres.cjs" --find >/dev/null 2>&1; then
  [ "$(id -u)" = 0 ] || fail "PostgreSQL is needed: apt-get install postgresql"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
fi

mkdir -p "$DIR"
cd "$DIR"
if [ ! -d node_modules/@atproto/dev-env ]; then
  [ -f package.json ] || echo '{"name": "atproto-stack", "private": true}' > package.json
  # npm warns that the servers want another Node than the one that npm itself runs on; they get it below.
  npm install --ignore-scripts --no-audit --no-fund --loglevel=error $SERVERS
fi

GYP=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
PATH=$DIR/node_modules/.bin:$PATH # from here on with the Node that the servers run on

# The one native part is built here, with the headers that came with this Node where it has them.
if [ ! -f node_modules/better-sqlite3/build/Release/better_sqlite3.node ]; then
  PREFIX=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
  [ -f "$PREFIX/include/node/node.h" ] && set -- --nodedir="$PREFIX" || set --
  (cd node_modules/better-sqlite3 && node "$GYP" rebuild --release "$@")
fi

node -e "require('better-sqlite3')(':memory:')"
echo "The AT Protocol servers are ready in $DIR, on Node $(node -p process.versions.node)."
