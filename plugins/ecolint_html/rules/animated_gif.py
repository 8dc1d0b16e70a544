"""Animations in a format from before video."""

from collections.abc import Iterator
import re

from ecolint import Element, Fact, Facts, Files, Report, fact, report, rule

from ..addresses import written
from ..surroundings import is_example
from ..weights import weight

_WAITING = re.compile(r"spin|load|wait|ajax|progress|busy", re.IGNORECASE)


@fact("html", "javascript", select="img[src], input[type=image][src]", dynamic=True, words=["gif"])
def shown_gif(image: Element) -> Fact | None:
    """A GIF that a page shows."""
    if is_example(image.document):
        return None
    source = image.attribute("src")
    address = written(image)
    return fact(source, address=address) if source and ".gif" in address.lower() else None


@rule(
    saves=["network", "cpu"],
    evidence="consensus",
    preset="core",
    facts=[shown_gif],
    refs=[
        "rgesn:4.1",
        "rgesn:5.1",
        "wsg:optimize-media-to-reduce-resource-use",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0099",
    ],
)
def animated_gif(shown: Facts, files: Files, *, size: int = 10_000) -> Iterator[Report]:
    """An animation is a GIF.

    GIF stores every frame nearly whole: the same scene as a muted video, or as animated WebP or AVIF, is several times
    lighter. And nobody can pause it, so it keeps drawing as long as it is seen.

    Evidence: agreed on by frameworks and browser makers; this rule counts the frames in the file itself.

    Reported once for a file of at least `size` bytes (10,000), where it is first shown. A GIF of one frame doesn't
    move; a small one, or one called `spinner` and the like, is a sign of waiting, which is gone when the wait is over.
    A GIF that no page shows is left alone: a run on one changed page would speak of all others. So are examples.

    ```html bad file=index.html
    <img src="img/steps.gif" width="320" height="200" alt="How to file a request">
    ```
    ```picture file=img/steps.gif
    320x200 frames=24 size=900000
    ```
    ```django bad file=shop/templates/shop/list.html
    <IMG SRC="{% static 'shop/steps.gif' %}" alt="">
    ```
    ```picture file=shop/static/shop/steps.gif
    320x200 frames=2 size=30000
    ```
    ```jsx bad file=src/Steps.jsx
    export const Steps = () => <img src="/steps.gif?v=2" alt="" />
    ```
    ```picture file=public/steps.gif
    320x200 frames=12 size=30000
    ```
    ```html good file=index.html
    <img src="dot.gif" alt=""><img src="wait.gif" alt="Loading">
    ```
    ```picture file=dot.gif
    1x1 frames=1
    ```
    ```picture file=wait.gif
    16x16 frames=12 size=3000
    ```
    ```html good file=index.html
    <img src="img/spinner.gif" alt="Loading">
    ```
    ```picture file=img/spinner.gif
    64x64 frames=12 size=20000
    ```
    ```html good file=index.html
    <img src="missing.gif" alt=""><img src="https://elsewhere.example/steps.gif" alt="">
    ```
    ```html good file=player/example.html
    <img src="steps.gif" alt="">
    ```
    ```picture file=player/steps.gif
    320x200 frames=24 size=900000
    ```
    ```jinja good file=index.html
    <img src="{{ folder }}/steps.gif" alt="">
    ```
    ```picture file=steps.gif
    320x200 frames=12 size=30000
    ```
    """
    seen = set()
    for one in shown:
        file = files.resolve(one.path, str(one["address"]))
        if (
            file is None
            or file.path in seen
            or (file.frames or 1) < 2
            or file.size < size
            or _WAITING.search(file.path.stem)
        ):
            continue
        seen.add(file.path)
        yield report(
            one,
            "{frames} frames, {weight} as GIF; a muted video or animated WebP is several times lighter",
            frames=file.frames,
            weight=weight(file.size),
            key=str(file.path),
        )
