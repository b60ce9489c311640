#!/usr/bin/env bash
# Runs every test of this workspace: installs what they drive, then the Rust tests, then the interoperability run.
#
#   scripts/test.sh            everything
#   scripts/test.sh -p cades   arguments go to `cargo test`; the interoperability run is then left out
#
# The conformance corpus is not part of this repository. It is used when KYSO_CORPUS names it or when it lies beside the
# checkout as ../shared/corpus; without it the tests that read it do not run, and each says so.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
scripts/install-test-tools.sh

tools="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}"
TEST_PKCS11_SOFTHSM="$(scripts/install-softhsm.sh)"
TEST_PKCS11_KRYOPTIC="$(scripts/install-kryoptic.sh)"
export TEST_PKCS11_SOFTHSM TEST_PKCS11_KRYOPTIC

if [ -z "${KYSO_CORPUS:-}" ] && [ -f "$root/../shared/corpus/pdf.tsv" ]; then
    KYSO_CORPUS="$(cd "$root/../shared/corpus" && pwd)"
    export KYSO_CORPUS
fi
if [ -n "${KYSO_CORPUS:-}" ]; then
    echo "corpus: $KYSO_CORPUS"
else
    echo "corpus: none (KYSO_CORPUS is not set): the conformance tests do NOT run"
fi

# The schema of ETSI TS 119 102-2 is ETSI's and not part of this repository either.
if [ -z "${KYSO_SCHEMAS:-}" ] && [ -f "$root/../shared/schemas/TS119102-2.xsd" ]; then
    KYSO_SCHEMAS="$(cd "$root/../shared/schemas" && pwd)"
    export KYSO_SCHEMAS
fi
if [ -n "${KYSO_SCHEMAS:-}" ]; then
    echo "schemas: $KYSO_SCHEMAS"
else
    echo "schemas: none (KYSO_SCHEMAS is not set): the XML report is NOT held against its schema"
fi

# The register is tested on a PostgreSQL server of its own, which ends with the tests.
if [ $# -gt 0 ]; then
    exec scripts/postgres.sh run cargo test --all-features "$@"
fi
scripts/postgres.sh run cargo test --workspace --all-features

cargo build --release --package kyso --package kyso-examples --bins --example issue_a_decision
target="${CARGO_TARGET_DIR:-target}"
"$tools/pyhanko/bin/python" scripts/interop.py --kyso "$target/release/kyso" --samples "$target/release/make-samples" \
    --appearances "$target/release/make-appearances"
"$tools/pyhanko/bin/python" scripts/chains.py --kyso "$target/release/kyso"
scripts/browser.sh --kyso "$target/release/kyso"
scripts/schemathesis.sh "$target/release/kyso"
python3 scripts/clients.py --kyso "$target/release/kyso"
