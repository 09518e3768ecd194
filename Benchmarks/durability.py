#!/usr/bin/env python3
"""What durability costs: a dose change and an interrogation through wandd, over socat, with the disk as it is, with flushes
left out, and with flushes that take 50 ms longer.     durability.py BIN BUILD_FOLDER [CHANGES]

The split of a change is the client's own view (one connection, long polls), in the order of its life:
  accept   POST of the submission to its answer             one journal write
  stage    to awaitingConfirmation                          wire: a read and a stage; one or two writes
  confirm  POST of the confirmation to its answer           one journal write: the intent, before the commit's first byte
  commit + verify   to succeeded                            wire: the commit and the read-back; one write
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Crash"))
from clients import UnixConnection  # noqa: E402
from pieces import Pieces  # noqa: E402

PHASES = ["accept", "stage", "confirm", "commit + verify"]


class Client:
    def __init__(self, path):
        self.connection = UnixConnection(path, 30)
        self.ask("POST", "/v1/sign-in")

    def ask(self, method, target, body=None):
        self.connection.request(
            method, target, json.dumps(body) if body else None, {"Content-Type": "application/json"} if body else {})
        answer = self.connection.getresponse()
        content = json.loads(answer.read())
        if answer.status >= 400:
            raise SystemExit(f"{method} {target}: {content}")
        return content

    def read(self):
        return self.ask("POST", "/v1/wands/bench/interrogations")


def change(client, dose):
    """One dose change; milliseconds by phase."""
    pump = client.read()
    body = {
        "pumpSerial": pump["serial"], "baseRevision": pump["revision"], "operator": "Bench", "reason": "benchmark",
        "program": {"mode": "simpleContinuous", "doseMicrogramsPerDay": dose}}
    times = [time.perf_counter()]
    command = client.ask("POST", "/v1/commands", body)

    def until(state):
        nonlocal command
        while command["state"] != state:
            if command["isTerminal"]:
                raise SystemExit(f"ended as {command['state']}: {command['outcome']}")
            target = f"/v1/commands/{command['id']}?afterVersion={command['version']}&waitMilliseconds=10000"
            command = client.ask("GET", target)
        times.append(time.perf_counter())

    times.append(time.perf_counter())
    until("awaitingConfirmation")
    digest = {"digest": command["proposal"]["digest"]}
    command = client.ask("POST", f"/v1/commands/{command['id']}/confirmation", digest)
    times.append(time.perf_counter())
    until("succeeded")
    return [(after - before) * 1_000 for before, after in zip(times, times[1:])]


def measure(bin, shim, milliseconds, changes):
    folder = tempfile.mkdtemp(prefix="wandd-durability.", dir=os.environ.get("BENCH_DISK", "/var/tmp"))
    pieces = Pieces(bin, folder)
    pieces.commands["wandd"] = [
        "env", f"LD_PRELOAD={shim}", f"SLOW_SYNC_MS={milliseconds}", *pieces.commands["wandd"]]
    pieces.commands["wandsim"][-1] = "0"
    try:
        pieces.start_all()
        client = Client(pieces.socket)
        while client.ask("GET", "/v1/wands/bench")["session"] is None:
            time.sleep(0.01)
        rows = [change(client, str(100 + number % 10)) for number in range(changes)]
        alone = interrogations(pieces.socket, 5 * changes)
        # while another client changes doses without a pause: do reads wait for its writes?
        ending = threading.Event()
        beside = threading.Thread(target=lambda: keep_changing(pieces.socket, ending))
        beside.start()
        busy = interrogations(pieces.socket, 5 * changes)
        ending.set()
        beside.join()
        return rows, alone, busy
    finally:
        pieces.end()
        shutil.rmtree(folder, ignore_errors=True)


def interrogations(socket, count):
    client = Client(socket)
    times = []
    for _ in range(count):
        began = time.perf_counter()
        client.read()
        times.append((time.perf_counter() - began) * 1_000)
    return times


def keep_changing(socket, ending):
    client, number = Client(socket), 0
    while not ending.is_set():
        number += 1
        change(client, str(110 + number % 7))


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    bin, build, changes = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100
    os.makedirs(build, exist_ok=True)
    shim = os.path.abspath(os.path.join(build, "slow_sync.so"))
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "slow_sync.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", shim, source, "-ldl"], check=True)
    print("| flushes | " + " | ".join(PHASES) + " | whole change | interrogation | beside changes (p95) |")
    print("|---|" + "---|" * (len(PHASES) + 3))
    for name, milliseconds in [("left out", -1), ("as the disk does them", 0), ("50 ms longer each", 50)]:
        rows, alone, busy = measure(bin, shim, milliseconds, changes)
        cells = [statistics.median(column) for column in zip(*rows)]
        cells += [statistics.median(sum(row) for row in rows), statistics.median(alone)]
        text = " | ".join(f"{cell:.1f}" for cell in cells)
        print(f"| {name} | {text} | {statistics.median(busy):.1f} ({statistics.quantiles(busy, n=20)[-1]:.1f}) |", flush=True)


if __name__ == "__main__":
    main()
