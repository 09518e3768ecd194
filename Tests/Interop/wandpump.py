"""The pump of the Python wand: section 7 of docs/protocol.md, in the order in which it lists the checks.

A plain machine on one clock that is passed in: milliseconds that nobody can set, to which it adds what its own calendar
was when it began. What a real pump keeps in non-volatile memory is ordinary memory here. Standard library only.
"""

import collections
from fractions import Fraction

from wanddelivery import DAY, Delivery, boluses, greatest_rates

HOUR = 3_600_000
REMEMBERED = 64  # transactions; the document asks for at least 16
RETAINED = 1024  # entries of a log
PAGE = 32
UNKNOWN_LINE = 1_000_000  # nL that a pump without a set-up primes or bridges at most
STOPPED = {"tag": "stopped"}


class Fault(Exception):
    """A request that is refused with this fault of section 8."""

    def __init__(self, code, detail=""):
        super().__init__(code)
        self.code = code
        self.detail = detail


class Pump:
    def __init__(self, serial, uptime, clock, concentration=2000, dose=300_000, reservoir=31_250_000):
        self.serial = serial
        self.calendar = clock - uptime
        self.concentration = concentration
        self.flow_range = (48_000, 24_000_000)
        self.minimum_flow = 6_000
        self.low_volume = 2_000_000
        self.residual_volume = 1_400_000
        self.size = 40_000_000
        self.calibration = 113
        self.set_up = None
        self.last_refill = None
        self.correction = 0
        self.revision = 1
        self.became_stopped = None  # when the program became `stopped`
        self.applied_count = 0
        self.last_applied = None
        self.applied = {}  # id to its `applied`, oldest first
        self.discarded = []  # ids
        self.staged = None  # transaction, baseRevision, change, and when it ends
        self.alarms = {}  # cause to since
        self.stopped_since = None
        self.logs = {log: collections.deque(maxlen=RETAINED) for log in ("events", "faults")}
        self.newest = {"events": 0, "faults": 0}
        self.given = []  # when the patient's boluses of the last day began
        self.left = Fraction(reservoir)  # nL
        self.time = clock  # delivered until then, by the pump's clock
        self.hours = [Fraction(0)]  # ng, the running hour first
        self.run({"tag": "simpleContinuous", "dose": dose, "once": {"tag": "none"}, "patientBolus": None})

    def run(self, program, origin=None):
        self.program = program
        self.programmed_at = self.time
        self.delivery = Delivery(
            program, self.time, self.concentration, self.minimum_flow, self.correction, origin)

    # --- time ---------------------------------------------------------------------------------------------------------

    def advance(self, uptime):
        """Lets time pass, with all that it brings."""
        while self.time < uptime + self.calendar:
            self.deliver(uptime + self.calendar)
        if self.staged and self.time >= self.staged["ends"]:
            expired = self.staged["transaction"]
            self.forget_staged()
            self.log({"tag": "stagedExpired", "transaction": expired})
        self.judge()

    def deliver(self, end):
        """To the end of the hour, the next change of the rate, or `end`."""
        to = min(end, (self.time // HOUR + 1) * HOUR, self.delivery.next_change(self.time) or end)
        drug = self.delivery.rate(self.time) * (to - self.time) / DAY
        drug = min(drug, max(self.left - self.residual_volume, 0) * self.concentration / 1000)
        self.left -= drug * 1000 / self.concentration
        self.hours[0] += drug
        self.time = to
        if to % HOUR == 0:
            self.hours = [Fraction(0), *self.hours][:25]

    def judge(self):
        self.stopped_since = (self.stopped_since or self.time) if self.flow() == 0 else None
        stopped_long = self.became_stopped is not None and self.time - self.became_stopped >= 2 * DAY
        for cause, stands in [
            ("lowReservoir", self.left <= self.low_volume),
            ("emptyReservoir", self.left <= self.residual_volume),
            ("stoppedOver48Hours", stopped_long),
        ]:
            if stands and cause not in self.alarms:
                self.alarms[cause] = self.time
                self.log({"tag": "alarmRaised", "cause": cause})
            elif not stands and cause in self.alarms:
                del self.alarms[cause]
                self.log({"tag": "alarmCleared", "cause": cause})

    def log(self, event):
        self.newest["events"] += 1
        self.logs["events"].append({"number": self.newest["events"], "at": self.time, "event": event})

    def log_fault(self, fault):
        self.newest["faults"] += 1
        self.logs["faults"].append({"number": self.newest["faults"], "at": self.time, "fault": fault})

    def since(self, number):
        """Events behind a number, each as a pumpEvent."""
        return [{"pumpSerial": self.serial, **entry} for entry in self.logs["events"] if entry["number"] > number]

    def flow(self):
        """nL per day right now, rounded up."""
        if self.left <= self.residual_volume:
            return 0
        return min(-(-self.delivery.rate(self.time) * 1000 // self.concentration), 100_000_000)

    # --- the patient --------------------------------------------------------------------------------------------------

    def press(self, uptime):
        """The patient asks for a bolus."""
        self.advance(uptime)
        asked = self.program.get("patientBolus")
        self.given = self.last_day()
        if (
            not asked or self.left <= self.residual_volume or self.delivery.is_replaced(self.time)
            or (self.given and self.time - self.given[-1] < asked["lockout"] * 60_000)
            or len(self.given) >= asked["allotted"]
        ):
            self.log({"tag": "patientBolusRefused"})
        else:
            self.given.append(self.time)
            self.delivery.give(self.time)
            self.log({"tag": "patientBolus", "bolusDose": asked["bolusDose"]})
        self.judge()

    def last_day(self):
        return [start for start in self.given if self.time - start < DAY]

    # --- requests -----------------------------------------------------------------------------------------------------

    def report(self, causes):
        return {
            "pumpSerial": self.serial, "model": "VP-20", "firmware": "1.0", "reservoirSize": self.size,
            "calibrationConstant": self.calibration, "clock": self.time, "drug": "baclofen",
            "concentration": self.concentration, "revision": self.revision, "program": self.program,
            "programmedAt": self.programmed_at, "actualFlow": self.flow(),
            "bolusRemaining": self.delivery.remaining(self.time), "reservoir": self.left // 1,
            "lowReservoirVolume": self.low_volume, "residualVolume": self.residual_volume,
            "minimumFlow": self.minimum_flow, "serviceDaysRemaining": 1500, "stoppedSince": self.stopped_since,
            "staged": self.staged and self.held(), "lastApplied": self.last_applied, "appliedCount": self.applied_count,
            "newestEvent": self.newest["events"],
            "alarms": [
                {"cause": cause, "since": self.alarms[cause]} for cause in sorted(self.alarms, key=causes.__getitem__)],
            "newestFault": self.newest["faults"], "clockCorrection": self.correction, "setUp": self.set_up,
            "lastRefill": self.last_refill, "patientBoluses": len(self.last_day()),
            "deliveredByHour": [-(-drug // 1) for drug in self.hours]}

    def page(self, request):
        entries = list(self.logs[request["log"]])
        return {
            "pumpSerial": self.serial, "oldest": entries[0]["number"] if entries else 0,
            "newest": self.newest[request["log"]], "log": request["log"],
            "entries": [entry for entry in entries if entry["number"] > request["after"]][:PAGE]}

    def stage(self, request):
        transaction = request["transaction"]
        if transaction in self.applied or transaction in self.discarded:
            raise Fault("transactionReused", "this transaction was applied or discarded")
        if self.staged and self.staged["transaction"] == transaction:
            if any(self.staged[field] != request[field] for field in ("baseRevision", "change")):
                raise Fault("transactionReused", "staged with other content")
            return self.held()
        if self.staged:
            raise Fault("stagedBusy", "another change is staged")
        if request["baseRevision"] != self.revision:
            raise Fault("wrongRevision", f"the pump is at revision {self.revision}")
        refusal = next(self.refusals(request["change"]), None)
        if refusal:
            self.log_fault("limitRefused")
            raise Fault("limitExceeded", refusal)
        self.staged = {
            "transaction": transaction, "baseRevision": request["baseRevision"], "change": request["change"],
            "ends": self.time + request["lifetime"]}
        return self.held()

    def refusals(self, change):
        """Which limits a change breaks, in few words."""
        program, refill, set_up = change["program"], change["refill"], change["setUp"]
        concentration = refill["concentration"] if refill else self.concentration
        low, high = (flow * concentration for flow in self.flow_range)
        rates = greatest_rates(program)
        if any(not low <= rate * 1000 <= high for rate in rates):
            yield "a flow is out of range"
        together = sum(Fraction(dose * 86_400_000, seconds) for dose, seconds in boluses(program))
        if max(rates, default=0) * 1000 + together > high:
            yield "the boluses together are too fast"
        once = program.get("once", {"tag": "none"})
        if once["tag"] in ("prime", "bridge"):
            flow = Fraction(once["volume"] * 86_400, once["duration"])
            if not self.flow_range[0] <= flow <= self.flow_range[1]:
                yield "a flow is out of range"
            line = set_up or self.set_up
            if once["volume"] > (line["tubingVolume"] + line["catheterVolume"] if line else UNKNOWN_LINE):
                yield "more than the line holds"
            if once["volume"] > (refill["filled"] if refill else self.left) - self.residual_volume:
                yield "more than the reservoir gives"
        if once["tag"] == "prime" and (
                self.program["tag"] not in ("stopped", "minimumRate") or self.delivery.is_topped(self.time)):
            yield "a prime while therapy runs"
        if refill and refill["filled"] > self.size:
            yield "more than the reservoir holds"
        if set_up and set_up["calibrationConstant"] != self.calibration:
            yield "another calibration constant"
        if set_up and not self.residual_volume <= set_up["lowReservoirVolume"] <= self.size:
            yield "the alarm level is out of range"

    def held(self):
        return {
            "transaction": self.staged["transaction"], "baseRevision": self.staged["baseRevision"],
            "remaining": max(self.staged["ends"] - self.time, 0), "change": self.staged["change"]}

    def commit(self, request):
        transaction = request["transaction"]
        if transaction in self.applied:
            return self.applied[transaction]
        if not self.staged or self.staged["transaction"] != transaction:
            raise Fault("unknownTransaction", "nothing is staged under this transaction")
        if request["baseRevision"] != self.staged["baseRevision"] or request["baseRevision"] != self.revision:
            self.forget_staged()
            raise Fault("wrongRevision", f"the pump is at revision {self.revision}")
        change = self.staged["change"]
        self.staged = None
        return self.apply(transaction, change)

    def stop(self, request):
        transaction = request["transaction"]
        if transaction in self.applied:
            return self.applied[transaction]
        self.forget_staged()
        if self.program["tag"] != "stopped":
            return self.apply(
                transaction, {"program": STOPPED, "refill": None, "setUp": None, "clockCorrection": None})
        return self.remember({"transaction": transaction, "revision": self.revision, "at": self.programmed_at})

    def apply(self, transaction, change):
        program, refill, set_up = change["program"], change["refill"], change["setUp"]
        self.revision += 1
        self.applied_count += 1
        self.last_applied = self.remember({"transaction": transaction, "revision": self.revision, "at": self.time})
        self.log({"tag": "programChanged", "revision": self.revision})
        if refill:
            self.left, self.concentration = Fraction(refill["filled"]), refill["concentration"]
            self.last_refill = {**refill, "revision": self.revision, "at": self.time}
            self.log({"tag": "refilled", "filled": refill["filled"]})
        if set_up:
            self.set_up, self.low_volume = set_up, set_up["lowReservoirVolume"]
            self.log({"tag": "setUpChanged"})
        if change["clockCorrection"] is not None:
            self.correction = change["clockCorrection"]
            self.log({"tag": "clockCorrected", "clockCorrection": self.correction})
        if program["tag"] != "stopped":
            self.became_stopped = None
        elif self.became_stopped is None:
            self.became_stopped = self.time
        self.run(program, self.origin_that_stays(program))
        self.judge()
        return self.last_applied

    def origin_that_stays(self, program):
        """From when periodic boluses are counted on; None when they begin anew."""
        def base(of):
            return {name: item for name, item in of.items() if name not in ("once", "patientBolus")}
        stays = (
            program["tag"] == "periodicBoluses" and base(program) == base(self.program)
            and program["once"]["tag"] == "none" and not self.delivery.is_replaced(self.time))
        return self.delivery.origin if stays else None

    def remember(self, applied):
        self.applied[applied["transaction"]] = applied
        if len(self.applied) > REMEMBERED:
            del self.applied[next(iter(self.applied))]
        if applied["transaction"] in self.discarded:
            self.discarded.remove(applied["transaction"])
        return applied

    def forget_staged(self):
        if self.staged:
            self.discarded = (self.discarded + [self.staged["transaction"]])[-REMEMBERED:]
        self.staged = None

    def status(self, transaction):
        if transaction in self.applied:
            applied = self.applied[transaction]
            outcome = {"tag": "applied", "revision": applied["revision"], "at": applied["at"]}
        elif self.staged and self.staged["transaction"] == transaction:
            outcome = {"tag": "staged", "remaining": self.held()["remaining"]}
        else:
            outcome = {"tag": "discarded" if transaction in self.discarded else "unknown"}
        return {"transaction": transaction, "outcome": outcome}

    def discard(self, transaction):
        if self.staged and self.staged["transaction"] == transaction:
            self.forget_staged()
        return self.status(transaction)
