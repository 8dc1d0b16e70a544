"""Where plugins are: what installed distributions declare, and what a user named. Nothing is imported."""

from collections.abc import Iterator, Sequence
import os
from pathlib import Path
import re
import sys
from typing import NamedTuple

GROUP = "ecolint"
DISTRIBUTION = "ecolint"


class EntryPoint(NamedTuple):
    """Where a plugin is: a line `name = module` of an installed distribution, or what a user named."""

    name: str
    module: str
    distribution: str = ""
    version: str = ""
    file: str = ""
    """A Python file that is the plugin."""
    folder: str = ""
    """Where the distribution's metadata lie."""

    @property
    def needs(self) -> str:
        """The range of ecolint that the distribution asks for, as written; empty if it names none."""
        try:
            lines = Path(self.folder, "METADATA").read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return ""
        asked = (line.removeprefix("Requires-Dist:").strip() for line in lines if line.startswith("Requires-Dist:"))
        return next((one[len("ecolint") :].strip() for one in asked if re.match(r"ecolint\s*[(<>=~!]", one)), "")

    @property
    def source(self) -> str:
        """For problems: "plugin acme (acme-rules 1.2)"."""
        origin = f"{self.distribution} {self.version}" if self.distribution else self.file or f"module {self.module}"
        return f"plugin {self.name} ({origin})"


def entry_points(paths: Sequence[str] | None = None) -> list[EntryPoint]:
    """What the installed distributions offer: first-party plugins first, which keep their names, then by name.

    Reads the metadata files itself: importing `importlib.metadata` would take longer than many a run. A distribution
    that lies earlier on the path hides a later one of the same name, as it does for imports.
    """
    found: dict[str, list[EntryPoint]] = {}
    for folder in sys.path if paths is None else paths:
        for distribution, version, text, place in _metadata(folder):
            entries = (entry._replace(folder=place) for entry in _parse(text, distribution, version))
            found.setdefault(distribution, list(entries))
    every = (entry for entries in found.values() for entry in entries)
    return sorted(every, key=lambda entry: (entry.distribution != DISTRIBUTION, entry.name, entry.module))


def _metadata(folder: str) -> Iterator[tuple[str, str, str, str]]:
    try:
        names = os.listdir(folder) if folder else []  # noqa: PTH208 -- pathlib is felt here
    except OSError:
        return
    for name in sorted(names):
        stem, dot, kind = name.rpartition(".")
        if kind not in ("dist-info", "egg-info") or not dot:
            continue
        try:
            text = Path(folder, name, "entry_points.txt").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        distribution, _, version = stem.partition("-")
        yield distribution.replace("_", "-").lower(), version, text, os.path.join(folder, name)  # noqa: PTH118


def _parse(text: str, distribution: str, version: str) -> Iterator[EntryPoint]:
    section = ""
    for raw in text.splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line:
            name, module = (part.strip() for part in line.split("=", 1))
            yield EntryPoint(name, module.split(":")[0].split("[")[0].strip(), distribution, version)


def is_met(needs: str, version: str) -> bool:
    """Whether a version is within a range as metadata have it: `>=0.1,<2`. What isn't understood is met."""
    mine = _numbers(version)
    for sign, other in re.findall(r"(>=|<=|==|~=|>|<)\s*([0-9][0-9.]*)", needs):
        asked = _numbers(other)
        if (sign in (">=", "~=") and mine < asked) or (sign == ">" and mine <= asked):
            return False
        if (sign == "<" and mine >= asked) or (sign == "<=" and mine > asked):
            return False
    return True


def _numbers(version: str) -> list[int]:
    numbers = [int(number) for number in re.match(r"[0-9.]*", version)[0].split(".") if number]  # type: ignore[index]
    while numbers and not numbers[-1]:  # 2.0 is 2
        numbers.pop()
    return numbers
