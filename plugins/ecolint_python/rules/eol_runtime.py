"""python/eol-runtime"""

from collections.abc import Iterator
import re

from ecolint import File, Files, Report, report, rule

from ..deployment import COMPOSE, CONTAINERS, PIPELINES, found, placed
from ..runtimes import END_OF_LIFE

_IMAGE = re.compile(
    r"(?:^\s*FROM\s+(?:--\S+\s+)?|\bimage:\s*[\"']?)(?:[\w.-]+/)*(?:python:|[\w.-]+:python-?)([23]\.\d+)(?!\d)",
    re.MULTILINE | re.IGNORECASE,
)
_BARE = re.compile(r"^(?:python-|cpython-)?([23]\.\d+)(?:\.\d+)?\s*$", re.MULTILINE)


@rule(
    saves=["cpu", "server"],
    evidence="measured",
    refs=["rgesn:2.7", "rgesn:3.5", "wsg:use-the-latest-stable-language-version", "rweb:0029"],
)
def eol_runtime(files: Files) -> Iterator[Report]:
    """The service runs on a Python version that is past the end of its life.

    Newer versions do the same work with less: 3.11 alone made common programs a tenth to a half faster. Old ones get no
    fixes any more, and libraries leave them behind.

    Evidence: measured by the Faster CPython project; in `docs/evidence/python_versions.py` 3.11 takes a fifth to a
    half less time than 3.10. How an interpreter was built matters as much.

    Looks at what runs: images in Dockerfiles, compose files and pipelines, `.python-version` and `runtime.txt`. A lower
    bound in `requires-python` is for the users of a library, and is fine. The table of versions carries its date.

    ```dockerfile bad file=Dockerfile
    FROM python:3.8-slim AS build
    COPY . /app
    ```

    ```text bad file=.python-version
    3.9.18
    ```

    ```yaml bad file=docker-compose.override.yml
    services:
      web:
        image: docker.io/library/python:3.7
    ```

    ```yaml bad file=compose.yaml
    services:
      web:
        image: docker.io/library/python:3.7
    ```

    ```dockerfile bad file=Dockerfile
    FROM tiangolo/uvicorn-gunicorn-fastapi:python3.8-slim
    ```

    ```text bad file=runtime.txt
    python-3.6.15
    ```

    ```dockerfile good file=Dockerfile
    FROM python:3.13-slim
    ARG BASE=python:3.8
    FROM $BASE
    ```

    ```toml good file=pyproject.toml
    [project]
    requires-python = ">=3.8"
    ```

    ```text good file=.python-version
    3.13
    ```

    ```dockerfile good file=Dockerfile
    FROM node:20
    FROM mypython:3.8
    ```
    """
    for file, text in found(files, *CONTAINERS, *COMPOSE, *PIPELINES):
        yield from _old(file, text, _IMAGE)
    for file, text in found(files, "**/.python-version", "**/runtime.txt"):
        yield from _old(file, text, _BARE)


def _old(file: File, text: str, written: re.Pattern[str]) -> Iterator[Report]:
    for match in written.finditer(text):
        if match[1] in END_OF_LIFE:
            told = report(
                file,
                "Python {version} gets no fixes since {month}, and is slower than its successors; move on",
                version=match[1],
                month=END_OF_LIFE[match[1]],
            )
            yield placed(told, text, match, 1)
