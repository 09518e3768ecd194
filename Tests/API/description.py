"""The description of the API as a judge of answers: what is not described is a complaint."""

import json

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")


class Description:
    def __init__(self, document):
        self.document = document
        resource = Resource(contents=document, specification=DRAFT202012)
        self.registry = Registry().with_resource("urn:description", resource)
        self.operations = {}
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if method in METHODS:
                    self.operations[operation["operationId"]] = (method.upper(), path, operation)
        self.validators = {}
        self.seen = set()
        self.seen_types = set()

    def resolve(self, value):
        while "$ref" in value:
            target = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            value = target
        return value

    def responses(self, name):
        return {int(status): self.resolve(each) for status, each in self.operations[name][2]["responses"].items()}

    def problems_of(self, name):
        return self.operations[name][2].get("x-wandd-problems", [])

    def complaints_about(self, value, schema):
        """What is wrong with a value, each with its place."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            # references are made absolute, since the schema stands outside of the document here
            absolute = json.loads(key.replace('"#/', '"urn:description#/'))
            self.validators[key] = Draft202012Validator(absolute, registry=self.registry)
        return [
            f"{error.json_path}: {error.message[:300]}" for error in self.validators[key].iter_errors(value)]

    def judge(self, name, answer):
        """What is wrong with an answer to an operation; notes that its status was seen."""
        method, _, _ = self.operations[name]
        where = f"{name} {answer.status}"
        response = self.responses(name).get(answer.status)
        if response is None:
            return [f"{where}: the status is not described: {answer.body[:300]!r}"]
        self.seen.add((name, answer.status))
        found = [f"{where}: {each}" for each in self.wrong_headers(response, answer)]
        if answer.headers.get("cache-control") != "no-store":
            found.append(f"{where}: has Cache-Control: {answer.headers.get('cache-control')}")
        if method == "HEAD":
            return found + ([f"{where}: has a body"] if answer.body else [])
        return found + [f"{where}: {each}" for each in self.wrong_content(response, answer)]

    def wrong_headers(self, response, answer):
        for header, described in response.get("headers", {}).items():
            described = self.resolve(described)
            value = answer.headers.get(header.lower())
            if value is None:
                if described.get("required"):
                    yield f"lacks the header {header}"
                continue
            is_whole = described["schema"].get("type") == "integer" and value.isdigit()
            yield from self.complaints_about(int(value) if is_whole else value, described["schema"])
        for header in ("ETag", "Location", "Retry-After", "Allow"):
            if header.lower() in answer.headers and header not in response.get("headers", {}):
                yield f"has the header {header}, which is not described"

    def wrong_content(self, response, answer):
        type = answer.headers.get("content-type")
        media = response.get("content", {}).get(type)
        if media is None:
            yield f"has the content type {type}"
            return
        if type not in ("application/json", "application/problem+json"):
            return
        try:
            content = json.loads(answer.body, object_pairs_hook=once_each)
        except ValueError as error:
            yield f"is no JSON: {error}"
            return
        yield from self.complaints_about(content, media["schema"])
        if type == "application/problem+json":
            self.seen_types.add(content.get("type"))
            if content.get("status") != answer.status:
                yield f"says that its status is {content.get('status')}"

    def judge_elsewhere(self, component, answer):
        """An answer that any path can give: `NotFound`, `MethodNotAllowed`."""
        response = self.document["components"]["responses"][component]
        return [*self.wrong_headers(response, answer), *self.wrong_content(response, answer)]

    def described(self):
        """Every operation with every status that it can have."""
        return {(name, status) for name in self.operations for status in self.responses(name)}

    def judge_event(self, name, data):
        """What is wrong with an event of the stream."""
        media = self.responses("events")[200]["content"]["text/event-stream"]
        schema = media["x-wandd-events"].get(name)
        if schema is None:
            return [f"the event {name} is not described"]
        if "\n" in data:
            return [f"the event {name} has more than one line of data"]
        return [f"the event {name}: {each}" for each in self.complaints_about(json.loads(data), schema)]


def once_each(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member stands there twice")
    return dict(pairs)
