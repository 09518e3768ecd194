#!/bin/bash
# The main job from end to end, over a real pair of ptys; ends by itself and leaves nothing behind.   usage: demo.sh BIN
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
source "$here/pieces.sh"
unset WAND_PORT
WANDSIM_OPTIONS="--dose 300mcg/day"
start_pieces "$1"
wandctl=$1/wandctl

# Shows a step: what is done, the command, and what it prints.
step() {
    printf '\n== %s\n$ wandctl%s\n' "$1" "$(printf ' %q' "${@:2}")"
    "$wandctl" "${@:2}"
}

step "Interrogate the pump" interrogate
step "The wand that reached it" wands
who=(--operator "Demo Operator" --reason "demonstration")
step "Which rules a change would meet" limits 330
step "Old and new side by side: a dry run sends nothing to the pump" dose 330 "${who[@]}" --dry-run
digest=$("$wandctl" dose 330 "${who[@]}" --dry-run --json | sed -n 's/.*"digest" *: *"\([0-9a-f]*\)".*/\1/p')
step "Change the dose: staged, confirmed by the digest above, committed, read back" \
    dose 330 "${who[@]}" --yes --digest "$digest"
step "Read the pump again" interrogate
step "The registration card that the family carries" card
step "No alarm stands" alarms
step "What was done" commands
printf '\nDone: the pump reads back what was confirmed.\n'
