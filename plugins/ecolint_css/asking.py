"""Whether a file asks what its visitor wants. Apart from what reads style sheets: it is asked of every page."""

import re

from ecolint import Document, Fact, Span, fact

ASKED = re.compile(rb"(?i:reduced?-?motion)|motion-(?:reduce|safe)")


@fact("css", "html", "javascript", mentions=["motion"])
def asks_about_motion(doc: Document) -> Fact | None:
    """A file that asks whether its visitor wants less motion."""
    if doc.host is None and ASKED.search(doc.lowered) and (found := ASKED.search(doc.data)):
        return fact(Span(*found.span()))
    return None
