"""Writes docs/protocol-vectors.json (section 11 of docs/protocol.md): the same bytes on every run.

Usage: make_vectors.py [FILE]; `make_vectors.py --check [FILE]` writes nothing and fails when the file differs.
"""

import json
import pathlib
import random
import sys

from vector_errors import invalid_frames
from vector_values import frames, frames_with_bodies, messages
from wandframe import WireError, cobs_decode, cobs_encode, crc32c, decode_frame, frame
from wandproto import HANDSHAKE, MESSAGES, decode_handshake, decode_message, encode_handshake, encode_message


def crc_inputs():
    yield b""
    yield b"123456789"
    yield b"\0"
    yield b"\xff"
    yield bytes(32)
    yield b"\xff" * 32
    yield bytes(range(32))
    yield bytes(range(31, -1, -1))
    yield b"a"
    source = random.Random(32)
    for count in (1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65, 255, 256, 257):
        yield source.randbytes(count)


def cobs_inputs():
    for count in (0, 1, 2, 3, 253, 254, 255, 256, 508, 509):
        yield bytes(count)
    yield bytes.fromhex("11220033")
    yield bytes.fromhex("11000000")
    yield bytes.fromhex("0011")
    yield bytes.fromhex("001100")
    yield b"\x01"
    yield b"\xff"
    for count in (253, 254, 255, 507, 508, 509, 510, 762):
        filled = bytes(1 + (index % 255) for index in range(count))
        yield filled
        yield filled + b"\0"
        yield b"\0" + filled
        yield filled + b"\0" + filled
        yield filled + b"\0\0"
    source = random.Random(254)
    for count in (10, 100, 300, 600):
        yield bytes(source.choice((0, 0, 1, 2, 255)) for _ in range(count))
        yield source.randbytes(count)


def vectors():
    made = {"crc32c": [], "cobs": [], "messages": [], "frames": [], "invalidFrames": []}
    for data in crc_inputs():
        made["crc32c"].append({"input": data.hex(), "crc": f"{crc32c(data):08x}"})
    for plain in cobs_inputs():
        stuffed = cobs_encode(plain)
        assert 0 not in stuffed and cobs_decode(stuffed) == plain
        made["cobs"].append({"plain": plain.hex(), "stuffed": stuffed.hex()})
    for name, message, request_id, fields in messages():
        body = encode_message(message, request_id, fields)
        assert decode_message(body) == (message, request_id, fields), name
        values = {"message": message, "requestID": request_id, **fields}
        made["messages"].append({"name": name, "body": body.hex(), "fields": values})
    for name, kind, head, fields in frames():
        body = encode_handshake(kind, fields)
        assert decode_handshake(kind, body) == fields, name
        made["frames"].append({**frame_entry(name, kind, head, body), "fields": fields})
    for name, kind, head, body in frames_with_bodies():
        made["frames"].append(frame_entry(name, kind, head, body))
    for name, wire, error in invalid_frames():
        found = judge(wire)
        assert found == error, (name, found, error)
        made["invalidFrames"].append({"name": name, "wire": wire.hex(), "error": error})
    return made


def frame_entry(name, kind, head, body):
    wire = frame(kind, body=body, **head)
    decoded = decode_frame(wire[1:-1])
    assert decoded["body"] == body and all(decoded[key] == value for key, value in head.items()), name
    return {
        "name": name, "wire": wire.hex(), "kind": kind, "security": decoded["security"],
        "epoch": f"{decoded['epoch']:016x}", "counter": decoded["counter"], "sequence": decoded["sequence"],
        "acknowledge": decoded["acknowledge"], "body": body.hex()}


def judge(wire):
    """The error that this implementation finds in one frame on the line; None when it is sound."""
    try:
        found = decode_frame(wire[1:-1])
        if found["kind"] in ("data", "urgent"):
            decode_message(found["body"])
        else:
            decode_handshake(found["kind"], found["body"])
    except WireError as error:
        return error.name
    return None


def text(made):
    lists = []
    for key, entries in made.items():
        lines = ",\n".join("    " + json.dumps(entry, ensure_ascii=True) for entry in entries)
        lists.append(f'  "{key}": [\n{lines}\n  ]')
    return "{\n" + ",\n".join(lists) + "\n}\n"


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    default = pathlib.Path(__file__).resolve().parents[2] / "docs" / "protocol-vectors.json"
    path = pathlib.Path(arguments[0]) if arguments else default
    made = vectors()
    names = {entry["message"] for entry in (vector["fields"] for vector in made["messages"])}
    assert names == set(MESSAGES) and {vector["kind"] for vector in made["frames"]} >= set(HANDSHAKE)
    if "--check" in sys.argv:
        if path.read_text() != text(made):
            sys.exit(f"{path} is not what make_vectors.py writes")
    else:
        path.write_text(text(made))
    print(", ".join(f"{len(entries)} {key}" for key, entries in made.items()))


if __name__ == "__main__":
    main()
