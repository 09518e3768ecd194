"""The console in a real browser, against real processes: each view, a dose change by keyboard, an alarm, a stop, an outage.

Needs Chromium (or --chromium PATH), and from PyPI playwright and axe-playwright-python.
usage: browser_test.py [--bin .build/debug] [--screenshots FOLDER] [--until STEP]
"""

import contextlib
import os
import time

from page import VIEWS, Fault, arguments, console
from stand import ROOT, Stand



def expect(holds, words):
    if not holds:
        raise Fault(words)


def entrance(page, stand, browser, url):
    """The link works once, leaves the address bar, and nobody else comes in."""
    page.page.goto(url)
    expect("token" not in page.page.url, f"the token stays in the address: {page.page.url}")
    page.sees("Live")
    stranger = browser.new_context()
    with contextlib.closing(stranger):
        other = stranger.new_page()
        expect(other.goto(url).status == 401, "the link lets a second browser in")
        expect(other.goto(url.split("?")[0] + "v1/pumps").status == 401, "the API answers without a session")
    cookie = [one for one in page.page.context.cookies() if one["name"].startswith("wandctl-console")]
    expect(len(cookie) == 1 and cookie[0]["httpOnly"] and cookie[0]["sameSite"] == "Strict", f"cookie: {cookie}")
    foreign = page.page.context.new_page()
    with contextlib.closing(foreign):
        foreign.goto("data:text/html,<title>elsewhere</title>")
        answer = foreign.evaluate(f"fetch('{url.split('?')[0]}v1/pumps', {{credentials: 'include'}}).then(r => r.status, () => 0)")
        expect(answer in (0, 401, 403), f"another page reads the API: {answer}")


def views(page, stand, browser, url):
    """Every view at every size: no finding of axe, nothing wider than the screen, no word of the browser."""
    stand.ask("POST", "/v1/wands/bench/interrogations")
    page.go("live")
    page.sees("read just now")
    for view in VIEWS:
        page.go(view)
        page.inspect(view, sizes=("desktop", "phone", "zoomed"))
    page.size("phone")
    page.page.locator("#stop").click()
    page.inspect("stop", sizes=("desktop", "phone"))
    page.page.keyboard.press("Escape")


def dose_by_keyboard(page, stand, browser, url):
    """A whole change without a mouse: sign in, read, enter, check, submit, review, type, confirm, read back."""
    before = stand.ask("GET", "/v1/pumps")["pumps"][0]
    page.size("desktop")
    page.go("live")
    page.press("nav-change")
    page.press("sign-in")
    page.press("read")
    page.sees("2. Enter the change")
    page.focused("enter-title")
    page.type("dose", "33o")
    page.type("operator", "B. Keyboard")
    page.type("reason", "spasticity at night")
    page.press("check")
    page.sees("Only digits, and up to three decimals")
    page.inspect("change-mistake")
    page.focused("dose")
    page.type("dose", "330.125")
    page.sees("+10.05 %")
    page.press("check")
    page.sees("3. What the rules say")
    page.inspect("change-check")
    if page.page.locator("#overrideReason").count():
        page.type("overrideReason", "agreed with the family")
    page.press("submit")
    page.sees("Confirm and apply", timeout=30_000)
    page.focused("review-title")
    page.inspect("review")
    page.type("typed-0", "330")
    page.press("confirm")
    page.sees("Not confirmed.")
    held = stand.ask("POST", "/v1/wands/bench/interrogations")
    expect(held["revision"] == before["revision"], "applied without its number")
    page.type("typed-0", "330.125")
    page.press("confirm")
    page.sees("Applied, and read back as asked", timeout=30_000)
    page.inspect("applied")
    after = stand.ask("GET", "/v1/pumps")["pumps"][0]
    expect(after["program"]["doseMicrogramsPerDay"] == "330.125", f"the pump has {after['program']}")
    expect(after["revision"] == before["revision"] + 1, "the pump was changed more than once")
    page.go("live")
    page.sees("330.125 mcg")


