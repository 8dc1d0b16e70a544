"""Whole documents that load with a page."""

import re

from ecolint import Element, Phrase, Report, report, rule

from ..addresses import address, written
from ..hosts import name_of
from ..surroundings import is_on_demand

_DOCUMENT = r"(?i)\.(pdf|docx?|odt|ods|odp|pptx?|xlsx?)(?:[?#\"'].*)?$"


@rule(
    "html",
    "javascript",
    select="iframe, embed, object",
    saves=["network", "cpu"],
    evidence="consensus",
    preset="all",
    refs=["rgesn:5.7", "rgesn:4.12", "wsg:reduce-the-impact-of-downloadable-and-physical-documents", "rweb:0033"],
)
def embedded_document(frame: Element, *, hosts: tuple[str, ...] = ()) -> Report | None:
    """A whole document is downloaded with the page.

    The file comes complete, with a viewer to show it, for readers who may want a paragraph of it or nothing. A link
    that names format and weight lets them choose; the text itself, as a page, is lighter and fits every screen.

    Evidence: the Web Sustainability Guidelines, RGESN 5.7 and an RWEB practice agree.

    PDF and office files count, and known viewers of documents; `hosts` adds a team's own viewers.

    ## When not to care

    In the code of five thousand packages only tools for reading were found, so the rule is in the preset `all`.

    Tools in which reading the document is the task: a document that the server or a script chooses is left alone, and
    so are frames in a dialog or closed `<details>`, or that a component shows on demand.

    ```html bad
    <iframe src="/files/report.pdf" width="100%" height="800"></iframe>
    ```
    ```html bad
    <EMBED SRC='Plan.PDF#page=2' TYPE=application/pdf>
    ```
    ```html bad
    <object data="/files/budget.xlsx"></object>
    ```
    ```django bad
    <iframe src="{% static 'guide.pdf' %}"></iframe>
    ```
    ```html bad
    <iframe src="https://docs.google.com/viewer?url=https%3A%2F%2Fexample.org%2Freport&embedded=true"></iframe>
    ```
    ```jsx bad
    export const Guide = () => <object data="/guide.pdf" type="application/pdf" />
    ```
    ```html good
    <a href="/files/report.pdf">The report (PDF, 1.2 MB)</a>
    ```
    ```html good
    <details><summary>The plan (PDF, 300 kB)</summary><iframe loading="lazy" src="plan.pdf"></iframe></details>
    ```
    ```html good
    <iframe src="/pdf-viewer/"></iframe><object data="map.svg" type="image/svg+xml"></object>
    ```
    ```jinja good
    <iframe src="{{ document.url }}"></iframe><embed src="{{ lecture.data }}" type="application/pdf">
    ```
    ```jsx good
    export const Preview = ({file}) => file ? <iframe src="/guide.pdf" /> : null
    ```
    """
    name = "data" if frame.tag == "object" else "src"
    found = re.search(_DOCUMENT, written(frame, name).rstrip(" %}"))
    kind = frame.get("type")
    is_pdf = isinstance(frame.get(name), str) and isinstance(kind, str) and kind.lower() == "application/pdf"
    viewer = name_of(address(frame, name), "document", hosts)
    if not (found or is_pdf or viewer) or is_on_demand(frame):
        return None
    if viewer and not found and not is_pdf:
        what = Phrase("a document in {viewer}", viewer=viewer)
    else:
        what = Phrase("a file ({kind})", kind=found[1].upper() if found else "PDF")
    return report(frame, "the page loads {what} at once; link to it, with format and weight", what=what)
