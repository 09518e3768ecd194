"""A virtual wand and its pump, on this side of an adapter."""

import json
import subprocess


class WandError(Exception):
    """wandsim does not start, or refuses an order."""


class Wand:
    """A running wandsim; `line` is the host's end of its line, to be opened by the adapter."""

    def __init__(self, program, folder, name, pump):
        self.program, self.pump, self.line = program, pump, f"{folder}/line-{name}"
        self.control = f"{folder}/wandsim-{name}"
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", program, "--link", self.line, "--control", self.control,
             "--wand-serial", f"WAND-{name}", "--pump-serial", pump],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)  # fmt: skip
        if not self.process.stdout.readline().startswith("WAND_PORT="):
            self.end()
            raise WandError("wandsim does not start")

    def swallow_next_answer(self, request):
        """The pump will carry out the next such request, and nobody will hear of it."""
        self._order("drop-answer", request, "1")

    def applied_count(self):
        """How many changes the pump has carried out, as it counts them itself."""
        return json.loads(self._order("show"))["appliedCount"]

    def _order(self, *words):
        result = subprocess.run(
            [self.program, "ctl", self.control, *words], capture_output=True, text=True, timeout=20, check=False
        )
        if result.returncode:
            raise WandError(f"wandsim ctl {' '.join(words)}: {result.stdout}{result.stderr}")
        return result.stdout

    def end(self):
        self.process.kill()
        self.process.wait()
