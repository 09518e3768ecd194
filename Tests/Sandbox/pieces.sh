# The pieces of demo and sandbox, to be sourced: a folder of their own, socat, wandsim, wandd, and an end that leaves
# nothing behind.   usage: source pieces.sh; start_pieces BIN

# Ends what was started, last first, and removes the folder.
end_pieces() {
    # a second Ctrl-C must not interrupt the cleaning up
    trap '' INT TERM
    trap - EXIT
    local i
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        kill "${pids[i]}" 2>/dev/null || true
        wait "${pids[i]}" 2>/dev/null || true
    done
    rm -rf "$folder"
}

# Waits until a path is there, as long as the program that makes it lives.
until_there() {
    local path=$1 pid=$2 tries=0
    until [ -e "$path" ]; do
        if ! kill -0 "$pid" 2>/dev/null || ((++tries > 200)); then
            echo "$path did not appear; the log:" >&2
            cat "$folder"/*.log >&2
            exit 1
        fi
        sleep 0.05
    done
}

start_pieces() {
    local bin=$1
    folder=$(mktemp -d "${TMPDIR:-/tmp}/wandd.XXXXXX")
    pids=()
    trap end_pieces EXIT
    trap 'exit 0' INT TERM

    local port=${WAND_PORT:-}
    if [ -z "$port" ]; then
        socat "pty,raw,echo=0,link=$folder/wand" "pty,raw,echo=0,link=$folder/host" 2>"$folder/socat.log" &
        pids+=($!)
        until_there "$folder/wand" $!
        until_there "$folder/host" $!
        port=$folder/host
        "$bin/wandsim" --port "$folder/wand" --state "$folder/pump.state" --control "$folder/wandsim.sock" \
            ${WANDSIM_OPTIONS:-} >"$folder/wandsim.log" 2>&1 &
        pids+=($!)
        until_there "$folder/wandsim.sock" $!
    fi

    local site
    site=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../../config")
    cat >"$folder/wandd.yaml" <<YAML
socket:
  path: $folder/wandd.sock
  mode: 0600
access: { clinicians: { users: [$(id -u)] }, administrators: { users: [$(id -u)] } }
stateDirectory: $folder/state
wands:
  - name: bench
    port:
      path: $port
    security: unpaired
pumps: $site/pumps.yaml
drugLibrary:
  path: $site/drug-library.yaml
  sha256: $(sha256sum <"$site/drug-library.yaml" | cut -d ' ' -f 1)
YAML
    mkdir "$folder/state"
    "$bin/wandd" --config "$folder/wandd.yaml" 2>"$folder/wandd.log" &
    pids+=($!)
    daemon=$!
    until_there "$folder/wandd.sock" $daemon
    export WANDD_SOCKET=$folder/wandd.sock
}
