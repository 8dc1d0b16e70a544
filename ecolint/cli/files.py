"""`ecolint files`: which files are linted, and why one is not."""

from pathlib import Path, PurePosixPath
from typing import Any

import click

from ..run.discovery import UsageError, discover, why
from ..run.scope import excludes
from ..run.settings import Choices
from ..run.unread import about_unread
from .common import environment_options, load_environment


@click.command("files", short_help="List the files that are linted, or say why one is not.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--why",
    "explained",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Say whether this file is linted, and what decides it.",
)
@click.option("--all-files", is_flag=True, help="As for check: without the default excludes.")
@environment_options
def command(paths: tuple[Path, ...], explained: Path | None, all_files: bool, **options: Any) -> int:
    """List the files that `ecolint check` would look at."""
    places = list(paths) or [Path()]
    if explained and Path.cwd() not in explained.absolute().parents:
        places = [explained]
    environment = load_environment(places, choices=Choices(all_files=all_files), **options)
    endings = environment.registry.endings
    enabled = environment.rules_for_all().names

    def unread(path: PurePosixPath) -> list[str]:
        return about_unread(path, environment.registry, environment.root, enabled)

    left_out = excludes(environment.settings, environment.root)
    size = environment.settings.max_file_size
    try:
        if explained:
            lines = why(
                explained, root=environment.root, endings=endings, excludes=left_out, unread=unread, max_size=size
            )
        else:
            found = discover(places, root=environment.root, endings=endings, excludes=left_out, max_size=size)
            lines = [str(file.relative) for file in found.files]
    except UsageError as error:
        raise click.UsageError(str(error)) from None
    for line in lines:
        click.echo(line)
    return 0
