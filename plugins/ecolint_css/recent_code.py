"""Recent features of JavaScript that scripts of pages need, and fail without."""

from collections.abc import Iterator
from functools import cache
import re

from ecolint import Document, Node, Span

from .recent import Use, recent

CONSTRUCTORS = recent(
    "constructors",
    *(
        "ClipboardItem",
        "Float16Array",
        "Highlight",
        "Intl.DurationFormat",
        "ReportingObserver",
        "RTCRtpScriptTransform",
    ),
    *("SharedWorker", "URLPattern", "VideoFrame", "WebTransport"),
)
"""Those that scripts of pages make; constructors of events come with the event."""
MEMBERS = recent(
    "members",
    *("Atomics.pause", "Atomics.waitAsync", "Iterator.concat", "Iterator.from", "JSON.isRawJSON", "JSON.rawJSON"),
    *(
        "Math.f16round",
        "Math.sumPrecise",
        "Promise.try",
        "Uint8Array.fromBase64",
        "Uint8Array.fromHex",
    ),
)
"""Functions of the language's own objects. Methods of what they make are called on anything. Not `RegExp.escape`, which
Prototype.js has defined for pages since 2005."""
CALLS = (*CONSTRUCTORS, *MEMBERS)
_IN_BROWSERS = re.compile(rb"(?<![\w.$])(?:document|window|navigator|location)\.|addEventListener\(")
_ON_SERVERS = re.compile(rb"""(?<![\w.$])(?:require\(\s*["']|process\.|module\.exports)|["']node:|__dirname""")


def code_uses(doc: Document) -> Iterator[Use]:
    """Calls of recent members of the language, and of recent constructors; with no day where the file itself tests
    for one, or makes its own."""
    text = doc.code
    names = [name for name in CALLS if _is_named(text, name.encode())]
    known = {name for name in names if _is_known(text, name)}
    for name in sorted(known):
        yield Use(name, "", doc.span)
    if len(known) < len(names) and _is_for_browsers(doc):
        for use in _calls(doc):
            if use.name not in known:
                yield use


def _calls(doc: Document) -> Iterator[Use]:
    pattern = _recent_calls()
    for match in (match for span in doc.spans for match in pattern.finditer(doc.data, span.start, span.end)):
        node = doc.root.descendant_for_byte_range(match.start(2), match.end(2))
        if node is not None and node.type in ("member_expression", "identifier") and not _is_tried(doc, node):
            name = match[2].decode()
            yield Use(name, (CONSTRUCTORS if match[1] else MEMBERS)[name], Span(match.start(), match.end(2)))


def _is_tried(doc: Document, node: Node) -> bool:
    """Whether something else is done if the call fails."""
    outer, functions = node.parent, doc.kinds("function")
    while outer is not None and outer.type not in functions:
        if outer.type == "try_statement":
            return True
        outer = outer.parent
    return False


def _is_named(text: bytes, name: bytes) -> bool:
    """Whether a name stands in a text, not as a part of another."""
    place = text.find(name)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + len(name) : place + len(name) + 1]
        if not re.match(rb"[\w$]", before) and not re.match(rb"\w", after):
            return True
        place = text.find(name, place + 1)
    return False


@cache
def _recent_calls() -> re.Pattern[bytes]:
    """`new URLPattern(`, `Promise.try(`: what is written so is no method of an object."""
    made, called = (rf"(?:{'|'.join(map(re.escape, names)) or '(?!)'})" for names in (CONSTRUCTORS, MEMBERS))
    return re.compile(rf"(?<![\w.$])(?:(new\s+)(?={made}\s*\()|(?={called}\s*\())([A-Z][\w.]*)".encode())


def _is_known(code: bytes, name: str) -> bool:
    """Whether the file makes the name its own, or asks whether the browser has it."""
    first = re.escape(name.partition(".")[0])
    whole = re.escape(name)
    last = re.escape(name.rpartition(".")[2])
    asked = (
        rf"typeof\s+{first}|[\"']{last}[\"']\s+in\b|{whole}(?!\w|\s*\()|{whole}\s*\?|\b(?:globalThis|window|self)\.{whole}"
        rf"|\b(?:import|class|const|let|var|function)\b[^;\n=(]*\b{first}\b"
    )
    return re.search(asked.encode(), code) is not None


def _is_for_browsers(doc: Document) -> bool:
    """A script in a page, or a file that uses what only pages have."""
    if doc.host is not None:
        return True
    return _IN_BROWSERS.search(doc.data) is not None and _ON_SERVERS.search(doc.data) is None
