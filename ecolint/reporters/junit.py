"""`junit`: JUnit XML, a test case for each finding."""

from typing import TextIO

from ..model.finding import Finding, Severity
from ..model.results import Results
from .own_problems import PATH, fingerprint, shown_problem
from .places import regions
from .untrusted import shown_sentence
from .xml_text import DECLARATION, attributes, escaped


def write(results: Results, stream: TextIO) -> None:
    """Errors and warnings are failures, notes skipped tests, problems errors. A clean run is one test that passes."""
    notes = sum(finding.severity is Severity.NOTE for finding in results.findings)
    counts = {
        "tests": max(1, len(results.findings) + len(results.problems)),
        "failures": len(results.findings) - notes,
        "errors": len(results.problems),
    }
    stream.write(f"{DECLARATION}<testsuites{attributes({**counts, 'time': 0})}>\n")
    stream.write(f"<testsuite{attributes({'name': 'ecolint', **counts, 'skipped': notes, 'time': 0})}>\n")
    for problem in results.problems:
        case = {"classname": "ecolint", "name": f"problem ({fingerprint(problem)[:8]})", "file": PATH, "time": 0}
        told = shown_problem(problem)
        stream.write(
            f"<testcase{attributes(case)}><error{attributes({'type': 'problem', 'message': told})}>"
            f"{escaped(told)}</error></testcase>\n"
        )
    urls = {rule.name: rule.url for rule in results.rules}
    region = regions(results)
    for finding in results.findings:
        start, _ = region(finding.path, finding.span)
        place = f"{finding.path}:{start.line}:{start.column}"
        stream.write(_case(finding, start.line, place, urls.get(finding.rule, "")))
    if not results.findings and not results.problems:
        stream.write('<testcase classname="ecolint" name="ecolint" time="0"/>\n')
    stream.write("</testsuite>\n</testsuites>\n")


def _case(finding: Finding, line: int, place: str, url: str) -> str:
    case = {
        "classname": str(finding.path).replace("/", "."),
        "name": f"{finding.rule} ({finding.fingerprint[:8]})",  # no line: the test stays the same when lines move
        "file": finding.path,
        "line": line,
        "time": 0,
    }
    message = shown_sentence(finding.message)
    if finding.severity is Severity.NOTE:
        outcome = f"<skipped{attributes({'message': f'{place}: {message}'})}/>"
    else:
        text = escaped("\n".join(part for part in (f"{place}: {message}", url) if part))
        outcome = f"<failure{attributes({'type': finding.severity, 'message': message})}>{text}</failure>"
    return f"<testcase{attributes(case)}>{outcome}</testcase>\n"
