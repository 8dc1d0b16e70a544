"""Results → text, a module for each format. A format's module is imported when it is first written."""

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from ..model.registry import Reporter
from ..model.results import Results


def _from(module: str) -> Callable[[Results, TextIO], None]:
    """The `write` of a module of this package."""

    def write(results: Results, stream: TextIO) -> None:
        import_module(f".{module}", __name__).write(results, stream)

    return write


BUILT_IN = (
    Reporter("text", _from("text"), "for people: the code, what is wasted, what to do, and a summary"),
    Reporter("concise", _from("concise"), "one line for each finding, for editors and grep"),
    Reporter("json", _from("json_report"), "all that is known, for programs"),
    Reporter("sarif", _from("sarif"), "SARIF 2.1.0, for code hosts", once=True),
    Reporter("github", _from("github"), "for GitHub Actions: the text report in a group of the log, and annotations"),
    Reporter("gitlab", _from("gitlab"), "GitLab Code Quality", once=True),
    Reporter("rdjson", _from("rdjson"), "for reviewdog, in one object"),
    Reporter("rdjsonl", _from("rdjsonl"), "for reviewdog, one line for each finding"),
    Reporter("junit", _from("junit"), "JUnit XML: a test for each finding", once=True),
    Reporter("checkstyle", _from("checkstyle"), "Checkstyle XML, for Jenkins and others", once=True),
    Reporter("azure", _from("azure"), "for Azure Pipelines: errors and warnings of the build", once=True),
    Reporter("sonar", _from("sonar"), "SonarQube's generic format", once=True),
    Reporter("markdown", _from("markdown"), "for a comment on a pull request"),
)
