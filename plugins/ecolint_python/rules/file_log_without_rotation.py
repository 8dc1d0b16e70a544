"""python/file-log-without-rotation"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import argument, calls_to, function, has_spread, keywords, name_place, positional, texts_of
from ..circumstances import is_script
from ..edits import imported, indentation, keyword_argument, with_argument
from ..settings import entries, is_for_development, setting
from ..strings import constant
from ..tree import text

HANDLERS = frozenset({"logging.FileHandler"})
CONFIGURES = frozenset({"logging.basicConfig"})


@rule(
    "python",
    words=(*texts_of(HANDLERS | CONFIGURES), "LOGGING"),
    saves=["storage"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:7.2",
        "rgesn:5.8",
        "wsg:store-data-according-to-the-needs-of-your-users",
        "rweb:0087",
    ],
)
def file_log_without_rotation(doc: Document) -> Iterator[Report]:
    """A log file grows until the disk is full.

    `FileHandler` only ever appends. `RotatingFileHandler` and `TimedRotatingFileHandler` start a new file and drop old
    ones; a `WatchedFileHandler` lets logrotate do so; standard output leaves it to the platform.

    Evidence: it follows from what the handler does; retention limits are asked for by RGESN 7.2.

    Speaks of files with a constant name, in code and in `LOGGING` settings, that go on where they ended. Scripts and
    settings for development are silent.

    ## When not to care

    Whether logrotate copies and truncates the file the code doesn't tell, nor for how long the program runs.

    The fix makes it a `RotatingFileHandler` that keeps 5 files of 10 MB: what is older is lost. Where several processes
    write to the same file, rotate it from outside instead.

    ```python bad
    import logging

    handler = logging.FileHandler("service.log")
    ```

    ```python good
    from logging.handlers import RotatingFileHandler
    import logging

    handler = RotatingFileHandler("service.log", maxBytes=10_000_000, backupCount=5)
    ```

    ```python bad
    LOGGING = {
        "version": 1,
        "handlers": {
            "file": {
                "class": "logging.FileHandler",
                "filename": BASE_DIR / "service.log",
            },
        },
    }
    ```

    ```python good
    LOGGING = {
        "version": 1,
        "handlers": {
            "file": {
                "class": "logging.handlers.RotatingFileHandler",
                "maxBytes": 10_000_000,
                "backupCount": 5,
                "filename": BASE_DIR / "service.log",
            },
        },
    }
    ```

    ```python bad
    import logging

    logging.basicConfig(filename="out.log")
    ```

    ```python good
    from logging.handlers import RotatingFileHandler
    import logging

    logging.basicConfig(handlers=[RotatingFileHandler("out.log", maxBytes=10_000_000, backupCount=5)])
    ```

    ```python bad
    from logging import FileHandler

    handler = FileHandler("service.log", mode="a", encoding="utf-8")
    ```

    ```python good
    import logging

    logging.basicConfig(level=logging.INFO)
    logging.FileHandler(path)
    logging.FileHandler(f"run-{started}.log")
    logging.FileHandler("run.log", mode="w")  # begins anew
    logging.basicConfig(filename="run.log", filemode="w")
    ```

    ```python good
    import logging

    if __name__ == "__main__":
        logging.basicConfig(filename="import.log")
    ```

    ```python good
    LOGGING = {
        "version": 1,
        "handlers": {"file": {"class": "logging.handlers.WatchedFileHandler", "filename": "service.log"}},
    }
    ```

    ```python good
    DEBUG = True
    LOGGING = {"version": 1, "handlers": {"file": {"class": "logging.FileHandler", "filename": "debug.log"}}}
    ```
    """
    if is_script(doc) or is_for_development(doc):
        return
    for call, source in calls_to(doc, HANDLERS | CONFIGURES):
        if _begins_anew(doc, call, source):
            continue
        if constant(doc, argument(call, 0 if source in HANDLERS else -1, "filename")):
            rotated = _rotating(doc, call) if source in HANDLERS else _configured(doc, call)
            yield report(name_place(call), _MESSAGE, fix=rotated)
    if text(setting(doc, "DEBUG")) == "True":
        return
    for handler in entries(doc, entries(doc, setting(doc, "LOGGING")).get("handlers")).values():
        kind = entries(doc, handler).get("class")
        if kind is not None and constant(doc, kind) == "logging.FileHandler":
            yield report(kind, _MESSAGE, fix=_rotating_entry(doc, handler, kind))


def _begins_anew(doc: Document, call: Node, source: str) -> bool:
    """Whether each start empties the file: `mode="w"`."""
    mode = argument(call, 1, "mode") if source in HANDLERS else argument(call, -1, "filemode")
    return mode is not None and constant(doc, mode) != "a"


_MESSAGE = "this log only ever grows; rotate it, or write to standard output"
_TITLE = "Keep 5 files of 10 MB"
_ARGUMENTS = "maxBytes=10_000_000, backupCount=5"
_SAME = frozenset({"filename", "encoding", "delay", "errors"})
"""Arguments that both handlers understand alike; one that rotates can't begin anew with mode="w"."""


def _rotating(doc: Document, call: Node) -> Fix | None:
    name = imported(doc, "logging.handlers", "RotatingFileHandler")
    called, added = function(call), with_argument(call, _ARGUMENTS)
    if name is None or called is None or added is None or not keywords(call).keys() <= _SAME:
        return None
    if len(positional(call)) > 1 or has_spread(call):
        return None
    written, edits = name
    return Fix(_TITLE, (*edits, Edit(Span(called.start_byte, called.end_byte), written), added))


def _configured(doc: Document, call: Node) -> Fix | None:
    """`basicConfig(filename=…)`: whatever else describes that file can't be kept."""
    name, given = imported(doc, "logging.handlers", "RotatingFileHandler"), keyword_argument(call, "filename")
    if name is None or given is None or has_spread(call):
        return None
    if not keywords(call).keys().isdisjoint({"filemode", "handlers", "stream", "encoding", "errors"}):
        return None
    written, edits = name
    handler = f"{written}({text(given.child_by_field_name('value'))}, {_ARGUMENTS})"
    return Fix(_TITLE, (*edits, Edit(Span(given.start_byte, given.end_byte), f"handlers=[{handler}]")))


def _rotating_entry(doc: Document, handler: Node, kind: Node) -> Fix | None:
    pair = kind.parent
    known = entries(doc, handler).keys()
    if pair is None or pair.type != "pair" or kind.type != "string" or not known.isdisjoint({"mode", "maxBytes"}):
        return None
    blanks, quote = indentation(doc, pair), text(kind)[-1]
    parted = ", " if blanks is None else f",\n{blanks}"
    added = parted.join(("", f"{quote}maxBytes{quote}: 10_000_000", f"{quote}backupCount{quote}: 5"))
    new = f"{quote}logging.handlers.RotatingFileHandler{quote}{added}"
    return Fix(_TITLE, (Edit(Span(kind.start_byte, kind.end_byte), new),))
