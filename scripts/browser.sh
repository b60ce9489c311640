#!/usr/bin/env bash
# Tests the pages of `kyso serve` in Chromium: every browser/*.test.mjs, against services that the tests start and end.
#
#   scripts/browser.sh [--kyso PROGRAM] [TEST…]      without PROGRAM, kyso is built
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
if [ "${1:-}" = --kyso ]; then
    KYSO="$(realpath "$2")"
    shift 2
else
    cargo build --quiet --package kyso --bin kyso
    KYSO="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/kyso"
fi
export KYSO
scripts/install-test-tools.sh >/dev/null
scripts/install-browser.sh
if [ $# -eq 0 ]; then
    set -- browser/*.test.mjs
fi
# one file at a time: each has a service and a browser of its own
exec node --test --test-concurrency=1 --test-timeout=120000 "$@"
