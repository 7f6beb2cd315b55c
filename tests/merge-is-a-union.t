#!/bin/sh
# merge-is-a-union.t: merging is associative, commutative and idempotent, seen in every byte of film-dump.
# tests/long/merge-is-a-union.t does the same for many more seeds.
[ -w /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR # thousands of small transactions
. tests/tap.sh
CASES=${CASES:-30} FIRST=${FIRST:-1}
. tests/union/property
done_testing
