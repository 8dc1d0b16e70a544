"""python/debug-log-in-production"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import argument, calls_to, keywords, texts_of
from ..circumstances import is_one_off, is_script
from ..names import function_of, origin
from ..settings import entries, is_for_development, is_settings_file, setting
from ..strings import constant
from ..tree import text

ENGINES = frozenset(
    {"sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine", "sqlmodel.create_engine"}
)
CONFIGURES = frozenset({"logging.basicConfig"})


@rule(
    "python",
    words=(*texts_of(ENGINES | CONFIGURES), "SQLALCHEMY_ECHO", "LOGGING"),
    saves=["cpu", "storage", "network"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:7.2",
        "wsg:store-data-according-to-the-needs-of-your-users",
        "rweb:0087",
        "rweb:0088",
    ],
)
def debug_log_in_production(doc: Document) -> Iterator[Report]:
    """Everything is logged in production: each query, each step.

    Lines that nobody reads are formatted, written, sent to the log server, indexed and kept.

    Evidence: RGESN 7.2 and RWEB ask to limit logs; how much is saved depends on the traffic.

    Speaks of the root logger at `DEBUG` in Django's settings, of `basicConfig` and of SQLAlchemy's `echo` at the top of
    a module. Files for development, tests and scripts are silent, and so is a level that the environment decides.

    The fix turns debugging off; error pages and reloading go with it.

    ## When not to care

    Whether a module runs in production the code doesn't tell: a level set for what a command does once harms nobody.

    ```python bad
    from sqlalchemy import create_engine

    engine = create_engine(ADDRESS, echo=True)
    ```

    ```python good
    from sqlalchemy import create_engine

    engine = create_engine(ADDRESS, echo=False)
    ```

    ```python bad
    INSTALLED_APPS = ["booking"]
    LOGGING = {
        "version": 1,
        "root": {"handlers": ["console"], "level": "DEBUG"},
    }
    ```

    ```python bad
    import logging

    logging.basicConfig(level=logging.DEBUG)
    ```

    ```python bad
    SQLALCHEMY_ECHO = True
    ```

    Left to the environment, to an option, or to a script:

    ```python good
    INSTALLED_APPS = ["booking"]
    LOGGING = {
        "version": 1,
        "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
        "handlers": {"console": {"class": "logging.StreamHandler", "level": "DEBUG"}},
    }
    ```

    ```python good
    DEBUG = True
    INSTALLED_APPS = ["booking"]
    LOGGING = {"version": 1, "root": {"handlers": ["console"], "level": "DEBUG"}}
    ```

    ```python good
    import logging

    if DEBUG:
        logging.basicConfig(level=logging.DEBUG)

    def main(verbose):
        logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO)
        logging.getLogger("booking").setLevel(logging.DEBUG)
    ```

    ```python good file=shop/cli.py
    from sqlalchemy import create_engine

    @shop.command()
    def create_tables():
        Base.metadata.create_all(create_engine(ADDRESS, echo=True))
    ```

    ```python good
    import logging

    from sqlalchemy import create_engine

    if __name__ == "__main__":
        logging.basicConfig(level=logging.DEBUG)
        engine = create_engine(ADDRESS, echo=True)
    ```
    """
    if is_script(doc) or is_one_off(doc) or is_for_development(doc):
        return
    for call, _ in calls_to(doc, ENGINES):
        echo = keywords(call).get("echo")
        if echo is not None and text(echo) == "True":
            yield report(echo, "each query is logged; log them in development only", fix=_off(echo))
    for call, _ in calls_to(doc, CONFIGURES):
        level = argument(call, -1, "level")
        if level is not None and function_of(call) is None and _is_debug(doc, level) and not _is_asked_for(call):
            yield report(level, "everything is logged; take INFO, or let the environment decide")
    echo = setting(doc, "SQLALCHEMY_ECHO")
    if echo is not None and text(echo) == "True":
        yield report(echo, "each query is logged; log them in development only", fix=_off(echo))
    yield from _django(doc)


def _django(doc: Document) -> Iterator[Report]:
    if not is_settings_file(doc):
        return
    logging = entries(doc, setting(doc, "LOGGING"))
    loggers = entries(doc, logging.get("loggers"))
    for logger in (logging.get("root"), loggers.get(""), loggers.get("django"), loggers.get("django.db.backends")):
        level = entries(doc, logger).get("level")
        if level is not None and constant(doc, level) == "DEBUG":
            yield report(level, "everything is logged; take INFO, or let the environment decide")


def _is_debug(doc: Document, level: Node) -> bool:
    return origin(doc, level) == "logging.DEBUG" or constant(doc, level) == "DEBUG"


def _off(echo: Node) -> Fix:
    return Fix("Turn it off", (Edit(Span(echo.start_byte, echo.end_byte), "False"),))


def _is_asked_for(call: Node) -> bool:
    """Whether a condition decides: `if DEBUG:`."""
    around = call.parent
    while around is not None and around.type != "if_statement":
        around = around.parent
    return around is not None
