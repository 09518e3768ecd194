"""wandd as it runs in the guest, and what can be asked about it there."""

import json
import shlex
import time


class NotShown(Exception):
    """Something that the test is to show is not so."""


class Daemon:
    """One process of wandd, from its start to the end of the test: it must never be another one."""

    LOG = "/tmp/wandd.log"

    def __init__(self, guest):
        self.guest = guest
        guest.run(
            f"(sh -c 'echo $$ >/tmp/wandd.pid; exec wandd' >{self.LOG} 2>&1; echo $? >/tmp/wandd.code) &\n"
            "until [ -S /run/wandd/wandd.sock ] || [ -e /tmp/wandd.code ]; do usleep 100000; done"
        )
        self.process = guest.run("cat /tmp/wandd.pid").output.strip()
        self.birth = self.stat()[19]

    def stat(self):
        """The fields of the process's status in the kernel, from the third on (the state)."""
        result = self.guest.run(f"cat /proc/{self.process}/stat")
        if result.code or (fields := result.output.rpartition(")")[2].split())[0] == "Z":
            code = self.guest.run("cat /tmp/wandd.code").output.strip()
            raise NotShown(f"wandd has ended, with exit code {code or 'unknown'}")
        return fields

    def is_the_same(self):
        return self.stat()[19] == self.birth

    def ticks(self, seconds):
        """The processor time that it uses in so many seconds in which nobody asks it anything, in 1/100 s."""
        stat = f"cat /proc/{self.process}/stat"
        result = self.guest.run(f"{stat}; sleep {seconds}; {stat}", seconds=seconds + 60)
        before, after = (line.rpartition(")")[2].split() for line in result.output.splitlines())
        return sum(int(after[field]) - int(before[field]) for field in (11, 12))

    def wandctl(self, *arguments):
        return self.guest.run("wandctl " + shlex.join(arguments))

    def wandctl_json(self, *arguments):
        """What a command prints as JSON; the command must succeed."""
        result = self.wandctl(*arguments, "--json")
        if result.code:
            raise NotShown(f"wandctl {shlex.join(arguments)}: {result}")
        return json.loads(result.output)

    def wandctl_in_background(self, *arguments):
        """Starts a command that is to go on while other things happen."""
        command = "wandctl " + shlex.join(arguments)
        self.guest.run(f"rm -f /tmp/background; ({command} >/tmp/background.log 2>&1; echo $? >/tmp/background) &")

    def background_code(self, seconds):
        """Waits for that command; the answer is its exit code, or nothing if it still runs."""
        return self._wait_for_text("/tmp/background", seconds)

    def newest_command(self):
        return self.wandctl_json("commands")["commands"][0]

    def wand(self):
        """How the one wand stands, as the daemon tells it."""
        return self.wandctl_json("wands")["wands"][0]

    def wait_for_wand(self, what, is_so, seconds):
        """Waits until the wand stands so; the answer is how, and after how many seconds of the guest's clock."""
        begin, begin_in_guest = time.monotonic(), self.guest.uptime_seconds()
        while not is_so(wand := self.wand()):
            if time.monotonic() - begin > seconds:
                raise NotShown(f"not {what} after {seconds} s: {json.dumps(wand, indent=2)}")
        if not self.is_the_same():
            raise NotShown("wandd is another process than before")
        return wand, self.guest.uptime_seconds() - begin_in_guest

    def stop(self, seconds):
        """Ends it as a service manager does; the answer is its exit code."""
        self.guest.run(f"kill {self.process}")
        return self._wait_for_text("/tmp/wandd.code", seconds)

    def _wait_for_text(self, path, seconds):
        """What is in a file that the guest is about to write; nothing if it does not come in time."""
        wait = f"n=0; until [ -s {path} ] || [ $n = {seconds * 10} ]; do n=$((n+1)); usleep 100000; done"
        return self.guest.run(f"{wait}; cat {path}", seconds=seconds + 60).output.strip()

    def log(self):
        return self.guest.run(f"cat {self.LOG}", seconds=10).output
