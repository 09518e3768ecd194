"""Messages and handshake bodies of the wand protocol: sections 4 and 6 of docs/protocol.md, written from it alone."""

from wandframe import WireError
from wandlayout import (
    TIME_LIMIT, Bool, Bytes, Enum, Fixed, Int, Optional, Reader, Struct, Tagged, Text)


class Alarms:
    """A u8 count (0 to 32), then alarms, ascending by cause, each cause at most once."""

    def write(self, value):
        codes = [CAUSE.codes[alarm["cause"]] for alarm in value]
        assert codes == sorted(set(codes)) and len(codes) <= 32
        return bytes([len(value)]) + b"".join(ALARM.write(alarm) for alarm in value)

    def read(self, reader):
        count = reader.take(1)[0]
        if count > 32:
            raise WireError("invalid")
        alarms = []
        for _ in range(count):
            cause = CAUSE.read(reader)
            if alarms and CAUSE.codes[cause] <= CAUSE.codes[alarms[-1]["cause"]]:
                raise WireError("invalid")
            alarms.append({"cause": cause, "since": TIME.read(reader)})
        return alarms


U8, U16, U32 = Int(1), Int(2), Int(4)
TIME = Int(8, 0, TIME_LIMIT)
NONCE = ID = Fixed(16)
TEXT = Text()
SERIAL = Text(1, 20, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
DOSE = DAILY_DOSE = Int(4, 0, 4_000_000_000)
VOLUME = FLOW = Int(4, 0, 100_000_000)
CONCENTRATION = Int(4, 1, 10_000)
SPAN = REVISION = U32
DRUG = Enum(baclofen=1)
CAUSE = Enum(
    lowReservoir=1, electiveReplacement=2, nonCriticalMemoryError=3, emptyReservoir=16, endOfService=17, motorStall=18,
    stoppedOver48Hours=19, criticalMemoryError=20)
ALARM = Struct(cause=CAUSE, since=TIME)
FAULT = Enum(
    malformed=1, unsupportedMessage=2, pumpOutOfRange=3, wrongPump=4, wrongRevision=5, unknownTransaction=6,
    transactionReused=7, stagedBusy=8, limitExceeded=9, busy=10, telemetryLost=11, pumpFault=12)

PROGRAM = Tagged(
    stopped=(0, Struct()),
    minimumRate=(1, Struct()),
    simpleContinuous=(2, Struct(dose=DAILY_DOSE)),
    singleBolus=(
        3, Struct(bolusDose=Int(4, 1, 4_000_000_000), bolusDuration=Int(4, 1, 86_400), baseDose=DAILY_DOSE)))
APPLIED = Struct(transaction=ID, revision=REVISION, at=TIME)
STAGED = Struct(transaction=ID, baseRevision=REVISION, remaining=SPAN, program=PROGRAM)
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
    appliedCount=U32, newestEvent=U32, alarms=Alarms())
WAND_STATUS = Struct(
    uptime=U32, clock=TIME,
    pump=Optional(Struct(pumpSerial=SERIAL, implanted=Bool(), strength=Int(1, 1, 100))))
EVENT = Struct(
    pumpSerial=SERIAL, number=Int(4, 1), at=TIME,
    event=Tagged(
        alarmRaised=(1, Struct(cause=CAUSE)), alarmCleared=(2, Struct(cause=CAUSE)),
        programChanged=(3, Struct(revision=REVISION)), stagedExpired=(4, Struct(transaction=ID))))
TRANSACTION = Struct(pumpSerial=SERIAL, transaction=ID)

HANDSHAKE = {
    "hello": Struct(
        check=lambda hello: hello["minVersion"] <= hello["maxVersion"],
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
        0x0003, Struct(pumpSerial=SERIAL, transaction=ID, baseRevision=REVISION, lifetime=SPAN, program=PROGRAM)),
    "commit": (0x0004, Struct(pumpSerial=SERIAL, transaction=ID, baseRevision=REVISION)),
    "queryTransaction": (0x0005, TRANSACTION),
    "discard": (0x0006, TRANSACTION),
    "stop": (0x0007, TRANSACTION),
    "pumpEvent": (0x4001, EVENT),
    "wandStatus": (0x8001, WAND_STATUS),
    "pumpReport": (0x8002, REPORT),
    "staged": (0x8003, STAGED),
    "committed": (0x8004, APPLIED),
    "transactionStatus": (0x8005, STATUS),
    "discarded": (0x8006, DISCARDED),
    "stopped": (0x8007, APPLIED),
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
