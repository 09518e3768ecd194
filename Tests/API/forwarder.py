"""Lets tools that know no Unix sockets reach the daemon: a TCP port of this machine alone, for as long as the test runs."""

import collections
import re
import socket
import threading


class Forwarder:
    """Counts the answers that pass, by their status."""

    ANSWER = re.compile(rb"(?:^|\n)HTTP/1\.1 (\d{3}) ")

    def __init__(self, path):
        self.path = path
        self.statuses = collections.Counter()
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                daemon.connect(self.path)
            except OSError:
                client.close()
                continue
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.pass_on, args=(client, daemon, False), daemon=True).start()
            threading.Thread(target=self.pass_on, args=(daemon, client, True), daemon=True).start()

    def pass_on(self, source, target, is_answer):
        try:
            while data := source.recv(1 << 16):
                if is_answer:
                    with self.lock:
                        self.statuses.update(int(each) for each in self.ANSWER.findall(data))
                target.sendall(data)
        except OSError:
            pass
        for each in (source, target):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        if is_answer:
            source.close()
            target.close()

    def close(self):
        self.server.close()
