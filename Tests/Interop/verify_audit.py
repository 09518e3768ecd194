"""Verifies an export of the audit trail (JSON lines, a file or standard input) without any of the project's code.
Prints one line for each finding and exits with 1 if there are any. --head SEQ:HASH is a head that was kept elsewhere,
--after SEQ:HASH is where the export begins (else what its first record says). A record's hash is SHA-256 over the
canonical text of its entry, previous and sequence. --self-test checks this program itself."""
import argparse, hashlib, json, re, sys
ZEROS, HASH = "0" * 64, "[0-9a-f]{64}"
def text(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
def digest(record):
    return hashlib.sha256(text({k: record[k] for k in ("entry", "previous", "sequence")}).encode()).hexdigest()
def integer(digits):
    if re.fullmatch("-?[0-9]{1,19}", digits) and -2**63 <= int(digits) < 2**63: return int(digits)
    raise ValueError("a number that is no 64-bit integer")
def read(line):
    """The record of one line (bytes, no line end); ValueError unless the line is exactly a record's canonical text."""
    record = json.loads(line.decode(), parse_int=integer, parse_float=integer, parse_constant=integer)
    shape = f'{{"entry":.*,"hash":"{HASH}","previous":"{HASH}","sequence":-?[0-9]+}}'
    if not re.fullmatch(shape, line.decode()) or len(record) != 4 or text(record).encode() != line:
        raise ValueError("not the canonical text of a record")
    return record
def verify(records, after=None, head=None):
    """The findings; a changed record is placed by its link to the record before it, else by its number."""
    found, seen, start, known = [], {}, after, True  # seen: place -> (hash, previous), None where a record was changed
    for index, record in enumerate(records):
        intact, stated, previous = digest(record) == record["hash"], record["sequence"], record["previous"]
        if start is None:
            known, begins = intact, intact and stated < 2 or previous == ZEROS
            start = (0, ZEROS) if begins else (max(stated, 1) - 1, previous)
        elif index == 1 and intact and not known and previous == link and stated > 2:
            seen, start, last = {stated - 1: seen[last]}, (stated - 2, start[1]), stated - 1
        if index == 0: last, link, sure = *start, known
        place = last + 1 if previous == link and (sure or not intact) else stated
        if not intact: found.append(f"changed {place}: its content does not match its own hash")
        elif place != stated: found.append(f"misnumbered {stated} at {place}: its hash was computed anew")
        if place in seen: found.append(f"duplicated {place}: a record was copied or slipped in"); continue
        if place < last or place <= min(last, start[0]): found.append(f"outOfOrder {place} after {last}: reordered")
        last, link, sure = place, record["hash"], intact and place == stated
        if place > start[0]: seen[place] = (link, previous) if sure else None
    start = start or (0, ZEROS)
    seen[start[0]] = (start[1], None) if known else None
    for below, place in zip(sorted(seen), sorted(seen)[1:]):
        if place > below + 1: found.append(f"missing {below + 1}-{place - 1}: removed, or never exported")
        elif seen[below] and seen[place] and seen[below][0] != seen[place][1]:
            found.append(f"brokenLink {place}: it or the record before was replaced and its hash computed anew")
    if head and head[0] > max(seen): found.append(f"truncated {max(seen)}: the kept head names record {head[0]}")
    elif head and head[0] < start[0]: found.append(f"headNotCompared {head[0]}: it lies before the export")
    elif head and seen.get(head[0]) and seen[head[0]][0] != head[1]:
        found.append(f"wrongHead {head[0]}: its hash is {seen[head[0]][0]}, the kept head says {head[1]}")
    return found
def self_test():
    trail, tip = [], ZEROS
    for n in range(1, 10):
        trail.append({"entry": {"n": n, "é\t": None}, "previous": tip, "sequence": n})
        tip = trail[-1]["hash"] = digest(trail[-1])
    forged, moved, head = {**trail[4], "entry": 0}, [{**trail[4], "sequence": 50}], (9, tip)
    forged["hash"] = digest(forged)
    for records, expected in [
            (trail, []), (trail[3:], []), (trail[:6], ["truncated 6"]), (trail[:4] + trail[6:], ["missing 5-6"]),
            (trail[:4] + moved + trail[5:], ["changed 5"]), (trail[:4] + [forged] + trail[5:], ["brokenLink 6"]),
            (trail[:3] + trail[4:2:-1] + trail[5:], ["outOfOrder 4 after 5"]), (trail + trail[8:], ["duplicated 9"])]:
        assert [f.split(":")[0] for f in verify(records, None, head)] == expected, expected
    assert verify([], (0, ZEROS), head) and verify(trail, None, (4, ZEROS)) and verify(trail[2:], (0, ZEROS))
    for line in [text(trail[0]).encode()[:-1], json.dumps(trail[0]).encode(), b'{"entry":1.0}', b"[]", b"\xff"]:
        try: assert not read(line), line
        except ValueError: assert read(text(trail[0]).encode()) == trail[0]
def main():
    kept = lambda given: (int(re.fullmatch(f"([0-9]+):{HASH}", given)[1]), given.split(":")[1])
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", nargs="?", default="-")
    for name in ("--after", "--head"): options.add_argument(name, type=kept)
    options.add_argument("--self-test", action="store_true")
    given, records, found = options.parse_args(), [], []
    if given.self_test: return self_test()
    for number, line in enumerate(sys.stdin.buffer if given.file == "-" else open(given.file, "rb"), 1):
        try: records.append(read(line.removesuffix(b"\n")))
        except (ValueError, RecursionError) as error: found.append(f"unreadable line {number}: {error}")
    found += verify(records, given.after, given.head)
    print("\n".join(found) or f"{len(records)} records, nothing found")
    return 1 if found else 0
if __name__ == "__main__": sys.exit(main())
