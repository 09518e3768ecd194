"""What schemathesis has to know of the API: it loads this file by itself."""

import json
import os
import random
import re

import requests
import schemathesis
from schemathesis import GenerationMode

# what a schema can not say, by the member that is named: only with these details may well-formed data be refused with 400
RULES_BESIDE_THE_SCHEMA = {
    "invalid-member": [
        ("days", "There is no day for"), ("weekdays", "There is another day for"), ("steps", "The steps are not a day"),
        ("intervalMinutes", "can not come in this interval"), ("lockoutMinutes", "could begin before this one ends"),
        ("program", "The pump was not read"),
        # bytes of UTF-8, where a schema counts characters
        ("operator", "not acceptable"), ("reason", "not acceptable"), ("overrideReason", "not acceptable"),
    ],
    "invalid-parameter": [
        ("waitMilliseconds", "There is nothing to wait for"), ("until", "It lies before"),
        ("after", "There is no such command in this list"),
    ],
    "base-revision-conflict": None,
}


def fits_its_pattern(case, name):
    """Some phases take a value for a good one that is not what the pattern of its parameter asks for."""
    for parameter in case.operation.definition.raw.get("parameters", []):
        values = {"query": case.query, "header": case.headers, "path": case.path_parameters}[parameter["in"]] or {}
        if parameter["name"] == name and name in values and "pattern" in parameter["schema"]:
            return re.search(parameter["schema"]["pattern"], str(values[name])) is not None
    return True


@schemathesis.check
def well_formed_is_understood(context, response, case):
    """A 400 to data that fit the description names a rule that the description can not state."""
    if not is_positive(case) or response.status_code != 400 or case.method == "HEAD":
        return
    problem = json.loads(response.content)
    type = problem["type"].rsplit(":", 1)[1]
    if type in ("invalid-parameter", "invalid-header") and not fits_its_pattern(case, problem["member"]):
        return
    rules = RULES_BESIDE_THE_SCHEMA.get(type, [])
    member = problem.get("member", "").rsplit(".", 1)[-1]
    if rules is not None and not any(member == name and words in problem["detail"] for name, words in rules):
        raise AssertionError(f"what fits the description was refused: {problem['detail']}")


class World:
    """The pump that is there, so that well-formed requests are about it more often than about pumps that nobody has."""

    def __init__(self):
        self.url = os.environ["FUZZ_URL"]
        self.dice = random.Random(int(os.environ["WANDD_FUZZ_SEED"]))
        self.calls = 0
        self.serial = self.revision = None

    def look(self):
        if self.calls % 10 == 0:
            pump = requests.post(f"{self.url}/v1/wands/bench/interrogations", timeout=40)
            if pump.status_code == 200:
                self.serial, self.revision = pump.json()["serial"], pump.json()["revision"]
        self.calls += 1
        return self.serial is not None and self.dice.random() < 0.7


world = World()


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


def without_points(value):
    """The schema knows no difference between 5 and 5.0, of which the daemon takes the first alone."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: without_points(each) for name, each in value.items()}
    return [without_points(each) for each in value] if isinstance(value, list) else value


@schemathesis.hook
def before_call(context, case, kwargs):
    wait = (case.query or {}).get("waitMilliseconds")
    if isinstance(wait, int) and 50 < wait <= 30_000:
        # nobody waits long for a command here
        case.query["waitMilliseconds"] = 50
    if not is_positive(case):
        return
    # a body that is set anew is judged anew, and the lack of one would be taken for a mistake
    if isinstance(case.body, dict):
        case.body = without_points(case.body)
    if not world.look():
        return
    for values, name, value in [
            (case.path_parameters, "serial", world.serial), (case.path_parameters, "name", "bench"),
            (case.query, "pump", world.serial), (case.body, "pumpSerial", world.serial)]:
        if isinstance(values, dict) and name in values:
            values[name] = value
    if isinstance(case.body, dict) and "pumpSerial" in case.body:
        case.body["baseRevision"] = world.revision
        case.headers.pop("If-Match", None)


@schemathesis.hook
def after_call(context, case, response):
    """Who signed out signs in again, so that more than a refusal comes of what follows."""
    if case.operation.definition.raw.get("operationId") == "signOut":
        requests.post(os.environ["FUZZ_URL"] + "/v1/sign-in", timeout=10)
