#!/bin/sh
# stats.t: exporters/stats on 1,000 random count tables, against pandas and R.
. tests/tap.sh

gcc -std=c17 -D_GNU_SOURCE -O2 -I. -o "$T/tables" tests/long/stats-tables.c "$O/libfilmstats.a" "$O/libfilmbase.a" -lcsv -lutf8proc -lz -lm
ok $? 'the tables are made'
"$T/tables" >"$T/lines"
if /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
	/usr/bin/python3 tests/pandas/tables.py <"$T/lines"
	ok $? 'equal pandas to 1e-9'
else
	skip 'equal pandas to 1e-9' 'no python3-pandas'
fi
if command -v Rscript >/dev/null; then
	Rscript tests/pandas/tables.R <"$T/lines"
	ok $? 'equal R to 1e-9'
else
	skip 'equal R to 1e-9' 'no r-base-core'
fi
done_testing
