#!/usr/bin/env bash
# Installs what the tests of the pages drive: Debian's chromium, and the packages of browser/package.json (as its lock says) in
# ${KYSO_TOOLS:-~/.cache/kyso-tools}/browser. Idempotent. Where it cannot, it names what is missing and exits 1.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
packages="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}/browser"
browser="${CHROMIUM:-/usr/bin/chromium}"

missing() {
    echo "install-browser: $*" >&2
    exit 1
}

install_chromium() {
    [ -x "$browser" ] && return
    command -v apt-get >/dev/null 2>&1 || missing "no $browser and no apt-get here; install Chromium and set CHROMIUM to its program"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || missing "needs root: apt-get install chromium fonts-dejavu-core"
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y)
    echo "installing: chromium fonts-dejavu-core"
    # a font that has Vietnamese: without one the pages are boxes
    "${apt[@]}" install --no-install-recommends chromium fonts-dejavu-core >/dev/null 2>&1 || {
        "${apt[@]}" update >/dev/null
        "${apt[@]}" install --no-install-recommends chromium fonts-dejavu-core >/dev/null
    }
    [ -x "$browser" ] || missing "still no $browser after the installation of Debian's chromium"
}

install_packages() {
    cmp -s "$root/browser/package-lock.json" "$packages/installed.json" && return
    command -v npm >/dev/null 2>&1 || missing "no npm here; install Node.js 20 or later with npm"
    mkdir -p "$packages"
    cp "$root/browser/package.json" "$root/browser/package-lock.json" "$packages/"
    (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error)
    cp "$packages/package-lock.json" "$packages/installed.json"
}

install_chromium
install_packages
echo "$("$browser" --version 2>/dev/null | cut -d' ' -f1-2) · Node.js $(node --version)"
