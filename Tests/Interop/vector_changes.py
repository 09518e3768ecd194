"""Bodies with programs, changes, report fields and log pages that a receiver must refuse: (name, body, error)."""

from vector_programs import (
    DAY, NOTHING, PATIENT, SEVEN_DAYS, STOPPED, WEEKEND, WORK_AND_WEEKEND, change, continuous, flex, minimum,
    one_bolus, periodic, refill, set_up, volume)
from vector_values import NOON, PUMP, T1, U32_MAX, log_page, logged, fault_entry, report
from wandlayout import TIME_LIMIT
from wandprogram import BASE, PATIENT_BOLUS, PROGRAM, REFILL, SET_UP, TEN_YEARS
from wandproto import MESSAGES, encode_message


def patched(data, offset, value):
    return data[:offset] + value + data[offset + len(value) :]


def u16(value):
    return value.to_bytes(2, "little")


def u32(value):
    return value.to_bytes(4, "little")


def stage(content):
    """A stage of a program's or a change's bytes."""
    about = {"pumpSerial": PUMP, "transaction": T1, "baseRevision": 7, "lifetime": 1, "change": change(STOPPED)}
    return encode_message("stage", 1, about)[:-4] + content


def offsets(layout, value, start=0):
    """Where each field of a structure begins."""
    found = {}
    for name, field in layout.fields.items():
        found[name] = start
        start += len(field.write(value[name]))
    return found


def invalid_changes():
    yield from invalid_bases()
    yield from invalid_schedules()
    yield from invalid_periodic_boluses()
    yield from invalid_deliveries()
    yield from invalid_parts()
    yield from invalid_report_fields()
    yield from invalid_logs()


ALONE = bytes(2)  # nothing once, and nothing on request
REST = bytes(3)  # nothing but a program


def invalid_bases():
    yield "stage, program 5", stage(b"\5"), "invalid"
    yield "stage, program 255", stage(b"\xff"), "invalid"
    yield "stage, no program", stage(b""), "truncated"
    yield "stage, dose cut", stage(b"\2\0\0\0"), "truncated"
    yield "stage, dose above its range", stage(b"\2" + u32(4_000_000_001) + ALONE + REST), "invalid"
    yield "stage, dose above its range, cut behind it: the first error counts", stage(
        b"\2" + u32(4_000_000_001)), "invalid"
    yield "stage, stopped with nothing on top, as the others have it", stage(b"\0" + ALONE + REST), "trailing"
    yield "stage, stopped with a bolus", stage(b"\0\1" + u32(1) + u32(1) + b"\0" + REST), "invalid"
    yield "stage, program without what is on top", stage(b"\1"), "truncated"
    yield "stage, program without its bolus on request", stage(b"\1\0"), "truncated"
    yield "stage, program without the rest of a change", stage(b"\1" + ALONE), "truncated"
    yield "stage, a byte behind the change", stage(b"\1" + ALONE + REST + b"\0"), "trailing"


