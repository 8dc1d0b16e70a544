"""What `ecolint check` says of what it was asked to check and couldn't."""

import click

from ..run.discovery import Discovered
from ..texts import plural, say
from .common import Environment
from .warning import warn

_MOST = 5


def tell_unread(
    found: Discovered, environment: Environment, is_hook: bool, *, nothing: bool, below: bool = False
) -> None:
    """Say why files that were named aren't linted, and who reads them; and why there was `nothing` to lint.

    A hook names whatever was committed: there, files of other languages are no news. An empty line parts it from a
    report that it stands `below`.
    """
    if found.unread and not is_hook:
        if below:
            click.echo(err=True)
        _tell_each(found, environment)
    elif nothing:
        warn(_nothing(found))


def _tell_each(found: Discovered, environment: Environment) -> None:
    from ..reporters.untrusted import shown_path
    from ..run.unread import about_unread

    enabled = environment.rules_for_all().names
    for path in found.unread[:_MOST]:
        said = " ".join(about_unread(path, environment.registry, environment.root, enabled))
        click.echo(say("note: {path}: {what}", path=shown_path(path), what=said), err=True)
    if (more := len(found.unread) - _MOST) > 0:
        click.echo(say("note: and {count} more that no language reads", count=more), err=True)


def _nothing(found: Discovered) -> str:
    from ..reporters.words import reason

    reasons = [f"{len(paths)} {reason(why)}" for why, paths in found.skipped.items()]
    reasons += [
        plural("{number} folder {reason}", "{number} folders {reason}", len(paths), reason=reason(why))
        for why, paths in found.skipped_folders.items()
    ]
    if found.unknown:
        reasons.append(plural("{number} of no known language", "{number} of no known language", found.unknown))
    if not reasons:
        return say("no file to check")
    return say("no file to check: {reasons}; `ecolint files --why PATH` says more", reasons=", ".join(reasons))
