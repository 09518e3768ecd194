"""The values that the test vectors show: sound messages and frames, with the ends of every range."""

from wandlayout import TIME_LIMIT
from wandproto import encode_message

PUMP = "SP40-0012345"
LONGEST_SERIAL = "ABCDEFGHIJKLMNOPQR-9"
T1 = "00112233445566778899aabbccddeeff"
T2 = "ffeeddccbbaa99887766554433221100"
ZERO_ID = "00" * 16
FULL_ID = "ff" * 16
NOON = 1795435200000  # 2026-11-23T12:00:00Z
EPOCH = 0x0123456789ABCDEF
U32_MAX = 0xFFFFFFFF

STOPPED = {"tag": "stopped"}
MINIMUM = {"tag": "minimumRate"}


def continuous(dose):
    return {"tag": "simpleContinuous", "dose": dose}


def bolus(dose, duration, base):
    return {"tag": "singleBolus", "bolusDose": dose, "bolusDuration": duration, "baseDose": base}


def staged(transaction=T1, revision=7, remaining=60000, program=None):
    return {
        "transaction": transaction, "baseRevision": revision, "remaining": remaining,
        "program": program or continuous(120_500)}


def applied(transaction=T1, revision=8, at=NOON):
    return {"transaction": transaction, "revision": revision, "at": at}


def report(**changes):
    plain = {
        "pumpSerial": PUMP, "model": "Simulated 40", "firmware": "4.1.0", "reservoirSize": 40_000_000,
        "calibrationConstant": 113, "clock": NOON, "drug": "baclofen", "concentration": 2000, "revision": 7,
        "program": continuous(300_000), "programmedAt": NOON - 86_400_000, "actualFlow": 150_000, "bolusRemaining": 0,
        "reservoir": 31_250_000, "lowReservoirVolume": 2_000_000, "residualVolume": 1_400_000, "minimumFlow": 6_000,
        "serviceDaysRemaining": 1500, "stoppedSince": None, "staged": None, "lastApplied": None, "appliedCount": 7,
        "newestEvent": 0, "alarms": []}
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
    program=bolus(4_000_000_000, 86_400, 4_000_000_000), programmedAt=TIME_LIMIT, actualFlow=100_000_000,
    bolusRemaining=4_000_000_000, reservoir=100_000_000, lowReservoirVolume=100_000_000, residualVolume=100_000_000,
    minimumFlow=100_000_000, serviceDaysRemaining=65535, stoppedSince=TIME_LIMIT,
    staged=staged(FULL_ID, U32_MAX, U32_MAX, bolus(4_000_000_000, 86_400, 4_000_000_000)),
    lastApplied=applied(FULL_ID, U32_MAX, TIME_LIMIT), appliedCount=U32_MAX, newestEvent=U32_MAX,
    alarms=[{"cause": cause, "since": TIME_LIMIT} for cause in CAUSES])


