"""python/tight-polling"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_named, calls_to, name_place, positional, receiver, texts_of
from ..databases import queries
from ..http import requests
from ..loops import identifiers, is_counted, loop_around
from ..names import bindings, made_by
from ..strings import number
from ..tree import descendants, text
from .busy_wait import SHORT, SLEEPS

LONG = 5
FILE_TESTS = frozenset({"os.path.exists", "os.path.getmtime", "os.path.isfile", "os.stat", "os.listdir", "glob.glob"})
_PATHS = frozenset({"pathlib.Path"})
_PATH_TESTS = ("exists", "is_file", "stat")


@rule(
    "python",
    words=texts_of(SLEEPS),
    saves=["cpu", "network", "server"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=["rgesn:8.10", "rgesn:3.2", "wsg:define-the-frequency-of-data-refreshes", "rweb:0021"],
)
def tight_polling(doc: Document) -> Iterator[Report]:
    """A loop asks a server, a database or a disk every few seconds whether there is something new.

    Most answers are no, and each costs a request, a query or an access. A notification (webhook, LISTEN/NOTIFY,
    inotify, a blocking queue) costs nothing until there is something; a pause that grows with each no costs little.

    Evidence: the criteria of RGESN and WSG on the frequency of refreshes; what it costs depends on what is asked.

    Speaks of constant pauses from 0.1 to 5 seconds in a `while` loop that sends a request or query or tests a file.
    Shorter ones are `python/busy-wait`. A loop that gives up after so many turns or seconds is fine, and so is one that
    asks for something else on each turn: it reads page after page, and pauses to spare the server. Whether what is
    waited for could tell isn't visible, and of eight loops that were read, three could: hence the preset `all`.

    ```python bad
    import time

    import requests

    while requests.get(STATUS).json()["state"] != "done":
        time.sleep(1)
    ```

    ```python good
    import time

    import requests

    pause = 1
    while requests.get(STATUS).json()["state"] != "done":
        time.sleep(pause)
        pause = min(60, pause * 2)
    ```

    ```python bad
    import os
    from time import sleep

    while not os.path.exists("ready"):
        sleep(0.5)
    while job.state != "done":
        sleep(1)
        job = Job.objects.get(pk=job.pk)
    ```

    ```python bad
    import time
    from pathlib import Path

    import httpx

    def wait(job):
        while not Path("ready").exists():
            time.sleep(1)
        while True:
            url = f"{BASE}/jobs/{job}"
            if httpx.get(url).json()["done"]:
                break
            time.sleep(2)
    ```

    ```python good
    import time

    import requests

    def towns(url, options):
        while url:
            answer = requests.get(url).json()
            yield from answer["towns"]
            url = answer["next"]
            time.sleep(1)
        while answer := requests.get(BASE, params=options).json():
            yield from answer
            options["page"] += 1
            time.sleep(1)
    ```

    ```python bad
    import time

    PAUSE = 2

    def work(self):
        while True:
            for job in Job.objects.filter(done=False):
                job.run()
            waiting = Job.objects.filter(done=False).count()
            time.sleep(PAUSE)
    ```

    ```python good
    import time

    while True:
        waiting = Job.objects.filter(done=False).count()
        time.sleep(60)
    ```

    ```python good
    import time

    while running and time.monotonic() - started < 30:
        running = Worker.objects.filter(online=True).exists()
        time.sleep(2)
    ```

    ```python good
    import time

    while True:
        draw()
        time.sleep(1)
    ```

    ```python good
    import asyncio

    async def wait(self, seconds):
        while self.busy:
            Job.objects.count()
            await asyncio.sleep(seconds)
    ```
    """
    for call, _ in calls_to(doc, SLEEPS):
        given = positional(call)
        seconds = number(doc, given[0]) if given else None
        loop = loop_around(call)
        if seconds is None or not SHORT <= seconds < LONG or loop is None or loop.type != "while_statement":
            continue
        if is_counted(loop):
            continue
        if _asks(doc, loop):
            yield report(
                name_place(call),
                "the loop asks every {seconds:g} s; wait for a notification, or longer each time",
                seconds=seconds,
            )


def _asks(doc: Document, loop: Node) -> bool:
    """Whether a loop asks the same again on each turn."""
    asked = [*requests(doc), *queries(doc), *(call for call, _ in calls_to(doc, FILE_TESTS)), *_asked_paths(doc)]
    within = [call for call in asked if loop.start_byte <= call.start_byte < loop.end_byte]
    return bool(within) and any(not _varies(doc, loop, call, _written(loop)) for call in within)


def _asked_paths(doc: Document) -> Iterator[Node]:
    return (call for call in calls_named(doc, *_PATH_TESTS) if made_by(doc, receiver(call)) in _PATHS)


def _written(loop: Node) -> set[str]:
    """What a loop assigns beside plain names: "self.page", and "options" of `options["page"] = 2`."""
    targets = (one.child_by_field_name("left") for one in descendants(loop, "assignment", "augmented_assignment"))
    return {text(one.child_by_field_name("value") or one) for one in targets if one is not None}


def _varies(doc: Document, loop: Node, node: Node, written: set[str], *, deep: int = 3) -> bool:
    """Whether an expression reads what a turn of the loop changes for the next."""
    if any(text(one) in written for one in (node, *descendants(node, "attribute"))):
        return True
    return any(_is_carried(doc, loop, name, written, deep) for name in identifiers(node))


def _is_carried(doc: Document, loop: Node, name: Node, written: set[str], deep: int) -> bool:
    """Whether a name's value comes from an earlier turn."""
    inside = [one.by for one in bindings(doc, name) if loop.start_byte <= one.name.start_byte < loop.end_byte]
    if not inside:
        return text(name) in written
    given = [_given(by) for by in inside]
    if not deep or not all(given):
        return True
    return not _is_key(name) and any(
        _varies(doc, loop, one, written, deep=deep - 1) for one in given if one is not None
    )


def _given(by: Node) -> Node | None:
    """The value that `name = value` or `with value as name` gives."""
    if by.type == "as_pattern":
        return by.named_children[0]
    return by.child_by_field_name("right") if by.type == "assignment" else None


def _is_key(name: Node) -> bool:
    """`job = Job.objects.get(pk=job.pk)` asks for the same each time."""
    above = name.parent
    return above is not None and above.type == "attribute" and text(above.child_by_field_name("attribute")) in _KEYS


_KEYS = frozenset({"id", "pk"})
