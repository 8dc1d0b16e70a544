"""The session of a run, made in this process or, from the same inputs, in another one."""

from collections.abc import Callable, Mapping
import functools
import os
from pathlib import Path, PurePosixPath
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..run.default_excludes import OTHERS
from ..run.files import Files
from ..run.scope import excludes, static_folders, static_prefixes, template_languages
from ..run.selection import rule_sets
from ..run.session import Session
from ..run.settings import Choices
from .common import Environment, load_environment

if TYPE_CHECKING:
    from ..run.timing import Costs

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that check files (default: for much code, one for each processor).",
)


class Start(NamedTuple):
    """What an environment is loaded from, in plain values."""

    paths: tuple[Path, ...]
    choices: Choices
    shared: Mapping[str, Any]
    """The parameters of `environment_options`."""


def session_again(start: Start, *, partial: bool, complete: bool) -> Session:
    """The session of a run, made in another process from what the run was started with."""
    environment = load_environment(start.paths, choices=start.choices, silent=True, **start.shared)
    return session_for(start, environment, partial=partial, complete=complete, jobs=1)


def session_for(
    start: Start,
    environment: Environment,
    *,
    partial: bool,
    complete: bool,
    jobs: int | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    costs: "Costs | None" = None,
) -> Session:
    """A run with what is installed and configured."""
    settings, root = environment.settings, environment.root
    return Session(
        environment.registry,
        root,
        rule_sets(settings, environment.registry, root),
        Files(
            root,
            excludes(settings, root),
            static_folders=static_folders(settings, root),
            prefixes=static_prefixes(settings, root),
        ),
        template_languages(settings, root),
        settings.time_limit,
        settings.require_reason,
        complete,
        partial,
        _today(),
        progress,
        jobs,
        costs,
        functools.partial(session_again, start, partial=partial, complete=complete),
        _without_fixes(start, environment),
    )


def _without_fixes(start: Start, environment: Environment) -> Callable[[PurePosixPath], bool]:
    """Which files get no fixes: those of others, where the run doesn't leave them out anyway."""
    if set(OTHERS) <= set(environment.settings.default_excludes):
        return lambda _: False
    from ..run.others import written_by_others

    return written_by_others(environment.root, environment.registry.endings, start.paths)


def _today() -> str:
    """ISO date; SOURCE_DATE_EPOCH wins, so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch) if epoch.isdigit() else None))
