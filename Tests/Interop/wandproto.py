"""Messages and handshake bodies of the wand protocol: sections 4 and 6 of docs/protocol.md, written from it alone."""

from wandframe import WireError
from wandlayout import Bool, Bytes, Enum, Fixed, Int, List, Optional, Reader, Struct, Tagged, Text
from wandprogram import (
    CHANGE, CLOCK_CORRECTION, CONCENTRATION, DOSE, DRUG, FLOW, PROGRAM, REFILL, SERIAL, SET_UP, TIME, U8, U16, U32,
    VOLUME)


class LogPage:
    """What a log holds, and some of its entries by ascending number."""

    def __init__(self):
        self.head = Struct(
            checks={"newest": lambda page: page["oldest"] <= page["newest"]},
            pumpSerial=SERIAL, oldest=U32, newest=U32, log=LOG)

    def entries(self, page):
        def following(before):
            low = before[-1]["number"] + 1 if before else page["oldest"]
            return Struct(number=Int(4, low, page["newest"]), **ENTRIES[page["log"]].fields)
        return List(following, 0, 32 if page["oldest"] else 0)

    def write(self, value):
        head = {name: item for name, item in value.items() if name != "entries"}
        return self.head.write(head) + self.entries(value).write(value["entries"])

    def read(self, reader):
        page = self.head.read(reader)
        return {**page, "entries": self.entries(page).read(reader)}


NONCE = ID = Fixed(16)
TEXT = Text()
SPAN = REVISION = U32
CAUSE = Enum(
    lowReservoir=1, electiveReplacement=2, nonCriticalMemoryError=3, emptyReservoir=16, endOfService=17, motorStall=18,
    stoppedOver48Hours=19, criticalMemoryError=20)


def alarm(before):
    """By ascending cause, each at most once."""
    low = CAUSE.codes[before[-1]["cause"]] if before else 0
    return Struct(checks={"cause": lambda alarm: CAUSE.codes[alarm["cause"]] > low}, cause=CAUSE, since=TIME)


FAULT = Enum(
    malformed=1, unsupportedMessage=2, pumpOutOfRange=3, wrongPump=4, wrongRevision=5, unknownTransaction=6,
    transactionReused=7, stagedBusy=8, limitExceeded=9, busy=10, telemetryLost=11, pumpFault=12)

APPLIED = Struct(transaction=ID, revision=REVISION, at=TIME)
STAGED = Struct(transaction=ID, baseRevision=REVISION, remaining=SPAN, change=CHANGE)
APPLIED_OUTCOME = (2, Struct(revision=REVISION, at=TIME))
STATUS = Struct(
    transaction=ID,
    outcome=Tagged(
        unknown=(0, Struct()), staged=(1, Struct(remaining=SPAN)), applied=APPLIED_OUTCOME, discarded=(3, Struct())))
DISCARDED = Struct(
    transaction=ID, outcome=Tagged(unknown=(0, Struct()), applied=APPLIED_OUTCOME, discarded=(3, Struct())))
REPORT = Struct(
    pumpSerial=SERIAL, model=TEXT, firmware=TEXT, reservoirSize=VOLUME, calibrationConstant=U32, clock=TIME, drug=DRUG,
    concentration=CONCENTRATION, revision=REVISION, program=PROGRAM, programmedAt=TIME, actualFlow=FLOW,
    bolusRemaining=DOSE, reservoir=VOLUME, lowReservoirVolume=VOLUME, residualVolume=VOLUME, minimumFlow=FLOW,
    serviceDaysRemaining=U16, stoppedSince=Optional(TIME), staged=Optional(STAGED), lastApplied=Optional(APPLIED),
    appliedCount=U32, newestEvent=U32,
    alarms=List(alarm, 0, 32), newestFault=U32, clockCorrection=CLOCK_CORRECTION, setUp=Optional(SET_UP),
    lastRefill=Optional(Struct(**REFILL.fields, revision=REVISION, at=TIME)), patientBoluses=U8,
    deliveredByHour=List(DOSE, 0, 25))
WAND_STATUS = Struct(
    uptime=U32, clock=TIME,
    pump=Optional(Struct(pumpSerial=SERIAL, implanted=Bool(), strength=Int(1, 1, 100))))
