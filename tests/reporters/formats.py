"""Reports by the name of their format."""

from importlib.resources import files
import json
from typing import Any

import pytest
from reported import results, source, written

from ecolint.model.finding import Finding, Severity
from ecolint.model.results import Results
from ecolint.model.source import Span
from ecolint.model.wording import Message
from ecolint.reporters import BUILT_IN

BY_NAME = {reporter.name: reporter for reporter in BUILT_IN}
formats = pytest.mark.parametrize("reporter", BUILT_IN, ids=lambda reporter: reporter.name)


def report(name: str, given: Results) -> str:
    return written(BY_NAME[name], given)


def schema(name: str) -> Any:
    return json.loads(files("ecolint.reporters").joinpath(name).read_text("utf-8"))


def many(number: int) -> Results:
    file = source("a.js", "x\n" * number)
    levels = [Severity.WARNING, Severity.NOTE, Severity.ERROR]
    found = [
        Finding("css/x", file.path, Span(2 * n, 2 * n + 1), Message("wasted"), levels[n % 3], fingerprint=f"{n:032x}")
        for n in range(number)
    ]
    return results(found, [file])
