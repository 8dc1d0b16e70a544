"""`ecolint plugins`: what is installed, and what of it failed."""

import json
import os
from pathlib import Path

import click

from ..model.registry import Registry
from ..model.rule import Rule
from ..run.config_file import ConfigError
from ..run.entry_points import entry_points
from ..run.plugins import load
from ..run.root import user_plugins
from ..texts import plural, say
from .common import data_rules, named_ones, plugin_option, quietly, tell_trace, trace_option
from .language import lang_option


@click.group(
    "plugins", invoke_without_command=True, short_help="List installed plugins, what they bring and what failed."
)
@click.option("-o", "--output", type=click.Choice(["text", "json"]), default="text", help="Format of the list.")
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of what failed.")
@plugin_option
@trace_option
@lang_option
@click.pass_context
def command(
    context: click.Context, /, output: str, verbose: bool, plugins: tuple[str, ...], trace_plugins: bool
) -> int:
    """List the installed plugins: version, hooks, number of rules.

    Exit code 3 if one of them failed to load.
    """
    if context.invoked_subcommand:
        return 0
    try:
        code, files = named_ones([*plugins, *user_plugins(os.environ)])
        trace = tell_trace if trace_plugins else quietly
        data = data_rules(None, Path(), files, trace)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    registry = load(entry_points(), named=code, data=data, trace=trace)
    if output == "json":
        found = [
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "hooks": plugin.hooks,
                "rules": plugin.rules,
                "failed": plugin.failed,
                "deprecated": plugin.deprecated,
            }
            for plugin in registry.plugins
        ]
        problems = [{"source": one.source, "message": one.message, "detail": one.detail} for one in registry.problems]
        click.echo(json.dumps({"plugins": found, "problems": problems}, indent=2))
    else:
        for plugin in registry.plugins:
            state = say("failed") if plugin.failed else _count(plugin.rules)
            hooks = ", ".join(hook.removeprefix("ecolint_") for hook in plugin.hooks)
            click.echo(f"{plugin.name:12} {plugin.distribution} {plugin.version:10} {state:10} {hooks}")
        for file, rules in _rule_files(registry).items():
            click.echo(f"{rules[0].family:12} {file}  {_count(len(rules))}")
        for told in (told for plugin in registry.plugins for told in plugin.deprecated):
            click.echo(f"\n{told}", err=True)
        for problem in registry.problems:
            click.echo(f"\n{problem.source}: {problem.message}", err=True)
            if verbose:
                click.echo(problem.detail, err=True)
    return 3 if registry.problems else 0


def _count(rules: int) -> str:
    return plural("{number} rule", "{number} rules", rules)


def _rule_files(registry: Registry) -> dict[str, list[Rule]]:
    """By the file that they come from: the rules that are data and belong to no plugin."""
    found: dict[str, list[Rule]] = {}
    for rule in registry.rules.values():
        if not rule.trusted:
            found.setdefault(rule.pattern.file, []).append(rule)
    return found


@command.command("check", short_help="Say what is wrong with a plugin.")
@click.argument("plugin")
@click.option(
    "--on",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Also run its rules on the files of this folder, and show what crashes and what each rule costs.",
)
@lang_option
def check(plugin: str, folder: Path | None) -> int:
    """Say what is wrong with the installed plugin PLUGIN: loading, metadata, shape, names, docs, examples, slow rules.

    PLUGIN is the plugin's name or its distribution's. Exit code 1 if something is wrong.
    """
    from ..testing import faults_of, try_on

    entries = [entry for entry in entry_points() if plugin in (entry.name, entry.distribution)]
    if not entries:
        raise click.UsageError(
            say("there is no plugin {plugin!r}; `ecolint plugins` lists what is installed", plugin=plugin)
        )
    faults = [fault for entry in entries for fault in faults_of(entry)]
    for fault in faults:
        click.echo(fault)
    if folder:
        tried = try_on(folder, *(entry.name for entry in entries))
        click.echo(tried)
        faults += [crash.source for crash in tried.crashes]
    told = plural("{plugin}: {number} fault", "{plugin}: {number} faults", len(faults), plugin=plugin)
    click.echo(told if faults else say("{plugin}: no faults", plugin=plugin))
    return int(bool(faults))
