#!/usr/bin/env python3
"""arc-count.py <FILE.arc: another reader of ARC 1.0: each record's address and its payload's SHA-256, one a line. It follows the
length in each record's line and nothing else."""
import hashlib
import sys

data, at = sys.stdin.buffer.read(), 0
while at < len(data):
    end = data.index(b"\n", at)
    line = data[at:end].split(b" ")
    if len(line) >= 5:
        block = data[end + 1 : end + 1 + int(line[-1])]
        payload = block.partition(b"\r\n\r\n")[2] if block.startswith(b"HTTP/") else block
        print(line[0].decode(), hashlib.sha256(payload).hexdigest())
        at = end + 1 + int(line[-1])
    else:
        at = end + 1
