from collections.abc import Iterator

from ecolint import Document, Edit, Fact, Facts, Files, Fix, Report, Span, fact, report, rule

from ..asking import asks_about_motion
from ..loading import files_meant, loaded_sheet
from ..motion import LOADING, animation_names, is_loading, moving_time
from ..packages import dependencies, packages_of
from ..sheet import sheet

_SCOPED = (".module", ".component")
"""How sheets of one component are called: what stands in them holds there only."""
_STANDARD = """
@media (prefers-reduced-motion: reduce) {
  *,
  ::before,
  ::after {
    animation-duration: 0.01ms !important;
    animation-iteration-count: 1 !important;
    transition-duration: 0.01ms !important;
  }
}
"""


@fact("css", words=["animation", "transition"])
def movement(doc: Document) -> Iterator[Fact]:
    """An animation, or a transition that moves something, and how long it takes."""
    end = len(doc.source.data) if doc.host is None and not doc.path.stem.endswith(_SCOPED) else -1
    names = ("animation", "animation-duration", "transition", "transition-duration")
    for declaration in sheet(doc).declarations(*names):
        time = moving_time(doc, declaration)
        if time and not is_loading(doc, declaration.block, animation_names(doc, declaration), LOADING):
            yield fact(declaration, time=time, end=end)


@rule(
    saves=["cpu", "device"],
    evidence="official",
    preset="core",
    refs=[
        "rgesn:4.15",
        "rgesn:4.1",
        "wsg:use-media-queries-that-support-sustainability-goals",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0009",
    ],
    facts=[movement, asks_about_motion, loaded_sheet],
    whole=True,
)
def missing_reduced_motion(
    movements: Facts, asked: Facts, loaded: Facts, files: Files, *, longest: int = 200
) -> Iterator[Report]:
    """Things move on the pages, and no style sheet asks who wants less motion.

    Who sets "reduce motion" on a phone or computer, to be well or to spare the battery, is still made to watch, and
    their device to draw, every movement.

    Evidence: the W3C's Web Sustainability Guidelines and the French RGESN ask for these media queries; how much drawing
    they save depends on how many people use the setting.

    One finding for a project, at its first movement of more than `longest` milliseconds. Fades of colour and opacity
    don't count, nor do signs of waiting, nor `all`, which names nothing that moves. A script that asks counts as an
    answer, and so does a style sheet of the project that isn't linted, or a design system that brings the query.

    The fix appends a standard block that ends all movement for those who ask for it, but not to the sheet of one
    component; look whether something waits for an animation to end.

    ```css bad file=main.css
    .card { transition: transform 0.3s ease-out; }
    ```

    ```css bad file=main.css
    @keyframes slide { from { margin-left: 100% } }
    .banner { animation: slide 2s; }
    ```

    ```css bad file=card.module.css
    .card { transition: transform 0.3s ease-out; }
    ```

    ```html bad file=index.html
    <style>.menu{transition:max-height .5s}</style>
    ```

    ```css good file=main.css
    .card { transition: transform 0.3s ease-out; }
    @media (prefers-reduced-motion: reduce) { .card { transition: none; } }
    ```

    ```css good file=main.css
    .button { transition: background-color 0.3s, opacity 1s; }
    .card { transition: transform 150ms; }
    .box { transition-property: background-color, box-shadow; transition-duration: 0.5s; }
    .link { transition: all 0.3s ease; }
    .spinner { animation: turn 1s infinite; }
    @keyframes appear { from { opacity: 0 } }
    .notice { animation: appear 1s ease-in; }
    ```

    ```css good file=main.css
    .card { transition: transform 0.3s ease-out; }
    ```

    ```js file=main.js
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) start();
    ```

    ```css good file=main.css
    .card { transition: transform 0.3s ease-out; }
    ```

    ```html file=index.html
    <link rel="stylesheet" href="calm.css" media="(prefers-reduced-motion)">
    ```
    """
    moving = [one for one in movements if isinstance(time := one["time"], int | float) and time > longest]
    if not moving or asked or _answered_elsewhere(loaded, files):
        return
    end = next((one["end"] for one in moving[:1] if isinstance(one["end"], int) and one["end"] >= 0), None)
    fix = Fix("Stop movement for those who ask for it", (Edit(Span(end, end), _STANDARD),)) if end is not None else None
    yield report(
        moving[0],
        "{count} movements take more than {longest} ms, and nothing asks for prefers-reduced-motion; stop them there"
        if len(moving) > 1
        else "the element moves for more than {longest} ms, and nothing asks for prefers-reduced-motion; stop it there",
        count=len(moving),
        longest=longest,
        fix=fix,
    )


def _answered_elsewhere(loaded: Facts, files: Files) -> bool:
    if not packages_of("still").isdisjoint(dependencies(files)):
        return True
    for one in loaded:
        path = files_meant(one, files)
        if path and "prefers-reduced-motion" in (files.text(path) or ""):
            return True
    return False
