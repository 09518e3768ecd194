#!/usr/bin/env bash
# The control API with nothing but curl: reads a pump, changes its dose by a little, and follows that to its end.
#
#   WANDD_SOCKET=/run/wandd/wandd.sock docs/examples/curl.sh wand-1
set -euo pipefail
wand=${1:?the name of a wand}
api() { curl --silent --show-error --fail-with-body --unix-socket "${WANDD_SOCKET:-/run/wandd/wandd.sock}" "$@"; }
# one member of a JSON object on standard input; any JSON tool will do
member() { python3 -c 'import json, sys; print(eval("json.load(sys.stdin)" + sys.argv[1]))' "$1"; }

echo "who am I, and what may I do?"
api http://localhost/v1/caller

echo "the pump in range of $wand, read now:"
pump=$(api --request POST "http://localhost/v1/wands/$wand/interrogations")
serial=$(member '["serial"]' <<<"$pump")
revision=$(member '["revision"]' <<<"$pump")
echo "$serial at revision $revision: $(member '["program"]["text"]' <<<"$pump")"

# therapy takes a clinician who signed in
api --request POST http://localhost/v1/sign-in >/dev/null

# a dry run: what the rules say, and old and new side by side; nothing is submitted
change="{\"pumpSerial\": \"$serial\", \"baseRevision\": $revision,
  \"program\": {\"mode\": \"simpleContinuous\", \"doseMicrogramsPerDay\": \"105\"},
  \"operator\": \"R. Example\", \"reason\": \"example\"}"
api --header 'Content-Type: application/json' --data "$change" 'http://localhost/v1/commands?dryRun=true'

# the same key with the same content is the same command, however often it is sent: an answer that is lost loses nothing
key="example-$(date +%s%N)"
command=$(api --header 'Content-Type: application/json' --header "Idempotency-Key: $key" --data "$change" \
    http://localhost/v1/commands)
id=$(member '["id"]' <<<"$command")

# follows the command until the given condition on its JSON holds
follow() {
    local version=0
    until member "$1" <<<"$command" | grep --quiet --line-regexp True; do
        version=$(member '["version"]' <<<"$command")
        command=$(api "http://localhost/v1/commands/$id?afterVersion=$version&waitMilliseconds=20000")
        echo "$id: $(member '["state"]' <<<"$command")"
    done
}
follow '["state"] in ("awaitingConfirmation", "rejected", "failed", "expired", "cancelled")'

# a person looks at old and new here, and confirms exactly that, by its digest
digest=$(member '["proposal"]["digest"]' <<<"$command")
command=$(api --header 'Content-Type: application/json' --data "{\"digest\": \"$digest\"}" \
    "http://localhost/v1/commands/$id/confirmation")
follow '["isTerminal"]'
member '["outcome"]["detail"]' <<<"$command"
[[ $(member '["state"]' <<<"$command") == succeeded ]]
