"""Results to report: made by hand, so that reporters are tested without linting."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from ecolint.model.declaration import rule
from ecolint.model.finding import Edit, Finding, Fix, Related, Severity, Suppression
from ecolint.model.problem import Problem
from ecolint.model.registry import Plugin, Reporter
from ecolint.model.results import Broken, Results, Summary
from ecolint.model.rule import Rule
from ecolint.model.source import SourceFile, Span
from ecolint.model.wording import Message, Value


@rule(
    "html",
    select="img:not([loading])",
    saves=["network"],
    evidence="consensus",
    preset="core",
    refs=["rgesn:6.4", "wsg:optimize-media-to-reduce-resource-use", "rweb:0106"],
    tags=["images"],
)
def image_not_lazy(img: Any, *, spared: int = 3) -> None:
    """Images are fetched even if nobody scrolls to them.

    The browser downloads every image of the page at once. With `loading="lazy"` it
    waits until an image is about to be seen, see [web.dev](https://web.dev/lazy).

    ```html bad
    <img src="map.png">
    ```

    ```html good
    <img loading="lazy" src="map.png">
    ```
    """


@rule("javascript", query="(call_expression) @call", saves=["cpu", "device"], evidence="measured", severity="note")
def layout_read_in_loop(call: Any) -> None:
    """The layout is computed again on every turn of a loop.

    Reading a size after a write makes the browser lay the page out at once.
    """


@rule("css", query="(import_statement) @import_", saves=["network"], evidence="official")
def import_chain(import_: Any) -> None:
    """A style sheet waits for another one.

    `@import` is only found once the first sheet has arrived.
    """


RULES = tuple(
    sorted(
        (
            image_not_lazy.named("html", "https://ecolint.example/rules/html/image-not-lazy"),
            layout_read_in_loop.named("js", "https://ecolint.example/rules/js/layout-read-in-loop"),
            import_chain.named("css", "https://ecolint.example/rules/css/import-chain"),
        ),
        key=lambda rule: rule.name,
    )
)
PLUGINS = (
    Plugin("acme", "acme-eco-rules", "2.1", rules=4, url="https://acme.example"),
    Plugin("html", "ecolint", "0.1.0", rules=1, url="https://ecolint.example"),
)


def source(path: str, text: str | bytes) -> SourceFile:
    return SourceFile(PurePosixPath(path), text.encode() if isinstance(text, str) else text)


def finding(
    file: SourceFile,
    marked: str,
    message: str = "fetched even if never seen; load it lazily",
    *,
    rule: str = "html/image-not-lazy",
    severity: str = "warning",
    nth: int = 0,
    **more: Any,
) -> Finding:
    """A finding at the `nth` occurrence of a text in a file."""
    needle = marked.encode()
    start = -1
    for _ in range(nth + 1):
        start = file.data.index(needle, start + 1)
    values: tuple[tuple[str, Value], ...] = more.pop("values", ())
    fingerprint = more.pop("fingerprint", f"{start:032x}")
    return Finding(
        rule,
        file.path,
        Span(start, start + len(needle)),
        Message(message, values),
        Severity(severity),
        fingerprint=fingerprint,
        **more,
    )


def results(
    findings: Iterable[Finding] = (),
    sources: Iterable[SourceFile] = (),
    *,
    rules: tuple[Rule, ...] = RULES,
    **more: Any,
) -> Results:
    findings = tuple(sorted(findings, key=lambda finding: finding.order))
    files = {file.path: file for file in sources}
    return Results(
        **{
            "root": "/home/ana/site",
            "findings": findings,
            "rules": rules,
            "plugins": PLUGINS,
            "sources": files,
            "summary": Summary(checked=max(len(files), 1)),
            "exit_code": 1 if findings else 0,
            "version": "0.1.0",
            **more,
        }
    )


PAGE = source(
    "src/page.html",
    '<!doctype html>\n<main>\n  <img src="map.png" width="600">\n\t<p>Été 🌱</p><img src="plan.png">\n</main>\n',
)
SCRIPT = source(
    "src/map.js",
    "for (const row of rows) {\r\n  row.style.top = `${box.getBoundingClientRect(\r\n  ).top}px`;\r\n}\r\n",
)
STYLE = source("css/a b#1%é.css", '@import "x.css";\n')


def everything() -> Results:
    """One of each: levels, fixes, related places, problems, skipped files."""
    lazy = PAGE.data.index(b"<img") + 4
    return results(
        [
            finding(
                PAGE,
                '<img src="map.png" width="600">',
                'fetched even if never seen; add loading="lazy"',
                severity="error",
                fix=Fix('add loading="lazy"', (Edit(Span(lazy, lazy), ' loading="lazy"'),), safe=True),
            ),
            finding(
                PAGE, '<img src="plan.png">', "{name} is fetched even if never seen", values=(("name", "plan.png"),)
            ),
            finding(
                SCRIPT,
                "box.getBoundingClientRect(\r\n  )",
                "layout computed on every turn; read it before the loop",
                rule="js/layout-read-in-loop",
                severity="note",
                related=(
                    Related(SCRIPT.path, Span(0, 3), "the loop"),
                    Related(PurePosixPath("img/x.png"), Span(0, 0), "shown"),
                ),
            ),
            finding(
                STYLE,
                '@import "x.css";',
                "fetched after this sheet; use <link> or a bundle",
                rule="css/import-chain",
                fix=Fix("remove the import", (Edit(Span(0, 16), ""),)),
            ),
        ],
        [PAGE, SCRIPT, STYLE],
        suppressed=(finding(PAGE, "<p>", suppression=Suppression("in-source", "needed")),),
        problems=(
            Problem(
                "rule css/x on a.css", "ValueError: no such unit", "Traceback (most recent call last):\n  …\nValueError"
            ),
        ),
        summary=Summary(
            checked=210,
            skipped={"vendored": 11, "too large": 7},
            skipped_files={"too large": tuple(f"data/{n}.js" for n in range(7))},
            broken=(Broken(PAGE.path, 4), Broken(PurePosixPath("old.html"))),
            recoded=1,
        ),
        exit_code=3,
    )


def hostile() -> Results:
    """Text in a linted file, its name and a problem that tries to command terminals and CI systems."""
    attack = "::error::x ##vso[task.complete] ##[group] \x1b[2J\x07 \x9b31m \u202e ]]> </script> [click](https://evil.example)"
    file = source("::error::page\n\x1b[2J\udce9.html", f'<img alt="{attack}">\n::error::y\r::warning::z\n')
    mark = Span(0, len(file.data))
    related = Related(PurePosixPath("::error::b.html"), Span(0, 0), attack)
    fix = Fix(attack, (Edit(mark, attack),))
    message = Message("{alt} is heavy", (("alt", attack + "\n::error::y"),))
    return results(
        [
            Finding(
                "html/image-not-lazy",
                file.path,
                mark,
                message,
                Severity.WARNING,
                fix=fix,
                related=(related,),
                fingerprint="f" * 32,
            )
        ],
        [file],
        problems=(Problem("file \n::error::c.html", attack, f"Traceback:\n::error::{attack}\r::error::x"),),
        summary=Summary(checked=1, skipped={"binary": 1}, skipped_files={"binary": ("::error::\x1b[2Jd.bin",)}),
        exit_code=3,
    )


def written(write: Any, given: Results) -> str:
    """What a reporter or its `write` makes of results."""
    from io import StringIO

    stream = StringIO()
    (write.write if isinstance(write, Reporter) else write)(given, stream)
    return stream.getvalue()
