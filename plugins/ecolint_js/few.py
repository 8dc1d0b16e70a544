"""Collections of which a name says that they hold a few items, whoever gives them: `form.fields`, `locales`."""

import re

from ecolint import Document, Node

from .names import constant
from .syntax import arguments, bare, called_name, receiver

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def _with_plurals(things: str) -> frozenset[str]:
    return frozenset(word for one in things.split() for word in (one, f"{one}s", f"{one}es", f"{one[:-1]}ies"))


FEW = _with_plurals(
    "backend column config currency direction extension field flag header lang language locale param plugin provider"
    " role scope setting stage"
)
MOSTLY_FEW = _with_plurals("choice error feature module option perm permission status")
"""Of these there may be many elsewhere: features of a map, options of countries."""
_AS_MANY = frozenset({"entries", "filter", "keys", "map", "reverse", "slice", "sort", "toSorted", "values"})


def words(doc: Document, node: Node | None) -> list[str]:
    """The words of a name, in lower case: `userRoles` has `user` and `roles`."""
    return [word.lower() for word in _WORD.findall(doc.text(node))] if node is not None else []


def are_few(doc: Document, collection: Node, depth: int = 4) -> bool:
    """Whether a collection is surely short by its name, or by the name of what it is made of.

    `fields`, `Object.keys(user.roles)`, `columns.filter(isShown)`, `PREFIXES`, `provider?.fields || []`.
    """
    collection = bare(collection)
    if depth == 0:
        return False
    if collection.type == "binary_expression":
        left = collection.child_by_field_name("left")
        return left is not None and are_few(doc, left, depth - 1)
    if collection.type == "call_expression":
        made_of, given = receiver(collection), arguments(collection)
        if called_name(doc, collection) not in _AS_MANY or made_of is None:
            return False
        return are_few(doc, given[0] if given and doc.text(made_of) == "Object" else made_of, depth - 1)
    if collection.type == "member_expression":
        return _ends_as_few(doc, collection.child_by_field_name("property"))
    if collection.type != "identifier":
        return False
    name = doc.text(collection)
    if (len(name) > 1 and name.isupper()) or _ends_as_few(doc, collection):
        return True
    value = constant(doc, collection)
    return value is not None and are_few(doc, value, depth - 1)


def _ends_as_few(doc: Document, name: Node | None) -> bool:
    """`userFields` are fields, `fieldUsers` users."""
    return bool(FEW.intersection(words(doc, name)[-1:]))
