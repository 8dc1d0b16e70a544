"""What a timer asks of the server, and whether that has an end."""

import re

from ecolint import Document, Node

from .clients import is_request
from .running import calls_in, function_of
from .syntax import FUNCTIONS, ancestors, arguments, bare, callee, entries, nodes, string

_STOPS = ("clearInterval(", "clearTimeout(", ".abort(", "unsubscribe(")
_STREAMS = ("for await", ".getReader(")
"""What reads an answer as long as it goes on: asking again is connecting again."""
_STOPPED = re.compile(r"(?<![\w$.])(?:this\.)?(?:cancel|stop)[A-Z]\w*\(")
"""`stopPolling()`: what it does is guessed from its name."""
_LEAVES = re.compile(r"\blocation(?:\.href)?\s*=(?!=)(?!.*(?:auth|log-?in|sign-?in))|\blocation\.(?:assign|replace)\(")
"""Another page is shown then; that of signing in is for errors."""
_ALIVE = re.compile(r"heart[-_]?beat|keep[-_]?alive|/ping\b", re.IGNORECASE)
_ASKED = re.compile(r"\bif\s*\(\s*!?\s*([\w$.]+)\s*\)")


def asks_for_ever(doc: Document, callback: Node) -> bool:
    """Whether a callback, with the file's functions it calls, sends a request and never stops its timer."""
    if not any(_asks(doc, one) for one in calls_in(doc, callback, follow=False)):
        return False
    asked = [one for one in calls_in(doc, callback) if is_request(doc, one)]
    if any(_ALIVE.search(doc.text(one)) for one in [*asked, callback]) or _has_an_end(doc, callback):
        return False
    if all(_only_tells(doc, one) for one in asked):
        return False
    bodies = [doc.text(callback)]
    for call in nodes(callback):  # what it hands to the request as well: `success: () => cleanUp()`
        handed = [callee(call), *arguments(call)] if call.type == "call_expression" else []
        if call.type == "assignment_expression":  # `request.onload = show`
            handed = [call.child_by_field_name("right")]
        bodies += [doc.text(called) for one in handed if (called := function_of(doc, one)) is not None]
    if any(_STOPPED.search(body) or _LEAVES.search(body) for body in bodies):
        return False
    return not any(sign in body for body in bodies for sign in (*_STOPS, *_STREAMS))


def _only_tells(doc: Document, call: Node) -> bool:
    """`await fetch("/progress", { method: "POST", … });`: something is saved, and no answer looked at."""
    method = next((found for one in arguments(call)[1:] if (found := entries(one, doc).get("method"))), None)
    parent = call.parent
    while parent is not None and parent.type == "await_expression":
        parent = parent.parent
    unread = parent is not None and parent.type == "expression_statement"
    return unread and method is not None and string(doc, method).upper() in ("POST", "PUT", "PATCH")


def _sometimes(doc: Document, call: Node) -> bool:
    """`if (field.value !== before) fetch(…)`, `if (left <= 0) load()`: when something is new, or a count is over."""
    part = call
    for parent in ancestors(doc, call):
        if parent.type in FUNCTIONS:
            return False
        condition = parent.child_by_field_name("condition") if parent.type == "if_statement" else None
        if condition is not None and part != condition and _is_awaited(doc, bare(condition)):
            return True
        part = parent
    return False


def _is_awaited(doc: Document, asked: Node) -> bool:
    """Whether a condition compares with what was before, or counts: then the period is another one."""
    operator = asked.child_by_field_name("operator") if asked.type == "binary_expression" else None
    if operator is None:
        return False
    if operator.type in ("&&", "||"):
        return any(_is_awaited(doc, bare(side)) for side in asked.named_children)
    if operator.type in ("==", "==="):
        return any(side.type == "number" for side in asked.named_children)
    return operator.type in ("!=", "!==", "<", "<=", ">", ">=") and ".length" not in doc.text(asked)


def _asks(doc: Document, call: Node) -> bool:
    """Whether a call sends a request, or runs a function of the file that does, each time."""
    if _sometimes(doc, call):
        return False
    function = function_of(doc, callee(call))
    return is_request(doc, call) or (
        function is not None
        and any(is_request(doc, one) and not _sometimes(doc, one) for one in calls_in(doc, function))
    )


def _has_an_end(doc: Document, callback: Node) -> bool:
    """`if (scrolled) { scrolled = false; … }`, `if (!done) ask(() => { done = true; … })`.

    What happened sets a mark, and the timer asks but then, or until then. A mark that is set and taken back in turns
    only keeps two requests from being under way.
    """
    body = doc.text(callback)
    marks = {found[1] for found in _ASKED.finditer(body)}
    return any(len(set(re.findall(rf"(?<![\w$.]){re.escape(mark)}\s*=\s*(true|false)\b", body))) == 1 for mark in marks)
