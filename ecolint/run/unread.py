"""Files that no language reads: which rules about the project look at them all the same, and what to do."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from ..model.registry import Registry
from ..model.rule import Rule
from ..texts import say
from .reading import open_file

_NAMED = 3


def about_unread(path: PurePosixPath, registry: Registry, root: Path, enabled: Collection[str]) -> list[str]:
    """Say in sentences why a file of no known language isn't linted, and who looks at it.

    `enabled`: names of the rules that run here.
    """
    readers = list(_readers(path, registry.rules.values(), root))
    running = [rule.name for rule in readers if rule.name in enabled]
    if running:
        return [
            say("Not linted by itself. Rules about the whole project read it: {rules}.", rules=_listed(running)),
            say("They run when the project is checked: `ecolint check`."),
        ]
    if readers:
        return [
            say(
                "Not linted. Rules about the whole project read it, but none of them runs here: {rules}.",
                rules=_listed([rule.name for rule in readers]),
            ),
            say("Choose them with `extends` or `select`; `ecolint explain RULE` says what each is about."),
        ]
    return [
        say("Not linted: no installed plugin knows files with such a name."),
        say("Known are {endings}; plugins can bring more languages.", endings=main_endings(registry)),
    ]


def main_endings(registry: Registry) -> str:
    """The usual ending of each language, as a list for people."""
    return ", ".join(sorted({f"*{language.extensions[0]}" for language in registry.languages.values()}))


def _readers(path: PurePosixPath, rules: Iterable[Rule], root: Path) -> Iterable[Rule]:
    """The rules about the project whose examples hold such a file: a text of its name, any other of its ending."""
    by_name = _is_text(root / path)

    def is_such(name: str) -> bool:
        other = PurePosixPath(name)
        return other.name == path.name if by_name else other.suffix.lower() == path.suffix.lower() != ""

    for rule in rules:
        if rule.is_project and any(is_such(file.name) for example in rule.docs.examples for file in example.files):
            yield rule


def _is_text(file: Path) -> bool:
    try:
        with open_file(file) as stream:
            return b"\0" not in stream.read(4096)
    except OSError:
        return True


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return say("{names} and {count} more", names=shown, count=more) if more > 0 else shown
