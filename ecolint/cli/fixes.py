"""`ecolint check --fix`, `--unsafe-fixes` and `--diff`: what is told of fixes, and the fixed standard input."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from pathlib import Path, PurePosixPath
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..model.finding import Finding
from ..model.results import Results
from ..model.source import SourceFile
from ..run.discovery import Discovered
from ..run.session import Session
from ..texts import say
from .output import is_coloured

if TYPE_CHECKING:
    from ..run.fixing import Fixed

Command = TypeVar("Command", bound=Callable[..., object])


def fix_options(command: Command) -> Command:
    """The options `--fix`, `--unsafe-fixes` and `--diff`."""
    for option in (
        click.option("--diff", is_flag=True, help="Show what would be fixed, and change nothing."),
        click.option("--unsafe-fixes", is_flag=True, help="Apply all fixes; look at what they change."),
        click.option("--fix", is_flag=True, help="Apply the safe fixes: pages look and behave the same."),
    ):
        command = option(command)
    return command


def lint_or_fix(
    session: Session,
    found: Discovered,
    texts: Sequence[SourceFile],
    options: Mapping[str, Any],
    told: Callable[[Results], Results],
) -> "tuple[Results, Fixed | None]":
    """Lint; with one of the options above, fix as well what `told` leaves of the results. They are of what is left."""
    if not (options["fix"] or options["unsafe_fixes"] or options["diff"]):
        return session.check(found, texts), None
    from ..run.fixing import fix

    lines: dict[PurePosixPath, int] = {}

    def mended(results: Results) -> Iterator[Finding]:
        for finding in told(results).findings:
            count = len(results.source(finding.path).line_starts)
            if lines.setdefault(finding.path, count) == count or not options["since"]:  # else its line isn't known
                yield finding

    fixed = fix(session, found, texts, unsafe=options["unsafe_fixes"], write=not options["diff"], told=mended)
    return fixed.results, fixed


def mend_settings(
    fixed: "Fixed | None",
    results: Results,
    told: Callable[[Results], Results],
    root: Path,
    options: Mapping[str, Any],
) -> "tuple[Results, Fixed | None]":
    """The same for what results say of the configuration, if anything is to be fixed."""
    if fixed is None:
        return results, None
    from ..run.fixing import fix_settings

    findings = told(results).findings
    fixed = fix_settings(fixed, results, findings, root, unsafe=options["unsafe_fixes"], write=not options["diff"])
    return fixed.results, fixed


def show_fixes(fixed: "Fixed | None", stdin: bytes | None, options: Mapping[str, Any]) -> None:
    """Write the diff or the fixed standard input to standard output; say on the other one what was done.

    `stdin` is standard input as it came in.
    """
    if fixed is None:
        return
    from ..reporters.untrusted import shown_path
    from ..reporters.words import files, findings
    from ..run.fixing import on_disk

    if options["diff"]:
        for file in fixed.files:
            _show_diff(file.before, file.after, is_coloured(options["color"]))
    elif stdin is not None:
        changed = [file for file in fixed.files if not file.written]
        sys.stdout.buffer.write(on_disk(changed[0].after) if changed else stdin)
    sys.stdout.flush()
    if options["quiet"]:
        return
    mended = sum(file.mended for file in fixed.files)
    if mended and not options["diff"]:
        told = say("fixed {findings} in {files}", findings=findings(mended), files=files(len(fixed.files)))
        click.echo(told, err=True)
    for path, why in fixed.left_out.items():
        click.echo(say("warning: {path} is left as it is: {why}", path=shown_path(path), why=why), err=True)


def tell_of_diff(fixed: "Fixed | None", results: Results, options: Mapping[str, Any]) -> None:
    """With `--diff`, in a line on standard error: what would be fixed of the results, and what the diff leaves out."""
    if fixed is None or not options["diff"] or options["quiet"]:
        return
    from ..reporters.tally import tally
    from ..reporters.words import files, findings

    mended = sum(file.mended for file in fixed.files)
    parts = [
        say("would fix {findings} in {files}", findings=findings(mended), files=files(len(fixed.files)))
        if mended
        else say("nothing to fix in {files}", files=files(results.summary.checked))
    ]
    if not options["unsafe_fixes"] and (more := tally(results).unsafe_fixes):
        parts.append(say("{count} more with --unsafe-fixes", count=more))
    click.echo(", ".join(parts), err=True)


def stdout_for(fixed: "Fixed | None", options: Mapping[str, Any], *, stdin: bool) -> AbstractContextManager[object]:
    """Where reports go that have no file: beside the diff or the fixed standard input, not into it."""
    return redirect_stdout(sys.stderr) if fixed is not None and (stdin or options["diff"]) else nullcontext()


def _show_diff(before: SourceFile, after: SourceFile, colour: bool) -> None:
    from ..reporters.diff import coloured, unified_diff
    from ..reporters.style import ANSI
    from ..run.fixing import on_disk

    for number, line in enumerate(unified_diff(before.path, on_disk(before), on_disk(after))):
        if colour:
            click.echo(coloured(line, number, ANSI), color=True)
        else:
            sys.stdout.buffer.write(line)
