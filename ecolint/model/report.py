"""What a rule answers: a sentence at a place, perhaps with a fix."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol, TypeAlias, cast

from .finding import Fix, Related, Severity
from .source import Span
from .wording import Message, Value


class Spanned(Protocol):
    """Anything with a place in a document."""

    @property
    def span(self) -> Span: ...


class SyntaxNode(Protocol):
    """A tree-sitter node, as far as a place needs it."""

    @property
    def start_byte(self) -> int: ...
    @property
    def end_byte(self) -> int: ...


Place: TypeAlias = Spanned | SyntaxNode | Span


def span_of(place: Place) -> Span:
    """The bytes of an element, attribute, node, fact or span."""
    if isinstance(place, Span):
        return place
    span = getattr(place, "span", None)  # asked many times: a check against the protocol takes ten times as long
    if isinstance(span, Span):
        return span
    node = cast("SyntaxNode", place)
    return Span(node.start_byte, node.end_byte)


_LEVELS = tuple(str(level) for level in Severity)


class Report(NamedTuple):
    """What a rule says: where, which sentence, how to mend it."""

    where: Place
    message: Message
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    key: str = ""
    severity: Severity | None = None
    path: PurePosixPath | None = None
    """For rules about the project: the file; otherwise the one at hand."""


def report(
    where: Place,
    message: str,
    /,
    *,
    fix: Fix | None = None,
    related: Iterable[Related] = (),
    key: str = "",
    severity: str | None = None,
    **values: Value,
) -> Report:
    """Say something about a place.

    `message` is a constant template, `values` fill its `{names}`. `severity="note"` lowers this one finding. `key`
    tells findings about a whole file or project from each other; `fix` mends it.
    """
    if not isinstance(message, str):
        raise TypeError(f"report(where, sentence): the sentence is a text, not {type(message).__name__}")
    if not isinstance(where, Span) and not hasattr(where, "span") and not hasattr(where, "start_byte"):
        raise TypeError(
            "report(where, sentence): where is an element, attribute, node, fact, file or span, "
            f"not {type(where).__name__}"
        )
    if fix is not None and not isinstance(fix, Fix):
        raise TypeError(f"report(…, fix=): a fix of the document or an element, or None, not {type(fix).__name__}")
    if severity is not None and severity not in _LEVELS:
        raise ValueError(f"report(…, severity={severity!r}): one of {', '.join(_LEVELS)}")
    path = getattr(where, "path", None)
    return Report(
        where,
        Message(message, tuple(values.items())),
        fix,
        tuple(related),
        key,
        Severity(severity) if severity else None,
        path if isinstance(path, PurePosixPath) else None,
    )
