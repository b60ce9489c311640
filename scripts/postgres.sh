#!/usr/bin/env bash
# A PostgreSQL server of its own for tests: its data in a folder, reached by a Unix socket there, nothing on the network.
#
#   scripts/postgres.sh run COMMAND…        starts one, runs COMMAND with KYSO_POSTGRES, stops it and removes its folder
#   scripts/postgres.sh start [FOLDER]      starts one (again) and prints its address; without FOLDER in a new temporary one
#   scripts/postgres.sh stop FOLDER [MODE]  MODE as of pg_ctl: fast, immediate (as if its processes were killed)
#   scripts/postgres.sh remove FOLDER       stops it and removes its folder
#   scripts/postgres.sh tls FOLDER          lets it listen on this machine, by TLS only, with a certificate for `localhost` under
#                                           FOLDER/root.pem; prints that address
#   scripts/postgres.sh small FOLDER SIZE   makes the tablespace `small` on a disk of that size (8m); needs root
#
# PostgreSQL does not run as root: where this script does, the server belongs to `nobody`. Where there is none, Debian's package
# `postgresql` is installed.
set -euo pipefail

find_programs() {
    local folder
    for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
        [ -x "$folder/initdb" ] && programs="$folder"
    done
    [ -n "${programs:-}" ] && return 0
    command -v initdb >/dev/null 2>&1 && programs="$(dirname "$(readlink -f "$(command -v initdb)")")"
}

install() {
    local as_root=()
    command -v apt-get >/dev/null 2>&1 || { echo "postgres: no apt-get here; install PostgreSQL" >&2; return 1; }
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || { echo "postgres: needs root: apt-get install postgresql" >&2; return 1; }
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y)
    echo "installing: postgresql" >&2
    "${apt[@]}" install --no-install-recommends postgresql >/dev/null 2>&1 || {
        "${apt[@]}" update >/dev/null
        "${apt[@]}" install --no-install-recommends postgresql >/dev/null
    }
    find_programs || { echo "postgres: installed, but initdb was not found" >&2; return 1; }
}

# Whom the server belongs to, and how to become that user.
owner=()
if [ "$(id -u)" -eq 0 ]; then
    owner=(setpriv --reuid=nobody "--regid=$(id -g nobody)" --clear-groups env HOME=/nonexistent)
fi

start() {
    local folder="$1"
    mkdir -p "$folder"
    folder="$(cd "$folder" && pwd)"
    [ "$(id -u)" -ne 0 ] || chown nobody "$folder"
    cd "$folder" # nobody may not be let into the folder this was called from
    if [ ! -f data/PG_VERSION ]; then
        # no order of a language: what is not asked for by the schema is by code point
        "${owner[@]}" "$programs/initdb" --pgdata=data --username=kyso --auth=trust --encoding=UTF8 --locale=C >initdb.log 2>&1 || {
            cat initdb.log >&2
            return 1
        }
        {
            echo "listen_addresses = ''"
            echo "unix_socket_directories = '$folder'"
            echo "max_connections = 200"
        } >>data/postgresql.conf
    fi
    "${owner[@]}" "$programs/pg_ctl" --pgdata=data --log=server.log --wait --timeout=120 start >/dev/null || {
        tail -20 server.log >&2
        return 1
    }
    echo "postgresql://kyso@${folder//\//%2F}/postgres"
}

stop() {
    cd "$1"
    "${owner[@]}" "$programs/pg_ctl" --pgdata=data --wait --timeout=120 --mode="${2:-fast}" stop >/dev/null
}

remove() {
    (stop "$1" immediate) || true
    if mountpoint --quiet "$1/small"; then umount "$1/small"; fi
    rm -rf "$1"
}

small() {
    local folder
    folder="$(cd "$1" && pwd)"
    [ "$(id -u)" -eq 0 ] || { echo "postgres: a small disk can only be mounted by root" >&2; return 1; }
    mkdir -p "$folder/small"
    mount -t tmpfs -o "size=$2,uid=$(id -u nobody),mode=700" tmpfs "$folder/small"
    (cd "$folder" && "${owner[@]}" "$programs/psql" --quiet --host="$folder" --username=kyso --dbname=postgres \
        --command="CREATE TABLESPACE small LOCATION '$folder/small'")
}

tls() {
    local folder port
    folder="$(cd "$1" && pwd)"
    cd "$folder"
    openssl req -x509 -newkey ed25519 -nodes -keyout root.key -out root.pem -days 2 -subj "/CN=root of a test" 2>/dev/null
    openssl req -newkey ed25519 -nodes -keyout server.key -out server.csr -subj "/CN=localhost" 2>/dev/null
    openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -days 1 -out server.pem \
        -extfile <(echo "subjectAltName=DNS:localhost") 2>/dev/null
    chmod 600 server.key
    [ "$(id -u)" -ne 0 ] || chown nobody server.key server.pem
    port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
    {
        echo "listen_addresses = 'localhost'"
        echo "port = $port"
        echo "ssl = on"
        echo "ssl_cert_file = '$folder/server.pem'"
        echo "ssl_key_file = '$folder/server.key'"
    } >>data/postgresql.conf
    printf 'local all all trust\nhostssl all all all trust\n' >data/pg_hba.conf
    "${owner[@]}" "$programs/pg_ctl" --pgdata=data --log=server.log --wait --timeout=120 restart >/dev/null
    echo "postgresql://kyso@localhost:$port/postgres"
}

run() {
    folder="$(mktemp -d "${TMPDIR:-/tmp}/kyso-postgres.XXXXXX")"
    trap 'remove "$folder"' EXIT
    KYSO_POSTGRES="$(start "$folder")"
    export KYSO_POSTGRES
    "$@"
}

verb="${1:-}"
[ $# -gt 0 ] && shift
find_programs || install
case "$verb" in
    run) run "$@" ;;
    start) start "${1:-$(mktemp -d "${TMPDIR:-/tmp}/kyso-postgres.XXXXXX")}" ;;
    stop) stop "$@" ;;
    remove) remove "$1" ;;
    tls) tls "$1" ;;
    small) small "$@" ;;
    *) sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
