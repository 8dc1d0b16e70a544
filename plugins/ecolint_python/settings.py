"""Settings: names given a value at the top of a module, and keys of an application's configuration."""

import re

from ecolint import Document, Node

from .calls import keywords
from .strings import constant
from .tree import text

_NOT_PRODUCTION = re.compile(
    r"(^|[/_.-])(dev|devel|development|local|test|tests|testing|[a-z]*debug[a-z]*|ci)([/_.-]|$)"
)


def settings(doc: Document) -> dict[str, Node]:
    """Name → the value it is given at the top of the module (the last one)."""
    return doc.once(_settings)


def setting(doc: Document, name: str) -> Node | None:
    """The value that a name is given at the top of the module; the text is asked first."""
    return settings(doc).get(name) if name.encode() in doc.data else None


def is_settings_file(doc: Document) -> bool:
    """Whether the file holds the settings of a Django project that runs in production: `DEBUG` isn't plainly on."""
    names = ("INSTALLED_APPS", "MIDDLEWARE", "ROOT_URLCONF")
    if is_for_development(doc) or text(setting(doc, "DEBUG")) == "True":
        return False
    return any(setting(doc, name) is not None for name in names)


def is_for_development(doc: Document) -> bool:
    """Whether the file's path says that production doesn't run it."""
    return doc.once(_is_for_development)


def entries(doc: Document, node: Node | None) -> dict[str, Node]:
    """The values of a dictionary that is written out, `{…}` or `dict(…)`, by constant key."""
    found: dict[str, Node] = {}
    if node is None:
        return found
    if node.type == "call" and text(node.child_by_field_name("function")) == "dict":
        return keywords(node)
    if node.type != "dictionary":
        return found
    for pair in node.named_children:
        given = pair.child_by_field_name("value") if pair.type == "pair" else None
        key = constant(doc, pair.child_by_field_name("key")) if given is not None else None
        if key is not None and given is not None:
            found[key] = given
    return found


def _is_for_development(doc: Document) -> bool:
    return _NOT_PRODUCTION.search(str(doc.path.with_suffix("")).lower()) is not None


def _settings(doc: Document) -> dict[str, Node]:
    return {
        text(left): right
        for statement in doc.root.named_children
        if statement.type == "expression_statement"
        and (assignment := statement.named_children[0]).type == "assignment"
        and (left := assignment.child_by_field_name("left")) is not None
        and left.type == "identifier"
        and (right := assignment.child_by_field_name("right")) is not None
    }
