"""Libraries that a page loads twice."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
import re

from ecolint import Document, Edit, Element, Fix, Report, Span, report, rule

from ..addresses import written
from ..libraries import names_of
from ..surroundings import is_inert

_ATTRIBUTE = {"script": "src", "link": "href"}
_FILE = r"(?i)([^/'\"?#\s]+)\.(js|css)(?=[?#'\"]|\s*$)"
_SCRIPT = re.compile(rb"<script\b[^>]*\ssrc\b")
_BUILD = (
    r"[-._@]v?\d[\w.]*$"
    r"|[-.](?:min|slim|bundle|prod|umd|global|runtime|common|full|all|esm|dev|development|production|pack)$"
)


@rule(
    "html",
    mentions=["<script", "<link"],
    saves=["network", "cpu"],
    evidence="deterministic",
    refs=[
        "rgesn:6.5",
        "rgesn:2.9",
        "wsg:avoid-redundancy-and-duplication-in-code",
        "wsg:use-dependencies-sparingly-and-maintain-them",
        "rweb:0015",
        "rweb:0046",
    ],
)
def duplicate_library(doc: Document, *, libraries: tuple[str, ...] = ()) -> Iterator[Report]:
    """A page loads the same script or style sheet twice, or two builds of one library.

    Every byte of the second one is sent, read and run for nothing, and the two may undo each other's work.

    Evidence: it is in the code.

    Equal addresses count, and files of well-known libraries that differ in version or build only
    (`jquery-1.12.4.js` and `jquery-3.7.1.min.js`, `bootstrap.js` and `bootstrap.bundle.js`). They are data with source
    and date; `libraries` adds names of files. The fix removes the second of two equal elements.

    ## When not to care

    Pairs of `module` and `nomodule`. What stands in different branches of a template is not compared.

    ```html bad
    <script src="/js/jquery-1.12.4.js"></script><script src="https://code.jquery.com/jquery-3.7.1.min.js"></script>
    ```
    ```html bad
    <link rel="stylesheet" href="/main.css"><link rel="stylesheet" href="/main.css">
    ```
    ```html good
    <link rel="stylesheet" href="/main.css">
    ```
    ```django bad
    <SCRIPT SRC='{% static "bootstrap.js" %}'></SCRIPT>
    <script src="{% static 'vendor/bootstrap.bundle.min.js' %}"></script>
    ```
    ```html bad
    <script src="https://cdn.jsdelivr.net/npm/vue@2.7.16/dist/vue.min.js"></script>
    <script src="https://unpkg.com/vue@3/dist/vue.global.prod.js"></script>
    ```
    ```html bad libraries=mapper
    <script src="/js/mapper-2.1.min.js"></script><script src="/js/mapper.js"></script>
    ```
    ```html good
    <script type="module" src="/app.js"></script><script nomodule src="/app.js"></script>
    ```
    ```html good
    <script src="jquery-3.7.1.min.js"></script><script src="editor/adapters/jquery.js"></script>
    ```
    ```html good
    <script src="/a/main.js"></script><script src="/b/main.js"></script><script src="jquery.min.js"></script>
    <script src="jquery-ui.min.js"></script><script src="jquery.validate.min.js"></script><link rel="stylesheet"
    href="bootstrap.css"><script src="bootstrap.js"></script><link rel="stylesheet" href="bootstrap-grid.css">
    ```
    ```jinja good
    {% if debug %}<script src="vue.js"></script>{% else %}<script src="vue.min.js"></script>{% endif %}
    <script src="{{ one }}"></script><script src="{{ one }}"></script>
    ```
    """
    if len(_SCRIPT.findall(doc.lowered)) < 2 and doc.lowered.count(b"stylesheet") < 2:
        return
    named = [
        (element, where, None if "/adapters/" in where else _library(_last_part(where), libraries))
        for element, where in _named(doc)
    ]
    times = Counter(key for element, where, library in named for key in ((element.tag, where), library))
    addresses: dict[tuple[str, str], Element] = {}
    builds: dict[tuple[str, str], Element] = {}
    for element, where, library in named:
        again = times[element.tag, where] > 1 or (library is not None and times[library] > 1)
        if not again or not _is_always_loaded(element):
            continue
        first = addresses.get((element.tag, where)) or (builds.get(library) if library else None)
        if first is None or not _are_for_the_same(first, element):
            addresses.setdefault((element.tag, where), element)
            if library:
                builds.setdefault(library, element)
            continue
        attribute = element.attributes[_ATTRIBUTE[element.tag]]
        before = written(first, _ATTRIBUTE[element.tag]).strip()
        if where == before and isinstance(attribute.value, str):
            yield report(attribute, "the file is loaded twice; remove one", fix=_removed(element))
        elif where != before and library:
            message = "{library} is loaded a second time, after {first}; keep one"
            yield report(attribute, message, library=library[0], first=_file(before))


def _named(doc: Document) -> Iterator[tuple[Element, str]]:
    """Scripts and style sheets that name a file, with its address."""
    for element in doc.tagged("script", "link"):
        if element.tag == "script" or b"stylesheet" in doc.data[element.start : element.end].lower():
            where = written(element, _ATTRIBUTE[element.tag]).strip()
            if where:
                yield element, where


def _is_always_loaded(element: Element) -> bool:
    if element.tag == "link" and str(element.get("rel")).strip().lower() != "stylesheet":
        return False
    return not (element.conditional or element.spread or is_inert(element))


def _are_for_the_same(first: Element, second: Element) -> bool:
    return all(first.get(name) == second.get(name) for name in ("type", "media", "nomodule"))


def _last_part(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


@lru_cache(maxsize=2048)  # the pages of a project name the same few files
def _library(address: str, known: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Name and kind of a well-known library, from the name of its file without version and build."""
    match = re.search(_FILE, address)
    if match is None:
        return None
    name, shorter = "", match[1].lower()
    while name != shorter:
        name, shorter = shorter, re.sub(_BUILD, "", shorter)
    return (name, match[2].lower()) if name in known or name in names_of("library") else None


def _file(address: str) -> str:
    match = re.search(_FILE, address)
    return f"{match[1]}.{match[2]}" if match else address


def _removed(element: Element) -> Fix:
    end = element.content_end if element.tag == "script" else element.end
    return Fix("Remove the second one", (Edit(Span(element.start, end), ""),))
