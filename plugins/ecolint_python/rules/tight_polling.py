"""python/tight-polling"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import calls_to, name_place, positional, texts_of
from ..databases import queries
from ..http import requests
from ..loops import is_counted, loop_around
from ..strings import number
from .busy_wait import SHORT, SLEEPS

LONG = 5
FILE_TESTS = frozenset({"os.path.exists", "os.path.getmtime", "os.path.isfile", "os.stat", "os.listdir", "glob.glob"})


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
    Shorter ones are `python/busy-wait`. A loop that gives up after so many turns or seconds is fine. Whether what is
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
    asked = [*requests(doc), *queries(doc), *(call for call, _ in calls_to(doc, FILE_TESTS))]
    return any(loop.start_byte <= call.start_byte < loop.end_byte for call in asked)
