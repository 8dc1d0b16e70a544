"""Questions to git that run nothing of the repository: no hook, monitor, filter, diff driver, pager or transport.

Only commits, trees and blobs are read. The work tree is compared by ourselves, since git would run the filters that a
repository's configuration names.
"""

from collections.abc import Iterable
import os
from pathlib import Path

from ..texts import say

_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
)


class GitError(Exception):
    """Git can't answer; the message is for the user."""


def ask(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git writes. Raises GitError with what it says instead."""
    import shutil
    import subprocess

    program = shutil.which("git")
    if program is None or not Path(program).is_absolute():  # a relative one would be a file of the linted folder
        raise GitError(say("git isn't installed"))
    done = subprocess.run(  # noqa: S603
        [program, *_OPTIONS, "-C", str(folder), *arguments],
        input=given,
        env=_environment(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[0].removeprefix("fatal: ") if said else f"git {arguments[0]} failed")
    return done.stdout


def _environment() -> dict[str, str]:
    """Without what leads git elsewhere; a blob that is missing isn't fetched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def commit(folder: Path, ref: str) -> str:
    """The commit that a name means. Raises GitError."""
    try:
        found = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except GitError:
        ask(folder, "rev-parse", "--git-dir")  # fails with its own words where there is no repository
        raise GitError(
            say(
                "{ref!r} is no commit of this clone; fetch it first: {command}",
                ref=ref,
                command=f"git fetch origin {_short(ref)}",
            )
        ) from None
    return found.decode().strip()


def _short(ref: str) -> str:
    return ref.removeprefix("origin/")


def merge_base(folder: Path, ref: str) -> str:
    """The commit at which HEAD left `ref`. Raises GitError, which says what a shallow clone must fetch."""
    theirs, ours = commit(folder, ref), commit(folder, "HEAD")
    try:
        return ask(folder, "merge-base", theirs, ours).decode().split()[0]
    except (GitError, IndexError):
        if ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
            template = (
                "this clone is shallow and doesn't reach back to where HEAD left {ref!r}; "
                "fetch the history first: {how}"
            )
            how = "git fetch --unshallow (GitHub: fetch-depth: 0, GitLab: GIT_DEPTH: 0, Azure: fetchDepth: 0)"
            raise GitError(say(template, ref=ref, how=how)) from None
        raise GitError(say("HEAD and {ref!r} have no commit in common", ref=ref)) from None


def tree(folder: Path, revision: str) -> dict[str, str]:
    """Path below `folder` → object, for every file of a commit. Raises GitError."""
    listed = ask(folder, "ls-tree", "-r", "-z", revision).split(b"\0")
    found = {}
    for entry in listed:
        kind, _, path = entry.partition(b"\t")
        if b" blob " in kind:
            found[os.fsdecode(path)] = kind.split()[-1].decode()
    return found


def blobs(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of objects; those that are missing (in a partial clone) are left out. Raises GitError."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    answer = ask(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
    found, at = {}, 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, *kind = answer[at:end].decode().split()
        at = end + 1
        if len(kind) == 2 and kind[1].isdigit():
            size = int(kind[1])
            found[name] = answer[at : at + size]
            at += size + 1
    return found


def blob_name(data: bytes, like: str) -> str:
    """The name that git gives to a content, in the hash that `like` has."""
    from hashlib import sha1, sha256

    digest = sha256 if len(like) == 64 else sha1
    return digest(b"blob %d\0" % len(data) + data).hexdigest()
