"""wandd, a virtual wand and the line between them, whose settings and faults the tests of the API choose."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Crash"))

from clients import UnixConnection  # noqa: E402
from pieces import ROOT, Pieces  # noqa: E402


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        """The last part of a problem's type; None for no problem."""
        if not self.body or self.headers.get("content-type") != "application/problem+json":
            return None
        return self.json["type"].rsplit(":", 1)[1]


class Bench(Pieces):
    ALL_ROLES = ("observers", "clinicians", "administrators")

    def __init__(self, bin, folder):
        super().__init__(os.path.abspath(bin), folder)
        self.config = f"{folder}/wandd.yaml"
        with open(self.config) as file:
            self.settings = file.read()
        self.configure()

    def configure(self, roles=ALL_ROLES, second_person="never", more=""):
        """Writes the settings; a daemon that runs has them once it reads them again."""
        given = [f"{role}: {{ users: [{os.getuid()}] }}" for role in roles]
        access = "access: {{ {} }}".format(", ".join(given + [f"secondPerson: {second_person}", "inactivity: 15 min"]))
        with open(self.config, "w") as file:
            file.write(re.sub(r"^access: .*$", access, self.settings, flags=re.MULTILINE) + more)

    def take_roles(self, *roles):
        """As an administrator does who edits the file: these roles and no others, from now on."""
        self.configure(roles)
        self.running["wandd"].send_signal(signal.SIGHUP)
        expected = [role[:-1] for role in self.ALL_ROLES if role in roles]
        self.until(lambda: self.call("GET", "/v1/caller").json["roles"] == expected, f"the roles {expected}")

    def control(self, *words):
        """A command to the virtual wand: see wandsim ctl --help."""
        subprocess.run(
            [f"{self.bin}/wandsim", "ctl", f"{self.folder}/wandsim.sock", *words], check=True, capture_output=True)

    def exchange_pump(self, serial):
        """Another pump lies under the wand."""
        self.kill("wandsim")
        os.unlink(f"{self.folder}/wandsim.sock")
        command = self.commands["wandsim"]
        command[command.index("--state") + 1] = f"{self.folder}/{serial}.state"
        self.commands["wandsim"] = command + ["--pump-serial", serial]
        self.start("wandsim")
        self.wait_for("wandsim", lambda: os.path.exists(f"{self.folder}/wandsim.sock"))

    def call(self, method, target, body=None, headers=None, timeout=60):
        """One request on a connection of its own; a body that is no text is sent as JSON."""
        connection = UnixConnection(self.socket, timeout)
        try:
            fields = dict(headers or {})
            if body is not None and not isinstance(body, (str, bytes)):
                body = json.dumps(body)
                fields.setdefault("Content-Type", "application/json")
            connection.request(method, target, body, fields)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def until(self, is_so, what, seconds=30):
        deadline = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > deadline:
                raise SystemExit(f"waited {seconds} s in vain for {what}")
            time.sleep(0.02)

    def until_ready(self, pump=True):
        """The wand has a session and, unless it is not asked for, reaches a pump."""

        def is_ready():
            wand = self.call("GET", "/v1/health").json["wands"][0]
            return wand["isReady"] and (not pump or wand["pumpInRange"] is not None)

        self.until(is_ready, "the wand")

    def stop_wandd(self):
        """SIGTERM: it ends in order."""
        program = self.running.pop("wandd")
        if program.poll() is not None:
            raise SystemExit(f"wandd ended by itself with code {program.returncode}; see {self.folder}/wandd.log")
        program.terminate()
        code = program.wait(10)
        if code != 0:
            raise SystemExit(f"wandd ended with code {code} when it was told to stop")

    def memory(self):
        """Resident memory of the daemon in KiB, and how many descriptors it has open."""
        process = self.running["wandd"].pid
        with open(f"/proc/{process}/status") as file:
            resident = next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
        return resident, len(os.listdir(f"/proc/{process}/fd"))


@contextlib.contextmanager
def bench(bin, keep=False):
    """A bench in a folder of its own, which is kept when the test fails."""
    folder = tempfile.mkdtemp(prefix="wandd-api.")
    pieces = Bench(bin, folder)
    failed = True
    try:
        pieces.start_all()
        pieces.until_ready()
        yield pieces
        failed = False
    finally:
        pieces.end()
        if keep or failed:
            print(f"logs and data: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


__all__ = ["ROOT", "Answer", "Bench", "bench"]
