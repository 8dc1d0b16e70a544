"""Frames that load a whole page which nobody has scrolled to."""

import re

from ecolint import Element, Report, report, rule

from ..addresses import address
from ..surroundings import is_hidden, is_inert, is_on_demand

_PAGE = r"(?i)(?!(?:about|javascript|data|blob|mailto|cid):|#)\S"


@rule(
    "html",
    "javascript",
    select="iframe:not([loading]):not([srcdoc])",
    saves=["network", "cpu"],
    evidence="consensus",
    precision="medium",
    preset="all",
    refs=[
        "rgesn:6.5",
        "rgesn:4.4",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "wsg:defer-the-loading-of-non-critical-resources",
        "rweb:0051",
    ],
    unless=["video-embed-without-facade", "map-embed-without-facade", "social-widget", "embedded-document"],
)
def iframe_not_lazy(iframe: Element) -> Report | None:
    """A frame loads a second page at once, even if nobody scrolls to it.

    What is framed is a page of its own, with its scripts, fonts and pictures: often hundreds of kilobytes. With
    `loading="lazy"` it is fetched when it comes near the visible part; for many visits that is never.

    Evidence: native lazy loading is part of the HTML standard; how much it saves depends on how far people scroll.
    RGESN 6.5, the Web Sustainability Guidelines and an RWEB practice ask for it.

    Whether a frame lies below what is seen at first isn't in the code, nor whether it is what the page is for: of
    twenty that were read in other people's code, three were worth a word. So the precision is medium, and the preset
    `all`.

    The fix is safe: the frame is loaded before it is scrolled to, and shows the same.

    ## When not to care

    A frame that is the page's purpose: `loading="eager"` or `fetchpriority="high"` says so and is accepted. Frames
    without a page (`about:blank`, `srcdoc`), hidden ones, those in `<noscript>` and those that appear after an action
    are left alone. So is an address whose beginning isn't known.

    ```html bad
    <iframe src="https://www.openstreetmap.org/export/embed.html" title="Plan"></iframe>
    ```
    ```html good
    <iframe loading="lazy" src="https://www.openstreetmap.org/export/embed.html" title="Plan"></iframe>
    ```
    ```html bad
    <IFRAME SRC='widgets/calendar.html'></IFRAME>
    ```
    ```django bad
    <iframe src="https://tube.example/embed/{{ film.id }}" title="{{ film.title }}"></iframe>
    ```
    ```jsx bad
    const Film = ({id}) => <iframe src={`https://tube.example/embed/${id}`} />
    ```
    ```jsx good
    const Film = ({id}) => <iframe loading="lazy" src={`https://tube.example/embed/${id}`} />
    ```
    ```html good
    <iframe src="/editor/" loading="eager" title="Editor"></iframe><iframe src="/map/" fetchpriority="high"></iframe>
    ```
    ```html good
    <noscript><iframe src="https://www.googletagmanager.com/ns.html?id=GTM-1" height="0" width="0"></iframe></noscript>
    ```
    ```html good
    <iframe name="upload" src="about:blank" hidden></iframe><iframe srcdoc="<p>Hello</p>"></iframe>
    ```
    ```django good
    <iframe src="{{ preview_url }}"></iframe>
    ```
    ```jsx good
    const Film = (props) => <><iframe {...props} />{props.open && <iframe src="https://tube.example/embed/1" />}</>
    ```
    ```vue good
    <template><iframe v-if="open" src="https://tube.example/embed/1"></iframe></template>
    ```
    """
    if not re.match(_PAGE, address(iframe)) or is_hidden(iframe) or is_inert(iframe) or is_on_demand(iframe):
        return None
    if iframe.get("fetchpriority") not in (None, "", "auto", "low"):
        return None  # who wants it first doesn't want it late
    return report(
        iframe,
        'the frame loads a whole page that may never be scrolled to; add loading="lazy"',
        fix=iframe.with_attribute("loading", "lazy", safe=True),
    )
