"""What is odd, but ends nothing."""

import click

from ..texts import say


def warn(sentence: str) -> None:
    """Tell it beside the report."""
    click.echo(say("warning: {sentence}", sentence=sentence), err=True)
