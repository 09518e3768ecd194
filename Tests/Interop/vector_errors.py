"""Frames that a receiver must refuse, each with the one error that it must find."""

from vector_changes import invalid_changes, offsets, patched, u32
from vector_values import EPOCH, HELLO, NOON, PUMP, T1, T2, U32_MAX, WELCOME, ZERO_ID, applied, report
from wandframe import cobs_decode, cobs_encode, crc32c, frame, frame_plain, on_wire, with_check
from wandlayout import TIME_LIMIT
from wandproto import MESSAGES, encode_handshake, encode_message


def data_frame(body):
    return frame("data", EPOCH, counter=5, sequence=3, acknowledge=1, body=body)


def invalid_frames():
    """(name, wire, error)"""
    good = frame_plain("data", EPOCH, counter=1, body=encode_message("interrogate", 1, {}))
    wire = on_wire(good)

    def head(offset, value, plain=good):
        return on_wire(with_check(patched(plain[:-4], offset, value)))

    yield "one byte more than any frame", b"\0" + b"\x01" * 4140 + b"\0", "tooLong"
    yield "twice the largest frame", b"\0" + b"\xff" * 8278 + b"\0", "tooLong"
    yield "one byte more than any frame, all of it well stuffed", on_wire(b"\x5a" * 4123), "tooLong"
    yield "code byte without its block", b"\0\x05\x01\x02\0", "stuffing"
    yield "last block one byte short", b"\0" + wire[1:-2] + b"\0", "stuffing"
    yield "full block, one byte short", b"\0\xff" + b"\x01" * 253 + b"\0", "stuffing"
    full = cobs_encode(b"\x11" * 254)
    yield "empty block behind a full one", b"\0" + full + b"\x01\0", "stuffing"
    ends_full = next(
        stuffed for count in range(220, 300)
        if (stuffed := cobs_encode(frame_plain("data", 0x1111111111111111, counter=0x01010101, body=b"\x5a" * count)))
        and len(stuffed) > 255 and stuffed[-255] == 255 and 0 not in cobs_decode(stuffed)[-254:])
    yield "sound frame that ends in a full block, with an empty block behind it", (
        b"\0" + ends_full + b"\x01\0"), "stuffing"
    yield "stuffing of nothing", b"\0\x01\0", "tooShort"
    yield "25 bytes with a sound check", on_wire(with_check(good[:21])), "tooShort"
    yield "25 bytes, none right", on_wire(b"\x07" * 25), "tooShort"
    yield "one bit of the body flipped", on_wire(patched(good, 22, bytes([good[22] ^ 1]))), "checksum"
    yield "one bit of the version flipped: the check comes first", on_wire(patched(good, 0, b"\0")), "checksum"
    yield "check sent most significant byte first", on_wire(good[:-4] + good[:-5:-1]), "checksum"
    yield "check of the head alone", on_wire(good[:-4] + crc32c(good[:22]).to_bytes(4, "little")), "checksum"
    yield "check without the final xor", on_wire(
        good[:-4] + (crc32c(good[:-4]) ^ U32_MAX).to_bytes(4, "little")), "checksum"
    yield "26 zeros", on_wire(bytes(26)), "checksum"
    yield "version 0", head(0, b"\0"), "version"
    yield "version 2", head(0, b"\2"), "version"
    yield "version 2 of an unknown kind: the version comes first", head(0, b"\2\x63"), "version"
    yield "kind 0", head(1, b"\0"), "kind"
    yield "kind 9", head(1, b"\x09"), "kind"
    yield "unknown kind with unknown security: the kind comes first", head(1, b"\xff\xff\xff"), "kind"
    yield "security 2", head(2, b"\2"), "security"
    yield "security 255 with a reserved byte: the security comes first", head(2, b"\xff\x01"), "security"
    yield "reserved byte 1", head(3, b"\1"), "reserved"
    for kind in ("acknowledge", "hello", "welcome", "ready", "urgent", "ping", "reset"):
        yield f"{kind} with a sequence", on_wire(frame_plain(kind, EPOCH, sequence=1)), "reserved"
    yield "reserved byte and a wrong length: the reserved byte comes first", head(
        3, b"\1", frame_plain("data", EPOCH, length=3)), "reserved"
    yield "length one less than the body", on_wire(frame_plain("data", EPOCH, body=b"abc", length=2)), "bodyLength"
    yield "length one more than the body", on_wire(frame_plain("data", EPOCH, body=b"abc", length=4)), "bodyLength"
    yield "length most significant byte first", on_wire(
        frame_plain("data", EPOCH, body=b"abc", length=0x0300)), "bodyLength"
    yield "length 0 and a body", on_wire(frame_plain("ping", EPOCH, body=b"abc", length=0)), "bodyLength"
    yield "body of 4097 bytes, within the longest frame on the line", on_wire(
        frame_plain("data", EPOCH, body=bytes(4097))), "bodyLength"
    yield from invalid_handshakes()
    yield from invalid_messages()


