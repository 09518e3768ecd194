"""The wand's side of the link, sections 3 to 5 of docs/protocol.md: frames and a time go in, bytes and requests out.

No I/O and no clock of its own: times are milliseconds of a clock that nobody can set. Standard library only.
"""

import collections

from wandframe import BODY_LIMIT, WireError, decode_frame, frame
from wandproto import MESSAGE_NAMES, decode_handshake, decode_message, encode_handshake, encode_message

CAPABILITIES = 63
LEAST_BODY = 2048
WINDOW = 8
RECENT_RESET = 100
SILENCE = 7000
SENDINGS = 32
CEILING = 1000
DAMAGE_PAUSE = 20
WAITING = 8
BACKLOG = 64  # answers and requests that wait; then data frames count as not received
URGENT_RESERVE = 8
ZERO_NONCE = "00" * 16
# what a host may ask, each with the capability that it takes
REQUESTS = {
    "readWandStatus": 0, "interrogate": 0, "stop": 0, "stage": 1, "commit": 1, "queryTransaction": 1, "discard": 1,
    "readLog": 32}


class Session:
    def __init__(self, epoch, host_nonce, wand_nonce, window, max_body, capabilities):
        self.epoch, self.host_nonce, self.wand_nonce = epoch, host_nonce, wand_nonce
        self.window, self.max_body, self.capabilities = window, min(max_body, BODY_LIMIT), capabilities
        self.counter = 0
        self.next_sequence = 0  # of the next new data frame
        self.expected = 0  # from the host
        self.flight = collections.deque()  # [sequence, body, times sent, when last sent]
        self.backlog = collections.deque()  # bodies that wait for the window
        self.heard_at = 0
        self.timer = None
        self.smoothed = None
        self.variation = 0
        self.timeout = 500
        self.damage_told_at = None


