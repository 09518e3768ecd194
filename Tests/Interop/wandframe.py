"""CRC-32C, COBS and frames of the wand protocol: sections 2 and 3 of docs/protocol.md, written from it alone.

It shares no code with the Swift codec: what both agree on, the document says. Standard library only.
"""

VERSION = 1
HEAD_BYTES = 22
CHECK_BYTES = 4
BODY_LIMIT = 4096
STUFFED_LIMIT = 4139

KINDS = {"hello": 1, "welcome": 2, "ready": 3, "data": 4, "acknowledge": 5, "urgent": 6, "ping": 7, "reset": 8}
KIND_NAMES = {code: name for name, code in KINDS.items()}


class WireError(Exception):
    """Why bytes are no frame or no message: `name` is one of the errors of section 8."""

    def __init__(self, name, detail="", message_type=0, request_id=0):
        super().__init__(f"{name} {detail}".strip())
        self.name = name
        self.message_type = message_type
        self.request_id = request_id


# --- CRC-32C and COBS -------------------------------------------------------------------------------------------------


def crc32c(data):
    """Section 2, bit by bit: slow and plain."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def cobs_encode(plain):
    """Blocks of at most 254 bytes; a full block stands for no zero, and no empty block follows it at the end."""
    out = bytearray()
    pieces = plain.split(b"\0")
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        while len(piece) > 254 or (len(piece) == 254 and not is_last):
            out += b"\xff" + piece[:254]
            piece = piece[254:]
        out.append(len(piece) + 1)
        out += piece
    return bytes(out)


def cobs_decode(stuffed):
    out = bytearray()
    position = 0
    code = 0
    while position < len(stuffed):
        before, code = code, stuffed[position]
        block = stuffed[position + 1 : position + code]
        if code == 0 or len(block) != code - 1 or 0 in block:
            raise WireError("stuffing")
        position += code
        out += block
        is_last = position == len(stuffed)
        if is_last and code == 1 and before == 255:
            raise WireError("stuffing", "an empty block behind a full one")
        if code < 255 and not is_last:
            out.append(0)
    if not stuffed:
        raise WireError("stuffing")
    return bytes(out)


# --- Frames -----------------------------------------------------------------------------------------------------------


def frame_plain(kind, epoch, counter=0, sequence=0, acknowledge=0, body=b"", security=0, length=None):
    """Head, body and check. `kind` may be a number, `length` may lie: for frames that must be refused."""
    head = bytes([VERSION, KINDS.get(kind, kind), security, 0])
    head += epoch.to_bytes(8, "little") + counter.to_bytes(4, "little") + sequence.to_bytes(2, "little")
    head += acknowledge.to_bytes(2, "little") + (len(body) if length is None else length).to_bytes(2, "little")
    return with_check(head + body)


def with_check(data):
    return data + crc32c(data).to_bytes(4, "little")


def on_wire(plain):
    return b"\0" + cobs_encode(plain) + b"\0"


def frame(kind, epoch, **rest):
    return on_wire(frame_plain(kind, epoch, **rest))


def decode_frame(stuffed):
    """One frame without its delimiters to a dictionary, by the checks of sections 2 and 3 in their order."""
    if len(stuffed) > STUFFED_LIMIT:
        raise WireError("tooLong")
    plain = cobs_decode(stuffed)
    if len(plain) < HEAD_BYTES + CHECK_BYTES:
        raise WireError("tooShort")
    if crc32c(plain[:-4]) != int.from_bytes(plain[-4:], "little"):
        raise WireError("checksum")

    def number(offset, count):
        return int.from_bytes(plain[offset : offset + count], "little")

    body = plain[HEAD_BYTES:-4]
    kind = KIND_NAMES.get(plain[1])
    if plain[0] != VERSION:
        raise WireError("version")
    if kind is None:
        raise WireError("kind")
    if plain[2] > 1:
        raise WireError("security")
    if plain[3] != 0 or (kind != "data" and number(16, 2) != 0):
        raise WireError("reserved")
    if number(20, 2) != len(body) or len(body) > BODY_LIMIT:
        raise WireError("bodyLength")
    return {
        "kind": kind, "security": plain[2], "epoch": number(4, 8), "counter": number(12, 4),
        "sequence": number(16, 2), "acknowledge": number(18, 2), "body": body,
    }


class FrameReader:
    """Bytes of the line, cut anyhow, to stuffed frames; of an over-long one so much as shows that it is one."""

    def __init__(self):
        self.collected = bytearray()
        self.discarding = False

    def feed(self, data):
        for byte in data:
            if byte == 0:
                if self.collected and not self.discarding:
                    yield bytes(self.collected)
                self.collected.clear()
                self.discarding = False
            elif not self.discarding:
                self.collected.append(byte)
                self.discarding = len(self.collected) > STUFFED_LIMIT
                if self.discarding:
                    yield bytes(self.collected)
