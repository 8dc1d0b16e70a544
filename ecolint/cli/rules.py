"""`ecolint rules`: what there is, and what of it runs."""

import json
from typing import Any

import click

from ..run.settings import Choices
from . import completing
from .common import environment_options, load_environment


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
    environment = load_environment([], choices=Choices(extends=extends or None, select=selectors or None), **options)
    enabled = environment.rules_for_all().names
    chosen = [
        rule for rule in environment.registry.rules.values() if rule.name in enabled or not (selectors or extends)
    ]
    if output == "json":
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
            for rule in chosen
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for rule in chosen:
        mark = "*" if rule.name in enabled else " "
        click.echo(f"{mark} {rule.name:40} {rule.preset:12} {rule.docs.title}")
    click.echo(f"\n{len(chosen)} rules, {len(enabled & {rule.name for rule in chosen})} of them run here (*)")
    return 0
