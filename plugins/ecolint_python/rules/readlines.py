"""python/readlines"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_named, has_spread, method, name_place, positional, receiver
from ..names import bindings, function_of, made_by, uses
from ..tree import child, descendants

WRITES = frozenset({"write", "writelines", "write_text", "write_bytes", "truncate", "seek", "tell", "close"})


@rule(
    "python",
    words=("readlines",),
    saves=["memory"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis"],
)
def readlines(doc: Document) -> Iterator[Report]:
    """A whole file is read into memory, to go through it line by line.

    A file gives its lines one after the other by itself. `readlines()` makes a list of all of them first: a log of a
    gigabyte takes several in memory, and the first line waits for the last.

    Evidence: it follows from what `readlines` does.

    The fix is safe where the file is visibly opened for reading and the loop neither writes nor moves within a file. A
    list of the lines that is kept, counted or sorted is another matter, and fine.

    ## When not to care

    How long a file is the code doesn't tell. For a list of a few names, or what a command prints, it makes no
    difference.

    ```python bad
    with open("access.log") as log:
        for line in log.readlines():
            count(line)
    ```

    ```python good
    with open("access.log") as log:
        for line in log:
            count(line)
    ```

    ```python bad
    words = [line.strip() for line in open("words.txt").readlines()]
    ```

    ```python good
    words = [line.strip() for line in open("words.txt")]
    ```

    ```python bad
    def lines(self):
        for number, line in enumerate(self.stream.readlines()):
            yield number, line
    ```

    The list is needed, or is bounded:

    ```python good
    lines = log.readlines()
    for line in reversed(log.readlines()):
        print(line)
    for line in log.readlines(8192):
        print(line)
    ```

    ```python good
    with open("access.log") as log:
        with open("/proc/mounts") as mounts:
            for line in mounts.readlines():
                show(line)
        header, *rest = log.readlines()
        for line in rest:
            print(line)
    ```

    ```python good
    for line in log.read_lines():
        pass
    ```
    """
    for call in calls_named(doc, "readlines"):
        obj, loop = receiver(call), _loop_over(call)
        if (
            obj is not None
            and loop is not None
            and not positional(call)
            and not has_spread(call)
            and made_by(doc, obj) not in _IN_MEMORY
            and not _is_small_file(doc, call)
        ):
            yield report(
                name_place(call),
                "the whole file is read into memory; go through the file itself",
                fix=_fix(doc, call, obj, loop),
            )


_IN_MEMORY = frozenset({"io.StringIO", "io.BytesIO"})


def _is_small_file(doc: Document, call: Node) -> bool:
    """Whether a file of the system is read, or the end of a file: `open("/proc/mounts")`, `log.seek(-2048, …)`."""
    around = function_of(call)
    before = doc.data[around.start_byte if around is not None else 0 : call.start_byte]
    return _SYSTEM.search(before) is not None


_SYSTEM = re.compile(rb"[\"'](?:/etc|/proc|/sys)/|\.seek\(")


def _loop_over(call: Node) -> Node | None:
    """The loop whose lines a call reads, perhaps through `enumerate`."""
    read, loop = call, call.parent
    if loop is not None and loop.type == "argument_list" and method(loop.parent) == "enumerate":
        read, loop = loop.parent or call, loop.parent.parent if loop.parent else None
    if loop is None or loop.type not in ("for_statement", "for_in_clause"):
        return None
    if loop.child_by_field_name("right") != read:
        return None
    return loop.parent if loop.type == "for_in_clause" else loop


def _fix(doc: Document, call: Node, file: Node, loop: Node) -> Fix:
    return Fix(
        "Go through the file itself",
        (Edit(Span(file.end_byte, call.end_byte), ""),),
        safe=_is_opened_here(doc, file) and _only_reads(doc, loop, file),
    )


def _is_opened_here(doc: Document, file: Node) -> bool:
    """`open(path)`, or a name that `with open(path) as name` gives."""
    if made_by(doc, file) == "builtins.open":
        return True
    found = bindings(doc, file) if file.type == "identifier" else []
    if len(found) != 1 or found[0].by.type != "as_pattern":
        return False
    return made_by(doc, child(found[0].by)) == "builtins.open"


def _only_reads(doc: Document, loop: Node, file: Node) -> bool:
    inside = [node for node in descendants(loop, "call") if node.start_byte != file.start_byte]
    if any(method(node) in WRITES or method(node) == "open" for node in inside):
        return False
    if file.type != "identifier":
        return True
    return sum(loop.start_byte <= use.start_byte < loop.end_byte for use in uses(doc, file)) == 1
