"""dump.py DIR: every file of a dump by pandas, with the types that datapackage.json declares. Prints rows per file."""
import json, sys

import pandas as pd

TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
folder = sys.argv[1]
with open(f"{folder}/datapackage.json", encoding="utf-8") as file:
    package = json.load(file)
for resource in package["resources"]:
    types = {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}
    table = pd.read_csv(f"{folder}/{resource['path']}", dtype=types, keep_default_na=False, na_values=[""])
    print(resource["name"], len(table))
