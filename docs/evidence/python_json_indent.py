"""What indents add to JSON, raw and compressed.

Run: python docs/evidence/python_json_indent.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  raw: 85479 bytes against 63477, +35%
  after gzip: 8826 bytes against 8522, +4%
"""

import gzip
import json

from python_timing import heading

TOWNS = [{"id": number, "name": f"Town {number}", "people": number * 37, "open": True} for number in range(1_000)]

if __name__ == "__main__":
    heading()
    dense, airy = json.dumps(TOWNS).encode(), json.dumps(TOWNS, indent=2).encode()
    print(f"raw: {len(airy)} bytes against {len(dense)}, {len(airy) / len(dense) - 1:+.0%}")
    small, large = len(gzip.compress(dense)), len(gzip.compress(airy))
    print(f"after gzip: {large} bytes against {small}, {large / small - 1:+.0%}")
