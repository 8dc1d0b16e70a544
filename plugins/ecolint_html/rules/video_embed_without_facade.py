"""Video players of other sites that load with the page."""

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
    evidence="measured",
    preset="core",
    refs=[
        "rgesn:4.4",
        "rgesn:2.10",
        "rgesn:5.5",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:treat-third-parties-the-same-as-first-parties",
        "rweb:0106",
        "rweb:0051",
    ],
)
def video_embed_without_facade(iframe: Element, *, hosts: tuple[str, ...] = ()) -> Report | None:
    """A video player of another site loads before anybody wants to watch.

    The player alone, without a second of video, is 0.5 to 1 MB in dozens of requests, with scripts to run and a visit
    passed on to a third party. A picture with a play button (a facade) that is swapped for the player on click costs a
    few kilobytes.

    Evidence: measured by Lighthouse's audits of third parties; RGESN 4.4 and 2.10 and two RWEB practices ask for it.

    Known players are data with source and date; `hosts` adds a team's own. With `loading="lazy"` it is a note: what
    is scrolled past still loads.

    ## When not to care

    A page whose only purpose is this video. Silent are frames with a `srcdoc` placeholder, with the address in a
    `data-` attribute (a consent tool's), in a dialog or a closed `<details>`, and those that a component shows on
    demand.

    ```html bad
    <iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4w9WgXcQ" allowfullscreen></iframe>
    ```
    ```html bad
    <IFRAME SRC='//player.vimeo.com/video/76979871' loading=lazy></IFRAME>
    ```
    ```django bad
    <iframe src="https://www.dailymotion.com/embed/video/{{ video.key }}" title="{{ video.title }}"></iframe>
    ```
    ```jsx bad
    export const Talk = ({id}) => <div><iframe src={`https://www.youtube-nocookie.com/embed/${id}`} /></div>
    ```
    ```html bad hosts=media.example.org
    <iframe src="https://media.example.org/player/12"></iframe>
    ```
    ```html good
    <a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><img src="talk.webp" alt="Watch the talk (4 min)"></a>
    ```
    ```html good
    <iframe srcdoc="<a href=https://www.youtube.com/embed/1?autoplay=1><img src=talk.webp></a>"
      src="https://www.youtube.com/embed/1"></iframe>
    ```
    ```html good
    <iframe data-src="https://www.youtube.com/embed/1"></iframe>
    <details><summary>Film</summary><iframe src="https://www.youtube.com/embed/1"></iframe></details>
    ```
    ```jsx good
    export const Talk = ({playing, id}) => playing && <iframe src={`https://www.youtube.com/embed/${id}`} />
    ```
    ```vue good
    <template><iframe v-if="playing" src="https://www.youtube.com/embed/1"></iframe></template>
    ```
    """
    name = name_of(address(iframe), "video", hosts)
    if not name or is_inert(iframe) or is_on_demand(iframe):
        return None
    return report(
        iframe,
        "the page loads the player of {service}; show a picture, load it on click",
        service=name,
        severity="note" if iframe.get("loading") == "lazy" else None,
    )
