#!/bin/bash
# All tests: the Swift ones, then what checks the documents from outside.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
swift test --skip-build --parallel
python3 Tests/Interop/make_vectors.py --check
python3 Tests/Interop/check_wand.py
