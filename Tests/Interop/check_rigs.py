"""The wands that check_wand.py can drive: wand.py over a pty, and the simulator of the project over its own."""

import json
import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import tty

PUMP = "PYPUMP-1"


class PythonWand:
    """wand.py, which prints one line for each change of the pump."""

    def __init__(self, options):
        self.options = options
        self.applied_count = None

    def __enter__(self):
        self.line, self.slave = pty.openpty()
        tty.setraw(self.line)
        script = pathlib.Path(__file__).with_name("wand.py")
        self.process = subprocess.Popen(
            [sys.executable, str(script), os.ttyname(self.slave), *self.options], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.applied_count = len(self.process.stdout.read().splitlines())
        self.process.wait()

    def change_range(self):
        self.process.send_signal(signal.SIGUSR1)

    def press(self):
        """The patient asks for a bolus."""
        self.process.send_signal(signal.SIGUSR2)

    advance = None  # its time is the real one


class Simulator:
    """wandsim with the same pump, told what happens over its control socket."""

    def __init__(self, path, options):
        self.path, self.options = path, options
        self.is_in_range = True
        self.applied_count = None

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.socket = str(pathlib.Path(self.folder.name, "control"))
        self.process = subprocess.Popen(
            [self.path, "run", "--control", self.socket, "--pump-serial", PUMP, "--concentration", "2000 mcg/mL",
             "--dose", "300 mcg/day", "--reservoir-size", "40 mL", "--reservoir", "31.25 mL", "--no-set-up",
             *self.options], stdout=subprocess.PIPE, text=True)
        name, port = self.process.stdout.readline().strip().split("=", 1)
        assert name == "WAND_PORT"
        self.line = os.open(port, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.line)
        return self

    def __exit__(self, *_):
        try:
            self.applied_count = json.loads(self.tell("show"))["appliedCount"]
        finally:
            self.process.terminate()
            self.process.wait()
            self.folder.cleanup()

    def tell(self, *words):
        return subprocess.run(
            [self.path, "ctl", self.socket, *words], stdout=subprocess.PIPE, check=True, text=True).stdout

    def change_range(self):
        self.is_in_range = not self.is_in_range
        self.tell("range", "in" if self.is_in_range else "out")

    def press(self):
        self.tell("patient-bolus")

    def advance(self, span):
        """The pump's clock runs ahead, by a text such as "5 min"."""
        self.tell("advance", span)
