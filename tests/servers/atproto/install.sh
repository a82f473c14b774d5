#!/bin/sh
# Install the real AT Protocol servers that the Bluesky tests run against, once: npm packages and PostgreSQL (2-4 min, 400 MB).
# They land outside the clone, so that several clones share them: $ATPROTO_STACK_HOME, or /var/tmp/atproto-stack.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
DIR=${ATPROTO_STACK_HOME:-/var/tmp/atproto-stack}/stack20
SERVERS=@atproto/dev-env@0.3.215

fail() { echo "$*" >&2; exit 1; }

command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 or newer with npm is needed."

if ! node "$HERE/postgres.cjs" --find >/dev/null 2>&1; then
  [ "$(id -u)" = 0 ] || fail "PostgreSQL is needed: apt-get install postgresql"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
fi

mkdir -p "$DIR"
cd "$DIR"
if [ ! -d node_modules/@atproto/dev-env ]; then
  [ -f package.json ] || echo '{"name": "atproto-stack", "private": true}' > package.json
  npm install --ignore-scripts --no-audit --no-fund "$SERVERS"
fi

# The one native part is built here, with the headers that came with this Node where it has them.
if [ ! -f node_modules/better-sqlite3/build/Release/better_sqlite3.node ]; then
  PREFIX=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
  [ -f "$PREFIX/include/node/node.h" ] && set -- --nodedir="$PREFIX" || set --
  (cd node_modules/better-sqlite3 && node "$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js" rebuild --release "$@")
fi

node -e "require('better-sqlite3')(':memory:')"
echo "The AT Protocol servers are ready in $DIR."