def invalid_schedules():
    whole = PROGRAM.write(flex([DAY, WEEKEND], WORK_AND_WEEKEND))
    week = len(whole) - 2 - 7
    first_step, second_step = 5, 11

    def of(data):
        return stage(data + REST)

    def one_day(count, steps):
        return of(b"\3" + bytes(2) + b"\1" + bytes([count]) + steps + bytes(7) + ALONE)

    def step(start, rate=1):
        return u16(start) + u32(rate)

    for offset in (1, 855, -735, -30_000):
        yield f"stage, flex, UTC offset {offset}", of(patched(whole, 1, u16(offset % 65_536))), "invalid"
    yield "stage, flex, UTC offset cut", stage(whole[:2]), "truncated"
    yield "stage, flex, no days", of(patched(whole, 3, b"\0")), "invalid"
    yield "stage, flex, eight days", of(patched(PROGRAM.write(flex(SEVEN_DAYS, list(range(7)))), 3, b"\x08")), "invalid"
    yield "stage, flex, a day without steps", of(patched(whole, 4, b"\0")), "invalid"
    yield "stage, flex, fourteen steps", one_day(14, b"".join(step(index) for index in range(14))), "invalid"
    yield "stage, flex, first step after midnight", of(patched(whole, first_step, u16(1))), "invalid"
    yield "stage, flex, two steps at one time", of(patched(whole, second_step, u16(0))), "invalid"
    yield "stage, flex, steps not ascending", one_day(3, step(0) + step(600) + step(599)), "invalid"
    yield "stage, flex, step at 24:00", one_day(2, step(0) + step(1_440)), "invalid"
    yield "stage, flex, step at 65535", one_day(2, step(0) + step(65_535)), "invalid"
    yield "stage, flex, rate above its range", one_day(1, step(0, 166_666_667)), "invalid"
    yield "stage, flex, start after midnight, cut behind it: the first error counts", (
        stage(whole[:5] + u16(1))), "invalid"
    yield "stage, flex, steps cut", stage(whole[: second_step + 3]), "truncated"
    yield "stage, flex, fewer steps than counted", stage(b"\3" + bytes(2) + b"\1\2" + step(0)), "truncated"
    yield "stage, flex, the same day twice", of(
        b"\3" + bytes(2) + b"\2" + (b"\1" + step(0)) * 2 + bytes(5) + b"\1\1" + ALONE), "invalid"
    yield "stage, flex, the same day twice, cut behind it: the first error counts", stage(
        b"\3" + bytes(2) + b"\2" + (b"\1" + step(0)) * 2), "invalid"
    yield "stage, flex, a weekday of no day", of(patched(whole, week + 6, b"\2")), "invalid"
    yield "stage, flex, days not in the order of their use", (
        of(patched(whole, week, bytes([1] * 5 + [0] * 2)))), "invalid"
    yield "stage, flex, Monday has the second day, cut behind it", (
        stage(patched(whole, week, b"\1")[: week + 1])), "invalid"
    yield "stage, flex, a day that no weekday has", of(patched(whole, week, bytes(7))), "invalid"
    yield "stage, flex, week cut", stage(whole[: week + 6]), "truncated"
    three = PROGRAM.write(flex([DAY, WEEKEND, SEVEN_DAYS[0]], [0, 1, 2, 0, 0, 0, 0]))
    yield "stage, flex, the third day before the second", of(
        patched(three, len(three) - 9, bytes([0, 2, 1, 0, 0, 0, 0]))), "invalid"


def invalid_periodic_boluses():
    base = periodic(12_500, 600, 240, 30, 200_000)
    whole = PROGRAM.write(base)
    at = {name: 1 + offset for name, offset in offsets(BASE.layouts[4][1], base).items()}

    def with_field(name, value):
        return stage(patched(whole, at[name], value) + REST)

    yield "stage, periodic boluses of nothing", with_field("bolusDose", u32(0)), "invalid"
    yield "stage, periodic boluses above their range", with_field("bolusDose", u32(4_000_000_001)), "invalid"
    yield "stage, periodic boluses in no time", with_field("bolusDuration", u32(0)), "invalid"
    yield "stage, periodic boluses over a day and a second", with_field("bolusDuration", u32(86_401)), "invalid"
    yield "stage, periodic boluses without an interval", with_field("interval", u16(0)), "invalid"
    yield "stage, periodic boluses, interval that divides no day", with_field("interval", u16(7 * 60)), "invalid"
    yield "stage, periodic boluses, interval of two days", with_field("interval", u16(2_880)), "invalid"
    yield "stage, periodic boluses longer than their interval", with_field("bolusDuration", u32(14_401)), "invalid"
    yield "stage, periodic boluses, interval of no day, cut behind it: the first error counts", stage(
        patched(whole, at["interval"], u16(420))[: at["firstAfter"]]), "invalid"
    yield "stage, periodic boluses, first after one interval", with_field("firstAfter", u16(240)), "invalid"
    yield "stage, periodic boluses, first wait of one interval, cut behind it", stage(
        patched(whole, at["firstAfter"], u16(240))[: at["dose"]]), "invalid"
    yield "stage, periodic boluses, base above its range", with_field("dose", u32(4_000_000_001)), "invalid"
    yield "stage, periodic boluses, base cut", stage(whole[: at["dose"] + 3]), "truncated"


