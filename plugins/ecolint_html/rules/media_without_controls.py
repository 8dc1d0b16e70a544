"""Media that nobody can stop."""

import re

from ecolint import Element, Report, report, rule

from ..surroundings import has_media

_PLAYER = r"(?i)video-js|vjs|plyr|mejs|flowplayer|jw-?player|player|afterglow|amp-video"
_DECLINED = r"\bcontrols=\{\s*false\s*\}"
"""Whoever writes so brings others."""
_HOOKS = ("id", "class", "ref", "name", "slot", "is")


@rule(
    "html",
    "javascript",
    select="video:not([controls]), audio:not([controls])",
    saves=["network", "cpu"],
    evidence="official",
    preset="all",
    precision="medium",
    refs=[
        "rgesn:4.1",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0106",
    ],
    unless=["decorative-background-video"],
)
def media_without_controls(media: Element) -> Report | None:
    """A video or sound has no controls: nobody can stop it, or start it.

    It goes on sending and decoding for people who have seen enough. RGESN 4.1 asks that visitors can start, stop
    and mute sounds of more than 2 seconds and animations of more than 4.

    Evidence: an official criterion.

    Media that play by themselves count, and those that no script can reach (no `id`, `class` or `data-` attribute),
    which nobody can start. What looks like a player of its own (a class or attribute such as `video-js` or `plyr`), or
    lies beside a button, has its own controls.

    Players have many faces: of what was found last in other people's code nothing was right, so the precision is
    medium, and the rule in the preset `all`.

    The fix shows the browser's controls; a player of your own would then have two.

    ## When not to care

    Controls that a script builds: name the place after them, or say so in an ignore comment.

    ```html bad
    <video src="tour.mp4" autoplay class="tour"></video>
    ```
    ```html good
    <video controls src="tour.mp4" autoplay class="tour"></video>
    ```
    ```html bad
    <AUDIO><SOURCE SRC='speech.opus'></AUDIO>
    ```
    ```django bad
    <video src="{{ film.url }}" poster="{{ film.poster }}"></video>
    ```
    ```jsx bad
    const Film = () => <video src="/film.webm" autoPlay />
    ```
    ```html good
    <video class="video-js" src="a.webm" autoplay></video><audio data-plyr-config="{}" src="a.opus" autoplay></audio>
    ```
    ```html good
    <audio id="bell" src="bell.opus"></audio><video id="camera" autoplay></video>
    ```
    ```jsx good
    const Speech = ({src}) => <section><audio src={src} /><button type="button">Play</button></section>
    ```
    ```jsx good
    const Loop = () => <video src="/a.webm" autoPlay controls={false} />
    const Film = (props) => <><video {...props} /><video ref={film} src="/a.webm" onClick={start} /></>
    ```
    """
    if not has_media(media) or re.search(_DECLINED, media.document.text(media.span)):
        return None
    around = [media, *([media.parent] if media.parent else [])]
    if any(_is_player(element) for element in around):
        return None
    autoplay = media.get("autoplay")
    if isinstance(autoplay, str):
        message = "nobody can stop the video or sound; add controls"
    elif autoplay is None and not (_is_reached(media) or _has_buttons(media)):
        message = "nobody can start or stop the video or sound; add controls"
    else:
        return None
    return report(media, message, fix=media.with_attribute("controls"))


def _is_reached(media: Element) -> bool:
    """Whether a script can find it by itself."""
    return any(name in _HOOKS or not name.isalpha() or name.startswith("on") for name in media.attributes)


def _has_buttons(media: Element) -> bool:
    return media.parent is not None and any(one.tag == "button" for one in media.parent.descendants())


def _is_player(element: Element) -> bool:
    return "-" in element.tag or any(
        re.search(_PLAYER, name) or (name in ("class", "id") and re.search(_PLAYER, attribute.known))
        for name, attribute in element.attributes.items()
    )
