"""`ecolint test-rules`: the examples of rule files, run as tests."""

from collections.abc import Sequence
from pathlib import Path

import click

from ..model.rule import Rule
from ..run.config_file import ConfigError
from ..run.entry_points import EntryPoint, entry_points
from ..texts import plural, say
from .common import configured_data_rules, data_rules, named_ones
from .language import lang_option


@click.command("test-rules", short_help="Run the examples of rule files as tests.")
@click.argument("files", nargs=-1, metavar="[FILE_OR_MODULE]...")
@click.option("-q", "--quiet", is_flag=True, help="Name only what fails.")
@lang_option
def command(files: tuple[str, ...], quiet: bool) -> int:
    """Run the examples of rules as data (*.toml), of a Python file of rules, or of a module: all that --plugin takes.

    Without any, those of the configuration's rule-files.

    Each example is tried alone, together with all installed rules, fixed, and cut off at each of its bytes.
    Exit code 1 if one fails.
    """
    from ..testing import cases_of, failures_of

    try:
        rules = _rules(files)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    if not rules:
        raise click.UsageError(
            say("there are no rule files: name them, or list them as rule-files in the configuration")
        )
    failed = 0
    cases = cases_of(rules)
    for case, told in failures_of(cases):
        failed += bool(told)
        if told:
            click.echo(f"{say('FAILED')} {case}  {case.rule.pattern.place}\n{told}\n")
        elif not quiet:
            click.echo(f"ok     {case}")
    counts = (
        plural("{number} rule", "{number} rules", len(rules)),
        plural("{number} case", "{number} cases", len(cases)),
    )
    click.echo(say("{rules}, {cases}, {failed} failed", rules=counts[0], cases=counts[1], failed=failed))
    return int(failed > 0)


def _rules(files: tuple[str, ...]) -> list[Rule]:
    if not files:
        return configured_data_rules()
    code, data = named_ones(files)
    return [*data_rules(None, Path(), data), *_rules_of_code(code)]


def _rules_of_code(plugins: Sequence[EntryPoint]) -> list[Rule]:
    if not plugins:
        return []
    from ..run.plugins import load

    registry = load(entry_points(), named=plugins)
    failed = [one for one in registry.problems if any(one.source.startswith(plugin.source) for plugin in plugins)]
    if failed:
        raise ConfigError("\n".join(f"{one.source}: {one.message}" for one in failed))
    families = {plugin.name for plugin in plugins}
    return [rule for rule in registry.rules.values() if rule.family in families]
