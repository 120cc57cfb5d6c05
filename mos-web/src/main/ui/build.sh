#!/bin/sh
# Builds the web page into the folder given. Called by Maven; does nothing when no source changed.
set -eu

out=$1
target=$2
cd "$(dirname "$0")"

if ! command -v npm >/dev/null 2>&1; then
    echo "mos: npm was not found, and the web page is built with it: install Node.js 20.19 or newer with npm, or build without the page: mvn -DskipUi ..." >&2
    exit 1
fi

mkdir -p "$target"

# A fingerprint of everything the result depends on.
sources=$(find . -path ./node_modules -prune -o -type f -print | LC_ALL=C sort)
fingerprint=$({ node --version; echo "$sources" | xargs cat; } | cksum)
stamp="$target/built"
if [ -f "$out/index.html" ] && [ "$fingerprint" = "$(cat "$stamp" 2>/dev/null || true)" ]; then
    exit 0
fi

# Runs a step; what it prints is shown only when it fails.
step() {
    if ! "$@" >"$target/log" 2>&1; then
        cat "$target/log" >&2
        echo "mos: building the web page failed in: $*" >&2
        exit 1
    fi
}

# Packages are installed again only when their list changed; no package may run a script of its own.
packages=$(cksum <package-lock.json)
if [ "$packages" != "$(cat node_modules/.installed 2>/dev/null || true)" ]; then
    step npm ci --ignore-scripts --no-audit --no-fund --prefer-offline
    echo "$packages" >node_modules/.installed
fi

step npm run --silent check
step npm run --silent test
MOS_UI_OUT=$out step npm run --silent build
echo "$fingerprint" >"$stamp"
