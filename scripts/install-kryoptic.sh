#!/bin/sh
# Builds kryoptic (a software PKCS#11 token that counts PIN attempts and locks) from its crates.io source
# and prints the path of its PKCS#11 module. Idempotent; the result is kept under ${KYSO_TOOLS:-$HOME/.cache/kyso-tools}.
# The only line on standard output is the path, everything else goes to standard error.
# Runs on a fresh Debian 12 as root with Rust; as another user it uses sudo where it is there.
set -eu

# Debian 12 has OpenSSL 3.0, so the default features (EdDSA wants 3.2) are left out.
version=1.5.4
features=minimal,kryoptic-lib/dynamic

if [ -n "${TEST_PKCS11_KRYOPTIC:-}" ] && [ -f "$TEST_PKCS11_KRYOPTIC" ]; then
    printf '%s\n' "$TEST_PKCS11_KRYOPTIC"
    exit 0
fi
tools=${KYSO_TOOLS:-$HOME/.cache/kyso-tools}
home=$tools/kryoptic-$version
module=$home/libkryoptic_pkcs11.so
current=$tools/libkryoptic_pkcs11.so

if [ -f "$module" ]; then
    ln -sfn "$module" "$current"
    printf '%s\n' "$current"
    exit 0
fi

command -v cargo >/dev/null 2>&1 || { echo "install-kryoptic: needs cargo (https://rustup.rs)" >&2; exit 1; }

# Headers: OpenSSL, SQLite; clang for bindgen.
have_headers() {
    command -v cc >/dev/null 2>&1 && command -v pkg-config >/dev/null 2>&1 \
        && pkg-config --exists libcrypto sqlite3 2>/dev/null \
        && find -L /usr/lib /usr/lib64 /usr/local/lib -maxdepth 3 \( -name 'libclang.so*' -o -name 'libclang-[0-9]*.so*' \) 2>/dev/null | grep -q .
}
if ! have_headers; then
    command -v apt-get >/dev/null 2>&1 || {
        echo "install-kryoptic: needs the headers of OpenSSL and SQLite, libclang, pkg-config and a C compiler" >&2
        exit 1
    }
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "install-kryoptic: needs root: apt-get install gcc libc6-dev libssl-dev libsqlite3-dev libclang-dev pkg-config" >&2
            exit 1
        }
        as_root=sudo
    fi
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y"
    packages="gcc libc6-dev libssl-dev libsqlite3-dev libclang-dev pkg-config"
    # shellcheck disable=SC2086 # a list of words
    $apt install --no-install-recommends $packages >&2 || {
        $apt update >&2
        $apt install --no-install-recommends $packages >&2
    }
fi

# The source comes through cargo itself: a stub package that names it, vendored. kryoptic is a cdylib
# and so must be built in its own folder, not as a dependency.
mkdir -p "$home"
work=$(mktemp -d "$home/build.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/stub/src"
: > "$work/stub/src/lib.rs"
cat > "$work/stub/Cargo.toml" <<TOML
[package]
name = "kryoptic-stub"
version = "0.0.0"
edition = "2021"
publish = false

[dependencies]
kryoptic = { version = "=$version", default-features = false }

[workspace]
TOML
(
    cd "$work/stub"
    cargo vendor -q --versioned-dirs "$work/vendor" >&2
)
source=$work/vendor/kryoptic-$version
[ -d "$source" ] || { echo "install-kryoptic: kryoptic $version is not in the vendored sources" >&2; exit 1; }
cp -R "$source" "$work/source"
(
    cd "$work/source"
    # Its own lock file, its own workspace, its own target folder, whatever the caller has set.
    unset CARGO_BUILD_TARGET RUSTFLAGS CARGO_ENCODED_RUSTFLAGS RUSTDOCFLAGS
    grep -q '^\[workspace\]' Cargo.toml || printf '\n[workspace]\n' >> Cargo.toml
    CARGO_TARGET_DIR=$work/target cargo build --release --locked --lib --no-default-features --features "$features" >&2
)
built=$(find "$work/target/release" -maxdepth 1 -name 'libkryoptic*.so' | head -n 1)
[ -n "$built" ] || { echo "install-kryoptic: the build left no shared library" >&2; exit 1; }
cp "$built" "$module.new"
mv "$module.new" "$module"
ln -sfn "$module" "$current"
printf '%s\n' "$current"
