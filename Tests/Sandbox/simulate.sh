#!/bin/bash
# The simulation, in a release build that can plant bugs: no other build can.   usage: simulate.sh [options of simulate]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
swift build -c release --traits PlantedBugs --product simulate --scratch-path .build-simulate
.build-simulate/release/simulate "$@"
