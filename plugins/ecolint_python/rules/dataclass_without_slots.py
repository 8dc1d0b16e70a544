"""python/dataclass-without-slots"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fact, Facts, Files, Fix, Node, Report, Span, fact, report, rule

from ..calls import calls_named, function, keywords
from ..deployment import found
from ..edits import with_argument
from ..loops import iterated, loop_around
from ..names import origin
from ..sizes import is_unbounded
from ..tree import text
from ..views import bases, decorators

DATACLASS = "dataclasses.dataclass"


@fact("python", words=(DATACLASS,))
def slotless_dataclass(doc: Document) -> Iterator[Fact]:
    """A dataclass of which many instances are made."""
    for above in doc.index("decorated"):
        definition = above.child_by_field_name("definition")
        if definition is None or definition.type != "class_definition" or bases(definition):
            continue
        for decorator in decorators(definition):
            if origin(doc, function(decorator) or decorator) == DATACLASS and _is_worth(doc, decorator, definition):
                edit = _with_slots(decorator)
                at = edit.span.start if edit is not None else 0
                yield fact(decorator, at=at, written=edit.text if edit is not None else "")


@rule(
    saves=["memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "creedengo:GCI112"],
    facts=[slotless_dataclass],
)
def dataclass_without_slots(classes: Facts, files: Files) -> Iterator[Report]:
    """Every instance of a dataclass carries a dictionary, and many instances are made.

    With `slots=True` (Python 3.10 or later) the fields lie in the object itself, which takes about a third less memory.

    Evidence: `docs/evidence/python_slots.py`: 96 bytes for an instance of three fields, 56 with slots.

    Speaks of classes without bases that a loop in the same file makes many of, unless the project says that it runs
    on an older Python (`requires-python = ">=3.9"` in `pyproject.toml`, `setup.cfg`, `setup.py`). Weak references,
    `cached_property` and attributes that are added later need the dictionary; hence the preset `all`, and a fix
    only when asked for.

    ```python bad file=points.py
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: float
        y: float

    def load(rows):
        return [Point(*row) for row in rows]
    ```

    ```python good file=points.py
    from dataclasses import dataclass

    @dataclass(slots=True)
    class Point:
        x: float
        y: float

    def load(rows):
        return [Point(*row) for row in rows]
    ```

    ```python bad file=points.py
    import dataclasses

    @dataclasses.dataclass(frozen=True)
    class Line:
        text: str

    def read(self):
        for line in open(self.path):
            self.lines.append(Line(line))
    ```

    ```python bad file=points.py
    from dataclasses import dataclass as record

    @record()
    class Name:
        text: str

    def names(rows):
        yield from (Name(row) for row in rows)
    ```

    ```python bad file=points.py
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```

    ```toml file=pyproject.toml
    [project]
    requires-python = ">=3.11"
    ```

    Few instances, bases, other libraries, a Python without it:

    ```python good file=points.py
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```

    ```toml file=pyproject.toml
    [project]
    requires-python = ">=3.9"
    ```

    ```python good file=points.py
    from dataclasses import dataclass

    @dataclass
    class Settings:
        path: str

    settings = Settings("a")
    for name in ("a", "b"):
        Settings(name)
    ```

    ```python good file=points.py
    from dataclasses import dataclass

    @dataclass
    class Point(Shape):
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```

    ```python good file=points.py
    from attrs import dataclass

    @dataclass
    class Point:
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```
    """
    old = [file.path.parent for file, text in found(files, *_PROJECTS) if _runs_before_slots(text)]
    for one in classes:
        if any(folder in one.path.parents for folder in old):
            continue
        at, written = int(str(one["at"])), str(one["written"])
        yield report(
            one,
            "each of many instances carries a dictionary; add slots=True",
            fix=Fix("Add slots=True", (Edit(Span(at, at), written),)) if written else None,
        )


_PROJECTS = ("**/pyproject.toml", "**/setup.cfg", "**/setup.py")
_LEAST = re.compile(
    r"""\b(?:requires-python|python_requires|python)\s*=\s*["']?[^"'\n]*?(?:>=|~=|==|\^|~)\s*(\d+)(?:\.(\d+))?"""
)
"""The oldest Python that a project says it runs on: by the standard, setuptools, Poetry."""
_SLOTS = (3, 10)


def _runs_before_slots(text: str) -> bool:
    return any((int(one[1]), int(one[2] or 0)) < _SLOTS for one in _LEAST.finditer(text))


def _is_worth(doc: Document, decorator: Node, definition: Node) -> bool:
    if "slots" in keywords(decorator) or "cached_property" in text(definition) or "__slots__" in text(definition):
        return False
    loops = map(loop_around, calls_named(doc, text(definition.child_by_field_name("name"))))
    return any(loop is not None and is_unbounded(doc, iterated(loop)) for loop in loops)


def _with_slots(decorator: Node) -> Edit | None:
    if decorator.type == "call":
        return with_argument(decorator, "slots=True")
    return Edit(Span(decorator.end_byte, decorator.end_byte), "(slots=True)")