def invalid_handshakes():
    def shake(kind, body):
        return frame(kind, 0 if kind == "hello" else EPOCH, body=body)

    hello = encode_handshake("hello", HELLO)
    welcome = encode_handshake("welcome", WELCOME)
    ready = encode_handshake("ready", {"wandNonce": T2, "proof": ""})
    reset = encode_handshake("reset", {"reason": "closing", "nonce": ZERO_ID})
    for kind, body in [("hello", hello), ("welcome", welcome), ("ready", ready), ("reset", reset)]:
        yield f"{kind}, empty body", shake(kind, b""), "truncated"
        yield f"{kind}, one byte short", shake(kind, body[:-1]), "truncated"
        yield f"{kind}, one byte too many", shake(kind, body + b"\0"), "trailing"
    for kind in ("acknowledge", "ping"):
        yield f"{kind} with a body", shake(kind, b"\0"), "trailing"
    yield "hello, minVersion 0", shake("hello", patched(hello, 0, b"\0")), "invalid"
    yield "hello, maxVersion below minVersion", shake("hello", patched(hello, 0, b"\2\1")), "invalid"
    yield "hello, maxVersion below minVersion, cut behind it: the first error counts", (
        shake("hello", b"\2\1")), "invalid"
    yield "hello, window 0", shake("hello", patched(hello, 8, b"\0")), "invalid"
    yield "hello, host with a control character", shake("hello", hello[:-1] + b"\n"), "invalid"
    yield "welcome, version 0", shake("welcome", patched(welcome, 0, b"\0")), "invalid"
    yield "welcome, window 0", shake("welcome", patched(welcome, 7, b"\0")), "invalid"
    yield "welcome, security 2", shake("welcome", patched(welcome, 8, b"\2")), "invalid"
    yield "welcome, lower-case serial", shake("welcome", patched(welcome, 42, b"w")), "invalid"
    yield "welcome, proof of 65 bytes", shake("welcome", welcome[:-1] + b"\x41" + bytes(65)), "invalid"
    yield "ready, proof of 65 bytes", shake("ready", ready[:-1] + b"\x41" + bytes(65)), "invalid"
    yield "ready, proof longer than the body", shake("ready", ready[:-1] + b"\x02\x01"), "truncated"
    yield "reset, reason 0", shake("reset", patched(reset, 0, b"\0")), "invalid"
    yield "reset, reason 6", shake("reset", patched(reset, 0, b"\6")), "invalid"


