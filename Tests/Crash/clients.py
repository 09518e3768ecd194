"""Clients that change doses without end, and remember all that they were told."""

import http.client
import json
import socket
import threading
import time

TERMINAL = {"succeeded", "rejected", "failed", "cancelled", "expired", "superseded", "mismatched"}


class Refused(Exception):
    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('title')}: {problem.get('detail')}")
        self.status, self.problem = status, problem

    def asks_to_sign_in(self):
        """A daemon that was killed has forgotten who had."""
        return self.status == 403 and str(self.problem.get("type")).endswith("sign-in-required")


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def request(path, method, target, body=None, headers=(), timeout=20):
    """One request on a connection of its own. Raises OSError or HTTPException when the daemon goes, `Refused` for a problem."""
    connection = UnixConnection(path, timeout)
    try:
        fields = dict(headers)
        if body is not None:
            fields["Content-Type"] = "application/json"
        connection.request(method, target, json.dumps(body) if body is not None else None, fields)
        answer = connection.getresponse()
        text = answer.read()
        content = json.loads(text) if text else {}
        if answer.status >= 400:
            raise Refused(answer.status, content)
        return content
    finally:
        connection.close()


class Clinician(threading.Thread):
    """Plans, submits, confirms, sometimes cancels or stops; repeats what was not answered under the same key."""

    def __init__(self, path, number, dice, ending):
        super().__init__(daemon=True)
        self.path, self.number, self.dice, self.ending = path, number, dice, ending
        self.moves = 0
        self.keys = 0
        self.told = {}
        self.failure = None

    def check(self):
        if self.failure is not None:
            raise self.failure

    def run(self):
        try:
            while not self.ending.is_set():
                self.change()
        except BaseException as error:  # noqa: BLE001: handed to the main thread, which ends the test
            self.failure = error

    def ask(self, method, target, body=None, headers=(), patient=True):
        """Until there is an answer; a daemon that is away, or that can not answer now, is asked again."""
        while True:
            try:
                return request(self.path, method, target, body, headers)
            except (OSError, http.client.HTTPException, ValueError):
                pass
            except Refused as refused:
                if refused.asks_to_sign_in():
                    self.ask("POST", "/v1/sign-in", patient=patient)
                    continue
                if (refused.status < 500 and refused.status != 429) or not patient:
                    raise
            if not patient and self.ending.is_set():
                raise Refused(0, {"title": "the test ends"})
            time.sleep(0.01)

    def heard(self, command):
        """Remembers what was said; a word that takes back an earlier one is a fault that the accounts will show."""
        self.moves += 1
        states = self.told.setdefault(command["id"], [])
        if not states or states[-1] != command["state"]:
            states.append(command["state"])
        return command

    def change(self):
        pump = self.read()
        if pump is None:
            return
        self.keys += 1
        key = {"Idempotency-Key": f"clinician-{self.number}-{self.keys}-{self.dice.getrandbits(64):016x}"}
        who = {"operator": f"Clinician {self.number}", "reason": "kill test"}
        if self.dice.random() < 0.04:
            command = self.heard(self.ask("POST", f"/v1/pumps/{pump['serial']}/stop", who))
            return self.follow(command)
        body = dict(
            who, pumpSerial=pump["serial"], baseRevision=pump["revision"], overrideReason="kill test", lifetimeSeconds=60,
            program={"mode": "simpleContinuous", "doseMicrogramsPerDay": str(self.dice.randrange(100, 131))})
        try:
            command = self.heard(self.ask("POST", "/v1/commands", body, key))
        except Refused as refused:
            # another client was faster, or the line is down for a moment
            if refused.status in (404, 409, 412, 422):
                self.moves += 1
                return
            raise
        self.follow(command)

    def read(self):
        try:
            return self.ask("POST", "/v1/wands/bench/interrogations")
        except Refused as refused:
            if refused.status in (404, 409, 412):
                return None
            raise

    def follow(self, command):
        """To the end, whatever dies meanwhile."""
        identifier, confirmed = command["id"], False
        while command["state"] not in TERMINAL:
            if command["state"] == "awaitingConfirmation" and not confirmed:
                confirmed = True
                action = "cancellation" if self.dice.random() < 0.05 else "confirmation"
                body = {"digest": command["proposal"]["digest"]} if action == "confirmation" else None
                try:
                    command = self.heard(self.ask("POST", f"/v1/commands/{identifier}/{action}", body))
                    continue
                except Refused as refused:
                    if refused.status not in (404, 409, 410, 422):
                        raise
            target = f"/v1/commands/{identifier}?afterVersion={command['version']}&waitMilliseconds=1000"
            command = self.heard(self.ask("GET", target))
