"""The values that the test vectors show: sound messages and frames, with the ends of every range."""

from wandlayout import TIME_LIMIT
from vector_programs import (
    DAY, EVERY_DAY, LARGEST_CHANGE, LARGEST_PROGRAM, LARGEST_SET_UP, PATIENT, STOPPED, VOLUME_MAX, WEEKEND,
    WORK_AND_WEEKEND, bolus, change, changes, continuous, flex, minimum, periodic, programs, refill, set_up, volume)
from wandproto import PUMP_FAULT, encode_message
from wandprogram import TEN_YEARS

PUMP = "SP40-0012345"
LONGEST_SERIAL = "ABCDEFGHIJKLMNOPQR-9"
T1 = "00112233445566778899aabbccddeeff"
T2 = "ffeeddccbbaa99887766554433221100"
ZERO_ID = "00" * 16
FULL_ID = "ff" * 16
NOON = 1795435200000  # 2026-11-23T12:00:00Z
EPOCH = 0x0123456789ABCDEF
U32_MAX = 0xFFFFFFFF


def staged(transaction=T1, revision=7, remaining=60000, held=None):
    return {
        "transaction": transaction, "baseRevision": revision, "remaining": remaining,
        "change": held or change(continuous(120_500))}


def applied(transaction=T1, revision=8, at=NOON):
    return {"transaction": transaction, "revision": revision, "at": at}


def report(**changes):
    plain = {
        "pumpSerial": PUMP, "model": "Simulated 40", "firmware": "4.1.0", "reservoirSize": 40_000_000,
        "calibrationConstant": 113, "clock": NOON, "drug": "baclofen", "concentration": 2000, "revision": 7,
        "program": continuous(300_000), "programmedAt": NOON - 86_400_000, "actualFlow": 150_000, "bolusRemaining": 0,
        "reservoir": 31_250_000, "lowReservoirVolume": 2_000_000, "residualVolume": 1_400_000, "minimumFlow": 6_000,
        "serviceDaysRemaining": 1500, "stoppedSince": None, "staged": None, "lastApplied": None, "appliedCount": 7,
        "newestEvent": 0, "alarms": [], "newestFault": 0, "clockCorrection": 0, "setUp": None, "lastRefill": None,
        "patientBoluses": 0, "deliveredByHour": []}
    return {**plain, **changes}


CAUSES = [
    "lowReservoir", "electiveReplacement", "nonCriticalMemoryError", "emptyReservoir", "endOfService", "motorStall",
    "stoppedOver48Hours", "criticalMemoryError"]
FAULTS = [
    "malformed", "unsupportedMessage", "pumpOutOfRange", "wrongPump", "wrongRevision", "unknownTransaction",
    "transactionReused", "stagedBusy", "limitExceeded", "busy", "telemetryLost", "pumpFault"]

SMALLEST_REPORT = report(
    pumpSerial="A", model="", firmware="", reservoirSize=0, calibrationConstant=0, clock=0, concentration=1, revision=0,
    program=STOPPED, programmedAt=0, actualFlow=0, reservoir=0, lowReservoirVolume=0, residualVolume=0, minimumFlow=0,
    serviceDaysRemaining=0, stoppedSince=0, appliedCount=0)
LARGEST_REPORT = report(
    pumpSerial=LONGEST_SERIAL, model="m" * 64, firmware="\u00e9" * 32, reservoirSize=100_000_000,
    calibrationConstant=U32_MAX, clock=TIME_LIMIT, concentration=10_000, revision=U32_MAX,
    program=LARGEST_PROGRAM, programmedAt=TIME_LIMIT, actualFlow=VOLUME_MAX, bolusRemaining=4_000_000_000,
    reservoir=VOLUME_MAX, lowReservoirVolume=VOLUME_MAX, residualVolume=VOLUME_MAX, minimumFlow=VOLUME_MAX,
    serviceDaysRemaining=65535, stoppedSince=TIME_LIMIT, staged=staged(FULL_ID, U32_MAX, U32_MAX, LARGEST_CHANGE),
    lastApplied=applied(FULL_ID, U32_MAX, TIME_LIMIT), appliedCount=U32_MAX, newestEvent=U32_MAX,
    alarms=[{"cause": cause, "since": TIME_LIMIT} for cause in CAUSES], newestFault=U32_MAX, clockCorrection=TEN_YEARS,
    setUp=LARGEST_SET_UP,
    lastRefill={**refill(VOLUME_MAX, VOLUME_MAX, 10_000), "revision": U32_MAX, "at": TIME_LIMIT}, patientBoluses=255,
    deliveredByHour=[4_000_000_000] * 25)


