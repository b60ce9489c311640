#!/usr/bin/env bash
# Runs the OpenAPI description of `kyso serve` against the service: whatever is sent, no server error, and no answer that is not described.
# Bounded: 60 s, with a fixed seed.
#
#   scripts/schemathesis.sh [KYSO]      without KYSO, it is built
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
if [ $# -gt 0 ]; then
    kyso="$(realpath "$1")"
else
    cargo build --quiet --package kyso --bin kyso
    kyso="$(realpath "${CARGO_TARGET_DIR:-target}")/debug/kyso"
fi

venv="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}/schemathesis"
if ! cmp -s scripts/schemathesis-requirements.txt "$venv/kyso-requirements.txt"; then
    echo "installing schemathesis into $venv"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement scripts/schemathesis-requirements.txt
    cp scripts/schemathesis-requirements.txt "$venv/kyso-requirements.txt"
fi

folder="$(mktemp -d)"
service=
ended() {
    [ -z "$service" ] || { kill -TERM "$service" && wait "$service"; } || true
    rm -rf "$folder"
}
trap ended EXIT
XDG_CONFIG_HOME="$folder/none" "$kyso" serve --json --http 127.0.0.1:0 --folder "$folder/rooms" >"$folder/told" &
service=$!
for _ in $(seq 100); do
    [ -s "$folder/told" ] && break
    sleep 0.1
done
address="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["address"].removesuffix("/v1"))' "$folder/told")"
"$kyso" serve --openapi >"$folder/openapi.json"
cd "$folder"
PYTHONPATH="$root/scripts" SCHEMATHESIS_HOOKS=schemathesis_hooks PYTHONDONTWRITEBYTECODE=1 "$venv/bin/schemathesis" run openapi.json --url "$address" \
    --phases coverage,fuzzing --max-examples 20 --max-time 60 --seed 20261124 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance
