"""python/tight-schedule"""

from collections.abc import Iterator

from ecolint import Document, Node, Report, report, rule

from ..calls import argument, calls_named, function, keywords, positional
from ..names import modules, origin
from ..settings import is_for_development
from ..strings import constant, number
from ..tree import descendants, text

MINUTE = 60
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}


@rule(
    "python",
    words=("schedule", "apscheduler", "add_periodic_task"),
    saves=["cpu", "server"],
    evidence="consensus",
    precision="medium",
    preset="all",
    severity="note",
    refs=[
        "rgesn:8.10",
        "wsg:use-automation-wisely",
        "wsg:define-the-frequency-of-data-refreshes",
        "rweb:0021",
    ],
)
def tight_schedule(doc: Document, *, seconds: int = MINUTE) -> Iterator[Report]:
    """A job is started more than once a minute, all day and night.

    A worker wakes up, connects and mostly finds nothing to do: 8,640 times a day for a job every ten seconds. An event
    that starts the job when there is work, or a longer interval, saves most of it.

    Evidence: the criteria of RGESN and WSG on background work; what it costs depends on the job.

    Speaks of Celery's beat, APScheduler and schedule with an interval under `seconds` (60 by default).

    ## When not to care

    How often there is work the code doesn't tell: what gathers others' work and does it at once, every few seconds,
    saves more than it costs.

    ```python bad
    app.conf.beat_schedule = {
        "send-mails": {"task": "mails.send", "schedule": 10.0},
    }
    ```

    ```python bad
    from celery.schedules import schedule

    app.conf.beat_schedule = {"look": {"task": "look", "schedule": schedule(10.0)}}
    ```

    ```python good
    app.conf.beat_schedule = {
        "send-mails": {"task": "mails.send", "schedule": 300.0},
    }
    ```

    ```python bad
    from datetime import timedelta

    CELERY_BEAT_SCHEDULE = {
        "refresh": {"task": "refresh", "schedule": timedelta(seconds=30)},
    }
    ```

    ```python bad
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler()
    scheduler.add_job(refresh, "interval", seconds=5)
    ```

    ```python bad
    import schedule

    schedule.every(10).seconds.do(refresh)
    ```

    ```python bad
    import schedule as plan
    from schedule import every

    every(10).seconds.do(refresh)
    plan.every().second.do(refresh)
    ```

    ```python good
    from datetime import timedelta

    from celery.schedules import crontab

    CELERY_BEAT_SCHEDULE = {
        "night": {"task": "night", "schedule": crontab(hour=3)},
        "hourly": {"task": "hourly", "schedule": timedelta(hours=1)},
        "unknown": {"task": "unknown", "schedule": INTERVAL},
    }
    ```

    ```python good
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler()
    scheduler.add_job(refresh, "interval", minutes=1, seconds=5)
    scheduler.add_job(refresh, "cron", second=5)
    queue.add_job(refresh, "interval", minutes=5)
    ```

    ```python good
    import schedule

    schedule.every(10).minutes.do(refresh)
    schedule.every().day.do(refresh)
    ```
    """
    if is_for_development(doc):
        return
    for place, interval in _intervals(doc):
        if interval is not None and 0 < interval < seconds:
            yield report(
                place,
                "the job is started every {interval:g} s, all day; start it when there is work, or less often",
                interval=interval,
            )


def _intervals(doc: Document) -> Iterator[tuple[Node, float | None]]:
    packages = modules(doc)
    yield from _of_beat(doc)
    if "apscheduler" in packages:
        for call in calls_named(doc, "add_job", "scheduled_job"):
            if "interval" in [constant(doc, one) for one in [*positional(call), *keywords(call).values()]]:
                yield call, _duration(doc, call)
    if "schedule" in packages:
        for call in calls_named(doc, "every"):
            if origin(doc, function(call)) == "schedule.every" and text(call.parent).endswith((".second", ".seconds")):
                yield call, number(doc, argument(call, 0, "interval")) if positional(call) else 1


def _of_beat(doc: Document) -> Iterator[tuple[Node, float | None]]:
    """Celery's schedules."""
    if any(sign in doc.data for sign in (b"beat_schedule", b"BEAT_SCHEDULE", b"BEATSCHEDULE")):
        for pair in descendants(doc.root, "pair"):
            given = pair.child_by_field_name("value")
            if given is not None and constant(doc, pair.child_by_field_name("key")) == "schedule":
                yield given, _interval(doc, given)
    for call in calls_named(doc, "add_periodic_task"):
        given = argument(call, 0, "schedule")
        if given is not None:
            yield given, _interval(doc, given)


def _interval(doc: Document, node: Node) -> float | None:
    if node.type == "call" and origin(doc, function(node)) == "datetime.timedelta":
        return _duration(doc, node)
    if node.type == "call" and origin(doc, function(node)) == "celery.schedules.schedule":
        given = argument(node, 0, "run_every")
        return None if given is None else _interval(doc, given)
    return number(doc, node)


def _duration(doc: Document, call: Node) -> float | None:
    """`seconds=…, minutes=…` put together; None if one of them isn't known."""
    given = {name: number(doc, one) for name, one in keywords(call).items() if name in _SECONDS}
    if not given or any(one is None for one in given.values()):
        return None
    return sum(_SECONDS[name] * one for name, one in given.items() if one is not None)
