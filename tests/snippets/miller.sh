#!/bin/sh
# Miller keeps the digits as they stand in the file.
mlr --icsv --ojsonl --infer-none cut -f title films.csv
