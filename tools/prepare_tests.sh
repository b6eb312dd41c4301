#!/usr/bin/env bash
# The three system programs that the tests use: a Chromium, a PostgreSQL server and a Java runtime. Installs what is missing where
# root may (Debian, Ubuntu), and otherwise says what to install. Needs nothing where all are there.
set -euo pipefail

has_chromium() {
    if [ -n "${CHROMIUM:-}" ]; then
        [ -x "$CHROMIUM" ] && return 0
        echo "\$CHROMIUM is '$CHROMIUM', which is not a program." >&2
        exit 1
    fi
    command -v chromium chromium-browser google-chrome >/dev/null 2>&1
}

has_postgresql() {
    command -v initdb >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

has_java() {
    command -v java >/dev/null 2>&1 || [ -x "${JAVA_HOME:-}/bin/java" ]
}

missing=()
has_chromium || missing+=(chromium)
has_postgresql || missing+=(postgresql)
has_java || missing+=(default-jre-headless)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    as_root=()
fi

if [ ${#as_root[@]} -eq 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need: ${missing[*]}. Please install them, on Debian as root: apt-get install ${missing[*]}" >&2
    echo "(A browser of another name: export CHROMIUM=/path/to/it. A PostgreSQL elsewhere: put its initdb on PATH. A Java: JAVA_HOME.)" >&2
    exit 1
fi

echo "Installing ${missing[*]} ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! {
    "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
} </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "apt-get could not install ${missing[*]}; the lines above say why." >&2
    exit 1
fi
