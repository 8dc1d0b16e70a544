"""`ecolint new-plugin`: a package of rules to begin with."""

from pathlib import Path
import re

import click

from .. import __version__
from ..scaffold import new_plugin
from .new_files import NAME, write_new


@click.command("new-plugin", short_help="Write a plugin package with two rules and their tests.")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to; ecolint-NAME, if it isn't told.")
def command(name: str, folder: Path | None) -> int:
    """Write a package of rules called NAME: pyproject, two rules, tests that pass, README and a CI file.

    Its rules are named NAME/…; rename and replace them.
    """
    if not re.fullmatch(NAME, name):
        raise click.UsageError(f"{name!r} is no name for a plugin: lower case letters, digits and hyphens")
    base = folder or Path(f"ecolint-{name}")
    write_new({base / path: text for path, text in new_plugin(name, __version__).items()})
    click.echo(f'\nNext:\n  cd {base}\n  pip install -e ".[test]"\n  pytest')
    return 0
