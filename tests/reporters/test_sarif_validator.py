"""What the SARIF Multitool says of our reports, with the rules that GitHub's ingestion follows."""

from dataclasses import replace
from pathlib import Path, PurePosixPath

from multitool import install_multitool, line_hashes_of, verdict
import pytest
from reported import PAGE, RULES, SCRIPT, STYLE, everything, finding, hostile, results, source, written

from ecolint.model.finding import Finding, Severity
from ecolint.model.results import Results, Summary
from ecolint.model.source import Span
from ecolint.model.wording import Message
from ecolint.reporters.sarif import SarifOptions, sarif_reporter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_multitool(tmp_path_factory.mktemp("npm"))


def picture() -> Finding:
    return Finding(
        "html/image-not-lazy",
        PurePosixPath("img/a.png"),
        Span(0, 0),
        Message("large"),
        Severity.NOTE,
        fingerprint="e" * 32,
    )


def nowhere() -> Results:
    """Plugins, rules and files of which little is known."""
    rules = tuple(replace(rule, url="") for rule in RULES)
    plain = tuple(plugin._replace(url="") for plugin in results().plugins)
    unused = finding(PAGE, "<main>", "ignores nothing", rule="ecolint/unused-ignore")
    return results([picture(), unused], [PAGE], rules=rules, plugins=plain)


def odd_paths() -> Results:
    names = ["a b#c%d?é.css", "deep/c:d.css", "[x](y)&<z>.css", "caf\udce9.css", "日本/🌱.css", "~home/+a,b;c=d.css"]
    files = [replace(STYLE, path=PurePosixPath(name)) for name in names]
    return results([finding(file, "@import", rule="css/import-chain") for file in files], files)


def odd_lines() -> Results:
    texts = ["é\n🌱🌱<b>\n", "a\r\n\t<b>\r\n", "a\r<b>\r", "<b>", "\u2028\x0c\x85<b>\n", "x\n<b>\n\n\n"]
    files = [source(f"{number}.html", text) for number, text in enumerate(texts)]
    marks = ["<b>", "<b>\r\n", "<b>\r", "<b>", "<b>", "<b>\n\n\n"]
    return results([finding(file, mark) for file, mark in zip(files, marks, strict=True)], files)


def truncated() -> Results:
    found = [finding(PAGE, "<img", f"wasted {number}", fingerprint=f"{number:032x}") for number in range(5_100)]
    return results(found, [PAGE], partial=True)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        pytest.param(results(), SarifOptions(), id="clean"),
        pytest.param(results(rules=(), plugins=(), summary=Summary()), SarifOptions(), id="nothing enabled"),
        pytest.param(everything(), SarifOptions(), id="everything"),
        pytest.param(everything(), SarifOptions("shop", 2, False, True), id="every option"),
        pytest.param(nowhere(), SarifOptions(), id="no addresses"),
        pytest.param(odd_paths(), SarifOptions(), id="odd paths"),
        pytest.param(odd_lines(), SarifOptions(), id="odd lines"),
        pytest.param(hostile(), SarifOptions(), id="hostile"),
        pytest.param(truncated(), SarifOptions(), id="truncated and partial"),
    ],
)
def test_the_multitool_has_neither_errors_nor_warnings(
    given: Results, options: SarifOptions, multitool: Path, tmp_path: Path
) -> None:
    assert verdict(multitool, written(sarif_reporter(options), given), tmp_path) == []


def test_the_multitool_does_complain_of_a_worse_report(multitool: Path, tmp_path: Path) -> None:
    log = written(sarif_reporter(), everything())
    assert verdict(multitool, log.replace("shortDescription", "description"), tmp_path)
    assert verdict(multitool, log.replace('"ruleIndex":0', '"ruleIndex":99'), tmp_path)


def test_the_multitool_computes_the_same_line_hashes(multitool: Path, tmp_path: Path) -> None:
    # No byte order mark here: GitHub keeps it as U+FEFF, the Multitool drops it.
    given = odd_lines()
    files = [PAGE, SCRIPT, STYLE, *given.sources.values()]
    found = [
        finding(PAGE, "<img", nth=1),
        finding(SCRIPT, "}", rule="js/layout-read-in-loop"),
        finding(SCRIPT, "}", rule="js/layout-read-in-loop", nth=1),
        finding(STYLE, "@import", rule="css/import-chain"),
        *given.findings,
    ]
    for file in files:
        on_disk = tmp_path / file.path
        on_disk.parent.mkdir(exist_ok=True)
        on_disk.write_bytes(file.data)
    log = written(sarif_reporter(), results(found, files, root=str(tmp_path)))
    ours, theirs = line_hashes_of(multitool, log, tmp_path)
    assert ours == theirs
