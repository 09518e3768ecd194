#!/bin/bash
# Packs what the guest runs: busybox, the drivers, wandd and wandctl with the shared libraries that they name. Makes
# WORK/guest.cpio from WORK/kernel.   usage: image.sh WORK BIN
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
work=$1
bin=$2
root=$work/guest

rm -rf "$root"
mkdir -p "$root"/{bin,dev,proc,sys,run/wandd,tmp,etc/wandd,var/lib/wandd,usr/bin}
cp "$(command -v busybox)" "$root/bin/busybox"
cp -r "$work/kernel/drivers" "$root/drivers"
install -m 755 "$here/guest-init.sh" "$root/init"
cp "$here/../../config/pumps.yaml" "$here/../Site/drug-library.yaml" "$root/etc/wandd/"
sum=$(sha256sum <"$here/../Site/drug-library.yaml" | cut -d ' ' -f 1)
sed "s/sha256: SUM/sha256: $sum/" "$here/wandd.yaml" >"$root/etc/wandd/wandd.yaml"
echo "root:x:0:0:root:/:/bin/sh" >"$root/etc/passwd"
echo "root:x:0:" >"$root/etc/group"

for program in wandd wandctl; do
    # symbols are most of a debug build, and everything here ends up in the guest's memory
    strip -o "$root/usr/bin/$program" "$bin/$program" 2>/dev/null || cp "$bin/$program" "$root/usr/bin/$program"
    libraries=$(ldd "$bin/$program")
    if grep 'not found' <<<"$libraries" >&2; then
        echo "test-usb: $program needs a library that this machine does not have" >&2
        exit 1
    fi
    grep -o '/[^ ]*' <<<"$libraries" | while read -r library; do
        [ -e "$root$library" ] || install -D "$library" "$root$library"
    done
done
(cd "$root" && find . | cpio --quiet -o -H newc -R +0:+0) >"$work/guest.cpio"
rm -rf "$root"