EVENT_KIND = Tagged(
    alarmRaised=(1, Struct(cause=CAUSE)), alarmCleared=(2, Struct(cause=CAUSE)),
    programChanged=(3, Struct(revision=REVISION)), stagedExpired=(4, Struct(transaction=ID)),
    refilled=(5, Struct(filled=VOLUME)), setUpChanged=(6, Struct()),
    clockCorrected=(7, Struct(clockCorrection=CLOCK_CORRECTION)), patientBolus=(8, Struct(bolusDose=DOSE)),
    patientBolusRefused=(9, Struct()))
PUMP_FAULT = Enum(
    motorStalled=1, motorRecovered=2, memoryCorrected=3, memoryLost=4, telemetryHang=5, batteryLow=6, powerLost=7,
    selfTestFailed=8, limitRefused=9)
LOG = Enum(events=1, faults=2)
ENTRIES = {"events": Struct(at=TIME, event=EVENT_KIND), "faults": Struct(at=TIME, fault=PUMP_FAULT)}
EVENT = Struct(pumpSerial=SERIAL, number=Int(4, 1), at=TIME, event=EVENT_KIND)
TRANSACTION = Struct(pumpSerial=SERIAL, transaction=ID)

HANDSHAKE = {
    "hello": Struct(
        checks={"maxVersion": lambda hello: hello["minVersion"] <= hello["maxVersion"]},
        minVersion=Int(1, 1), maxVersion=Int(1, 1), capabilities=U32, maxBody=U16, window=Int(1, 1),
        securityOffer=U8, hostNonce=NONCE, host=TEXT),
    "welcome": Struct(
        version=Int(1, 1), capabilities=U32, maxBody=U16, window=Int(1, 1), security=Int(1, 0, 1),
        hostNonce=NONCE, wandNonce=NONCE, wandSerial=SERIAL, model=TEXT, firmware=TEXT, proof=Bytes()),
    "ready": Struct(wandNonce=NONCE, proof=Bytes()),
    "reset": Struct(
        reason=Enum(unknownEpoch=1, unsupportedVersion=2, unsupportedSecurity=3, closing=4, limits=5), nonce=NONCE),
    "acknowledge": Struct(),
    "ping": Struct(),
}

MESSAGES = {
    "readWandStatus": (0x0001, Struct()),
    "interrogate": (0x0002, Struct()),
    "stage": (
        0x0003, Struct(pumpSerial=SERIAL, transaction=ID, baseRevision=REVISION, lifetime=SPAN, change=CHANGE)),
    "commit": (0x0004, Struct(pumpSerial=SERIAL, transaction=ID, baseRevision=REVISION)),
    "queryTransaction": (0x0005, TRANSACTION),
    "discard": (0x0006, TRANSACTION),
    "stop": (0x0007, TRANSACTION),
    "readLog": (0x0008, Struct(pumpSerial=SERIAL, log=LOG, after=U32)),
    "pumpEvent": (0x4001, EVENT),
    "wandStatus": (0x8001, WAND_STATUS),
    "pumpReport": (0x8002, REPORT),
    "staged": (0x8003, STAGED),
    "committed": (0x8004, APPLIED),
    "transactionStatus": (0x8005, STATUS),
    "discarded": (0x8006, DISCARDED),
    "stopped": (0x8007, APPLIED),
    "logPage": (0x8008, LogPage()),
    "fault": (0x80FF, Struct(requestType=U16, code=FAULT, detail=TEXT)),
}
MESSAGE_NAMES = {code: name for name, (code, _) in MESSAGES.items()}


def encode_handshake(kind, fields):
    return HANDSHAKE[kind].write(fields)


def decode_handshake(kind, body):
    """The body of any frame but data and urgent; an acknowledge's and a ping's must be empty."""
    reader = Reader(body)
    fields = HANDSHAKE[kind].read(reader)
    reader.end()
    return fields


def encode_message(name, request_id, fields):
    code, layout = MESSAGES[name]
    return code.to_bytes(2, "little") + request_id.to_bytes(4, "little") + layout.write(fields)


def decode_message(body):
    """The body of a data or urgent frame to its name, request number and fields."""
    reader = Reader(body)
    code = U16.read(reader)
    request_id = U32.read(reader)
    try:
        if code not in MESSAGE_NAMES:
            raise WireError("unknownType")
        name = MESSAGE_NAMES[code]
        if (request_id == 0) != (name == "pumpEvent"):
            raise WireError("invalid")
        fields = MESSAGES[name][1].read(reader)
        reader.end()
    except WireError as error:
        raise WireError(error.name, "", code, request_id) from None
    return name, request_id, fields
