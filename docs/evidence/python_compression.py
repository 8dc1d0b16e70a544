"""What compression takes off text: the style sheet and the modules that come with Python.

Run: python docs/evidence/python_compression.py

Last figures, November 2026, two shared cores:
  CPython 3.11.7
  _pydoc.css: 1325 bytes, 472 after gzip
  argparse.py: 99661 bytes, 20926 after gzip
  typing.py: 120077 bytes, 30770 after gzip
"""

import gzip
from pathlib import Path
import pydoc_data

from python_timing import heading

if __name__ == "__main__":
    heading()
    library = Path(pydoc_data.__file__).parent.parent
    for path in (library / "pydoc_data" / "_pydoc.css", library / "argparse.py", library / "typing.py"):
        data = path.read_bytes()
        print(f"{path.name}: {len(data)} bytes, {len(gzip.compress(data))} after gzip")
