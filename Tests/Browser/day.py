#!/usr/bin/env python3
"""A screen that is left open: what a busy day brings, one thing after another, and the page is right after each of them.

Each turn changes the dose by the API; some raise an alarm, look at another view, or kill the daemon. After each the page
must show what the pump has, by itself and without a reload; at the end neither it nor the console may have grown.

usage: day.py [--bin .build/debug] [--turns 140]        needs what browser_test.py needs
"""

import os
import tempfile
import time

from page import VIEWS, Fault, arguments, console
from stand import ROOT, Stand

ALARM_EVERY, VIEW_EVERY, KILL_EVERY, WEIGH_EVERY = 4, 3, 10, 50
# what may differ from one moment to the next without anything being kept
SLACK = {"heap": 2 * 1024 * 1024, "nodes": 600, "listeners": 200, "console": 24 * 1024, "descriptors": 2}
# by then everything was shown once, and the tables have all the rows that they ever have: the last 100 changes
SETTLED_TURNS = 110


class Day(Stand):
    def is_ready(self):
        try:
            return self.ask("GET", "/v1/health")["wands"][0]["isReady"]
        except OSError:
            return False

    def change(self, dose):
        """A whole change of the dose, to its end."""
        self.ask("POST", "/v1/sign-in")
        pump = self.ask("POST", "/v1/wands/bench/interrogations")
        command = self.ask("POST", "/v1/commands", {
            "pumpSerial": pump["serial"], "baseRevision": pump["revision"], "operator": "D. Day", "reason": "a busy day",
            "overrideReason": "a test", "program": {"mode": "simpleContinuous", "doseMicrogramsPerDay": str(dose)}})
        command = self.follow(command, lambda one: one["isTerminal"] or one["state"] == "awaitingConfirmation")
        if not command["isTerminal"]:
            command = self.ask(
                "POST", f"/v1/commands/{command['id']}/confirmation",
                {"digest": command["proposal"]["digest"], "operator": "D. Day"})
            command = self.follow(command, lambda one: one["isTerminal"])
        if command["state"] != "succeeded":
            raise Fault(f"a change ended as {command['state']}: {command['outcome']}")

    def follow(self, command, is_enough):
        while not is_enough(command):
            command = self.ask(
                "GET", f"/v1/commands/{command['id']}?afterVersion={command['version']}&waitMilliseconds=5000")
        return command


def weigh(page, stand):
    """What the page and the console hold, after the browser has let go of what it can."""
    session = page.page.context.new_cdp_session(page.page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    process = f"/proc/{stand.console.pid}"
    with open(f"{process}/status") as file:
        console = next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))
    return {
        "heap": int(metrics["JSHeapUsedSize"]), "nodes": int(metrics["Nodes"]),
        "listeners": int(metrics["JSEventListeners"]), "console": console, "descriptors": len(os.listdir(f"{process}/fd"))}


def is_right(page, stand, dose):
    """What the live view says is what the pump has and what the daemon tells."""
    page.page.locator("body[data-connection=live]").wait_for(timeout=30_000)
    page.sees(f"{dose} mcg")
    pump = stand.ask("GET", "/v1/pumps")["pumps"][0]
    if pump["program"]["doseMicrogramsPerDay"] != str(dose):
        raise Fault(f"the pump has {pump['program']}, {dose} was asked for")
    deadline = time.monotonic() + 15
    while True:
        alarms = stand.ask("GET", "/v1/alarms")["alarms"]
        told = (f"Alarms ({len(alarms)})" if alarms else "Alarms", any(alarm["state"] == "sounding" for alarm in alarms))
        shown = (page.page.locator("#live-alarms").text_content(), page.page.locator(".alarm-bar").count() == 1)
        if shown == told:
            break
        if time.monotonic() > deadline:
            raise Fault(f"alarms: the daemon tells {told}, the page shows {shown}")
        page.page.wait_for_timeout(50)
    page.quiet()
    return alarms


def turn(number, page, stand, dose):
    views = [view for view in VIEWS if view != "live"]
    if number % VIEW_EVERY == 0:
        page.go(views[number // VIEW_EVERY % len(views)])
    if number % KILL_EVERY == 0:
        stand.kill("wandd")
        page.sees("NOT LIVE")
        stand.start("wandd")
        stand.wait_for("wandd", stand.is_ready)
    page.go("live")
    stand.change(dose)
    if number % ALARM_EVERY == 0:
        stand.simulator("stall", "on")
        stand.ask("POST", "/v1/wands/bench/interrogations")
        alarms = is_right(page, stand, dose)
        if not any(alarm["state"] == "sounding" for alarm in alarms):
            raise Fault(f"a pump that stalls makes no alarm: {alarms}")
        for alarm in alarms:
            if alarm["state"] != "acknowledged":
                stand.ask("POST", f"/v1/alarms/{alarm['id']}/acknowledgement")
        stand.simulator("stall", "off")
        stand.ask("POST", "/v1/wands/bench/interrogations")
    is_right(page, stand, dose)


def main():
    parser = arguments(__doc__, ROOT)
    parser.add_argument("--turns", type=int, default=SETTLED_TURNS + 30)
    options = parser.parse_args()
    if options.turns <= SETTLED_TURNS:
        parser.error(f"--turns must be more than {SETTLED_TURNS}: growth is measured from there on")
    # one person alone: no second one is asked for
    stand = Day(options.bin, second_person="never")
    begun, settled = time.monotonic(), None
    with console(stand, options.chromium) as (page, _, url):
        page.page.goto(url)
        for number in range(1, options.turns + 1):
            try:
                turn(number, page, stand, 300 + number % 15)
            except BaseException as error:
                page.page.screenshot(path=f"{tempfile.gettempdir()}/wandd-day-fault.png", full_page=True)
                raise SystemExit(f"turn {number}, after {time.monotonic() - begun:.0f} s: {error}") from error
            if number % WEIGH_EVERY == 0:
                weight = weigh(page, stand)
                print(f"turn {number}, {time.monotonic() - begun:.0f} s: {weight}", flush=True)
            if number == SETTLED_TURNS:
                settled = weigh(page, stand)
        weight = weigh(page, stand)
        grown = [what for what, slack in SLACK.items() if weight[what] > settled[what] + slack]
        if grown:
            raise SystemExit(f"grown since turn {SETTLED_TURNS}: {grown}: {settled} and {weight}")
    print(f"a day of {options.turns} turns in {time.monotonic() - begun:.0f} s: right after each, and nothing grew")


if __name__ == "__main__":
    main()
