"""French guides: each names its English one, and what that was when somebody last compared the two.

    python tools/guides.py check                   name the guides whose English has changed since, or that don't exist
    python tools/guides.py seen docs/fr/fixes.md   they say the same again

`tools/translations.py` checks them, too.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
import re
import sys

ROOT = Path(__file__).parent.parent
ENGLISH = (
    *(ROOT / "docs" / f"{name}.md" for name in ("configuration", "fixes", "publishing", "queries-and-selectors")),
    ROOT / "docs" / "your-first-rule.md",
    *sorted((ROOT / "docs" / "hosts").glob("*.md")),
)
"""What users and authors of plugins read. Tables of examined findings and of other linters' rules are English only."""
_SEEN = re.compile(r"<!-- (?P<path>docs/\S+\.md) (?P<hash>[0-9a-f]{16}) -->\n")


def french(english: Path) -> Path:
    """Where the French guide lies."""
    return ROOT / "docs" / "fr" / english.relative_to(ROOT / "docs")


def faults() -> Iterator[str]:
    """What a translator has to do, a line each."""
    for english in ENGLISH:
        guide, name = french(english), english.relative_to(ROOT).as_posix()
        again = f"python tools/guides.py seen {guide.relative_to(ROOT).as_posix()}"
        if not guide.exists():
            yield f"{name}: there is no {guide.relative_to(ROOT).as_posix()}; write it, then `{again}`"
            continue
        found = _SEEN.search(guide.read_text("utf-8"))
        if found is None or (found["path"], found["hash"]) != (name, _hash(english)):
            yield f"{guide.relative_to(ROOT).as_posix()}: {name} has changed; compare them, then `{again}`"


def record(guide: Path) -> None:
    """Note that a French guide says what the English one does today."""
    english = next(one for one in ENGLISH if french(one) == guide.resolve())
    line = f"<!-- {english.relative_to(ROOT).as_posix()} {_hash(english)} -->\n"
    guide.write_text(line + _SEEN.sub("", guide.read_text("utf-8"), count=1), "utf-8")


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:16]


def main() -> int:
    """Run a command."""
    command, *guides = sys.argv[1:] or ["check"]
    if command == "seen":
        for guide in guides:
            record(Path(guide))
    left = list(faults())
    print("\n".join([*left, f"{len(left)} to do"]))
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
