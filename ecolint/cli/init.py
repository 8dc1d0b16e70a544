"""`ecolint init`: a first configuration."""

from pathlib import Path

import click

from ..texts import say
from .language import asked_only, lang_option


@click.command("init", short_help="Write a first ecolint.toml.")
@lang_option
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def command(force: bool) -> int:
    """Write an ecolint.toml with the usual settings and what they mean, in the current folder."""
    from ..run.entry_points import entry_points
    from ..run.plugins import load
    from ..run.starter import starter_config

    path = Path("ecolint.toml")
    if path.exists() and not force:
        raise click.UsageError(say("{path} already exists; --force replaces it", path=str(path)))
    try:
        with asked_only():  # a file for everybody who works here
            text = starter_config(load(entry_points()))
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(
            say("{path} can't be written: {reason}", path=str(path), reason=error.strerror)
        ) from None
    click.echo(say("Wrote {path}. Try `ecolint check`, then accept or change what it says there.", path=str(path)))
    return 0
