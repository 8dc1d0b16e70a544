"""What an element lies in, and whether readers see it at once."""

from collections.abc import Iterator
import re

from ecolint import Document, Element

_HIDDEN = r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:width|height)\s*:\s*0(?:px)?\s*(?:;|$))"
_HIDDEN_CLASSES = frozenset({"hidden", "d-none", "hide", "invisible", "is-hidden", "visually-hidden", "sr-only"})
_ON_DEMAND = ("v-if", "v-else-if", "v-else", "v-show", "*ngif", "[ngif]", "ng-if")
_CONDITIONS = frozenset({"ternary_expression", "if_statement", "switch_case", "binary_expression"})
_MAIL_MARKS = re.compile(
    rb"[ !]mso[ \]]|\[if mso|!mso|microsoft-com:(?:office|vml)|x-apple-disable-message-reformatting"
    rb"|\*\|mc:[a-z]|%unsubscribe_url%"
)
_MAIL_WORDS = (b"mso", b"microsoft-com", b"x-apple", b"*|mc:", b"%unsubscribe")
"""One of them stands in each mark: a quick first question."""
_HEAD = 8_000
_MAIL_NAMES = re.compile(r"(?i)(?:.*[-_.])?(?:e-?mail|newsletter)(?:[-_.].*)?")
_OPENED = re.compile(r"dialog|modal|popup|popover|drawer|lightbox", re.IGNORECASE)
"""In the names of components that show their content on demand."""
_EXAMPLES = frozenset({"demo", "demos", "example", "examples", "sample", "samples", "documentation", "vendors"})
_MANUALS = frozenset({"doc", "docs"})
_PAGES = frozenset({"templates", "views", "pages"})
_WRITTEN_BY = re.compile(
    rb"generated (?:by|on|using|with)\b.{0,120}?\b(?:jsdoc|yard|rdoc|doxygen|javadoc|typedoc|sphinx|pdoc|esdoc)\b"
    rb"|id=.?jsdoc|scripts/linenumber\.js|<title>[^<]*\b(?:demos?|examples?)\b",
    re.DOTALL,
)
"""Marks of programs that write documentation out of code, and titles of demonstrations."""
_MAIL_FOLDERS = frozenset(
    {"email", "emails", "e-mail", "e-mails", "mail", "mails", "newsletter", "newsletters", "notifications"}
)


def with_text(doc: Document, *words: str) -> list[Element]:
    """Elements whose start tag holds one of some words, written in lower case here and in any case there.

    Far faster than reading the attributes of all elements: most documents hold none of the words.
    """
    if not doc.may_hold(None):
        return []
    found = {doc.element_at(place): None for word in words for place in places_of(doc, word)}
    return sorted((element for element in found if element), key=lambda element: element.start)


def places_of(doc: Document, word: str) -> Iterator[int]:
    """Where a word stands in a document, in any case; the word itself is in lower case."""
    start, text = doc.once(_lowered)
    wanted = word.encode()
    place = text.find(wanted)
    while place >= 0:
        yield start + place
        place = text.find(wanted, place + len(wanted))


def _lowered(doc: Document) -> tuple[int, bytes]:
    """Where the document begins, and its bytes in lower case."""
    if doc.host is None:
        return 0, doc.data.lower()
    return doc.host.span.start, doc.data[doc.host.span.start : doc.host.span.end].lower()


def is_mail(doc: Document) -> bool:
    """Whether the document shows the marks of an e-mail, or lies among e-mails: not browsers show it."""
    return doc.once(_is_mail)


def _is_mail(doc: Document) -> bool:
    if not _MAIL_FOLDERS.isdisjoint(part.lower() for part in doc.path.parent.parts):
        return True
    text = doc.lowered
    if _MAIL_NAMES.fullmatch(doc.path.name) and b"<table" in text and b"<script" not in text:
        return True  # laid out as mail programs need it, and named after them
    head = text[:_HEAD]
    return any(word in head for word in _MAIL_WORDS) and _MAIL_MARKS.search(head) is not None


def is_example(doc: Document) -> bool:
    """Whether the document is an example, a demonstration or documentation beside a service, not a page of it.

    `vendors` are libraries with their own pages. A folder `docs` below one of templates or pages is a part of the
    service. Folders at the top don't count: most are left out before, and whoever asks for one means it.
    """
    return doc.once(_is_example)


def _is_example(doc: Document) -> bool:
    folders = {part.lower() for part in doc.path.parent.parts[1:]}
    if doc.path.parent.parts and doc.path.stem.lower().startswith(("demo", "example")):
        return True
    if not _EXAMPLES.isdisjoint(folders) or (not _MANUALS.isdisjoint(folders) and _PAGES.isdisjoint(folders)):
        return True
    return _WRITTEN_BY.search(doc.lowered) is not None


def is_component(doc: Document) -> bool:
    """Whether it is a part that a script puts into a page, perhaps when somebody asks for it: JSX, Vue, Svelte."""
    return bool(doc.kinds("function")) or doc.language.name in ("vue", "svelte")


def is_inert(element: Element) -> bool:
    """Whether only readers without scripts get the element."""
    return element.closest("noscript") is not None


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that nobody sees it: `hidden`, no size, a style or class that hides."""
    if element.get("hidden") is not None:
        return True
    if any(element.get(side) in ("0", "1", "0px", "1px") for side in ("width", "height")):
        return True
    style, classes = element.attribute("style"), element.attribute("class")
    if style is not None and style.value_span and re.search(_HIDDEN, element.document.text(style.value_span).lower()):
        return True
    return classes is not None and not _HIDDEN_CLASSES.isdisjoint(classes.known.split())


def is_on_demand(element: Element) -> bool:
    """Whether something must happen in the browser before the element is there or shown.

    A condition of a component (`v-if`, `*ngIf`, `{#if open}`, `open && <iframe>`), a closed `<details>`, a `<dialog>`
    or a component called so, what is hidden. A template's condition is decided on the server and doesn't count.
    """
    return _depends_on_state(element) or is_opened(element)


def is_opened(element: Element) -> bool:
    """Whether it lies in something that opens: a dialog, a closed `<details>`, what Vue shows on a condition."""
    return any(_opens_later(outer) for outer in (element, *element.ancestors()))


def _opens_later(element: Element) -> bool:
    if element.tag == "details":
        return element.get("open") is None
    if _OPENED.search(element.tag) or element.get("hidden") == "" or element.get("popover") is not None:
        return True
    return any(element.attribute(name) is not None for name in _ON_DEMAND)


def _depends_on_state(element: Element) -> bool:
    """In JSX: a condition within the same function; in Svelte: a block, which a browser fills."""
    document = element.document
    if document.language.name == "svelte":
        return element.conditional
    functions = document.kinds("function")
    node = element.node.parent if functions else None
    while node is not None and node.type not in functions:
        if node.type in _CONDITIONS:
            return True
        node = node.parent
    return False


def has_media(media: Element) -> bool:
    """Whether a `<video>` or `<audio>` has a source: without one a script feeds it, perhaps from a camera."""
    if media.spread or any(media.get(name) is not None for name in ("src", "data-src", "data-lazy-src")):
        return True
    return any(inner.tag == "source" for inner in media.descendants())
