"""Processes of other users who talk to the daemon: what the kernel says of them is all that it knows of them."""

import json
import os
import socket
import subprocess
import sys
import time

# Runs as the person, without this folder: it reads orders as lines of JSON, and answers each with one line.
PERSON = r'''
import http.client, json, os, signal, socket, sys

class Line(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(30)
        self.sock.connect(self.path)

lines, stream = {}, None
# nothing that is waited for here takes as long: a test that hangs ends
signal.alarm(120)

def ask(path, order):
    line = lines.setdefault(order.get("line", "usual"), Line(path))
    fields = dict(order.get("headers", {}))
    body = order.get("body")
    if body is not None:
        fields["Content-Type"] = "application/json"
    was = line.sock
    line.request(order["method"], order["target"], json.dumps(body) if body is not None else None, fields)
    answer = line.getresponse()
    if (answer.getheader("Content-Type") or "").startswith("text/event-stream"):
        # a stream has no end: its status is what was asked for
        lines.pop(order.get("line", "usual")).close()
        return {"status": answer.status, "type": None, "content": None}
    text = answer.read()
    content = json.loads(text) if text else None
    kind = content.get("type") if answer.status >= 400 and content else None
    return {"status": answer.status, "type": kind and kind.rsplit(":", 1)[1], "content": content,
            "sameConnection": was is not None and was is line.sock}

def listen(path, order):
    """Opens the stream of events, and reads its first event."""
    global stream
    line = Line(path)
    line.request("GET", order["target"])
    stream = line.getresponse()
    return {"status": stream.status, "event": event() if stream.status == 200 else None}

def event():
    """The next event of the stream; None at its end."""
    found = {}
    while True:
        text = stream.readline().decode()
        if not text:
            return None
        text = text.rstrip("\n")
        if not text and found:
            return found
        name, _, value = text.partition(": ")
        if name in ("event", "id", "data"):
            found[name] = value

def last_event():
    """Reads the stream to its end."""
    newest = None
    while (found := event()) is not None:
        newest = found
    return {"event": newest}

def child_without_groups(path, order):
    """A child that keeps only these groups and becomes the user for good: on a connection of its own, and on the parent's."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.seteuid(0)
        os.setgroups(order["keep"])
        os.setresuid(order["user"], order["user"], order["user"])
        found = {"inherited": ask(path, order)["status"]}
        try:
            own = Line(path)
            own.request("GET", order["target"])
            found["own"] = own.getresponse().status
        except OSError as error:
            found["own"] = type(error).__name__
        os.write(writing, json.dumps(found).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text)

def become(path, order):
    """The user, in a way that a child may still give groups back."""
    os.setgroups(order["groups"])
    os.setresgid(order["user"], order["user"], order["user"])
    os.setresuid(order["user"], order["user"], 0)
    return {}

for text in sys.stdin:
    order = json.loads(text)
    try:
        answer = {"ask": ask, "listen": listen, "next": lambda *_: {"event": event()}, "last": lambda *_: last_event(),
                  "child": child_without_groups, "become": become}[order["do"]](sys.argv[1], order)
    except OSError as error:
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), flush=True)
'''


def interpreter():
    """A Python that every user may run: that of this process may belong to its user alone."""
    for path in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            subprocess.run([path, "-I", "-c", "import http.client"], check=True, user=65_534, cwd="/", capture_output=True)
            return path
        except (OSError, subprocess.CalledProcessError):
            continue
    raise SystemExit("no Python here that other users may run: install one under /usr")


class Person:
    """One process of a user who has no account: numbers are all that the kernel knows."""

    python = None

    def __init__(self, socket, user=None, groups=(), group=None):
        self.user = user
        Person.python = Person.python or interpreter()
        as_user = {} if user is None else {
            "user": user, "group": user if group is None else group, "extra_groups": list(groups)}
        self.process = subprocess.Popen(
            [Person.python, "-I", "-c", PERSON, socket], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd="/", **as_user)

    def order(self, do, **words):
        self.process.stdin.write(json.dumps(dict(words, do=do)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"the process of user {self.user} ended with code {self.process.wait()}")
        return json.loads(answer)

    def ask(self, method, target, body=None, **words):
        return self.order("ask", method=method, target=target, body=body, **words)

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def wait_until_it_listens(path):
    """A socket is there a moment before anybody may connect to it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            try:
                return line.connect(path)
            except ConnectionRefusedError:
                time.sleep(0.005)
    raise SystemExit(f"nobody listens at {path}")


def become_root(say):
    """Other users' processes take root. Goes on as root if that takes no password; else says what was not shown.
    Returns whether this process is root."""
    if os.geteuid() == 0:
        return True
    command = [sys.executable, "-B", os.path.abspath(sys.argv[0])] + sys.argv[1:]
    try:
        can = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        can = False
    if can:
        os.execvp("sudo", ["sudo", "-n"] + command)
    say("not shown: that processes of other users are told apart, because it takes root. To see it:")
    say("  sudo " + " ".join(command))
    return False
