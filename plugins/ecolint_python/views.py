"""Functions that answer requests or do tasks, as the frameworks' users write them."""

import re

from ecolint import Document, Node

from .calls import argument, function
from .names import function_of
from .tree import child, text

# Django REST framework 3.16 `@api_view`; Flask 3.1, FastAPI 0.115, Starlette, Bottle, Sanic: decorators of an app,
# router or blueprint. Celery 5.4, Huey 2.5, Dramatiq 1.17, RQ 2.1: tasks.
_ROUTES = frozenset({"api_view", "delete", "get", "patch", "post", "put", "route"})
_TASKS = frozenset({"actor", "db_task", "job", "periodic_task", "shared_task", "task"})
_HANDLERS = frozenset({"get", "post", "put", "patch", "delete", "list", "retrieve", "create", "update", "dispatch"})
_PRIVATE = re.compile(
    r"auth|login|permission|permitted|_required|staff|superuser|admin|user|member|owner|token|secur|protect|session|csrf"
    r"|sensitive|Depends|Security",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    rb"\brequest\.(?:user|session|POST|FILES|COOKIES|auth|form|cookies)\b|\bcurrent_user\b|csrf|\b[Ff]orm\b|\bmessages\."
    rb"|\bsession\[|\bg\.user\b|request\.method"
)


def decorators(definition: Node | None) -> list[Node]:
    """The expressions after `@` above a function or class."""
    above = definition.parent if definition is not None else None
    if above is None or above.type != "decorated_definition":
        return []
    return [inner for one in above.children if one.type == "decorator" and (inner := child(one)) is not None]


def decorator_name(decorator: Node) -> str:
    """The last part of a decorator's name: "task" for `@app.task(bind=True)`."""
    return text(function(decorator) or decorator).rpartition(".")[2]


def first_parameter(definition: Node) -> str:
    """The name of a function's first parameter."""
    parameters = definition.child_by_field_name("parameters")
    first = child(parameters)
    while first is not None and first.type != "identifier":
        first = child(first)
    return text(first)


def class_of(definition: Node) -> Node | None:
    """The class whose method a function is."""
    outer = definition.parent
    if outer is not None and outer.type == "decorated_definition":
        outer = outer.parent
    owner = outer.parent if outer is not None else None
    return owner if owner is not None and owner.type == "class_definition" else None


def bases(definition: Node | None) -> list[str]:
    """The last parts of the names of a class's bases."""
    above = definition.child_by_field_name("superclasses") if definition is not None else None
    return [text(base).rpartition(".")[2] for base in above.named_children] if above is not None else []


def is_view(definition: Node | None) -> bool:
    """Whether a function answers requests."""
    if definition is None or definition.type != "function_definition":
        return False
    if any(decorator_name(one) in _ROUTES and one.type == "call" for one in decorators(definition)):
        return True
    owner = class_of(definition)
    if owner is None:
        return first_parameter(definition) == "request" and _is_at_top(definition)
    named = text(definition.child_by_field_name("name"))
    return named in _HANDLERS and any(
        base.endswith(("View", "ViewSet", "Resource", "Handler")) for base in bases(owner)
    )


def _is_at_top(definition: Node) -> bool:
    outer = definition.parent
    if outer is not None and outer.type == "decorated_definition":
        outer = outer.parent
    return outer is not None and outer.type == "module"


def is_task(definition: Node | None) -> bool:
    """Whether a function is a background task."""
    return definition is not None and any(decorator_name(one) in _TASKS for one in decorators(definition))


def view_around(node: Node) -> Node | None:
    """The view that runs a node at each request; not a function defined in it."""
    definition = function_of(node)
    return definition if is_view(definition) else None


def is_public(doc: Document, definition: Node) -> bool:
    """Whether a view visibly answers GET the same for everybody: no sign of a user, a session or a form."""
    owner = class_of(definition)
    above = [*decorators(definition), *decorators(owner)]
    inherited = [*bases(definition), *bases(owner)]
    if any(_PRIVATE.search(text(one)) for one in above) or any(_PRIVATE.search(base) for base in inherited):
        return False
    if not all(_answers_get(one) for one in above):
        return False
    if owner is not None and re.search(r"(permission|authentication)_classes", text(owner)):
        return False
    parameters = text(definition.child_by_field_name("parameters"))
    return not _PRIVATE.search(parameters) and not _PERSONAL.search(
        doc.data, definition.start_byte, definition.end_byte
    )


def _answers_get(decorator: Node) -> bool:
    name = decorator_name(decorator)
    if name in ("post", "put", "patch", "delete", "require_POST"):
        return False
    methods = argument(decorator, 0 if name in ("api_view", "require_http_methods") else -1, "methods")
    return methods is None or "GET" in text(methods)
