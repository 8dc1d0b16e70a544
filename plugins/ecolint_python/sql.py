"""SQL recognised as SQL: statements, not prose that happens to hold their words."""

import re

_STATEMENT = re.compile(
    r"\s*(?:/\*.*?\*/\s*|--[^\n]*\n\s*)*"
    r"(?:SELECT\s.+?\sFROM\s|SELECT\s+[\w*(]|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s"
    r"|REPLACE\s+INTO\s|MERGE\s+INTO\s|WITH\s+(?:RECURSIVE\s+)?\S+(?:\s*\([^)]*\))?\s+AS\s*\()",
    re.IGNORECASE | re.DOTALL,
)
_CATALOGUE = re.compile(
    r"\b(?:information_schema\.|pg_[a-z]+\b|set_config\b|sqlite_(?:master|schema)\b|sys\.\w|type_id\s*\()"
    r"|\bFROM\s+\w+\.\w+\s*\(",  # functions of one's own: what they do isn't known
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\s*(?:DELETE|INSERT|MERGE|REPLACE|UPDATE)\s", re.IGNORECASE)
_DEFINITION = re.compile(r"\s*(?:ALTER|ANALYZE|COMMENT|CREATE|DROP|GRANT|PRAGMA|SET|TRUNCATE|VACUUM)\s", re.IGNORECASE)
_LITERAL_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)


def is_query(text: str) -> bool:
    """Whether a text is a statement that reads or changes rows, not the database's own catalogue or settings."""
    return _STATEMENT.match(text) is not None and not is_about_the_database(text)


def is_about_the_database(text: str) -> bool:
    """Whether a text reads the catalogue or the settings of the database, or calls a function kept there."""
    return _CATALOGUE.search(text) is not None


def is_change(text: str) -> bool:
    """Whether a text is a statement that changes rows."""
    return _CHANGE.match(text) is not None


def is_definition(text: str) -> bool:
    """Whether a text is a statement about tables, indexes or the database itself, not about rows."""
    return _DEFINITION.match(text) is not None


def bare(text: str) -> str:
    """A statement without its comments and with empty string literals, in lower case."""
    return _LITERAL_OR_COMMENT.sub(lambda match: "''" if match[0].startswith("'") else " ", text).lower()
