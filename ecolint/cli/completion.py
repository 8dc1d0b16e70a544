"""`ecolint completion`: the script that completes commands, options and what they take in a shell."""

import click
from click.shell_completion import get_completion_class

from .language import lang_option

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print the completion script of a shell.")
@lang_option
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that completes ecolint's commands and options.

    \b
      bash   eval "$(ecolint completion bash)"                in ~/.bashrc
      zsh    eval "$(ecolint completion zsh)"                 in ~/.zshrc
      fish   ecolint completion fish | source                in config.fish
    """
    from . import cli

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "ecolint", "_ECOLINT_COMPLETE").source())
