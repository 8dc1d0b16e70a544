"""python/regex-in-hot-loop"""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import argument, calls_to, function, has_spread, keywords, name_place, positional, texts_of
from ..edits import free_name, indentation, keyword_argument, statement_around, without_argument
from ..loops import depends_on, identifiers, iterated, loop_around, loops_around
from ..names import bindings, scope_of
from ..sizes import is_unbounded
from ..strings import constant
from ..tree import descendants, text

SEARCHES = frozenset(
    f"re.{name}" for name in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
)


@rule(
    "python",
    words=texts_of(SEARCHES),
    saves=["cpu"],
    evidence="measured",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "wsg:use-sustainable-javascript-and-apis", "rweb:0054"],
)
def regex_in_hot_loop(doc: Document) -> Iterator[Report]:
    """A regular expression is looked up again on every turn of a loop.

    `re.match("…", line)` finds its compiled pattern in a cache each time. A pattern that is compiled before the loop
    needs no looking up.

    Evidence: `docs/evidence/python_regex.py`: less than a microsecond a call, which is why the rule is for hot loops
    only and in the preset `all`.

    The fix compiles the pattern right before the loop, under a name that the file doesn't use. What a wrong pattern
    raises is raised there too, even if the loop never turns.

    ```python bad
    import re

    def codes(lines):
        return [line for line in lines if re.match(r"[A-Z]\\d+", line)]
    ```

    ```python good
    import re

    def codes(lines):
        pattern = re.compile(r"[A-Z]\\d+")
        return [line for line in lines if pattern.match(line)]
    ```

    ```python bad
    import re

    def clean(self):
        for line in self.lines:
            if not re.search("^#", line):
                yield re.sub("[aeiou]", "_", line, count=2, flags=re.IGNORECASE)
    ```

    ```python good
    import re

    def clean(self):
        pattern = re.compile("^#")
        pattern2 = re.compile("[aeiou]", flags=re.IGNORECASE)
        for line in self.lines:
            if not pattern.search(line):
                yield pattern2.sub("_", line, count=2)
    ```

    ```python bad
    from re import sub as replace

    def clean(self):
        for line in self.lines:
            yield replace(" +", " ", line)
    ```

    ```python bad
    import re

    SPACE = " +"
    for line in open("text.txt"):
        words = re.split(SPACE, line)
    ```

    ```python good
    import re

    SPACE = " +"
    pattern = re.compile(SPACE)
    for line in open("text.txt"):
        words = pattern.split(line)
    ```

    ```python good
    import re

    def search(lines, words):
        for word in words:
            re.findall(word, lines)
        for mark in "ab":
            re.search("a|b", mark)
        return re.match("a", lines)
    ```

    ```python good
    import regex as re

    def search(lines):
        return [re.match("a", line) for line in lines]
    ```

    ```python good
    def search(re, lines):
        return [re.match("a", line) for line in lines]
    ```
    """
    found: list[Node] = []
    for call, _ in calls_to(doc, SEARCHES):
        loop = loop_around(call)
        if loop is None or not is_unbounded(doc, iterated(loop)):
            continue
        if constant(doc, argument(call, 0, "pattern")) is not None:
            found.append(call)
    fixes = _compiled(doc, found)
    for call in found:
        message = "the pattern is looked up on every turn; compile it once, before the loop"
        yield report(name_place(call), message, fix=fixes.get(call.id))


_PLACES = {"split": 3, "sub": 4, "subn": 4}
"""Search → how many arguments it may be given by place before its flags; two for the others."""


def _compiled(doc: Document, calls: list[Node]) -> dict[int, Fix]:
    """Call → what compiles its pattern before the loop. Calls that share a loop, pattern and flags share the fix."""
    together: dict[tuple[int, str], list[tuple[Node, Node]]] = {}
    for call in sorted(calls, key=lambda call: call.start_byte):
        start = _start(doc, call)
        if start is not None:
            together.setdefault((start.start_byte, _pattern(call)), []).append((call, start))
    fixes: dict[int, Fix] = {}
    taken: set[str] = set()
    for (_, pattern), members in together.items():
        name = free_name(doc, "pattern", taken)
        call, start = members[0]
        module = text(_object(call))
        made = f"{name} = {module}.compile({pattern})\n{indentation(doc, start)}"
        edits = [Edit(Span(start.start_byte, start.start_byte), made)]
        for one, _ in members:
            edits += _searching(one, name)
        fixes |= {one.id: Fix("Compile it before the loop", tuple(edits)) for one, _ in members}
    return fixes


def _start(doc: Document, call: Node) -> Node | None:
    """The statement before which the pattern of a call can be compiled."""
    given, named, written = positional(call), keywords(call), text(function(call))
    if _object(call) is None or has_spread(call) or not given or any(descendants(call, "comment")):
        return None
    if len(given) > _PLACES.get(written.rpartition(".")[2], 2) or "pattern" in named:
        return None
    outermost = [*loops_around(call)][-1]
    start = statement_around(doc, outermost)
    scope = scope_of(start) if start is not None else None
    if start is None or scope is None or scope.type == "class_definition":
        return None
    for part in (given[0], *filter(None, [named.get("flags")])):
        if part.type == "string" and re.match("(?i)[rb]*f", text(part)):
            return None
        if depends_on(doc, start, part) or any(_comes_later(doc, name, start) for name in identifiers(part)):
            return None
    return start


def _comes_later(doc: Document, name: Node, start: Node) -> bool:
    return any(binding.name.start_byte > start.start_byte for binding in bindings(doc, name))


def _object(call: Node) -> Node | None:
    called = function(call)
    return called.child_by_field_name("object") if called is not None and called.type == "attribute" else None


def _pattern(call: Node) -> str:
    """The arguments of `re.compile`."""
    flags = keyword_argument(call, "flags")
    return text(positional(call)[0]) + (f", {text(flags)}" if flags is not None else "")


def _searching(call: Node, name: str) -> list[Edit]:
    """`re.sub("a", "b", text, flags=re.I)` → `name.sub("b", text)`."""
    called, first, flags = function(call), positional(call)[0], keyword_argument(call, "flags")
    module = _object(call)
    if called is None or module is None:
        return []
    edits = [Edit(Span(module.start_byte, module.end_byte), name), without_argument(first)]
    return [*edits, without_argument(flags)] if flags is not None else edits
