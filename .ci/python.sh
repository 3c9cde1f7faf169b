#!/usr/bin/env bash
# Prints the Python that Waarborg runs on: 3.11 first (the version the lock is made for), then 3.12 and 3.13.
set -euo pipefail

for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    [ -n "$name" ] || continue
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
echo "Waarborg needs Python 3.11, 3.12 or 3.13; install one, or say where it is: make setup PYTHON=/path/to/python" >&2
exit 1