def log_page(log, entries, oldest=None, newest=None):
    numbers = [entry["number"] for entry in entries] or [0]
    return {
        "pumpSerial": PUMP, "oldest": numbers[0] if oldest is None else oldest,
        "newest": numbers[-1] if newest is None else newest, "log": log, "entries": entries}


def logged(number, event, at=NOON):
    return {"number": number, "at": at, "event": event}


def fault_entry(number, fault, at=NOON):
    return {"number": number, "at": at, "fault": fault}


EVENTS = [
    *({"tag": "alarmRaised", "cause": cause} for cause in CAUSES), {"tag": "alarmCleared", "cause": "lowReservoir"},
    {"tag": "programChanged", "revision": 8}, {"tag": "stagedExpired", "transaction": T1},
    {"tag": "refilled", "filled": 40_000_000}, {"tag": "setUpChanged"},
    {"tag": "clockCorrected", "clockCorrection": -93_500}, {"tag": "patientBolus", "bolusDose": 10_000},
    {"tag": "patientBolusRefused"}]


def messages():
    """(name of the vector, message, request number, fields)"""
    about = {"pumpSerial": PUMP, "transaction": T1}
    yield "readWandStatus, smallest request number", "readWandStatus", 1, {}
    yield "readWandStatus, largest request number", "readWandStatus", U32_MAX, {}
    yield "interrogate", "interrogate", 0x01020304, {}
    staging = {**about, "baseRevision": 7, "lifetime": 300_000}
    for words, program in programs():
        yield f"stage {words}", "stage", 2, {**staging, "change": change(program)}
    for words, made in changes():
        yield f"stage {words}", "stage", 2, {**staging, "change": made}
    yield "stage, smallest values", "stage", 2, {
        "pumpSerial": "0", "transaction": ZERO_ID, "baseRevision": 0, "lifetime": 0, "change": change(STOPPED)}
    yield "stage, largest values", "stage", U32_MAX, {
        "pumpSerial": LONGEST_SERIAL, "transaction": FULL_ID, "baseRevision": U32_MAX, "lifetime": U32_MAX,
        "change": LARGEST_CHANGE}
    yield "commit", "commit", 3, {**about, "baseRevision": 7}
    yield "commit, largest values", "commit", U32_MAX, {
        "pumpSerial": LONGEST_SERIAL, "transaction": FULL_ID, "baseRevision": U32_MAX}
    for name in ("queryTransaction", "discard", "stop"):
        yield name, name, 4, about
        yield f"{name}, shortest serial", name, 5, {"pumpSerial": "-", "transaction": ZERO_ID}
    for log in ("events", "faults"):
        yield f"readLog, {log} from the oldest", "readLog", 9, {"pumpSerial": PUMP, "log": log, "after": 0}
        yield f"readLog, {log} behind the largest number", "readLog", U32_MAX, {
            "pumpSerial": LONGEST_SERIAL, "log": log, "after": U32_MAX}
    yield "wandStatus, no pump in range", "wandStatus", 1, {"uptime": 0, "clock": 0, "pump": None}
    yield "wandStatus, pump on a bench", "wandStatus", 1, {
        "uptime": 3_600, "clock": NOON, "pump": {"pumpSerial": PUMP, "implanted": False, "strength": 1}}
    yield "wandStatus, pump in a patient, largest values", "wandStatus", 1, {
        "uptime": U32_MAX, "clock": TIME_LIMIT,
        "pump": {"pumpSerial": LONGEST_SERIAL, "implanted": True, "strength": 100}}
    yield "pumpReport, all optionals absent", "pumpReport", 2, report()
    yield "pumpReport, stopped since", "pumpReport", 2, report(
        program=STOPPED, actualFlow=0, stoppedSince=NOON - 3_600_000,
        alarms=[{"cause": "stoppedOver48Hours", "since": NOON}])
    yield "pumpReport, bolus running", "pumpReport", 2, report(
        program=bolus(25_000, 1_800, 300_000), actualFlow=750_000, bolusRemaining=12_500, newestEvent=3)
    yield "pumpReport, staged", "pumpReport", 2, report(staged=staged())
    yield "pumpReport, staged with a refill and a set-up", "pumpReport", 2, report(
        staged=staged(held=change(flex([DAY, WEEKEND], WORK_AND_WEEKEND), refill(), set_up(), 1_000)))
    yield "pumpReport, flex by weekday, corrected clock", "pumpReport", 2, report(
        program=flex([DAY, WEEKEND], WORK_AND_WEEKEND), clockCorrection=-93_500)
    yield "pumpReport, prime running", "pumpReport", 2, report(
        program=minimum(volume("prime", 282_820, 1_200)), actualFlow=20_363_040, bolusRemaining=565_640)
    yield "pumpReport, periodic and patient's boluses", "pumpReport", 2, report(
        program=periodic(12_500, 600, 240, 30, 200_000, patient=PATIENT), patientBoluses=3, newestEvent=12)
    yield "pumpReport, set up", "pumpReport", 2, report(setUp=set_up())
    yield "pumpReport, refilled", "pumpReport", 2, report(lastRefill={**refill(), "revision": 7, "at": NOON - 1})
    yield "pumpReport, one hour", "pumpReport", 2, report(deliveredByHour=[0])
    yield "pumpReport, 25 hours", "pumpReport", 2, report(
        deliveredByHour=[3_125] + [12_500] * 23 + [0], newestFault=9)
    yield "pumpReport, last applied", "pumpReport", 2, report(lastApplied=applied(T2, 7, NOON - 86_400_000))
    yield "pumpReport, smallest values", "pumpReport", 1, SMALLEST_REPORT
    yield "pumpReport, largest values: the largest message of all", "pumpReport", U32_MAX, LARGEST_REPORT
    yield "staged", "staged", 3, staged()
    yield "staged, smallest values", "staged", 3, staged(ZERO_ID, 0, 0, change(STOPPED))
    yield "staged, single bolus", "staged", 3, staged(T2, U32_MAX, U32_MAX, change(bolus(25_000, 1_800, 120_500)))
    yield "staged, refill, set-up and clock correction", "staged", 3, staged(
        held=change(flex([DAY], EVERY_DAY), refill(), set_up(), -3_600_000))
    yield "staged, largest values", "staged", 3, staged(FULL_ID, U32_MAX, U32_MAX, LARGEST_CHANGE)
    yield "committed", "committed", 4, applied()
    yield "committed, smallest values", "committed", 4, applied(ZERO_ID, 0, 0)
    yield "committed, largest values", "committed", 4, applied(FULL_ID, U32_MAX, TIME_LIMIT)
    yield "stopped", "stopped", 4, applied(T2, 9, NOON + 1)
    outcomes = [
        {"tag": "unknown"}, {"tag": "staged", "remaining": 59_999}, {"tag": "applied", "revision": 8, "at": NOON},
        {"tag": "discarded"}]
    for outcome in outcomes:
        yield f"transactionStatus, {outcome['tag']}", "transactionStatus", 5, {"transaction": T1, "outcome": outcome}
        if outcome["tag"] != "staged":
            yield f"discarded, {outcome['tag']}", "discarded", 6, {"transaction": T1, "outcome": outcome}
    for index, code in enumerate(FAULTS):
        yield f"fault {code}", "fault", 7, {"requestType": 1 + index % 7, "code": code, "detail": ""}
    yield "fault, longest detail, unknown request type", "fault", U32_MAX, {
        "requestType": 0xFFFF, "code": "unsupportedMessage", "detail": "\u20ac" * 21 + "~"}
    yield "fault, detail of four-byte characters", "fault", 8, {
        "requestType": 4, "code": "telemetryLost", "detail": "\U0001F4A7 drop"}
    for log in ("events", "faults"):
        yield f"logPage, no {log} ever", "logPage", 10, log_page(log, [])
        yield f"logPage, no {log} behind the newest", "logPage", 10, log_page(log, [], 3, 700)
        yield f"logPage, all {log} were lost", "logPage", 10, log_page(log, [], 0, 700)
    for event in EVENTS[7:]:
        yield f"logPage, one event, {event['tag']}", "logPage", 10, log_page("events", [logged(1, event)])
    for fault in PUMP_FAULT.codes:
        yield f"logPage, one fault, {fault}", "logPage", 10, log_page("faults", [fault_entry(1, fault)])
    yield "logPage, events with a gap, the later one earlier", "logPage", 10, log_page(
        "events", [logged(5, EVENTS[0]), logged(9, EVENTS[5], NOON - 7_200_000)], 4, 20)
    yield "logPage, 32 events", "logPage", 10, log_page(
        "events", [logged(100 + index, EVENTS[index % len(EVENTS)]) for index in range(32)], 1, 400)
    yield "logPage, 32 faults", "logPage", 10, log_page(
        "faults", [fault_entry(1 + index, list(PUMP_FAULT.codes)[index % 9]) for index in range(32)])
    yield "logPage, largest values", "logPage", U32_MAX, {**log_page("events", [
        logged(U32_MAX - 31 + index, {"tag": "stagedExpired", "transaction": FULL_ID}, TIME_LIMIT)
        for index in range(32)]), "pumpSerial": LONGEST_SERIAL}
    for event in EVENTS:
        of = " of " + event["cause"] if "cause" in event else ""
        yield f"pumpEvent, {event['tag']}{of}", "pumpEvent", 0, {
            "pumpSerial": PUMP, "number": 1, "at": NOON, "event": event}
    yield "pumpEvent, largest values", "pumpEvent", 0, {
        "pumpSerial": LONGEST_SERIAL, "number": U32_MAX, "at": TIME_LIMIT,
        "event": {"tag": "clockCorrected", "clockCorrection": TEN_YEARS}}


