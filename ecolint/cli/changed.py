"""`--since REF` and `--changed`: what a run looks at, and what it tells of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..model.results import Results
from ..run.discovery import Discovered
from ..texts import say

if TYPE_CHECKING:
    from ..run.changes import Changes

Command = TypeVar("Command", bound=Callable[..., object])


def change_options(command: Command) -> Command:
    """The options `--since` and `--changed`."""
    for option in (
        click.option("--changed", is_flag=True, help="Only files that differ from the last commit, new ones too."),
        click.option("--since", metavar="REF", help="Only findings on lines that changed since HEAD left REF."),
    ):
        command = option(command)
    return command


def wants_changes(options: dict[str, Any]) -> bool:
    """Whether only changed code is asked for. Ends the command where that can't be."""
    if options["since"] and options["changed"]:
        raise click.UsageError(say("use either --since or --changed, not both"))
    return bool(options["since"] or options["changed"])


def changed_only(found: Discovered, root: Path, options: dict[str, Any]) -> "tuple[Discovered, Changes]":
    """The files with changes, and what changed. Says what it looks at; ends the command if git can't tell."""
    from ..run.changes import since, uncommitted
    from ..run.git import GitError

    ref = options["since"]
    try:
        changes = since(ref, root, found.files) if ref else uncommitted(root, found.files)
    except GitError as error:
        raise click.UsageError(f"{'--since' if ref else '--changed'}: {error}") from None
    if not options["quiet"]:
        counts = {"count": len(changes.files), "total": len(found.files)}
        told = (
            say(
                "note: only lines changed since {ref} (merge base {base}): {count} of {total} files",
                ref=ref,
                base=changes.base[:10],
                **counts,
            )
            if ref
            else say("note: only files that aren't committed: {count} of {total} files", **counts)
        )
        click.echo(told, err=True)
    return replace(found, files=tuple(file for file in found.files if file.relative in changes.files)), changes


def on_changed_lines(results: Results, changes: "Changes", options: dict[str, Any]) -> Results:
    """With `--since`, the findings that touch what changed."""
    if not options["since"]:
        return results
    from ..run.changes import touching

    return touching(results, changes)
