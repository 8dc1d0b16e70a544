"""Where code runs: in a script that is run now and then, in a migration that is run once."""

from itertools import pairwise
import re

from ecolint import Document

_COMMANDS = ("management", "commands")
"""Where Django looks for its commands."""
_SCRIPT_FOLDERS = frozenset({"migrations", "scripts", "script", "cli", "bin", "tools", "alembic", "versions"})
_SCRIPT_FILES = frozenset({"__main__", "cli", "cli_commands", "commands", "manage"})
"""What people start: `python -m shop`, a module of click commands."""
_ONE_OFF_FOLDERS = _SCRIPT_FOLDERS - {"tools", "versions"} | {
    "fixtures",
    "initializers",
    "seeders",
    "seeds",
    "south_migrations",
}
_STANDS_IN = re.compile(r"(?:^|_)(?:dummy|examples?|fakes?|mocks?|noop|samples?|testing)(?:_|$)")
"""Folders whose code stands for other code."""
ONE_OFF = re.compile(
    r"(?:^|_)(?:backfill|bootstrap|fixtures|initial_\w*data|introspection|migrat(?:e|ion|ions)|seed(?:ing)?|startup)(?:_|$)"
    r"|^(?:down|up)grade$|^_*(?:initialize|ready)(?:_|$)|^\d{3,}_",
    re.IGNORECASE,
)
"""Names of what is run once: `migrate_orders`, `backfill`, `on_startup`, `0002_orders`, `introspection`."""


def is_one_off(doc: Document) -> bool:
    """Whether a file is a migration, a command that people start, or an example: it is run once, or seldom."""
    return doc.once(_is_one_off)


def _is_one_off(doc: Document) -> bool:
    folders = doc.path.parent.parts
    if not _ONE_OFF_FOLDERS.isdisjoint(folders) or _COMMANDS in pairwise(folders) or ONE_OFF.search(doc.path.stem):
        return True
    if any(_STANDS_IN.search(part) for part in folders) or b"(BaseCommand)" in doc.data:
        return True
    return ("versions" in folders and b"alembic" in doc.data) or _has_main(doc)


def is_script(doc: Document) -> bool:
    """Whether the file is a script, a command or a migration: what it wastes, it wastes rarely."""
    return doc.once(_is_script)


def _is_script(doc: Document) -> bool:
    folders = doc.path.parent.parts
    if doc.path.stem in _SCRIPT_FILES or not _SCRIPT_FOLDERS.isdisjoint(folders):
        return True
    return _COMMANDS in pairwise(folders) or _has_main(doc)


def _has_main(doc: Document) -> bool:
    return b'__name__ == "__main__"' in doc.data.replace(b"'", b'"')


def severity(doc: Document) -> str | None:
    """The severity of a finding about work that is repeated: lower in scripts."""
    return "note" if is_script(doc) else None
