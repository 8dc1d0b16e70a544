"""Failures of rules and plugins, in words for their authors: where in their code, what is wrong, what to do."""

import os
import re
from types import TracebackType

from .problem import AuthorError

_ECOLINT = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep  # noqa: PTH100, PTH120
_PYTHON = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120
_BUILT_ON = ("pluggy", "tree_sitter", "lxml", "click")
_CALL = re.compile(r"(rule|report)\(\) (got an unexpected keyword argument|missing) .*")
_REMEDIES = {
    "rule": '@rule(…) needs saves=[…], what is wasted, and evidence="…"',
    "report": "report(where, sentence) says where and what",
}


def in_words(error: BaseException, trace: TracebackType | None) -> str:
    """What an exception says, and where in a plugin's code it was raised, in one line."""
    summary = " ".join(str(error).split())
    if isinstance(error, AuthorError):
        return summary
    name = type(error).__name__
    said = f"{name}: {summary}" if summary else name
    if isinstance(error, TypeError) and (call := _CALL.fullmatch(summary)):
        said += _near(summary) or f"; {_REMEDIES[call[1]]}"
    place = _place(trace)
    return f"{said} ({place})" if place else said


def _place(trace: TracebackType | None) -> str:
    """File and line of the innermost code that is neither ecolint's own nor Python's; "" if there is none."""
    place = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not _is_others(file):
            place = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _is_others(file: str) -> bool:
    """Whether a file is ecolint's, Python's or of what ecolint is built on."""
    installed = "site-packages" in file or "dist-packages" in file
    if file.startswith((_ECOLINT, "<")) or (file.startswith(_PYTHON) and not installed):
        return True
    return any(f"{os.sep}{name}{os.sep}" in file for name in _BUILT_ON)


def _near(summary: str) -> str:
    """What may have been meant by a keyword that isn't one."""
    if (found := re.fullmatch(r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", summary)) is None:
        return ""
    from difflib import get_close_matches
    from inspect import signature

    from .declaration import rule
    from .report import report

    parameters = signature(rule if found[1] == "rule" else report).parameters.values()
    known = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    near = get_close_matches(found[2], known, n=1)
    return f"; did you mean {near[0]}=?" if near else f"; known are {', '.join(f'{name}=' for name in known)}"
