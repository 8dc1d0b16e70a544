"""Where reports go: `-o FORMAT[=FILE]`, colours, files that are written whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
import os
from pathlib import Path
import sys
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import click

from ..model.problem import Problem, problem
from ..model.registry import Registry, Reporter
from ..model.results import Results
from ..run.suggest import suggest
from ..run.writing import text_file
from ..texts import say
from . import completing
from .language import asked_only, in_language
from .terminal import columns
from .warning import warn

Command = TypeVar("Command", bound=Callable[..., object])


class Output(NamedTuple):
    """A report that is asked for."""

    format: str
    file: Path | None = None


def checked(outputs: Sequence[Output], registry: Registry) -> list[Output]:
    """The reports that are asked for. Ends the command for a format that isn't there, and where two have one file."""
    files: dict[str, Output] = {}
    for output in outputs:
        if output.format not in registry.reporters:
            known = ", ".join(registry.reporters)
            near = suggest(output.format, registry.reporters)
            template = "there is no format {format!r}{near}; known: {known}"
            raise click.UsageError(say(template, format=output.format, near=near, known=known))
        if output.file is None or (output.file.exists() and not output.file.is_file()):  # /dev/null takes them all
            continue
        other = files.setdefault(os.path.realpath(output.file), output)
        if other is not output:
            template = "{one} and {other} would be written to the same file: {file}"
            raise click.UsageError(say(template, one=other.format, other=output.format, file=str(output.file)))
    return list(outputs)


class OutputType(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.5 on
    """`FORMAT` or `FORMAT=FILE`."""

    name = "output"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        if isinstance(value, Output):
            return value
        name, equals, file = value.partition("=")
        if equals and not file:
            self.fail(say("{value!r} names no file after the equals sign", value=str(value)), param, ctx)
        return Output(name, Path(file) if file and file != "-" else None)


class Look(NamedTuple):
    """How reports are written."""

    color: str = "auto"
    verbose: bool = False
    quiet: bool = False
    category: str = ""
    sarif_max_results: int | None = None
    sarif_suppressed: str = "exclude"
    no_absolute_paths: bool = False
    explaining: Mapping[str, str] = MappingProxyType({})
    """Families of rules → options that `ecolint explain` needs for them."""
    note: str = ""
    """The last line of a text report on the screen."""


def output_options(command: Command) -> Command:
    """`-o`, and the options of a Look."""
    for option in reversed(
        (
            click.option(
                "-o",
                "--output",
                "outputs",
                type=OutputType(),
                multiple=True,
                metavar="FORMAT[=FILE]",
                shell_complete=completing.formats,
                help="Report format, and the file to write it to; may be repeated. text (default), concise, json, "
                "sarif, github, gitlab, rdjson, rdjsonl, junit, checkstyle, azure, sonar, markdown.",
            ),
            click.option(
                "--category",
                default="",
                metavar="NAME",
                help="SARIF: a name that keeps several reports of one commit apart.",
            ),
            click.option(
                "--sarif-max-results",
                type=click.IntRange(1, 25_000),
                metavar="N",
                help="SARIF: at most this many results, the most important ones (default: 5000).",
            ),
            click.option(
                "--sarif-suppressed",
                type=click.Choice(["exclude", "include"]),
                default="exclude",
                help="SARIF: findings that are ignored or in the baseline; GitHub would show them as open.",
            ),
            click.option(
                "--no-absolute-paths", is_flag=True, help="SARIF: leave out where the root lies on this machine."
            ),
            click.option(
                "--color",
                type=click.Choice(["auto", "always", "never"]),
                default="auto",
                help="Colours in the text report.",
            ),
            click.option("-v", "--verbose", is_flag=True, help="Show tracebacks, and name every skipped file."),
            click.option(
                "-q", "--quiet", is_flag=True, help="Write nothing but errors and the reports asked for with -o."
            ),
        )
    ):
        command = option(command)
    return command


def look_of(options: dict[str, Any], explaining: Mapping[str, str], note: str = "") -> Look:
    """The Look that a command's options ask for."""
    asked = {name: options[name] for name in Look._fields if name in options}
    return Look(**asked, explaining=explaining, note=note)


def write_reports(results: Results, outputs: Sequence[Output], registry: Registry, look: Look) -> bool:
    """Write all reports; a line tells of them if none is for the screen. False if one couldn't be written."""
    failures: list[Problem] = []
    for output in outputs:
        reporter = _reporter(output, registry, look)
        where = f"report {output.format} to {output.file or 'standard output'}"
        with problem(where, failures):
            once = registry.reporters[output.format].once
            if output.file is None:
                with nullcontext() if output.format == "text" else asked_only():
                    _print(reporter, _told(results, once))
            else:
                with asked_only():
                    _write(reporter, _told(results, once), output.file)
    for failure in failures:
        reason = failure.message.rpartition("FileError: ")[2]
        told = say("Error: {report} couldn't be written: {reason}", report=failure.source, reason=reason)
        click.echo(told, err=True)
    if not (failures or look.quiet):
        _tell(results, outputs)
    return not failures


def _tell(results: Results, outputs: Sequence[Output]) -> None:
    """What was found and where it is written, if no report on standard output says so."""
    if any(output.file is None for output in outputs):
        return
    if results.problems:
        from ..reporters.own_problems import shown_problem

        for failure in results.problems:
            click.echo(shown_problem(failure), err=True)
    if not outputs:
        return
    from ..reporters.tally import tally
    from ..reporters.text_summary import headline

    reports = ", ".join(f"{output.file} ({output.format})" for output in outputs)
    told = say("{found}; written: {reports}", found=headline(results, tally(results)).rstrip("."), reports=reports)
    click.echo(told, err=True)


def _told(results: Results, once: bool) -> Results:
    results = in_language(results)
    if not once:
        return results
    from ..reporters.repeats import told_once

    return told_once(results)


def _write(reporter: Reporter, results: Results, file: Path) -> None:
    try:
        with text_file(file) as stream:
            reporter.write(results, stream)
    except OSError as error:  # without the name of the temporary file
        raise click.FileError(str(file), error.strerror or str(error)) from None


def _print(reporter: Reporter, results: Results) -> None:
    try:
        reporter.write(results, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        from . import reader_left

        reader_left()
    except OSError as error:
        raise click.FileError("", error.strerror or str(error)) from None


def _reporter(output: Output, registry: Registry, look: Look) -> Reporter:
    if output.format == "text":
        from ..reporters.text import text_reporter

        screen = columns() if output.file is None else 0
        colour = output.file is None and is_coloured(look.color)
        note = look.note if output.file is None else ""
        return text_reporter(
            colour, look.verbose, screen or 100, wrap=bool(screen), explaining=look.explaining, note=note
        )
    if output.format == "sarif":
        from ..reporters.sarif import DEFAULT_RESULTS, SarifOptions, sarif_reporter

        sarif = SarifOptions(
            category=look.category,
            max_results=look.sarif_max_results or DEFAULT_RESULTS,
            absolute_paths=not look.no_absolute_paths,
            suppressed=look.sarif_suppressed == "include",
        )
        return sarif_reporter(sarif, warn)
    return registry.reporters[output.format]


def is_coloured(choice: str) -> bool:
    """`--color`, then NO_COLOR, then FORCE_COLOR, then whether a person reads it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
