"""`ecolint rules`: what there is, and what of it runs."""

from collections.abc import Collection
import json
from typing import Any

import click

from ..model.rule import Rule
from ..run.settings import Choices
from ..texts import say
from . import completing
from .common import environment_options, load_environment, split
from .language import asked_only, pages
from .terminal import columns


@click.command("rules", short_help="List the rules, and which of them run here.")
@click.option(
    "--select",
    "selectors",
    multiple=True,
    metavar="RULE",
    shell_complete=completing.selectors,
    help="Only these: a name, html/*, saves:network, ref:rgesn:4.1.",
)
@click.option(
    "--extends", multiple=True, metavar="PRESET", help="Only the rules of these presets: core, recommended, all."
)
@click.option("-o", "--output", type=click.Choice(["text", "json"]), default="text", help="Format of the list.")
@environment_options
def command(selectors: tuple[str, ...], extends: tuple[str, ...], output: str, **options: Any) -> int:
    """List the installed rules. A star marks those that run with the configuration found here."""
    choices = Choices(extends=split(extends) or None, select=split(selectors) or None)
    environment = load_environment([], choices=choices, **options)
    enabled = environment.rules_for_all().names

    def chosen() -> list[Rule]:
        rules = pages(environment.registry).rules.values()
        return [rule for rule in rules if rule.name in enabled or not (selectors or extends)]

    if output == "json":
        with asked_only():
            _print_json(chosen(), enabled)
        return 0
    from ..reporters.untrusted import cut

    rules = chosen()
    widest = max((len(rule.name) for rule in rules), default=0)
    width = columns()
    for rule in rules:
        mark = "*" if rule.name in enabled else " "
        line = f"{mark} {rule.name:{widest}}  {rule.preset:11}  {rule.docs.title}"
        click.echo(cut(line, width) if width else line)
    running = len(enabled & {rule.name for rule in rules})
    click.echo("\n" + say("{count} rules, {running} of them run here (*)", count=len(rules), running=running))
    return 0


def _print_json(rules: list[Rule], enabled: Collection[str]) -> None:
    rows = [
        {
            "name": rule.name,
            "title": rule.docs.title,
            "enabled": rule.name in enabled,
            "preset": rule.preset,
            "severity": str(rule.severity),
            "languages": list(rule.pattern.languages),
            "saves": list(rule.saves),
            "evidence": rule.evidence,
            "precision": rule.precision,
            "refs": list(rule.refs),
            "options": {option.name: option.default for option in rule.options},
            "url": rule.url,
        }
        for rule in rules
    ]
    click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
