"""Checks the Python pump on virtual time against sums made by hand: what flows, when, and how much of it.

Usage: check_pump.py. Standard library only.
"""

import datetime
from fractions import Fraction

from vector_programs import (
    change, continuous, flex, minimum, on_request, one_bolus, periodic, refill, set_up, steps, volume)
from wandproto import CAUSE
from wandpump import Fault, Pump

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# Monday 2026-11-23, 00:00 UTC
MONDAY = int(datetime.datetime(2026, 11, 23, tzinfo=datetime.timezone.utc).timestamp()) * 1000


class Bench:
    """A pump of 1 mcg/uL, so that nanograms and nanoliters are the same number, from a Monday's midnight on."""

    def __init__(self, clock=MONDAY, reservoir=31_250_000):
        self.pump, self.now, self.count = Pump("P", 0, clock, concentration=1000, reservoir=reservoir), 0, 0

    def apply(self, content):
        self.count += 1
        about = {"transaction": f"{self.count:032x}", "baseRevision": self.pump.revision}
        self.pump.stage({**about, "lifetime": 1000, "change": content})
        self.pump.commit(about)

    def refuses(self, content):
        try:
            self.apply(content)
        except Fault as fault:
            return fault.code == "limitExceeded"
        return False

    def passes(self, span):
        """The nanoliters that leave in this time, exactly."""
        before = self.pump.left
        self.now += span
        self.pump.advance(self.now)
        return before - self.pump.left

    def report(self):
        return self.pump.report(CAUSE.codes)

    def press(self):
        self.pump.press(self.now)
        return self.pump.logs["events"][-1]["event"]["tag"]


def check_flex():
    work, rest = steps((0, 6_000), (390, 12_000)), steps((0, 3_000))
    bench = Bench()
    bench.apply(change(flex([work, rest], [0, 0, 0, 0, 0, 1, 1], 0)))
    assert bench.passes(6 * HOUR + 30 * MINUTE - 1) == 39_000 - Fraction(1, 600)
    assert bench.report()["actualFlow"] == 144_000
    assert bench.passes(1) == Fraction(1, 600) and bench.report()["actualFlow"] == 288_000
    assert bench.passes(DAY - 6 * HOUR - 30 * MINUTE) == 210_000
    assert bench.passes(4 * DAY) == 4 * 249_000 and bench.passes(2 * DAY) == 2 * 72_000
    for weekday, ahead, flow in [(0, 90, 288_000), (0, -30, 72_000), (5, -30, 288_000)]:
        for offset, correction in [(ahead, 0), (0, ahead * MINUTE), (-60, (60 + ahead) * MINUTE)]:
            bench = Bench(MONDAY + weekday * DAY + (5 * HOUR if ahead > 0 else 0))
            bench.apply(change(flex([work, rest], [0, 0, 0, 0, 0, 1, 1], offset), None, None, correction))
            assert bench.report()["actualFlow"] == flow, (weekday, offset, correction)
    early = Bench(0)  # 1970-01-01 was a Thursday, and a place before it a Wednesday
    early.apply(change(flex([work, rest], [0, 0, 1, 0, 0, 0, 0], -15)))
    assert early.report()["actualFlow"] == 72_000
    assert early.passes(15 * MINUTE) == 750 and early.report()["actualFlow"] == 144_000


def check_once():
    bench = Bench()
    bench.apply(change(continuous(240_000, one_bolus(1_000, 600))))
    assert bench.report()["actualFlow"] == 384_000 and bench.passes(5 * MINUTE) * 3 == 2_500 + 1_500
    assert bench.report()["bolusRemaining"] == 500
    bench.passes(5 * MINUTE)
    assert bench.report()["actualFlow"] == 240_000 and bench.report()["bolusRemaining"] == 0
    bench = Bench()
    assert bench.refuses(change(continuous(240_000, volume("prime", 100_000, 600))))
    bench.apply(change({"tag": "stopped"}))
    bench.apply(change(continuous(240_000, volume("prime", 100_000, 600))))
    assert bench.passes(5 * MINUTE) == 50_000 and bench.report()["bolusRemaining"] == 50_000
    assert bench.passes(6 * MINUTE) * 6 == 301_000 and bench.report()["bolusRemaining"] == 0


