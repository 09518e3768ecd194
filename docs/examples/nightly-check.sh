#!/usr/bin/env bash
# What a site may run every night: reads the pump of each wand, keeps its card and the audit trail, and tells by its exit
# code whether somebody has to look.
#
#   docs/examples/nightly-check.sh /var/backups/wandd
set -euo pipefail
folder=${1:?a folder to keep things in}
wandctl=${WANDCTL:-wandctl}
mkdir -p "$folder"
look=0

# 0 nothing to do, 1 something is wrong and the lines say what
$wandctl doctor || look=1

names=$($wandctl wands --json | python3 -c 'import json, sys; print(*(each["name"] for each in json.load(sys.stdin)["wands"]))')
for wand in $names; do
    # exit codes are stable: 3 refused (no pump in range, say), 6 the daemon can not be reached
    code=0
    $wandctl interrogate --wand "$wand" --json >"$folder/$wand.json" || code=$?
    case $code in
        0) echo "$wand: read" ;;
        3) echo "$wand: no reading tonight" ;;
        *) echo "$wand: wandctl ended with $code"; look=1 ;;
    esac
done

# the trail proves itself: a changed or missing record ends with 8
$wandctl audit export --output "$folder/audit.jsonl" --force
$wandctl audit verify --file "$folder/audit.jsonl" || look=1
exit $look
