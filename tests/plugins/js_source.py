"""Documents made of a text, and nodes found in them, for tests of what the rules for scripts share."""

from pathlib import PurePosixPath

from ecolint import Document, Node
from ecolint.analysis.lint import documents_of
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

PLANS = Plans(installed(), RuleSet(()))


def document(text: str, language: str = "tsx", path: str = "example.tsx") -> Document:
    """A document with its index of imports."""
    source = SourceFile(PurePosixPath(path), text.encode())
    return documents_of(source, installed().languages[language], PLANS)[0]


def find(doc: Document, text: str, kind: str = "") -> Node:
    """The last and outermost node with a text."""
    found, waiting = None, [doc.root]
    while waiting:
        node = waiting.pop(0)
        if (
            doc.text(node) == text
            and (not kind or node.type == kind)
            and (found is None or node.start_byte > found.start_byte)
        ):
            found = node
        waiting.extend(node.named_children)
    assert found is not None, f"{text!r} isn't in {doc.text(doc.root)!r}"
    return found
