#!/usr/bin/env bash
# Every check, also after one that failed, so that one run tells everything; the exit status is 1 when any failed.
set -uo pipefail
bin=.venv/bin
failed=()

run() {
    echo "— $*"
    "$@" || failed+=("$*")
}

run $bin/ruff check --quiet .
run $bin/ruff format --quiet --check .
run $bin/mypy .
run $bin/lint-imports
run $bin/djlint --lint --quiet templates
run $bin/python manage.py check --fail-level WARNING
run $bin/python manage.py makemigrations --check --dry-run
run .ci/deploy-check.sh

if [ "${#failed[@]}" -gt 0 ]; then
    printf '\nfailed: %s' "${failed[@]}" >&2
    echo >&2
    exit 1
fi