def large_increase(page, stand, browser, url):
    """A soft limit asks for its reason, a hard limit has no way around; a lost sign-in locks and keeps what was typed."""
    page.go("change")
    page.page.locator("#read").click()
    page.page.locator("#dose").fill("5000")
    page.page.locator("#operator").fill("B. Keyboard")
    page.page.locator("#reason").fill("test of limits")
    page.page.locator("#check").click()
    page.sees("Refused by a hard limit")
    expect(page.page.locator("#submit").count() == 0, "a hard limit leaves a way to submit")
    page.inspect("change-refused")
    page.page.locator("#dose").fill("500")
    page.page.locator("#check").click()
    page.sees("it needs an override with its reason")
    page.page.locator("#submit").click()
    page.sees("A reason is needed.")
    page.inspect("change-override")
    stand.ask("POST", "/v1/sign-out")
    page.page.locator("#overrideReason").fill("agreed with the family")
    page.page.locator("#submit").click()
    page.sees("The sign-in has ended: the steps are locked.")
    expect(page.page.locator(".workflow").get_attribute("inert") is not None, "the steps are not locked")
    page.inspect("change-locked")
    page.page.locator("#sign-in").click()
    expect(page.page.locator("#dose").input_value() == "500", "what was typed is lost")
    page.page.locator("#submit").click()
    # the site wants a second person where a limit was overridden, and there is only one here
    page.sees("Another user has to confirm this.", timeout=30_000)
    expect(page.page.locator("#confirm").count() == 0, "one person alone can confirm")
    page.inspect("review-second-person")
    page.page.locator("#take-back").click()
    page.sees("Taken back: not applied, certainly", timeout=30_000)
    page.quiet()


def schedule(page, stand, browser, url):
    """A day schedule is entered with its total, and each of its days is typed to confirm it."""
    page.go("change")
    page.page.locator("#read").click()
    page.page.locator("#kind-flex").check()
    page.page.locator("#step-0-0-rate").fill("13")
    page.page.locator("#add-0").click()
    page.page.locator("#step-0-1-start").fill("22:00")
    page.page.locator("#step-0-1-rate").fill("14.5")
    page.page.locator("#split").click()
    page.page.locator("#step-1-1-rate").fill("15")
    page.sees("315 mcg in 24 h")
    page.sees("316 mcg in 24 h")
    page.page.locator("#operator").fill("B. Keyboard")
    page.page.locator("#reason").fill("stiff in the night")
    page.page.locator("#check").click()
    page.sees("3. What the rules say")
    page.inspect("change-schedule")
    if page.page.locator("#overrideReason").count():
        page.page.locator("#overrideReason").fill("test of a schedule")
    page.page.locator("#submit").click()
    page.sees("Confirm and apply", timeout=30_000)
    page.inspect("review-schedule")
    page.page.locator("#typed-0").fill("315")
    page.page.locator("#typed-1").fill("316")
    page.page.locator("#confirm").click()
    page.sees("Applied, and read back as asked", timeout=30_000)
    page.go("live")
    page.inspect("live-schedule")


def alarm(page, stand, browser, url):
    """An alarm that the pump raises stands on the page by itself, is said, silenced and acknowledged."""
    page.go("live")
    stand.simulator("stall", "on")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    page.page.locator(".alarm-bar.high").wait_for(timeout=15_000)
    expect("Critical alarm" in page.page.locator("#assertive").text_content(), "the alarm is not said")
    page.inspect("live-alarm")
    expect(page.tones() == [], "a tone before a person asked for sound")
    page.page.locator("#sound-on").click()
    page.sees("Sound is on")
    page.page.wait_for_timeout(1_500)
    expect(page.tones()[-6:] == [960, 720] * 3, f"the tone of a critical alarm: {page.tones()}")
    page.go("alarms")
    page.inspect("alarms-sounding")
    page.page.get_by_role("button", name="Silence").first.click()
    page.sees("sounds again in")
    page.inspect("alarms-silenced", sizes=("desktop",))
    page.page.get_by_role("button", name="Acknowledge").first.click()
    page.sees("Acknowledged by user id")
    stand.simulator("stall", "off")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    page.quiet()


def unread_alarm(page, stand, browser, url):
    """An alarm that the page can not ask about: it does not go on calling itself live."""
    page.go("live")
    page.page.route("**/v1/alarms", lambda route: route.abort())
    stand.simulator("stall", "on")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    page.sees("OLD DATA. NOT LIVE.")
    page.page.unroute("**/v1/alarms")
    page.page.locator("body[data-connection=live]").wait_for(timeout=30_000)
    page.page.locator(".alarm-bar.high").wait_for(timeout=15_000)
    stand.simulator("stall", "off")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    for alarm in stand.ask("GET", "/v1/alarms")["alarms"]:
        stand.ask("POST", f"/v1/alarms/{alarm['id']}/acknowledgement")
    page.quiet()


