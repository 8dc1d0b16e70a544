"""python/str-concat-in-loop"""

from ecolint import Document, Node, Report, report, rule

from ..circumstances import severity
from ..loops import depends_on, iterated, loop_around
from ..names import value
from ..sizes import is_unbounded
from ..strings import parts
from ..tree import descendants, text


@rule(
    "python",
    query="""
        (augmented_assignment
          left: [(identifier) (attribute) (subscript)] @target operator: "+=" right: (_) @added)
    """,
    saves=["cpu", "memory"],
    evidence="measured",
    precision="medium",
    preset="all",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "creedengo:GCI105"],
)
def str_concat_in_loop(target: Node, added: Node, doc: Document, *, locals: bool = False) -> Report | None:
    """A text grows by being copied whole on every turn of a loop.

    Strings don't change: `self.page += line` makes a new text out of all that was there and a little more. A list of
    the pieces, joined once at the end, copies each piece once.

    Evidence: `docs/evidence/python_str_concat.py`, 20,000 pieces: a thousand times as long for attributes and items
    of a dictionary. CPython extends a *local* variable in place, so that there the gain is small.

    Speaks of attributes and items in loops whose length nothing but the data limits. With `locals` set it speaks of
    local variables too, for other interpreters.

    ```python bad
    class Page:
        def render(self, lines):
            for line in lines:
                self.text += line + "\\n"
    ```

    ```python good
    class Page:
        def render(self, lines):
            self.text = "".join(line + "\\n" for line in lines)
    ```

    ```python bad
    def export(rows, answer):
        for row in rows:
            answer["body"] += f"<li>{row.name}</li>"
    ```

    ```python bad
    class Log:
        def read(self):
            for line in open(self.path):
                self.seen += "> " + line
    ```

    ```python bad
    class Letter:
        def write(self, lines):
            for line in lines:
                self.text += "<p>"
                self.text += line
    ```

    ```python bad locals=true
    def page(lines):
        text = ""
        for line in lines:
            text += "<p>" + line
        return text
    ```

    Numbers, lists, a text of each item's own, few turns, and local variables:

    ```python good
    class Page:
        def render(self, lines):
            text = ""
            for line in lines:
                self.count += 1
                self.lines += [line]
                line.text += "."
                self.texts[line] += "."
                text += "."
            for mark in ("a", "b"):
                self.text += "-"
    ```

    ```python good locals=true
    def totals(lines):
        total = 0
        for line in lines:
            total += line.price
        text = "-"
        text += "."
    ```

    ```python good
    class Page:
        def add(self, line):
            self.text += f"{line}\\n"
    ```
    """
    if target.type == "identifier" and not locals:
        return None
    if not _is_text(doc, added):
        return None
    loop = loop_around(target)
    if loop is None or not is_unbounded(doc, iterated(loop)):
        return None
    if target.type != "identifier" and depends_on(doc, loop, target):
        return None
    if target.type == "identifier" and not _is_text(doc, value(doc, target) or added):
        return None
    if _was_told(doc, loop, target):
        return None
    return report(
        target,
        "`{text}` is copied whole on every turn; keep the pieces in a list and join them once",
        text=text(target),
        severity=severity(doc),
    )


def _was_told(doc: Document, loop: Node, target: Node) -> bool:
    """Whether the loop grows the same text above already: one finding is enough."""
    earlier = (
        one
        for one in descendants(loop, "augmented_assignment")
        if one.start_byte < target.start_byte and text(one.child_by_field_name("left")) == text(target)
    )
    return any(_is_text(doc, right) for one in earlier if (right := one.child_by_field_name("right")) is not None)


def _is_text(doc: Document, node: Node) -> bool:
    return any(isinstance(part, str) for part in parts(doc, node))
