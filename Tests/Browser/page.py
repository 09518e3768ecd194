"""A page of the console in a browser, and what is asked of it wherever it stands."""

import argparse
import contextlib
import importlib.util
import os
import shutil

from playwright.sync_api import sync_playwright

SIZES = {"desktop": (1280, 800), "phone": (400, 800), "zoomed": (640, 400)}
VIEWS = {"live": "Live", "change": "Change dose", "alarms": "Alarms", "papers": "Card and report"}


class Fault(Exception):
    """Something that the page must not do."""


def axe_source():
    folder = os.path.dirname(importlib.util.find_spec("axe_playwright_python").origin)
    with open(os.path.join(folder, "axe.min.js")) as file:
        return file.read()


def arguments(description, root):
    """What every test with a browser is told."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=f"{root}/.build/debug")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    return parser


@contextlib.contextmanager
def console(stand, chromium, screenshots=None):
    """The stand with all its pieces, a browser, a page of it that is still empty, and the link that a person opens."""
    with sync_playwright() as driver, contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, stand.folder, True)
        stack.callback(stand.end)
        stand.start_all()
        url = stand.start_console()
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        stack.callback(browser.close)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        yield Page(context.new_page(), screenshots), browser, url


class Page:
    """Collects every message of the browser: an error or a violation of the policy is a fault, whenever it comes."""

    def __init__(self, page, screenshots):
        self.page, self.screenshots = page, screenshots
        self.messages = []
        # what a daemon that is away, or a refusal that is asked for, makes a browser write
        self.expected = ("Failed to load resource",)
        self.axe = axe_source()
        page.on("console", lambda message: self.heard(message.type, message.text))
        page.on("pageerror", lambda error: self.messages.append(f"exception: {error}"))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))")

        # what is heard, by its pitches
        page.add_init_script(
            "window.tones = []; const Tone = OscillatorNode; window.OscillatorNode = class extends Tone {"
            " constructor(audio, options) { super(audio, options); tones.push(options.frequency); } }")

    def tones(self):
        return self.page.evaluate("tones")

    def heard(self, kind, text):
        if kind in ("error", "warning") and not text.startswith(self.expected):
            self.messages.append(f"{kind}: {text}")

    def quiet(self):
        if self.messages:
            raise Fault("the browser said: " + "; ".join(self.messages[:5]))

    def size(self, name):
        width, height = SIZES[name]
        self.page.set_viewport_size({"width": width, "height": height})

    def go(self, view):
        self.page.evaluate(f"location.hash = '#/{view}'")
        self.page.get_by_role("heading", name=VIEWS[view], exact=True, level=1).wait_for()

    def shot(self, name):
        if self.screenshots:
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=f"{self.screenshots}/{name}.png", full_page=True)

    def accessible(self, where):
        """No finding of axe, of any severity."""
        self.page.evaluate(self.axe)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        if found:
            lines = [
                f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
                for one in found for node in one["nodes"][:3]
            ]
            raise Fault(f"axe on {where}: " + "\n  ".join(lines))

    def fits(self, where):
        """Nothing is wider than the screen, and the emergency stop is on it."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            raise Fault(f"{where} is {wide} px wider than the screen")
        box = self.page.locator("#stop").bounding_box()
        size = self.page.viewport_size
        if not box or box["x"] < 0 or box["y"] < 0 or box["x"] + box["width"] > size["width"] \
                or box["y"] + box["height"] > size["height"]:
            raise Fault(f"{where}: the emergency stop is not on the screen: {box}")

    def inspect(self, name, sizes=("desktop", "phone")):
        for size in sizes:
            self.size(size)
            # one turn of the page's own clock, and the charts are of this size
            self.page.wait_for_timeout(1_100)
            self.shot(f"{name}-{size}")
            self.accessible(f"{name} {size}")
            self.fits(f"{name} {size}")
        self.size("desktop")
        self.quiet()

    def tab_to(self, target, limit=80):
        """Moves the focus by the Tab key alone, as a person without a mouse does."""
        for _ in range(limit):
            if self.page.evaluate("document.activeElement?.id") == target:
                return
            self.page.keyboard.press("Tab")
        raise Fault(f"the Tab key does not reach #{target}")

    def type(self, target, text):
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, target, key="Enter"):
        self.tab_to(target)
        self.page.keyboard.press(key)

    def focused(self, target):
        self.page.locator(f"#{target}:focus").wait_for()

    def sees(self, words, timeout=15_000):
        self.page.get_by_text(words).first.wait_for(timeout=timeout)
