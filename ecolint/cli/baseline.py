"""`ecolint baseline`: accept what there is today, and forget what is gone."""

from pathlib import Path
from typing import Any

import click

from ..run.scope import base_folder
from ..texts import plural, say
from .accepted import applied, baseline_file, entries_in
from .check import discovered
from .choosing import are_as_configured, choice_options, choices_of, is_complete
from .common import ENVIRONMENT, FILE, environment_options, load_environment
from .sessions import Start, jobs_option, session_for


@click.command("baseline", short_help="Accept today's findings; only new ones are reported from then on.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--prune", is_flag=True, help="Only forget accepted findings that are gone; accept nothing new.")
@click.option("--baseline", type=FILE, metavar="FILE", help="The file to write (default: the configured one).")
@choice_options
@jobs_option
@environment_options
@click.pass_context
def command(context: click.Context, /, paths: tuple[Path, ...], **options: Any) -> None:
    """Write the findings of these paths, or of the project, into a file: `ecolint check` then reports only new ones.

    They are known by their code, not by their lines, so they stay accepted when it moves or a file is renamed. Commit
    the file. What it says of other files stays as it is.

    \b
      ecolint baseline                 accept all findings there are
      ecolint baseline --prune         forget those that are fixed
      ecolint baseline --extends all   for a check with the same option
    """
    shared = {name: options.pop(name) for name in ENVIRONMENT}
    choices = choices_of(options)
    start = Start(paths or (Path(),), choices, shared)
    environment = load_environment(start.paths, choices=choices, **shared)
    places = list(paths) or [base_folder(environment.settings, environment.root)]
    file, _ = baseline_file(environment, options["baseline"])
    before = entries_in(file, expected=options["prune"])
    found = discovered(places, environment, options["force_exclude"])
    partial = any(not path.is_dir() for path in places)
    complete = is_complete(choices, shared)
    session = session_for(start, environment, partial=partial, complete=complete, jobs=options["jobs"])
    results = session.check(found)
    if results.problems:
        for one in results.problems:
            click.echo(f"{one.source}: {one.message}", err=True)
        told = say(
            "Nothing was written to {file}: a part of the check failed, so findings may be missing.", file=str(file)
        )
        click.echo(told, err=True)
        context.exit(3)
    from ..run.baseline import entries_of, written_baseline
    from ..run.writing import write_file

    as_configured = complete and are_as_configured(choices, environment.settings)
    results, left = applied(results, before, environment, found, places, complete=as_configured)
    fresh = [] if options["prune"] else entries_of(results.findings, results)
    gone = results.summary.baseline.gone if results.summary.baseline else ()
    try:
        write_file(file, written_baseline([*left, *fresh]).encode())
    except OSError as error:
        told = say("Error: baseline {file} couldn't be written: {reason}", file=str(file), reason=error.strerror)
        click.echo(told, err=True)
        context.exit(2)
    total = plural(
        "{file}: {number} accepted finding, {fresh} new; {gone} gone",
        "{file}: {number} accepted findings, {fresh} new; {gone} gone",
        len(left) + len(fresh),
        file=str(file),
        fresh=len(fresh),
        gone=len(gone),
    )
    click.echo(total)
