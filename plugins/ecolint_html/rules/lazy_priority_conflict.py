"""Elements that are asked for both later and first."""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..pictures import is_preloaded


@rule(
    "html",
    "javascript",
    words=["fetchpriority", "preload"],
    saves=["network"],
    evidence="deterministic",
    preset="core",
    refs=["rgesn:6.5", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0051"],
)
def lazy_priority_conflict(doc: Document) -> Iterator[Report]:
    """A picture is asked for both first and only when it is needed.

    `loading="lazy"` waits for layout, `fetchpriority="high"` and a preload want the file before anything else. The
    browser can't do both: the most important picture comes late, or a preloaded one is fetched for nobody.

    Evidence: the contradiction is in the code. What it costs in energy is small.

    The fix drops `loading="lazy"`: whoever raised the priority knew that the picture is in view. The fix is safe: what
    is shown stays the same, and comes sooner.

    ## When not to care

    Never, as far as we know.

    ```html bad
    <img src="hall.webp" alt="" loading="lazy" fetchpriority="high">
    ```
    ```html good
    <img src="hall.webp" alt="" fetchpriority="high">
    ```
    ```html bad
    <link rel="preload" as="image" href="/hall.webp"><img alt="" src="/hall.webp" loading="lazy">
    ```
    ```html good
    <link rel="preload" as="image" href="/hall.webp"><img alt="" src="/hall.webp">
    ```
    ```django bad
    <IMG SRC="{% static 'hall.webp' %}" LOADING='LAZY' FETCHPRIORITY=High>
    ```
    ```jsx bad
    const Hero = () => <img src={photo} loading="lazy" fetchPriority="high" />
    ```
    ```html good
    <img src="a.webp" fetchpriority="high"><img src="b.webp" loading="lazy" fetchpriority="low">
    ```
    ```html good
    <link rel="preload" as="image" href="/hall.webp"><img src="/map.webp" loading="lazy">
    ```
    ```twig good
    <img src="a.webp" loading="lazy" fetchpriority="{{ first ? 'high' : 'auto' }}">
    ```
    """
    for element in doc.tagged("img", "iframe"):
        loading = element.attribute("loading")
        if loading is None or not _says(loading.value, "lazy"):
            continue
        if _says(element.get("fetchpriority"), "high"):
            message = "the picture is wanted first and late at once; drop loading or fetchpriority"
        elif is_preloaded(doc, element):
            message = "the picture is preloaded, and loaded late; drop loading or the preload"
        else:
            continue
        yield report(loading, message, fix=element.without_attribute("loading", safe=True))


def _says(value: object, word: str) -> bool:
    return isinstance(value, str) and value.strip().lower() == word