def invalid_deliveries():
    bolus = PROGRAM.write(continuous(1, one_bolus(1, 1)))
    prime = PROGRAM.write(minimum(volume("prime", 282_820, 1_200)))
    asked = PROGRAM.write(continuous(1, NOTHING, PATIENT))
    at = {name: 7 + offset for name, offset in offsets(PATIENT_BOLUS.inner, PATIENT).items()}

    def with_field(name, value):
        return stage(patched(asked, at[name], value) + REST)

    yield "stage, one-time delivery 4", stage(b"\1\4\0" + REST), "invalid"
    yield "stage, bolus of nothing", stage(patched(bolus, 6, bytes(4)) + REST), "invalid"
    yield "stage, bolus of nothing, cut behind it: the first error counts", stage(
        patched(bolus, 6, bytes(4))[:10]), "invalid"
    yield "stage, bolus above its range", stage(patched(bolus, 6, u32(4_000_000_001)) + REST), "invalid"
    yield "stage, bolus in no time", stage(patched(bolus, 10, bytes(4)) + REST), "invalid"
    yield "stage, bolus over a day and a second", stage(patched(bolus, 10, u32(86_401)) + REST), "invalid"
    yield "stage, bolus with the longest time", stage(patched(bolus, 10, u32(U32_MAX)) + REST), "invalid"
    yield "stage, bolus cut", stage(bolus[:12]), "truncated"
    for code, name in [(b"\2", "prime"), (b"\3", "bridge")]:
        timed = patched(prime, 1, code)
        yield f"stage, {name} of nothing", stage(patched(timed, 2, u32(0)) + REST), "invalid"
        yield f"stage, {name} above its range", stage(patched(timed, 2, u32(100_000_001)) + REST), "invalid"
        yield f"stage, {name} in no time", stage(patched(timed, 6, u32(0)) + REST), "invalid"
        yield f"stage, {name} over 30 days and a second", stage(patched(timed, 6, u32(2_592_001)) + REST), "invalid"
        yield f"stage, {name} with the longest time", stage(patched(timed, 6, u32(U32_MAX)) + REST), "invalid"
        yield f"stage, {name} cut", stage(timed[:9]), "truncated"
    yield "stage, bolus on request of presence 2", stage(patched(asked, 6, b"\2") + REST), "invalid"
    yield "stage, bolus on request of nothing", with_field("bolusDose", u32(0)), "invalid"
    yield "stage, bolus on request in no time", with_field("bolusDuration", u32(0)), "invalid"
    yield "stage, bolus on request over a day and a second", with_field("bolusDuration", u32(86_401)), "invalid"
    yield "stage, none allotted", with_field("allotted", b"\0"), "invalid"
    yield "stage, 49 allotted", with_field("allotted", b"\x31"), "invalid"
    yield "stage, none allotted, cut behind it: the first error counts", stage(
        patched(asked, at["allotted"], b"\0")[: at["lockout"]]), "invalid"
    yield "stage, no lockout", with_field("lockout", u16(0)), "invalid"
    yield "stage, lockout of a day and a minute", with_field("lockout", u16(1_441)), "invalid"
    yield "stage, lockout shorter than the bolus", with_field("lockout", u16(4)), "invalid"
    yield "stage, lockout cut", stage(asked[: at["lockout"] + 1]), "truncated"


