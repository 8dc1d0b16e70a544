"""What the CI that runs ecolint shows by itself: its own format, added without being asked for and said so."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from ..model.results import Results
from ..texts import say
from .language import asked_only, in_language
from .output import Output

_QUALITY_REPORT = "gl-code-quality-report.json"
_SUMMARY_BYTES = 900 * 1024
"""GitHub drops a job summary beyond 1 MiB."""


def with_host_format(outputs: Sequence[Output], environ: Mapping[str, str], *, partial: bool) -> list[Output]:
    """The outputs, and the format of the CI at hand.

    Standard output belongs to a report for programs if one is written there; otherwise GitHub's format, which holds the
    text report, takes the place of the latter.
    """
    asked = {output.format for output in outputs}
    free = all(output.format == "text" for output in outputs if output.file is None)
    if environ.get("GITHUB_ACTIONS") == "true" and "github" not in asked and free:
        _note(say("GitHub Actions: added -o github"))
        return [*(output for output in outputs if output.file is not None), Output("github")]
    if environ.get("TF_BUILD", "").lower() == "true" and "azure" not in asked and free:
        _note(say("Azure Pipelines: added -o azure"))
        return [*outputs, Output("azure")]
    if environ.get("GITLAB_CI") == "true" and "gitlab" not in asked and environ.get("CI_PROJECT_DIR"):
        file = Path(environ["CI_PROJECT_DIR"], _QUALITY_REPORT)
        if partial:
            _note(say("GitLab CI: only some files are looked at, so no code quality report is written"))
        elif file.exists() or file.is_symlink():
            template = "GitLab CI: {file} already exists and is left as it is; -o gitlab=FILE writes another one"
            _note(say(template, file=_QUALITY_REPORT))
        else:
            _note(say("GitLab CI: added -o gitlab={file}", file=_QUALITY_REPORT))
            return [*outputs, Output("gitlab", file)]
    return list(outputs)


def _note(sentence: str) -> None:
    click.echo(say("note: {sentence} (--no-ci-report turns this off)", sentence=sentence), err=True)


def write_job_summary(results: Results, outputs: Sequence[Output], environ: Mapping[str, str]) -> None:
    """Add a table of the findings to the job's page on GitHub, if GitHub's format is written. A failure costs nothing
    else."""
    place = environ.get("GITHUB_STEP_SUMMARY")
    if not place or all(output.format != "github" for output in outputs):
        return
    from io import StringIO

    from ..reporters.markdown import markdown_reporter

    stream = StringIO()
    with asked_only():
        markdown_reporter(_blob(environ)).write(in_language(results), stream)
    data = (stream.getvalue() + "\n").encode("utf-8", "backslashreplace")
    file = Path(place)
    try:
        if (file.stat().st_size if file.exists() else 0) + len(data) > _SUMMARY_BYTES:
            click.echo(say("warning: the job summary is full; see the log"), err=True)
            return
        with file.open("ab") as summary:
            summary.write(data)
    except OSError as error:
        told = say("warning: the job summary {file} couldn't be written: {reason}", file=place, reason=error.strerror)
        click.echo(told, err=True)


def _blob(environ: Mapping[str, str]) -> str:
    """Where GitHub shows the files of this commit; "" if that isn't known."""
    server, repository, commit = (environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    return f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""
