"""The far side of the guest's USB serial adapters: where the cable is plugged in and out, and what hangs on it."""

import os
import queue
import select
import socket
import threading
import time

# What may wait for a side that does not read; more is lost, as it is on a line.
WAITING_BYTES = 64 * 1024


class Adapter(threading.Thread):
    """One emulated adapter and the cable to the wand behind it.

    QEMU has the adapter on the guest's USB bus as long as somebody is connected to its socket: connecting is plugging
    in, closing is pulling out. The bytes go to and fro between that connection and the wand's terminal; what the wand
    says while the adapter is out is lost. Both sides are always read and never waited for in writing: QEMU writes to
    the socket from its main loop, and the whole guest would stand still behind a full one.
    """

    def __init__(self, socket_path, line_path):
        super().__init__(daemon=True)
        self.socket_path = socket_path
        self.line = os.open(line_path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.connection = None
        self.orders = queue.Queue()
        self.wake_read, self.wake_write = os.pipe()
        self.start()

    def plug_in(self):
        self._order(self._connect)

    def pull_out(self):
        self._order(self._disconnect)

    def _order(self, action):
        """Has the thread that owns the connection do it, and waits until it is done."""
        done = queue.Queue()
        self.orders.put((action, done))
        os.write(self.wake_write, b"!")
        error = done.get(timeout=30)
        if error:
            raise error

    def _connect(self):
        if self.connection is None:
            self.connection = connect(self.socket_path, seconds=10)
            self.connection.setblocking(False)

    def _disconnect(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def run(self):
        to_guest, to_wand = bytearray(), bytearray()
        while True:
            readers, writers = [self.wake_read, self.line], [self.line] if to_wand else []
            if self.connection is None:
                to_guest.clear()
            else:
                readers.append(self.connection)
                if to_guest:
                    writers.append(self.connection)
            readable, writable, _ = select.select(readers, writers, [])
            if self.wake_read in readable:
                # what was selected may not be there any more
                self._carry_out_order()
                continue
            if self.line in readable:
                keep(to_guest, os.read(self.line, 4096))
            if self.line in writable:
                del to_wand[: os.write(self.line, to_wand)]
            try:
                if self.connection in readable:
                    data = self.connection.recv(4096)
                    if not data:
                        self._disconnect()
                        continue
                    keep(to_wand, data)
                if self.connection in writable:
                    del to_guest[: self.connection.send(to_guest)]
            except ConnectionError:
                self._disconnect()

    def _carry_out_order(self):
        os.read(self.wake_read, 1)
        action, done = self.orders.get()
        try:
            action()
            done.put(None)
        except OSError as error:
            done.put(error)


def keep(buffer, data):
    if len(buffer) + len(data) <= WAITING_BYTES:
        buffer += data


def connect(path, seconds):
    """A connection to a Unix socket that somebody is about to listen on."""
    end = time.monotonic() + seconds
    while True:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(path)
            return connection
        except OSError:
            connection.close()
            if time.monotonic() > end:
                raise
        time.sleep(0.02)
