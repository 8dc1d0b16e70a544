"""python/dataclass-without-slots"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_named, function, keywords
from ..edits import with_argument
from ..loops import iterated, loop_around
from ..names import origin
from ..sizes import is_unbounded
from ..tree import text
from ..views import bases, decorators

DATACLASS = "dataclasses.dataclass"


@rule(
    "python",
    words=(DATACLASS,),
    saves=["memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "creedengo:GCI112"],
)
def dataclass_without_slots(doc: Document) -> Iterator[Report]:
    """Every instance of a dataclass carries a dictionary, and many instances are made.

    With `slots=True` (Python 3.10 or later) the fields lie in the object itself, which takes about a third less memory.

    Evidence: `docs/evidence/python_slots.py`: 96 bytes for an instance of three fields, 56 with slots.

    Speaks of classes without bases that a loop in the same file makes many of. Weak references, `cached_property` and
    attributes that are added later need the dictionary; hence the preset `all`, and a fix only when asked for.

    ```python bad
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: float
        y: float

    def load(rows):
        return [Point(*row) for row in rows]
    ```

    ```python good
    from dataclasses import dataclass

    @dataclass(slots=True)
    class Point:
        x: float
        y: float

    def load(rows):
        return [Point(*row) for row in rows]
    ```

    ```python bad
    import dataclasses

    @dataclasses.dataclass(frozen=True)
    class Line:
        text: str

    def read(self):
        for line in open(self.path):
            self.lines.append(Line(line))
    ```

    ```python bad
    from dataclasses import dataclass as record

    @record()
    class Name:
        text: str

    def names(rows):
        yield from (Name(row) for row in rows)
    ```

    Few instances, bases, other libraries:

    ```python good
    from dataclasses import dataclass

    @dataclass
    class Settings:
        path: str

    settings = Settings("a")
    for name in ("a", "b"):
        Settings(name)
    ```

    ```python good
    from dataclasses import dataclass

    @dataclass
    class Point(Shape):
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```

    ```python good
    from attrs import dataclass

    @dataclass
    class Point:
        x: float

    def load(rows):
        return [Point(row) for row in rows]
    ```
    """
    for above in doc.index("decorated"):
        definition = above.child_by_field_name("definition")
        if definition is None or definition.type != "class_definition" or bases(definition):
            continue
        for decorator in decorators(definition):
            if origin(doc, function(decorator) or decorator) == DATACLASS and _is_worth(doc, decorator, definition):
                yield report(
                    decorator, "each of many instances carries a dictionary; add slots=True", fix=_fix(decorator)
                )


def _is_worth(doc: Document, decorator: Node, definition: Node) -> bool:
    if "slots" in keywords(decorator) or "cached_property" in text(definition) or "__slots__" in text(definition):
        return False
    loops = map(loop_around, calls_named(doc, text(definition.child_by_field_name("name"))))
    return any(loop is not None and is_unbounded(doc, iterated(loop)) for loop in loops)


def _fix(decorator: Node) -> Fix | None:
    if decorator.type == "call":
        edit = with_argument(decorator, "slots=True")
        return Fix("Add slots=True", (edit,)) if edit else None
    return Fix("Add slots=True", (Edit(Span(decorator.end_byte, decorator.end_byte), "(slots=True)"),))
