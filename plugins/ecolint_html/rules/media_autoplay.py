"""Media that play before anybody asks."""

from collections.abc import Iterator
import re

from ecolint import Element, Fix, Report, report, rule

from ..addresses import written
from ..surroundings import has_media, is_component, is_example, is_on_demand, is_opened

_AUTOPLAY_ADDRESS = r"[?&;]autoplay=(?:1|true)\b"
_DECIDED = r"\{%-?\s*(?:if|unless)\b"
"""A template's condition within an address."""
_ON_WALLS = (b"kiosk", b"signage")
"""Words of pages that play on a screen in a hall, where nobody is to ask."""


@rule(
    "html",
    "javascript",
    select="video, audio, iframe",
    dynamic=True,
    saves=["network", "cpu"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:4.1",
        "rgesn:4.6",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0106",
        "creedengo:GCI36",
    ],
    unless=["decorative-background-video"],
)
def media_autoplay(media: Element, *, components: bool = False) -> Iterator[Report]:
    """A video or sound starts before anybody asks for it.

    Whoever opens the page receives and decodes it, wanted or not: megabytes of traffic, and a processor and screen
    that work as long as it plays. Players in frames do the same when their address asks for `autoplay=1`.

    Evidence: the French reference framework (RGESN 4.1), the Web Sustainability Guidelines and the RWEB practices
    agree on it; more than half of the videos on the web carry the attribute (Web Almanac 2024).

    In HTML `autoplay="false"` starts the video all the same. The fix takes the attribute away; it is offered only
    where `controls` let visitors start what they want.

    In components (JSX, Vue, Svelte) it is judged with `components` (off): most that were read in other people's code
    are shown when somebody asks, which stands elsewhere.

    ## When not to care

    Live pictures are shown because somebody asked for them: a `<video>` without a source, which a script feeds from a
    camera or a call, is left alone, and so are what opens only after an action, examples, and pages that speak of a
    `kiosk` or of `signage`, which play to a hall.

    ```html bad
    <video src="tour.mp4" autoplay controls></video>
    ```
    ```html good
    <video src="tour.mp4" controls></video>
    ```
    ```html bad
    <AUDIO AUTOPLAY="false"><source src="jingle.mp3"></AUDIO>
    ```
    ```django bad
    <video src="{{ film.url }}" class="film" autoplay="autoplay"></video>
    ```
    ```jsx bad components=true
    const Tour = () => <video src="tour.mp4" autoPlay />
    ```
    ```vue bad components=true
    <template><video src="tour.mp4" :autoplay="true"></video></template>
    ```
    ```html bad
    <iframe src="https://www.youtube-nocookie.com/embed/abc?rel=0&amp;autoplay=1"></iframe>
    ```
    ```html good
    <video src="tour.mp4" controls preload="none" poster="tour.webp"></video>
    ```
    ```jsx good components=true
    const Tour = (props) => <><video src="tour.mp4" autoPlay={false} controls /><video {...props} /></>
    ```
    ```jsx good components=true
    const Film = ({open}) => open ? <iframe src="https://player.vimeo.com/video/1?autoplay=1" /> : <Poster />
    ```
    ```vue good components=true
    <template><video src="tour.mp4" :autoplay="wanted" controls></video></template>
    ```
    ```django good
    <video src="tour.mp4" {% if plays %}autoplay{% endif %} controls></video>
    ```
    ```html good
    <video id="camera" autoplay playsinline muted></video>
    ```
    ```django good
    <iframe src="{{ film.player }}{% if film.plays %}?autoplay=1{% endif %}"></iframe>
    ```
    ```jsx good
    const Panel = ({url}) => <div className="panel"><video src={url} autoPlay playsInline /></div>
    ```
    ```jinja good file=templates/player.html
    <body class="signage-screen"><video src="{{ item.url }}" autoplay muted></video></body>
    ```
    ```vue good components=true
    <template><el-dialog v-model="open"><video src="tour.mp4" autoplay controls></video></el-dialog></template>
    ```
    """
    document = media.document
    if is_example(document) or (is_component(document) and not components):
        return
    if any(word in document.lowered for word in _ON_WALLS):
        return
    if media.tag == "iframe":
        source, where = media.attribute("src"), written(media)
        asked = re.search(_AUTOPLAY_ADDRESS, where) and not re.search(_DECIDED, where)
        if source is not None and asked and not is_on_demand(media):
            yield report(source, "the player starts by itself; take autoplay=1 out of its address")
        return
    attribute = media.attribute("autoplay")
    if attribute is not None and isinstance(attribute.value, str) and has_media(media) and not is_opened(media):
        yield report(
            attribute,
            "the video or sound plays before anybody asks; let visitors start it",
            fix=_without_autoplay(media),
        )


def _without_autoplay(media: Element) -> Fix | None:
    return media.without_attribute("autoplay") if media.attribute("controls") else None
