"""What a language allows and its grammar doesn't know: written over before parsing, so that the rest is understood."""

from collections.abc import Sequence
import re

from ..model.language import Gap
from ..model.source import Span

_KEPT = re.compile(rb"/\*[\s\S]*?\*/|(?<=\s)//[^\r\n]*+|[\r\n]++")
"""Comments, which may hold an ignore, and line ends."""


def bridged(data: bytes, gaps: Sequence[Gap], spans: Sequence[Span]) -> bytes:
    """The text with the gaps that lie in the spans written over, at equal length."""
    text = data
    for gap in gaps:
        if gap.sign.encode() in text:
            text = _written_over(text, gap, spans)
    return text


def _written_over(text: bytes, gap: Gap, spans: Sequence[Span]) -> bytes:
    pattern = re.compile(gap.pattern.encode(), re.MULTILINE)
    filler = gap.filler.encode()
    parts: list[bytes] = []
    done = 0
    for span in spans:
        for match in pattern.finditer(text, span.start, span.end):
            start, end = match.span(1)
            parts += [text[done:start], _filled(text[start:end], filler)]
            done = end
    return b"".join([*parts, text[done:]]) if parts else text


def _filled(text: bytes, filler: bytes) -> bytes:
    parts: list[bytes] = []
    done = 0
    for kept in _KEPT.finditer(text):
        parts += [filler * (kept.start() - done), kept[0]]
        done = kept.end()
    return b"".join([*parts, filler * (len(text) - done)])
