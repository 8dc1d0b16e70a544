"""python/file-log-without-rotation"""

from collections.abc import Iterator

from ecolint import Document, Report, report, rule

from ..calls import argument, calls_to, name_place
from ..circumstances import is_script
from ..settings import entries, is_for_development, settings
from ..strings import constant

HANDLERS = frozenset({"logging.FileHandler"})
CONFIGURES = frozenset({"logging.basicConfig"})


@rule(
    "python",
    saves=["storage"],
    evidence="consensus",
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

    Speaks of files with a constant name, in code and in `LOGGING` settings. A logrotate file that copies and truncates
    is a reason to ignore the finding; scripts and settings for development are silent.

    ```python bad
    import logging

    handler = logging.FileHandler("service.log")
    ```

    ```python good
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler("service.log", maxBytes=10_000_000, backupCount=5)
    ```

    ```python bad
    LOGGING = {
        "version": 1,
        "handlers": {
            "file": {"class": "logging.FileHandler", "filename": BASE_DIR / "service.log"},
        },
    }
    ```

    ```python bad
    import logging

    logging.basicConfig(filename="service.log", level=logging.INFO)
    ```

    ```python good
    import logging

    logging.basicConfig(level=logging.INFO)
    logging.FileHandler(path)
    logging.FileHandler(f"run-{started}.log")
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
    """
    if is_script(doc) or is_for_development(doc):
        return
    for call, source in calls_to(doc, HANDLERS | CONFIGURES):
        if constant(doc, argument(call, 0 if source in HANDLERS else -1, "filename")):
            yield report(name_place(call), _MESSAGE)
    for handler in entries(doc, entries(doc, settings(doc).get("LOGGING")).get("handlers")).values():
        kind = entries(doc, handler).get("class")
        if kind is not None and constant(doc, kind) == "logging.FileHandler":
            yield report(kind, _MESSAGE)


_MESSAGE = "this log only ever grows; rotate it, or write to standard output"
