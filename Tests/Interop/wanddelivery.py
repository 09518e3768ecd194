"""What a program delivers: "Delivery" in section 7 of docs/protocol.md, in exact fractions.

Times are milliseconds of the pump's clock. Standard library only.
"""

from fractions import Fraction

DAY = 86_400_000
WEEK = 7 * DAY
MINUTE = 60_000
MONDAY = 3 * DAY  # 1970-01-01 was a Thursday: a Monday lies this long before it


class Pulse:
    """Nanograms that are delivered evenly: once, or again and again."""

    def __init__(self, start, seconds, nanograms, interval=None):
        self.start, self.length, self.nanograms, self.interval = start, seconds * 1000, Fraction(nanograms), interval

    def since(self, at):
        """The time since the last start; None before the first one."""
        if at < self.start:
            return None
        return (at - self.start) % self.interval if self.interval else at - self.start

    def rate(self, at):
        """Nanograms per day."""
        since = self.since(at)
        return self.nanograms * DAY / self.length if since is not None and since < self.length else Fraction(0)

    def next_change(self, at):
        since = self.since(at)
        if since is None:
            return self.start
        if since < self.length:
            return at - since + self.length
        return at - since + self.interval if self.interval else None

    def remaining(self, at):
        """Nanograms of a single one, rounded up."""
        passed = min(max(at - self.start, 0), self.length)
        return -(-self.nanograms * (self.length - passed) // self.length)


class Delivery:
    """A program as it runs since `applied`. `origin`: where periodic boluses are counted from; None begins anew."""

    def __init__(self, program, applied, concentration, minimum_flow, correction, origin=None):
        self.program, self.correction = program, correction
        self.minimum = Fraction(minimum_flow * concentration, 1000)
        once = program.get("once", {"tag": "none"})
        self.replaces = once["tag"] in ("prime", "bridge")
        self.once = self.periodic = self.patient = None
        if self.replaces:
            self.once = Pulse(applied, once["duration"], Fraction(once["volume"] * concentration, 1000))
        elif once["tag"] == "bolus":
            self.once = Pulse(applied, once["bolusDuration"], once["bolusDose"])
        self.base_from = self.once.start + self.once.length if self.replaces else applied
        self.origin = self.base_from if origin is None else origin
        if program["tag"] == "periodicBoluses":
            self.periodic = Pulse(
                self.origin + program["firstAfter"] * MINUTE, program["bolusDuration"], program["bolusDose"],
                program["interval"] * MINUTE)

    def give(self, at):
        """The patient's bolus begins."""
        asked = self.program["patientBolus"]
        self.patient = Pulse(at, asked["bolusDuration"], asked["bolusDose"])

    def pulses(self):
        return [pulse for pulse in (self.once, self.periodic, self.patient) if pulse]

    def is_replaced(self, at):
        return self.replaces and at < self.base_from

    def is_topped(self, at):
        return any(pulse.rate(at) for pulse in self.pulses())

    def rate(self, at):
        """Nanograms per day at this moment, until `next_change`."""
        base = 0 if self.is_replaced(at) else self.base_rate(at)
        return Fraction(base) + sum(pulse.rate(at) for pulse in self.pulses())

    def base_rate(self, at):
        tag = self.program["tag"]
        if tag == "flex":
            return self.step(at)[0] * 24
        return {"stopped": 0, "minimumRate": self.minimum}.get(tag, self.program.get("dose"))

    def step(self, at):
        """The rate of the schedule's step, and when the next one begins."""
        place = (at + self.correction + self.program["utcOffset"] * MINUTE + MONDAY) % WEEK
        weekday, time = divmod(place, DAY)
        steps = self.program["days"][self.program["week"][weekday]]
        rate = [step["rate"] for step in steps if step["start"] * MINUTE <= time][-1]
        end = min([step["start"] * MINUTE for step in steps if step["start"] * MINUTE > time], default=DAY)
        return rate, at + end - time

    def next_change(self, at):
        found = [pulse.next_change(at) for pulse in self.pulses()]
        if self.program["tag"] == "flex":
            found.append(self.step(at)[1])
        return min([moment for moment in found if moment is not None], default=None)

    def remaining(self, at):
        return self.once.remaining(at) if self.once else 0


def greatest_rates(program):
    """Nanograms per day of each rate of the base; none where the pump sets it."""
    if program["tag"] in ("stopped", "minimumRate"):
        return []
    if program["tag"] == "flex":
        return [step["rate"] * 24 for day in program["days"] for step in day]
    return [program["dose"]]


def boluses(program):
    """Every kind of bolus that can flow: dose and seconds."""
    periodic = program if program["tag"] == "periodicBoluses" else None
    places = [periodic, program.get("once"), program.get("patientBolus")]
    return [(place["bolusDose"], place["bolusDuration"]) for place in places if place and "bolusDose" in place]
