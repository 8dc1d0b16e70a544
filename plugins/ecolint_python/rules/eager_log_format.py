"""python/eager-log-format"""

from collections.abc import Iterator

from ecolint import Document, Edit, Fix, Node, Report, Span, report, rule

from ..calls import calls_named, method, positional, receiver
from ..databases import sends
from ..names import made_by, modules, origin
from ..tree import descendants, text

LEVELS = ("debug", "info")
MAKES_LOGGER = frozenset({"logging.getLogger", "logging.Logger", "structlog.get_logger"})


@rule(
    "python",
    words=("logging", "loguru", "structlog"),
    saves=["cpu"],
    evidence="contested",
    preset="all",
    severity="note",
    refs=["rgesn:3.1", "creedengo:GCI111"],
)
def eager_log_format(doc: Document) -> Iterator[Report]:
    """A log message is put together even when its level is turned off.

    `log.debug(f"{order}")` formats the order before the logger can refuse it. With `log.debug("%s", order)` the logger
    formats it only if it is written.

    Evidence: `docs/evidence/python_log_format.py`: about twice as fast for a suppressed level, by a tenth of a
    microsecond, and no gain for one that is written. It matters in hot loops, or where an argument's text is costly;
    hence the preset `all`.

    Speaks of the levels `debug` and `info`, with the standard library's loggers and Loguru's, which formats with `{}`.

    Values are computed either way: a query among them (`orders.count()`) is saved only by asking first, with
    `log.isEnabledFor(logging.DEBUG)`.

    The fix hands the values over as arguments. Handlers that read the message's template see another one.

    ```python bad
    import logging

    log = logging.getLogger(__name__)
    log.debug(f"order {order.id} of {name}")
    ```

    ```python good
    import logging

    log = logging.getLogger(__name__)
    log.debug("order %s of %s", order.id, name)
    ```

    ```python bad
    import logging

    log = logging.getLogger(__name__)

    def send(batch):
        log.debug(f"{batch.count()} orders of {Town.objects.filter(open=True).count()} towns")
    ```

    ```python good
    import logging

    log = logging.getLogger(__name__)

    def send(batch):
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s orders", batch.count())
    ```

    ```python bad
    import logging

    class Service:
        def run(self):
            self.logger.info("done: {}".format(self.name))
            logging.debug("done: %s" % self.name)
    ```

    ```python bad
    import logging

    logging.debug(f"order {order=} of {town, street}")
    ```

    ```python bad
    from loguru import logger

    logger.debug(f"order {order}")
    ```

    ```python good
    import logging

    log = logging.getLogger(__name__)
    log.debug("order %s", order)
    log.error(f"order {order}")
    log.info(f"started")
    ```

    ```python good
    import logging

    menu.debug(f"order {order}")
    logging.debug("a" + "b")
    ```

    ```python good
    log = make_log()
    log.debug(f"order {order}")
    ```
    """
    packages = modules(doc)
    if packages.isdisjoint(("logging", "loguru", "structlog")):
        return
    for call in calls_named(doc, *LEVELS):
        given = positional(call)
        if given and _is_put_together(given[0]) and _is_logger(doc, receiver(call)):
            standard = "loguru" not in packages and "structlog" not in packages
            asks = any(_asks(doc, one) for one in descendants(given[0], "call"))
            yield report(
                given[0],
                "a query is sent for the text even when {level} is turned off; ask for the level first"
                if asks
                else "the text is formatted even when {level} is turned off; hand over the values",
                level=method(call),
                fix=_fix(given[0]) if standard and len(given) == 1 and not asks else None,
            )


def _asks(doc: Document, call: Node) -> bool:
    """Whether a value is asked of a database: `orders.count()`, which a list gives no answer to."""
    return (method(call) in ("count", "exists") and not _has_arguments(call)) or sends(doc, call)


def _has_arguments(call: Node) -> bool:
    given = call.child_by_field_name("arguments")
    return given is None or given.named_child_count > 0


def _is_put_together(message: Node) -> bool:
    if message.type == "string":
        return next(descendants(message, "interpolation"), None) is not None
    if message.type == "call":
        obj = receiver(message)
        return method(message) == "format" and obj is not None and obj.type == "string"
    if message.type == "binary_operator" and text(message.child_by_field_name("operator")) == "%":
        left = message.child_by_field_name("left")
        return left is not None and left.type == "string"
    return False


def _is_logger(doc: Document, node: Node | None) -> bool:
    if node is None:
        return False
    if node.type == "identifier":
        return origin(doc, node) in ("logging", "loguru.logger") or made_by(doc, node) in MAKES_LOGGER
    return text(node) in ("self.logger", "self.log", "self._logger", "self._log")


def _fix(message: Node) -> Fix | None:
    """`f"a {b}"` → `"a %s", b`, where each value is formatted plainly."""
    if (
        message.type != "string"
        or text(next(iter(message.children), None)).lower() not in ('f"', "f'")
        or "%" in text(message)
    ):
        return None
    edits, values = [Edit(Span(message.start_byte, message.start_byte + 1), "")], []
    for part in message.named_children:
        if part.type == "string_content" and ("{{" in text(part) or "}}" in text(part)):
            return None
        if part.type == "interpolation":
            value = part.child_by_field_name("expression")
            if part.child_count != 3 or value is None or value.type in ("expression_list", "list_splat", "lambda"):
                return None  # `{x!r}`, `{x:>8}`, `{x=}`, `{x, y}`
            values.append(text(value))
            edits.append(Edit(Span(part.start_byte, part.end_byte), "%s"))
    edits.append(Edit(Span(message.end_byte, message.end_byte), "".join(f", {one}" for one in values)))
    return Fix("Hand over the values", tuple(edits))