def emergency_stop(page, stand, browser, url):
    """By keyboard from any view; what the page says is what the pump is."""
    page.go("papers")
    page.press("stop")
    page.press("stop-now")
    page.sees("Give your name and the reason.")
    page.type("stop-operator", "B. Keyboard")
    page.type("stop-reason", "drowsy")
    page.press("stop-now")
    page.sees("STOPPED: the pump was read back and delivers nothing", timeout=30_000)
    page.inspect("stopped", sizes=("desktop", "phone"))
    page.press("stop-close")
    pump = stand.ask("GET", "/v1/pumps")["pumps"][0]
    expect(pump["program"]["mode"] == "stopped", "the page says stopped, the pump runs")
    page.go("live")
    page.sees("Nothing delivered for")
    page.inspect("live-stopped")


def outage(page, stand, browser, url):
    """A daemon that is killed, and one that hangs: what is shown is marked as old at once, and current again by itself."""
    page.go("live")
    serial = stand.ask("GET", "/v1/wands")["wands"][0]["status"]["pumpInRange"]["serial"]
    stop = stand.ask("POST", f"/v1/pumps/{serial}/stop", {"operator": "B. Keyboard", "reason": "before an outage"})
    while not stop["isTerminal"]:
        stop = stand.ask("GET", f"/v1/commands/{stop['id']}?afterVersion={stop['version']}&waitMilliseconds=5000")
    stand.simulator("range", "out")
    stand.ask("POST", f"/v1/pumps/{serial}/stop", {"operator": "B. Keyboard", "reason": "while the pump is away"})
    stand.kill("wandd")
    page.sees("OLD DATA. NOT LIVE.")
    page.inspect("outage")
    if page.page.locator("#sound-off").count():
        expect(page.tones()[-1] == 520, f"that the page is not live is not heard: {page.tones()[-6:]}")
    stand.start("wandd")
    stand.wait_for("wandd", lambda: os.path.exists(stand.socket))
    page.page.locator("body[data-connection=live]").wait_for(timeout=30_000)
    page.sees("was stopped")
    # what was under way is seen although this daemon has not read the pump
    page.sees("Commands under way (1)")
    page.inspect("after-restart", sizes=("desktop",))
    stand.simulator("range", "in")
    stand.ask("POST", "/v1/wands/bench/interrogations")
    page.sees("read just now")
    stand.freeze()
    begun = time.monotonic()
    page.sees("nothing was heard from the daemon", timeout=60_000)
    waited = time.monotonic() - begun
    stand.thaw()
    expect(waited < 50, f"a daemon that hangs is told after {waited:.0f} s")
    page.page.locator("body[data-connection=live]").wait_for(timeout=30_000)
    state = stand.ask("GET", f"/v1/pumps/{serial}")["session"]["state"]
    expect(page.page.get_by_text("Session open").count() == (1 if state == "open" else 0), f"the session is {state}")
    count = page.page.evaluate("document.querySelectorAll('*').length")
    expect(count < 4_000, f"the page has grown to {count} elements")
    page.quiet()


def ending(page, stand, browser, url):
    """The end of the terminal ends the console, and the page says so."""
    code = stand.stop_console()
    expect(code == 0, f"the console ended with {code}")
    page.sees("NOT LIVE")
    page.quiet()


STEPS = [entrance, views, dose_by_keyboard, large_increase, schedule, alarm, unread_alarm, emergency_stop, outage, ending]


def main():
    parser = arguments(__doc__, ROOT)
    parser.add_argument("--screenshots", help="a folder for pictures of all that was seen")
    parser.add_argument("--until", choices=[step.__name__ for step in STEPS], help="the last step; each builds on those before")
    options = parser.parse_args()
    if options.screenshots:
        os.makedirs(options.screenshots, exist_ok=True)
    stand = Stand(options.bin)
    with console(stand, options.chromium, options.screenshots) as (page, browser, url):
        for step in STEPS:
            begun = time.monotonic()
            try:
                step(page, stand, browser, url)
            except BaseException as error:
                page.shot(f"fault-{step.__name__}")
                raise SystemExit(f"{step.__name__}: {error}") from error
            print(f"{step.__name__}: {step.__doc__.splitlines()[0]} ({time.monotonic() - begun:.1f} s)", flush=True)
            if step.__name__ == options.until:
                break


if __name__ == "__main__":
    main()
