"""`ecolint explain`: a rule's page in the terminal."""

from typing import Any

import click

from ..texts import say
from . import completing
from .common import Environment, environment_options, load_environment
from .language import pages
from .terminal import columns

_WIDEST = 100
"""Longer lines are hard to read."""


@click.command("explain", short_help="Show a rule's page: why it matters, examples, references.")
@click.argument("rule", metavar="RULE", shell_complete=completing.rules)
@environment_options
def command(rule: str, **options: Any) -> int:
    """Show a rule's page: what it finds, why that is waste, examples, options and references.

    RULE is a name such as html/image-not-lazy; `ecolint rules` lists them.
    """
    environment = load_environment([], **options)
    found = environment.registry.rule(rule)
    if found is None:
        by_short_name = [one for one in environment.registry.rules.values() if one.short_name == rule]
        if len(by_short_name) != 1:
            from ..run.suggest import suggest

            if any(one.family == rule for one in environment.registry.rules.values()):
                command = f"ecolint rules --select '{rule}/*'"
                template = "{rule!r} is a plugin; {command} lists its rules"
                raise click.UsageError(say(template, rule=rule, command=command))
            near = suggest(rule, environment.registry.rules)
            told = say("there is no rule {rule!r}{near}", rule=rule, near=near)
            family, slash, _ = rule.partition("/")
            if slash and not any(one.family == family for one in environment.registry.rules.values()):
                told += "\n" + say("Rules of a file or module are known with --plugin FILE_OR_MODULE.")
            raise click.UsageError(told)
        found = by_short_name[0]
    _show(environment, found.name)
    return 0


def _show(environment: Environment, name: str) -> None:
    from ..reporters.rule_help import plain
    from ..reporters.words import word
    from ..reporters.wrapping import wrapped_page

    rule = pages(environment.registry).rules[name]
    first, rest = ("\n\n".join(wrapped_page(part, min(columns(), _WIDEST))) for part in plain(rule))
    click.echo(f"{click.style(rule.name, bold=True)}  {rule.docs.title}\n")
    if first:
        click.echo(f"{first}\n")
    facts = {
        say("severity"): word(rule.severity),
        say("saves"): ", ".join(map(word, rule.saves)),
        say("evidence"): word(rule.evidence) if rule.evidence else "",
        say("preset"): rule.preset,
        say("languages"): ", ".join(rule.pattern.languages) or say("the whole project"),
    }
    for label, value in facts.items():
        if value:
            click.echo(f"  {label:10} {value}")
    click.echo(f"\n{rest}")
