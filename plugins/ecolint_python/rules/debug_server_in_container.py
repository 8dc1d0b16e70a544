"""python/debug-server-in-container"""

from collections.abc import Iterator
import re

from ecolint import Document, Fact, Facts, Files, Report, fact, report, rule

from ..calls import calls_named, keywords, receiver, texts_of
from ..circumstances import is_script
from ..deployment import COMPOSE, CONTAINERS, PROCESSES, found, is_for_production, placed
from ..names import function_of, made_by
from ..settings import is_for_development
from ..strings import constant
from ..tree import text

APPLICATIONS = frozenset({"flask.Flask", "quart.Quart", "dash.Dash", "bottle.Bottle"})
_COMMAND = re.compile(
    r"manage\.py[\"',\s]+runserver|flask[\"',\s]+(?:--app[\"',\s=]+\S+[\"',\s]+)?run\b[^\n]*--(?:debug|reload)"
    r"|flask[\"',\s]+[^\n#]*--debug[\"',\s]+run\b|(?:uvicorn|gunicorn|hypercorn)\b[^\n#]*--reload\b|fastapi[\"',\s]+dev\b"
)


@fact("python", words=texts_of(APPLICATIONS))
def debug_application(doc: Document) -> Iterator[Fact]:
    """An application that is started in debug mode."""
    if is_for_development(doc):
        return
    for call in calls_named(doc, "run", "run_server"):
        given = keywords(call)
        debug, host = given.get("debug"), given.get("host")
        serves = not is_script(doc) or (host is not None and constant(doc, host) in _FOR_ALL)
        if serves and text(debug) == "True" and made_by(doc, receiver(call)) in APPLICATIONS:
            yield fact(debug or call, script=is_script(doc), top=function_of(call) is None)


_FOR_ALL = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what others write


@rule(
    saves=["cpu", "server"],
    evidence="deterministic",
    refs=["rgesn:3.2", "wsg:ensure-infrastructure-fits-project-requirements", "rweb:0088"],
    facts=[debug_application],
    alone=True,
)
def debug_server_in_container(applications: Facts, files: Files) -> Iterator[Report]:
    """A server for development answers in production.

    It watches every source file, answers one request at a time or reloads itself, keeps everything for its debugger,
    and sends static files through Python. A server for production (gunicorn, uvicorn without `--reload`) does more
    with less.

    Evidence: it follows from what the development servers do; their documentation says not to use them in production.

    Speaks of Dockerfiles, compose files and Procfiles, unless their name says dev, local, test or override, and of
    `app.run(debug=True)`. Under `__main__` the latter is a note, where the host is `0.0.0.0`: what only the developer's
    own machine can reach is what the debugger is for.

    ```dockerfile bad file=Dockerfile
    FROM python:3.13-slim
    CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
    ```

    ```yaml bad file=compose.yaml
    services:
      web:
        command: uvicorn booking.main:app --host 0.0.0.0 --reload
    ```

    ```yaml bad file=deploy/app.compose.yml
    services:
      web:
        command: python manage.py runserver 0.0.0.0:8000
    ```

    ```text bad file=Procfile
    web: flask run --debug --port $PORT
    ```

    ```python bad file=service.py
    from flask import Flask

    app = Flask(__name__)
    app.run(debug=True)
    ```

    ```dockerfile good file=Dockerfile
    FROM python:3.13-slim
    # not: python manage.py runserver
    CMD ["gunicorn", "booking.wsgi"]
    ```

    ```yaml good file=compose.override.yaml
    services:
      web:
        command: python manage.py runserver
    ```

    ```python good file=service.py
    from flask import Flask

    app = Flask(__name__)
    app.run(debug=DEBUG)
    menu.run(debug=True)
    ```

    ```python bad file=service.py
    from flask import Flask

    app = Flask(__name__)
    if __name__ == "__main__":
        app.run(host="0.0.0.0", debug=True)
    ```

    ```python good file=service.py
    from flask import Flask

    app = Flask(__name__)
    if __name__ == "__main__":
        app.run(debug=True)
    ```

    ```python good file=webdebugger.py
    from flask import Flask

    app = Flask(__name__)
    app.run(debug=True)
    ```
    """
    for file, written in found(files, *CONTAINERS, *COMPOSE, *PROCESSES):
        if is_for_production(file):
            for match in _COMMAND.finditer(written):
                if "#" not in written[written.rfind("\n", 0, match.start()) + 1 : match.start()]:
                    told = report(file, "a server for development runs here; start one for production")
                    yield placed(told, written, match)
    for one in applications:
        yield report(
            one,
            "the development server and its debugger run here; start a server for production",
            severity="note" if one["script"] or not one["top"] else None,
        )
