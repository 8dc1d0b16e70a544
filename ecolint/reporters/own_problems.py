"""Problems of ecolint itself, for formats that know nothing but findings in files."""

from ..model.problem import Problem
from .untrusted import harmless

RULE = "ecolint/problem"
PATH = "."
"""The root: a problem has no file of its own."""


def shown_problem(problem: Problem) -> str:
    """Who failed and why, in one harmless line."""
    return f"{harmless(problem.source)}: {harmless(problem.message)}"


def fingerprint(problem: Problem) -> str:
    """As stable as its words."""
    from hashlib import sha256

    text = "\0".join((RULE, problem.source, problem.message))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
