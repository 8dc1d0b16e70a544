"""Files that say how a service is run: containers, process lists, pipelines, web servers."""

from collections.abc import Iterator
import re

from ecolint import File, Files, Report, Span

CONTAINERS = ("**/Dockerfile", "**/Dockerfile.*", "**/*.Dockerfile", "**/Containerfile")
COMPOSE = ("**/*compose*.yml", "**/*compose*.yaml")
PROCESSES = ("**/Procfile",)
PIPELINES = ("**/.gitlab-ci.yml", "**/.woodpecker.yml", "**/.drone.yml", "**/bitbucket-pipelines.yml")
WEB_SERVERS = ("**/nginx*.conf", "**/*.nginx", "**/nginx/**/*.conf", "**/Caddyfile", "**/.htaccess", "**/httpd*.conf")
_NOT_PRODUCTION = re.compile(r"(^|[/_.-])(dev|devel|development|local|override|test|tests|debug|ci)([/_.-]|$)")


def found(files: Files, *patterns: str) -> Iterator[tuple[File, str]]:
    """The files of some patterns, each once, with their text."""
    seen = set()
    for pattern in patterns:
        for file in files.glob(pattern):
            text = files.text(file.path) if file.path not in seen else None
            seen.add(file.path)
            if text is not None:
                yield file, text


def is_for_production(file: File) -> bool:
    """Whether nothing in a file's path says that it is for development."""
    return _NOT_PRODUCTION.search(str(file.path).lower()) is None


def placed(told: Report, text: str, match: re.Match[str], group: int = 0) -> Report:
    """A report about a file, at the place of a match in its text."""
    start = len(text[: match.start(group)].encode())
    return told._replace(where=Span(start, start + len(match[group].encode())), key=f"{match[group]}@{start}")
