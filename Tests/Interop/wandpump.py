"""The pump of the Python wand: section 7 of docs/protocol.md, in the order in which it lists the checks.

A plain machine on two clocks that are passed in: `uptime`, milliseconds of a clock that nobody can set, and `clock`,
milliseconds since 1970. What a real pump keeps in non-volatile memory is ordinary memory here. Standard library only.
"""

DAY = 86_400_000
REMEMBERED = 64  # transactions; the document asks for at least 16


class Fault(Exception):
    """A request that is refused with this fault of section 8."""

    def __init__(self, code, detail=""):
        super().__init__(code)
        self.code = code
        self.detail = detail


class Pump:
    def __init__(self, serial, uptime, clock, concentration=2000, dose=300_000, reservoir=31_250_000):
        self.serial = serial
        self.concentration = concentration
        self.flow_range = (48_000, 24_000_000)
        self.minimum_flow = 6_000
        self.low_volume = 2_000_000
        self.residual_volume = 1_400_000
        self.program = {"tag": "simpleContinuous", "dose": dose}
        self.revision = 1
        self.programmed_at = clock
        self.programmed_uptime = uptime
        self.became_stopped = None  # the uptime at which the program became `stopped`
        self.applied_count = 0
        self.last_applied = None
        self.applied = {}  # id to its `applied`, oldest first
        self.discarded = []  # ids
        self.staged = None  # transaction, baseRevision, program, and the uptime at which it ends
        self.alarms = {}  # cause to since
        self.stopped_since = None
        self.events = 0
        self.delivered_until = uptime
        # drug is counted in ng * ms / day, so that a delivery leaves no remainder: 1 nL holds `concentration` / 1000 ng
        self.left = self.scaled(reservoir)
        self.floor = self.scaled(self.residual_volume)

    # --- time ---------------------------------------------------------------------------------------------------------

    def scaled(self, nanoliters):
        """nL as ng * ms / day * 1000."""
        return nanoliters * self.concentration * DAY

    def minimum_dose(self):
        return -(-self.minimum_flow * self.concentration // 1000)

    def base_dose(self):
        tag = self.program["tag"]
        if tag == "stopped":
            return 0
        if tag == "minimumRate":
            return self.minimum_dose()
        return self.program["dose"] if tag == "simpleContinuous" else self.program["baseDose"]

    def bolus_given(self, uptime):
        """ng of the bolus delivered so far, rounded down, and ms of its time that have passed."""
        length = self.program["bolusDuration"] * 1000
        passed = min(max(uptime - self.programmed_uptime, 0), length)
        return self.program["bolusDose"] * passed // length, passed, length

    def bolus_remaining(self, uptime):
        if self.program["tag"] != "singleBolus":
            return 0
        return self.program["bolusDose"] - self.bolus_given(uptime)[0]

    def advance(self, uptime, clock):
        """Lets time pass; returns the events that it brought."""
        events = []
        if self.staged and uptime >= self.staged["ends"]:
            expired = self.staged["transaction"]
            self.forget_staged()
            events.append(self.event(clock, {"tag": "stagedExpired", "transaction": expired}))
        taken = self.base_dose() * (uptime - self.delivered_until) * 1000
        if self.program["tag"] == "singleBolus":
            taken += (self.bolus_given(uptime)[0] - self.bolus_given(self.delivered_until)[0]) * DAY * 1000
        self.left = max(min(self.left, self.floor), self.left - taken)
        self.delivered_until = uptime
        self.stopped_since = (self.stopped_since or clock) if self.flow(uptime) == 0 else None
        stopped_long = self.became_stopped is not None and uptime - self.became_stopped >= 2 * DAY
        for cause, stands in [
            ("lowReservoir", self.left <= self.scaled(self.low_volume)),
            ("emptyReservoir", self.left <= self.floor),
            ("stoppedOver48Hours", stopped_long),
        ]:
            if stands and cause not in self.alarms:
                self.alarms[cause] = clock
                events.append(self.event(clock, {"tag": "alarmRaised", "cause": cause}))
            elif not stands and cause in self.alarms:
                del self.alarms[cause]
                events.append(self.event(clock, {"tag": "alarmCleared", "cause": cause}))
        return events

    def event(self, clock, what):
        self.events += 1
        return {"pumpSerial": self.serial, "number": self.events, "at": clock, "event": what}

    def flow(self, uptime):
        """nL per day right now, rounded up."""
        if self.left <= self.floor:
            return 0
        flow = -(-self.base_dose() * 1000 // self.concentration)
        if self.program["tag"] == "singleBolus":
            _, passed, length = self.bolus_given(uptime)
            if passed < length:
                exact = self.program["baseDose"] * 1000 * length + self.program["bolusDose"] * 1000 * DAY
                flow = -(-exact // (self.concentration * length))
        return min(flow, 100_000_000)

    # --- requests -----------------------------------------------------------------------------------------------------

    def report(self, uptime, clock, causes):
        return {
            "pumpSerial": self.serial, "model": "Interop pump", "firmware": "1.0", "reservoirSize": 40_000_000,
            "calibrationConstant": 113, "clock": clock, "drug": "baclofen", "concentration": self.concentration,
            "revision": self.revision, "program": self.program, "programmedAt": self.programmed_at,
            "actualFlow": self.flow(uptime), "bolusRemaining": self.bolus_remaining(uptime),
            "reservoir": self.left // (self.concentration * DAY), "lowReservoirVolume": self.low_volume,
            "residualVolume": self.residual_volume, "minimumFlow": self.minimum_flow, "serviceDaysRemaining": 1500,
            "stoppedSince": self.stopped_since, "staged": self.staged and self.held(uptime),
            "lastApplied": self.last_applied, "appliedCount": self.applied_count, "newestEvent": self.events,
            "alarms": [
                {"cause": cause, "since": self.alarms[cause]} for cause in sorted(self.alarms, key=causes.__getitem__)]}

    def stage(self, request, uptime):
        transaction = request["transaction"]
        if transaction in self.applied or transaction in self.discarded:
            raise Fault("transactionReused", "this transaction was applied or discarded")
        if self.staged and self.staged["transaction"] == transaction:
            if any(self.staged[field] != request[field] for field in ("baseRevision", "program")):
                raise Fault("transactionReused", "staged with other content")
            return self.held(uptime)
        if self.staged:
            raise Fault("stagedBusy", "another program is staged")
        if request["baseRevision"] != self.revision:
            raise Fault("wrongRevision", f"the pump is at revision {self.revision}")
        self.check_limits(request["program"])
        self.staged = {
            "transaction": transaction, "baseRevision": request["baseRevision"], "program": request["program"],
            "ends": uptime + request["lifetime"]}
        return self.held(uptime)

    def check_limits(self, program):
        low, high = (flow * self.concentration for flow in self.flow_range)
        if program["tag"] == "simpleContinuous" and not low <= program["dose"] * 1000 <= high:
            raise Fault("limitExceeded", "the flow is out of range")
        if program["tag"] == "singleBolus":
            base, length = program["baseDose"] * 1000, program["bolusDuration"] * 1000
            if not (low <= base and base * length + program["bolusDose"] * 1000 * DAY <= high * length):
                raise Fault("limitExceeded", "the flow is out of range")

    def held(self, uptime):
        return {
            "transaction": self.staged["transaction"], "baseRevision": self.staged["baseRevision"],
            "remaining": max(self.staged["ends"] - uptime, 0), "program": self.staged["program"]}

    def commit(self, request, uptime, clock):
        """Returns the answer and the events."""
        transaction = request["transaction"]
        if transaction in self.applied:
            return self.applied[transaction], []
        if not self.staged or self.staged["transaction"] != transaction:
            raise Fault("unknownTransaction", "nothing is staged under this transaction")
        if request["baseRevision"] != self.staged["baseRevision"] or request["baseRevision"] != self.revision:
            self.forget_staged()
            raise Fault("wrongRevision", f"the pump is at revision {self.revision}")
        program = self.staged["program"]
        self.staged = None
        return self.apply(transaction, program, uptime, clock)

    def stop(self, request, uptime, clock):
        transaction = request["transaction"]
        if transaction in self.applied:
            return self.applied[transaction], []
        self.forget_staged()
        if self.program["tag"] != "stopped":
            return self.apply(transaction, {"tag": "stopped"}, uptime, clock)
        return self.remember({"transaction": transaction, "revision": self.revision, "at": self.programmed_at}), []

    def apply(self, transaction, program, uptime, clock):
        self.program = program
        if program["tag"] != "stopped":
            self.became_stopped = None
        elif self.became_stopped is None:
            self.became_stopped = uptime
        self.revision += 1
        self.applied_count += 1
        self.programmed_at, self.programmed_uptime = clock, uptime
        self.last_applied = self.remember({"transaction": transaction, "revision": self.revision, "at": clock})
        return self.last_applied, [self.event(clock, {"tag": "programChanged", "revision": self.revision})]

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

    def status(self, transaction, uptime):
        if transaction in self.applied:
            applied = self.applied[transaction]
            outcome = {"tag": "applied", "revision": applied["revision"], "at": applied["at"]}
        elif self.staged and self.staged["transaction"] == transaction:
            outcome = {"tag": "staged", "remaining": self.held(uptime)["remaining"]}
        else:
            outcome = {"tag": "discarded" if transaction in self.discarded else "unknown"}
        return {"transaction": transaction, "outcome": outcome}

    def discard(self, transaction, uptime):
        if self.staged and self.staged["transaction"] == transaction:
            self.forget_staged()
        return self.status(transaction, uptime)
