"""`ecolint config`: what holds for a file and which line set it; the schema for editors."""

import json
import os
from pathlib import Path, PurePosixPath
from typing import Any

import click

from ..run.config_schema import schema
from ..run.config_show import explain_settings
from ..run.rule_files import SCHEMA
from ..texts import say
from .common import environment_options, load_environment
from .language import lang_option


@click.group("config", short_help="Show what holds for a file; print the configuration's schema.")
@lang_option
def command() -> None:
    """Inspect the configuration."""


@command.command("show", short_help="What holds for a file, and which line set it.")
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=Path())
@environment_options
def show(path: Path, **options: Any) -> int:
    """Show every setting and rule that holds for PATH, each with the line of the configuration that set it."""
    environment = load_environment([path], **options)
    root = Path(os.path.realpath(environment.root))
    real = Path(os.path.realpath(path))
    relative = PurePosixPath(real.relative_to(root).as_posix()) if real.is_relative_to(root) else PurePosixPath(path)
    for held in explain_settings(environment.settings, environment.registry, environment.root, relative):
        click.echo(f"{held.key} = {_toml(held.value)}  # {say(held.origin)}")
    return 0


@command.command("schema", short_help="Print the JSON Schema of ecolint.toml, or of rule files.")
@click.option("--rule-files", is_flag=True, help="The schema of rule files instead.")
@environment_options
def print_schema(rule_files: bool, **options: Any) -> int:
    """Print the JSON Schema of ecolint.toml, with the rules and options of the installed plugins, for editors."""
    if rule_files:
        click.echo(SCHEMA.read_text("utf-8"), nl=False)
        return 0
    environment = load_environment([], **options)
    click.echo(json.dumps(schema(environment.registry), indent=2, ensure_ascii=False))
    return 0


def _toml(value: object) -> str:
    if isinstance(value, tuple) and value and all(isinstance(one, tuple) for one in value):
        return "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(one)}" for key, one in value) + " }"
    return json.dumps(value, ensure_ascii=False, default=list)
