"""Where code runs: in a script that is run now and then, in a test."""

from ecolint import Document

_SCRIPT_FOLDERS = frozenset(
    {"migrations", "commands", "scripts", "script", "cli", "bin", "tools", "alembic", "versions"}
)


def is_script(doc: Document) -> bool:
    """Whether the file is a script, a command or a migration: what it wastes, it wastes rarely."""
    return doc.once(_is_script)


def _is_script(doc: Document) -> bool:
    return not _SCRIPT_FOLDERS.isdisjoint(doc.path.parent.parts) or b'__name__ == "__main__"' in doc.data.replace(
        b"'", b'"'
    )


def severity(doc: Document) -> str | None:
    """The severity of a finding about work that is repeated: lower in scripts."""
    return "note" if is_script(doc) else None
