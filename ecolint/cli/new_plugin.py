"""`ecolint new-plugin`: a package of rules to begin with."""

from pathlib import Path
import re

import click

from .. import __version__
from ..scaffold import new_plugin
from ..texts import say
from .language import lang_option
from .new_files import NAME, write_new


@click.command("new-plugin", short_help="Write a plugin package with two rules and their tests.")
@click.argument("name")
@lang_option
@click.option("--folder", type=click.Path(path_type=Path), help="The folder to write it to (default: ecolint-NAME).")
def command(name: str, folder: Path | None) -> int:
    """Write a package of rules called NAME: pyproject, two rules, tests that pass, README and a CI file.

    Its rules are named NAME/…; rename and replace them.
    """
    if not re.fullmatch(NAME, name):
        raise click.UsageError(
            say("{name!r} is no name for a plugin: lower case letters, digits and hyphens", name=name)
        )
    base = folder or Path(f"ecolint-{name}")
    write_new({base / path: text for path, text in new_plugin(name, __version__).items()})
    click.echo(f'\n{say("Next:")}\n  cd {base}\n  pip install -e ".[test]"\n  pytest')
    return 0
