"""Boots the guest and shows in it what wandd promises about a USB adapter: found by its serial number, unplugged,
plugged in again, and come back under another name.

Usage: usb_test.py WORK WANDSIM SECONDS. Exit code 0 when all was shown, else 1. Standard library only.
"""

import pathlib
import re
import signal
import sys
import tempfile
import time

from adapter import Adapter
from daemon import Daemon, NotShown
from guest import Guest, GuestError
from wand import Wand, WandError

# The adapter that wandd is configured for, and another of the same make, with another wand and pump behind it.
OURS, OTHER = "A100", "B200"
PUMPS = {OURS: "OUR-PUMP", OTHER: "OTHER-PUMP"}

# What `wandctl ports` must say about it.
LISTED = {
    "path": "/dev/ttyUSB0", "transport": "usb", "usbSerial": OURS, "usbVendorID": "0403", "usbProductID": "6001",
}

# An emulated processor on a busy machine is slow; these are for giving up, not for judging.
BOOT_SECONDS, NOTICE_SECONDS = 300, 120

# wandd is watched while its adapter is gone, up to so many times for so long, and may use that much processor time in
# the quietest of them: a loop on a dead descriptor uses all there is (100 ticks in a second), a try to find the adapter
# every 3 s one or two ticks of this slow processor. A busy machine adds to that: the guest can not tell when it stands
# still.
IDLE_WINDOWS, IDLE_SECONDS, IDLE_TICKS = 4, 5, 10

WHO = ["--operator", "USB test", "--reason", "shown over a real driver"]


class USBTest:
    """The steps in their order; each builds on those before it."""

    def __init__(self, guest, adapters, wand):
        """`wand`: the one behind our adapter."""
        self.guest, self.adapters, self.wand = guest, adapters, wand
        self.begin = time.monotonic()
        self.figures = []

    def say(self, text):
        print(f"test-usb: {time.monotonic() - self.begin:6.1f} s  {text}", flush=True)

    def show(self, text, is_so, found=""):
        if not is_so:
            raise NotShown(f"{text}; found: {found}")
        self.say(f"ok  {text}")

    def note(self, figure):
        self.figures.append(figure)
        self.say(f"    {figure}")

    def run(self):
        release = self.guest.boot(BOOT_SECONDS)
        self.note(f"Linux {release} was up after {time.monotonic() - self.begin:.1f} s")
        for step in (
            self.start_without_adapter, self.plug_in, self.list_ports, self.change_dose, self.pull_out,
            self.plug_in_again, self.come_back_under_another_name, self.pull_out_during_a_change, self.end,
        ):  # fmt: skip
            step()

    def start_without_adapter(self):
        self.daemon = Daemon(self.guest)
        wand = self.daemon.wand()
        self.show("wandd starts without the adapter", wand["port"]["state"] == "closed", wand)

    def plug_in(self):
        self.adapters[OURS].plug_in()
        self.wait_until_open("/dev/ttyUSB0", "first plugged in")
        self.interrogate()

    def list_ports(self):
        ports = self.daemon.wandctl_json("ports")["ports"]
        found = [port for port in ports if LISTED.items() <= port.items()]
        self.show("`wandctl ports` lists it with its USB serial number", len(found) == 1, ports)

    def change_dose(self):
        result = self.daemon.wandctl(*self.dose_by_digest("110"))
        self.show("a dose change by dry run and digest succeeds", result.code == 0, result)
        self.interrogate(dose="110")

    def pull_out(self):
        self.unplug()
        windows = []
        while min(windows, default=IDLE_TICKS + 1) > IDLE_TICKS and len(windows) < IDLE_WINDOWS:
            windows.append(self.daemon.ticks(IDLE_SECONDS))
        self.note(f"processor time without the adapter, in {IDLE_SECONDS} s each: {windows} ticks of 10 ms")
        self.show("wandd idles while the adapter is gone", min(windows) <= IDLE_TICKS, windows)
        result = self.daemon.wandctl("interrogate")
        self.show("`wandctl interrogate` says that it can not", result.code != 0, result)

    def plug_in_again(self):
        self.adapters[OURS].plug_in()
        # the same name: had wandd kept its descriptor, the adapter would have got the next one
        self.wait_until_open("/dev/ttyUSB0", "plugged in again")
        self.interrogate()

    def come_back_under_another_name(self):
        self.unplug()
        self.adapters[OTHER].plug_in()
        self.wait_for_node("/dev/ttyUSB0", is_there=True)
        self.adapters[OURS].plug_in()
        self.wait_until_open("/dev/ttyUSB1", "plugged in as the second one")
        self.interrogate()

    def pull_out_during_a_change(self):
        before = self.wand.applied_count()
        dose = self.dose_by_digest("105")
        self.wand.swallow_next_answer("commit")
        self.daemon.wandctl_in_background(*dose)
        self.wait_until("the pump applies a change whose answer is lost",
                        lambda: self.wand.applied_count() == before + 1, self.wand.applied_count)
        self.unplug("/dev/ttyUSB1")
        self.wait_until("the change is in doubt while the adapter is out",
                        lambda: self.daemon.newest_command()["state"] == "inDoubt", self.daemon.newest_command)
        self.adapters[OURS].plug_in()
        code = self.daemon.background_code(seconds=NOTICE_SECONDS)
        command = self.daemon.newest_command()
        self.show("after plugging in it is settled by asking the pump, as succeeded",
                  (code, command["state"]) == ("0", "succeeded"), (code, command))
        count = self.wand.applied_count()
        self.show("the pump applied it once", count == before + 1, f"{count - before} times")
        self.interrogate(dose="105")

    def end(self):
        code = self.daemon.stop(seconds=20)
        self.show("wandd ends in order when told to", code == "0", f"exit code {code or 'none: it still runs'}")

    def unplug(self, path="/dev/ttyUSB0"):
        self.adapters[OURS].pull_out()
        wand, seconds = self.daemon.wait_for_wand(
            "closed", lambda wand: wand["port"]["state"] == "closed", NOTICE_SECONDS
        )
        self.show("wandd notices that the adapter is gone, and says why", wand["port"]["reason"], wand)
        self.say(f"    {wand['port']['reason']}")
        self.note(f"noticed within {seconds:.1f} s")
        self.wait_for_node(path, is_there=False)

    def wait_until_open(self, path, what):
        wand, seconds = self.daemon.wait_for_wand(
            f"in session on {path}",
            lambda wand: wand["port"]["path"] == path and wand["port"]["state"] == "open" and wand["session"],
            NOTICE_SECONDS,
        )
        self.show(f"wandd finds the adapter by its serial number as {path}", True)
        self.note(f"in session {seconds:.1f} s after it was {what}")

    def wait_for_node(self, path, is_there):
        test = f"[ {'' if is_there else '!'} -e {path} ]"
        result = self.guest.run(f"n=0; until {test} || [ $n = 300 ]; do n=$((n+1)); usleep 100000; done; {test}")
        self.show(f"{path} is {'there' if is_there else 'gone'}", result.code == 0, self.guest.run("ls /dev").output)

    def wait_until(self, text, is_so, found):
        end = time.monotonic() + NOTICE_SECONDS
        while not is_so() and time.monotonic() < end:
            time.sleep(0.05)
        self.show(text, is_so(), found())

    def dose_by_digest(self, dose):
        """The arguments that change the dose, after a look at what would change."""
        proposal = self.daemon.wandctl_json("dose", dose, *WHO, "--dry-run")
        return ["dose", dose, *WHO, "--yes", "--digest", proposal["digest"]]

    def interrogate(self, dose=None):
        """Interrogates as a person does: a report is printed, of our pump, and with this dose in mcg/day."""
        result = self.daemon.wandctl("interrogate")
        self.show("`wandctl interrogate` prints the report of the right pump",
                  result.code == 0 and PUMPS[OURS] in result.output, result)
        if dose:
            self.show(f"the pump reads back {dose} mcg/day",
                      re.search(rf"\b{dose} mcg/day", result.output), result)


