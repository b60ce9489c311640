#!/usr/bin/env bash
# Installs the cargo tools that .ci/run needs (cargo-deny, cargo-fuzz) into ${KYSO_TOOLS}/bin.
# Idempotent: a tool of the right version that is already there is kept. cargo-deny takes about six minutes to build.
set -euo pipefail

tools="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}"
mkdir -p "$tools"

install_tool() { # name version
    if "$tools/bin/$1" --version 2>/dev/null | grep -qF " $2"; then
        echo "$1 $2: already in $tools/bin"
        return
    fi
    echo "$1 $2: building (once; kept in $tools)"
    CARGO_TARGET_DIR="$tools/build" cargo install --quiet --locked --root "$tools" --version "$2" "$1"
}

install_tool cargo-fuzz 0.13.2
install_tool cargo-deny 0.20.2
rm -rf "$tools/build"
