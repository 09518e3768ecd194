#!/bin/bash
# All tests: the Swift ones, the kill test, the API and its page from outside, the simulation, and what checks the documents.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
Tests/Interop/setup_fhir.sh
export FHIR_PYTHON="$PWD/.build-fhir/bin/python3"
Tests/Sandbox/swift-test.sh
python3 -B Tests/Crash/kill_test.py --self-test
python3 -B Tests/Crash/kill_test.py --kills "${KILLS:-200}"
Tests/API/setup.sh
.build-python/bin/python -B Tests/API/conformance.py --bin .build/debug
.build-python/bin/python -B Tests/API/fuzz.py --bin .build/debug --requests "${REQUESTS:-300}"
python3 -B Tests/Peers/matrix.py --bin .build/debug
python3 -B Tests/Peers/crowd.py --bin .build/debug
.build-python/bin/python -B Tests/Browser/browser_test.py --bin .build/debug
Tests/Sandbox/simulate.sh --seeds "${SEEDS:-1000}" --steps "${STEPS:-1200}"
Tests/Sandbox/simulate.sh --planted
python3 -B Tests/Interop/make_vectors.py --check
python3 -B Tests/Interop/check_pump.py
python3 -B Tests/Interop/check_wand.py
python3 -B Tests/Interop/check_wand.py --wandsim .build/debug/wandsim
python3 -B Tests/Interop/verify_audit.py --self-test
