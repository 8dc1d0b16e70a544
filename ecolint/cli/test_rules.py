"""`ecolint test-rules`: the examples of rule files, run as tests."""

from pathlib import Path

import click

from ..model.rule import Rule
from ..run.config_file import ConfigError
from ..texts import say
from .common import FILE, configured_data_rules
from .language import lang_option


@click.command("test-rules", short_help="Run the examples of rule files as tests.")
@click.argument("files", nargs=-1, type=FILE, metavar="[FILE]...")
@click.option("-q", "--quiet", is_flag=True, help="Name only what fails.")
@lang_option
def command(files: tuple[Path, ...], quiet: bool) -> int:
    """Run the examples of FILE, rules that are data; without any, those of the configuration's rule-files.

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
    summary = say("{rules} rules, {cases} cases, {failed} failed", rules=len(rules), cases=len(cases), failed=failed)
    click.echo(summary)
    return int(failed > 0)


def _rules(files: tuple[Path, ...]) -> list[Rule]:
    from ..run.rule_files import rules_of

    return rules_of(files) if files else configured_data_rules()
