"""socat, wandsim and wandd in a folder of their own, each of which can be killed and started again."""

import hashlib
import json
import os
import signal
import subprocess
import time

SETTINGS = """\
socket: {{ path: {0}/wandd.sock, mode: 0600 }}
access: {{ clinicians: {{ users: [{3}] }}, administrators: {{ users: [{3}] }} }}
stateDirectory: {0}/state
wands: [{{ name: bench, port: {{ path: {0}/host }}, security: unpaired }}]
pumps: {1}/config/pumps.yaml
drugLibrary: {{ path: {1}/Tests/Site/drug-library.yaml, sha256: {2} }}
"""
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Pieces:
    def __init__(self, bin, folder):
        self.bin, self.folder = bin, folder
        self.socket = f"{folder}/wandd.sock"
        self.running = {}
        os.mkdir(f"{folder}/state", 0o700)
        with open(f"{folder}/wandd.yaml", "w") as file:
            with open(f"{ROOT}/Tests/Site/drug-library.yaml", "rb") as library:
                sum = hashlib.sha256(library.read()).hexdigest()
            file.write(SETTINGS.format(folder, ROOT, sum, os.getuid()))
        self.commands = {
            "socat": ["socat", f"pty,raw,echo=0,link={folder}/wand", f"pty,raw,echo=0,link={folder}/host"],
            "wandsim": [
                f"{bin}/wandsim", "--port", f"{folder}/wand", "--state", f"{folder}/pump.state", "--control",
                f"{folder}/wandsim.sock", "--answer-delay", "4"],
            "wandd": [f"{bin}/wandd", "--config", f"{folder}/wandd.yaml"],
        }

    def start_all(self):
        self.start("socat")
        for path in ("wand", "host"):
            self.wait_for("socat", lambda: os.path.exists(f"{self.folder}/{path}"))
        self.start("wandsim")
        self.wait_for("wandsim", lambda: os.path.exists(f"{self.folder}/wandsim.sock"))
        self.start("wandd")
        self.wait_for("wandd", lambda: os.path.exists(self.socket))

    def start(self, name):
        with open(f"{self.folder}/{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def kill(self, name):
        """SIGKILL. A program that has ended by itself is a fault of its own."""
        program = self.running.pop(name)
        if program.poll() is not None:
            raise SystemExit(f"{name} ended by itself with code {program.returncode}; see {self.folder}/{name}.log")
        program.send_signal(signal.SIGKILL)
        program.wait()

    def wait_for(self, name, is_there):
        deadline = time.monotonic() + 30
        while not is_there():
            if self.running[name].poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{name} did not come up; see {self.folder}/{name}.log")
            time.sleep(0.005)

    def pump(self):
        """What the virtual pump itself remembers."""
        answer = subprocess.run(
            [f"{self.bin}/wandsim", "ctl", f"{self.folder}/wandsim.sock", "show"], check=True, capture_output=True)
        return json.loads(answer.stdout)

    def stop_all(self):
        """In order: wandd must end by itself within its time."""
        wandd = self.running.pop("wandd")
        wandd.terminate()
        code = wandd.wait(5)
        if code != 0:
            raise SystemExit(f"wandd ended with code {code} when it was told to stop")

    def end(self):
        for program in self.running.values():
            program.kill()
            program.wait()
        self.running = {}
