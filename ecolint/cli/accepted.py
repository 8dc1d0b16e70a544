"""What a command does with the baseline: where it lies, which entries a run could find again, whether it has grown."""

from collections.abc import Callable, Mapping, Sequence
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..run.discovery import Discovered, ending_of
from ..run.scope import base_folder
from ..texts import say
from .common import FILE, Environment

if TYPE_CHECKING:
    from ..model.results import Results
    from ..run.baseline import Applied, Entry

Command = TypeVar("Command", bound=Callable[..., object])
NAME = ".ecolint-baseline.json"
_SHOWN = 10


def baseline_options(command: Command) -> Command:
    """The options by which a check uses the baseline."""
    for option in (
        click.option(
            "--fail-if-baseline-grows",
            is_flag=True,
            help="Exit with 1 if the baseline accepts more than at REF of --since, at the pull request's target, or"
            " at the last commit.",
        ),
        click.option("--no-baseline", is_flag=True, help="Report accepted findings too."),
        click.option("--baseline", type=FILE, metavar="FILE", help=f"Accepted findings (default: {NAME} in the root)."),
    ):
        command = option(command)
    return command


def baseline_file(environment: Environment, named: Path | None) -> tuple[Path, bool]:
    """Where the baseline lies, and whether somebody said so."""
    if named:
        return named, True
    if environment.settings.baseline:
        return base_folder(environment.settings, environment.root) / environment.settings.baseline, True
    return environment.root / NAME, False


def entries_in(file: Path, *, expected: bool) -> "tuple[Entry, ...]":
    """What a baseline holds; nothing if there is none and none is expected. Ends the command if it can't be read."""
    if not expected and not os.path.lexists(file):
        return ()
    from ..run.baseline import BaselineError, read_baseline

    try:
        return read_baseline(file)
    except BaselineError as error:
        raise click.UsageError(say("{error}; `ecolint baseline` writes one", error=str(error))) from None


def applied(
    results: "Results",
    entries: "Sequence[Entry]",
    environment: Environment,
    found: Discovered,
    places: Sequence[Path],
    *,
    complete: bool,
) -> "Applied":
    """Results without what the baseline accepts."""
    from ..run.baseline import apply_baseline

    return apply_baseline(
        results, entries, environment.root, _looked_for(results, environment, found, places, complete)
    )


def _looked_for(
    results: "Results", environment: Environment, found: Discovered, places: Sequence[Path], complete: bool
) -> "Callable[[Entry], bool]":
    """Whether a run would have found an entry again."""
    root, registry = environment.root, environment.registry
    left_out = {name for names in results.summary.skipped_files.values() for name in names}
    checked = {str(file.relative) for file in found.files} - left_out
    ran = {rule.name for rule in results.rules}
    folders = [Path(os.path.realpath(place)) for place in places]

    def looked_for(entry: "Entry") -> bool:
        rule = registry.rule(entry.rule)
        if rule is None or not (complete or rule.name in ran):
            return False
        if results.partial:
            return entry.path in checked and not rule.is_project
        if entry.path in checked:
            return True
        path = root / PurePosixPath(entry.path)
        is_source = bool(ending_of(path.name, registry.endings)) and path.exists()
        return not is_source and any(folder == root or folder in path.parents for folder in folders)

    return looked_for


def has_grown(entries: "Sequence[Entry]", file: Path, since: str | None) -> bool:
    """Compare the baseline with the one at the commit that a change starts from. Says what was added."""
    from ..run import git
    from ..run.baseline import BaselineError, grown, parse_baseline

    ref = since or _target(os.environ) or "HEAD"
    folder = Path(os.path.realpath(file)).parent
    try:
        base = git.merge_base(folder, ref)
        name = git.tree(folder, base).get(file.name)
        text = git.blobs(folder, [name])[name].decode() if name else '[{"ecolint-baseline":1}]'
        more = grown(entries, parse_baseline(text, f"{file.name} at {ref}"))
    except (git.GitError, BaselineError, KeyError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--fail-if-baseline-grows: {error}") from None
    if more:
        told = say(
            "The baseline accepts more than at {ref} ({base}): {what}", ref=ref, base=base[:10], what=_told(more)
        )
        click.echo(told, err=True)
    return bool(more)


def _told(entries: "Sequence[Entry]") -> str:
    named = ", ".join(say("{rule} in {path}", rule=entry.rule, path=entry.path) for entry in entries[:_SHOWN])
    return say("{names} and {count} more", names=named, count=len(entries) - _SHOWN) if len(entries) > _SHOWN else named


def _target(environ: Mapping[str, str]) -> str:
    """Where the pull request of this CI job goes to; "" outside of one."""
    if environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        return environ["CI_MERGE_REQUEST_DIFF_BASE_SHA"]
    for name in ("GITHUB_BASE_REF", "SYSTEM_PULLREQUEST_TARGETBRANCH", "BITBUCKET_PR_DESTINATION_BRANCH"):
        if environ.get(name):
            return f"origin/{environ[name].removeprefix('refs/heads/')}"
    return ""


def use_baseline(
    results: "Results",
    environment: Environment,
    found: Discovered,
    places: Sequence[Path],
    options: Mapping[str, Any],
    *,
    complete: bool,
    isolated: bool,
) -> "tuple[Results, bool]":
    """What a check tells in spite of the baseline, and whether the baseline has grown where it must not."""
    if options["no_baseline"] or (isolated and not options["baseline"]):
        return results, False
    file, named = baseline_file(environment, options["baseline"])
    if not named and not os.path.lexists(file):
        return results, False
    entries = entries_in(file, expected=named)
    after = applied(results, entries, environment, found, places, complete=complete).results
    return after, options["fail_if_baseline_grows"] and has_grown(entries, file, options["since"])
