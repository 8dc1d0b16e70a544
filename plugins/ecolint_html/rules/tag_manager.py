"""Containers through which any script comes in."""

from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..third_parties import of_kind, uses

_MATOMO = r"/container_\w{6,}\.js"


@rule(
    "html",
    "javascript",
    mentions=["//"],
    saves=["network", "cpu"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=[
        "rgesn:2.10",
        "rgesn:1.6",
        "rgesn:4.4",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "wsg:avoid-being-manipulative-or-deceptive",
        "rweb:0111",
    ],
)
def tag_manager(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A tag manager lets any third-party script into the page.

    What it loads is decided elsewhere, after every review, and grows: nobody who works on the code sees its weight.

    Evidence: RGESN 2.10 and 1.6, the Web Sustainability Guidelines and an RWEB practice agree that third parties be
    few and known. The container itself is one script, so this is a note, in the preset `all`.

    Known containers are data with source and date; `hosts` adds a team's own.

    ## When not to care

    One tool, managed in one place, with a budget and a review.

    ```html bad
    <script async src="https://www.googletagmanager.com/gtm.js?id=GTM-ABC"></script>
    ```
    ```html bad
    <script>(function(w,d,s,l,i){var j=d.createElement(s);j.src='https://www.googletagmanager.com/gtm.js?id='+i;
    d.head.appendChild(j)})(window,document,'script','dataLayer','GTM-ABC')</script>
    ```
    ```django bad
    <SCRIPT SRC='//tags.tiqcdn.com/utag/{{ profile }}/prod/utag.js'></SCRIPT>
    ```
    ```js bad
    load("https://stats.example.org/js/container_AbCd1234.js")
    ```
    ```html good
    <script async src="/js/statistics.js"></script>
    ```
    ```html good
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    ```
    ```js good
    // https://www.googletagmanager.com/gtm.js?id=GTM-ABC
    const help = "www.googletagmanager.com"
    ```
    """
    found = dict(of_kind(doc, "tag-manager", hosts, "script"))
    for use in uses(doc):
        if re.search(_MATOMO, use.address) and use not in found:
            found[use] = "Matomo Tag Manager"
    for use, name in found.items():
        yield report(
            use.span, "{service} lets in scripts that no review sees; load what is needed by name", service=name
        )