class Link:
    """`requests` collects (name, request number, fields) for the wand to carry out; `out` the bytes to send."""

    def __init__(self, identity, random_bytes):
        self.identity = identity
        self.random_bytes = random_bytes
        self.present = None
        self.pending = None
        self.welcome = b""
        self.out = bytearray()
        self.requests = collections.deque()
        self.reset_at = -RECENT_RESET
        self.dropped = collections.Counter()

    # --- receiving ----------------------------------------------------------------------------------------------------

    def receive(self, stuffed, now):
        """One frame without its delimiters. What is not sound is dropped and counted, as the document asks."""
        try:
            found = decode_frame(stuffed)
        except WireError as error:
            self.dropped[error.name] += 1
            self.on_damage(now)
            return
        try:
            if found["security"] != 0:
                raise WireError("security")
            if found["kind"] not in ("data", "urgent"):
                found["fields"] = decode_handshake(found["kind"], found["body"])
            if found["kind"] == "hello" and found["epoch"] != 0:
                raise WireError("invalid", "the epoch of a hello")
            if found["kind"] == "ready" and found["fields"]["proof"]:
                raise WireError("invalid", "a proof in a clear session")
        except WireError as error:
            self.dropped[error.name] += 1
            return
        kind = found["kind"]
        if kind == "hello":
            self.on_hello(found["fields"])
        elif kind == "reset":
            self.on_reset(found)
        elif kind == "welcome":
            self.dropped["direction"] += 1
        elif kind == "ready" and self.on_ready(found, now):
            pass
        elif self.present and found["epoch"] == self.present.epoch and kind != "ready":
            self.in_session(found, now)
        elif found["epoch"] not in {session.epoch for session in (self.present, self.pending) if session}:
            if now - self.reset_at >= RECENT_RESET:
                self.reset_at = now
                body = encode_handshake("reset", {"reason": "unknownEpoch", "nonce": ZERO_NONCE})
                self.out += frame("reset", found["epoch"], body=body)

    def on_damage(self, now):
        session = self.present
        if session and (session.damage_told_at is None or now - session.damage_told_at >= DAMAGE_PAUSE):
            session.damage_told_at = now
            self.emit(session, "acknowledge")

    def on_hello(self, hello):
        refusal = None
        if not hello["minVersion"] <= 1 <= hello["maxVersion"]:
            refusal = "unsupportedVersion"
        elif not hello["securityOffer"] & 1:
            refusal = "unsupportedSecurity"
        elif hello["maxBody"] < LEAST_BODY:
            refusal = "limits"
        if refusal:
            body = encode_handshake("reset", {"reason": refusal, "nonce": hello["hostNonce"]})
            self.out += frame("reset", 0, body=body)
            return
        if not self.pending or self.pending.host_nonce != hello["hostNonce"]:
            epoch = 0
            while epoch == 0 or (self.present and epoch == self.present.epoch):
                epoch = int.from_bytes(self.random_bytes(8), "little")
            self.pending = Session(
                epoch, hello["hostNonce"], self.random_bytes(16).hex(), hello["window"], hello["maxBody"],
                hello["capabilities"] & CAPABILITIES)
            self.welcome = encode_handshake("welcome", {
                "version": 1, "capabilities": self.pending.capabilities, "maxBody": BODY_LIMIT, "window": WINDOW,
                "security": 0, "hostNonce": hello["hostNonce"], "wandNonce": self.pending.wand_nonce, **self.identity,
                "proof": ""})
        self.emit(self.pending, "welcome", self.welcome)

    def on_ready(self, found, now):
        """Whether the frame belonged to a session that this wand knows."""
        for session in (self.pending, self.present):
            if session and found["epoch"] == session.epoch:
                if found["fields"]["wandNonce"] == session.wand_nonce:
                    if session is self.pending:
                        self.present, self.pending = session, None
                        self.requests.clear()
                    session.heard_at = now
                    self.emit(session, "acknowledge")
                return True
        return False

    def on_reset(self, found):
        if self.present and found["epoch"] == self.present.epoch and found["fields"]["reason"] == "closing":
            self.end_session()

    def end_session(self):
        self.present = None
        self.requests.clear()

    def in_session(self, found, now):
        session, kind = self.present, found["kind"]
        session.heard_at = now
        self.on_acknowledged(found["acknowledge"], kind == "acknowledge", now)
        if kind == "ping":
            self.emit(session, "acknowledge")
        elif kind == "data":
            if found["sequence"] == session.expected and self.has_room(0):
                session.expected = (session.expected + 1) % 65536
                self.on_message(found["body"], is_urgent=False)
            self.emit(session, "acknowledge")
        elif kind == "urgent" and self.has_room(URGENT_RESERVE):
            self.on_message(found["body"], is_urgent=True)

    def has_room(self, reserve):
        return len(self.present.backlog) + len(self.requests) < BACKLOG + reserve

    def on_message(self, body, is_urgent):
        """Number, type and body are judged in this order; without a number there is nothing to answer."""
        code, request_id = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:6], "little")
        name = MESSAGE_NAMES.get(code)
        if len(body) < 6 or request_id == 0:
            self.dropped["invalid"] += 1
        elif is_urgent and name != "stop":
            self.fault(code, request_id, "malformed")
        elif name not in REQUESTS or REQUESTS[name] & ~self.present.capabilities:
            self.fault(code, request_id, "unsupportedMessage")
        else:
            try:
                fields = decode_message(body)[2]
            except WireError as error:
                self.dropped[error.name] += 1
                return self.fault(code, request_id, "malformed")
            self.enqueue(name, code, request_id, fields)

    def enqueue(self, name, code, request_id, fields):
        stops = [waiting[1] for waiting in self.requests if waiting[0] == "stop"]
        if name == "stop":
            if request_id not in stops:  # repeated while it waits: one answer is enough
                self.requests.insert(len(stops), (name, request_id, fields))
        elif len(self.requests) - len(stops) >= WAITING:
            self.fault(code, request_id, "busy")
        else:
            self.requests.append((name, request_id, fields))

    # --- sending ------------------------------------------------------------------------------------------------------

    def emit(self, session, kind, body=b"", sequence=0):
        acknowledge = 0 if kind == "welcome" else session.expected
        self.out += frame(
            kind, session.epoch, counter=session.counter, sequence=sequence, acknowledge=acknowledge, body=body)
        session.counter = (session.counter + 1) % 2**32

    def fault(self, request_type, request_id, code, detail=""):
        self.send("fault", request_id, {"requestType": request_type, "code": code, "detail": detail})

    def send(self, name, request_id, fields):
        """A reply or an event into the present session; without one there is nobody to tell."""
        if self.present:
            self.present.backlog.append(encode_message(name, request_id, fields))

    def flush(self, now):
        session = self.present
        while session and session.backlog and len(session.flight) < session.window:
            body = session.backlog.popleft()
            self.emit(session, "data", body, session.next_sequence)
            session.flight.append([session.next_sequence, body, 1, now])
            session.next_sequence = (session.next_sequence + 1) % 65536
            session.timer = session.timer or now + session.timeout

    def on_acknowledged(self, acknowledge, is_bare, now):
        session = self.present
        if not session.flight:
            return
        count = (acknowledge - session.flight[0][0]) % 65536
        if 0 < count <= len(session.flight):
            last = None
            for _ in range(count):
                last = session.flight.popleft()
            if last[2] == 1:
                self.measure(now - last[3])
            self.end_doubling()
            session.timer = now + session.timeout if session.flight else None
        elif is_bare and count == 0 and session.flight[0][2] < SENDINGS:
            age = 100 if session.smoothed is None else session.smoothed / 2
            if now - session.flight[0][3] >= age:
                self.send_again(now)

    def measure(self, round_trip):
        session = self.present
        if session.smoothed is None:
            session.smoothed, session.variation = round_trip, round_trip / 2
        else:
            session.variation += (abs(session.smoothed - round_trip) - session.variation) / 4
            session.smoothed += (round_trip - session.smoothed) / 8

    def end_doubling(self):
        session = self.present
        if session.smoothed is None:
            session.timeout = 500
        else:
            session.timeout = min(max(session.smoothed + 4 * session.variation, 60), CEILING)

    def send_again(self, now):
        session = self.present
        for entry in session.flight:
            entry[2] += 1
            entry[3] = now
            self.emit(session, "data", entry[1], entry[0])
        session.timer = now + session.timeout

    # --- time ---------------------------------------------------------------------------------------------------------

    def tick(self, now):
        session = self.present
        if not session:
            return
        if now - session.heard_at >= SILENCE:
            self.end_session()
        elif session.timer is not None and now >= session.timer:
            if session.flight[0][2] >= SENDINGS:
                return self.end_session()
            session.timeout = min(session.timeout * 2, CEILING)
            self.send_again(now)

    def deadline(self):
        """When `tick` is next needed; None while no session is open."""
        if not self.present:
            return None
        ends = self.present.heard_at + SILENCE
        return min(ends, self.present.timer) if self.present.timer is not None else ends
