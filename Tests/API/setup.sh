#!/bin/bash
# Makes .build-python, the Python environment of the tests in this folder, unless it is there and as it should be.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
cmp -s Tests/API/requirements.txt .build-python/installed.txt && exit 0
echo "Installing what the tests of the API need"
rm -rf .build-python
python3 -m venv .build-python
.build-python/bin/pip install --quiet --disable-pip-version-check -r Tests/API/requirements.txt
cp Tests/API/requirements.txt .build-python/installed.txt
