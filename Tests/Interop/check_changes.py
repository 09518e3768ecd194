"""Every kind of change, over the line: flex, periodic boluses, prime, bridge, refill, set-up, clock, patient, logs."""

from check_rigs import PUMP
from vector_programs import (
    change, continuous, flex, minimum, on_request, periodic, refill, set_up, steps, volume)

SECOND = 1_000
HOUR = 3_600_000
DAY = 24 * HOUR


class Pump:
    """What a host asks of the pump, each answer looked at."""

    def __init__(self, host):
        self.host, self.revision = host, host.ask("interrogate", {})[1]["revision"]
        self.changes = 0

    def report(self):
        return self.host.ask("interrogate", {})[1]

    def try_stage(self, content):
        transaction = self.host.random.randbytes(16).hex()
        about = {"pumpSerial": PUMP, "transaction": transaction, "baseRevision": self.revision}
        return about, self.host.ask("stage", {**about, "lifetime": 60_000, "change": content})

    def refuses(self, content):
        before = self.report()
        answer = self.try_stage(content)[1]
        assert answer[0] == "fault" and answer[1]["code"] == "limitExceeded", answer
        after = self.report()
        assert after["newestFault"] == before["newestFault"] + 1 and after["staged"] is None
        assert self.log("faults", before["newestFault"])[0]["fault"] == "limitRefused"

    def applies(self, content, **shown):
        """Stages and commits; the report that follows shows the program and what else is named."""
        about, staged = self.try_stage(content)
        assert staged[0] == "staged" and staged[1]["change"] == content, staged
        committed = self.host.ask("commit", about)
        assert committed[0] == "committed" and committed[1]["revision"] == self.revision + 1, committed
        self.revision += 1
        self.changes += 1
        report = self.report()
        assert report["program"] == content["program"] and report["programmedAt"] == committed[1]["at"]
        assert {name: report[name] for name in shown} == shown, (shown, {name: report[name] for name in shown})
        return report

    def page(self, log, after):
        answer = self.host.ask("readLog", {"pumpSerial": PUMP, "log": log, "after": after})
        assert answer[0] == "logPage" and answer[1]["log"] == log, answer
        return answer[1]

    def log(self, log, after):
        """All entries behind a number, page by page."""
        entries = []
        while page := self.page(log, entries[-1]["number"] if entries else after)["entries"]:
            entries += page
        return entries

    def newest_tags(self, count):
        return [entry["event"]["tag"] for entry in self.log("events", 0)[-count:]]


def check_changes(host, wand):
    """Begins and ends with a stopped pump; returns how many changes were applied."""
    pump = Pump(host)
    assert pump.report()["program"] == {"tag": "stopped"}
    check_set_up_and_prime(pump)
    check_refill_and_bridge(pump)
    check_flex(pump)
    check_periodic(pump, wand)
    check_patient(pump, wand)
    check_logs(pump)
    stopped = host.ask("stop", {"pumpSerial": PUMP, "transaction": host.random.randbytes(16).hex()})
    assert stopped[0] == "stopped" and stopped[1]["revision"] == pump.revision + 1
    report = pump.report()
    assert report["actualFlow"] == 0 and report["bolusRemaining"] == 0 and report["setUp"] is not None
    hours = report["deliveredByHour"]
    assert 1 <= len(hours) <= 25 and sum(hours) > 0
    return pump.changes + 1


def check_set_up_and_prime(pump):
    own = set_up(calibrationConstant=pump.report()["calibrationConstant"])
    assert pump.report()["setUp"] is None and pump.report()["lastRefill"] is None
    line = own["tubingVolume"] + own["catheterVolume"]
    prime = minimum(volume("prime", line, 1_200))
    pump.refuses(change(prime, None, {**own, "calibrationConstant": own["calibrationConstant"] + 1}))
    pump.refuses(change(prime, None, {**own, "lowReservoirVolume": 1_399_999}))
    pump.refuses(change(minimum(volume("prime", line + 1, 1_200)), None, own))
    pump.refuses(change(minimum(volume("prime", line, 1_000)), None, own))  # 24.4 mL/day
    pump.refuses(change(minimum(volume("bridge", line, 2_592_000)), None, own))  # 9.4 uL/day
    report = pump.applies(change(prime, None, own), setUp=own, lowReservoirVolume=own["lowReservoirVolume"])
    assert report["actualFlow"] == line * 72, report["actualFlow"]  # 1200 s are a 72nd of a day
    drug = line * report["concentration"] // 1000
    assert drug * 9 // 10 < report["bolusRemaining"] <= drug
    assert pump.newest_tags(2) == ["programChanged", "setUpChanged"]
    pump.refuses(change(prime))  # while it runs
    report = pump.applies(change(continuous(300_000)), actualFlow=150_000, bolusRemaining=0)
    pump.refuses(change(prime))  # while therapy runs
    assert report["setUp"] == own


def check_refill_and_bridge(pump):
    new = refill(withdrawn=31_000_000, filled=38_000_000, concentration=1000)
    bridge = continuous(300_000, volume("bridge", 280_000, 40_320))
    pump.refuses(change(bridge, {**new, "filled": 40_000_001}))
    pump.refuses(change(continuous(24_000_001), new))
    pump.refuses(change(bridge, {**new, "filled": 1_500_000}))  # 0.1 mL above the residual volume
    report = pump.applies(change(bridge, new), concentration=1000, actualFlow=600_000)
    assert 37_999_000 <= report["reservoir"] <= 38_000_000, report["reservoir"]
    assert report["lastRefill"] == {**new, "revision": pump.revision, "at": report["programmedAt"]}
    assert pump.newest_tags(2) == ["programChanged", "refilled"]
    filled = report["lastRefill"]
    assert pump.applies(change(continuous(300_000)), actualFlow=300_000)["lastRefill"] == filled


