"""Embedded languages: regions of a document become further documents over the same bytes."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
import re
from typing import TYPE_CHECKING, NamedTuple

from tree_sitter import Tree

from ..model.language import Captured, Injection, Language
from ..model.source import Span
from .attributes import unescaped, written_in
from .document import Document, Host, never, range_of
from .parsing import parsed
from .passing import look_through, start_tags
from .plan import CodeAttribute
from .plans import Plans
from .unknowns import Hole, Unknowns

if TYPE_CHECKING:
    from .element import Element

DEPTH_LIMIT = 4
_REFERENCE = re.compile(rb"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


class Region(NamedTuple):
    """A part of a document that is written in another language."""

    language: Language
    span: Span
    place: str
    wrap: tuple[bytes, bytes] = (b"", b"")
    holes: tuple[Span, ...] = ()
    entities: bool = False
    together: bool = False


def inject(
    document: Document,
    plans: Plans,
    unread: list[str],
    expired: Callable[[], bool] = never,
    *,
    thorough: bool = False,
) -> Iterator[Document]:
    """The documents that lie in a document. Names of languages that no plugin brings are added to `unread`.

    Those that nothing can be found in are not parsed, unless `thorough`.
    """
    if _depth(document) >= DEPTH_LIMIT:
        return
    regions = [*_injected(document, plans, unread, thorough), *_attribute_code(document, plans, unread)]
    by_overlay: dict[tuple[bytes, bytes], list[Region]] = {}
    for region in regions:
        if plans.can_read(region.language):
            by_overlay.setdefault(region.wrap, []).append(region)
    for group in by_overlay.values():
        data = _overlaid(document.data, group)
        together = [region for region in group if region.together]
        yield from _read_together(document, together, data, plans, expired, thorough)
        for region in group:
            if not region.together:
                yield _embedded(document, [region], data, plans, expired)


def _depth(document: Document) -> int:
    depth, host = 0, document.host
    while host is not None:
        depth, host = depth + 1, host.document.host
    return depth


def _language(name: str | None, plans: Plans, unread: list[str]) -> Language | None:
    if not name:
        return None
    language = plans.registry.language(name)
    if language is None:
        unread.append(name)
        return None
    return language if plans.reads(language) else None


def _injected(document: Document, plans: Plans, unread: list[str], thorough: bool) -> Iterator[Region]:
    injections = document.language.injections
    wanted: Collection[Injection] = injections
    if not thorough:
        mentioned = document.once(plans[document.language].wanted)
        wanted = [one for one in injections if one in mentioned and _may_hold(document, one, plans)]
    for injection, captures in document.find(wanted).injections if wanted else ():
        content = captures["content"][0]
        texts = {key: document.text(nodes[0]) for key, nodes in captures.items() if key != "content"}
        language = _language(_named(injection, texts), plans, unread)
        span = Span(content.start_byte + injection.trim, content.end_byte - injection.trim)
        if language is None or span.start >= span.end:
            continue
        holes: tuple[Span, ...] = ()
        if injection.holes:
            holes = tuple(
                Span(child.start_byte, child.end_byte)
                for child in content.named_children
                if child.type in injection.holes
            )
        yield Region(language, span, injection.place, injection.wrap, holes, injection.entities)


def _named(injection: Injection, texts: Captured) -> str | None:
    return injection.language if isinstance(injection.language, str) else injection.language(texts)


def _may_hold(document: Document, injection: Injection, plans: Plans) -> bool:
    """Whether something may be found in what an injection means, as far as a text of which there is no tree tells."""
    if document.is_parsed or document.host is not None or not injection.usual:
        return True
    text, lowered, end = document.source.data, document.lowered, injection.end.encode()
    beginnings = list(re.finditer(injection.usual.encode(), text, re.IGNORECASE))
    mentioned = sum(lowered.count(mention.encode()) for mention in injection.mentions)
    if not len(beginnings) == mentioned == lowered.count(end):
        return True
    for begin in beginnings:
        texts = {key: part.decode("utf-8", "replace") for key, part in begin.groupdict().items()}
        name = _named(injection, texts)
        language = plans.registry.language(name) if name else None
        if name and language is None:
            return True
        if language is not None and plans.reads(language) and plans.can_read(language):
            span = Span(begin.end(), lowered.find(end, begin.end()))
            if not plans.is_silent(_sketch(document, language, injection, span)):
                return True
    return False


def _sketch(document: Document, language: Language, injection: Injection, span: Span) -> Document:
    """Embedded code to be asked for its words only: nothing is written over."""

    def unparsed(_sketch: Document) -> Tree:
        raise AssertionError

    text = (document.source.data, Unknowns())
    return Document(document.source, language, lambda: text, unparsed, host=Host(document, injection.place, (span,)))


def _attribute_code(document: Document, plans: Plans, unread: list[str]) -> Iterator[Region]:
    markup = document.language.markup
    if markup is None or not markup.code:
        return
    unread += [code.language for code in markup.code if plans.registry.language(code.language) is None]
    wanted = [code for code in plans.code_attributes(document.language) if code.may_be_in(document.lowered)]
    elements: dict[int, Element] = {}
    for start, end in document.spans if wanted else ():
        text = document.data[start:end].lower()
        for place in (place for code in wanted for place in code.places(text)):
            if element := document.elements.at(start + place):
                elements[element.start] = element
    for _, element in sorted(elements.items()):
        for attribute in written_in(document.data, element.span):
            yield from _code_of(attribute, wanted)


def _code_of(attribute: re.Match[bytes], wanted: Sequence[CodeAttribute]) -> Iterator[Region]:
    value = Span(*attribute.span(attribute.lastindex or 1))
    if attribute.lastindex == 1 or value.start == value.end:
        return
    for code, language, name, _ in wanted:
        if name.fullmatch(attribute[1]):
            yield Region(language, value, "attribute", code.wrap, entities=True, together=code.together)
            return


def _overlaid(data: bytes, regions: Sequence[Region]) -> bytes:
    """The buffer with wrappers, holes and character references written over, at equal length."""
    edits: list[tuple[int, bytes]] = []
    for region in regions:
        before, after = region.wrap
        edits += [(region.span.start - len(before), before), (region.span.end, after)]
        edits += [(hole.start, b"x" * (hole.end - hole.start)) for hole in region.holes]
        if region.entities:
            edits += list(_references(data, region.span))
    if not any(text for _, text in edits):
        return data
    copy = bytearray(data)
    for start, text in edits:
        copy[start : start + len(text)] = text
    return bytes(copy)


def _references(data: bytes, span: Span) -> Iterator[tuple[int, bytes]]:
    for match in _REFERENCE.finditer(data, span.start, span.end):
        character = unescaped(match[0].decode()).encode()
        length = match.end() - match.start()
        if len(character) <= length and character != match[0]:
            yield match.start(), character.ljust(length)


def _read_together(
    document: Document,
    regions: Sequence[Region],
    data: bytes,
    plans: Plans,
    expired: Callable[[], bool],
    thorough: bool,
) -> Iterator[Document]:
    """One document for all regions of a language, or one for each if a syntax error could leak from one to the next."""
    by_language: dict[str, list[Region]] = {}
    for region in regions:
        by_language.setdefault(region.language.name, []).append(region)
    for group in by_language.values():
        whole = _embedded(document, group, data, plans, expired)
        silent = not thorough and plans.is_silent(whole)
        if len(group) > 1 and not silent and whole.is_broken:
            yield from (_embedded(document, [region], data, plans, expired) for region in group)
        else:
            yield whole


def _embedded(
    document: Document, regions: Sequence[Region], data: bytes, plans: Plans, expired: Callable[[], bool]
) -> Document:
    first = regions[0]
    before, after = first.wrap
    outer = [Span(region.span.start - len(before), region.span.end + len(after)) for region in regions]
    unknowns = document.unknowns
    if first.holes:
        holes = (*unknowns.holes, *(Hole(hole, "output", "value") for hole in first.holes))
        unknowns = Unknowns(tuple(sorted(holes, key=lambda hole: hole.span)), unknowns.branches)
    host = Host(document, first.place, tuple(region.span for region in regions))

    def tree(_embedded: Document) -> Tree:
        ranges = [range_of(document.source, span) for span in outer]
        return parsed(plans.parser(first.language), data, first.language, outer, ranges, expired)

    plan = plans[first.language]
    look = partial(look_through, plan=plan, expired=expired)
    tags = partial(start_tags, plan=plan, expired=expired)
    return Document(document.source, first.language, lambda: (data, unknowns), tree, look, tags, host)
