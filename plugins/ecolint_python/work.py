"""What an expression has to compute: next to nothing, or work that is worth leaving out."""

import builtins
import re

from ecolint import Document, Node

from .calls import function, method
from .names import COMPREHENSIONS, bindings, bindings_of, origin
from .sizes import is_small
from .tree import descendants, text

_GO_THROUGH = frozenset({"all", "any", "frozenset", "list", "open", "set", "sorted", "sum", "tuple"})
"""Built-in functions that go through all they are given, or open a file."""
_CHEAP = frozenset(dir(builtins)) - _GO_THROUGH | {
    name for kind in (str, bytes, dict, set, int, float) for name in dir(kind)
}
"""Functions that answer at once, and methods of texts, numbers, dictionaries and sets, which are short as a rule."""
_CHEAP_MODULES = ("inspect.", "math.", "ntpath.", "operator.", "os.path.", "posixpath.", "string.", "typing.")
_ANSWERS = re.compile(
    r"_*(?:as|can|contains|dim|done|empty|full|get|groups?|has|is|item|numel|qsize|should|size|type)(?:_|[A-Z]|[a-z]*$)"
)
"""Functions that say something about one thing: most of them look at a field."""
_ASKS_FILES = frozenset(
    {
        "exists",
        "getmtime",
        "getsize",
        "is_dir",
        "is_file",
        "is_symlink",
        "isdir",
        "isfile",
        "islink",
        "lexists",
        "samefile",
    }
)
_LOOPS = ("for_statement", "while_statement", *sorted(COMPREHENSIONS))
_DEEP = 3
"""So many functions that call each other are looked into."""


def is_work(doc: Document, node: Node, *, deep: int = _DEEP) -> bool:
    """Whether an expression or a block calls something that isn't plainly cheap, or goes through many items itself."""
    parts = [node, *descendants(node, "call", *_LOOPS)]
    return any(
        _is_laborious(doc, part, deep) if part.type == "call" else part.type in _LOOPS and not is_small(doc, part)
        for part in parts
    )


def definition(doc: Document, call: Node) -> Node | None:
    """The body of the function that is called, if it stands in the same file: of `check(x)` and `self.check(x)`."""
    called = function(call)
    if called is None:
        return None
    if called.type == "identifier":
        found = bindings(doc, called)
    elif text(called.child_by_field_name("object")) in ("self", "cls"):
        found = bindings_of(doc, method(call))
    else:
        return None
    by = found[0].by if len(found) == 1 else None
    return by.child_by_field_name("body") if by is not None and by.type == "function_definition" else None


def _is_laborious(doc: Document, call: Node, deep: int) -> bool:
    name, last = origin(doc, function(call)), method(call)
    if last in _ASKS_FILES:
        return True
    if (body := definition(doc, call)) is not None:
        return deep > 0 and is_work(doc, body, deep=deep - 1)
    if not last or last in _CHEAP or last[:1].isupper() or name.startswith(_CHEAP_MODULES):
        return False
    return _ANSWERS.match(last) is None
