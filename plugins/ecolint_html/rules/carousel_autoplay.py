"""Carousels that turn by themselves."""

from collections.abc import Iterator
import re

from ecolint import Document, Element, Node, Report, report, rule

from ..surroundings import is_example, places_of, with_text

_CAROUSEL = r"(?i)carousel|slider|slideshow|swiper|slick|splide|glide|owl-|flickity|keen-|embla"
_COMPONENTS = (
    r"(?:[A-Z]\w*)?(?:Carousel|Slider|Slideshow|Swiper|Splide|Glide)"
    r"|(?:el|v|q|b|n|a|van|swiper)-(?:carousel|swipe|container|swiper)"
)
_MAKERS = r"(?:Swiper|Splide|Glide|Flickity|KeenSlider|tns|slick|owlCarousel|flickity|lightSlider|unslider)"
_OFF = ("false", "0", "null", "undefined", "")


@rule(
    "html",
    "javascript",
    words=["ride", "autoplay"],
    saves=["cpu", "network", "device"],
    evidence="consensus",
    refs=["rgesn:4.1", "wsg:ensure-animation-is-proportionate-and-easy-to-control", "rweb:0010"],
)
def carousel_autoplay(doc: Document) -> Iterator[Report]:
    """A carousel turns by itself.

    A timer paints the page again every few seconds and fetches slides that nobody asked for, for as long as the
    page is open. People who read are interrupted, and most never see more than the first slide.

    Evidence: RGESN 4.1, the Web Sustainability Guidelines and an RWEB practice ask that animation start on demand
    and can be stopped.

    Bootstrap's `data-bs-ride="carousel"`, `data-autoplay` on what is named as a carousel, components with
    `autoplay`, and the option `autoplay` of Swiper, Splide, Glide, Slick, Owl and Flickity count. The fix takes the
    attribute away.

    ## When not to care

    Examples and documentation, which are left alone. Elsewhere never: let people turn it.

    ```html bad
    <div id="news" class="carousel slide" data-bs-ride="carousel"></div>
    ```
    ```html good
    <div id="news" class="carousel slide"></div>
    ```
    ```html bad
    <DIV CLASS='swiper' DATA-AUTOPLAY='5000'></DIV>
    ```
    ```html bad
    <div class="news" data-slick='{"slidesToShow": 3, "autoplay": true}'></div>
    ```
    ```js bad
    const news = new Swiper(".news", { loop: true, autoplay: { delay: 3000 } })
    ```
    ```html bad
    <script>$(".news").slick({dots:true,autoplay:true})</script>
    ```
    ```jsx bad
    const News = () => <Carousel autoPlay>{slides}</Carousel>
    ```
    ```vue bad
    <template><el-carousel :autoplay="true"></el-carousel></template>
    ```
    ```html good
    <div class="carousel slide" data-bs-ride="carousel" data-bs-interval="false"></div>
    <div class="swiper" data-autoplay="false"></div><div class="player" data-autoplay="true"></div>
    ```
    ```js good
    new Swiper(".news", { autoplay: false }); new Player({ autoplay: true }); new Glide(".a", { autoplay: seconds })
    ```
    ```jsx good
    const News = (props) => <><Carousel autoPlay={false} /><Carousel {...props} /><Slider autoplay={props.turning} /></>
    ```
    ```html good file=site/docs/4.1/examples/index.html
    <div class="carousel slide" data-ride="carousel"></div>
    ```
    ```jinja good
    <div class="carousel" data-bs-ride="{{ ride }}"></div>
    ```
    """
    if is_example(doc):
        return
    for element in with_text(doc, "-ride", "autoplay"):
        told = _element(element)
        if told:
            yield told
    if "javascript" in (doc.language.name, doc.language.family):
        for node in _options(doc):
            yield report(node, "the carousel turns by itself; let people turn it")


def _element(element: Element) -> Report | None:
    is_carousel = _is_named(element)
    for name, attribute in element.attributes.items():
        value = attribute.value.strip() if isinstance(attribute.value, str) else None
        if value is None:
            continue
        rides = name in ("data-bs-ride", "data-ride") and value == "carousel" and not _is_paused(element)
        plays = name == "data-autoplay" and is_carousel and value not in _OFF[:-1]
        component = name == "autoplay" and re.fullmatch(_COMPONENTS, element.tag) and value not in _OFF[:-1]
        if rides or plays or component:
            return report(
                attribute, "the carousel turns by itself; let people turn it", fix=element.without_attribute(name)
            )
        if re.fullmatch(r"data-(?:slick|splide|flickity|glide|swiper)(?:-\w+)?", name) and _is_on(value):
            return report(attribute, "the carousel turns by itself; let people turn it")
    return None


def _is_on(options: str) -> bool:
    found = re.search(r"[\"']?auto[pP]lay[\"']?\s*:\s*([\w{.]+)", options)
    return found is not None and found[1] not in _OFF


def _is_named(element: Element) -> bool:
    return any(
        re.search(_CAROUSEL, name) or (name in ("class", "id") and re.search(_CAROUSEL, attribute.known))
        for name, attribute in element.attributes.items()
    )


def _is_paused(element: Element) -> bool:
    return any(
        element.get(name) not in (None, "true") and not str(element.get(name)).isdecimal()
        for name in ("data-bs-interval", "data-interval")
    )


def _options(doc: Document) -> Iterator[Node]:
    """Options `autoplay` of calls that make a carousel."""
    for place in places_of(doc, "autoplay"):
        key = doc.root.descendant_for_byte_range(place, place + 1)
        if key is None or doc.text(key) not in ("autoplay", "autoPlay"):
            continue
        pair = key.parent
        if pair is not None and pair.type == "string":
            pair = pair.parent
        if pair is None or pair.type != "pair" or not _is_true(doc, pair.child_by_field_name("value")):
            continue
        call = pair.parent.parent.parent if pair.parent and pair.parent.parent else None
        if call is not None and call.type in ("call_expression", "new_expression"):
            made = call.child_by_field_name("function") or call.child_by_field_name("constructor")
            if made is not None and re.search(rf"(?:^|\.){_MAKERS}$", doc.text(made)):
                yield pair


def _is_true(doc: Document, value: Node | None) -> bool:
    if value is None:
        return False
    return value.type in ("true", "object") or (value.type == "number" and doc.text(value) not in _OFF)
