#!/bin/sh
# Mutation testing of one part of a crate by cargo-mutants (docs/mutants.md).
#   scripts/mutants.sh pades-verify 'crates/pades-verify/src/modifications/rules/**' [more arguments of cargo mutants]
# Every mutant is a build of the package with all its tests: minutes each, hours for the folder. `-C=--test=rules_outlines` as a further
# argument (once for each file of tests) builds and runs those alone: some ten seconds each.
set -eu
if [ $# -lt 2 ]; then
    sed -n '2,4p' "$0"
    exit 2
fi
package=$1
files=$2
shift 2
exec cargo mutants --in-place --no-shuffle --timeout 300 --output target/mutants --package "$package" --file "$files" "$@"
