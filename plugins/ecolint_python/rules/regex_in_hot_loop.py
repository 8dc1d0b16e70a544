"""python/regex-in-hot-loop"""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..calls import argument, calls_to, name_place
from ..loops import iterated, loop_around
from ..sizes import is_unbounded
from ..strings import constant

SEARCHES = frozenset(
    f"re.{name}" for name in ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
)


@rule(
    "python",
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

    ```python bad
    import re

    def codes(lines):
        return [line for line in lines if re.match(r"[A-Z]\\d+", line)]
    ```

    ```python good
    import re

    CODE = re.compile(r"[A-Z]\\d+")

    def codes(lines):
        return [line for line in lines if CODE.match(line)]
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
    for call, _ in calls_to(doc, SEARCHES):
        loop = loop_around(call)
        if loop is None or not is_unbounded(doc, iterated(loop)):
            continue
        if constant(doc, argument(call, 0, "pattern")) is not None:
            yield report(name_place(call), "the pattern is looked up on every turn; compile it once, before the loop")
