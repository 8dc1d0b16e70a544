"""The options that say which rules run, and on which files: the same for a check and for what it is compared with."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from ..run.settings import Choices, Settings
from . import completing
from .common import split

Command = TypeVar("Command", bound=Callable[..., object])


def choice_options(command: Command) -> Command:
    """The options of `choices_of`, and `--force-exclude`."""
    for option in reversed(
        (
            click.option(
                "--select",
                multiple=True,
                metavar="RULE",
                shell_complete=completing.selectors,
                help="Run exactly these rules: a name, html/*, saves:network, ref:rgesn; several with commas.",
            ),
            click.option(
                "--ignore",
                multiple=True,
                metavar="RULE",
                shell_complete=completing.selectors,
                help="Leave out these rules; several with commas.",
            ),
            click.option(
                "--extends",
                multiple=True,
                metavar="PRESET",
                help="Rules to start from: core (default), recommended, all.",
            ),
            click.option(
                "--all-files", is_flag=True, help="Look at tests, vendored, minified and generated files too."
            ),
            click.option(
                "--force-exclude", is_flag=True, help="Leave excluded files out even if they are named (for hooks)."
            ),
        )
    ):
        command = option(command)
    return command


def choices_of(options: Mapping[str, Any]) -> Choices:
    """What a command's options choose."""
    return Choices(
        extends=split(options["extends"]) or None,
        select=split(options["select"]) or None,
        ignore=split(options["ignore"]),
        fail_on=options.get("fail_on"),
        all_files=options["all_files"],
    )


def is_complete(choices: Choices, shared: Mapping[str, Any]) -> bool:
    """Whether a run leaves out neither what a configuration says nor plugins: only then is what nobody tells gone."""
    return not (choices.select or shared["isolated"] or shared["no_plugins"])


def are_as_configured(choices: Choices, settings: Settings) -> bool:
    """Whether a configuration says which rules run, and nothing else does: others are done with, and so is what was
    accepted of them. Otherwise they may run again, with other options."""
    chosen = settings.file is not None and {"extends", "select", "ignore"} & settings.file.table.keys()
    return bool(chosen) and not (choices.select or choices.extends or choices.ignore)
