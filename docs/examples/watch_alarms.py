#!/usr/bin/env python3
"""Prints every alarm as it happens, without a gap over lost connections and restarts of the daemon.

    WANDD_SOCKET=/run/wandd/wandd.sock watch_alarms.py [--count N] [--after ID]
"""

import argparse
import json
import sys
import time

from change_dose import Connection, Wandd


def events(path, after=None):
    """Yields (id, name, data); on a lost connection goes on after the last id, without an end."""
    while True:
        connection = Connection(path)
        # two heartbeats that do not come: the line is dead
        connection.timeout = 30
        try:
            connection.request(
                "GET", "/v1/events?kind=alarm,session", headers={"Last-Event-ID": after} if after is not None else {})
            name, data = None, []
            for line in connection.getresponse():
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "id":
                    after = value
                elif field == "event":
                    name = value
                elif field == "data":
                    data.append(value)
                elif not field and data:
                    yield after, name, json.loads("\n".join(data))
                    name, data = None, []
        except OSError as lost:
            print(f"lost the daemon ({lost}), trying again", file=sys.stderr)
        finally:
            connection.close()
        time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, help="end after so many")
    parser.add_argument("--after", help="the id to go on after")
    options = parser.parse_args()
    seen = 0
    for identifier, name, data in events(Wandd().path, options.after):
        if name == "hello" and not data["isContinuous"]:
            print("some alarms can not be told any more: read /v1/alarms", flush=True)
        if name in ("alarm", "session"):
            what = data.get("name") or "session"
            print(f"{identifier} {data['at']} {data['pumpSerial']} {what} {data.get('happening') or data['state']}", flush=True)
            seen += 1
            if seen == options.count:
                return 0


if __name__ == "__main__":
    sys.exit(main())
