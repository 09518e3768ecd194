#!/bin/bash
# Measures the codec against C, an interrogation through the daemon against a relay in C, and what durability costs.   usage: run.sh [codec|api|durability]
# Everything is built for release in .build-bench/, the first time for many minutes. Ends with 0 when all was measured
# and the codec allocated nothing; times depend on what else the machine does, and are reported, not judged.
# EXCHANGES and ROUNDS change how many interrogations a round has, and how many rounds there are.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
what=${1:-all}
case $what in all | codec | api | durability) ;; *) sed -n '2p' "$0" >&2 && exit 2 ;; esac
build=$PWD/.build-bench
mkdir -p "$build/results"
status=0

say() { printf '\n== %s\n' "$*"; }

# Runs a build quietly; its output is shown when it fails.
quietly() {
    "$@" >"$build/build.log" 2>&1 || { cat "$build/build.log" && exit 1; }
}

nested=(swift package --package-path Benchmarks --scratch-path "$build/package")
product() { quietly swift build -c release --package-path Benchmarks --scratch-path "$build/package" --product "$1"; }

say "$(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F)"

if [ "$what" = all ] || [ "$what" = codec ]; then
    say "Codec: building"
    product Codec
    say "Codec: measuring, about a minute"
    quietly "${nested[@]}" --allow-writing-to-directory "$build/results" benchmark --target Codec --format jmh \
        --path "$build/results" --no-progress
    Benchmarks/summary.py "$build/results/Current_run.jmh.json" || status=1
fi

if [ "$what" = all ] || [ "$what" = api ]; then
    say "Interrogation: building the daemon for release"
    quietly swift build -c release --product wandd --scratch-path "$build/root"
    product Relay
    product Interrogation
    say "Interrogation: measuring"
    bin=$build/package/release
    "$bin/Interrogation" "$build/root/release/wandd" "$bin/Relay" "${EXCHANGES:-2000}" "${ROUNDS:-5}" || status=1
fi
if [ "$what" = all ] || [ "$what" = durability ]; then
    say "Durability: building the programs for release"
    quietly swift build -c release --product wandd --scratch-path "$build/root"
    quietly swift build -c release --product wandsim --scratch-path "$build/root"
    say "Durability: medians in ms, of ${CHANGES:-100} dose changes, and of 5 times as many interrogations"
    Benchmarks/durability.py "$build/root/release" "$build/results" "${CHANGES:-100}" || status=1
fi
exit $status
