"""Four accounts of the same events, and where they disagree."""

import collections
import copy
import json
import sqlite3
import sys

from clients import TERMINAL, request

APPLIED = {"succeeded", "superseded", "mismatched"}


class Accounts:
    """told: states that clients heard, by id; pump: the pump's history; audit: the trail's entries; journal: state by id."""

    def __init__(self, told, pump, audit, journal, problems=()):
        self.told, self.pump, self.audit, self.journal = told, pump, audit, journal
        self.problems = list(problems)

    @staticmethod
    def collect(pieces, clinicians):
        told = collections.defaultdict(list)
        for each in clinicians:
            for identifier, states in each.told.items():
                told[identifier] += states
        entries, after, problems = [], 0, []
        while after is not None:
            page = request(pieces.socket, "GET", f"/v1/audit?after={after}&limit=1000")
            entries += [record["entry"] for record in page["records"]]
            after = page["next"]
        return Accounts(dict(told), pieces.pump(), entries, {}, problems)

    def read_journal(self, path):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT id, content FROM command").fetchall()
        for identifier, content in rows:
            state = json.loads(content)["state"]
            self.journal[identifier] = next(iter(state))

    def audited(self):
        states = collections.defaultdict(list)
        for entry in self.audit:
            if entry.get("kind") in ("program", "stop"):
                states[entry["command"]].append(entry["state"])
        return states

    def is_stop_without_record(self, change):
        """A stop waits for no disk: a kill may come before its record. Then the trail must tell of that revision otherwise: by
        a stop that was asked for again and found the pump stopped, or by what the next run found."""
        if change["program"]["kind"] != "stopped":
            return False
        asked_again = {entry.get("revision") for entry in self.audit if entry.get("kind") == "stop"}
        found = [entry for entry in self.audit if entry.get("kind") == "changedElsewhere"]
        return not change["changedRevision"] or change["revision"] in asked_again or any(
            entry["fromRevision"] < change["revision"] <= entry["toRevision"] for entry in found)

    def counts(self):
        """The four numbers that must be 0, each with the ids."""
        audited = self.audited()
        applied = [change["transaction"] for change in self.pump["applied"]]
        twice = [each for each, count in collections.Counter(applied).items() if count > 1]
        final = {each: states[-1] for each, states in audited.items()}
        ends = [(each, state) for each, state in final.items()]
        ends += [(each, state) for each, states in self.told.items() for state in states if state in TERMINAL]
        untrue = sorted({each for each, state in ends if (state in APPLIED) != (each in applied) and state in TERMINAL})
        lost = sorted(each for each in self.told if each not in audited)
        return {
            "applied twice": twice, "reported otherwise than applied": untrue, "accepted and lost": lost,
            "in doubt for ever": sorted(each for each, state in final.items() if state not in TERMINAL),
        }

    def faults(self):
        faults = list(self.problems)
        for name, identifiers in self.counts().items():
            faults += [f"{name}: {each}" for each in identifiers]
        audited = self.audited()
        for change in self.pump["applied"]:
            if change["transaction"] not in audited and not self.is_stop_without_record(change):
                faults.append(f"applied, but not in the audit trail: {change['transaction']}")
        wanted = {entry["command"]: entry.get("to") for entry in self.audit if entry.get("kind") == "program"}
        for change in self.pump["applied"]:
            dose = (wanted.get(change["transaction"]) or {}).get("doseNanogramsPerDay")
            if dose is not None and change["program"].get("doseNanogramsPerDay") != dose:
                faults.append(f"applied with another dose than asked for: {change['transaction']}")
        changes = sum(change["changedRevision"] for change in self.pump["applied"])
        if changes != self.pump["appliedCount"]:
            faults.append(f"the pump counts {self.pump['appliedCount']} changes and remembers {changes}")
        for identifier, state in self.journal.items():
            if audited[identifier][-1:] != [state]:
                faults.append(f"journal says {state}, the audit trail {audited[identifier][-1:]}: {identifier}")
        for identifier, states in self.told.items():
            for state in states:
                if state not in audited.get(identifier, []):
                    faults.append(f"a client was told {state}, which the audit trail does not know: {identifier}")
            ends = {state for state in states if state in TERMINAL}
            if len(ends) > 1:
                faults.append(f"a client was told two ends, {sorted(ends)}: {identifier}")
        return faults

    def summary(self, killed, seconds):
        ends = collections.Counter(states[-1] for states in self.audited().values())
        doubts = sum("inDoubt" in states for states in self.audited().values())
        lines = [
            f"killed {sum(killed.values())} times (wandd {killed['wandd']}, wandsim {killed['wandsim']}) in {seconds:.0f} s; "
            f"{self.pump['appliedCount']} changes applied",
            f"commands: {sum(ends.values())}, of which " + ", ".join(f"{n} {state}" for state, n in ends.most_common())
            + f"; {doubts} were in doubt for a time",
            ", ".join(f"{name} {len(found)}" for name, found in self.counts().items()),
        ]
        return "\n".join(lines)


