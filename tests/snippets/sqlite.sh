#!/bin/sh
# sqlite3 reads the CSV as a table of texts, or the database itself through the stable view film_counts.
sqlite3 :memory: ".import --csv films.csv films" "SELECT quote(title) FROM films"