def invalid_parts():
    program = PROGRAM.write(STOPPED)
    fill, up = REFILL.write(refill()), SET_UP.write(set_up())
    of_fill, of_up = offsets(REFILL, refill()), offsets(SET_UP, set_up())

    def refilled(name, value):
        return stage(program + b"\1" + patched(fill, of_fill[name], value) + b"\0\0")

    def set_to(name, value):
        return stage(program + b"\0\1" + patched(up, of_up[name], value) + b"\0")

    def patient(text):
        return stage(program + b"\0\1" + bytes([len(text)]) + text + up[of_up["patientClass"] :] + b"\0")

    def clock(value):
        return stage(program + b"\0\0\1" + (value % 2**64).to_bytes(8, "little"))

    yield "stage, refill of presence 2", stage(program + b"\2\0\0"), "invalid"
    yield "stage, set-up of presence 255", stage(program + b"\0\xff\0"), "invalid"
    yield "stage, clock correction of presence 2", stage(program + b"\0\0\2"), "invalid"
    yield "stage, refill, withdrawn above its range", refilled("withdrawn", u32(100_000_001)), "invalid"
    yield "stage, refill, filled above its range", refilled("filled", u32(100_000_001)), "invalid"
    yield "stage, refill, drug 0", refilled("drug", b"\0"), "invalid"
    yield "stage, refill, drug 2", refilled("drug", b"\2"), "invalid"
    yield "stage, refill, concentration 0", refilled("concentration", u32(0)), "invalid"
    yield "stage, refill, concentration above its range", refilled("concentration", u32(10_001)), "invalid"
    yield "stage, refill cut", stage(program + b"\1" + fill[:-1]), "truncated"
    yield "stage, set-up, no patient", patient(b""), "invalid"
    yield "stage, set-up, patient of 17", patient(b"A" * 17), "invalid"
    yield "stage, set-up, patient of 17, cut: the bytes come before what they hold", stage(
        program + b"\0\1\x11AAAA"), "truncated"
    yield "stage, set-up, patient of 65, cut: the count comes before the bytes", stage(
        program + b"\0\1\x41AAAA"), "invalid"
    for words, text in [("a space", b"J D"), ("an underscore", b"J_D"), ("a letter of two bytes", "\u00c9D".encode())]:
        yield f"stage, set-up, patient with {words}", patient(text), "invalid"
    yield "stage, set-up, patient class 0", set_to("patientClass", b"\0"), "invalid"
    yield "stage, set-up, patient class 4", set_to("patientClass", b"\4"), "invalid"
    yield "stage, set-up, catheter above its range", set_to("catheterLength", u32(2_000_001)), "invalid"
    for name in ("tubingVolume", "catheterVolume", "lowReservoirVolume"):
        yield f"stage, set-up, {name} above its range", set_to(name, u32(100_000_001)), "invalid"
    yield "stage, set-up cut", stage(program + b"\0\1" + up[:-1]), "truncated"
    yield "stage, clock correction over ten years", clock(TEN_YEARS + 1), "invalid"
    yield "stage, clock correction over ten years back", clock(-TEN_YEARS - 1), "invalid"
    yield "stage, clock correction, the largest number", clock(2**63 - 1), "invalid"
    yield "stage, clock correction, the least number", clock(2**63), "invalid"
    yield "stage, clock correction cut", stage(program + b"\0\0\1" + bytes(7)), "truncated"


def invalid_report_fields():
    plain = report(model="", firmware="")
    body = encode_message("pumpReport", 1, plain)
    at = offsets(MESSAGES["pumpReport"][1], plain, 6)
    yield "pumpReport, clock correction over ten years", (
        patched(body, at["clockCorrection"], (TEN_YEARS + 1).to_bytes(8, "little"))), "invalid"
    for name in ("setUp", "lastRefill"):
        yield f"pumpReport, {name} of presence 2", patched(body, at[name], b"\2"), "invalid"
    yield "pumpReport, last refill without its content", body[: at["lastRefill"]] + b"\1", "truncated"
    last = body[: at["lastRefill"]] + b"\1" + REFILL.write(refill()) + u32(7)
    yield "pumpReport, last refill in the year 10000", (
        last + (TIME_LIMIT + 1).to_bytes(8, "little") + b"\0\0"), "invalid"
    hours = body[: at["deliveredByHour"]]
    yield "pumpReport, 26 hours", hours + b"\x1a" + bytes(26 * 4), "invalid"
    yield "pumpReport, 26 hours, cut: the count comes first", hours + b"\x1a", "invalid"
    yield "pumpReport, an hour above its range", hours + b"\1" + u32(4_000_000_001), "invalid"
    yield "pumpReport, one hour missing", hours + b"\2" + u32(1), "truncated"
    yield "pumpReport, an hour beyond the count", hours + b"\1" + u32(1) * 2, "trailing"
    yield "pumpReport as it was without the last fields", body[: at["newestFault"]], "truncated"
    held = encode_message("staged", 1, {
        "transaction": T1, "baseRevision": 7, "remaining": 1, "change": change(STOPPED, refill())})
    yield "staged, refill with concentration 0", patched(held, len(held) - 6, u32(0)), "invalid"
    yield "staged, no change", held[: 6 + 16 + 8], "truncated"