def self_test():
    """Each kind of disagreement, made by hand, must be found, and its absence must not."""
    program = {"kind": "simpleContinuous", "doseNanogramsPerDay": 5}
    change = {"transaction": "a", "changedRevision": True, "revision": 1, "program": program}
    stop = dict(change, transaction="s", revision=2, program={"kind": "stopped"})
    entry = {"kind": "program", "command": "a", "to": {"doseNanogramsPerDay": 5}}
    good = Accounts(
        {"a": ["queued", "succeeded"], "b": ["cancelled"]}, {"applied": [change], "appliedCount": 1},
        [dict(entry, state="queued"), dict(entry, state="succeeded"), dict(entry, command="b", state="cancelled")],
        {"a": "succeeded", "b": "cancelled"})

    def spoiled(spoil):
        copied = copy.deepcopy(good)
        spoil(copied)
        return copied.faults()

    other = dict(change, program=dict(program, doseNanogramsPerDay=6))
    spoils = {
        "applied twice": lambda it: it.pump["applied"].append(change),
        "succeeded, not applied": lambda it: it.pump.update(applied=[], appliedCount=0),
        "cancelled, applied": lambda it: it.pump["applied"].append(dict(change, transaction="b")),
        "lost": lambda it: it.told.update(c=["queued"]),
        "in doubt for ever": lambda it: it.audit.append(dict(entry, command="d", state="inDoubt")),
        "not audited": lambda it: it.pump["applied"].append(dict(change, transaction="e")),
        "a stop not even found": lambda it: it.pump.update(applied=[change, stop], appliedCount=2),
        "another dose": lambda it: it.pump.update(applied=[other]),
        "pump miscounts": lambda it: it.pump.update(appliedCount=2),
        "journal against audit": lambda it: it.journal.update(a="failed"),
        "told what is not audited": lambda it: it.told.update(a=["verifying"]),
        "two ends": lambda it: it.told.update(b=["cancelled", "queued", "expired"]),
    }
    missed = [name for name, spoil in spoils.items() if not spoiled(spoil)]
    found = copy.deepcopy(good)
    found.pump.update(applied=[change, stop], appliedCount=2)
    found.audit.append({"kind": "changedElsewhere", "fromRevision": 1, "toRevision": 2})
    again = copy.deepcopy(good)
    again.pump.update(applied=[change, stop, dict(stop, transaction="t", changedRevision=False)], appliedCount=2)
    again.audit.append({"kind": "stop", "command": "t", "state": "succeeded", "revision": 2})
    for each in (good, found, again):
        if each.faults():
            missed.append(f"found faults in good accounts: {each.faults()}")
    print("kill test: " + (f"does not notice {missed}" if missed else f"notices all {len(spoils)} disagreements"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(self_test())
