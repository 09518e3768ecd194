"""Quantities, programs and changes of the wand protocol: sections 6.1 and 6.2 of docs/protocol.md, from it alone."""

import string

from wandframe import WireError
from wandlayout import TIME_LIMIT, Enum, Int, List, Optional, Struct, Tagged, Text

U8, U16, U32 = Int(1), Int(2), Int(4)
TIME = Int(8, 0, TIME_LIMIT)
SERIAL = Text(1, 20, string.ascii_uppercase + string.digits + "-")
DOSE = DAILY_DOSE = Int(4, 0, 4_000_000_000)
VOLUME = FLOW = Int(4, 0, 100_000_000)
CONCENTRATION = Int(4, 1, 10_000)
DRUG = Enum(baclofen=1)
TEN_YEARS = 3_660 * 86_400_000
CLOCK_CORRECTION = Int(8, -TEN_YEARS, TEN_YEARS)


class Flex:
    """The different days in the order in which the week first uses them, then which of them each weekday has."""

    head = Struct(utcOffset=Int(2, -720, 840, step=15), days=List(List(
        lambda before: Struct(
            start=Int(2, before[-1]["start"] + 1 if before else 0, 1_439 if before else 0),
            rate=Int(4, 0, 4_000_000_000 // 24)),
        1, 13), 1, 7, unique=True))

    def write(self, value):
        week = value["week"]
        assert len(week) == 7 and list(dict.fromkeys(week)) == list(range(len(value["days"])))
        return self.head.write({name: item for name, item in value.items() if name != "week"}) + bytes(week)

    def read(self, reader):
        value = {**self.head.read(reader), "week": []}
        for _ in range(7):
            next_day = max(value["week"], default=-1) + 1
            value["week"].append(Int(1, 0, min(next_day, len(value["days"]) - 1)).read(reader))
        if max(value["week"]) != len(value["days"]) - 1:
            raise WireError("invalid")
        return value


class Program:
    """A base; with it, unless it is stopped, what is delivered once and what the patient may ask for."""

    def write(self, value):
        base = {name: item for name, item in value.items() if name not in ("once", "patientBolus")}
        if value["tag"] == "stopped":
            return BASE.write(value)
        return BASE.write(base) + ONCE.write(value["once"]) + PATIENT_BOLUS.write(value["patientBolus"])

    def read(self, reader):
        base = BASE.read(reader)
        if base["tag"] == "stopped":
            return base
        return {**base, "once": ONCE.read(reader), "patientBolus": PATIENT_BOLUS.read(reader)}


BOLUS = {"bolusDose": Int(4, 1, 4_000_000_000), "bolusDuration": Int(4, 1, 86_400)}
TIMED_VOLUME = Struct(volume=Int(4, 1, 100_000_000), duration=Int(4, 1, 30 * 86_400))
BASE = Tagged(
    stopped=(0, Struct()),
    minimumRate=(1, Struct()),
    simpleContinuous=(2, Struct(dose=DAILY_DOSE)),
    flex=(3, Flex()),
    periodicBoluses=(4, Struct(
        checks={
            "interval": lambda value: 1_440 % value["interval"] == 0
            and value["bolusDuration"] <= value["interval"] * 60,
            "firstAfter": lambda value: value["firstAfter"] < value["interval"]},
        **BOLUS, interval=Int(2, 1, 1_440), firstAfter=U16, dose=DAILY_DOSE)))
ONCE = Tagged(none=(0, Struct()), bolus=(1, Struct(**BOLUS)), prime=(2, TIMED_VOLUME), bridge=(3, TIMED_VOLUME))
PATIENT_BOLUS = Optional(Struct(
    checks={"lockout": lambda value: value["bolusDuration"] <= value["lockout"] * 60},
    **BOLUS, allotted=Int(1, 1, 48), lockout=Int(2, 1, 1_440)))
PROGRAM = Program()

REFILL = Struct(withdrawn=VOLUME, filled=VOLUME, drug=DRUG, concentration=CONCENTRATION)
SET_UP = Struct(
    patient=Text(1, 16, string.ascii_letters + string.digits + ".-"),
    patientClass=Enum(adultSpinal=1, adultCerebral=2, child=3), tubingVolume=VOLUME,
    catheterLength=Int(4, 0, 2_000_000), catheterVolume=VOLUME, lowReservoirVolume=VOLUME, calibrationConstant=U32)
CHANGE = Struct(
    program=PROGRAM, refill=Optional(REFILL), setUp=Optional(SET_UP), clockCorrection=Optional(CLOCK_CORRECTION))