def invalid_messages():
    def of(name, fields, request_id=1):
        return encode_message(name, request_id, fields)

    about = {"pumpSerial": PUMP, "transaction": T1}
    stop = of("stop", about)
    fault = of("fault", {"requestType": 3, "code": "busy", "detail": "detail"})
    event = of("pumpEvent", {**about_event(), "event": {"tag": "alarmRaised", "cause": "motorStall"}}, 0)
    status = of("wandStatus", {
        "uptime": 1, "clock": NOON, "pump": {"pumpSerial": "A", "implanted": True, "strength": 50}})
    committed = of("committed", applied())
    outcome = of("transactionStatus", {"transaction": T1, "outcome": {"tag": "discarded"}})
    at = len(stop) - 16  # where the id begins: behind type, request number and serial

    def cases():
        yield "empty body", b"", "truncated"
        yield "half a type", b"\1", "truncated"
        yield "type alone", b"\1\0", "truncated"
        yield "unknown type without a request number", b"\x09\0\1\0\0", "truncated"
        yield "unknown type", b"\x09\0\1\0\0\0", "unknownType"
        yield "unknown type with any content", b"\xff\xff\1\0\0\0" + b"\xaa" * 40, "unknownType"
        yield "unknown type with request number 0: the type comes first", b"\x00\0\0\0\0\0", "unknownType"
        yield "type most significant byte first", b"\0\1\1\0\0\0", "unknownType"
        yield "request with number 0", b"\1\0\0\0\0\0", "invalid"
        yield "reply with number 0", patched(committed, 2, bytes(4)), "invalid"
        yield "notification with a number", patched(event, 2, b"\1"), "invalid"
        yield "interrogate, trailing byte", of("interrogate", {}) + b"\0", "trailing"
        yield "stop, trailing byte", stop + b"\0", "trailing"
        yield "stop, one byte short", stop[:-1], "truncated"
        yield "stop, no serial", stop[:6], "truncated"
        yield "stop, serial cut", stop[:10], "truncated"
        yield "stop, empty serial", stop[:6] + b"\0" + stop[at:], "invalid"
        yield "stop, serial of 21", stop[:6] + b"\x15" + b"A" * 21 + stop[at:], "invalid"
        yield "stop, serial of 21, cut: the bytes come before what they hold", stop[:6] + b"\x15AAAA", "truncated"
        yield "stop, serial of 65, cut: the count comes before the bytes", stop[:6] + b"\x41AAAA", "invalid"
        yield "stop, lower-case serial", patched(stop, 7, b"s"), "invalid"
        yield "stop, serial with a space", patched(stop, 7, b" "), "invalid"
        yield "wandStatus, presence 2", patched(status, 18, b"\2"), "invalid"
        yield "wandStatus, absent pump with content", patched(status, 18, b"\0"), "trailing"
        yield "wandStatus, present pump without content", status[:19], "truncated"
        yield "wandStatus, implanted 2", patched(status, 21, b"\2"), "invalid"
        yield "wandStatus, strength 0", patched(status, 22, b"\0"), "invalid"
        yield "wandStatus, strength 101", patched(status, 22, b"\x65"), "invalid"
        yield "wandStatus, clock in the year 10000", (
            patched(status, 10, (TIME_LIMIT + 1).to_bytes(8, "little"))), "invalid"
        yield "wandStatus, clock before 1970", patched(status, 10, b"\xff" * 8), "invalid"
        yield "committed, one byte short", committed[:-1], "truncated"
        yield "committed, time of 2 to the 63", patched(committed, len(committed) - 8, bytes(7) + b"\x80"), "invalid"
        yield "transactionStatus, outcome 4", outcome[:-1] + b"\4", "invalid"
        yield "transactionStatus, staged without the rest", outcome[:-1] + b"\1", "truncated"
        yield "transactionStatus, discarded with a rest", outcome + u32(1), "trailing"
        yield "discarded, staged", b"\x06\x80" + outcome[2:-1] + b"\1" + u32(1), "invalid"
        yield "discarded, staged, cut: the outcome comes first", b"\x06\x80" + outcome[2:-1] + b"\1", "invalid"
        yield "fault, code 0", patched(fault, 8, b"\0"), "invalid"
        yield "fault, code 13", patched(fault, 8, b"\x0d"), "invalid"
        yield "fault, detail longer than the body", patched(fault, 9, b"\x07"), "truncated"
        yield "fault, detail shorter than the body", patched(fault, 9, b"\x05"), "trailing"
        yield "fault, detail of 65 bytes", fault[:9] + b"\x41" + b"a" * 65, "invalid"
        yield "fault, detail that is no UTF-8", patched(fault, 10, b"\xc3\x28"), "invalid"
        yield "fault, detail in an over-long encoding", patched(fault, 10, b"\xc1\x81"), "invalid"
        yield "fault, detail with a surrogate", patched(fault, 10, b"\xed\xa0\x80"), "invalid"
        yield "fault, detail above U+10FFFF", patched(fault, 10, b"\xf4\x90\x80\x80"), "invalid"
        yield "fault, detail with half a character", fault[:-1] + b"\xc3", "invalid"
        yield "fault, detail with a zero byte", patched(fault, 12, b"\0"), "invalid"
        yield "fault, detail with 0x1F", patched(fault, 12, b"\x1f"), "invalid"
        yield "fault, detail with 0x7F", patched(fault, 12, b"\x7f"), "invalid"
        yield "pumpEvent, number 0", patched(event, 6 + 1 + len(PUMP), bytes(4)), "invalid"
        yield "pumpEvent, event 0", patched(event, len(event) - 2, b"\0"), "invalid"
        yield "pumpEvent, cause 4", event[:-1] + b"\4", "invalid"
        yield "pumpEvent, alarmCleared with cause 15", event[:-2] + b"\2\x0f", "invalid"
        yield "pumpEvent, expiry without its id", event[:-2] + b"\4" + bytes(15), "truncated"
        yield from invalid_reports(of)
        yield from invalid_changes()

    for name, body, error in cases():
        yield name, data_frame(body), error


