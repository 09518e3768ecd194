#!/bin/bash
# Draws the README's pictures from a real run: a schedule by weekday, its card and the first page of its report.
# Needs rsvg-convert and pdftoppm (packages librsvg2-bin and poppler-utils).   usage: pictures.sh BIN
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
docs=$here/../../docs
source "$here/pieces.sh"
unset WAND_PORT
WANDSIM_OPTIONS="--dose 300mcg/day"
start_pieces "$1"
wandctl=$1/wandctl
who=(--operator "Demo Operator" --reason "spasticity in the morning")
change=(dose --flex 'mon-fri 00:00=11 06:00=18 10:00=13 22:00=11' --day-total 316 --flex 'sat,sun 00:00=12.5' --day-total 300
    --utc-offset +01:00 "${who[@]}")
"$wandctl" interrogate >/dev/null
digest=$("$wandctl" "${change[@]}" --dry-run --json | sed -n 's/.*"digest" *: *"\([0-9a-f]*\)".*/\1/p')
"$wandctl" "${change[@]}" --yes --digest "$digest"
contact=(--contact "Spasticity clinic, +00 000 000 000")
"$wandctl" card --format svg "${contact[@]}" --output "$docs/card.svg" --force
"$wandctl" report --format pdf "${contact[@]}" --output "$folder/report.pdf" --force
pdftoppm -png -r 62 -f 1 -l 1 -singlefile "$folder/report.pdf" "$docs/report"
