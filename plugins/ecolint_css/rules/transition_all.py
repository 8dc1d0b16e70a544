from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..sheet import sheet
from ..values import split_list, split_words, times

_BESIDE = frozenset(
    "ease linear ease-in ease-out ease-in-out step-start step-end allow-discrete normal infinite".split()  # noqa: SIM905
)


@rule(
    "css",
    words=["transition"],
    saves=["cpu"],
    evidence="consensus",
    preset="all",
    severity="note",
    refs=[
        "rgesn:4.1",
        "wsg:ensure-animation-is-proportionate-and-easy-to-control",
        "rweb:0009",
        "rweb:0052",
    ],
)
def transition_all(doc: Document) -> Iterator[Report]:
    """Every property that changes is animated, wanted or not.

    With `all`, or no property at all, a change of width or margin that nobody thought of is drawn out over dozens of
    frames, each of which is laid out anew. Naming the one or two properties that shall move costs a few letters.

    Evidence: style guides and linters agree; how much is saved depends on what changes.

    ```css bad
    a { transition: all 0.2s; }
    ```

    ```css bad
    a { transition: .3s ease-in-out; }
    ```

    ```html bad
    <style>a{transition:opacity 1s,ALL 2s ease}</style>
    ```

    ```scss bad
    .card { &:hover { transition: all $speed; } }
    ```

    ```css good
    a { transition: color 0.2s, transform 0.3s; }
    ```

    ```css good
    a { transition: all 0s; }
    b { transition: none; }
    ```

    ```scss good
    .card { transition: $moves 0.3s; }
    ```

    ```css good
    .card { transition: var(--moves); }
    ```
    """
    for declaration in sheet(doc).declarations("transition"):
        for part in split_list(declaration.words):
            words = split_words(part)
            if any(times(part)) and "all" in words:
                yield report(declaration, _TOLD)
                break
            if (
                "all" in words
                and not times(part)
                and any("$" in word or "@" in word or "var(" in word for word in words)
            ):
                yield report(declaration, _TOLD)
                break
            if any(times(part)) and all(word in _BESIDE or "(" in word or times(word) for word in words):
                if "var(" not in part:
                    yield report(declaration, _TOLD)
                break


_TOLD = "the transition animates whatever changes, layout too; name the properties that shall move"
