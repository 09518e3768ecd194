#!/usr/bin/env python3
"""Has schemathesis make requests of a real wandd, well-formed ones and others, alone and one from the answer to another.

    fuzz.py --bin .build/debug --requests 10000

Fails on an answer that is not as described, on one that stands for a defect, on a daemon that ends, and on one that
holds more memory or descriptors afterwards than it did before.
"""

import argparse
import json
import os
import subprocess
import sys
import time

from bench import ROOT, bench
from forwarder import Forwarder

HERE = os.path.dirname(os.path.abspath(__file__))
# what the daemon may hold on to: it keeps the commands that ended, and a debug build's allocator returns little
GROWTH_KIB, GROWTH_DESCRIPTORS = 96 * 1024, 8
# streams have no end: conformance.py listens to them
LEFT_OUT = ["events", "events-head"]


def run(url, document, folder, seed, examples, phases):
    """One run of schemathesis, which leaves its notes in a folder; its exit code is 0 when nothing was found."""
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "--config-file", f"{HERE}/schemathesis.toml", "run",
        document, "--url", url, "--seed", str(seed), "--max-examples", str(examples), "--phases", phases, "--checks", "all",
        "--suppress-health-check", "all", "--request-timeout", "40", "--workers", "1", "--warnings", "off",
        "--continue-on-failure", "--no-shrink", "--generation-database", "none"]
    for name in LEFT_OUT:
        command += ["--exclude-operation-id", name]
    environment = dict(
        os.environ, SCHEMATHESIS_HOOKS="fuzz_hooks", FUZZ_URL=url, WANDD_FUZZ_SEED=str(seed), PYTHONPATH=HERE,
        NO_COLOR="1")
    return subprocess.run(command, env=environment, cwd=folder, check=False).returncode


def warm_up(pieces):
    """What is made once and kept is made before anything is measured."""
    pieces.call("POST", "/v1/sign-in")
    pump = pieces.call("POST", "/v1/wands/bench/interrogations").json
    who = {"operator": "R. Example", "reason": "fuzz"}
    for _ in range(100):
        for target in ("/v1/health", "/v1/wands", "/v1/pumps", "/v1/alarms", "/v1/audit", "/v1/library", "/openapi.json"):
            pieces.call("GET", target)
        pieces.call("POST", "/v1/limits", {
            **who, "pumpSerial": pump["serial"], "baseRevision": pump["revision"], "program": {"mode": "minimumRate"}})
    time.sleep(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=f"{ROOT}/.build/debug", help="where wandd and wandsim are")
    parser.add_argument("--requests", type=int, default=500, help="at least so many (default: 500)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--description", help="a file to go by instead of what the daemon serves")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    options = parser.parse_args()
    with bench(options.bin, options.keep) as pieces:
        document = options.description
        if document is None:
            document = f"{pieces.folder}/openapi.json"
            with open(document, "wb") as file:
                file.write(pieces.call("GET", "/openapi.json").body)
        with open(document) as file:
            operations = sum(len(item) for item in json.load(file)["paths"].values())
        warm_up(pieces)
        before = pieces.memory()
        forwarder = Forwarder(pieces.socket)
        began, failed, rounds = time.monotonic(), [], 0
        # every operation by itself, with all that can be wrong with it where there is time for that, and then, until it is
        # enough, stories of several
        phases = "examples,coverage,fuzzing" if options.requests >= 5_000 else "examples,fuzzing"
        if run(forwarder.url, document, pieces.folder, options.seed, max(4, options.requests // (operations * 3)), phases):
            failed.append("single requests")
        while not failed and sum(forwarder.statuses.values()) < options.requests or rounds == 0:
            rounds += 1
            if run(forwarder.url, document, pieces.folder, options.seed + rounds, max(5, options.requests // 100), "stateful"):
                failed.append(f"stories, round {rounds}")
                break
        forwarder.close()
        pieces.until(lambda: pieces.memory()[1] <= before[1] + GROWTH_DESCRIPTORS, "the connections to be closed", 70)
        after = pieces.memory()
        count = sum(forwarder.statuses.values())
        if forwarder.statuses[500]:
            failed.append(f"{forwarder.statuses[500]} internal errors")
        if after[0] - before[0] > GROWTH_KIB:
            failed.append(f"the daemon grew by more than {GROWTH_KIB} KiB")
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(forwarder.statuses.items()))
        print(f"fuzz: {count} requests in {time.monotonic() - began:.0f} s, seed {options.seed} ({statuses})")
        print(f"fuzz: resident memory {before[0]} KiB before, {after[0]} KiB after; descriptors {before[1]}, {after[1]}")
        # it still does its work, and ends in order
        pieces.stop_wandd()
        if failed:
            print("fuzz: FAILED: " + "; ".join(failed))
            sys.exit(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
