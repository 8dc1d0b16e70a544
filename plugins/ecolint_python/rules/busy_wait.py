"""python/busy-wait"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, method, name_place, positional
from ..loops import is_counted, loop_around
from ..strings import number
from ..tree import descendants

SLEEPS = frozenset({"time.sleep", "asyncio.sleep", "trio.sleep", "anyio.sleep", "gevent.sleep"})
# Calls that wait by themselves, in the standard library and common clients: a short pause beside them burns nothing.
WAITS = frozenset(
    {"accept", "acquire", "communicate", "get", "join", "poll", "read", "readline", "recv", "result", "select", "wait"}
)
SHORT = 0.1


@rule(
    "python",
    words=("while",),
    saves=["cpu", "device"],
    evidence="deterministic",
    precision="medium",
    preset="all",
    refs=["rgesn:3.2", "rgesn:8.10", "wsg:use-sustainable-javascript-and-apis"],
)
def busy_wait(doc: Document, *, pauses: bool = False) -> Iterator[Report]:
    """A loop burns a processor core while it waits.

    It asks again and again, thousands of times a second, whether something has happened. An event, a condition, a
    blocking queue or a future sleeps until it has, and costs nothing meanwhile.

    Evidence: it follows from the code: the loop does nothing else.

    Speaks of loops that do nothing but test their condition, or nothing but `sleep(0)`. With `pauses` set it speaks of
    pauses under 0.1 seconds in a `while` loop too: in code that was read, half of these waited for something that gives
    no event, such as a process or a server that starts. A pause beside a call that waits by itself is fine, a pause of
    0 beside work (it lets others have their turn), a loop that gives up after so many turns or seconds, and longer
    pauses (see `python/tight-polling`).

    ```python bad
    while not worker.done:
        pass
    ```

    ```python good
    worker.finished.wait()
    ```

    ```python bad pauses=true
    import time

    def wait_for(job):
        while job.state != "ready":
            time.sleep(0.01)
            job.refresh()
    ```

    ```python bad
    from asyncio import sleep as pause

    async def settled(queue):
        while queue.busy:
            await pause(0)
    ```

    ```python bad
    while True:
        if flag.is_set():
            break
    ```

    ```python good pauses=true
    import time

    while not ready():
        time.sleep(30)
    while True:
        item = queue.get()
        work(item)
        time.sleep(0.01)
    for attempt in range(3):
        time.sleep(0.05)
    ```

    ```python good pauses=true
    import asyncio
    import time

    async def clean(self):
        while rows := await self.batch():
            await self.delete(rows)
            await asyncio.sleep(0)

    def frozen(processes, deadline):
        while any(one.is_running() for one in processes):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)

    def shown(self):
        tried = 0
        while not self.is_up() and tried < 10:
            time.sleep(0.01)
            tried += 1
    ```

    ```python good
    while queue:
        work(queue.pop())
    while (line := file.readline()):
        pass
    while advance(state):
        pass
    ```

    ```python good
    async def serve(self):
        while True:
            await self.event()
        while not self.stopped:
            self.step()
    ```
    """
    for call, _ in calls_to(doc, SLEEPS):
        given = positional(call)
        seconds = number(doc, given[0]) if given else None
        loop = loop_around(call)
        if seconds is None or seconds >= SHORT or loop is None or loop.type != "while_statement" or is_counted(loop):
            continue
        if not (_only_pauses(loop, call) if seconds == 0 else pauses):  # 0 beside work lets others have their turn
            continue
        if not any(method(one) in WAITS for one in descendants(loop, "call")):
            yield report(
                name_place(call), "the loop wakes up many times a second to ask again; wait for an event instead"
            )
    for loop in doc.index("while"):
        if _only_asks(loop):
            yield report(
                loop.children[0], "the loop burns a core until its condition changes; wait for an event instead"
            )


def _only_pauses(loop: Node, call: Node) -> bool:
    """Whether a loop does nothing but pause, with or without `await`."""
    body = loop.child_by_field_name("body")
    statements = [one for one in body.named_children if one.type != "comment"] if body is not None else []
    return len(statements) == 1 and statements[0].end_byte == call.end_byte


def _only_asks(loop: Node) -> bool:
    """Whether a loop's body does nothing, or nothing but leave when a flag is seen."""
    condition, body = loop.child_by_field_name("condition"), loop.child_by_field_name("body")
    if condition is None or body is None or not body.named_children:
        return False
    statements = [one for one in body.named_children if one.type != "comment"]
    if all(one.type in ("pass_statement", "continue_statement") for one in statements):
        return condition.type in ("attribute", "not_operator", "identifier", "true") and _is_plain(condition)
    if condition.type != "true" or len(statements) != 1 or statements[0].type != "if_statement":
        return False
    asked, then = (statements[0].child_by_field_name(name) for name in ("condition", "consequence"))
    if asked is None or then is None or statements[0].child_by_field_name("alternative") is not None:
        return False
    return _is_plain(asked) and [one.type for one in then.named_children] == ["break_statement"]


def _is_plain(condition: Node) -> bool:
    """A flag that somebody else sets: names, attributes, `is_set()` and `done()`, which don't act."""
    return (
        all(
            method(call) in ("done", "is_alive", "is_set")
            for call in [condition, *descendants(condition, "call")]
            if call.type == "call"
        )
        and next(descendants(condition, "named_expression", "await"), None) is None
    )
