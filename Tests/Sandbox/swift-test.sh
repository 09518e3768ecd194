#!/bin/bash
# The Swift tests of a finished build. Those that compute keep the few threads that tests share busy for minutes: those that
# serve and ask come after them, and the real processes come last, one after the other: they want the machine's ports and
# its time for themselves.   usage: swift-test.sh [options of swift test]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
# a crash is told in one line and ends at once
export SWIFT_BACKTRACE=enable=no
timeout 900 swift test --skip-build "$@" --parallel --skip "SystemTests|ControlServerTests|ConsoleTests"
timeout 900 swift test --skip-build "$@" --parallel --filter "ControlServerTests|ConsoleTests"
timeout 900 swift test --skip-build "$@" --no-parallel --filter SystemTests
