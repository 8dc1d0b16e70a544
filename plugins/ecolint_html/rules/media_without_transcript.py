"""Media that can't be read."""

from ecolint import Element, Report, report, rule

from ..surroundings import has_media


@rule(
    "html",
    "javascript",
    select="video:not([muted]), audio:not([muted])",
    saves=["network"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["wsg:optimize-media-to-reduce-resource-use", "rweb:0030"],
)
def media_without_transcript(media: Element) -> Report | None:
    """A video or sound has no text to read instead.

    A page of text weighs a thousandth of the film it replaces, is found by searches, and serves those who can't
    listen.

    Evidence: the Web Sustainability Guidelines and an RWEB practice agree; accessibility asks for it anyway.

    Media without a `<track>` count if nothing within the two elements around speaks of a transcript. It may be
    elsewhere, so this is a note of medium precision, in the preset `all`.

    ## When not to care

    Music; pictures without sound (`muted`).

    ```html bad
    <video src="tour.webm" controls></video>
    ```
    ```html bad
    <FIGURE><AUDIO SRC='speech.opus' CONTROLS></AUDIO><figcaption>The speech</figcaption></FIGURE>
    ```
    ```django bad
    <div><video controls><source src="{{ film.url }}"></video></div>
    ```
    ```jsx bad
    const Film = () => <video src="/film.webm" controls />
    ```
    ```html good
    <video src="tour.webm" controls><track kind="captions" src="tour.vtt"></video>
    ```
    ```html good
    <figure><audio src="speech.opus" controls></audio><a href="speech.html">Transcript</a></figure>
    ```
    ```html good
    <video src="sea.webm" muted controls></video><video src="a.webm" aria-describedby="text"></video><video></video>
    ```
    ```jsx good
    const Film = (props) => <video {...props} />
    ```
    """
    if not has_media(media) or media.spread or media.get("aria-describedby") is not None:
        return None
    if any(inner.tag == "track" for inner in media.descendants()):
        return None
    around = [media.parent, media.parent.parent if media.parent else None]
    if any(outer and outer.tag not in ("body", "html") and "transcri" in outer.text.lower() for outer in around):
        return None
    return report(media, "there is nothing to read instead of the video or sound; offer captions or a transcript")
