#!/usr/bin/env bash
# Makes the files of this folder again with qpdf 11.3 (--static-id and --static-aes-iv): tests/encrypted/make.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python3 base.py
make() { # output, user password, options of --encrypt, more options
    local output="$1" user="$2" options="$3"
    shift 3
    # shellcheck disable=SC2086
    qpdf --static-id --static-aes-iv --allow-weak-crypto --stream-data=preserve base.pdf \
        --encrypt "$user" owner $options -- "$@" "$output"
}
make rc4-40.pdf user "40"
make rc4-128.pdf user "128 --use-aes=n" --linearize
make aes-128.pdf user "128 --use-aes=y --cleartext-metadata" --object-streams=generate
make aes-256-r5.pdf user "256 --force-R5"
make aes-256-r6.pdf user "256" --object-streams=generate
make aes-256-r6-empty.pdf "" "256" --linearize
make no-changes.pdf user "256 --modify=none"
make forms-only.pdf user "128 --use-aes=y --modify=form"
rm base.pdf
