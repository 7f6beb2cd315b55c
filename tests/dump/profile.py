"""profile.py PROFILES DIR: a dump's descriptor, its resources, dialects and schemas against the Data Package standard's own
JSON Schemas, the files datapackage.json, dataresource.json, tabledialect.json and tableschema.json of the folder PROFILES.
Prints what they refuse, one a line. Nothing is fetched: as published they refer to nothing."""
import json, os, sys

import jsonschema


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def validator(name):
    profile = load(sys.argv[1], name)
    if '"$ref"' in json.dumps(profile):
        sys.exit(f"{name}: not as published, where every $ref is replaced by what it names")
    jsonschema.Draft7Validator.check_schema(profile)
    return jsonschema.Draft7Validator(profile, format_checker=jsonschema.FormatChecker())


def refusals(name, what, descriptor):
    for error in validator(name).iter_errors(descriptor):
        yield f"{what} {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


package = load(sys.argv[2], "datapackage.json")
found = list(refusals("datapackage.json", "package", package))
for resource in package.get("resources", []):
    found += refusals("dataresource.json", "resource", resource)
    found += refusals("tabledialect.json", "dialect", resource.get("dialect", {}))
    found += refusals("tableschema.json", "schema", resource.get("schema", {"fields": [{"name": "none"}]}))
print("\n".join(found))
sys.exit(bool(found))
