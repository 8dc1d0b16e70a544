"""What a rule says of the code: findings with places and fixes, facts, ignores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from .source import Span
from .wording import Message, Value


class Severity(StrEnum):
    """How much a finding weighs; `error` is a team's own choice, never a rule's default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def weight(self) -> int:
        """0 for the heaviest: sorts by importance."""
        return list(Severity).index(self)


class Edit(NamedTuple):
    """Bytes to replace by a text; an insertion has an empty span."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend a finding. `safe`: the page looks and behaves the same afterwards."""

    title: str
    """A constant text, or a `Phrase` if values are in it, so that it can be translated."""
    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that explains a finding."""

    path: PurePosixPath
    span: Span
    message: str


class Suppression(NamedTuple):
    """Why a finding is not told: an ignore comment (`in-source`) or an accepted one (`baseline`)."""

    kind: str
    reason: str = ""


class Finding(NamedTuple):
    """One place in the code that a rule speaks about."""

    rule: str
    path: PurePosixPath
    span: Span
    message: Message
    severity: Severity
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    key: str = ""
    """What tells this finding from others when its place says nothing (a whole file, a project)."""
    fingerprint: str = ""
    """`ecolint/v1`: stable when lines move; see `analysis.fingerprints`."""
    suppression: Suppression | None = None

    @property
    def order(self) -> tuple[PurePosixPath, int, int, str, str]:
        """Reports are sorted by place, then rule, then words."""
        return self.path, self.span.start, self.span.end, self.rule, self.message.english


@dataclass(frozen=True, slots=True)
class Fact:
    """What one file contributes to a rule about the whole project: plain values with a place."""

    kind: str
    """The name of the function that stated it."""
    path: PurePosixPath
    span: Span
    values: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


class Ignore(NamedTuple):
    """An `ecolint: ignore[...]` comment."""

    rules: tuple[str, ...]
    span: Span
    """The comment."""
    covers: Span
    """Findings that begin here are ignored."""
    reason: str = ""
    until: str = ""
    """ISO date after which the ignore no longer holds."""
