"""The one pass over a tree: first everything that is there to know; the rules run afterwards. Start tags are found by
themselves, as most documents are never asked for all of them."""

from collections.abc import Callable, Collection, Sequence

from tree_sitter import Node

from ..model.language import Injection
from .document import Document, Found, TimedOutError
from .plan import Call, Owner, Plan


def look_through(
    document: Document, owners: Collection[Owner] | None, plan: Plan, expired: Callable[[], bool]
) -> Found:
    """What the patterns of a plan find in a document, or those of some owners: these only where a match can be.

    Raises TimedOutError when `expired` says so.
    """
    beginnings = None if owners is None else plan.anchored.beginnings(document, owners)
    if owners is not None and beginnings is None:
        return document.found
    found = Found()
    if beginnings == []:
        return found
    for pattern, owner, captures in plan.matches(document, expired, beginnings):
        if owners is not None and owner not in owners:
            continue
        if isinstance(owner, Call):
            found.hits.setdefault(owner, []).append(plan.arguments(pattern, owner, captures, document))
        elif isinstance(owner, Injection):
            found.injections.append((owner, captures))
        else:
            found.indexed.setdefault(owner.name, []).append(captures["node"][0])
    return found


def start_tags(document: Document, plan: Plan, expired: Callable[[], bool]) -> Sequence[Node]:
    """The start tags of a document, in order. Raises TimedOutError when `expired` says so."""
    tags = plan.tags(document)
    if expired():
        raise TimedOutError
    return tags
