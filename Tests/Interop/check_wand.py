"""Checks a wand over its line with a small host of its own: handshake, stage, commit, query, discard, stop, bad
requests, damaged bytes, every kind of change, the patient's boluses, the logs, a pump that comes and goes.

Usage: check_wand.py [option of wand.py...], for example --lose 0.2 --damage 0.002
       check_wand.py --wandsim PATH [option of wandsim...], for the simulator in place of wand.py
Standard library only.
"""

import os
import random
import select
import sys
import time

from check_changes import check_changes
from check_rigs import PUMP, PythonWand, Simulator
from vector_programs import change, continuous, one_bolus
from wandframe import FrameReader, WireError, decode_frame, frame
from wandproto import decode_handshake, decode_message, encode_handshake, encode_message


class Host:
    """One request at a time, sent again every 300 ms: enough to find what a wand answers, and no more."""

    def __init__(self, line, source):
        self.line, self.random, self.reader = line, source, FrameReader()
        self.sequence = self.expected = self.counter = self.request_id = 0
        self.events, self.resets = [], []
        self.epoch = 0

    def frames(self, seconds):
        """Sound frames of the next `seconds`, as they come."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.line], [], [], left)[0]:
                return
            for stuffed in self.reader.feed(os.read(self.line, 4096)):
                try:
                    yield decode_frame(stuffed)
                except WireError:
                    pass

    def put(self, kind, body=b"", sequence=0, epoch=None):
        os.write(self.line, frame(
            kind, self.epoch if epoch is None else epoch, counter=self.counter, sequence=sequence,
            acknowledge=0 if kind == "hello" else self.expected, body=body))
        self.counter += 1

    def open(self, capabilities=0xFF):
        nonce = self.random.randbytes(16).hex()
        hello = encode_handshake("hello", {
            "minVersion": 1, "maxVersion": 3, "capabilities": capabilities, "maxBody": 4096, "window": 8,
            "securityOffer": 1, "hostNonce": nonce, "host": "check_wand"})
        welcome = self.until("hello", hello, lambda found: found["kind"] == "welcome", epoch=0)
        fields = decode_handshake("welcome", welcome["body"])
        assert fields["hostNonce"] == nonce and fields["version"] == 1 and fields["capabilities"] == capabilities & 63
        self.epoch, self.counter, self.sequence, self.expected = welcome["epoch"], 0, 0, 0
        ready = encode_handshake("ready", {"wandNonce": fields["wandNonce"], "proof": ""})
        self.until("ready", ready, lambda found: found["epoch"] == self.epoch and found["kind"] == "acknowledge")
        return fields

    def until(self, kind, body, is_it, epoch=None):
        for _ in range(60):
            self.put(kind, body, epoch=epoch)
            for found in self.frames(0.3):
                if is_it(found):
                    return found
        raise AssertionError(f"no answer to {kind}")

    def ask(self, name, fields, kind="data", body=None):
        """The name and the fields of the answer."""
        self.request_id += 1
        return self.answer(name, body or encode_message(name, self.request_id, fields), kind)

    def answer(self, name, body, kind, is_it=lambda answer: True):
        """The first answer to the request of this number that `is_it`."""
        for _ in range(60):
            self.put(kind, body, self.sequence if kind == "data" else 0)
            for found in self.frames(0.3):
                answer = self.take(found)
                if answer and answer[1] == self.request_id and is_it(answer):
                    self.sequence += kind == "data"
                    return answer[0], answer[2]
        raise AssertionError(f"no answer to {name}")

    def take(self, found):
        if found["kind"] == "reset":
            self.resets.append(found)
        if found["epoch"] != self.epoch or found["kind"] != "data":
            return None
        is_next = found["sequence"] == self.expected
        self.expected += is_next
        self.put("acknowledge")
        message = decode_message(found["body"])
        if is_next and message[0] == "pumpEvent":
            self.events.append(message[2]["event"])
        return message if is_next else None


def check(host):
    """Section 7, step by step."""
    source = host.random
    ids = [source.randbytes(16).hex() for _ in range(7)]

    def about(index, **fields):
        return {"pumpSerial": PUMP, "transaction": ids[index], **fields}

    def fault(answer):
        assert answer[0] == "fault", answer
        return answer[1]["code"]

    def outcome(index):
        return host.ask("queryTransaction", about(index))[1]["outcome"]["tag"]

    host.open()
    assert host.ask("readWandStatus", {})[1]["pump"]["pumpSerial"] == PUMP
    before = host.ask("interrogate", {})[1]
    base = before["revision"]
    higher = change(continuous(330_000))
    stage = about(0, baseRevision=base, lifetime=60_000, change=higher)
    assert fault(host.ask("commit", about(0, baseRevision=base))) == "unknownTransaction"
    assert fault(host.ask("stage", {**stage, "baseRevision": base + 1})) == "wrongRevision"
    assert fault(host.ask("stage", {**stage, "pumpSerial": "ANOTHER"})) == "wrongPump"
    assert fault(host.ask("stage", {**stage, "change": change(continuous(1))})) == "limitExceeded"
    assert outcome(0) == "unknown"
    assert host.ask("stage", stage)[1]["change"] == higher
    assert host.ask("stage", stage)[0] == "staged"
    assert fault(host.ask("stage", {**stage, "change": change({"tag": "stopped"})})) == "transactionReused"
    assert fault(host.ask("stage", {**stage, "transaction": ids[1]})) == "stagedBusy"
    assert outcome(0) == "staged" and host.ask("interrogate", {})[1]["staged"]["transaction"] == ids[0]
    committed = host.ask("commit", about(0, baseRevision=base))
    assert committed[0] == "committed" and committed[1]["revision"] == base + 1
    assert host.ask("commit", about(0, baseRevision=base)) == committed
    assert outcome(0) == "applied" and fault(host.ask("stage", stage)) == "transactionReused"
    assert host.ask("stage", {**stage, "transaction": ids[1], "baseRevision": base + 1})[0] == "staged"
    assert host.ask("discard", about(1))[1]["outcome"]["tag"] == "discarded"
    assert fault(host.ask("commit", about(1, baseRevision=base + 1))) == "unknownTransaction"
    given = change(continuous(330_000, one_bolus(25_000, 1800)))
    assert host.ask("stage", about(2, baseRevision=base + 1, lifetime=60_000, change=given))[0] == "staged"
    assert host.ask("commit", about(2, baseRevision=base + 1))[0] == "committed"
    during = host.ask("interrogate", {})[1]
    assert during["actualFlow"] == 765_000 and 0 < during["bolusRemaining"] <= 25_000  # 0.165 + 0.6 mL/day
    assert host.ask("stage", about(3, baseRevision=base + 2, lifetime=60_000, change=higher))[0] == "staged"
    stopped = host.ask("stop", about(4), kind="urgent")
    assert stopped[0] == "stopped" and stopped[1]["revision"] == base + 3
    assert outcome(3) == "discarded" and outcome(4) == "applied"
    assert host.ask("stop", about(5))[1]["revision"] == base + 3
    after = host.ask("interrogate", {})[1]
    assert after["program"] == {"tag": "stopped"} and after["actualFlow"] == 0 and after["bolusRemaining"] == 0
    assert after["appliedCount"] == before["appliedCount"] + 3 and after["lastApplied"]["transaction"] == ids[4]
    short = about(6, baseRevision=base + 3, lifetime=1, change=higher)
    assert host.ask("stage", short)[0] == "staged"
    while (state := outcome(6)) == "staged":
        pass  # until its millisecond has passed
    assert state == "discarded"
    for discarded in (1, 3, 6):
        assert fault(host.ask("stage", {**short, "transaction": ids[discarded]})) == "transactionReused"
    assert outcome(6) == "discarded"
    host.request_id += 1
    asked = host.request_id + 1
    assert fault(host.ask("unknown", {}, body=b"\x50\0" + asked.to_bytes(4, "little"))) == "unsupportedMessage"
    asked += 1
    assert fault(host.ask("cut", {}, body=b"\x03\0" + asked.to_bytes(4, "little") + b"\1")) == "malformed"
    assert fault(host.ask("interrogate", {}, kind="urgent")) == "malformed"
    assert fault(host.ask("committed", during["lastApplied"])) == "unsupportedMessage"
    asked = host.request_id + 1  # a reply is no request, whatever its body
    assert fault(host.ask("pumpReport", {}, body=b"\x02\x80" + asked.to_bytes(4, "little"))) == "unsupportedMessage"
    tags = [event["tag"] for event in host.events]
    assert tags == ["programChanged"] * 3 + ["stagedExpired"], tags
    check_damage(host)
    host.put("ping", epoch=host.epoch ^ 1)
    host.until("ping", b"", lambda found: found["epoch"] == host.epoch and found["kind"] == "acknowledge")
    first = host.epoch
    host.open()
    assert host.epoch != first and host.ask("interrogate", {})[1]["revision"] == base + 3
    host.open(capabilities=2)
    assert fault(host.ask("queryTransaction", about(4))) == "unsupportedMessage"
    asked = host.request_id + 1
    assert fault(host.ask("cut", {}, body=b"\x03\0" + asked.to_bytes(4, "little"))) == "unsupportedMessage"
    assert fault(host.ask("readLog", {"pumpSerial": PUMP, "log": "events", "after": 0})) == "unsupportedMessage"
    assert host.ask("stop", about(4))[0] == "stopped"
    host.open()


def check_damage(host):
    """Bytes that are no frame are told by an acknowledge frame, damaged, over-long and half a frame alike."""
    for bytes_ in (b"\0\x09\x09\0", b"\0" + b"\x07" * 5000 + b"\0", frame("ping", host.epoch)[:-5] + b"\0"):
        for _ in range(60):
            os.write(host.line, bytes_)
            if any(found["kind"] == "acknowledge" and found["epoch"] == host.epoch for found in host.frames(0.3)):
                break
        else:
            raise AssertionError("damage was not told")


def check_range(host, change_range):
    """A stop out of range is refused, and the same stop is carried out once the pump is back."""
    revision = host.ask("interrogate", {})[1]["revision"]
    again, stop, expired = (host.random.randbytes(16).hex() for _ in range(3))
    given = {"pumpSerial": PUMP, "transaction": again, "baseRevision": revision}
    program = change(continuous(330_000))
    assert host.ask("stage", {**given, "lifetime": 60_000, "change": program})[0] == "staged"
    assert host.ask("commit", given)[0] == "committed"
    given = {"pumpSerial": PUMP, "transaction": expired, "baseRevision": revision + 1}
    tells = {"tag": "stagedExpired", "transaction": expired}
    began = time.monotonic()
    assert host.ask("stage", {**given, "lifetime": 1000, "change": program})[0] == "staged"
    change_range()
    while host.ask("readWandStatus", {})[1]["pump"] is not None:
        pass  # until the signal has arrived
    left_in_time = time.monotonic() < began + 1
    host.request_id += 1
    body = encode_message("stop", host.request_id, {"pumpSerial": PUMP, "transaction": stop})
    refused = host.answer("stop", body, "urgent")
    assert refused[0] == "fault" and refused[1]["code"] == "pumpOutOfRange", refused
    for found in host.frames(1.1):
        host.take(found)  # the stage expires meanwhile, and nothing tells of it
    assert not left_in_time or tells not in host.events, host.events
    change_range()
    stopped = host.answer("stop", body, "urgent", lambda answer: answer[0] == "stopped")
    assert stopped[1] == {**stopped[1], "transaction": stop, "revision": revision + 2}
    repeated = host.answer("stop", body, "urgent", lambda answer: answer[0] == "stopped")
    assert repeated == stopped and host.ask("interrogate", {})[1]["revision"] == revision + 2
    assert host.events.count(tells) == 1, host.events


def main():
    arguments = sys.argv[1:]
    wand = Simulator(arguments[1], arguments[2:]) if arguments[:1] == ["--wandsim"] else PythonWand(arguments)
    with wand:
        host = Host(wand.line, random.Random(1))
        check(host)
        count = 3 + check_changes(host, wand)
        check_range(host, wand.change_range)
        count += 2
    assert wand.applied_count == count, (wand.applied_count, count)
    print("the wand answers as documented")


if __name__ == "__main__":
    main()
