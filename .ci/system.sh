#!/usr/bin/env bash
# System packages: what WeasyPrint draws with; with `--tests` also what the tests look at documents, texts and pages with.
# As root on Debian and Ubuntu it installs what is missing; elsewhere it names the command and stops.
set -euo pipefail

packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig)
if [ "${1:-}" = "--tests" ]; then
    packages+=(poppler-utils qpdf gettext chromium)
fi

debian() {
    local python missing=() package
    python=$("$(dirname "$0")/python.sh" 2>/dev/null || true)
    if [ -z "$python" ]; then
        packages+=(python3 python3-venv)
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        packages+=(python3-venv)
    fi
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "These system packages are missing; install them and try again:" >&2
        echo "    sudo apt-get install -y ${missing[*]}" >&2
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
}

macos() {
    if ! command -v brew >/dev/null || ! brew list pango harfbuzz >/dev/null 2>&1; then
        echo "These libraries are missing; install them and try again:" >&2
        echo "    brew install pango harfbuzz" >&2
        return 1
    fi
}

case "$(uname -s)" in
    Darwin) macos ;;
    *)
        if command -v dpkg-query >/dev/null; then
            debian
        else
            echo "Unknown system: WeasyPrint needs Pango 1.44+, HarfBuzz with harfbuzz-subset, and fontconfig." >&2
        fi
        ;;
esac
