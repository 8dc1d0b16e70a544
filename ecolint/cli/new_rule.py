"""`ecolint new-rule`: a rule to begin with."""

import keyword
from pathlib import Path
import re

import click

from ..scaffold import new_rule
from ..texts import say
from .language import lang_option
from .new_files import NAME, write_new


@click.command("new-rule", short_help="Write the file of a rule; its tests fail until it is real.")
@click.argument("rule", metavar="FAMILY/NAME")
@click.option("--select", default="", help="CSS selector of the elements to look at.")
@click.option("--query", default="", help="tree-sitter query of the code to look at.")
@click.option("--language", default="html", show_default=True, help="The language to look at.")
@lang_option
@click.option("--folder", type=click.Path(path_type=Path), help="The package of rules to write it to.")
def command(rule: str, select: str, query: str, language: str, folder: Path | None) -> int:
    """Write a rule's file into the package of rules of the plugin FAMILY, below the current folder.

    Say what is wasted, why it costs and what to do; give a bad and a good example. `pytest` says what is missing.
    """
    if not re.fullmatch(f"{NAME}/{NAME}", rule):
        raise click.UsageError(say("{rule!r} is no name for a rule: FAMILY/NAME, as in html/image-not-lazy", rule=rule))
    if keyword.iskeyword(rule.partition("/")[2].replace("-", "_")):
        raise click.UsageError(say("{rule!r}: a rule is a function, and Python keeps that name for itself", rule=rule))
    if select and query:
        raise click.UsageError(say("give either --select or --query, not both"))
    family, _, name = rule.partition("/")
    package = f"ecolint_{family.replace('-', '_')}"
    places = [folder] if folder else [Path(package, "rules"), Path("plugins", package, "rules")]
    place = next((place for place in places if place.is_dir()), None)
    if place is None:
        raise click.UsageError(
            say(
                "there is no folder {folders} here; name it with --folder",
                folders=f" {say('or')} ".join(map(str, places)),
            )
        )
    path = place / f"{name.replace('-', '_')}.py"
    try:
        text = new_rule(name, language, select=select, query=query)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    write_new({path: text})
    return 0
