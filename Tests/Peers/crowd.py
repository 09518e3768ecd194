#!/usr/bin/env python3
"""Emergency stops of a real wandd in the middle of a crowd: streams that nobody reads, requests of one byte a second,
clients that vanish, and those that behave.

    crowd.py --bin .build/debug                     a small crowd: every stop is applied, nothing is left behind
    crowd.py --bin .build/release --full            500 clients, 20 stops, with times
    crowd.py --bin .build/release --full --limit-ms 50
    crowd.py --bin .build/release --storm           stops among as many events as clients can cause, to 50 listeners

A stop's time runs from before its client connects until the virtual pump has applied it, by the clock of this machine,
which both read in whole milliseconds.
"""

import argparse
import datetime
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Crash"))

from clients import TERMINAL, Refused, request  # noqa: E402
from people import interpreter, wait_until_it_listens  # noqa: E402
from pieces import Pieces  # noqa: E402

SOCKET_GROUP = 62_000
# users who each have a share of requests of their own; another user takes root
USERS = list(range(61_101, 61_117)) if os.geteuid() == 0 else [os.geteuid()]
SOURCES = 4
SMALL = {"deaf": 12, "slow": 12, "vanishing": 12, "polite": 14, "listening": 10}
FULL = {"deaf": 100, "slow": 100, "vanishing": 100, "polite": 110, "listening": 90}
LISTENERS = 50


