"""Mappers between objects and databases, as data, and what of theirs a call is made on.

Each entry names the page that documents it, from general knowledge: the pages were not opened. The methods were
compared with the packages themselves on 2026-11-26: Sequelize 6.37.8, TypeORM 1.1.1, Mongoose 9.12.1.
"""

import re
from typing import NamedTuple

from ecolint import Document, Node

from .bindings import binding
from .declared import declared_type
from .loops import called_with
from .names import constant
from .syntax import bare, called_name, enclosing_function, receiver


class Mapper(NamedTuple):
    """A mapper between objects and tables or collections."""

    modules: tuple[str, ...]
    many: tuple[str, ...]
    """Methods that give a list."""
    source: str


PRISMA = Mapper(
    ("@prisma/client", "prisma"),
    ("findMany",),
    "https://www.prisma.io/docs/orm/reference/prisma-client-reference",
)
SEQUELIZE = Mapper(
    ("sequelize", "sequelize-typescript", "@sequelize/core"),
    ("findAll",),
    "https://sequelize.org/docs/v6/core-concepts/model-querying-finders/",
)
TYPEORM = Mapper(
    ("typeorm", "@nestjs/typeorm"),
    ("find",),
    "https://typeorm.io/docs/working-with-entity-manager/repository-api",
)
MONGOOSE = Mapper(("mongoose", "@nestjs/mongoose"), ("find",), "https://mongoosejs.com/docs/queries.html")
MAPPERS = (PRISMA, SEQUELIZE, TYPEORM, MONGOOSE)
MANY = tuple(sorted({name for mapper in MAPPERS for name in mapper.many}))
_REPOSITORY = re.compile(r"(Mongo|Tree)?Repository\b")
_MODEL_FOLDERS = ("model", "entit", "schema")


def is_prisma(doc: Document, call: Node) -> bool:
    """`prisma.user.…()`, `this.prisma.user.…()`, `tx.user.…()` in a transaction."""
    target = receiver(call)
    client = target.child_by_field_name("object") if target is not None else None
    if target is None or target.type != "member_expression" or client is None:
        return False
    if doc.text(client).rpartition(".")[2].lower() in ("prisma", "prismaclient", "prismaservice"):
        return True
    if declared_type(doc, client).startswith(("PrismaClient", "PrismaService")):
        return True
    found = binding(doc, client) if client.type == "identifier" else None
    if found is None:
        return False
    if found.origin is not None:
        return "prisma" in found.origin.module.lower()
    if found.kind == "parameter":
        function = enclosing_function(doc, found.node)
        call_around = called_with(function) if function is not None else None
        return call_around is not None and called_name(doc, call_around) == "$transaction"
    value = found.node.child_by_field_name("value")
    return value is not None and doc.text(value).startswith("new PrismaClient")


def is_repository(doc: Document, call: Node) -> bool:
    """TypeORM's repositories, by what they are called, their declared type, or how they are got."""
    target = receiver(call)
    if target is None:
        return False
    made = constant(doc, target) if target.type == "identifier" else target
    if made is not None and bare(made).type == "call_expression":
        return called_name(doc, bare(made)) == "getRepository"
    if doc.text(target).lower().endswith(("repository", "repo")):
        return True
    return _REPOSITORY.match(declared_type(doc, target)) is not None


def is_model(doc: Document, call: Node) -> bool:
    """`User`, `this.userModel`: what models of Mongoose and Sequelize are called."""
    target = receiver(call)
    if target is None:
        return False
    text = doc.text(target)
    if target.type == "identifier" and text[:1].isupper():
        return True
    if text.lower().endswith("model") or declared_type(doc, target).startswith("Model<"):
        return True
    return target.type == "member_expression" and text.startswith(("db.", "models.")) and _last(text)[:1].isupper()


def _last(text: str) -> str:
    return text.rpartition(".")[2]


def is_model_of_project(doc: Document, call: Node) -> bool:
    """Whether a call is one of a model that comes from where a project keeps its models, or is called one."""
    return is_model(doc, call) and _is_imported_model(doc, call)


def _is_imported_model(doc: Document, call: Node) -> bool:
    """Whether a model comes from where a project keeps its models, or is called one."""
    target = receiver(call)
    if target is None or target.type != "identifier":
        return target is not None
    found = binding(doc, target)
    if found is None:
        return False
    value = found.node.child_by_field_name("value")
    if found.origin is None and value is not None and value.type == "identifier":  # const { User } = db
        known = binding(doc, value)
        found = known if known is not None else found
    source = found.origin.module if found.origin else doc.text(value) if value is not None else ""
    return any(folder in source.lower() for folder in _MODEL_FOLDERS)
