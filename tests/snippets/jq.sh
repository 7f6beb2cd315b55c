#!/bin/sh
# films.ndjson is what film-votes --format ndjson wrote: one film a line.
jq -c '.title' films.ndjson
