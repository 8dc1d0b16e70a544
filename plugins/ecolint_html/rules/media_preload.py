"""Media that are fetched before anybody plays them."""

from ecolint import Element, Fix, Report, report, rule

from ..surroundings import is_example


@rule(
    "html",
    "javascript",
    select="video, audio",
    saves=["network"],
    evidence="consensus",
    preset="core",
    refs=["rgesn:4.1", "rgesn:6.5", "wsg:optimize-media-to-reduce-resource-use", "rweb:0106", "creedengo:GCI36"],
)
def media_preload(media: Element, *, strict: bool = False) -> Report | None:
    """A video or sound is fetched before anybody plays it.

    `preload="auto"`, and `preload` without a value, ask the browser for seconds or all of the file, for a visitor
    who may never press play. `preload="none"` waits for the click; `metadata` fetches the length and the first
    picture.

    Evidence: the attribute is a hint whose bytes differ by browser; RGESN 6.5, the Web Sustainability Guidelines
    and an RWEB practice agree on `none`.

    With `strict` (off) everything but `preload="none"` counts, a missing attribute too. The fix sets `none`: for
    sounds, and for videos with a `poster`, since others would show an empty box. The fix is safe: play does what it
    did, the length alone is known later.

    ## When not to care

    The video is what the page is for. Media without `controls` are left alone: a script plays them, perhaps at once;
    so are examples. Media that play by themselves are judged by `html/media-autoplay`: there `preload` has no effect.

    ```html bad
    <audio src="speech.opus" controls preload="auto"></audio>
    ```
    ```html good
    <audio src="speech.opus" controls preload="none"></audio>
    ```
    ```html bad
    <VIDEO CONTROLS PRELOAD POSTER="a.webp"><source src="a.webm"></VIDEO>
    ```
    ```django bad
    <video src="{{ film.url }}" preload='AUTO' controls></video>
    ```
    ```jsx bad
    const Film = () => <video src="/a.webm" preload="auto" poster="/a.webp" controls />
    ```
    ```jsx good
    const Film = () => <video src="/a.webm" preload="none" poster="/a.webp" controls />
    ```
    ```html bad strict=true
    <video src="a.webm" controls></video>
    ```
    ```html good
    <video src="a.webm" controls></video><audio src="a.opus" preload="metadata" controls></audio>
    ```
    ```html good
    <video src="a.webm" autoplay preload="auto"></video>
    ```
    ```html good
    <audio id="shutter" src="snap.wav" preload="auto"></audio><video id="scene" src="a.webm" preload="auto"></video>
    ```
    ```vue good
    <template><video :src="film" :preload="wanted ? 'auto' : 'none'" controls></video></template>
    ```
    ```jsx good strict=true
    const Film = (props) => <video {...props} />
    ```
    """
    value = media.get("preload")
    if media.get("autoplay") is not None or not isinstance(media.get("controls"), str) or is_example(media.document):
        return None
    attribute = media.attribute("preload")
    if attribute is not None and isinstance(value, str) and value.strip().lower() in ("auto", ""):
        return report(
            attribute,
            "the video or sound is fetched before anybody plays it; set preload to none",
            fix=_waiting(media),
        )
    if strict and (value is None or (isinstance(value, str) and value.strip().lower() != "none")):
        return report(
            attribute or media,
            "the video or sound is fetched in part before anybody plays it; set preload to none",
            fix=_waiting(media),
        )
    return None


def _waiting(media: Element) -> Fix | None:
    shows_something = media.tag == "audio" or media.attribute("poster") is not None
    return media.with_attribute("preload", "none", safe=True) if shows_something else None
