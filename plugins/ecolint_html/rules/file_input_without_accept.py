"""Uploads that are refused when they have arrived."""

from ecolint import Element, Report, report, rule


@rule(
    "html",
    "javascript",
    select="input[type=file i]:not([accept]):not([webkitdirectory]):not([disabled])",
    saves=["network", "server"],
    evidence="official",
    refs=["rgesn:4.11", "rweb:0014"],
)
def file_input_without_accept(field: Element) -> Report:
    """A field for files doesn't say which files it takes.

    A picture or a form that isn't accepted is sent in full before anybody says so; people then convert it and send it
    again.

    Evidence: RGESN 4.11 asks that the kinds of files, and their size, be told before they are sent.

    ## When not to care

    If any file will do, `accept="*/*"` says so.

    ```html bad
    <input type="file" name="photo">
    ```
    ```html bad
    <INPUT NAME='piece' TYPE=FILE MULTIPLE>
    ```
    ```django bad
    <input type="file" name="{{ field.html_name }}" id="{{ field.id }}">
    ```
    ```jsx bad
    const Upload = () => <input type="file" onChange={send} />
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
    ```jinja good
    <input type="{{ kind }}"><input type="file" {{ attributes }}>
    ```
    """
    return report(field, "wrong files are refused only when they have arrived; say which with accept")
