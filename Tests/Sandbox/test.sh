#!/bin/bash
# All tests: the Swift ones, then what checks the documents from outside. The real processes come alone and one after the
# other: they want the machine's ports and its time for themselves.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
# a crash is told in one line and ends at once
export SWIFT_BACKTRACE=enable=no
timeout 900 swift test --skip-build --parallel --skip SystemTests
timeout 900 swift test --skip-build --no-parallel --filter SystemTests
python3 Tests/Interop/make_vectors.py --check
python3 Tests/Interop/check_wand.py