def invalid_logs():
    ask = encode_message("readLog", 1, {"pumpSerial": PUMP, "log": "events", "after": 0})
    yield "readLog, log 0", patched(ask, len(ask) - 5, b"\0"), "invalid"
    yield "readLog, log 3", patched(ask, len(ask) - 5, b"\3"), "invalid"
    yield "readLog cut", ask[:-1], "truncated"
    yield "readLog, trailing byte", ask + b"\0", "trailing"
    yield "readLog with number 0", patched(ask, 2, u32(0)), "invalid"
    changed = {"tag": "setUpChanged"}
    events = encode_message("logPage", 1, log_page("events", [logged(5, changed), logged(6, changed)], 5, 9))
    faults = encode_message("logPage", 1, log_page("faults", [fault_entry(5, "limitRefused")], 5, 9))
    none = encode_message("logPage", 1, log_page("events", [], 5, 9))
    head = 6 + 1 + len(PUMP)
    entries = head + 4 + 4 + 1 + 1
    entry = 4 + 8 + 1
    yield "logPage, newest before the oldest", patched(none, head + 4, u32(4)), "invalid"
    yield "logPage, newest before the oldest, cut behind it: the first error counts", (
        patched(none, head + 4, u32(4))[: head + 8]), "invalid"
    yield "logPage, an oldest of none that ever were", patched(none, head + 4, u32(0)), "invalid"
    yield "logPage, log 0", patched(none, head + 8, b"\0"), "invalid"
    yield "logPage, log 3", patched(none, head + 8, b"\3"), "invalid"
    yield "logPage, 33 entries", patched(none, head + 9, b"\x21") + faults[entries:] * 33, "invalid"
    yield "logPage, 33 entries, cut: the count comes first", patched(none, head + 9, b"\x21"), "invalid"
    yield "logPage, an entry of a log that holds none", patched(faults, head, u32(0)), "invalid"
    yield "logPage, entries missing", patched(none, head + 9, b"\1"), "truncated"
    yield "logPage, an entry beyond the count", patched(events, head + 9, b"\1"), "trailing"
    yield "logPage, a fault where events are", events[:-1] + b"\x0a", "invalid"
    yield "logPage, number 0", patched(events, entries, u32(0)), "invalid"
    yield "logPage, number before the oldest", patched(events, entries, u32(4)), "invalid"
    yield "logPage, number behind the newest", patched(events, entries + entry, u32(10)), "invalid"
    yield "logPage, a number twice", patched(events, entries + entry, u32(5)), "invalid"
    yield "logPage, a number twice, cut behind it: the first error counts", (
        patched(events, entries + entry, u32(5))[: entries + entry + 4]), "invalid"
    after_last = patched(patched(events, head + 4, u32(U32_MAX)), entries, u32(U32_MAX))
    yield "logPage, a number behind the last that there can be", after_last, "invalid"
    yield "logPage, event in the year 10000", (
        patched(events, entries + 4, (TIME_LIMIT + 1).to_bytes(8, "little"))), "invalid"
    yield "logPage, event 10", events[: entries + entry - 1] + b"\x0a" + events[entries + entry :], "invalid"
    yield "logPage, fault 0", faults[:-1] + b"\0", "invalid"
    yield "logPage, fault 10", faults[:-1] + b"\x0a", "invalid"
    yield "logPage, fault cut", faults[:-1], "truncated"
    event = encode_message("pumpEvent", 0, {"pumpSerial": PUMP, "number": 1, "at": NOON, "event": changed})[:-1]
    yield "pumpEvent, event 10", event + b"\x0a", "invalid"
    yield "pumpEvent, refilled above its range", event + b"\5" + u32(100_000_001), "invalid"
    yield "pumpEvent, refilled without its volume", event + b"\5", "truncated"
    yield "pumpEvent, set-up with content", event + b"\6\0", "trailing"
    yield "pumpEvent, clock corrected by over ten years", (
        event + b"\7" + (TEN_YEARS + 1).to_bytes(8, "little")), "invalid"
    yield "pumpEvent, patient bolus above its range", event + b"\x08" + u32(4_000_000_001), "invalid"
    yield "pumpEvent, refused bolus with a dose", event + b"\x09" + u32(1), "trailing"
