"""`ecolint check`: the main job."""

from collections.abc import Callable, Mapping
from dataclasses import replace
import os
from pathlib import Path
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from ..model.finding import Severity
from ..model.results import Results
from ..model.source import SourceFile
from ..run.discovery import Discovered, UsageError, discover, ending_of
from ..run.reading import decode
from ..run.scope import base_folder, excludes
from ..texts import say
from .accepted import baseline_options, use_baseline
from .changed import change_options, changed_only, on_changed_lines, wants_changes
from .choosing import are_as_configured, choice_options, choices_of, is_complete
from .common import ENVIRONMENT, Environment, environment_options, load_environment
from .explaining import needed
from .fixes import fix_options, lint_or_fix, mend_settings, show_fixes, stdout_for, tell_of_diff
from .host import with_host_format, write_job_summary
from .output import Output, checked, look_of, output_options, write_reports
from .sessions import Start, jobs_option, session_for

if TYPE_CHECKING:
    from ..run.fixing import Fixed
    from ..run.settings import Choices
    from ..run.timing import Costs

FAIL_ON = [*(str(level) for level in Severity), "never"]


@click.command("check", short_help="Find waste in files and folders.")
@click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True, readable=False), metavar="[PATH]..."
)
@output_options
@choice_options
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="Lowest severity that makes the exit code 1 (default: warning)."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 and 3 remain.")
@click.option(
    "--max-warnings", type=click.IntRange(0), metavar="N", help="Exit with 1 only if there are more warnings than this."
)
@click.option(
    "--stdin-filename", metavar="NAME", help="With PATH -: the name that standard input would have as a file."
)
@fix_options
@jobs_option
@click.option("--timing", is_flag=True, help="Show what each rule and plugin cost.")
@click.option("--no-ci-report", is_flag=True, help="Don't add the format of the CI that runs this by itself.")
@baseline_options
@change_options
@environment_options
@click.pass_context
def command(context: click.Context, /, paths: tuple[Path, ...], **options: Any) -> int:
    """Find practices that waste bytes, processor time, server work or the life of devices.

    PATH is a file or a folder; without any, the folder of the configuration, or the current one. With - the text comes
    from standard input.

    \b
      ecolint check                          the project
      ecolint check src templates/base.html  these
      ecolint check -o sarif=ecolint.sarif   also for a code host
      ecolint check --select html/large-dom  one rule
      ecolint check --diff                   what --fix would change
    """
    shared = {name: options.pop(name) for name in ENVIRONMENT}
    stdin = Path("-") in paths
    places = [path for path in paths if path != Path("-")]
    choices = choices_of(options)
    if options["stdin_filename"] and not stdin:
        raise click.UsageError(say("--stdin-filename goes with PATH -, which reads standard input"))
    start = Start(tuple(places or [Path()]), choices, shared)
    environment = load_environment(start.paths, choices=choices, **shared)
    environment, costs = _with_timing(environment, context) if options["timing"] else (environment, None)
    places = places or (
        []
        if stdin
        else [base_folder(environment.settings, environment.root)]
        if environment.settings.file
        else [Path()]
    )
    outputs = checked(options["outputs"] or _default_outputs(options), environment.registry)
    found = discovered(places, environment, options["force_exclude"])
    raw, texts = _stdin(options["stdin_filename"], environment) if stdin else (b"", [])
    changes = None
    if wants_changes(options):
        if stdin:
            raise click.UsageError(say("--since and --changed are for files, not for standard input"))
        found, changes = changed_only(found, environment.root, options)
    partial = stdin or changes is not None or any(not path.is_dir() for path in places)
    complete = is_complete(choices, shared)
    as_configured = complete and are_as_configured(choices, environment.settings)
    progress = _progress(options["quiet"])
    jobs = 1 if options["timing"] else options["jobs"]  # clocks of other processes aren't read
    session = session_for(
        start, environment, partial=partial, complete=complete, jobs=jobs, progress=progress, costs=costs
    )

    def told(results: Results) -> Results:
        quiet = {**options, "fail_if_baseline_grows": False}
        left, _ = use_baseline(
            results, environment, found, places, quiet, complete=as_configured, isolated=shared["isolated"]
        )
        return left if changes is None else on_changed_lines(left, changes, options)

    results, fixed = lint_or_fix(session, found, texts, options, told)
    progress(-1, 0)
    if complete and not (partial or paths or options["all_files"]) and environment.settings.file:
        from ..run.unused_settings import with_unused_settings

        results = with_unused_settings(results, environment.settings, environment.registry, environment.root, found)
        results, fixed = mend_settings(fixed, results, told, environment.root, options)
    show_fixes(fixed, raw if stdin else None, options)
    results, baseline_grew = use_baseline(
        results, environment, found, places, options, complete=as_configured, isolated=shared["isolated"]
    )
    if changes is not None:
        results = on_changed_lines(results, changes, options)
    results = replace(
        results,
        exit_code=_exit_code_of_diff(results, fixed, options)
        if options["diff"]
        else exit_code(results, environment.settings.fail_on, options["max_warnings"], options["exit_zero"])
        or int(baseline_grew and not options["exit_zero"]),
    )
    if outputs and not options["no_ci_report"] and not options["quiet"]:
        outputs = with_host_format(outputs, os.environ, partial=results.partial)
    on_screen = Output("text") in outputs
    look = look_of(options, needed(environment, shared["plugins"]), _note(environment, choices) if on_screen else "")
    with stdout_for(fixed, options, stdin=stdin):
        written = write_reports(results, outputs, environment.registry, look)
    _tell_unread(found, results, environment, options, changed=changes is not None, below=on_screen)
    tell_of_diff(fixed, results, options)
    write_job_summary(results, outputs, os.environ)
    context.exit(results.exit_code if written else 2)


