"""A wand with a pump in range, on a tty: written from docs/protocol.md alone, a second reading to test a host against.

Usage: wand.py TTY [option...]
It prints `ready` when the line is open and one line of JSON for each change of the pump, and ends when the line hangs
up or at SIGTERM. SIGUSR1 takes the pump out of range, or brings it back; SIGUSR2 is the patient who asks for a bolus.
Standard library only.
"""

import argparse
import collections
import json
import os
import random
import select
import signal
import sys
import termios
import time
import tty

from wandframe import FrameReader
from wandlink import BACKLOG, Link
from wandproto import CAUSE, MESSAGES
from wandpump import Fault, Pump

# where a fault of a message names the type of what it refuses
TYPES = {name: code for name, (code, _) in MESSAGES.items()}
# events that wait for the pump to come back or for room on the line
UNTOLD = 64


class Wand:
    """Carries out the link's requests on the pump, one after the other, and passes on what the pump logs."""

    def __init__(self, options, now):
        self.options = options
        self.started = now
        self.link = Link(
            {"wandSerial": options.serial, "model": "Interop wand", "firmware": "1.0"}, os.urandom)
        self.pump = Pump(options.pump, now, self.clock(), options.concentration, options.dose, options.reservoir)
        self.is_in_range = not options.no_pump
        self.presses = 0  # of the patient's button
        self.told = None  # the session to which `untold` belongs
        self.untold = collections.deque(maxlen=UNTOLD)
        self.seen = 0  # the newest event of the pump's log that stood in `untold`

    def clock(self):
        return time.time_ns() // 1_000_000

    def step(self, now):
        """Time passes, and every waiting request is answered."""
        self.link.tick(now)
        self.pump.advance(now)
        while self.presses:
            self.presses -= 1
            self.pump.press(now)
        if self.told is not self.link.present:
            self.tell()
            self.told = self.link.present
            self.untold.clear()
        self.tell()
        while self.link.requests:
            name, request_id, fields = self.link.requests.popleft()
            try:
                reply, answer = self.carry_out(name, fields, now)
                self.link.send(reply, request_id, answer)
                self.pump.advance(now)
                self.tell()
            except Fault as fault:
                self.link.fault(TYPES[name], request_id, fault.code, fault.detail)
        self.link.flush(now)

    def carry_out(self, name, fields, now):
        """The reply's name and fields."""
        if name == "readWandStatus":
            reached = {"pumpSerial": self.pump.serial, "implanted": self.options.implanted, "strength": 80}
            return "wandStatus", {
                "uptime": (now - self.started) // 1000, "clock": self.clock(),
                "pump": reached if self.is_in_range else None}
        if not self.is_in_range:
            raise Fault("pumpOutOfRange", "no pump answers")
        if "pumpSerial" in fields and fields["pumpSerial"] != self.pump.serial:
            raise Fault("wrongPump", f"the pump in range is {self.pump.serial}")
        if name == "interrogate":
            return "pumpReport", self.pump.report(CAUSE.codes)
        if name == "stage":
            return "staged", self.pump.stage(fields)
        if name == "commit":
            return "committed", self.pump.commit(fields)
        if name == "stop":
            return "stopped", self.pump.stop(fields)
        if name == "discard":
            return "discarded", self.pump.discard(fields["transaction"])
        if name == "readLog":
            return "logPage", self.pump.page(fields)
        return "transactionStatus", self.pump.status(fields["transaction"])

    def tell(self):
        """What the pump logged since goes out, or waits."""
        for event in self.pump.since(self.seen):
            if event["event"]["tag"] == "programChanged":
                print(json.dumps({
                    "revision": self.pump.revision, "appliedCount": self.pump.applied_count,
                    "program": self.pump.program, "transaction": self.pump.last_applied["transaction"]}), flush=True)
            self.untold.append(event)
        self.seen = self.pump.newest["events"]
        if not self.told or not self.told.capabilities & 2:
            self.untold.clear()
        while self.untold and self.is_in_range and len(self.told.backlog) < BACKLOG:
            self.link.send("pumpEvent", 0, self.untold.popleft())

    def press(self):
        self.presses += 1

    def change_range(self):
        self.is_in_range = not self.is_in_range


class Noise:
    """Loses whole frames and damages bytes, as often as the options ask, by a seed."""

    def __init__(self, options):
        self.random = random.Random(options.seed)
        self.lose, self.damage = options.lose, options.damage

    def loses(self):
        return self.random.random() < self.lose

    def over(self, data):
        return bytes(
            byte ^ (1 << self.random.randrange(8)) if self.random.random() < self.damage else byte for byte in data)


def raw_line(path):
    line = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    tty.setraw(line, termios.TCSANOW)
    settings = termios.tcgetattr(line)
    settings[2] |= termios.CLOCAL | termios.CREAD
    settings[4] = settings[5] = termios.B115200
    termios.tcsetattr(line, termios.TCSANOW, settings)
    return line


def serve(options):
    line = raw_line(options.tty)
    now = time.monotonic_ns() // 1_000_000
    wand, reader, noise = Wand(options, now), FrameReader(), Noise(options)
    unsent = bytearray()
    signal.signal(signal.SIGUSR1, lambda *_: wand.change_range())
    signal.signal(signal.SIGUSR2, lambda *_: wand.press())
    print("ready", flush=True)
    while True:
        deadline = wand.link.deadline()
        wait = min(250, max(0, deadline - now)) if deadline is not None else 250
        readable, _, _ = select.select([line], [line] if unsent else [], [], wait / 1000)
        now = time.monotonic_ns() // 1_000_000
        if readable:
            try:
                data = os.read(line, 4096)
            except BlockingIOError:
                data = None
            except OSError:
                return
            if data == b"":
                return  # a tty that reads nothing was hung up
            for stuffed in reader.feed(noise.over(data or b"")):
                if not noise.loses():
                    wand.link.receive(stuffed, now)
        wand.step(now)
        unsent += noise.over(wand.link.out)
        wand.link.out.clear()
        if unsent:
            try:
                del unsent[: os.write(line, unsent)]
            except BlockingIOError:
                pass
            except OSError:
                return


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tty")
    parser.add_argument("--serial", default="PYWAND-1", help="the wand's serial number")
    parser.add_argument("--pump", default="PYPUMP-1", help="the pump's serial number")
    parser.add_argument("--no-pump", action="store_true", help="no pump is in range")
    parser.add_argument("--implanted", action="store_true", help="the pump is in a patient")
    parser.add_argument("--concentration", type=int, default=2000, help="mcg/mL")
    parser.add_argument("--dose", type=int, default=300_000, help="ng/day at the start")
    parser.add_argument("--reservoir", type=int, default=31_250_000, help="nL at the start")
    parser.add_argument("--lose", type=float, default=0, help="share of received frames that are lost")
    parser.add_argument("--damage", type=float, default=0, help="share of bytes with a flipped bit, both ways")
    parser.add_argument("--seed", type=int, default=1, help="of the losses and the damage")
    try:
        serve(parser.parse_args())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
