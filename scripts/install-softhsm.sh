#!/bin/sh
# Installs SoftHSM2 (Debian package) and prints the path of its PKCS#11 module.
# Idempotent; the only line on standard output is the path, everything else goes to standard error.
# Runs on a fresh Debian 12 as root; as another user it uses sudo where it is there.
set -eu

find_module() {
    if [ -n "${TEST_PKCS11_SOFTHSM:-}" ] && [ -f "$TEST_PKCS11_SOFTHSM" ]; then
        printf '%s\n' "$TEST_PKCS11_SOFTHSM"
        return 0
    fi
    for directory in /usr/lib/softhsm /usr/lib/*-linux-gnu*/softhsm /usr/lib64/softhsm /usr/local/lib/softhsm; do
        if [ -f "$directory/libsofthsm2.so" ]; then
            printf '%s\n' "$directory/libsofthsm2.so"
            return 0
        fi
    done
    return 1
}

find_module && exit 0

command -v apt-get >/dev/null 2>&1 || {
    echo "install-softhsm: no apt-get here; install SoftHSM2 and set TEST_PKCS11_SOFTHSM to libsofthsm2.so" >&2
    exit 1
}
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "install-softhsm: needs root: apt-get install softhsm2" >&2; exit 1; }
    as_root=sudo
fi

# A second apt-get of another program is waited for, not fought.
apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q -y"
$apt install --no-install-recommends softhsm2 >&2 || {
    $apt update >&2
    $apt install --no-install-recommends softhsm2 >&2
}
find_module || { echo "install-softhsm: softhsm2 is installed, but libsofthsm2.so was not found" >&2; exit 1; }
