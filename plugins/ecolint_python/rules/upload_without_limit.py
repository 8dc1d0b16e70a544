"""python/upload-without-limit"""

from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..calls import texts_of
from ..deployment import WEB_SERVERS, found
from ..names import modules, origin

UPLOADS = frozenset({"flask.request.files", "quart.request.files"})


@fact("python", words=texts_of(UPLOADS))
def uploaded_file(doc: Document) -> Iterator[Fact]:
    """A file that a visitor sends."""
    at = doc.data.find(b".files") if not modules(doc).isdisjoint(("flask", "quart")) else -1
    while at >= 0:
        name = doc.root.descendant_for_byte_range(at + 1, at + 6)
        if name is not None and origin(doc, name.parent) in UPLOADS:
            yield fact(name, kind="upload")
        at = doc.data.find(b".files", at + 1)


@fact("python")
def upload_limit(doc: Document) -> Fact | None:
    """A limit on the size of what visitors send."""
    signs = (b"MAX_CONTENT_LENGTH", b"max_content_length", b"content_length", b"max_form_memory_size")
    return fact(doc, kind="limit") if any(sign in doc.data for sign in signs) else None


@rule(
    saves=["network", "storage", "server"],
    evidence="official",
    precision="medium",
    preset="all",
    refs=["rgesn:4.11", "wsg:reduce-the-impact-of-downloadable-and-physical-documents"],
    facts=[uploaded_file, upload_limit],
    whole=True,
)
def upload_without_limit(uploads: Facts, limits: Facts, files: Files) -> Iterator[Report]:
    """Visitors may send files of any size.

    A video from a phone goes through the network, the server's memory and its disk, where a limit would have said no
    before the first byte.

    Evidence: RGESN 4.11 asks for a limit that is told to the visitor.

    Speaks of Flask and Quart, once for a project, where nothing sets `MAX_CONTENT_LENGTH` nor looks at the length, and
    no configuration of a web server limits it. Django and FastAPI leave limits to forms and servers, which can't be
    told from their lack.

    ```python bad file=service.py
    from flask import request

    @app.post("/photo")
    def photo():
        request.files["photo"].save(target())
    ```

    ```python bad file=upload.py
    import flask

    def names():
        return [file.filename for file in flask.request.files.values()]
    ```

    ```python bad file=upload.py
    from quart import request as asked

    async def photo():
        return (await asked.files)["photo"]
    ```

    ```python good file=service.py
    from flask import request

    app.config["MAX_CONTENT_LENGTH"] = 5_000_000

    @app.post("/photo")
    def photo():
        request.files["photo"].save(target())
    ```

    ```python good file=service.py
    from flask import request

    @app.post("/photo")
    def photo():
        request.files["photo"].save(target())
    ```

    ```nginx file=nginx.conf
    server { client_max_body_size 5m; }
    ```

    ```python good file=service.py
    from django.http import request

    def photo(request):
        return request.files
    ```
    """
    if limits or any(
        "client_max_body_size" in text or "LimitRequestBody" in text for _, text in found(files, *WEB_SERVERS)
    ):
        return
    for upload in uploads[:1]:
        yield report(upload, "files of any size are taken; set MAX_CONTENT_LENGTH, and tell visitors")
