#!/bin/sh
# merge-is-a-union.t: as tests/merge-is-a-union.t, for 200 other seeds.
[ -w /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR # thousands of small transactions
. tests/tap.sh
CASES=${CASES:-200} FIRST=${FIRST:-1001}
. tests/union/property
done_testing
