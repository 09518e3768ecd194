#!/bin/sh
# Fuzzes the codec with libFuzzer and the address sanitizer: FuzzTesting/run.sh SECONDS [libFuzzer option...]
# Everything it makes stands in .build-fuzz/, the corpus included, so that the next run goes on from there. An input
# that breaks a check stops the run and is written to .build-fuzz/found/: keep it in FuzzTesting/saved/ with the fix.
set -eu

seconds=${1:?usage: FuzzTesting/run.sh SECONDS [libFuzzer option...]}
shift
cd "$(dirname "$0")/.."
build=.build-fuzz
mkdir -p "$build/corpus" "$build/found"

flags="-O -swift-version 6 -package-name wandd -parse-as-library -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -sanitize=fuzzer,address -I $build -I Sources/CCRC32C/include"
# the package's own module map of the C target, which a plain compiler needs to be told
printf 'module CCRC32C { header "%s/Sources/CCRC32C/include/ccrc32c.h" export * }\n' "$PWD" >"$build/module.modulemap"

module() {
    # shellcheck disable=SC2086
    swiftc $flags -module-name "$1" -emit-module -emit-module-path "$build/$1.swiftmodule" \
        -whole-module-optimization -c -o "$build/$1.o" "Sources/$1"/*.swift
}

clang -O2 -std=gnu17 -fsanitize=address -ISources/CCRC32C/include -c -o "$build/crc32c.o" Sources/CCRC32C/crc32c.c
module PumpModel
module WandProtocol
# shellcheck disable=SC2086
swiftc $flags -module-name FuzzCodec -whole-module-optimization -o "$build/fuzz-codec" FuzzTesting/FuzzCodec.swift \
    Tests/WandProtocolTests/CodecCheck.swift Tests/WandProtocolTests/DecodedBody.swift \
    "$build/PumpModel.o" "$build/WandProtocol.o" "$build/crc32c.o"

python3 FuzzTesting/make_corpus.py docs/protocol-vectors.json "$build/seeds"
exec "$build/fuzz-codec" -max_total_time="$seconds" -max_len=4400 -timeout=5 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$build/found/" "$@" "$build/corpus" "$build/seeds" FuzzTesting/saved
