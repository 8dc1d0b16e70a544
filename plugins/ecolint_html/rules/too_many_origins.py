"""Pages that load from many hosts."""

from ecolint import Document, Report, report, rule

from ..hosts import host_of
from ..surroundings import is_example, is_mail
from ..third_parties import Use, uses


@rule(
    "html",
    mentions=["//"],
    saves=["network"],
    evidence="official",
    refs=["rgesn:6.7", "wsg:treat-third-parties-the-same-as-first-parties", "rweb:0082"],
)
def too_many_origins(doc: Document, *, max: int = 5) -> Report | None:
    """A page loads from many different hosts.

    Each is a name to look up, a connection to open and to encrypt, before a first byte arrives; and nothing of one
    connection can make way for what is urgent on another.

    Evidence: an RWEB practice sets the limit of 5 hosts, the default of `max`. RGESN 6.7 asks for one of the own.

    Scripts, style sheets and frames of a whole page are counted, links aren't; a host whose name is decided elsewhere
    can't be. Examples and documentation are left alone.

    ```html bad max=2
    <!DOCTYPE html><script src="https://a.example/a.js"></script><script src="//b.example/b.js"></script>
    <iframe src="https://c.example/" loading="lazy"></iframe>
    ```

    ```html bad max=1
    <html><LINK REL=stylesheet HREF=https://a.example/a.css><script src='https://b.example/b.js'></script></html>
    ```

    ```django bad max=1
    <!doctype html>{% block js %}<script src="https://a.example/{{ x }}.js"></script>{% endblock %}
    <script src="https://b.example/b.js"></script>
    ```

    ```html good
    <!DOCTYPE html><script src="https://a.example/a.js"></script><script src="//b.example/b.js"></script>
    ```

    ```html good max=1
    <!DOCTYPE html><script src="https://a.example/a.js"></script><script src="https://a.example/b.js"></script>
    <a href="https://b.example/">B</a><a href="https://c.example/">C</a>
    ```

    ```html good max=1
    <script src="https://a.example/a.js"></script><script src="https://b.example/b.js"></script>
    ```
    """
    if not doc.complete or is_mail(doc) or is_example(doc):
        return None
    first: dict[str, Use] = {}
    for use in uses(doc):
        if use.element is not None and (host := host_of(use.address)):
            first.setdefault(host, use)
    if len(first) <= max:
        return None
    return report(
        list(first.values())[max],
        "{count} hosts to connect to, more than {max}; serve from your own what can be",
        count=len(first),
        max=max,
    )
