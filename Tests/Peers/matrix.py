#!/usr/bin/env python3
"""Every route of a real wandd, asked by real processes of users with every set of roles.

    matrix.py --bin .build/debug

Roles are given by user id and by supplementary group; what each may do is compared with /openapi.json, refusals with the
audit trail. Then: connections that were open when a role was taken away, a child that gave its groups back, a socket that
lets nobody in.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Crash"))

from people import Person, become_root, wait_until_it_listens  # noqa: E402
from pieces import Pieces  # noqa: E402

ROLES = ["observer", "clinician", "administrator"]
# the group of the socket: its members come in, and have no role by that
SOCKET_GROUP = 62_000
GROUPS = {"observer": 62_001, "clinician": 62_002, "administrator": 62_003}
# a group that nobody is in
NOBODY = 62_999
# user: roles by the user's id, roles by a supplementary group
PEOPLE = {
    61_000: ([], []),
    61_001: (["observer"], []),
    61_002: ([], ["observer"]),
    61_003: (["clinician"], []),
    61_004: ([], ["clinician"]),
    61_005: (["administrator"], []),
    61_006: ([], ["administrator"]),
    61_007: (["observer"], ["clinician"]),
    61_008: (["clinician"], ["administrator"]),
    61_009: (["observer", "administrator"], []),
    61_010: ([], ROLES),
}
# for a daemon whose description does not name roles: None for anyone, "any" for any role
LOOK, CLINICIAN = ROLES, ["clinician"]
TABLE = {
    ("GET", "/openapi.json"): None, ("GET", "/v1/version"): None, ("GET", "/v1/caller"): None,
    ("GET", "/v1/health"): LOOK, ("GET", "/v1/wands"): LOOK, ("GET", "/v1/wands/{name}"): LOOK,
    ("POST", "/v1/wands/{name}/interrogations"): CLINICIAN,
    ("GET", "/v1/pumps"): LOOK, ("GET", "/v1/pumps/{serial}"): LOOK, ("GET", "/v1/pumps/{serial}/card"): LOOK,
    ("GET", "/v1/pumps/{serial}/log"): CLINICIAN, ("POST", "/v1/pumps/{serial}/stop"): LOOK,
    ("POST", "/v1/pumps/{serial}/discharge"): CLINICIAN,
    ("GET", "/v1/commands"): LOOK, ("POST", "/v1/commands"): CLINICIAN, ("GET", "/v1/commands/{id}"): LOOK,
    ("POST", "/v1/commands/{id}/confirmation"): CLINICIAN, ("POST", "/v1/commands/{id}/cancellation"): CLINICIAN,
    ("POST", "/v1/limits"): CLINICIAN, ("GET", "/v1/library"): LOOK,
    ("GET", "/v1/alarms"): LOOK, ("POST", "/v1/alarms/{id}/acknowledgement"): CLINICIAN,
    ("POST", "/v1/alarms/{id}/silence"): CLINICIAN, ("GET", "/v1/events"): LOOK,
    ("GET", "/v1/audit"): ["clinician", "administrator"], ("GET", "/v1/audit/head"): ["clinician", "administrator"],
    ("POST", "/v1/sign-in"): CLINICIAN, ("POST", "/v1/sign-out"): CLINICIAN,
    ("GET", "/v1/configuration"): ["administrator"], ("POST", "/v1/configuration/reload"): ["administrator"],
}
NAMES = {"{name}": "bench", "{serial}": "SIM-PUMP-1"}
# of no command and of no alarm: whoever may ask is told so
IDS = {"commands": "00000000000000000000000000000001", "alarms": "999999"}


class Faults(list):
    def expect(self, holds, what):
        if not holds:
            self.append(what)
            print(f"  FAULT: {what}", flush=True)


def target(path):
    for name, value in NAMES.items():
        path = path.replace(name, value)
    return path.replace("{id}", IDS.get(path.split("/")[2], "1") if "{id}" in path else "")


class Stand(Pieces):
    """The daemon, with roles for people who have no account here."""

    def __init__(self, bin, folder):
        super().__init__(bin, folder)
        # others may pass to the socket, and to nothing else
        os.chmod(folder, 0o711)
        with open(self.settings) as file:
            self.first = file.read()
        self.configure()

    @property
    def settings(self):
        return f"{self.folder}/wandd.yaml"

    def start(self, name):
        """The socket belongs to the daemon's group."""
        if name != "wandd":
            return super().start(name)
        with open(f"{self.folder}/wandd.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name], stdin=subprocess.DEVNULL, stdout=log, stderr=log, group=SOCKET_GROUP)

    def person(self, user, groups=()):
        """A process of a user who may connect, in the groups of these roles."""
        return Person(self.socket, user, [SOCKET_GROUP] + [GROUPS[role] for role in groups])

    def configure(self, without=(), mode="0660"):
        """Writes the configuration; `without` has the users, and the groups by role, that lose what they had."""
        lines = []
        for role in ROLES:
            users = [user for user, (own, _) in PEOPLE.items() if role in own and user not in without]
            groups = [NOBODY] if role in without else [GROUPS[role]]
            lines.append(f"  {role}s: {{ users: {users}, groups: {groups} }}")
        kept = [line for line in self.first.splitlines() if not line.startswith(("access:", "socket:"))]
        with open(self.settings, "w") as file:
            file.write("\n".join(
                [f"socket: {{ path: {self.socket}, mode: {mode} }}", "access:"] + lines + kept) + "\n")


def expected(stand, faults):
    """What each route takes, by the description if that says so; else by the table here. Both must agree."""
    nobody = stand.person(61_000)
    description = nobody.ask("GET", "/openapi.json")["content"] or {}
    nobody.end()
    told = {}
    for path, operations in description.get("paths", {}).items():
        for method, operation in operations.items():
            if method in ("get", "post") and "x-wandd-role" in operation:
                role = operation["x-wandd-role"]
                told[method.upper(), path] = {"anyone": None, "any role": ROLES}.get(role, role) \
                    if isinstance(role, str) else role
    if not told:
        print("  the description names no roles: compared with the table of this test")
        return TABLE
    for route in sorted(set(told) | set(TABLE)):
        faults.expect(
            route in told and route in TABLE
            and (told[route] and sorted(told[route])) == (TABLE[route] and sorted(TABLE[route])),
            f"{route}: the description says {told.get(route, 'nothing')}, this test {TABLE.get(route, 'nothing')}")
    return told


def everybody_on_every_route(stand, table, faults):
    refused = {}
    for user, (own, by_group) in PEOPLE.items():
        roles = set(own) | set(by_group)
        person = stand.person(user, by_group)
        caller = person.ask("GET", "/v1/caller")["content"]
        faults.expect(
            caller["userID"] == user and set(caller["roles"]) == roles, f"user {user}: the daemon knows {caller}")
        refused[user] = 0
        for (method, path), needed in table.items():
            may = needed is None or bool(roles & set(needed))
            answer = person.ask(method, target(path), {} if method == "POST" else None)
            is_refused = answer.get("type") == "not-permitted"
            refused[user] += not may
            faults.expect(
                is_refused != may and (may or answer["status"] == 403),
                f"user {user} with {sorted(roles)}: {method} {path} was answered with {answer.get('status')} "
                f"{answer.get('type')}")
        person.end()
    count = len(PEOPLE) * len(table)
    print(f"  {len(PEOPLE)} users, {len(table)} routes: {count} answers, {sum(refused.values())} of them refusals")
    return refused


def refusals_are_in_the_trail(stand, refused, faults):
    auditor = stand.person(61_003)
    for user, count in refused.items():
        deadline = time.monotonic() + 20
        while True:
            page = auditor.ask("GET", f"/v1/audit?kind=access&user={user}&limit=1000")["content"]
            found = [record["entry"]["detail"] for record in page["records"]].count("not-permitted")
            # they go to the disk one after the other
            if found >= count or time.monotonic() > deadline:
                break
        faults.expect(found == count, f"user {user} was refused {count} times, the trail says {found}")
    auditor.end()
    print(f"  {sum(refused.values())} refusals are in the audit trail, each with its user")


def a_sign_in_is_of_one_user(stand, faults):
    first, second = stand.person(61_003), stand.person(61_004, ["clinician"])
    faults.expect(first.ask("POST", "/v1/sign-in")["content"]["isSignedIn"], "a clinician can not sign in")
    faults.expect(
        first.ask("POST", "/v1/commands", {})["type"] == "invalid-member", "a clinician who signed in may not submit")
    faults.expect(
        second.ask("POST", "/v1/commands", {})["type"] == "sign-in-required",
        "a clinician profits from the sign-in of another")
    same = stand.person(61_003)
    faults.expect(
        same.ask("POST", "/v1/commands", {})["type"] == "invalid-member",
        "another process of a user who signed in is not signed in")
    for person in (first, second, same):
        person.end()
    print("  a sign-in counts for its user, and for no other")


def groups_are_those_of_the_connecting_process(stand, faults):
    parent = Person(stand.socket)
    parent.order("become", user=61_004, groups=[SOCKET_GROUP, GROUPS["clinician"]])
    faults.expect(parent.ask("GET", "/v1/audit/head")["status"] == 200, "a clinician by group is not one")
    child = parent.order("child", user=61_004, keep=[SOCKET_GROUP], method="GET", target="/v1/audit/head")
    faults.expect(child["own"] == 403, f"a child without the group of clinicians was let in: {child}")
    # what a connection is goes by who made it
    faults.expect(child["inherited"] == 200, f"the parent's connection is no longer the parent's: {child}")
    child = parent.order("child", user=61_004, keep=[], method="GET", target="/v1/audit/head")
    faults.expect(child["own"] == "PermissionError", f"a child without any group came in: {child}")
    parent.end()
    print("  a child that gave its groups back is refused on a connection of its own")


def a_role_is_taken_away(stand, faults):
    observer, clinician = stand.person(61_001), stand.person(61_004, ["clinician"])
    other = stand.person(61_003)
    faults.expect(observer.order("listen", target="/v1/events")["event"]["event"] == "hello", "no stream of events")
    faults.expect(observer.ask("GET", "/v1/wands")["status"] == 200, "an observer may not look")
    faults.expect(clinician.ask("POST", "/v1/sign-in")["status"] == 200, "a clinician may not sign in")
    faults.expect(other.ask("GET", "/v1/wands")["status"] == 200, "a clinician may not look")
    # a configuration with a mistake changes nothing
    with open(stand.settings, "a") as file:
        file.write("nonsense: 1\n")
    administrator = stand.person(61_005)
    answer = administrator.ask("POST", "/v1/configuration/reload")
    faults.expect(
        answer["status"] == 422 and answer["type"] == "invalid-configuration" and "nonsense" in answer["content"]["detail"],
        f"a configuration with a mistake was answered with {answer}")
    faults.expect(observer.ask("GET", "/v1/wands")["status"] == 200, "a configuration with a mistake took a role away")
    administrator.end()
    stand.configure(without=[61_001, "clinician"])
    stand.running["wandd"].send_signal(signal.SIGHUP)
    last = observer.order("last")["event"]
    faults.expect(
        last is not None and last["event"] == "bye" and "notPermitted" in last["data"],
        f"the stream of an observer who is none any more ended with {last}")
    for person, method, path in [(observer, "GET", "/v1/wands"), (clinician, "POST", "/v1/commands")]:
        answer = person.ask(method, path, {} if method == "POST" else None)
        faults.expect(
            answer["status"] == 403 and answer["type"] == "not-permitted" and answer["sameConnection"],
            f"user {person.user} kept a role on an open connection: {answer}")
    faults.expect(other.ask("GET", "/v1/wands")["sameConnection"], "others lost their connection")
    ended = other.ask("GET", "/v1/audit?kind=signOut&user=61004&limit=1000")["content"]["records"]
    faults.expect(
        [record["entry"]["detail"] for record in ended][-1:] == ["notClinician"],
        f"the end of the sign-in is not in the trail: {ended[-1:]}")
    for person in (observer, clinician, other):
        person.end()
    print("  a role that is taken away by SIGHUP is gone on open connections, with the sign-in and the stream")


def a_socket_of_its_owner_alone(stand, faults):
    stand.stop_all()
    stand.configure(mode="0600")
    stand.start("wandd")
    stand.wait_for("wandd", lambda: os.path.exists(stand.socket))
    wait_until_it_listens(stand.socket)
    for user, groups in [(61_003, []), (61_010, [SOCKET_GROUP, *GROUPS.values()])]:
        person = Person(stand.socket, user, groups)
        answer = person.ask("GET", "/v1/version")
        faults.expect(answer == {"error": "PermissionError"}, f"user {user} came through a socket of 0600: {answer}")
        person.end()
    # the owner comes in, and has no role all the same
    owner = Person(stand.socket, os.geteuid())
    faults.expect(owner.ask("GET", "/v1/version")["status"] == 200, "the owner of the socket can not connect")
    faults.expect(owner.ask("GET", "/v1/wands")["type"] == "not-permitted", "root has a role that nobody gave")
    owner.end()
    print("  a socket of 0600 lets nobody but its owner in, who has no role by that")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=".build/debug", help="where wandd and wandsim are")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs and journal")
    options = parser.parse_args()
    if not become_root(print):
        return 0
    began = time.monotonic()
    print("processes of other users:", flush=True)
    folder = tempfile.mkdtemp(prefix="wandd-peers.")
    faults = Faults()
    stand = Stand(os.path.abspath(options.bin), folder)
    failed = True
    # whoever ends this test ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        stand.start_all()
        wait_until_it_listens(stand.socket)
        table = expected(stand, faults)
        refused = everybody_on_every_route(stand, table, faults)
        refusals_are_in_the_trail(stand, refused, faults)
        a_sign_in_is_of_one_user(stand, faults)
        groups_are_those_of_the_connecting_process(stand, faults)
        a_role_is_taken_away(stand, faults)
        a_socket_of_its_owner_alone(stand, faults)
        stand.stop_all()
        failed = bool(faults)
    finally:
        stand.end()
        if options.keep or failed:
            print(f"logs and data: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(faults)} faults in {time.monotonic() - began:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
