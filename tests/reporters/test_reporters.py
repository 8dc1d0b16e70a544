"""What holds for every format."""

from html import unescape
from io import StringIO
import subprocess
import sys

import pytest
from reported import everything, hostile, results, written

from ecolint.model.registry import Reporter
from ecolint.reporters import BUILT_IN

formats = pytest.mark.parametrize("reporter", BUILT_IN, ids=lambda reporter: reporter.name)


def test_each_format_has_a_name_of_its_own_and_says_what_it_is_for() -> None:
    assert len({reporter.name for reporter in BUILT_IN}) == len(BUILT_IN)
    assert all(reporter.description for reporter in BUILT_IN)


@formats
def test_every_format_shows_every_finding_and_every_problem(reporter: Reporter) -> None:
    given = everything()
    report = unescape(written(reporter, given)).replace('\\"', '"')
    for found in given.findings:
        assert str(found.message) in report
    assert "no such unit" in report


@formats
@pytest.mark.parametrize("given", [results(), everything(), hostile()], ids=["clean", "everything", "hostile"])
def test_the_same_results_give_the_same_bytes(reporter: Reporter, given: object) -> None:
    assert written(reporter, given) == written(reporter, given)


def test_importing_the_formats_imports_none_of_them() -> None:
    code = (
        "import sys, ecolint.reporters as r; before = set(sys.modules); r.BUILT_IN; "
        "print(*sorted(n for n in before if n == 'json' or n.startswith('ecolint.reporters.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_report_for_people_imports_nothing_heavy() -> None:
    code = (
        "import io, sys, ecolint.reporters as r; from ecolint.model.results import Results; "
        "r.BUILT_IN[0].write(Results('/', ()), io.StringIO()); "
        "print(*sorted({'json', 'hashlib', 'unicodedata', 'textwrap', 'lxml', 'tree_sitter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@formats
def test_a_report_is_text_for_any_stream_that_takes_utf8(reporter: Reporter) -> None:
    stream = StringIO()
    reporter.write(hostile(), stream)
    assert stream.getvalue().endswith("\n")
