#!/usr/bin/env python3
"""Brings a real wandd to every answer that its description tells of, and holds each of them against the description.

    conformance.py --bin .build/debug

Ends with 0 when every answer was as described, and every pair of operation and status was seen, but for those that stand
in unseen.py with a reason.
"""

import argparse
import json
import os
import socket
import sys
import threading
import time

from openapi_spec_validator import validate

from bench import ROOT, bench
from description import Description
from events import Listener
from unseen import UNSEEN_TYPES, reason_for

WHO = {"operator": "R. Example", "reason": "conformance"}
ZEROS = "0" * 32
OTHER = "ITB-OTHER"


class Conformance:
    def __init__(self, bench, description):
        self.bench, self.description = bench, description
        self.complaints = []
        self.answers = 0
        self.pump = None

    # one request, one judgement

    def target(self, name, /, query="", **values):
        path = self.description.operations[name][1]
        values = {"name": "bench", "serial": self.pump or "ITB-NONE", "id": "1" if "/alarms/" in path else ZEROS, **values}
        return path.format(**values) + (f"?{query}" if query else "")

    def ask(self, name, status, type=None, /, query="", body=None, headers=None, **values):
        """Makes a request, and expects a status and a type of problem."""
        method = self.description.operations[name][0]
        answer = self.bench.call(method, self.target(name, query, **values), body, headers)
        self.judge(name, answer)
        wanted = (status, None if method == "HEAD" else type)
        if (answer.status, answer.problem if method != "HEAD" else None) != wanted:
            self.complaints.append(f"{name}: expected {wanted}, got {answer.status} {answer.problem}: {answer.body[:300]!r}")
        return answer

    def judge(self, name, answer):
        self.answers += 1
        self.complaints += self.description.judge(name, answer)

    def read(self, name, /, **more):
        """GET, and HEAD at the same path."""
        self.ask(f"{name}-head", 200, **more)
        return self.ask(name, 200, **more)

    def refuse(self, name, status, type, /, **more):
        """The same refusal to GET and to HEAD."""
        self.ask(f"{name}-head", status, type, **more)
        return self.ask(name, status, type, **more)

    def has_body(self, name):
        return "requestBody" in self.description.operations[name][2]

    def needs_body(self, name):
        return self.has_body(name) and self.description.operations[name][2]["requestBody"]["required"]

    # the story

    def run(self):
        steps = [
            self.tell_what_is_running, self.need_a_clinician, self.refuse_what_is_malformed, self.refuse_what_there_is_not,
            self.read_everything, self.judge_changes, self.refuse_submissions, self.confirm_and_cancel, self.attend_to_alarms,
            self.page_through, self.reload, self.ask_for_two, self.lose_the_pump, self.meet_another_pump, self.fail_devices,
            self.stop_the_pump, self.take_roles_away, self.fill_the_room, self.lose_the_link,
        ]
        stream = self.listen()
        for step in steps:
            began, before = time.monotonic(), len(self.complaints)
            step()
            found = len(self.complaints) - before
            print(f"  {step.__name__}: {time.monotonic() - began:.1f} s" + (f", {found} complaints" if found else ""), flush=True)
        self.end(stream)

    def listen(self):
        stream = Listener(self.bench.socket)
        stream.start()
        self.expect(stream.answer.status == 200, f"events: {stream.answer.status}")
        self.expect(stream.answer.headers["Content-Type"] == "text/event-stream", "events: another content type")
        self.description.seen.add(("events", 200))
        return stream

    def expect(self, is_so, complaint):
        if not is_so:
            self.complaints.append(complaint)

    def tell_what_is_running(self):
        for name in ("description", "version", "caller", "health", "wands", "pumps", "commands", "library", "alarms"):
            self.read(name)
        for name in ("audit", "auditHead", "settings", "wand"):
            self.read(name)
        # a stream has no head of its own to wait for
        self.ask("events-head", 200)

    def refuse_what_is_malformed(self):
        for name in self.description.operations:
            body = {} if self.needs_body(name) else None
            self.ask(name, 400, "invalid-parameter", query="unheardOf=1", body=body)
            if not self.has_body(name):
                continue
            self.ask(name, 413, "body-too-large", body={"reason": "x" * 70_000})
            self.ask(name, 400, "malformed-json", body="{,}", headers={"Content-Type": "application/json"})
            if self.needs_body(name):
                self.ask(name, 415, "not-json", body="{}", headers={"Content-Type": "text/plain"})
            else:
                self.ask(name, 400, "invalid-member", body={"unheardOf": 1})
        for name, parameter in [
                ("submit", "dryRun=perhaps"), ("commands", "limit=0"), ("commands", "state=there"), ("commands", "after=1"),
                ("commands", "pump=a"), ("commands", "since=2026-13-01T00:00:00Z"), ("audit", "limit=1001"),
                ("audit", "kind=nothing"), ("audit", "user=-1"), ("alarms", "pump=a"), ("pumpLog", "log=all"),
                ("pumpLog", "after=-1"), ("command", "waitMilliseconds=1"), ("command", "afterVersion=0&waitMilliseconds=30001"),
                ("events", "kind=nothing"), ("events", "lastEventID=-1")]:
            self.ask(name, 400, "invalid-parameter", query=parameter, body={} if self.needs_body(name) else None)
        self.ask("events", 400, "invalid-header", headers={"Last-Event-ID": "one"})
        for name in ("events", "events-head"):
            self.ask(name, 404, "unknown-wand", query="wand=nobody")
        self.ask("commands", 400, "invalid-parameter", query="limit=1&limit=1")

    def refuse_what_there_is_not(self):
        self.refuse("wand", 404, "unknown-wand", name="ward-9")
        self.ask("interrogate", 404, "unknown-wand", name="ward-9")
        for name in ("pump", "card"):
            self.refuse(name, 404, "unknown-pump", serial="ITB-NONE")
        self.ask("discharge", 404, "unknown-pump", serial="ITB-NONE")
        for name in ("submit", "limits"):
            # in range, and not read yet
            unread = {**WHO, "pumpSerial": self.in_range(), "baseRevision": 1, "program": {"mode": "minimumRate"}}
            self.ask(name, 404, "unknown-pump", body=unread)
        self.refuse("alarms", 404, "unknown-pump", query="pump=ITB-NONE")
        self.refuse("command", 404, "unknown-command")
        self.ask("cancel", 404, "unknown-command")
        for name in ("acknowledge", "silence"):
            self.ask(name, 404, "unknown-alarm", id="18446744073709551615")
        paths = {}
        for method, path, _ in self.description.operations.values():
            paths.setdefault(path, set()).add(method)
        for path, methods in paths.items():
            target = path.format(name="bench", serial="ITB-NONE", id=ZEROS)
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - methods:
                answer = self.bench.call(method, target)
                where = f"{method} {path}"
                self.expect(answer.status == 405, f"{where}: {answer.status}")
                self.complaints += [
                    f"{where}: {each}" for each in self.description.judge_elsewhere("MethodNotAllowed", answer)]
                allowed = set(answer.headers.get("allow", "").split(", "))
                self.expect(allowed == methods, f"{where}: allows {allowed}, described are {methods}")
        for target in ("/", "/v1", "/v1/", "/v2/health", "/v1/pumps/A/B", "/v1/commands/1/2/3", "/favicon.ico", "/v1/health%00"):
            answer = self.bench.call("GET", target)
            self.expect(answer.status == 404, f"GET {target}: {answer.status}")
            self.complaints += [f"GET {target}: {each}" for each in self.description.judge_elsewhere("NotFound", answer)]

    def read_everything(self):
        pump = self.ask("interrogate", 200).json
        self.pump, self.revision = pump["serial"], pump["revision"]
        self.ask("interrogate", 200, body={})
        for name in ("pump", "card", "pumpLog", "pumps", "wand", "wands", "health", "alarms"):
            self.read(name)
        self.read("pumpLog", query="log=faults&after=0")
        self.read("alarms", query=f"pump={self.pump}")

    def program(self, dose="110", **more):
        return {"mode": "simpleContinuous", "doseMicrogramsPerDay": dose, **more}

    def submission(self, **more):
        return {**WHO, "pumpSerial": self.pump, "baseRevision": self.revision, "program": self.program(), **more}

    def need_a_clinician(self):
        self.ask("submit", 403, "sign-in-required", body={})
        self.ask("confirm", 403, "sign-in-required", body={"digest": "0" * 64})
        self.ask("signOut", 200)
        self.ask("signIn", 200)
        self.expect(self.read("caller").json["isSignedIn"], "signed in, and the caller is not")
        self.ask("confirm", 404, "unknown-command", body={"digest": "0" * 64})

    def judge_changes(self):
        bolus = {"doseMicrograms": "5", "durationSeconds": 300}
        schedule = {
            "utcOffsetMinutes": 60,
            "days": [{"weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
                      "totalMicrograms": "110", "steps": [
                          {"start": "00:00", "microgramsPerHour": "4"}, {"start": "10:00", "nanogramsPerHour": 5_000}]}]}
        programs = [
            {"mode": "stopped"}, {"mode": "minimumRate"}, self.program(), {"mode": "flex", "schedule": schedule},
            {"mode": "periodicBoluses", "doseMicrogramsPerDay": "50",
             "periodic": {**bolus, "intervalMinutes": 360, "firstAfterMinutes": 0}},
            self.program(once={"kind": "bolus", **bolus}),
            self.program(once={"kind": "bridge", "volumeMilliliters": "0.2", "durationSeconds": 86_400}),
            self.program(patientBolus={**bolus, "allottedPer24Hours": 4, "lockoutMinutes": 60}),
        ]
        refill = {"withdrawnMilliliters": "2", "filledNanoliters": 18_000_000, "drug": "baclofen",
                  "concentrationMicrogramsPerMilliliter": 500}
        set_up = {"patient": "K.M.-17", "patientClass": "adultSpinal", "tubingMilliliters": "0.26",
                  "catheterCentimeters": "89", "catheterMilliliters": "0.196", "lowReservoirMilliliters": "2",
                  "calibrationConstant": 124}
        for program in programs:
            self.ask("limits", 200, body=self.submission(program=program))
        self.ask("limits", 200, body=self.submission(refill=refill, setUp=set_up, clockCorrectionMilliseconds=-1))
        without = self.submission(refill=refill)
        del without["program"]
        self.ask("limits", 200, body=without)
        schedule["days"][0]["totalMicrograms"] = "111"
        self.ask("limits", 422, "hard-limit", body=self.submission(program={"mode": "flex", "schedule": schedule}))
        self.ask("submit", 200, query="dryRun=true", body=self.submission())
        refused = [
            (400, "base-revision-conflict", {}, {"If-Match": f'"{self.revision + 1}"'}),
            (400, "invalid-header", {}, {"If-Match": "17"}),
            (400, "invalid-header", {}, {"Idempotency-Key": "with a space"}),
            (400, "invalid-member", {"operator": " "}, {}),
            (400, "invalid-member", {"program": self.program(doseNanogramsPerDay=1)}, {}),
            (400, "invalid-member", {"program": {"mode": "simpleContinuous", "doseNanogramsPerDay": 110_000.0}}, {}),
            (409, "wrong-pump", {"pumpSerial": "ITB-NONE"}, {}),
            (409, "revision-moved", {"baseRevision": self.revision + 1}, {}),
            (428, "base-revision-missing", {"baseRevision": None}, {}),
        ]
        for status, type, more, headers in refused:
            for name in ("limits", "submit"):
                self.ask(name, status, type, body=self.submission(**more), headers=headers)

    def refuse_submissions(self):
        self.ask("submit", 422, "hard-limit", body=self.submission(program=self.program("100000")))
        self.ask("submit", 422, "soft-limit", body=self.submission(program=self.program("900")))
        moved = self.submission()
        del moved["baseRevision"]
        self.ask("submit", 412, "revision-moved", body=moved, headers={"If-Match": f'"{self.revision + 1}"'})

    def submit(self, program=None, key=None):
        """A command that the pump holds."""
        self.revision = self.ask("interrogate", 200).json["revision"]
        headers = {"Idempotency-Key": key} if key else {}
        # how far a dose may go in one step is no matter here
        body = self.submission(program=program or self.program(), overrideReason="conformance")
        command = self.ask("submit", 202, body=body, headers=headers).json
        return self.follow(command, "awaitingConfirmation")

    def follow(self, command, state):
        deadline = time.monotonic() + 30
        while command["state"] != state:
            if command["isTerminal"] or time.monotonic() > deadline:
                raise SystemExit(f"a command was to be {state}: {command['state']}, {command['outcome']}")
            query = f"afterVersion={command['version']}&waitMilliseconds=5000"
            command = self.ask("command", 200, query=query, id=command["id"]).json
        return command

    def confirm_and_cancel(self):
        command = self.submit(key="key-1")
        id, digest = command["id"], command["proposal"]["digest"]
        self.read("command", id=id)
        self.ask("submit", 422, "idempotency-conflict", body=self.submission(program=self.program("120")),
                 headers={"Idempotency-Key": "key-1"})
        tag = {"If-Match": f'"{command["version"]}"'}
        other = {"If-Match": f'"{command["version"] + 1}"'}
        self.ask("confirm", 409, "digest-mismatch", id=id, body={"digest": "0" * 64})
        self.ask("confirm", 400, "invalid-member", id=id, body={"digest": "0"})
        self.ask("confirm", 412, "version-moved", id=id, body={"digest": digest}, headers=other)
        self.ask("cancel", 412, "version-moved", id=id, headers=other)
        self.ask("confirm", 400, "invalid-header", id=id, body={"digest": digest}, headers={"If-Match": "*"})
        self.ask("confirm", 200, id=id, body={"digest": digest, "operator": "R. Example"}, headers=tag)
        done = self.follow(self.ask("command", 200, id=id).json, "succeeded")
        self.ask("confirm", 409, "already-ended", id=id, body={"digest": digest})
        self.ask("cancel", 409, "already-ended", id=id)
        self.revision = done["appliedRevision"]
        command = self.submit(self.program("115"))
        self.ask("cancel", 200, id=command["id"], headers={"If-Match": f'"{command["version"]}"'})
        self.follow(self.ask("command", 200, id=command["id"]).json, "cancelled")

    def attend_to_alarms(self):
        self.bench.control("stall", "on")
        self.bench.control("advance", "1", "h")
        self.ask("interrogate", 200)
        alarms = self.ask("alarms", 200).json["alarms"]
        if not alarms:
            raise SystemExit("a pump that stands still raised no alarm")
        id = alarms[0]["id"]
        self.ask("silence", 200, id=id)
        self.ask("acknowledge", 200, id=id)
        self.ask("silence", 409, "alarm-quiet", id=id)
        self.ask("acknowledge", 200, id=id)
        self.bench.control("stall", "off")
        self.ask("interrogate", 200)

    def page_through(self):
        for query in ("limit=1", f"pump={self.pump}", "state=open", "state=ended,queued", "since=2026-01-01T00:00:00Z",
                      "until=9999-12-31T23:59:59.999Z"):
            self.read("commands", query=query)
        page = self.read("commands", query="limit=1").json
        self.expect(page["next"] is not None, "commands: no second page")
        self.read("commands", query=f"limit=1&after={page['next']}")
        after = 0
        while after is not None:
            after = self.ask("audit", 200, query=f"after={after}&limit=5").json["next"]
        for query in (f"pump={self.pump}", "kind=program", f"user={os.getuid()}", "since=2026-01-01T00:00:00Z"):
            self.read("audit", query=query)

    def reload(self):
        self.bench.configure(more="alarms: { staleAfter: 6 d }\n")
        reload = self.ask("reload", 200).json
        self.expect(reload["needsRestart"] or reload["applied"], "a reload that found nothing")
        self.bench.configure(more="nothing: 1\n")
        self.ask("reload", 422, "invalid-configuration")
        self.bench.configure()
        self.ask("reload", 200, body={})
        self.read("settings")

    def ask_for_two(self):
        self.bench.configure(second_person="always")
        self.ask("reload", 200)
        command = self.submit(self.program("112"))
        digest = {"digest": command["proposal"]["digest"]}
        self.ask("confirm", 403, "second-person-required", id=command["id"], body=digest)
        self.ask("cancel", 200, id=command["id"])
        self.bench.configure()
        self.ask("reload", 200)

    def lose_the_pump(self):
        self.bench.control("range", "out")
        self.ask("interrogate", 503, "no-pump-in-range")
        self.refuse("pumpLog", 503, "no-pump-in-range")
        self.bench.until(lambda: self.in_range() is None, "the pump to be out of range")
        for name in ("submit", "limits"):
            self.ask(name, 503, "no-pump-in-range", body=self.submission())
        command = self.ask("stop", 202, body=WHO, headers={"Idempotency-Key": "stop-1"}).json
        self.ask("cancel", 409, "too-late-to-cancel", id=command["id"])
        self.ask("confirm", 409, "not-awaiting-confirmation", id=command["id"], body={"digest": "0" * 64})
        self.bench.control("range", "in")
        self.bench.until_ready()
        self.follow(command, "succeeded")
        self.revision = self.ask("interrogate", 200).json["revision"]

    def meet_another_pump(self):
        self.bench.exchange_pump(OTHER)
        self.bench.until_ready(pump=False)
        self.bench.until(lambda: self.in_range() == OTHER, "the other pump")
        self.ask("submit", 409, "wrong-pump", body=self.submission())
        self.ask("limits", 409, "wrong-pump", body=self.submission())
        self.refuse("pumpLog", 409, "wrong-pump")
        self.ask("interrogate", 200)
        # the first one is not there any more: this one is what goes on
        self.pump, self.revision = OTHER, self.ask("pump", 200, serial=OTHER).json["revision"]

    def in_range(self):
        status = self.bench.call("GET", "/v1/wands/bench").json["status"]
        return status and status["pumpInRange"] and status["pumpInRange"]["serial"]

    def fail_devices(self):
        """Who asks a device that never answers waits until all tries are over: they wait at the same time."""
        for request in ("interrogate", "log"):
            self.bench.control("drop-answer", request, "40")
        waiting = [
            threading.Thread(target=self.ask, args=(name, 504, "no-answer")) for name in ("interrogate", "pumpLog", "pumpLog-head")]
        for each in waiting:
            each.start()
        for each in waiting:
            each.join()
        for request in ("interrogate", "log"):
            self.bench.control("drop-answer", request, "0")
        self.bench.until_ready()

    def stop_the_pump(self):
        command = self.ask("stop", 202, body=WHO).json
        self.follow(command, "succeeded")
        self.ask("interrogate", 200)
        self.read("pump")
        self.ask("discharge", 200)

    def take_roles_away(self):
        self.bench.take_roles()
        for name, (_, _, operation) in self.description.operations.items():
            if operation["x-wandd-role"] != "anyone":
                self.ask(name, 403, "not-permitted", body=self.anything(name))
        for role, title in (("observers", "observer"), ("administrators", "administrator"), ("clinicians", "clinician")):
            self.bench.take_roles(role)
            for name, (_, _, operation) in self.description.operations.items():
                roles = operation["x-wandd-role"]
                # streams have no end, and what is allowed is seen elsewhere
                if name in ("events", "stop", "reload", "signIn", "signOut") or roles in ("anyone", "any role"):
                    continue
                answer = self.bench.call(
                    self.description.operations[name][0], self.target(name), self.anything(name))
                self.judge(name, answer)
                is_refused = answer.status == 403 and answer.headers.get("content-type") == "application/problem+json"
                if operation["x-wandd-role"] and not self.is_head(name):
                    is_refused = answer.problem == "not-permitted"
                self.expect(is_refused != (title in roles), f"{name} as {title}: {answer.status}")
        self.bench.take_roles(*self.bench.ALL_ROLES)
        self.ask("signIn", 200)

    def is_head(self, name):
        return self.description.operations[name][0] == "HEAD"

    def anything(self, name):
        return {} if self.needs_body(name) else None

    def line(self):
        """A connection, and nothing asked yet."""
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(20)
        line.connect(self.bench.socket)
        return line

    def fill_the_room(self):
        """So many connections of one user that all that the next ones can do is stop a pump."""
        lines = []
        try:
            while len(lines) < 1_000:
                lines.append(self.line())
                if len(lines) % 64 == 0 and self.bench.call("GET", "/v1/version").status == 429:
                    break
            for name in self.description.operations:
                if name != "stop":
                    self.ask(name, 429, "too-many-connections", body=self.anything(name))
            self.ask("stop", 202, body=WHO)
        finally:
            for each in lines:
                each.close()
        self.bench.until(lambda: self.bench.call("GET", "/v1/version").status == 200, "room")

    def lose_the_link(self):
        self.bench.kill("wandsim")
        self.bench.until(lambda: not self.bench.call("GET", "/v1/health").json["wands"][0]["isReady"], "the loss of the link")
        self.refuse("pumpLog", 503, "link-down")
        for name in ("submit", "limits"):
            self.ask(name, 503, "link-down", body=self.submission())

    def end(self, stream):
        """The daemon ends, and says so to those who listen."""
        self.bench.stop_wandd()
        stream.join(10)
        self.expect(not stream.is_alive(), "events: the stream does not end with the daemon")
        for _, name, data in stream.events:
            self.complaints += [f"events: {each}" for each in self.description.judge_event(name, data)]
        names = [name for _, name, _ in stream.events]
        self.expect(names[:1] == ["hello"] and names[-1:] == ["bye"], f"events: {names[:1]} to {names[-1:]}")
        wanted = {"hello", "wand", "pump", "command", "alarm", "session", "bye"}
        self.expect(wanted <= set(names), f"events: none of {wanted - set(names)}")
        ids = [int(id) for id, name, _ in stream.events if id is not None and name not in ("hello", "bye")]
        self.expect(ids == sorted(set(ids)), "events: their ids do not go up")
        print(f"  {len(names)} events of {len(set(names))} kinds")

    # what was seen

    def conclude(self):
        described, seen = self.description.described(), self.description.seen
        missing = sorted(each for each in described - seen if reason_for(*each) is None)
        needless = sorted(each for each in seen if reason_for(*each) is not None)
        types = {urn for name in self.description.operations for urn in self.description.problems_of(name)}
        for urn in sorted(types - self.description.seen_types):
            if urn.rsplit(":", 1)[1] not in UNSEEN_TYPES:
                self.complaints.append(f"{urn} is described, and was not seen")
        self.complaints += [f"{name} {status} is described, and was not seen" for name, status in missing]
        self.complaints += [f"{name} {status} was seen: take it out of unseen.py" for name, status in needless]
        excused = len(described - seen) - len(missing)
        print(f"conformance: {self.answers} answers, {len(described & seen)} of {len(described)} pairs of operation and "
              f"status seen, {excused} excused with a reason, {len(self.complaints)} complaints")
        for name in sorted(self.description.operations):
            statuses = sorted(status for each, status in seen if each == name)
            print(f"  {name}: {' '.join(map(str, statuses))}")
        for complaint in self.complaints[:80]:
            print(f"  ! {complaint}")
        return 1 if self.complaints else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=f"{ROOT}/.build/debug", help="where wandd and wandsim are")
    parser.add_argument("--description", help="a file to judge by instead of what the daemon serves")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and data")
    options = parser.parse_args()
    with bench(options.bin, options.keep) as pieces:
        document = pieces.call("GET", "/openapi.json").json
        with open(f"{ROOT}/docs/openapi.json") as file:
            documented = json.load(file)
        if options.description:
            with open(options.description) as file:
                document = json.load(file)
        validate(document)
        documented["info"]["version"] = document["info"]["version"]
        test = Conformance(pieces, Description(document))
        test.expect(document == documented, "docs/openapi.json is not what the daemon serves")
        try:
            test.run()
        except BaseException as error:
            print(f"  ended early: {error!r}")
            test.conclude()
            raise
        if test.conclude():
            sys.exit(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
