#!/usr/bin/env bash
# Verbs and doors once more, with Waarborg's own tables on PostgreSQL as in production (`make test` runs SQLite first).
# How pages look in a browser was tested there: a page is the same whatever keeps its rows.
# Without a server it says so and passes; with CI=true it fails.
set -euo pipefail
python=.venv/bin/python
server=${WAARBORG_TEST_POSTGRESQL_URL:-postgresql://postgres@127.0.0.1:5432/postgres}
server=${server/+psycopg/}

if ! "$python" -c 'import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3).close()' "$server" 2>/dev/null; then
    echo "skipped: Waarborg's own tables on PostgreSQL; no server (WAARBORG_TEST_POSTGRESQL_URL)" >&2
    [ "${CI:-}" != "true" ]
    exit
fi
export WAARBORG_DATABASE_URL="${server%/*}/waarborg_$$"
exec "$python" -m pytest -q "$@" tests/verbs tests/doors --ignore-glob="*_browser.py"
