"""SARIF: what is said of rules, plugins and ecolint itself."""

from collections.abc import Iterable
import re
from typing import Any

from ..model.finding import Severity
from ..model.registry import Plugin
from ..model.results import Results
from ..model.rule import Rule
from ..texts import say
from .rule_help import markdown, plain, words

HOME = "https://github.com/ecolint/ecolint"
_EXTENSIONS = 100
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def driver(results: Results) -> dict[str, Any]:
    """ecolint and all its rules, those of plugins too: hosts look for rules only here."""
    described = {rule.name: _rule(rule) for rule in results.rules}
    for finding in (*results.findings, *results.suppressed):
        if finding.rule not in described:
            described[finding.rule] = _own(finding.rule)
    return {
        "name": "ecolint",
        "organization": "ecolint",
        **_version(results.version),
        "informationUri": HOME,
        "rules": [described[name] for name in sorted(described)],
    }


def extensions(plugins: Iterable[Plugin]) -> list[dict[str, Any]]:
    """The plugins that brought the rules."""
    return [
        {
            "name": plugin.name,
            **_version(plugin.version),
            **({"informationUri": plugin.url} if plugin.url else {}),
        }
        for plugin in plugins
        if not plugin.failed
    ][:_EXTENSIONS]


def _rule(rule: Rule) -> dict[str, Any]:
    docs = rule.docs
    severity = "recommendation" if rule.severity is Severity.NOTE else str(rule.severity)
    tags = dict.fromkeys(("eco-design", rule.family, *rule.tags, *rule.saves))
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.short_name.split("-")),
        "shortDescription": {"text": docs.title},
        "fullDescription": {"text": words(docs.reason or docs.title)},
        "help": {
            "text": "\n\n".join(filter(None, (*plain(rule), "" if rule.url else _more(rule.name)))),
            "markdown": markdown(rule),
        },
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {
            "tags": [tag for tag in tags if tag],
            **({"precision": rule.precision} if rule.precision else {}),
            "problem.severity": severity,
        },
    }


def _own(name: str) -> dict[str, Any]:
    """For findings that no rule makes, such as unused ignores."""
    words = name.rpartition("/")[2].replace("-", " ").capitalize()
    return {
        "id": name,
        "name": words.title().replace(" ", ""),
        "shortDescription": {"text": f"{words}."},
        "fullDescription": {"text": f"{words}: said by ecolint itself."},
        "help": {"text": _more(name)},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["eco-design"], "precision": "high", "problem.severity": "warning"},
    }


def _more(name: str) -> str:
    return say("More: ecolint explain {name}", name=name)


def _version(version: str) -> dict[str, str]:
    """Hosts compare versions, but only those that are semantic ones."""
    if not version:
        return {}
    return {"semanticVersion" if _SEMANTIC.fullmatch(version) else "version": version}
