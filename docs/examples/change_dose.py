#!/usr/bin/env python3
"""Changes a dose with the standard library only, and survives lost answers and a daemon that restarts.

    WANDD_SOCKET=/run/wandd/wandd.sock change_dose.py wand-1 110.5 --operator 'R. Example' --reason 'spasticity at night'
"""

import argparse
import http.client
import json
import os
import socket
import sys
import time
import uuid

ENDED_UNAPPLIED = {"rejected", "failed", "cancelled", "expired"}


class Refused(Exception):
    """The daemon's RFC 9457 problem document: what is wrong, and what to do."""

    def __init__(self, problem):
        super().__init__(f"{problem['title']}: {problem['detail']} {problem['whatToDo']}")
        self.problem = problem


class Connection(http.client.HTTPConnection):
    """HTTP over the daemon's Unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=45)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Wandd:
    def __init__(self, path=os.environ.get("WANDD_SOCKET", "/run/wandd/wandd.sock")):
        self.path = path

    def ask(self, method, target, body=None, **headers):
        """One request. Raises `Refused` for a problem, OSError or HTTPException when no whole answer came."""
        connection = Connection(self.path)
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            if body is not None:
                fields["Content-Type"] = "application/json"
            connection.request(method, target, json.dumps(body) if body is not None else None, fields)
            answer = connection.getresponse()
            # doses are whole numbers and decimal text: nothing here passes through a float
            content = json.loads(answer.read(), parse_float=str)
            if answer.status >= 400:
                raise Refused(content)
            return content
        finally:
            connection.close()

    def insist(self, method, target, body=None, seconds=60, **headers):
        """Asks again while the daemon is away: only for what may be asked twice."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.ask(method, target, body, **headers)
            except (OSError, http.client.HTTPException):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def follow(self, command, is_enough):
        while not (command["isTerminal"] or is_enough(command)):
            command = self.insist(
                "GET", f"/v1/commands/{command['id']}?afterVersion={command['version']}&waitMilliseconds=20000")
            print(f"  {command['state']}", file=sys.stderr)
        return command


def change_dose(daemon, wand, dose, operator, reason, confirm):
    """Returns the command as it ended."""
    pump = daemon.ask("POST", f"/v1/wands/{wand}/interrogations")
    daemon.ask("POST", "/v1/sign-in")
    submission = {
        "pumpSerial": pump["serial"], "baseRevision": pump["revision"], "operator": operator, "reason": reason,
        "program": {"mode": "simpleContinuous", "doseMicrogramsPerDay": dose},
    }
    # under one key this is one command, also when the answer is lost and it is sent again
    command = daemon.insist("POST", "/v1/commands", submission, Idempotency_Key=str(uuid.uuid4()))
    command = daemon.follow(command, lambda it: it["state"] == "awaitingConfirmation")
    if command["state"] != "awaitingConfirmation":
        return command
    proposal = command["proposal"]
    if not confirm(proposal):
        return daemon.ask("POST", f"/v1/commands/{command['id']}/cancellation")
    try:
        command = daemon.ask("POST", f"/v1/commands/{command['id']}/confirmation", {"digest": proposal["digest"]})
    except (OSError, http.client.HTTPException):
        # whether it was heard is not known: the command itself tells, and it is never sent again
        command = daemon.insist("GET", f"/v1/commands/{command['id']}")
    return daemon.follow(command, lambda it: False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wand")
    parser.add_argument("dose", help="in mcg/day, as decimal text")
    parser.add_argument("--operator", required=True)
    parser.add_argument("--reason", required=True)
    parser.add_argument("--yes", action="store_true", help="confirm without asking")
    options = parser.parse_args()

    def confirm(proposal):
        print(f"old: {proposal['old']['text']}\nnew: {proposal['new']['program']['text']}")
        return options.yes or input("Type 'yes' to apply: ") == "yes"

    try:
        command = change_dose(Wandd(), options.wand, options.dose, options.operator, options.reason, confirm)
    except Refused as refused:
        sys.exit(f"change_dose: {refused}")
    print(command["outcome"]["detail"])
    return 0 if command["state"] == "succeeded" else 4 if command["state"] in ENDED_UNAPPLIED else 5


if __name__ == "__main__":
    sys.exit(main())
