"""Writes a corpus for the fuzz target from docs/protocol-vectors.json: every vector in the mode that suits it.

Usage: make_corpus.py VECTORS FOLDER
"""

import json
import pathlib
import sys

KINDS = ["hello", "welcome", "ready", "data", "acknowledge", "urgent", "ping", "reset"]
STREAM, BODY, CHECKED, PLAIN, STUFFED = range(5)


def inputs(vectors):
    for vector in vectors["messages"]:
        yield bytes([BODY, KINDS.index("data")]) + bytes.fromhex(vector["body"])
    for vector in vectors["frames"]:
        body = bytes.fromhex(vector["body"])
        yield bytes([STREAM]) + bytes.fromhex(vector["wire"])
        yield bytes([BODY, KINDS.index(vector["kind"])]) + body
        head = bytes([1, 1 + KINDS.index(vector["kind"]), vector["security"], 0]) + bytes.fromhex(vector["epoch"])[::-1]
        head += vector["counter"].to_bytes(4, "little") + vector["sequence"].to_bytes(2, "little")
        yield bytes([CHECKED]) + head + vector["acknowledge"].to_bytes(2, "little") + len(body).to_bytes(2, "little") + body
    for vector in vectors["invalidFrames"]:
        yield bytes([STREAM]) + bytes.fromhex(vector["wire"])
    for vector in vectors["cobs"]:
        yield bytes([PLAIN]) + bytes.fromhex(vector["plain"])
        yield bytes([STUFFED]) + bytes.fromhex(vector["stuffed"])


def main():
    source, folder = map(pathlib.Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for index, data in enumerate(inputs(json.loads(source.read_text()))):
        (folder / f"vector-{index:04}").write_bytes(data)


if __name__ == "__main__":
    main()
