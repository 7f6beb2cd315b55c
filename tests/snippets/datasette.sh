#!/bin/sh
# The columns' labels of film-votes --meta as Datasette's metadata for a table `films`.
jq '{databases: {films: {tables: {films: {columns: (.columns | map({(.name): .label}) | add)}}}}}' meta.json