def _tell_unread(
    found: Discovered,
    results: Results,
    environment: Environment,
    options: Mapping[str, Any],
    *,
    changed: bool,
    below: bool,
) -> None:
    if not options["quiet"] and (found.unread or not results.summary.checked):
        from .unread import tell_unread

        nothing = not (results.summary.checked or changed)
        tell_unread(found, environment, options["force_exclude"], nothing=nothing, below=below)


def exit_code(results: Results, fail_on: str, max_warnings: int | None = None, exit_zero: bool = False) -> int:
    """0 nothing at or above `fail_on`, 1 findings, 3 if a part of the work failed."""
    if results.problems:
        return 3
    if exit_zero or fail_on == "never":
        return 0
    heavy = [finding for finding in results.findings if finding.severity.weight <= Severity(fail_on).weight]
    if max_warnings is not None:
        warnings = sum(finding.severity is Severity.WARNING for finding in results.findings)
        errors = any(finding.severity is Severity.ERROR for finding in results.findings)
        return int(errors or warnings > max_warnings)
    return int(bool(heavy))


def _note(environment: Environment, choices: "Choices") -> str:
    from .ran import rules_note  # for the screen only

    return rules_note(environment, choices)


def _default_outputs(options: Mapping[str, Any]) -> list[Output]:
    return [] if options["quiet"] or options["diff"] else [Output("text")]


def _exit_code_of_diff(results: Results, fixed: "Fixed | None", options: Mapping[str, Any]) -> int:
    """The same of `--diff`: 1 where a file would be changed, as with `diff` itself."""
    return 3 if results.problems else int(bool(fixed and fixed.files) and not options["exit_zero"])


def discovered(places: list[Path], environment: Environment, force_exclude: bool) -> Discovered:
    """The files to look at. Ends the command for a path that can't be."""
    try:
        return discover(
            places,
            root=environment.root,
            endings=environment.registry.endings,
            excludes=excludes(environment.settings, environment.root),
            force_exclude=force_exclude,
            max_size=environment.settings.max_file_size,
        )
    except UsageError as error:
        raise click.UsageError(str(error)) from None


def _stdin(name: str | None, environment: Environment) -> tuple[bytes, list[SourceFile]]:
    """Standard input as it came in, and as a text to lint."""
    from pathlib import PurePosixPath

    if not name:
        raise click.UsageError(say("standard input needs --stdin-filename, whose ending says which language it is"))
    if not ending_of(name, environment.registry.endings):
        raise click.UsageError(say("--stdin-filename {name!r} has no ending of a known language", name=name))
    raw = sys.stdin.buffer.read()
    source = decode(raw, PurePosixPath(name))
    if source is None:
        raise click.UsageError(say("standard input is binary, not text"))
    return raw, [source]


def _with_timing(environment: Environment, context: click.Context) -> "tuple[Environment, Costs]":
    """Rules with a clock around them; what they cost is told at the very end."""
    from ..run.timing import lines, timed

    registry, costs = timed(environment.registry)
    context.call_on_close(lambda: click.echo("\n".join(lines(costs, time.process_time() + costs.elsewhere)), err=True))
    return environment._replace(registry=registry), costs


def _progress(quiet: bool) -> Callable[[int, int], None]:
    """Writes a line that is written over, on a terminal, once a run has taken a second."""
    if quiet or not sys.stderr.isatty():
        return lambda _done, _all: None
    started = last = time.monotonic()
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal last, shown
        now = time.monotonic()
        if done < 0:
            if shown:
                click.echo("\r\x1b[K", nl=False, err=True)
        elif now - started > 1 and now - last > 0.1:
            last, shown = now, True
            click.echo("\r\x1b[K" + say("checked {done} of {total} files", done=done, total=total), nl=False, err=True)

    return show
