"""`ecolint plugins`: what is installed, and what of it failed."""

import json
import os

import click

from ..run.config_file import ConfigError
from ..run.plugins import entry_points, load
from ..run.root import user_plugins
from .common import entries_of, plugin_option


@click.command("plugins", short_help="List installed plugins, what they bring and what failed.")
@click.option("-o", "--output", type=click.Choice(["text", "json"]), default="text", help="Format of the list.")
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of what failed.")
@plugin_option
def command(output: str, verbose: bool, plugins: tuple[str, ...]) -> int:
    """List the installed plugins: version, hooks, number of rules.

    Exit code 3 if one of them failed to load.
    """
    try:
        named = [*plugins, *user_plugins(os.environ)]
    except ConfigError as error:
        raise click.UsageError(f"configuration: {error}") from None
    registry = load(entry_points(), named=entries_of(named))
    if output == "json":
        found = [
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "hooks": plugin.hooks,
                "rules": plugin.rules,
                "failed": plugin.failed,
            }
            for plugin in registry.plugins
        ]
        problems = [{"source": one.source, "message": one.message, "detail": one.detail} for one in registry.problems]
        click.echo(json.dumps({"plugins": found, "problems": problems}, indent=2))
    else:
        for plugin in registry.plugins:
            state = "failed" if plugin.failed else f"{plugin.rules} rules"
            hooks = ", ".join(hook.removeprefix("ecolint_") for hook in plugin.hooks)
            click.echo(f"{plugin.name:12} {plugin.distribution} {plugin.version:10} {state:10} {hooks}")
        for problem in registry.problems:
            click.echo(f"\n{problem.source}: {problem.message}", err=True)
            if verbose:
                click.echo(problem.detail, err=True)
    return 3 if registry.problems else 0
