"""Maps of other sites that load with the page."""

from ecolint import Element, Report, report, rule

from ..addresses import address
from ..hosts import name_of
from ..surroundings import is_inert, is_on_demand


@rule(
    "html",
    "javascript",
    select="iframe:not([srcdoc])",
    dynamic=True,
    saves=["network", "cpu"],
    evidence="consensus",
    refs=[
        "rgesn:4.4",
        "rgesn:2.10",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "wsg:optimize-media-to-reduce-resource-use",
        "rweb:0046",
    ],
)
def map_embed_without_facade(iframe: Element, *, hosts: tuple[str, ...] = ()) -> Report | None:
    """A map of another site loads before anybody wants to move in it.

    Most visitors need the address. The map brings tiles, scripts and often WebGL, whether it is looked at or not. A
    picture of the map that leads to it, or loads it on click, costs a few kilobytes.

    Evidence: RGESN 4.4 and 2.10 and the Web Sustainability Guidelines agree.

    Known maps are data with source and date; `hosts` adds a team's own. With `loading="lazy"` it is a note: what is
    scrolled past still loads.

    ## When not to care

    A service that is about maps: switch the rule off. Frames that appear on demand, and those whose address a consent
    tool keeps in a `data-` attribute, are left alone. Map libraries are not judged.

    ```html bad
    <iframe src="https://www.google.com/maps/embed?pb=!1m18" width="600" height="450"></iframe>
    ```
    ```html bad
    <IFRAME LOADING="lazy" SRC='https://www.openstreetmap.org/export/embed.html?bbox=3.08%2C45.77'></IFRAME>
    ```
    ```django bad
    <iframe src="https://maps.google.com/maps?q={{ place|urlencode }}&amp;output=embed"></iframe>
    ```
    ```jsx bad
    export const Map = ({place}) => <iframe src={`https://www.google.com/maps/embed/v1/place?q=${place}`} />
    ```
    ```html good
    <a href="https://www.openstreetmap.org/?mlat=45.7&mlon=3.1"><img src="map.webp" alt="Map of the town hall"></a>
    ```
    ```html good
    <iframe data-src="https://www.google.com/maps/embed?pb=1"></iframe>
    <details><summary>Map</summary><iframe src="https://www.google.com/maps/embed?pb=1"></iframe></details>
    ```
    ```jsx good
    export const Map = ({open}) => open ? <iframe src="https://www.google.com/maps/embed?pb=1" /> : <Address />
    ```
    ```jinja good
    <iframe src="{{ map_url }}"></iframe>
    ```
    """
    name = name_of(address(iframe), "map", hosts)
    if not name or is_inert(iframe) or is_on_demand(iframe):
        return None
    return report(
        iframe,
        "the page loads {service} at once; show a picture of the map, load it on click",
        service=name,
        severity="note" if iframe.get("loading") == "lazy" else None,
    )
