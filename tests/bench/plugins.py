"""What plugins cost: the start with 200 rules of 20 plugins, and a rule as data beside the same rule in Python.

    python tests/bench/plugins.py

Processor time; runs of all kinds take turns, so that a busy machine slows all alike. Read the ratios.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
import gc
import os
from pathlib import Path, PurePosixPath
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from ecolint import Document, Element, Node, Report, report, rule
from ecolint.analysis.lint import lint
from ecolint.analysis.plans import Plans
from ecolint.model.data_rule import rule_of
from ecolint.model.registry import RuleSet
from ecolint.model.rule import Rule
from ecolint.model.source import SourceFile
from ecolint.testing import installed

PLUGINS, RULES = 20, 10
WARM, COLD, DATA = 1.3, 2.0, 1.1
"""What may be spent, as a multiple: with an index of declarations, without, and for a rule as data."""

_SELECTING = '''
from ecolint import Element, Report, report, rule


@rule("html", "javascript", select="img.{name}:not([loading])", saves=["network"], evidence="consensus", preset="core")
def {name}(element: Element, *, max: int = 3) -> Report:
    """A picture is fetched.

    Because of this and that, which is told in a few lines, as real rules do: a reason, a number and where it is from,
    and what to do instead of it.

    ```html bad
    <img class="{name}" src="a.png">
    ```

    ```html good
    <img class="{name}" src="a.png" loading="lazy">
    ```
    """
    return report(element, "wasted; save it", fix=element.with_attribute("loading", "lazy"))
'''
_QUERYING = '''
from ecolint import Document, Node, rule


@rule(
    "python",
    query='((call function: (identifier) @_name) @call (#eq? @_name "{name}"))',
    saves=["cpu"],
    evidence="measured",
    refs=["rgesn:6.1"],
)
def {name}(call: Node, doc: Document) -> str | None:
    """A call is made again.

    It costs.

    ```python bad
    for a in b:
        {name}(a)
    ```

    ```python good
    {name}(b)
    ```
    """
    return "called on every turn; once is enough" if doc.enclosing(call, "loop", within="function") else None
'''
_PLUGIN = """
from ecolint import hookimpl, rules_in


@hookimpl
def ecolint_rules():
    from . import rules

    return rules_in(rules)
"""


def write_plugins(site: Path) -> None:
    """Twenty installed distributions of ten rules each."""
    for number in range(PLUGINS):
        rules = site / f"ecolint_p{number}" / "rules"
        rules.mkdir(parents=True)
        (rules.parent / "__init__.py").write_text(_PLUGIN, "utf-8")
        (rules / "__init__.py").write_text("", "utf-8")
        for which in range(RULES):
            text = _QUERYING if which % 2 else _SELECTING
            (rules / f"waste_{which}.py").write_text(text.format(name=f"waste_{which}"), "utf-8")
        metadata = site / f"ecolint_p{number}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "entry_points.txt").write_text(f"[ecolint]\np{number} = ecolint_p{number}\n", "utf-8")
        (metadata / "METADATA").write_text("Requires-Dist: ecolint>=0.1,<2\n", "utf-8")


def start_up(folder: Path, rounds: int = 9) -> dict[str, float]:
    """Median seconds of `ecolint check` in an empty folder: without plugins, with 20 and an index, with 20 and none."""
    site, empty = folder / "site", folder / "empty"
    empty.mkdir()
    write_plugins(site)
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    usual |= {"ECOLINT_CACHE_DIR": str(folder / "cache")}
    many = {**usual, "PYTHONPATH": str(site)}
    kinds = {"without": usual, "warm": many, "cold": {**many, "ECOLINT_CACHE_DIR": str(folder / "cold")}}
    command = [str(Path(sys.executable).with_name("ecolint")), "check"]
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds + 1):
        for kind, env in kinds.items():
            for index in (folder / "cold").glob("ecolint_p[0-9]*.index"):  # those of our own plugins stay
                index.unlink()
            spent = _processor_time(command, empty, env)
            if number:  # the first one writes byte code and indexes
                times[kind].append(spent)
    return {kind: statistics.median(seconds) for kind, seconds in times.items()}


def _processor_time(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> float:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@rule("html", select="div.player[data-src]", saves=["network"], evidence="consensus")
def selected(element: Element) -> Report:
    """The old player is used."""
    return report(element, "{tag} with {src}: old; use video", tag=element.tag, src=str(element.get("data-src")))


@rule("html", xpath="//div[@data-src]", saves=["network"], evidence="consensus")
def found(element: Element) -> Report:
    """The old player is used."""
    return report(element, "{tag} with {src}: old; use video", tag=element.tag, src=str(element.get("data-src")))


_QUERY = '((call function: (attribute attribute: (identifier) @name)) @call (#eq? @name "fetch_one"))'


@rule("python", query=_QUERY, saves=["server"], evidence="consensus")
def queried(call: Node, doc: Document) -> Report | None:
    """A query runs on every turn of a loop."""
    if doc.enclosing(call, "loop", within="function") is None:
        return None
    return report(call, "{call} runs on every turn; fetch all", call=" ".join(doc.text(call).split()))


_COMMON = {"title": "A title.", "why": "It costs.", "evidence": "consensus", "bad": ["a"], "good": ["b"]}
_PAGE = "<p>text</p>" * 20 + '<div class="player" data-src="a.mp4"></div>'
_CODE = "for a in b:\n    c = d(a)\n    e = a.b[c] + 1\n    db.fetch_one(a)\n"
PAIRS: Mapping[str, tuple[Rule, dict[str, Any], str, str]] = {
    "select": (selected, {"select": "div.player[data-src]"}, "html", _PAGE),
    "xpath": (found, {"xpath": "//div[@data-src]"}, "html", _PAGE),
    "query": (queried, {"query": _QUERY, "at": "call", "inside": ["loop"]}, "python", _CODE),
}


def as_data(kind: str) -> Rule:
    """The rule of a kind as a table of a rule file."""
    _, pattern, language, _ = PAIRS[kind]
    message = "{call} runs on every turn; fetch all" if kind == "query" else "{tag} with {data-src}: old; use video"
    saves = ["network"]
    table = {**_COMMON, "name": "same", "message": message, "languages": [language], "saves": saves, **pattern}
    return rule_of(table, "house", "house.toml", 1)


def data_ratio(kind: str, rounds: int = 9, copies: int = 300) -> float:
    """Time of a rule as data over that of the same rule in Python, each as the median of runs that take turns."""
    python, _, language, text = PAIRS[kind]
    source = SourceFile(PurePosixPath("a"), (text * copies).encode())
    runs: dict[str, Callable[[], None]] = {}
    for name, one in (("python", python), ("data", as_data(kind))):
        plans = Plans(installed(), RuleSet.of([one]))

        def run(plans: Plans = plans) -> None:
            assert len(lint(source, installed().languages[language], plans).findings) == copies

        runs[name] = run
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, call in runs.items():
            gc.collect()
            gc.disable()  # its full collections fall on one or the other
            started = time.process_time()
            call()
            gc.enable()
            if number:
                times[name].append(time.process_time() - started)
    return statistics.median(times["data"]) / statistics.median(times["python"])


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the length of a benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


if __name__ == "__main__":
    with scratch() as place:
        spent = start_up(place, 15)
    for kind in spent:
        print(f"{kind:8} {spent[kind] * 1000:7.1f} ms  {spent[kind] / spent['without']:5.2f}")
    for kind in PAIRS:
        print(f"data, {kind:8} {data_ratio(kind):5.2f}")