def invalid_reports(of):
    plain = report(model="", firmware="")
    body = of("pumpReport", plain)
    fields = offsets(MESSAGES["pumpReport"][1], plain, 6)
    to_alarms, behind_alarms = body[: fields["alarms"]], body[fields["newestFault"] :]
    for name in ("reservoirSize", "actualFlow", "reservoir", "lowReservoirVolume", "residualVolume", "minimumFlow"):
        yield f"pumpReport, {name} above its range", patched(body, fields[name], u32(100_000_001)), "invalid"
    yield "pumpReport, bolusRemaining above its range", (
        patched(body, fields["bolusRemaining"], u32(4_000_000_001))), "invalid"
    yield "pumpReport, concentration 0", patched(body, fields["concentration"], u32(0)), "invalid"
    yield "pumpReport, concentration above its range", patched(body, fields["concentration"], u32(10_001)), "invalid"
    yield "pumpReport, drug 0", patched(body, fields["drug"], b"\0"), "invalid"
    yield "pumpReport, drug 2", patched(body, fields["drug"], b"\2"), "invalid"
    for name in ("stoppedSince", "staged", "lastApplied"):
        yield f"pumpReport, {name} of presence 255", patched(body, fields[name], b"\xff"), "invalid"
    alarm = b"\x11" + NOON.to_bytes(8, "little")
    lower = b"\x10" + NOON.to_bytes(8, "little")
    # the first byte behind the alarms would be the cause of one more
    yield "pumpReport, one alarm missing", to_alarms + b"\2" + lower, "truncated"
    yield "pumpReport, alarms not ascending", to_alarms + b"\2" + alarm + lower + behind_alarms, "invalid"
    yield "pumpReport, alarms not ascending, cut behind it: the first error counts", (
        to_alarms + b"\2" + alarm + lower[:1]), "invalid"
    yield "pumpReport, the same cause twice", to_alarms + b"\2" + alarm + alarm + behind_alarms, "invalid"
    yield "pumpReport, unknown cause", to_alarms + b"\1" + b"\x15" + alarm[1:] + behind_alarms, "invalid"
    yield "pumpReport, 33 alarms", to_alarms + b"\x21" + alarm * 33 + behind_alarms, "invalid"
    yield "pumpReport, all but the last byte", body[:-1], "truncated"


def about_event():
    return {"pumpSerial": PUMP, "number": 1, "at": NOON}
