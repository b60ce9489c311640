#!/usr/bin/env bash
# Installs what the tests drive besides Rust: poppler-utils, qpdf, libxml2-utils, openssl, OpenSC, LibreOffice Writer and Calc, sqlite3, a JDK (Debian packages),
# SoftHSM2, kryoptic, and pyHanko in a virtual environment of its own. Idempotent; nothing is changed outside the package
# manager and ${KYSO_TOOLS:-~/.cache/kyso-tools}. Where it cannot install, it names what is missing and exits 1.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tools="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}"
venv="$tools/pyhanko"

# program that must be there → Debian package that brings it
programs="pdfsig:poppler-utils pdftotext:poppler-utils qpdf:qpdf xmllint:libxml2-utils openssl:openssl pkcs11-tool:opensc softhsm2-util:softhsm2 soffice:libreoffice-writer-nogui sqlite3:sqlite3 javac:default-jdk-headless"

missing_packages() {
    for pair in $programs; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || echo "${pair##*:}"
    done
    # Calc has no program of its own
    ls /usr/lib*/libreoffice/program/libsclo.so >/dev/null 2>&1 || echo libreoffice-calc-nogui
    python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || echo python3-venv
}

install_debian_packages() {
    local packages as_root=()
    packages="$(missing_packages | sort -u | tr '\n' ' ')"
    [ -n "${packages// /}" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "install-test-tools: no apt-get here; install what these Debian packages bring: $packages" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "install-test-tools: needs root: apt-get install $packages" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y)
    echo "installing: $packages"
    # shellcheck disable=SC2086 # a list of words
    "${apt[@]}" install --no-install-recommends $packages >/dev/null 2>&1 || {
        "${apt[@]}" update >/dev/null
        "${apt[@]}" install --no-install-recommends $packages >/dev/null
    }
    packages="$(missing_packages | sort -u | tr '\n' ' ')"
    [ -z "${packages// /}" ] || { echo "install-test-tools: still missing after installation: $packages" >&2; return 1; }
}

install_pyhanko() {
    if cmp -s "$here/pyhanko-requirements.txt" "$venv/kyso-requirements.txt"; then
        return 0
    fi
    echo "installing pyHanko into $venv"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/pyhanko-requirements.txt"
    cp "$here/pyhanko-requirements.txt" "$venv/kyso-requirements.txt"
}

mkdir -p "$tools"
install_debian_packages
install_pyhanko
echo "pyHanko $("$venv/bin/python" -c 'import pyhanko.version as v; print(v.__version__)') · $(pdfsig -v 2>&1 | head -1) · $(qpdf --version | head -1) · $(openssl version | cut -d' ' -f1-2)"
echo "SoftHSM2: $("$here/install-softhsm.sh")"
echo "kryoptic: $("$here/install-kryoptic.sh")"
