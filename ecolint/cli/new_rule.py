"""`ecolint new-rule`: a rule to begin with."""

import keyword
from pathlib import Path
import re

import click

from ..scaffold import new_rule
from .new_files import NAME, write_new


@click.command("new-rule", short_help="Write the file of a rule; its tests fail until it is real.")
@click.argument("rule", metavar="FAMILY/NAME")
@click.option("--select", default="", help="CSS selector of the elements to look at.")
@click.option("--query", default="", help="tree-sitter query of the code to look at.")
@click.option("--language", default="html", show_default=True, help="The language to look at.")
@click.option("--folder", type=click.Path(path_type=Path), help="The package of rules to write it to.")
def command(rule: str, select: str, query: str, language: str, folder: Path | None) -> int:
    """Write a rule's file into the package of rules of the plugin FAMILY, below the current folder.

    Say what is wasted, why it costs and what to do; give a bad and a good example. `pytest` tells what is missing.
    """
    if not re.fullmatch(f"{NAME}/{NAME}", rule):
        raise click.UsageError(f"{rule!r} is no name for a rule: FAMILY/NAME, as in html/image-not-lazy")
    if keyword.iskeyword(rule.partition("/")[2].replace("-", "_")):
        raise click.UsageError(f"{rule!r}: a rule is a function, and Python keeps that name for itself")
    if select and query:
        raise click.UsageError("give --select or --query")
    family, _, name = rule.partition("/")
    package = f"ecolint_{family.replace('-', '_')}"
    places = [folder] if folder else [Path(package, "rules"), Path("plugins", package, "rules")]
    place = next((place for place in places if place.is_dir()), None)
    if place is None:
        raise click.UsageError(f"there is no folder {' or '.join(map(str, places))} here; name it with --folder")
    path = place / f"{name.replace('-', '_')}.py"
    try:
        text = new_rule(name, language, select=select, query=query)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    write_new({path: text})
    return 0
