"""The command line. The only package that prints or exits; a command's module is imported when it runs."""

from collections.abc import Sequence
from importlib import import_module
import os
import sys
from typing import Any, NoReturn

import click

from .. import __version__
from ..model.problem import Leaving, Problem, problem
from ..texts import say
from .language import importing, in_language_of, in_spoken_words, lang_option

COMMANDS = {
    "check": "check",
    "baseline": "baseline",
    "convert": "convert",
    "explain": "explain",
    "rules": "rules",
    "plugins": "plugins",
    "test-rules": "test_rules",
    "new-plugin": "new_plugin",
    "new-rule": "new_rule",
    "inspect": "inspect",
    "files": "files",
    "config": "config",
    "init": "init",
    "docs": "docs",
    "completion": "completion",
}
ELSEWHERE = {
    **dict.fromkeys(("--format", "--formatter", "--output-format", "--report", "--reporter", "-f"), "--output"),
    "-c": "--config",
    "--output-file": "--output",
    "--fail-level": "--fail-on",
    "--disable": "--ignore",
    "--enable": "--select",
}
"""What other linters call options that there are here under another name."""
EXIT_CODES = """\b
Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  wrong use: arguments, configuration; or a report couldn't be written
  3  incomplete: a plugin, a rule or a file failed; all else is reported
"""


class Commands(click.Group):
    """Commands by name, imported at first use, with a suggestion for a name that isn't there."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        with importing():
            command: click.Command = import_module(f".{COMMANDS[cmd_name]}", __name__).command
        return in_spoken_words(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..run.suggest import suggest

            near = say("; `ecolint --help` lists them") if args[0] == "help" else suggest(args[0], COMMANDS)
            ctx.fail(say("there is no command {name!r}{near}", name=args[0], near=near))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with 1, which means findings
            reader_left()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, "-V", "--version", prog_name="ecolint", message="%(prog)s %(version)s")
@lang_option
def cli() -> None:
    """Find practices that waste bytes, processor time, server work or the life of devices.

    ecolint reads HTML and its templates, CSS, JavaScript, TypeScript and Python. It never runs the code it reads, opens
    no connection, and writes only what it is asked to.

    Start with `ecolint check` in your project, then `ecolint explain RULE`.
    """


def reader_left() -> NoReturn:
    """Leave as programs do whose output nobody reads any more (`| head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has nowhere to go
    raise Leaving(128 + 13)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():  # a program or a file: the same bytes on every system
                stream.reconfigure(encoding="utf-8", newline="\n")
    sys.exit(run(arguments))


def _with_our_names(error: click.ClickException) -> click.ClickException:
    """Instead of what only looks like an option, the one that does what it does elsewhere."""
    if not isinstance(error, click.NoSuchOption) or error.option_name not in ELSEWHERE:
        return error
    told = say("{error} Here it is called {option}.", error=error.message, option=ELSEWHERE[error.option_name])
    return click.UsageError(told, error.ctx)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    faults: list[Problem] = []
    code: Any = 3
    given = sys.argv[1:] if arguments is None else list(arguments)
    with problem("ecolint", faults), in_language_of(os.environ, given):
        try:
            code = in_spoken_words(cli).main(args=given, prog_name="ecolint", standalone_mode=False)
        except click.exceptions.Exit as ended:
            code = ended.exit_code
        except click.ClickException as error:
            _with_our_names(error).show()
            code = error.exit_code if error.exit_code != 1 else 2
        except click.Abort:
            code = 130
        except SystemExit as ended:  # completion for shells leaves so
            code = ended.code
    for fault in faults:
        click.echo(
            f"{fault.detail}\n"
            + say("ecolint failed; this is a fault of ecolint, please report it with the lines above"),
            err=True,
        )
    return code if isinstance(code, int) else 0
