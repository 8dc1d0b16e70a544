"""Fonts from somebody else's server."""

from collections.abc import Iterator

from ecolint import Document, Report, Span, report, rule

from ..third_parties import of_kind, uses


@rule(
    "html",
    "javascript",
    "css",
    mentions=["//"],
    saves=["network"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:4.8",
        "rgesn:6.7",
        "rgesn:4.9",
        "wsg:use-optimized-web-typography",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "rweb:0032",
        "rweb:0082",
    ],
)
def third_party_font(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A font is fetched from somebody else's server.

    It costs connections to one or two more hosts, in the way of the first text, for files that can't be cut down to
    the characters of the site. Browsers keep a cache for each site, so nobody has the font already. And each visit
    is passed on to a third party.

    Evidence: RGESN 4.8 and 6.7, the Web Sustainability Guidelines and two RWEB practices agree: few variants,
    subsets, from your own domain.

    Known hosts are data with source and date; `hosts` adds a team's own. Each service is reported once a file: at the
    style sheet, or at the connection that is opened for it. That an imported sheet also comes late (`css/import-chain`)
    isn't reported beside it.

    ## When not to care

    A licence that forbids a copy on your own server. Tools that copy the fonts when the site is built (`next/font`)
    don't show the address and are silent.

    ```html bad
    <link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>
    <link href="https://fonts.googleapis.com/css2?family=Roboto" rel="stylesheet">
    ```
    ```html bad
    <LINK HREF='//use.typekit.net/abc1def.css' REL='stylesheet'>
    ```
    ```css bad
    @import url("https://fonts.googleapis.com/css?family=Lato");
    ```
    ```html bad
    <style>@font-face{font-family:Inter;src:url(https://fonts.gstatic.com/s/inter/v1/a.woff2)}</style>
    ```
    ```django bad
    <link rel="stylesheet" href="https://fonts.googleapis.com/css?family={{ theme.font }}">
    ```
    ```jsx bad
    const Head = () => <link rel="stylesheet" href="https://fonts.bunny.net/css?family=figtree:400" />
    ```
    ```html bad hosts=fonts.example.org
    <link rel="stylesheet" href="https://cdn.fonts.example.org/sans.css">
    ```
    ```html good
    <link rel="stylesheet" href="/static/fonts/roboto.css">
    ```
    ```css good
    /* @import "https://fonts.googleapis.com/css?family=Lato"; */
    @font-face { font-family: Lato; src: url("lato-latin.woff2") }
    ```
    ```jinja good
    <link rel="stylesheet" href="{{ font_url }}">
    <a href="https://fonts.google.com/specimen/Roboto">Roboto</a>
    ```
    ```js good
    // see https://fonts.googleapis.com/css?family=Lato
    const name = "fonts.googleapis.com"
    ```
    """
    for use, name in of_kind(doc, "font", hosts):
        yield report(
            _sheet(doc, name, hosts) or use.span,
            "fonts come from {service}; serve them from your own domain, cut to the characters in use",
            service=name,
        )


def _sheet(doc: Document, name: str, hosts: tuple[str, ...]) -> Span | None:
    """The style sheet says more than the connection that is opened for it."""
    for use in uses(doc):
        if use.element and "stylesheet" in str(use.element.get("rel")).lower() and use.of("font", hosts) == name:
            return use.span
    return None
