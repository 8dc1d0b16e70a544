"""What was made of a file is freed when the file is done, without waiting for Python's search for circles."""

from collections.abc import Iterator
import gc
from pathlib import PurePosixPath
import weakref

import pytest

from ecolint import Document, rule
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.registry import RuleSet
from ecolint.model.source import SourceFile
from ecolint.testing import installed

seen: list[weakref.ref[Document]] = []


@rule("html", "css", "javascript", saves=["cpu"], evidence="deterministic")
def looks_at_everything(doc: Document) -> None:
    """Elements, their parents and children are asked for.

    For the test.
    """
    seen.append(weakref.ref(doc))
    for element in (*doc.tagged("p"), *(doc.elements if doc.language.markup else ())):
        assert element.parent not in element.children


PLANS = Plans(installed(), RuleSet.of([looks_at_everything.named("t")]))


@pytest.fixture(autouse=True)
def without_search() -> Iterator[None]:
    seen.clear()
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    "page", ["<div><p>a<p>b</div><style>p { top: 0 }</style><script>f()</script>", "<div><p></b></div"]
)
def test_documents_are_let_go(page: str) -> None:
    lint(SourceFile(PurePosixPath("a.html"), page.encode()), installed().languages["html"], PLANS)
    assert seen
    assert [document() for document in seen] == [None] * len(seen)


def test_they_are_let_go_when_the_time_is_up() -> None:
    report = lint(
        SourceFile(PurePosixPath("a.html"), b"<div><p>a<p>b</div>"),
        installed().languages["html"],
        PLANS,
        expired=lambda: bool(seen),
    )
    assert report.timed_out
    assert [document() for document in seen] == [None]
