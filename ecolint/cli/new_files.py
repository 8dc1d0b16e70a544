"""Writing what `ecolint new-plugin` and `ecolint new-rule` make."""

from pathlib import Path

import click

NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
"""Of plugins and rules."""


def write_new(files: dict[Path, str]) -> None:
    """Write files that aren't there yet: all of them or none."""
    if there := [str(path) for path in files if path.exists()]:
        raise click.UsageError(f"{', '.join(there)}: there already; nothing was written")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        click.echo(f"wrote {path}")
