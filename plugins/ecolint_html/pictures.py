"""What is known of an `<img>`: whether it is a vector drawing, a placeholder, how large it is shown."""

import re

from ecolint import Document, Element

from .addresses import written

_VECTOR = r"(?i)\.svgz?\b"
_INLINE = r"(?i)\s*['\"`]?data:"
_LAZY_CLASS = r"(?i)\blazy"
_DEFERRED = ("data-src", "data-srcset", "data-lazy", "data-original", "lazy-src")
_ZOOM = r"(?i)zoom|lightbox|fancybox|magnif|gallery"
_PICTURE_FILE = r"(?i)\.(?:jpe?g|png|gif|webp|avif|tiff?)\b"


def is_vector(image: Element) -> bool:
    """Whether the address names an SVG, or holds the picture itself."""
    address = written(image)
    return re.match(_INLINE, address) is not None or re.search(_VECTOR, address) is not None


def is_loaded_by_script(image: Element) -> bool:
    """Whether a lazy loader of its own fetches the picture: the address is a placeholder."""
    if any(image.get(name) is not None for name in _DEFERRED):
        return True
    classes = image.attribute("class")
    return classes is not None and re.search(_LAZY_CLASS, classes.known) is not None


def is_pixel(image: Element) -> bool:
    """Whether the picture is a counter of visits, not something to see."""
    return any(image.get(side) in ("0", "1", "0px", "1px") for side in ("width", "height"))


def is_zoomable(image: Element) -> bool:
    """Whether the same file is also shown larger: a link to it, a magnifier."""
    link = image.closest("a")
    if link is not None and re.search(_PICTURE_FILE, written(link, "href")):
        return True
    around = [image, *([] if link is None else [link])]
    return any(
        re.search(_ZOOM, name) or (name == "class" and re.search(_ZOOM, attribute.known))
        for element in around
        for name, attribute in element.attributes.items()
    )


def pixels(image: Element, side: str) -> int | None:
    """`width` or `height` in CSS pixels, if it is a plain number."""
    value = image.get(side)
    match = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", value) if isinstance(value, str) else None
    return int(match[1]) if match else None


def is_preloaded(doc: Document, element: Element) -> bool:
    """Whether the page asks for an element's picture before anything else."""
    return isinstance(element.get("src"), str) and element.get("src") in doc.once(_preloaded)


def _preloaded(doc: Document) -> set[object]:
    """Addresses of pictures that the page preloads."""
    links = (link for link in doc.tagged("link") if _says(link, "rel", "preload") and _says(link, "as", "image"))
    return {link.get("href") for link in links}


def _says(element: Element, name: str, word: str) -> bool:
    value = element.get(name)
    return isinstance(value, str) and value.strip().lower() == word
