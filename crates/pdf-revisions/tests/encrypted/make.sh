#!/usr/bin/env bash
# Makes the files of this folder again: qpdf 11.3 (with --static-id and --static-aes-iv), and pyHanko 0.38 for what qpdf cannot make.
#   tests/encrypted/make.sh PYTHON_OF_PYHANKO
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
make rc4-40.pdf user "40" --object-streams=disable
make rc4-128.pdf user "128 --use-aes=n" --object-streams=disable
make rc4-128-v4.pdf user "128 --use-aes=n --force-V4" --object-streams=disable
make aes-128.pdf user "128 --use-aes=y" --object-streams=disable
make aes-128-metadata.pdf user "128 --use-aes=y --cleartext-metadata" --object-streams=generate
make aes-256-r5.pdf user "256 --force-R5" --object-streams=disable
make aes-256-r6.pdf user "256" --object-streams=generate
make aes-256-r6-vietnamese.pdf "mật khẩu" "256 --cleartext-metadata" --object-streams=disable
make aes-256-r6-empty.pdf "" "256" --object-streams=disable
"$1" filters.py
rm base.pdf
