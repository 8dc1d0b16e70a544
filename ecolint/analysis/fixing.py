"""Edits → new bytes."""

from collections.abc import Iterable

from ..model.finding import Edit


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes after the edits. Raises ValueError if two of them overlap."""
    parts, position = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if edit.span.start < position:
            raise ValueError(f"edits overlap at byte {edit.span.start}")
        parts += [data[position : edit.span.start], edit.text.encode()]
        position = edit.span.end
    return b"".join([*parts, data[position:]])
