"""The one pass over a tree: first everything that is there to know; the rules run afterwards."""

from collections.abc import Callable

from ..model.language import Injection
from .document import Document, Found
from .plan import Call, Index, Plan


def look_through(document: Document, plan: Plan, expired: Callable[[], bool]) -> Found:
    """What the patterns of a plan find in a document. Raises TimedOutError when `expired` says so."""
    found = Found()
    for pattern, owner, captures in plan.matches(document, expired):
        if isinstance(owner, Call):
            found.hits.setdefault(owner, []).append(plan.arguments(pattern, owner, captures, document))
        elif isinstance(owner, Injection):
            found.injections.append((owner, captures))
        elif isinstance(owner, Index):
            found.indexed.setdefault(owner.name, []).append(captures["node"][0])
        else:
            found.tags.append(captures["tag"][0])
    return found
