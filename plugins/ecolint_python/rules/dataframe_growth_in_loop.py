"""python/dataframe-growth-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, name_place, positional, receiver
from ..circumstances import severity
from ..loops import identifiers, loops_around
from ..names import bindings, modules
from ..sizes import is_small
from ..tree import text

CONCAT = frozenset({"pandas.concat"})


@rule(
    "python",
    words=("pandas",),
    saves=["cpu", "memory"],
    evidence="measured",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0053"],
)
def dataframe_growth_in_loop(doc: Document) -> Iterator[Report]:
    """A data frame is copied whole on every turn of a loop, to add a few rows.

    A frame can't grow in place: `pd.concat([frame, part])` allocates a new one and copies all that was there, and so
    does `frame.loc[len(frame)] = row`. Parts that are kept in a list and put together once are copied once.

    Evidence: `docs/evidence/python_dataframe_growth.py`, 500 rows added one by one.

    ```python bad
    import pandas as pd

    frame = pd.DataFrame()
    for path in paths:
        frame = pd.concat([frame, pd.read_csv(path)])
    ```

    ```python good
    import pandas as pd

    frame = pd.concat([pd.read_csv(path) for path in paths])
    ```

    ```python bad
    import pandas

    def collect(rows):
        frame = pandas.DataFrame(columns=["name", "people"])
        for row in rows:
            frame.loc[len(frame)] = [row.name, row.people]
        return frame
    ```

    ```python bad
    from pandas import DataFrame, concat

    while page:
        frame = concat((frame, DataFrame(page)), ignore_index=True)
        page = load(page)
    ```

    ```python bad
    import pandas as pd

    for part in parts:
        total = total.append(part, ignore_index=True)
    ```

    Put together anew for each turn, a few times, or not in a loop:

    ```python good
    import pandas as pd

    for path in paths:
        frame = pd.concat([pd.read_csv(path), extra])
        write(frame)
    parts = []
    for path in paths:
        parts.append(pd.read_csv(path))
    frame = pd.concat(parts)
    for kind in ("a", "b"):
        frame = pd.concat([frame, more[kind]])
    for time in range(times):
        sample = pd.concat([sample, sample])
    ```

    ```python good
    import pandas as pd

    for group in groups:
        frame = base
        frame = pd.concat([frame, group])
        write(frame)
    ```

    ```python good
    names = []
    for part in parts:
        names = names.append(part)
    ```
    """
    if "pandas" not in modules(doc):
        return
    for call, _ in calls_to(doc, CONCAT):
        given = positional(call)
        if given and given[0].type in ("list", "tuple"):
            yield from _grown(doc, call, given[0])
    for call in calls_named(doc, "append"):
        obj = receiver(call)
        if obj is not None and obj.type == "identifier":
            yield from _grown(doc, call, obj)
    for call in calls_named(doc, "len"):
        yield from _appended(doc, call)


def _grown(doc: Document, call: Node, old: Node) -> Iterator[Report]:
    """`frame = concat([frame, …])`, where the frame is not made in the loop."""
    assignment = call.parent
    target = assignment.child_by_field_name("left") if assignment and assignment.type == "assignment" else None
    if target is None or target.type != "identifier" or text(target) not in map(text, identifiers(old)):
        return
    if old.named_child_count > 1 and {text(one) for one in old.named_children} == {text(target)}:
        return  # doubled: what is copied in all is twice the last frame
    for loop in loops_around(call):
        inside = [one for one in bindings(doc, target) if loop.start_byte <= one.name.start_byte < loop.end_byte]
        if len(inside) == 1 and not is_small(doc, loop):
            yield _told(doc, call)
            return


def _appended(doc: Document, call: Node) -> Iterator[Report]:
    """`frame.loc[len(frame)] = row`."""
    place = call.parent
    assignment = place.parent if place is not None and place.type == "subscript" else None
    if place is None or assignment is None or assignment.child_by_field_name("left") != place:
        return
    rows, given = place.child_by_field_name("value"), positional(call)
    if rows is None or not given or text(rows) != f"{text(given[0])}.loc":
        return
    if any(not is_small(doc, loop) for loop in loops_around(call)):
        yield report(rows, _MESSAGE, severity=severity(doc))


def _told(doc: Document, call: Node) -> Report:
    return report(name_place(call), _MESSAGE, severity=severity(doc))


_MESSAGE = "the whole frame is copied on every turn; collect the parts and put them together once"
