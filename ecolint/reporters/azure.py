"""`azure`: logging commands that Azure Pipelines shows as errors and warnings of the build."""

from collections.abc import Iterator
from typing import TextIO

from ..model.finding import Severity
from ..model.results import Results
from .own_problems import shown_problem
from .places import regions
from .untrusted import harmless, shown_sentence


def write(results: Results, stream: TextIO) -> None:
    """A command a line: problems, then findings. Azure knows no notes; they are warnings there."""
    stream.writelines(_lines(results))


def _lines(results: Results) -> Iterator[str]:
    for problem in results.problems:
        yield _command({"type": "error"}, f"ecolint: {shown_problem(problem)}")
    region = regions(results)
    for finding in results.findings:
        start, _ = region(finding.path, finding.span)
        properties = {
            "type": "error" if finding.severity is Severity.ERROR else "warning",
            "sourcepath": harmless(str(finding.path)),
            "linenumber": str(start.line),
            "columnnumber": str(start.column),
            "code": finding.rule,
        }
        yield _command(properties, shown_sentence(finding.message))


def _command(properties: dict[str, str], message: str) -> str:
    written = "".join(f"{name}={_property(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {written}]{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
