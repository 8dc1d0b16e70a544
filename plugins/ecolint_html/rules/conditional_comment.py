"""Comments for a browser that is gone."""

import re

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

_CONDITION = r"<!--\[if\s+[^\]]*\]>"
_MAIL = r"(?i)\bmso\b|\bvml\b"
_END = rb"<!--\s*<!\[endif\]-->"


@rule(
    "html",
    query=r"""((comment) @comment (#match? @comment "^<!--\\[if[ (!]"))""",
    mentions=["[if"],
    saves=["network"],
    evidence="deterministic",
    severity="note",
    refs=[
        "rgesn:2.7",
        "wsg:ensure-code-follows-good-semantic-practices",
        "wsg:minify-and-remove-unused-code",
        "rweb:0077",
    ],
)
def conditional_comment(comment: Node, doc: Document) -> Report | None:
    """A conditional comment speaks to versions of Internet Explorer that nobody supports.

    Its bytes are sent with every page. No other browser reads them, and version 10 already did not.

    Evidence: no supported browser reads conditional comments.

    The fix is safe: to all other browsers it is a comment like any other. Where it surrounds content for them, only the
    two comments go.

    ## When not to care

    E-mails: Outlook reads `<!--[if mso]>`, which is left alone.

    ```html bad
    <p>a</p><!--[if lt IE 9]><script src="html5shiv.js"></script><![endif]-->
    ```
    ```html good
    <p>a</p>
    ```
    ```html bad
    <!--[if gt IE 8]><!--><html class="modern"></html><!--<![endif]-->
    ```
    ```html good
    <html class="modern"></html>
    ```
    ```html bad
    <!--[if (gte IE 6)&(lte IE 8)]>
    <p>Old</p>
    <![endif]-->
    ```
    ```django bad
    <!--[if IE]><link rel="stylesheet" href="{% static 'ie.css' %}"><![endif]-->
    ```
    ```html good
    <!--[if mso]><table><tr><td><![endif]--><!--[if !mso]><!--><p>a</p><!--<![endif]-->
    ```
    ```html good
    <!-- if IE is mentioned --><p>[if IE]</p>
    ```
    ```jsx good
    const Note = () => <p>{"<!--[if IE]>"}</p>
    ```
    """
    text = doc.text(comment)
    opening = re.match(_CONDITION, text)
    if (
        opening is None
        or re.search(_MAIL, opening[0])
        or "xmlns:v" in text
        or b"urn:schemas-microsoft-com:vml" in doc.data
    ):
        return None
    start = comment.start_byte
    edits = [Edit(Span(start, comment.end_byte), "")]
    if re.fullmatch(r"<!--\[if[^\]]*\]>\s*(?:<!)?--!?>", text):
        end = re.compile(_END).search(doc.data, comment.end_byte)
        if end is None:
            return None
        edits.append(Edit(Span(*end.span()), ""))
    place = Span(start, start + len(opening[0].encode()))
    return report(place, "no supported browser reads this; remove it", fix=Fix("Remove it", tuple(edits), safe=True))
