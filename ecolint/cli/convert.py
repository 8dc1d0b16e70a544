"""`ecolint convert`: other formats from a saved report."""

from pathlib import Path
from typing import Any

import click

from ..run.reading import ReadError, read_bytes
from ..run.saved import SavedError, results_from
from ..texts import say
from .common import ENVIRONMENT, FILE, environment_options, load_environment
from .explaining import needed
from .output import Output, checked, look_of, output_options, write_reports

_NAMED = 5


@click.command("convert", short_help="Write other formats from a saved json report.")
@click.argument("report", type=FILE)
@output_options
@environment_options
@click.pass_context
def command(context: click.Context, /, report: Path, **options: Any) -> None:
    """Write reports from one that `ecolint check -o json=FILE` saved, without checking again.

    Code is quoted from the files of this checkout, if they haven't changed since.

    \b
      ecolint check -o json=report.json
      ecolint convert report.json -o sarif=ecolint.sarif -o markdown=comment.md
    """
    shared = {name: options.pop(name) for name in ENVIRONMENT}
    environment = load_environment([Path()], **shared)
    outputs = checked(options["outputs"] or [Output("text")], environment.registry)
    try:
        text = read_bytes(report).decode()
        results, changed = results_from(text, environment.root, environment.registry)
    except (ReadError, SavedError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{report}: {error}") from None
    if changed:
        names = ", ".join(map(str, changed[:_NAMED])) + (", …" if len(changed) > _NAMED else "")
        template = (
            "warning: changed since the report was made: {names}; no code is quoted from them, and columns are counted "
            "in characters"
        )
        click.echo(say(template, names=names), err=True)
    look = look_of(options, needed(environment, shared["plugins"]))
    context.exit(0 if write_reports(results, outputs, environment.registry, look) else 2)
