#!/bin/bash
# A virtual wand and a wandd to play with, in the foreground until Ctrl-C or SIGTERM.   usage: sandbox.sh BIN
# WAND_PORT=/dev/... uses that port instead of a virtual wand. WANDSIM_OPTIONS=... goes to wandsim.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
source "$here/pieces.sh"
start_pieces "$1"
echo "wandd is up. In another terminal:"
echo "  export WANDD_SOCKET=$WANDD_SOCKET"
echo "  $1/wandctl interrogate"
[ -n "${WAND_PORT:-}" ] || echo "  $1/wandsim ctl $folder/wandsim.sock show"
echo "Logs: $folder/*.log   End: Ctrl-C"
echo "WANDD_SOCKET=$WANDD_SOCKET"
wait "$daemon"
