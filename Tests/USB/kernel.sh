#!/bin/bash
# Puts Debian's kernel and the drivers of an FTDI adapter into a folder, unless they are there: `image` boots, and
# `drivers/list` says in which order the files beside it are loaded. Nothing is installed.   usage: kernel.sh FOLDER
set -euo pipefail
folder=$1
[ -e "$folder/drivers/list" ] && exit 0

new=$folder.new
rm -rf "$folder" "$new"
mkdir -p "$new/drivers"
trap 'rm -rf "$new"' EXIT

# the package that holds the kernel is the one that Debian's linux-image-amd64 stands for today
current() {
    apt-cache depends --important linux-image-amd64 2>/dev/null | awk '$2 ~ /^linux-image-[0-9]/ { print $2; exit }'
}
package=$(current)
if [ -z "$package" ] && ((EUID == 0)); then
    apt-get update -qq
    package=$(current)
fi
if [ -z "$package" ]; then
    echo "test-usb: apt knows no linux-image-amd64. On Debian, please run: sudo apt-get update" >&2
    exit 1
fi
echo "test-usb: downloading $package"
(cd "$new" && apt-get -qq -o APT::Sandbox::User=root download "$package" && dpkg -x "$package"_*.deb unpacked)

modules=$(find "$new/unpacked" -path '*/lib/modules/*' -prune -type d)
version=${modules##*/}
root=${modules%/lib/modules/*}
depmod -b "$root" "$version"
for driver in xhci-pci ftdi_sio; do
    modprobe -d "$root" -S "$version" --show-depends "$driver"
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' | while read -r file; do
    name=$(basename "$file")
    case $file in
    *.xz) xz -dc "$file" >"$new/drivers/${name%.xz}" ;;
    *) cp "$file" "$new/drivers/" ;;
    esac
    echo "${name%.xz}" >>"$new/list"
done

# An emulated processor takes seconds to unpack a kernel: do it here. A packing other than xz is left to the kernel.
python3 - "$(find "$new/unpacked/boot" -name 'vmlinuz-*')" "$new/image" <<'PYTHON'
import lzma
import struct
import sys

with open(sys.argv[1], "rb") as file:
    packed = file.read()
setup_sectors = packed[0x1F1] or 4
start, length = struct.unpack_from("<II", packed, 0x248)
start += (1 + setup_sectors) * 512
try:
    plain = lzma.LZMADecompressor().decompress(packed[start:start + length])
except lzma.LZMAError:
    plain = packed
with open(sys.argv[2], "wb") as file:
    file.write(plain)
PYTHON
echo "$version" >"$new/version"
# last of all: a folder with a list is a whole one
mv "$new/list" "$new/drivers/list"
rm -rf "$new/unpacked" "$new"/*.deb
mv "$new" "$folder"
