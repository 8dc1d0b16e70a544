"""Videos that can't be listened to."""

from ecolint import Element, Report, report, rule

from ..surroundings import has_media


@rule(
    "html",
    "javascript",
    select="video:not([muted]):not([autoplay])",
    saves=["network", "device"],
    evidence="official",
    precision="low",
    preset="all",
    severity="note",
    refs=["rgesn:5.5", "wsg:optimize-media-to-reduce-resource-use", "rweb:0107"],
)
def video_without_audio_alternative(video: Element) -> Report | None:
    """A video can't be had as sound alone.

    Talks and interviews lose little without their picture, and sound is a tenth of the bytes.

    Evidence: RGESN 5.5 is a criterion of high priority. Code hardly shows whether a film has sound or a player
    offers the choice, so this is a note of low precision, in the preset `all`.

    A `<video>` counts if nothing within the two elements around is an `<audio>` or speaks of sound alone.

    ## When not to care

    Films without sound; players that offer the choice themselves.

    ```html bad
    <video src="talk.webm" controls></video>
    ```
    ```html bad
    <DIV><VIDEO CONTROLS><SOURCE SRC='talk.webm'></VIDEO><p>The talk</p></DIV>
    ```
    ```jsx bad
    const Talk = () => <video src="/talk.webm" controls />
    ```
    ```django bad
    <section><video src="{{ talk.url }}" controls></video></section>
    ```
    ```html good
    <div><video src="talk.webm" controls></video><audio src="talk.opus" controls></audio></div>
    ```
    ```html good
    <div><video src="talk.webm" controls></video><p><a href="talk.mp3">Sound only (9 MB)</a></p></div>
    ```
    ```html good
    <video src="sea.webm" muted controls></video><video id="camera"></video>
    ```
    ```jsx good
    const Talk = (props) => <video {...props} />
    ```
    """
    if not has_media(video) or video.spread:
        return None
    around = [outer for outer in (video.parent, video.parent.parent if video.parent else None) if outer]
    if any(outer.tag not in ("body", "html") and _offers_sound(outer) for outer in around):
        return None
    return report(video, "the picture comes with every listening; offer the sound alone")


def _offers_sound(outer: Element) -> bool:
    if any(inner.tag == "audio" for inner in outer.descendants()):
        return True
    links = (str(inner.get("href")).lower() for inner in outer.descendants() if inner.tag == "a")
    return any(link.endswith((".mp3", ".opus", ".ogg", ".oga", ".m4a", ".aac")) for link in links)
