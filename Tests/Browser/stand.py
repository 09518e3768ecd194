"""wandd and wandsim over socat, and the console that a browser is pointed at."""

import json
import os
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "Crash"))

from clients import request  # noqa: E402
from pieces import Pieces  # noqa: E402

EXTRA = ["--dose", "300mcg/day", "--reservoir", "18mL"]


class Stand(Pieces):
    """The pieces of the kill test, and a console in front of them."""

    def __init__(self, bin, second_person="overrides"):
        super().__init__(os.path.abspath(bin), tempfile.mkdtemp(prefix="wandd-browser."))
        self.commands["wandsim"] += EXTRA
        with open(f"{self.folder}/wandd.yaml") as file:
            settings = file.read()
        with open(f"{self.folder}/wandd.yaml", "w") as file:
            file.write(settings.replace("access: { ", f"access: {{ secondPerson: {second_person}, "))
        self.console = None

    def start_console(self):
        """The link that a person opens."""
        self.console = subprocess.Popen(
            [f"{self.bin}/wandctl", "console", "--json", "--socket", self.socket],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        return json.loads(self.console.stdout.readline())["url"]

    def stop_console(self, number=signal.SIGHUP):
        self.console.send_signal(number)
        return self.console.wait(5)

    def ask(self, method, path, body=None):
        return request(self.socket, method, path, body)

    def simulator(self, *words):
        subprocess.run(
            [f"{self.bin}/wandsim", "ctl", f"{self.folder}/wandsim.sock", *words], check=True, capture_output=True)

    def freeze(self):
        """The daemon hangs: its connections stay open, and say nothing."""
        self.running["wandd"].send_signal(signal.SIGSTOP)

    def thaw(self):
        self.running["wandd"].send_signal(signal.SIGCONT)

    def end(self):
        if self.console and self.console.poll() is None:
            self.console.kill()
            self.console.wait()
        super().end()