def messages():
    """(name of the vector, message, request number, fields)"""
    about = {"pumpSerial": PUMP, "transaction": T1}
    yield "readWandStatus, smallest request number", "readWandStatus", 1, {}
    yield "readWandStatus, largest request number", "readWandStatus", U32_MAX, {}
    yield "interrogate", "interrogate", 0x01020304, {}
    for words, program in [
        ("stopped", STOPPED), ("minimum rate", MINIMUM), ("simple continuous", continuous(120_500)),
        ("simple continuous of nothing", continuous(0)), ("simple continuous, largest", continuous(4_000_000_000)),
        ("single bolus", bolus(25_000, 1_800, 120_500)), ("single bolus, smallest", bolus(1, 1, 0)),
        ("single bolus, largest", bolus(4_000_000_000, 86_400, 4_000_000_000)),
    ]:
        yield f"stage {words}", "stage", 2, {**about, "baseRevision": 7, "lifetime": 300_000, "program": program}
    yield "stage, smallest values", "stage", 2, {
        "pumpSerial": "0", "transaction": ZERO_ID, "baseRevision": 0, "lifetime": 0, "program": STOPPED}
    yield "stage, largest values", "stage", U32_MAX, {
        "pumpSerial": LONGEST_SERIAL, "transaction": FULL_ID, "baseRevision": U32_MAX, "lifetime": U32_MAX,
        "program": bolus(4_000_000_000, 86_400, 4_000_000_000)}
    yield "commit", "commit", 3, {**about, "baseRevision": 7}
    yield "commit, largest values", "commit", U32_MAX, {
        "pumpSerial": LONGEST_SERIAL, "transaction": FULL_ID, "baseRevision": U32_MAX}
    for name in ("queryTransaction", "discard", "stop"):
        yield name, name, 4, about
        yield f"{name}, shortest serial", name, 5, {"pumpSerial": "-", "transaction": ZERO_ID}
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
    yield "pumpReport, last applied", "pumpReport", 2, report(lastApplied=applied(T2, 7, NOON - 86_400_000))
    yield "pumpReport, smallest values", "pumpReport", 1, SMALLEST_REPORT
    yield "pumpReport, largest values: the largest message of all", "pumpReport", U32_MAX, LARGEST_REPORT
    yield "staged", "staged", 3, staged()
    yield "staged, smallest values", "staged", 3, staged(ZERO_ID, 0, 0, STOPPED)
    yield "staged, single bolus", "staged", 3, staged(T2, U32_MAX, U32_MAX, bolus(25_000, 1_800, 120_500))
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
    event = {"pumpSerial": PUMP, "number": 1, "at": NOON}
    for cause in CAUSES:
        yield f"pumpEvent, {cause} raised", "pumpEvent", 0, {**event, "event": {"tag": "alarmRaised", "cause": cause}}
    yield "pumpEvent, lowReservoir cleared", "pumpEvent", 0, {
        **event, "number": U32_MAX, "event": {"tag": "alarmCleared", "cause": "lowReservoir"}}
    yield "pumpEvent, program changed", "pumpEvent", 0, {**event, "event": {"tag": "programChanged", "revision": 8}}
    yield "pumpEvent, staged expired", "pumpEvent", 0, {**event, "event": {"tag": "stagedExpired", "transaction": T1}}


HELLO = {
    "minVersion": 1, "maxVersion": 1, "capabilities": 7, "maxBody": 4096, "window": 8, "securityOffer": 1,
    "hostNonce": T1, "host": "host 1.0.0"}
WELCOME = {
    "version": 1, "capabilities": 7, "maxBody": 1024, "window": 4, "security": 0, "hostNonce": T1, "wandNonce": T2,
    "wandSerial": "W-0001", "model": "Simulated wand", "firmware": "1.0", "proof": ""}


def frames():
    """(name, kind, head fields, body fields or None for a data or urgent frame with a body given as bytes)"""
    yield "hello", "hello", {"epoch": 0}, HELLO
    yield "hello, smallest values", "hello", {"epoch": 0}, {
        "minVersion": 1, "maxVersion": 1, "capabilities": 0, "maxBody": 512, "window": 1, "securityOffer": 1,
        "hostNonce": ZERO_ID, "host": ""}
    yield "hello, largest values and unknown bits", "hello", {"epoch": 0, "counter": U32_MAX}, {
        "minVersion": 255, "maxVersion": 255, "capabilities": U32_MAX, "maxBody": 65535, "window": 255,
        "securityOffer": 255, "hostNonce": FULL_ID, "host": "h" * 64}
    yield "hello that is to be refused: maxBody below 512, nothing offered", "hello", {"epoch": 0}, {
        **HELLO, "maxBody": 511, "securityOffer": 0}
    yield "welcome", "welcome", {"epoch": EPOCH}, WELCOME
    yield "welcome, largest values", "welcome", {"epoch": 2**64 - 1}, {
        "version": 255, "capabilities": U32_MAX, "maxBody": 65535, "window": 255, "security": 1, "hostNonce": FULL_ID,
        "wandNonce": FULL_ID, "wandSerial": LONGEST_SERIAL, "model": "m" * 64, "firmware": "f" * 64, "proof": "00" * 64}
    yield "welcome, smallest values", "welcome", {"epoch": 1}, {
        "version": 1, "capabilities": 0, "maxBody": 512, "window": 1, "security": 0, "hostNonce": ZERO_ID,
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
