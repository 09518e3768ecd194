#!/bin/bash
# wandd and wandctl against a real kernel driver, without hardware: in a QEMU guest with Debian's kernel ftdi_sio drives
# an emulated USB adapter, and a wandsim on this side of the adapter is the wand. Unplugging is part of the test.
#
# usage: Tests/USB/run.sh
#   WANDD_USB_WORK=DIR     where the kernel, the guest's image and the logs go (.build-usb/rig)
#   WANDD_USB_BIN=DIR      take wandd, wandctl and wandsim from there instead of building them with a static run time
#   WANDD_USB_SECONDS=N    how long the guest may run before it is given up (900)
# exit code: 0 shown, 1 not shown or something is missing
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
cd "$here/../.."
work=${WANDD_USB_WORK:-.build-usb/rig}
mkdir -p "$work"
work=$(readlink -f "$work")

# depmod and modprobe are not on everybody's path
export PATH=$PATH:/usr/sbin:/sbin
begin=$SECONDS
say() { echo "test-usb: $*"; }
fail() {
    echo "test-usb: $*" >&2
    exit 1
}

[ "$(uname -m)" = x86_64 ] || fail "the guest runs this machine's programs on an emulated x86-64: not for $(uname -m)"
exec 9>"$work/lock"
flock -n 9 || fail "another run uses $work"

"$here/needs.sh"
"$here/kernel.sh" "$work/kernel"
if [ -n "${WANDD_USB_BIN:-}" ]; then
    bin=$(readlink -f "$WANDD_USB_BIN")
else
    say "building wandd, wandctl and wandsim with a static run time (minutes the first time)"
    build=(swift build --static-swift-stdlib --scratch-path .build-usb/swift --jobs 2)
    for product in wandd wandctl wandsim; do
        "${build[@]}" --product "$product" >"$work/build.log" 2>&1 || {
            tail -n 40 "$work/build.log" >&2
            fail "$product does not build; all of it is in $work/build.log"
        }
    done
    bin=$("${build[@]}" --show-bin-path)
    say "built, $((SECONDS - begin)) s since the start"
fi
"$here/image.sh" "$work" "$bin"
exec python3 -B "$here/usb_test.py" "$work" "$bin/wandsim" "${WANDD_USB_SECONDS:-900}"
