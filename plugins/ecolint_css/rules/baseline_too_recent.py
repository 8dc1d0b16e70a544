from collections.abc import Iterator

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..baseline import DAY
from ..packages import TRANSLATORS, dependencies, has_browserslist
from ..recent import CLUES, uses


@fact("css", mentions=CLUES)
def recent_feature(doc: Document) -> Iterator[Fact]:
    """A CSS feature of the last years that a style sheet needs, at its first place."""
    seen = set()
    for use in sorted(uses(doc), key=lambda use: use.place):
        if use.day and use.name not in seen:
            seen.add(use.name)
            yield fact(use.place, name=use.name, day=use.day)


@rule(
    saves=["device"],
    evidence="official",
    preset="core",
    refs=[
        "rgesn:2.4",
        "rgesn:2.2",
        "wsg:provide-cross-platform-compatibility-support",
        "wsg:ensure-layouts-work-for-different-devices-and-requirements",
        "rweb:0058",
    ],
    facts=[recent_feature],
)
def baseline_too_recent(features: Facts, files: Files, *, months: int = 24) -> Iterator[Report]:
    """A page needs a browser that is less than two years old.

    Who can't update, because the phone's maker has stopped to, sees a broken page and, sooner or later, buys another
    phone. Making a device weighs more than years of its use, so two years of patience are the cheapest saving there is.

    Evidence: the French RGESN (2.4, a priority criterion) asks that services work with browsers of the last two
    years. When a feature came to all main browsers is told by the web-features data of the WebDX Community Group, in
    a table that `tools/renew_baseline.py` renews; the `months` (up to 30) are counted back from the day it was made.

    Only features whose lack breaks something are looked at: rules and declarations that an older browser drops. What
    merely adds finish and leaves a sane default (`text-wrap: balance`, `field-sizing`, view transitions…) is fine at
    any age. Fine, too: what `@supports` guards, anywhere in the sheet, and a declaration that an earlier one of the
    same property in the same block covers. One finding for a feature and a file; silent where a build translates
    (`postcss-preset-env`), and a note where the project declares its browsers (browserslist), as that is a choice
    made.

    ```css bad file=main.css
    @scope (.card) { img { border: 0 } }
    ```

    ```css bad file=main.css
    .menu { position-anchor: --button; top: anchor(bottom); }
    ```

    ```scss bad file=main.scss
    .stairs li { margin-left: calc(sibling-index() * 1rem); }
    ```

    ```html bad file=index.html
    <p style="color: contrast-color(red)">Read me</p>
    ```

    ```css bad file=main.css months=30
    .page { color: oklch(from var(--ink) l c h); }
    ```

    ```css good file=main.css
    .form:has(:invalid) { border-color: red; }
    h1 { text-wrap: balance; field-sizing: content; view-transition-name: title; }
    ```

    ```css good file=main.css
    @supports (position-anchor: --x) {
      .menu { position-anchor: --button; }
    }
    ```

    ```css good file=main.css
    .text { color: black; color: contrast-color(var(--ground)); }
    ```

    ```scss good file=main.scss
    .half { width: round(10.4px); margin: abs(-3px); }
    ```

    ```css good file=main.css
    .text { color: contrast-color(red); }
    ```

    ```json file=package.json
    {"devDependencies": {"postcss-preset-env": "^10.0.0"}}
    ```
    """
    if not TRANSLATORS.isdisjoint(dependencies(files)):
        return
    since = _months_before(DAY, months)
    for one in features:
        if str(one["day"]) > since:
            yield report(
                one,
                "{name} came to all main browsers in {month} only; guard it with @supports, or do without",
                name=one["name"],
                month=str(one["day"])[:7],
                key=str(one["name"]),
                severity="note" if has_browserslist(files, one.path) else None,
            )


def _months_before(day: str, months: int) -> str:
    year, month, rest = day.split("-")
    count = int(year) * 12 + int(month) - 1 - months
    return f"{count // 12}-{count % 12 + 1:02}-{rest}"
