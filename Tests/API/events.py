"""Listens to the stream of events, as a client does that forgets nothing."""

import threading

from clients import UnixConnection


class Listener(threading.Thread):
    """Events as (id, name, data), in their order; ends with the stream."""

    def __init__(self, path, target="/v1/events", headers=None):
        super().__init__(daemon=True)
        self.events = []
        self.changed = threading.Condition()
        self.connection = UnixConnection(path, timeout=60)
        self.connection.request("GET", target, headers=headers or {})
        self.answer = self.connection.getresponse()

    def run(self):
        fields = {}
        for line in self.answer:
            line = line.decode().rstrip("\n")
            if not line:
                if "event" in fields:
                    with self.changed:
                        self.events.append((fields.get("id"), fields["event"], fields.get("data", "")))
                        self.changed.notify_all()
                fields = {}
            elif not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = fields[name] + "\n" + value if name in fields else value
        self.connection.close()

    def wait_for(self, is_it, seconds=20):
        """The first event that is the one; None after a while in vain."""
        with self.changed:
            self.changed.wait_for(lambda: any(is_it(*each) for each in self.events), seconds)
            return next((each for each in self.events if is_it(*each)), None)
