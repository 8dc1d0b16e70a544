"""Whose failure a problem is."""

from dataclasses import replace

import pytest
from reported import results

from ecolint.model.problem import Problem
from ecolint.model.registry import Plugin
from ecolint.reporters.own_problems import by_blame

PLUGINS = (Plugin("html", "ecolint", "1.0", (), 1), Plugin("acme", "ecolint-acme", "1.0", (), 1))


@pytest.mark.parametrize(
    ("source", "detail", "whose"),
    [
        ("rule acme/x on a.html", "T", "authors"),
        ("rule house/x on a.html", "T", "authors"),  # of a rule file: no plugin has this name
        ("fact ecolint_acme.rules.x:found on a.html", "T", "authors"),
        ("plugin acme (ecolint-acme 1.0), hook ecolint_rules", "T", "authors"),
        ("language odd of plugin acme (ecolint-acme 1.0)", "T", "authors"),
        ("rules of eco/house.toml on a.html", "", "authors"),
        ("rule file eco/house.toml:1", "", "authors"),
        ("rule html/x on a.html", "T", "ecolint"),
        ("rule ecolint/unused-ignore", "T", "ecolint"),
        ("fact ecolint_html.rules.x:found on a.html", "T", "ecolint"),
        ("plugin html (ecolint 1.0)", "", "ecolint"),
        ("file a.html", "T", "ecolint"),
        ("worker", "T", "ecolint"),
        ("file a.html", "", "files"),
        ("folder img", "", "files"),
    ],
)
def test_whose_failure_it_is(source: str, detail: str, whose: str) -> None:
    failures = by_blame(replace(results(plugins=PLUGINS), problems=(Problem(source, "M", detail),)))
    assert [name for name, found in failures._asdict().items() if found] == [f"of_{whose}"]
