"""Fonts that are fetched twice."""

from ecolint import Element, Report, report, rule


@rule(
    "html",
    "javascript",
    select="link[rel~=preload i][as=font i]:not([crossorigin])",
    saves=["network"],
    evidence="deterministic",
    refs=[
        "rgesn:6.5",
        "rgesn:4.8",
        "wsg:defer-the-loading-of-non-critical-resources",
        "wsg:use-optimized-web-typography",
        "rweb:0046",
    ],
)
def font_preload_without_crossorigin(link: Element) -> Report:
    """A font is preloaded in a way that its use doesn't match.

    Style sheets fetch fonts without credentials, even from your own domain. A preload without `crossorigin` fetches
    with them: the browser keeps a file that it can't use, and fetches the font again.

    Evidence: the CSS standard on fetching fonts; tests of all browsers (web-platform-tests) cover it.

    The fix is safe: fonts are always fetched anonymously, so that the preload is used instead of wasted.

    ## When not to care

    Never, as far as we know.

    ```html bad
    <link rel="preload" as="font" href="/inter.woff2" type="font/woff2">
    ```
    ```html good
    <link crossorigin="anonymous" rel="preload" as="font" href="/inter.woff2" type="font/woff2">
    ```
    ```django bad
    <LINK REL='preload' AS=FONT HREF="{% static 'inter.woff2' %}">
    ```
    ```jsx bad
    const Head = () => <link rel="preload" as="font" href="/inter.woff2" />
    ```
    ```jsx good
    const Head = () => <link crossOrigin="anonymous" rel="preload" as="font" href="/inter.woff2" />
    ```
    ```html good
    <link rel="preload" as="font" href="/inter.woff2" crossorigin><link rel="preload" as="style" href="/a.css">
    ```
    ```jsx good
    const Head = (props) => <link rel="preload" as="font" href="/inter.woff2" {...props} />
    ```
    ```jinja good
    <link rel="preload" as="{{ kind }}" href="/inter.woff2">
    ```
    """
    fix = link.with_attribute("crossorigin", "anonymous", safe=True)
    return report(link, "the font is fetched twice, as fonts are used without credentials; add crossorigin", fix=fix)
