"""python/dataframe-growth-in-loop"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, function, keywords, name_place, positional, receiver
from ..circumstances import severity
from ..loops import identifiers, iterated, loops_around
from ..names import bindings, made_by, modules, origin, uses, value
from ..places import identifier_at, is_attribute, places
from ..sizes import is_small
from ..tree import child, descendants, text, words

CONCAT = frozenset({"pandas.concat"})
_RUNS = frozenset(
    f"{one}{plural}"
    for one in ("bootstrap", "epoch", "experiment", "fold", "model", "run", "trial")
    for plural in ("", "s")
)
"""What each turn trains or tries out: beside it, a row costs nothing."""


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

    A frame that the loop reads in other ways, too, is needed whole on each turn, and silent, and so is a loop that
    trains something on each turn: beside that, a row costs nothing.

    ```python bad
    import pandas as pd

    frame = pd.DataFrame()
    for path in paths:
        frame = pd.concat([frame, pd.read_csv(path)])
    ```

    ```python bad
    import pandas as pd

    class Towns:
        def load(self, paths):
            for path in paths:
                self.frame = pd.concat([self.frame, pd.read_csv(path)])
            for path in paths:
                self.rows = self.rows.append(pd.read_csv(path))

    def table(towns):
        frame = pd.DataFrame(columns=["name", "people"])
        for i, town in enumerate(towns):
            frame.loc[i] = [town.name, town.people]
        return frame
    ```

    ```python good
    import pandas as pd

    def mark(self, towns):
        frame = pd.DataFrame(index=range(len(towns)), columns=["name"])
        for i, town in enumerate(towns):
            frame.loc[i] = [town.name]
        for path in paths:
            self.frame = pd.concat([self.frame, pd.read_csv(path)])
            show(self.frame)
        for part in parts:
            scores = self.model.fit(part).scores()  # beside which a row costs nothing
            self.scores = pd.concat([self.scores, scores])
        for town in towns:
            if town["name"] == "Paris":
                self.capital = self.capital.append(town)
                continue
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

    ```python bad
    import pandas as pd

    def load(paths):
        frame = None
        for path in paths:
            if frame is None:
                frame = pd.read_csv(path)
            else:
                frame = pd.concat([frame, pd.read_csv(path)])
        return frame
    ```

    Put together anew for each turn, a few times, beside a training, or not in a loop:

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
    for run in runs:
        results = pd.concat([results, train(run)])
    ```

    Still needed on each turn:

    ```python good
    import pandas as pd

    def forecast(model, history, days):
        for day in days:
            history = pd.concat([history, model.predict(history.tail(7))])
        return history

    def cleaned(parts, seen):
        for part in parts:
            seen.loc[len(seen)] = part[~part.isin(seen)]
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
        if obj is not None and obj.type in _FRAMES:
            yield from _grown(doc, call, obj)
    for place in _places(doc):
        yield from _appended(doc, place)


def _grown(doc: Document, call: Node, old: Node) -> Iterator[Report]:
    """`frame = concat([frame, …])`, where the frame is not made in the loop."""
    assignment = call.parent
    if assignment is not None and assignment.type == "conditional_expression":
        assignment = assignment.parent
    target = assignment.child_by_field_name("left") if assignment and assignment.type == "assignment" else None
    if (
        assignment is None
        or target is None
        or target.type not in _FRAMES
        or text(target) not in map(text, [*identifiers(old), old, *old.named_children])
    ):
        return
    if old.named_child_count > 1 and {text(one) for one in old.named_children} == {text(target)}:
        return  # doubled: what is copied in all is twice the last frame
    kept = old if old.type in _FRAMES else next((one for one in old.named_children if text(one) == text(target)), old)
    for loop in loops_around(call):
        inside = _given(doc, loop, target)
        if (
            all(by == assignment or _is_other_branch(by, assignment) for by in inside)
            and _takes_many_turns(doc, loop)
            and not _is_read(doc, loop, target, kept)
            and not _is_for_a_named_one(assignment)
        ):
            yield _told(doc, call)
            return


_FRAMES = frozenset({"attribute", "identifier"})


def _given(doc: Document, loop: Node, frame: Node) -> list[Node]:
    """What gives a variable or attribute its value in a loop."""
    if frame.type == "identifier":
        return [one.by for one in bindings(doc, frame) if loop.start_byte <= one.name.start_byte < loop.end_byte]
    changed = descendants(loop, "assignment", "augmented_assignment")
    return [one for one in changed if text(one.child_by_field_name("left")) == text(frame)]


def _read(doc: Document, loop: Node, frame: Node) -> list[Node]:
    """Where a loop reads a variable or attribute."""
    if frame.type == "identifier":
        return [one for one in uses(doc, frame) if loop.start_byte <= one.start_byte < loop.end_byte]
    written = {one.id for by in _given(doc, loop, frame) for one in by.named_children[:1]}
    return [one for one in descendants(loop, frame.type) if text(one) == text(frame) and one.id not in written]


def _is_other_branch(by: Node, growth: Node) -> bool:
    """`if frame is None: frame = part`, before `else: frame = concat([frame, part])`."""
    blocks = [statement.parent for one in (by, growth) if (statement := one.parent) is not None]
    choices = {choice.id for block in blocks if (choice := _choice(block)) is not None}
    return by.type == "assignment" and len(blocks) == 2 and blocks[0] != blocks[1] and len(choices) == 1


def _choice(block: Node | None) -> Node | None:
    around = block.parent if block is not None else None
    return around.parent if around is not None and around.type in ("elif_clause", "else_clause") else around


def _takes_many_turns(doc: Document, loop: Node) -> bool:
    named = words(loop.child_by_field_name("left")) | words(iterated(loop))
    return not (is_small(doc, loop) or named & _RUNS or any(_trains(call) for call in descendants(loop, "call")))


def _is_for_a_named_one(growth: Node) -> bool:
    """`if town["name"] == "Paris": frame = …; continue`: what comes once."""
    block = growth.parent.parent if growth.parent is not None else None
    if block is None or block.type != "block" or block.named_children[-1].type != "continue_statement":
        return False
    condition = block.parent.child_by_field_name("condition") if block.parent is not None else None
    return condition is not None and any(
        one.type == "comparison_operator"
        and any(sign.type == "==" for sign in one.children)
        and one.named_children[-1].type == "string"
        for one in (condition, *descendants(condition, "comparison_operator"))
    )


def _trains(call: Node) -> bool:
    """`model.fit(x, y)`, `self._fit_estimator(x)`, `train(model)`."""
    return not _TRAINS.isdisjoint(words(name_place(call)))


_TRAINS = frozenset({"fit", "train"})


def _is_read(doc: Document, loop: Node, frame: Node, kept: Node) -> bool:
    """Whether a loop does more with a frame than keep it as it grows, and ask how long it is."""
    return any(
        not kept.start_byte <= one.start_byte < kept.end_byte and not _is_asked_for_length(one)
        for one in _read(doc, loop, frame)
    )


def _is_asked_for_length(name: Node) -> bool:
    """`frame.empty`, `len(frame)`, `frame is None`, and the place of another `frame.loc[…] = row`."""
    above = name.parent
    if above is None:
        return False
    if above.type == "attribute":
        asked, outer = text(above.child_by_field_name("attribute")), above.parent
        return asked == "empty" or (asked == "loc" and outer is not None and _is_assigned(outer))
    if above.type == "argument_list":
        return above.parent is not None and text(above.parent.child_by_field_name("function")) == "len"
    return above.type in ("comparison_operator", "not_operator")


def _is_assigned(place: Node) -> bool:
    return place.parent is not None and place.parent.child_by_field_name("left") == place


def _places(doc: Document) -> Iterator[Node]:
    """`frame.loc[…]` where it is assigned to."""
    for at in places(doc.data, b"loc"):
        name = identifier_at(doc, at, b"loc") if is_attribute(doc.data, at) else None
        rows = name.parent if name is not None else None
        place = rows.parent if rows is not None and rows.type == "attribute" else None
        if place is not None and place.type == "subscript" and _is_assigned(place):
            yield place


def _appended(doc: Document, place: Node) -> Iterator[Report]:
    """`frame.loc[len(frame)] = row`; `frame.loc[i] = row` of a counter, where the frame began without rows."""
    rows, keys = place.child_by_field_name("value"), place.named_children[1:]
    frame = rows.child_by_field_name("object") if rows is not None else None
    if rows is None or frame is None or len(keys) != 1:
        return
    key = keys[0]
    at_the_end = key.type == "call" and text(function(key)) == "len" and text(frame) in map(text, positional(key))
    for loop in loops_around(place):
        counted = key.type == "identifier" and _counts(doc, loop, key) and _begins_empty(doc, frame)
        if (
            (at_the_end or counted)
            and _takes_many_turns(doc, loop)
            and not _given(doc, loop, frame)
            and not _is_read(doc, loop, frame, place)
        ):
            yield report(rows, _MESSAGE, severity=severity(doc))
            return


def _counts(doc: Document, loop: Node, name: Node) -> bool:
    """`for i, row in enumerate(rows)`."""
    counter = child(loop.child_by_field_name("left"))
    called = origin(doc, function(iterated(loop)))
    return called == "builtins.enumerate" and counter is not None and text(counter) == text(name)


def _begins_empty(doc: Document, frame: Node) -> bool:
    made = value(doc, frame)
    return made_by(doc, made) == "pandas.DataFrame" and not positional(made) and keywords(made).keys() <= {"columns"}


def _told(doc: Document, call: Node) -> Report:
    return report(name_place(call), _MESSAGE, severity=severity(doc))


_MESSAGE = "the whole frame is copied on every turn; collect the parts and put them together once"