class Stand(Pieces):
    def __init__(self, bin, folder):
        super().__init__(bin, folder)
        os.chmod(folder, 0o711)
        # connections that the kernel refused because too many wait to be accepted
        self.turned_away = 0
        path = f"{folder}/wandd.yaml"
        with open(path) as file:
            kept = [line for line in file.read().splitlines() if not line.startswith(("access:", "socket:"))]
        users = sorted({os.geteuid(), *USERS})
        with open(path, "w") as file:
            file.write("\n".join([
                f"socket: {{ path: {self.socket}, mode: 0660 }}", f"access: {{ clinicians: {{ users: {users} }} }}",
                "log: { level: warning }"] + kept) + "\n")

    def start(self, name):
        """The socket belongs to the daemon's group, where there may be other users."""
        if name != "wandd" or os.geteuid() != 0:
            return super().start(name)
        with open(f"{self.folder}/wandd.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name], stdin=subprocess.DEVNULL, stdout=log, stderr=log, group=SOCKET_GROUP)

    def weight(self):
        """Open descriptors, and memory in MiB."""
        process = f"/proc/{self.running['wandd'].pid}"
        with open(f"{process}/status") as file:
            kibibytes = next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
        return len(os.listdir(f"{process}/fd")), kibibytes / 1_024

    def tell(self, *words):
        subprocess.run(
            [f"{self.bin}/wandsim", "ctl", f"{self.folder}/wandsim.sock", *words], check=True, capture_output=True)

    def ask(self, method, target, body=None):
        """As soon as there is room in the line before the daemon."""
        while True:
            try:
                return request(self.socket, method, target, body, timeout=60)
            except BlockingIOError:
                self.turned_away += 1
                time.sleep(0.001)


class Members:
    """Processes with a crowd in each."""

    def __init__(self, stand, counts, user=None):
        with open(os.path.join(ROOT, "Tests", "Peers", "members.py")) as file:
            source = file.read()
        as_user = {} if user in (None, os.geteuid()) else {"user": user, "group": user, "extra_groups": [SOCKET_GROUP]}
        self.process = subprocess.Popen(
            [interpreter() if as_user else sys.executable, "-I", "-c", source, stand.socket, json.dumps(counts)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/", **as_user)

    def wait(self):
        if self.process.stdout.readline() != "ready\n":
            raise SystemExit("a crowd did not come together")

    def end(self):
        """What they saw."""
        output, _ = self.process.communicate("end\n", timeout=60)
        return json.loads(output)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def patient(stand, method, target, body=None):
    """Asks until it is this user's turn: only a stop never waits for that."""
    while True:
        try:
            return stand.ask(method, target, body)
        except Refused as refused:
            if refused.status != 429:
                raise
            time.sleep(0.1)


def follow(stand, command, ends):
    while command["state"] not in ends:
        command = patient(
            stand, "GET", f"/v1/commands/{command['id']}?afterVersion={command['version']}&waitMilliseconds=5000")
    return command


def run(stand):
    """Starts the pump, so that there is something to stop."""
    patient(stand, "POST", "/v1/sign-in")
    pump = patient(stand, "POST", "/v1/wands/bench/interrogations")
    body = {
        "operator": "Crowd", "reason": "test", "overrideReason": "test", "pumpSerial": pump["serial"],
        "baseRevision": pump["revision"], "program": {"mode": "simpleContinuous", "doseMicrogramsPerDay": "100"}}
    command = follow(stand, patient(stand, "POST", "/v1/commands", body), TERMINAL | {"awaitingConfirmation"})
    if command["state"] == "awaitingConfirmation":
        digest = {"digest": command["proposal"]["digest"]}
        command = patient(stand, "POST", f"/v1/commands/{command['id']}/confirmation", digest)
        command = follow(stand, command, TERMINAL)
    if command["state"] != "succeeded":
        raise SystemExit(f"the pump was not started: {command['outcome']}")


def stop(stand):
    """One emergency stop, to its end. Returns the milliseconds until it was on its way, until the pump had applied it,
    and until the client had its answer."""
    run(stand)
    began = time.time()
    command = stand.ask("POST", "/v1/pumps/SIM-PUMP-1/stop", {"operator": "Crowd", "reason": "test"})
    answered = time.time()
    command = follow(stand, command, TERMINAL)
    if command["state"] != "succeeded":
        raise SystemExit(f"a stop ended as {command['state']}: {command['outcome']}")
    applied = [each for each in stand.pump()["applied"] if each["transaction"] == command["id"]]
    if len(applied) != 1 or applied[0]["program"] != {"kind": "stopped"}:
        raise SystemExit(f"the pump knows the stop as {applied}")
    committed = next(each["at"] for each in command["history"] if each["state"] == "committing")
    return tuple((milliseconds(at) - began * 1_000) for at in (committed, applied[0]["at"])) + (
        (answered - began) * 1_000,)


def milliseconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1_000


def stops(stand, count, dice, name, say):
    times = []
    for _ in range(count):
        time.sleep(0.1 + dice.random() * 0.4)
        times.append(stop(stand))
    for index, what in enumerate(["on the way", "applied by the pump", "answered"]):
        chosen = [each[index] for each in times]
        say(f"  {name}: {count} stops, {what} after {min(chosen):.0f} / {statistics.median(chosen):.0f} / "
            f"{max(chosen):.0f} ms (min / median / max)")
    return max(each[1] for each in times)


def settle(stand, descriptors):
    """Waits until as few descriptors are open as before. Returns the weight then, or after too long."""
    deadline = time.monotonic() + 30
    while stand.weight()[0] > descriptors and time.monotonic() < deadline:
        time.sleep(0.1)
    return stand.weight()


def check_left_behind(stand, before, faults, say):
    after = settle(stand, before[0])
    say(f"  before: {before[0]} descriptors, {before[1]:.0f} MiB; afterwards: {after[0]}, {after[1]:.0f} MiB")
    if after[0] > before[0]:
        faults.append(f"{after[0]} descriptors are open, {before[0]} were before")
    if after[1] > before[1] + 96:
        faults.append(f"the daemon grew from {before[1]:.0f} to {after[1]:.0f} MiB")
    health = stand.ask("GET", "/v1/health")
    # a wand without proof of who is on the line is all that there is to say of this one
    if not health["journal"]["writable"] or not all(wand["isReady"] for wand in health["wands"]):
        faults.append(f"the daemon is not well afterwards: {health}")


def crowd(stand, counts, count, dice, faults, say):
    before = stand.weight()
    stops(stand, max(1, count // 4), dice, "alone", say)
    for round in (1, 2):
        members = Members(stand, counts)
        try:
            members.wait()
            during = stand.weight()
            worst = stops(stand, count // 2 if round == 1 else count - count // 2, dice, f"crowd {round}", say)
            saw = members.end()
        finally:
            members.kill()
        say(f"  crowd {round}: {sum(counts.values())} clients, {during[0]} descriptors; {saw}")
        if stand.turned_away:
            say(f"  crowd {round}: {stand.turned_away} times there was no room in the line before the daemon")
        if saw["faults"]:
            faults.append(f"a client of the crowd failed: {saw['faults'][:3]}")
        if saw["refused"] or not saw["answers"] or not saw["events"]:
            faults.append(f"clients that behave were not served: {saw}")
        weight = settle(stand, before[0])
        say(f"  after it: {weight[0]} descriptors, {weight[1]:.0f} MiB")
        yield worst
    check_left_behind(stand, before, faults, say)


def storm(stand, count, users, dice, faults, say):
    before = stand.weight()
    stand.tell("stall", "on")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    alarm = stand.ask("GET", "/v1/alarms")["alarms"][0]["id"]
    listeners = Members(stand, {"listening": LISTENERS})
    sources = [Members(stand, {"silencing": SOURCES, "alarm": int(alarm)}, user) for user in users]
    try:
        listeners.wait()
        for source in sources:
            source.wait()
        began = time.monotonic()
        worst = stops(stand, count, dice, "storm", say)
        asked = [source.end() for source in sources]
        seconds = time.monotonic() - began
        heard = listeners.end()
    finally:
        for each in [listeners, *sources]:
            each.kill()
    events = heard["events"] / LISTENERS
    say(f"  {sum(each['answers'] for each in asked) / seconds:.0f} requests/s of {len(users)} users made "
        f"{events / seconds:.0f} events/s: {heard['events'] / seconds:.0f} events/s were delivered to {LISTENERS} listeners")
    if heard["streams"] < LISTENERS or not heard["events"]:
        faults.append(f"the listeners heard nothing: {heard}")
    if heard["cut"]:
        say(f"  {heard['cut']} streams ended as too slow, and were taken up again")
    stand.tell("stall", "off")
    check_left_behind(stand, before, faults, say)
    yield worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/debug", help="where wandd and wandsim are")
    parser.add_argument("--full", action="store_true", help="500 clients")
    parser.add_argument("--storm", action="store_true", help="as many events as clients can cause")
    parser.add_argument("--users", type=int, default=8, help="who cause the storm; more than one takes root")
    parser.add_argument("--stops", type=int, help="how many; 4, or 20 with --full or --storm")
    parser.add_argument("--limit-ms", type=float, help="fail when a stop in the crowd took longer to the pump")
    parser.add_argument("--seed", type=int, help="of the moments of the stops")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and journal")
    options = parser.parse_args()
    count = options.stops or (20 if options.full or options.storm else 4)
    if count < 2:
        parser.error("--stops must be at least 2")
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    folder = tempfile.mkdtemp(prefix="wandd-crowd.")
    faults, failed = [], True
    stand = Stand(os.path.abspath(options.bin), folder)

    def say(text):
        print(text, flush=True)

    say(f"a crowd: seed {seed}")
    # whoever ends this test ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        stand.start_all()
        wait_until_it_listens(stand.socket)
        while True:
            try:
                stand.ask("POST", "/v1/wands/bench/interrogations")
                break
            except Refused:
                time.sleep(0.1)
        clock = milliseconds(stand.pump()["clock"]) - time.time() * 1_000
        if abs(clock) > 50:
            raise SystemExit(f"the pump's clock is {clock:.0f} ms off: times would mean nothing")
        dice = random.Random(seed)
        scene = storm(stand, count, USERS[:options.users], dice, faults, say) if options.storm else \
            crowd(stand, FULL if options.full else SMALL, count, dice, faults, say)
        worst = max(scene)
        if options.limit_ms is not None and worst > options.limit_ms:
            faults.append(f"a stop took {worst:.0f} ms to the pump, {options.limit_ms:.0f} are allowed")
        stand.stop_all()
        failed = bool(faults)
    finally:
        stand.end()
        if options.keep or failed:
            print(f"logs and data: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        say(f"FAULT: {fault}")
    say(f"{len(faults)} faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
