"""Where reports go: `-o FORMAT[=FILE]`, colours, files that are written whole or not at all."""

from collections.abc import Iterable
import io
import os
from pathlib import Path
import sys
from typing import Any, NamedTuple

import click

from ..model.problem import Problem, problem
from ..model.registry import Registry, Reporter
from ..model.results import Results
from ..run.suggest import suggest
from ..run.writing import write_file


class Output(NamedTuple):
    """A report that is asked for."""

    format: str
    file: Path | None = None

    def checked(self, registry: Registry) -> "Output":
        """Itself. Ends the command if there is no such format."""
        if self.format not in registry.reporters:
            known = ", ".join(registry.reporters)
            raise click.UsageError(
                f"there is no format {self.format!r}{suggest(self.format, registry.reporters)}; known: {known}"
            )
        return self


class OutputType(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from click 8.5 on
    """`FORMAT` or `FORMAT=FILE`."""

    name = "output"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Output:
        if isinstance(value, Output):
            return value
        name, equals, file = value.partition("=")
        if equals and not file:
            self.fail(f"{value!r} names no file after the equals sign", param, ctx)
        return Output(name, Path(file) if file and file != "-" else None)


def write_reports(
    results: Results, outputs: Iterable[Output], registry: Registry, *, colour: str, verbose: bool, quiet: bool
) -> bool:
    """Write all reports. False if one couldn't be written; the others still are."""
    failures: list[Problem] = []
    for output in outputs:
        if output.file is None and quiet:
            continue
        reporter = _reporter(output, registry, colour=colour, verbose=verbose)
        where = f"report {output.format}" + (f" to {output.file}" if output.file else "")
        with problem(where, failures):
            if output.file is None:
                _print(reporter, results)
            else:
                stream = io.StringIO()
                reporter.write(results, stream)
                write_file(output.file, stream.getvalue().encode("utf-8", "backslashreplace"))
    for failure in failures:
        click.echo(f"Error: {failure.source} couldn't be written: {failure.message}", err=True)
    return not failures


def _print(reporter: Reporter, results: Results) -> None:
    try:
        reporter.write(results, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        from . import reader_left

        reader_left()


def _reporter(output: Output, registry: Registry, *, colour: str, verbose: bool) -> Reporter:
    if output.format != "text":
        return registry.reporters[output.format]
    from ..reporters.text import text_reporter

    return text_reporter(output.file is None and _coloured(colour), verbose, _width())


def _coloured(choice: str) -> bool:
    """`--color`, then NO_COLOR, then FORCE_COLOR, then whether a person reads it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _width() -> int:
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 100, 120)
    except (OSError, ValueError):
        return 100
