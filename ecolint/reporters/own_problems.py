"""Problems of ecolint itself, for formats that know nothing but findings in files."""

import re
from typing import NamedTuple

from ..model.problem import Problem
from ..model.results import Results
from .untrusted import harmless

_BROUGHT = (  # compiled when something has failed
    r"(?:rule |(?:language \S+ of )?plugin |fact (?:ecolint_)?|rules of |rule file )(?P<plugin>[\w-]*)"
)
_OURS = "ecolint"
"""The distribution that brings the first-party plugins."""
RULE = "ecolint/problem"
PATH = "."
"""The root: a problem has no file of its own."""


class Failures(NamedTuple):
    """Problems by who has to do something about them."""

    of_authors: tuple[Problem, ...]
    """Rules and plugins that aren't ecolint's own."""
    of_files: tuple[Problem, ...]
    """What couldn't be read or is out of order, and raised nothing."""
    of_ecolint: tuple[Problem, ...]


def by_blame(results: Results) -> Failures:
    """The problems of a run, each in its order."""
    ours = {_OURS, *(plugin.name for plugin in results.plugins if plugin.distribution == _OURS)}
    groups: tuple[list[Problem], list[Problem], list[Problem]] = ([], [], [])
    for problem in results.problems:
        brought = re.match(_BROUGHT, problem.source)
        if brought and brought["plugin"] not in ours:
            groups[0].append(problem)
        else:
            groups[2 if problem.detail or brought else 1].append(problem)
    return Failures(*map(tuple, groups))


def shown_problem(problem: Problem) -> str:
    """Who failed and why, in one harmless line."""
    return f"{harmless(problem.source)}: {harmless(problem.message)}"


def fingerprint(problem: Problem) -> str:
    """As stable as its words."""
    from hashlib import sha256

    text = "\0".join((RULE, problem.source, problem.message))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
