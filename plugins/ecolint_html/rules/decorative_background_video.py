"""Videos that play for ever behind a page."""

from ecolint import Element, Report, report, rule

from ..surroundings import has_media


@rule(
    "html",
    "javascript",
    select="video[autoplay][muted][loop], video[autoplay][aria-hidden=true]",
    dynamic=True,
    saves=["network", "cpu", "device"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:4.1",
        "rgesn:4.6",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0106",
        "rweb:0009",
    ],
)
def decorative_background_video(video: Element) -> Report | None:
    """A video plays for ever as decoration.

    It has no sound, starts alone and never ends, or is hidden from those who listen to the page: a moving
    wallpaper. It is the heaviest file of most pages that have one, and decoding it keeps processor and screen at
    work until the visitor leaves.

    Evidence: RGESN 4.1 and 4.6, the Web Sustainability Guidelines and two RWEB practices agree.

    A video counts when it has `autoplay`, `muted` and `loop` all three, or `autoplay` and `aria-hidden="true"`.

    ## When not to care

    With `controls` it is a demonstration that visitors can stop, which `html/media-autoplay` judges. A `<video>`
    without a source is fed by a script, perhaps from a camera.

    ```html bad
    <video autoplay muted loop playsinline><source src="hall.mp4"></video>
    ```
    ```html bad
    <div class="hero"><VIDEO SRC='sea.webm' AutoPlay='' Loop='' Muted=''></VIDEO></div>
    ```
    ```html bad
    <video src="waves.webm" autoplay aria-hidden="true"></video>
    ```
    ```jsx bad
    const Hero = () => <video src="/hall.webm" autoPlay muted loop className="hero" />
    ```
    ```twig bad
    <video src="{{ asset('hall.webm') }}" autoplay muted loop></video>
    ```
    ```html good
    <img src="hall.webp" alt="">
    ```
    ```html good
    <video src="tour.mp4" muted loop controls preload="none"></video>
    ```
    ```jsx good
    const Demo = ({playing}) => <video src="/demo.webm" autoPlay={playing} muted loop />
    ```
    ```html good
    <video src="fold.webm" autoplay muted loop controls></video>
    ```
    ```html good
    <video id="call" autoplay muted loop></video>
    ```
    """
    autoplay, hidden = video.attribute("autoplay"), video.get("aria-hidden") == "true"
    if autoplay is None or not isinstance(autoplay.value, str) or not has_media(video):
        return None
    if not hidden and not all(isinstance(video.get(name), str) for name in ("muted", "loop")):
        return None
    if video.get("controls") is not None:
        return None
    return report(autoplay, "the video plays for ever as decoration; show a still picture instead")
