#!/bin/bash
# Sees to it that everything that a build and its tests need is there: installs it by apt where it may, else prints the
# line to run. Says nothing when all is there.
set -euo pipefail

if ! command -v swift >/dev/null; then
    echo "wandd needs a Swift toolchain, 6.2 or newer: https://www.swift.org/install/linux/" >&2
    exit 1
fi

packages=()
pkg-config --exists libserialport 2>/dev/null || packages+=(libserialport-dev)
pkg-config --exists sqlite3 2>/dev/null || packages+=(libsqlite3-dev)
command -v pkg-config >/dev/null || packages+=(pkg-config)
command -v socat >/dev/null || packages+=(socat)
command -v python3 >/dev/null || packages+=(python3)
python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
command -v chromium >/dev/null || packages+=(chromium)
command -v mandoc >/dev/null || packages+=(mandoc)
command -v groff >/dev/null || packages+=(groff)
command -v rsvg-convert >/dev/null || packages+=(librsvg2-bin)
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || packages+=(fonts-dejavu-core)
((${#packages[@]})) || exit 0

line="apt-get install -y --no-install-recommends ${packages[*]}"
if ! command -v apt-get >/dev/null; then
    echo "Please install what Debian calls: ${packages[*]}" >&2
    exit 1
fi
if ((EUID == 0)); then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo)
else
    echo "Please run: sudo $line" >&2
    exit 1
fi
echo "Installing ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" $line -qq >/dev/null
