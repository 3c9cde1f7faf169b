#!/usr/bin/env bash
# Every check, side by side, also after one that failed, so that one run tells everything; the exit status is 1 when any
# failed.
set -uo pipefail
bin=.venv/bin
told=$(mktemp -d)
trap 'rm -rf "$told"' EXIT
names=() processes=() failed=()

run() {
    "$@" >"$told/${#names[@]}" 2>&1 &
    processes+=($!)
    names+=("$*")
}

run $bin/mypy .
run $bin/ruff check --quiet .
run $bin/ruff format --quiet --check .
run $bin/lint-imports
run $bin/djlint --lint --quiet templates
run $bin/python manage.py check --fail-level WARNING
run $bin/python manage.py makemigrations --check --dry-run
run .ci/deploy-check.sh

for place in "${!names[@]}"; do
    wait "${processes[$place]}" || failed+=("${names[$place]}")
    echo "— ${names[$place]}"
    cat "$told/$place"
done

if [ "${#failed[@]}" -gt 0 ]; then
    printf '\nfailed: %s' "${failed[@]}" >&2
    echo >&2
    exit 1
fi
