#!/bin/bash
# Sees to it that the tools of the USB test are there: installs them by apt where it may, else prints the line to run.
set -euo pipefail

packages=()
command -v qemu-system-x86_64 >/dev/null || packages+=(qemu-system-x86)
# the one that needs no shared libraries: it is all that the guest has besides wandd's own
busybox --help >/dev/null 2>&1 && ! ldd "$(command -v busybox)" >/dev/null 2>&1 || packages+=(busybox-static)
command -v cpio >/dev/null || packages+=(cpio)
command -v depmod >/dev/null && command -v modprobe >/dev/null || packages+=(kmod)
command -v xz >/dev/null || packages+=(xz-utils)
command -v python3 >/dev/null || packages+=(python3)
command -v setpriv >/dev/null || packages+=(util-linux)
pkg-config --exists libserialport 2>/dev/null || packages+=(libserialport-dev pkg-config)
pkg-config --exists sqlite3 2>/dev/null || packages+=(libsqlite3-dev)
((${#packages[@]})) || exit 0

line="apt-get install -y --no-install-recommends ${packages[*]}"
if ! command -v apt-get >/dev/null; then
    echo "test-usb: please install what Debian calls: ${packages[*]}" >&2
    exit 1
fi
if ((EUID == 0)); then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo)
else
    printf 'test-usb: please run:\n  sudo apt-get update\n  sudo %s\n' "$line" >&2
    exit 1
fi
echo "test-usb: installing ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" $line -qq >/dev/null
