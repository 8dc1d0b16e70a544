"""What several commands need first: plugins, configuration and root, from the options they share."""

from collections.abc import Callable, Sequence
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from ..model.problem import Problem
from ..model.registry import Registry, RuleSet
from ..model.rule import Rule
from ..run.config import merged, named_plugins, settings_of
from ..run.config_file import ConfigError, ConfigFile, read
from ..run.entry_points import entry_points
from ..run.plugins import load
from ..run.root import find_config, find_root, user_plugins
from ..run.selection import rule_sets
from ..run.settings import Choices, Settings
from ..texts import say
from .language import configured, lang_option
from .warning import warn

if TYPE_CHECKING:
    from ..run.entry_points import EntryPoint


def split(values: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an option that may be repeated, and whose values may hold several, with commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


Command = TypeVar("Command", bound=Callable[..., object])
FILE = click.Path(dir_okay=False, path_type=Path)
ENVIRONMENT = ("config", "isolated", "plugins", "no_plugins", "root", "trace_plugins")
"""The parameters that `environment_options` gives a command, for `load_environment`."""


class Environment(NamedTuple):
    """What a command works with."""

    registry: Registry
    settings: Settings
    root: Path

    def rules_for_all(self) -> RuleSet:
        """What is enabled where no override applies."""
        return rule_sets(self.settings, self.registry, self.root)(PurePosixPath())


plugin_option = click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="FILE_OR_MODULE",
    help="Load this plugin, too: rules in Python or as data (*.toml). Python is code: name only what you trust.",
)


trace_option = click.option("--trace-plugins", is_flag=True, help="Show how plugins are loaded, step by step.")


def environment_options(command: Command) -> Command:
    """The options `--config`, `--isolated`, `--plugin`, `--no-plugins`, `--trace-plugins`, `--lang` and `--root`."""
    for option in (
        click.option(
            "--root",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder that reported paths are relative to.",
        ),
        trace_option,
        plugin_option,
        click.option("--no-plugins", is_flag=True, help="Load no third-party plugins."),
        click.option("--isolated", is_flag=True, help="Read no configuration and load no third-party plugins."),
        lang_option,
        click.option("--config", type=FILE, help="Use this configuration instead of looking for one."),
    ):
        command = option(command)
    return command


def load_environment(
    paths: Sequence[Path],
    *,
    config: Path | None = None,
    isolated: bool = False,
    plugins: Sequence[str] = (),
    no_plugins: bool = False,
    root: Path | None = None,
    trace_plugins: bool = False,
    choices: Choices = Choices(),  # noqa: B008 -- an immutable value
    silent: bool = False,
) -> Environment:
    """Load plugins and configuration. Mistakes in them end the command with exit code 2; what is odd is told, unless
    `silent`."""
    try:
        path = config or (None if isolated else find_config(paths, Path.cwd()))
        file = read(path) if path else None
        disabled, required = named_plugins(file) if file else ((), ())
        installed = entry_points()
        base = find_root(path, paths, os.environ, root)
        third_party = not (isolated or no_plugins)
        trace = tell_trace if trace_plugins and not silent else quietly
        code, files = named_ones([*plugins, *(user_plugins(os.environ, base) if third_party else ())])
        registry = load(
            installed,
            third_party=third_party,
            disabled=disabled,
            named=code,
            data=data_rules(file, base, files, trace),
            trace=trace,
        )
        loaded = {plugin.name for plugin in registry.plugins if not plugin.failed}
        absent = {entry.name for entry in installed} - loaded
        settings = merged(settings_of(file, registry, absent) if file else Settings(), choices, registry)
        if choices.select is None:  # a file of rules that is named runs, whatever presets they are in
            mine = (f"{entry.name}/*" for entry in code if entry.file in plugins and entry.name in loaded)
            settings = settings._replace(select=(*settings.select, *mine))
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    if missing := [name for name in required if name not in loaded]:
        there = {entry.name for entry in installed}
        absences = [say("{name} is not installed", name=name) for name in missing if name not in there]
        failures = [f"{one.source}: {one.message}" for one in registry.problems if _is_about(one, missing)]
        raise click.UsageError(
            "\n".join([say("{path} requires plugins that are missing:", path=str(path)), *absences, *failures])
        )
    if not silent:
        configured(settings.lang)
    for warning in () if silent else settings.warnings:
        warn(warning)
    return Environment(registry, settings, base)


def _is_about(told: Problem, plugins: Sequence[str]) -> bool:
    return any(told.source.startswith(f"plugin {name} ") for name in plugins)


def tell_trace(line: str) -> None:
    """A step of loading plugins, for people."""
    click.echo(f"trace: {line}", err=True)


def quietly(_: str) -> None:
    """Tells nobody."""


def data_rules(
    file: ConfigFile | None, root: Path, more: Sequence[Path], trace: Callable[[str], None] = quietly
) -> list[Rule]:
    """The rules of the rule files that a configuration names, and of others. Raises ConfigError."""
    configured = file is not None and "rule-files" in file.table
    if not configured and not more:
        return []
    from ..run.rule_files import configured_files, rules_of

    return rules_of([*(configured_files(file, root) if file and configured else ()), *more], trace)


def configured_data_rules() -> list[Rule]:
    """The rules of the rule files that the configuration found here names. Raises ConfigError."""
    path = find_config([], Path.cwd())
    return data_rules(read(path) if path else None, find_root(path, [], os.environ, None), ())


def named_ones(words: Sequence[str]) -> "tuple[Sequence[EntryPoint], Sequence[Path]]":
    """What `--plugin` and the user-level configuration name: plugins, and rules as data. Raises ConfigError."""
    if not words:
        return (), ()
    from ..run.named import named

    return named(words)