def check_periodic():
    waiting = periodic(1_000, 600, 60, 30, 240_000)
    bench = Bench()
    bench.apply(change(waiting))
    assert bench.passes(30 * MINUTE) == 5_000 and bench.passes(30 * MINUTE) == 6_000
    assert bench.passes(DAY) == 264_000
    # a bolus of an equal base is counted on, and one that runs goes on
    bench.passes(35 * MINUTE)
    bench.apply(change(waiting, None, set_up()))
    assert bench.passes(5 * MINUTE) * 6 == 5_000 + 3_000 and bench.passes(50 * MINUTE) * 3 == 25_000
    assert bench.passes(10 * MINUTE) * 3 == 5_000 + 3_000
    # another base, or a one-time delivery, begins anew
    for content in (periodic(1_000, 600, 60, 30, 240_000, one_bolus(1, 1)), periodic(1_000, 600, 60, 30, 264_000)):
        bench.passes(35 * MINUTE)
        bench.apply(change(content))
        bench.passes(29 * MINUTE)
        assert bench.report()["actualFlow"] == content["dose"]
        bench.passes(MINUTE)
        assert bench.report()["actualFlow"] == content["dose"] + 144_000
    # behind a bridge the wait begins when it ends; one that is cut short leaves no later origin
    bridged = periodic(1_000, 600, 60, 30, 240_000, volume("bridge", 240_000, 43_200))
    bench.apply(change(bridged))
    assert bench.passes(12 * HOUR) == 240_000 and bench.passes(30 * MINUTE) == 5_000
    assert bench.report()["actualFlow"] == 384_000
    bench.apply(change(bridged))
    bench.passes(HOUR)
    bench.apply(change(waiting))
    bench.passes(30 * MINUTE)
    assert bench.report()["actualFlow"] == 384_000


def check_patient():
    bench = Bench()
    assert bench.press() == "patientBolusRefused"
    bench.apply(change(continuous(240_000, patient=on_request(1_000, 600, 3, 120))))
    assert bench.press() == "patientBolus" and bench.report()["actualFlow"] == 384_000
    assert bench.passes(2 * HOUR - 1) * 3_600 == (20_000 + 1_000) * 3_600 - 10
    assert bench.press() == "patientBolusRefused"
    bench.passes(1)
    assert bench.press() == "patientBolus" and bench.passes(2 * HOUR) == 21_000
    assert bench.press() == "patientBolus" and bench.passes(20 * HOUR - 1) > 0
    assert bench.press() == "patientBolusRefused" and bench.report()["patientBoluses"] == 3
    bench.passes(1)
    assert bench.press() == "patientBolus" and bench.report()["patientBoluses"] == 3
    # a change ends it; its lockout counts on
    bench.apply(change(continuous(240_000, patient=on_request(1_000, 600, 48, 10))))
    assert bench.report()["actualFlow"] == 240_000 and bench.press() == "patientBolusRefused"
    bench.passes(10 * MINUTE)
    assert bench.press() == "patientBolus"
    bench.apply(change({"tag": "stopped"}))
    bench.apply(change(minimum(volume("prime", 100_000, 6_000), on_request(1_000, 600, 48, 10))))
    bench.passes(20 * MINUTE)
    assert bench.press() == "patientBolusRefused"  # while it is primed
    bench.passes(80 * MINUTE)
    assert bench.press() == "patientBolus"


def check_reservoir():
    bench = Bench(MONDAY + 30 * MINUTE, reservoir=2_000_010)
    assert bench.report()["deliveredByHour"] == [0]
    bench.apply(change(continuous(240_000)))
    assert bench.passes(HOUR) == 10_000 and bench.report()["deliveredByHour"] == [5_000, 5_000]
    assert list(bench.report()["alarms"][0].values())[0] == "lowReservoir"
    bench.passes(30 * HOUR)
    assert bench.report()["deliveredByHour"] == [5_000] + [10_000] * 24
    bench.passes(3 * DAY)
    report = bench.report()
    assert report["reservoir"] == 1_400_000 and report["actualFlow"] == 0 and report["stoppedSince"] is not None
    assert report["deliveredByHour"] == [0] * 25
    bench.apply(change(continuous(240_000), refill(1_400_000, 40_000_000, 500)))
    report = bench.report()
    assert report["actualFlow"] == 480_000 and report["alarms"] == [] and report["reservoir"] == 40_000_000
    assert bench.passes(HOUR) == 20_000 and bench.report()["deliveredByHour"][0] == 5_000
    cleared = [entry["event"]["tag"] for entry in bench.pump.logs["events"]][-4:]
    assert cleared == ["programChanged", "refilled", "alarmCleared", "alarmCleared"], cleared


def main():
    check_flex()
    check_once()
    check_periodic()
    check_patient()
    check_reservoir()
    print("the pump delivers as documented")


if __name__ == "__main__":
    main()
