"""check.py DIR: does a dump keep what its datapackage.json promises? Prints what it breaks, one a line.

The descriptor against the parts of Data Package v2 that it uses, then every file against its own schema:
bytes, hash, header, types, required, enum, pattern, unique, primary and foreign keys, order. Then the round trip: what
was read, cast to the types, written again in the dialect, is the file byte for byte.
"""
import csv, decimal, hashlib, io, json, os, re, sys

import jsonschema

FIELD = {"type": "object", "required": ["name", "type"], "additionalProperties": False, "properties": {
    "name": {"type": "string", "minLength": 1},
    "type": {"enum": ["string", "integer", "number", "boolean"]},
    "title": {"type": "string"},
    "constraints": {"type": "object", "additionalProperties": False, "properties": {
        "required": {"type": "boolean"}, "unique": {"type": "boolean"},
        "pattern": {"type": "string"}, "enum": {"type": "array", "minItems": 1, "uniqueItems": True}}}}}
NAMES = {"type": "array", "minItems": 1, "items": {"type": "string"}}
PACKAGE = {"type": "object", "required": ["resources"], "properties": {
    "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
    "name": {"type": "string"}, "title": {"type": "string"}, "description": {"type": "string"},
    "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"]}},
    "resources": {"type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["name", "path", "schema"], "properties": {
            "name": {"type": "string"}, "type": {"const": "table"},
            "path": {"type": "string", "pattern": "^(?=^[^./~])(^((?!\\.{2}).)*$).*$"},
            "bytes": {"type": "integer"},
            "hash": {"type": "string", "pattern": "^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$"},
            "schema": {"type": "object", "required": ["fields"], "properties": {
                "$schema": {"const": "https://datapackage.org/profiles/2.0/tableschema.json"},
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "primaryKey": NAMES, "missingValues": {"const": [""]},
                "foreignKeys": {"type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["fields", "reference"], "properties": {
                        "fields": NAMES, "reference": {
                            "type": "object", "required": ["resource", "fields"],
                            "properties": {"resource": {"type": "string"}, "fields": NAMES}}}}}}}}}}}}
CAST = {"integer": int, "number": decimal.Decimal, "boolean": lambda text: json.dumps(json.loads(text)), "string": str}
TYPES = {"integer": re.compile(r"-?\d+"), "number": re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?"),
         "boolean": re.compile("true|false"), "string": re.compile("(?s).*")}

folder = sys.argv[1]
broken = 0


def written_again(resource, rows):
    """The file as a program writes it that knows only the values and the descriptor."""
    dialect = resource["dialect"]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"],
                        doublequote=dialect["doubleQuote"], lineterminator=dialect["lineTerminator"])
    fields = resource["schema"]["fields"]
    missing = resource["schema"]["missingValues"]
    writer.writerow([field["name"] for field in fields])
    for row in rows:
        writer.writerow([value if value in missing else CAST[field["type"]](value)
                         for field, value in zip(fields, row)])
    return text.getvalue().encode()


def breaks(what):
    global broken
    broken += 1
    print(what)


with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
    package = json.load(file)
jsonschema.validate(package, PACKAGE)
tables = {}
for resource in package["resources"]:
    path = os.path.join(folder, resource["path"])
    with open(path, "rb") as file:
        data = file.read()
    if len(data) != resource["bytes"] or "sha256:" + hashlib.sha256(data).hexdigest() != resource["hash"]:
        breaks(f"{path}: other bytes than promised")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    if rows[0] != names:
        breaks(f"{path}: header {rows[0]}")
    if written_again(resource, rows[1:]) != data:
        breaks(f"{path}: other bytes when it is written again")
    rows = [dict(zip(names, row)) if len(row) == len(names) else breaks(f"{path}: {row}") for row in rows[1:]]
    tables[resource["name"]] = rows
    for field in fields:
        name, constraints = field["name"], field["constraints"]
        values = [row[name] for row in rows if row[name] != ""]
        if constraints["required"] and len(values) < len(rows):
            breaks(f"{path}: {name} is required and missing")
        for value in values:
            if not TYPES[field["type"]].fullmatch(value):
                breaks(f"{path}: {name} '{value}' is no {field['type']}")
            if value not in constraints.get("enum", [value]):
                breaks(f"{path}: {name} '{value}' is not in the list")
            if "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
                breaks(f"{path}: {name} '{value}' is not of the pattern")
        if constraints.get("unique") and len(set(values)) < len(values):
            breaks(f"{path}: {name} repeats")
    key = resource["schema"].get("primaryKey")
    if key and len({tuple(row[name] for name in key) for row in rows}) < len(rows):
        breaks(f"{path}: the key {key} repeats")
    first = [row[names[0]].encode() for row in rows]
    if first != sorted(first):
        breaks(f"{path}: not in order")
for resource in package["resources"]:
    for key in resource["schema"].get("foreignKeys", []):
        field, reference = key["fields"][0], key["reference"]
        known = {row[reference["fields"][0]] for row in tables[reference["resource"]]}
        for row in tables[resource["name"]]:
            if row[field] and row[field] not in known:
                breaks(f"{resource['path']}: {field} '{row[field]}' is not in {reference['resource']}")
sys.exit(broken > 0)
