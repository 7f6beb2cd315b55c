#!/bin/sh
# For a spreadsheet: a byte order mark, and an apostrophe before what it would take for a formula.
film-votes --spreadsheet films.db >sheet.csv