def flow_of(schedule, report):
    """What the schedule says at a report's clock, by weeks from a Monday."""
    local = report["clock"] + report["clockCorrection"] + schedule["utcOffset"] * 60_000
    weekday, time = (local // DAY + 3) % 7, local % DAY
    day = schedule["days"][schedule["week"][weekday]]
    rate = max((step["start"], step["rate"]) for step in day if step["start"] * 60_000 <= time)[1]
    return rate * 24 * 1000 // report["concentration"]


def check_flex(pump):
    pump.refuses(change(flex([steps((0, 5_000), (600, 0))], [0] * 7)))
    pump.refuses(change(flex([steps((0, 5_000), (600, 1_000_001))], [0] * 7)))
    # every hour another rate, on each weekday others
    days = [steps(*((120 * step, 5_000 + 1_000 * step + 100 * day) for step in range(12))) for day in range(7)]
    for offset, correction in [(0, None), (-720, None), (840, -4_500_000), (60, 5 * DAY + 7 * HOUR), (60, 0)]:
        schedule = flex(days, list(range(7)), offset)
        for _ in range(2):  # once more where an hour turned
            report = pump.applies(change(schedule, None, None, correction))
            if report["actualFlow"] == flow_of(schedule, report):
                break
        else:
            raise AssertionError((report["actualFlow"], flow_of(schedule, report), report["clock"]))
        assert correction is None or report["clockCorrection"] == correction
        assert pump.newest_tags(1) == ["programChanged" if correction is None else "clockCorrected"]


def check_periodic(pump, wand):
    pump.refuses(change(periodic(10_000_000, 600, 240, 0, 300_000)))
    # 300 mcg/day and 10 mcg in 30 min are 0.3 and 0.48 mL/day
    pump.applies(change(periodic(10_000, 1_800, 240, 0, 300_000)), actualFlow=780_000, bolusRemaining=0)
    waiting = periodic(10_000, 1_800, 240, 1, 300_000)
    pump.applies(change(waiting), actualFlow=300_000)
    behind = periodic(10_000, 1_800, 240, 0, 300_000, volume("bridge", 280_000, 40_320))
    pump.applies(change(behind), actualFlow=600_000)
    if wand.advance:
        wand.advance("11 h")
        wand.advance("12 min")
        assert pump.report()["actualFlow"] == 780_000  # the bridge is over, and the first bolus runs
        pump.applies(change(waiting), actualFlow=300_000)
        wand.advance("5 min")
        assert pump.report()["actualFlow"] == 780_000
        # an equal base is counted on: else the next bolus would begin in a minute
        pump.applies(change(waiting, None, None, 60_000), actualFlow=780_000)
        wand.advance("30 min")
        assert pump.report()["actualFlow"] == 300_000
        pump.applies(change(waiting), actualFlow=300_000)
        wand.advance("5 min")
        assert pump.report()["actualFlow"] == 300_000
        wand.advance("3 h")
        wand.advance("25 min")
        assert pump.report()["actualFlow"] == 780_000
        assert len(pump.report()["deliveredByHour"]) > 12


def check_patient(pump, wand):
    asked = on_request(5_000, 900, 2, 60)
    pump.refuses(change(continuous(300_000, patient=on_request(250_000, 900, 2, 60))))
    pump.refuses(change(periodic(  # each alone would be within the limits
        130_000, 900, 240, 0, 300_000, patient=on_request(130_000, 900, 2, 60))))

    def press(tag):
        before = pump.report()["newestEvent"]
        wand.press()
        while (report := pump.report())["newestEvent"] == before:
            pass  # until it has arrived
        assert pump.newest_tags(1) == [tag], pump.newest_tags(1)
        return report

    pump.applies(change(continuous(300_000)))
    assert press("patientBolusRefused")["actualFlow"] == 300_000
    pump.applies(change(continuous(300_000, patient=asked)), actualFlow=300_000, patientBoluses=0)
    report = press("patientBolus")
    assert report["actualFlow"] == 780_000 and report["patientBoluses"] == 1 and report["bolusRemaining"] == 0
    assert press("patientBolusRefused")["patientBoluses"] == 1
    if wand.advance:
        wand.advance("61 min")
        assert press("patientBolus")["patientBoluses"] == 2
        wand.advance("61 min")
        press("patientBolusRefused")  # the allotment of any 24 h
        wand.advance("22 h")
        assert press("patientBolus")["patientBoluses"] == 2  # the first no longer counts
    # the bolus ends with the change, and the lockout goes on
    pump.applies(change(continuous(301_000, patient=asked)), actualFlow=301_000)
    press("patientBolusRefused")


def check_logs(pump):
    report = pump.report()
    for log, newest in [("events", report["newestEvent"]), ("faults", report["newestFault"])]:
        entries = pump.log(log, 0)
        assert [entry["number"] for entry in entries] == list(range(1, newest + 1))
        first = pump.page(log, 0)
        assert first["oldest"] == 1 and first["newest"] == newest and len(first["entries"]) == min(32, newest)
        assert pump.page(log, newest)["entries"] == [] == pump.page(log, 0xFFFFFFFF)["entries"]
        assert pump.page(log, newest - 1)["entries"] == entries[-1:]
        times = [entry["at"] for entry in entries]
        assert times == sorted(times) and times[-1] <= report["clock"]
