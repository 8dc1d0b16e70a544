"""Uploads that are refused when they have arrived."""

import re

from ecolint import Document, Element, Report, report, rule

from ..labels import label_of

_KIND = re.compile(
    r"(?<![a-z])(?:photo|picture|image|img|avatar|logo|icon|banner|thumbnail|portrait|background|cover|pdf|csv|tsv|excel"
    r"|xlsx?|docx?|odt|ods|spreadsheets?|json|yaml|xml|sql|zip|archive|backup|import|audio|video|film|music|mp3|mp4|font"
    r"|css|theme|cv|resume|certificate|pem|licen[cs]e|(?:public|private|ssh|api)[ -]key|ical"
    r"|ics|vcards?|gpx|geojson|shapefile|images?|photos?|pictures?|bilder?|bild|foto|justificatif|pi[eè]ces?)(?![a-z])"
)


@rule(
    "html",
    "javascript",
    select="input[type=file i]:not([accept]):not([webkitdirectory]):not([disabled])",
    saves=["network", "server"],
    evidence="official",
    refs=["rgesn:4.11", "rweb:0014"],
)
def file_input_without_accept(field: Element, doc: Document) -> Report | None:
    """A field for files doesn't say which files it takes.

    A picture or a form that isn't accepted is sent in full before anybody says so; people then convert it and send it
    again.

    Evidence: RGESN 4.11 asks that the kinds of files, and their size, be stated before they are sent.

    Judged are fields whose name, identity or label names a kind of file (a photo, a CSV, an import): elsewhere any
    file may be welcome, as in attachments and stores of files.

    ## When not to care

    If any file will do, `accept="*/*"` says so.

    ```html bad
    <input type="file" name="photo">
    ```
    ```html bad
    <INPUT NAME='piece' TYPE=FILE MULTIPLE>
    ```
    ```django bad
    <label for="{{ field.id }}">{% translate "Your picture" %}</label>
    <input type="file" name="{{ field.html_name }}" id="{{ field.id }}"><input type="file" name="import_csv">
    ```
    ```jsx bad
    const Upload = () => <label>Photo <input type="file" onChange={send} /></label>
    ```
    ```html good
    <input type="file" name="photo" accept="image/*"><input type="file" name="any" accept="*/*">
    ```
    ```jsx good
    const Upload = (props) => <><input type="file" {...props} /><input type="file" accept={kinds} /></>
    ```
    ```vue good
    <template><input type="file" :accept="kinds"><input type="file" webkitdirectory></template>
    ```
    ```html good
    <label>Attachment <input type="file" name="file"></label><input type="file" name="key" aria-label="Any">
    ```
    ```jinja good
    <input type="{{ kind }}"><input type="file" {{ attributes }}>
    ```
    """
    words = " ".join(str(field.get(name) or "") for name in ("name", "id", "aria-label", "title"))
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", f"{words} {label_of(field, doc)}")
    if not _KIND.search(said.lower().replace("_", " ")):
        return None
    return report(field, "wrong files are refused only when they have arrived; say which with accept")
