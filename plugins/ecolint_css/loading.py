"""Which style sheets come together: what a page links, and what those sheets import in turn."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
import re

from ecolint import Document, Fact, Facts, Files, fact

_QUOTED = re.compile(r"""url\(\s*([^)"'\s]+)\s*\)|"([^"\n]+)"|'([^'\n]+)'""", re.IGNORECASE)
_IMPORTS = ("import", "use", "forward")


@fact("css", "html", mentions=["<link", "@import", "@use", "@forward"])
def loaded_sheet(doc: Document) -> Iterator[Fact]:
    """A style sheet that a page links or another sheet imports, and whether it is a whole page."""
    if doc.language.markup is None:
        if not any(word in doc.code for word in (b"@import", b"@use", b"@forward")):
            return
        from .sheet import sheet  # pages without a style sheet needn't pay for reading one

        for statement in sheet(doc).statements:
            for found in _QUOTED.findall(statement.values) if statement.at in _IMPORTS else ():
                yield fact(statement, url=next(filter(None, found)), by_page=False)
        return
    by_page = doc.complete and doc.host is None
    for link in doc.elements.tagged("link"):
        if link.get("rel") == "stylesheet" and (href := link.attribute("href")) and href.value_span:
            yield fact(link, url=href.known or doc.text(href.value_span), by_page=by_page)


def files_meant(one: Fact, files: Files) -> PurePosixPath | None:
    """The style sheet that a `loaded_sheet` means, with the partials of SCSS and Less."""
    url = str(one["url"])
    folder, slash, name = url.rpartition("/")
    for address in (url, f"{url}.scss", f"{folder}{slash}_{name}.scss", f"{url}.less", f"{url}/_index.scss"):
        if found := files.resolve(one.path, address):
            return found.path
    return None


def pages(loaded: Facts, sheets: Iterable[PurePosixPath], files: Files) -> Iterator[frozenset[PurePosixPath]]:
    """Sets of files that a browser loads together: for each file that no other loads, itself and all it leads to."""
    leads: dict[PurePosixPath, set[PurePosixPath]] = {}
    for one in loaded:
        if meant := files_meant(one, files):
            leads.setdefault(one.path, set()).add(meant)
    inner = {path for targets in leads.values() for path in targets}
    for first in sorted({*leads, *sheets} - inner):
        yield frozenset(_reached(first, leads))


def _reached(first: PurePosixPath, leads: Mapping[PurePosixPath, set[PurePosixPath]]) -> set[PurePosixPath]:
    seen, waiting = {first}, [first]
    while waiting:
        new = leads.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen
