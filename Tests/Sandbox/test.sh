#!/bin/bash
# All tests: the Swift ones, the simulation, the kill test, and what checks the documents from outside.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
Tests/Sandbox/swift-test.sh
python3 -B Tests/Crash/kill_test.py --self-test
python3 -B Tests/Crash/kill_test.py --kills "${KILLS:-200}"
Tests/Sandbox/simulate.sh --seeds "${SEEDS:-1000}" --steps "${STEPS:-1200}"
Tests/Sandbox/simulate.sh --planted
python3 -B Tests/Interop/make_vectors.py --check
python3 -B Tests/Interop/check_pump.py
python3 -B Tests/Interop/check_wand.py
python3 -B Tests/Interop/check_wand.py --wandsim .build/debug/wandsim
python3 -B Tests/Interop/verify_audit.py --self-test
