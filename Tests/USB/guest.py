"""The guest: an emulated machine with USB serial adapters, and a line over which commands are run in it."""

import base64
import dataclasses
import subprocess
import threading
import time

from adapter import connect


class GuestError(Exception):
    """The guest did not come up, went away, or does not answer."""


@dataclasses.dataclass
class Result:
    """What a command in the guest ended with."""

    code: int
    output: str
    errors: str

    def __str__(self):
        return f"exit code {self.code}\n{self.output}{self.errors}".rstrip()


class Guest:
    """A machine that is up when `boot` has returned, and gone after `end`."""

    MEMORY_MEBIBYTES = 768
    # between the time of a command in the guest and the time to give up the guest
    GRACE_SECONDS = 30

    def __init__(self, work, sockets, serials):
        """`serials`: the USB serial numbers of the adapters, all of them pulled out at first."""
        self.sockets, self.console_path = sockets, f"{work}/console.log"
        self.number, self.console = 0, bytearray()
        arguments = [
            # the machine goes when this program goes, in whatever way
            "setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64",
            # never KVM: inside another virtual machine it may be there and not work
            "-accel", "tcg", "-machine", "pc", "-cpu", "max", "-m", str(self.MEMORY_MEBIBYTES),
            "-nodefaults", "-display", "none", "-no-reboot",
            "-kernel", f"{work}/kernel/image", "-initrd", f"{work}/guest.cpio",
            "-append", "console=ttyS0 quiet loglevel=4 panic=-1 nokaslr mitigations=off random.trust_cpu=on",
            *self._socket("console"), "-device", "isa-serial,index=0,chardev=console",
            *self._socket("command"), "-device", "isa-serial,index=1,chardev=command",
            # takes adapters of full speed, and survives their going under traffic
            "-device", "qemu-xhci",
        ]  # fmt: skip
        for serial in serials:
            arguments += self._socket(serial)
            arguments += ["-device", f"usb-serial,chardev={serial},serial={serial}"]
        with open(f"{work}/qemu.log", "wb") as log:
            self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _socket(self, name):
        return ["-chardev", f"socket,id={name},path={self.socket_path(name)},server=on,wait=off"]

    def socket_path(self, name):
        return f"{self.sockets}/{name}"

    def boot(self, seconds):
        """Waits until commands can be run; the answer is the release of the kernel."""
        self._follow_console(connect(self.socket_path("console"), seconds=20))
        self.line = connect(self.socket_path("command"), seconds=20)
        self.received = bytearray()
        words = self._read_line(seconds).split()
        if len(words) != 2 or words[0] != "ready":
            raise GuestError(f"the guest began with {words}")
        return words[1]

    def run(self, command, seconds=60):
        """Runs a shell command in the guest as root up to its end, which is forced after so many seconds."""
        self.number += 1
        text = base64.b64encode(command.encode()).decode()
        self.line.sendall(f"{self.number} {seconds} {text}\n".encode())
        number = None
        while number != self.number:
            # one that was given up may be answered late
            number, code, *texts = self._read_line(seconds + self.GRACE_SECONDS, command).split()
            number = int(number)
        output, errors = (base64.b64decode(text[1:]).decode(errors="replace") for text in texts)
        return Result(int(code), output, errors)

    def uptime_seconds(self):
        """By the guest's own clock, which is behind on a machine that is too slow for it."""
        return float(self.run("cat /proc/uptime").output.split()[0])

    def end(self):
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read_line(self, seconds, command="booting"):
        end = time.monotonic() + seconds
        while b"\n" not in self.received:
            self.line.settimeout(max(end - time.monotonic(), 0.001))
            try:
                data = self.line.recv(65536)
            except TimeoutError:
                raise GuestError(f"no answer in {seconds} s: {command}") from None
            except ConnectionError:
                data = b""
            if not data:
                raise GuestError(f"the guest is gone: {command}")
            self.received += data
        line, _, self.received = self.received.partition(b"\n")
        return line.decode().strip()

    def _follow_console(self, connection):
        """Writes down what the kernel says, for whoever has to find out why it failed."""

        def copy():
            with open(self.console_path, "wb", buffering=0) as log:
                try:
                    while data := connection.recv(65536):
                        log.write(data)
                except ConnectionError:
                    pass

        threading.Thread(target=copy, daemon=True).start()
