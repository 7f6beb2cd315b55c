#!/bin/sh
# films.csv is what film-votes wrote. NA and null are titles, so only the empty field is missing.
python3 - films.csv <<'PY'
import sys
import pandas as pd

films = pd.read_csv(sys.argv[1], keep_default_na=False, na_values=[""], dtype={"title": "string"})
for title in films["title"]:
    print(repr(str(title)))
PY
