"""Preloads that nothing can use."""

import re

from ecolint import Element, Fix, Report, report, rule

from ..addresses import written

_KINDS = frozenset(
    [
        "audio",
        "audioworklet",
        "document",
        "embed",
        "fetch",
        "font",
        "image",
        "json",
        "manifest",
        "object",
        "paintworklet",
        "report",
        "script",
        "sharedworker",
        "style",
        "track",
        "video",
        "worker",
        "xslt",
    ]
)
_KIND_OF = {"css": "style", "js": "script", "vtt": "track"} | dict.fromkeys(
    ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp"), "image"
)


@rule(
    "html",
    "javascript",
    select="link[rel~=preload i]",
    dynamic=True,
    saves=["network"],
    evidence="deterministic",
    refs=["rgesn:6.5", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0046"],
)
def preload_without_as(link: Element) -> Report | None:
    """A preload doesn't say what it is for.

    Without a valid `as` the browser ignores the link or fetches the file a second time when it is needed.

    Evidence: the HTML standard.

    The fix adds `as` where the file's ending leaves no doubt. The fix is safe: the page looks and works the same, the
    file is fetched once.

    ## When not to care

    Never, as far as we know.

    ```html bad
    <link rel="preload" href="/main.css">
    ```
    ```html good
    <link as="style" rel="preload" href="/main.css">
    ```
    ```html bad
    <LINK REL=Preload HREF='/hall.webp' AS='picture'>
    ```
    ```html good
    <LINK REL=Preload HREF='/hall.webp' AS='image'>
    ```
    ```django bad
    <link rel="preload" href="{{ file }}">
    ```
    ```jsx bad
    const Head = () => <link rel="preload" href="/app.js" />
    ```
    ```jsx good
    const Head = () => <link as="script" rel="preload" href="/app.js" />
    ```
    ```html good
    <link rel="modulepreload" href="/app.js"><link rel="preload" as="font" href="/a.woff2" crossorigin>
    ```
    ```jinja good
    <link rel="preload" href="/a.css" {{ attributes }}><link rel="preload" href="/b" as="{{ kind }}">
    ```
    ```jsx good
    const Head = (props) => <link {...props} />
    ```
    """
    rel, kind = link.get("rel"), link.get("as")
    if not isinstance(rel, str) or (kind is not None and (not isinstance(kind, str) or kind.strip().lower() in _KINDS)):
        return None
    return report(
        link.attribute("as") or link,
        "the preload is ignored or fetched twice; say what it is for with as",
        fix=_fix(link),
    )


def _fix(link: Element) -> Fix | None:
    ending = re.search(r"\.(\w+)(?:[?#].*)?$", written(link, "href").strip())
    kind = _KIND_OF.get(ending[1].lower()) if ending else None
    return link.with_attribute("as", kind, safe=True) if kind else None