HELLO = {
    "minVersion": 1, "maxVersion": 1, "capabilities": 63, "maxBody": 4096, "window": 8, "securityOffer": 1,
    "hostNonce": T1, "host": "host 1.0.0"}
WELCOME = {
    "version": 1, "capabilities": 63, "maxBody": 2048, "window": 4, "security": 0, "hostNonce": T1, "wandNonce": T2,
    "wandSerial": "W-0001", "model": "Simulated wand", "firmware": "1.0", "proof": ""}


def frames():
    """(name, kind, head fields, body fields or None for a data or urgent frame with a body given as bytes)"""
    yield "hello", "hello", {"epoch": 0}, HELLO
    yield "hello, smallest values", "hello", {"epoch": 0}, {
        "minVersion": 1, "maxVersion": 1, "capabilities": 0, "maxBody": 2048, "window": 1, "securityOffer": 1,
        "hostNonce": ZERO_ID, "host": ""}
    yield "hello, largest values and unknown bits", "hello", {"epoch": 0, "counter": U32_MAX}, {
        "minVersion": 255, "maxVersion": 255, "capabilities": U32_MAX, "maxBody": 65535, "window": 255,
        "securityOffer": 255, "hostNonce": FULL_ID, "host": "h" * 64}
    yield "hello that is to be refused: maxBody below 2048, nothing offered", "hello", {"epoch": 0}, {
        **HELLO, "maxBody": 2047, "securityOffer": 0}
    yield "welcome", "welcome", {"epoch": EPOCH}, WELCOME
    yield "welcome, largest values", "welcome", {"epoch": 2**64 - 1}, {
        "version": 255, "capabilities": U32_MAX, "maxBody": 65535, "window": 255, "security": 1, "hostNonce": FULL_ID,
        "wandNonce": FULL_ID, "wandSerial": LONGEST_SERIAL, "model": "m" * 64, "firmware": "f" * 64, "proof": "00" * 64}
    yield "welcome, smallest values", "welcome", {"epoch": 1}, {
        "version": 1, "capabilities": 0, "maxBody": 2048, "window": 1, "security": 0, "hostNonce": ZERO_ID,
        "wandNonce": ZERO_ID, "wandSerial": "0", "model": "", "firmware": "", "proof": ""}
    yield "ready", "ready", {"epoch": EPOCH}, {"wandNonce": T2, "proof": ""}
    yield "ready with a proof", "ready", {"epoch": EPOCH, "counter": 1}, {"wandNonce": T2, "proof": "0011" * 16}
    for reason in ("unknownEpoch", "closing"):
        yield f"reset {reason}", "reset", {"epoch": EPOCH, "counter": 9}, {"reason": reason, "nonce": ZERO_ID}
    for reason in ("unsupportedVersion", "unsupportedSecurity", "limits"):
        yield f"reset {reason}", "reset", {"epoch": 0}, {"reason": reason, "nonce": T1}
    yield "acknowledge", "acknowledge", {"epoch": EPOCH, "counter": 1, "acknowledge": 0}, {}
    yield "acknowledge, largest head", "acknowledge", {
        "epoch": 2**64 - 1, "counter": U32_MAX, "acknowledge": 65535}, {}
    yield "ping", "ping", {"epoch": EPOCH, "counter": 256, "acknowledge": 1}, {}


def frames_with_bodies():
    """(name, kind, head fields, body bytes)"""
    head = {"epoch": EPOCH, "counter": 2, "sequence": 0, "acknowledge": 0}
    yield "data, interrogate", "data", head, encode_message("interrogate", 1, {})
    yield "data, the largest message", "data", {
        **head, "sequence": 65535, "acknowledge": 65535}, encode_message("pumpReport", U32_MAX, LARGEST_REPORT)
    yield "urgent, stop", "urgent", {"epoch": EPOCH, "counter": 3, "acknowledge": 2}, encode_message(
        "stop", 9, {"pumpSerial": PUMP, "transaction": T1})
    yield "data, empty body (a frame; its body is no message)", "data", head, b""
    filled = {"epoch": 0x1111111111111111, "counter": 0x22222222, "sequence": 0x3333, "acknowledge": 0x4444}
    yield "data, largest body, the longest frame on the line", "data", filled, b"\x5a" * 4096
    yield "data, largest body of zeros", "data", filled, bytes(4096)
    yield "sealed data (its body can not be read without the key)", "data", {**head, "security": 1}, bytes(range(16))
