#!/bin/bash
# The DocC pages of WandClient and of the types that it speaks with, in .build-docs/WandClient.doccarchive.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
docc=$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v swift)")")/docc")
rm -rf .build-docs
mkdir -p .build-docs/symbols
swift build --target WandClient 2>&1 | tail -1
modules=$(dirname "$(find -L .build/debug/ -name WandClient.swiftmodule -print -quit)")
includes=(-I "$modules")
# the C modules that the client's own dependencies bring
while read -r map; do includes+=(-I "$(dirname "$map")"); done \
    < <(find .build/checkouts -path '*/Sources/*/include/module.modulemap')
triple=$(swift -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')
for map in .build/debug/C*.build/module.modulemap .build/debug/_C*.build/module.modulemap; do
    includes+=(-Xcc "-fmodule-map-file=$map")
done
for module in WandClient ControlAPI; do
    swift symbolgraph-extract -module-name "$module" "${includes[@]}" -minimum-access-level public \
        -skip-inherited-docs -skip-synthesized-members -target "$triple" -output-dir .build-docs/symbols
done
"$docc" convert Sources/WandClient/WandClient.docc --additional-symbol-graph-dir .build-docs/symbols \
    --fallback-display-name WandClient --fallback-bundle-identifier org.wandd.WandClient \
    --warnings-as-errors --output-path .build-docs/WandClient.doccarchive
echo "DocC pages: .build-docs/WandClient.doccarchive"
