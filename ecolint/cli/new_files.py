"""Writing what `ecolint new-plugin` and `ecolint new-rule` make."""

from pathlib import Path

import click

from ..texts import say

NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""Of plugins and rules."""


def write_new(files: dict[Path, str]) -> None:
    """Write files that aren't there yet: none of them if one is. Ends the command where they can't be written."""
    if there := [str(path) for path in files if path.exists()]:
        raise click.UsageError(say("{files}: there already; nothing was written", files=", ".join(there)))
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            told = say("{path} can't be written: {reason}", path=str(path), reason=error.strerror)
            raise click.UsageError(told) from None
        click.echo(say("wrote {path}", path=str(path)))