def stop(number, frame):
    raise NotShown("told to stop" if number != signal.SIGALRM else "the time limit was reached")


def run(work, wandsim, seconds):
    """The whole test; the answer is whether all was shown."""
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    signal.alarm(seconds)
    wands, test = {}, None
    with tempfile.TemporaryDirectory(prefix="wandd-usb.") as name:
        folder = pathlib.Path(name)
        guest = Guest(work, folder, PUMPS)
        try:
            for serial, pump in PUMPS.items():
                wands[serial] = Wand(wandsim, folder, serial, pump)
            adapters = {serial: Adapter(guest.socket_path(serial), wand.line) for serial, wand in wands.items()}
            test = USBTest(guest, adapters, wands[OURS])
            test.run()
            print("test-usb: all shown: " + "; ".join(test.figures), flush=True)
            return True
        except (NotShown, GuestError, WandError, OSError, LookupError, ValueError) as error:
            # the last two: an answer is no JSON, or lacks what it should have
            print(f"test-usb: FAILED: {type(error).__name__}: {error}", flush=True)
            report(work, test)
            return False
        finally:
            for piece in (guest, *wands.values()):
                piece.end()


def report(work, test):
    """What is known about a failure: the daemon's log, and the kernel's."""
    try:
        print("test-usb: the log of wandd:\n" + test.daemon.log())
        print("test-usb: the kernel's messages:\n" + test.guest.run("dmesg | tail -n 30", seconds=10).output)
    except (NotShown, GuestError, OSError, AttributeError) as error:
        print(f"test-usb: no log ({error}); see {work}/console.log and {work}/qemu.log")


if __name__ == "__main__":
    sys.exit(0 if run(sys.argv[1], sys.argv[2], int(sys.argv[3])) else 1)
