#!/usr/bin/env bash
# Signs and verifies the same files with kyso and with the programs beside it, and prints seconds and peak megabytes.
#
#   benches/compare-peers.sh [FOLDER]     files are made in FOLDER (default: a temporary one, removed afterwards)
#
# Peers: pyHanko (sign, verify), pdfsig (verify), and the crate pdf_signer (sign) when KYSO_PDF_SIGNER names a program that
# takes IN.pdf OUT.pdf KEY.pem CERT.pem; the crate is a library and needs such a main of a few lines, built outside this
# workspace because it brings banned crates.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}"
target="${CARGO_TARGET_DIR:-$root/target}"
cd "$root"
cargo build --quiet --release -p kyso -p kyso-examples --bins
folder="${1:-$(mktemp -d)}"
[ $# -gt 0 ] || trap 'rm -rf "$folder"' EXIT
command -v /usr/bin/time >/dev/null || { echo "needs GNU time: apt-get install time" >&2; exit 1; }

"$tools/pyhanko/bin/python" - "$folder/pki" <<'PYTHON'
import sys
sys.path.insert(0, 'scripts')
from interop_pki import Pki
Pki(sys.argv[1])
PYTHON
pki="$folder/pki"

measure() { # name command…
    local name="$1" usage="$folder/usage"
    shift
    if timeout 300 /usr/bin/time -f '%e %M' -o "$usage" "$@" >"$folder/said" 2>&1; then
        tail -1 "$usage" | awk -v name="$name" '{printf "  %-22s%10.2f s%10.1f MB\n", name, $1, $2 / 1000}'
    else
        echo "  $name: failed or took over 300 s: $(tail -1 "$folder/said" | cut -c1-100)"
    fi
}

compare() { # title file
    echo "$1"
    measure "kyso sign" "$target/release/kyso" sign "$2" -o "$folder/kyso.pdf" --force \
        --p12 "$pki/rsa.p12" --pin-file "$pki/p12.pass" --trust "$pki/root.pem"
    measure "pyHanko sign" "$tools/pyhanko/bin/pyhanko" sign addsig --field Sig1 --use-pades pkcs12 \
        --passfile "$pki/p12.pass" "$2" "$folder/pyhanko.pdf" "$pki/rsa.p12"
    if [ -n "${KYSO_PDF_SIGNER:-}" ]; then
        measure "pdf_signer sign" "$KYSO_PDF_SIGNER" "$2" "$folder/pdf_signer.pdf" "$pki/rsa.key" "$pki/rsa.pem"
    else
        echo "  pdf_signer sign: not run (KYSO_PDF_SIGNER is not set)"
    fi
    measure "kyso verify" "$target/release/kyso" verify "$folder/kyso.pdf" --trust "$pki/root.pem" --revocation skip
    measure "pyHanko verify" "$tools/pyhanko/bin/pyhanko" sign validate --trust "$pki/root.pem" "$folder/kyso.pdf"
    measure "pdfsig verify" pdfsig "$folder/kyso.pdf"
}

"$target/release/make-samples" small "$folder/small"
"$target/release/make-samples" pages 100 "$folder/pages.pdf"
"$target/release/make-samples" objects 1000000 "$folder/objects.pdf"
compare "small file" "$folder/small/table-1.7.pdf"
compare "100 MB" "$folder/pages.pdf"
compare "1,000,000 objects" "$folder/objects.pdf"
