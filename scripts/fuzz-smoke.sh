#!/usr/bin/env bash
# Builds every fuzz target once and runs each for a short time from its committed seeds.
#
#   scripts/fuzz-smoke.sh [SECONDS [TARGET…]]
#
# Needs cargo-fuzz (scripts/install-ci-tools.sh). Works on stable Rust: RUSTC_BOOTSTRAP lets rustc take the sanitizer flags.
# New inputs go to a folder under the target folder, not into the repository; a crash is left in fuzz/artifacts/.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
seconds="${1:-20}"
shift || true
cd "$root/fuzz"
export RUSTC_BOOTSTRAP=1 PATH="${KYSO_TOOLS:-$HOME/.cache/kyso-tools}/bin:$PATH"
# The workspace's own target folder would be rebuilt for every change of flags.
export CARGO_TARGET_DIR="${KYSO_FUZZ_TARGET:-$root/fuzz/target}"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo fuzz list)

for target in "${targets[@]}"; do
    if [ ! -d "seeds/$target" ]; then
        echo "$target: no seeds in fuzz/seeds/$target: cargo run -p kyso-examples --bin make-fuzz-seeds"
        exit 1
    fi
done
cargo fuzz build --sanitizer none
failed=0
for target in "${targets[@]}"; do
    found="$CARGO_TARGET_DIR/corpus/$target"
    mkdir -p "$found"
    log="$CARGO_TARGET_DIR/$target.log"
    if cargo fuzz run --sanitizer none "$target" "$found" "seeds/$target" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 >"$log" 2>&1; then
        runs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
        echo "$target: $runs runs in $seconds s, no crash"
    else
        failed=$((failed + 1))
        echo "$target: CRASHED"
        tail -40 "$log"
    fi
done
echo "fuzz: $((${#targets[@]} - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
