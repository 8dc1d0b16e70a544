"""What `ecolint explain` must be told to know a rule that this run knows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
import shlex

from .common import Environment, named_ones


def needed(environment: Environment, plugins: Sequence[str]) -> Mapping[str, str]:
    """Families of rules → the options without which `ecolint explain` wouldn't find them: their file or module, if the
    command line named it, or the configuration that names it, if it isn't the one that holds in the current folder."""
    options: dict[str, str] = {}
    for word in plugins:
        code, files = named_ones([word])
        families = [*(entry.name for entry in code), *map(_family, files)]
        options |= dict.fromkeys(families, f"--plugin {shlex.quote(word)}")
    others = {rule.family for rule in environment.registry.rules.values() if not rule.trusted} - options.keys()
    config = environment.settings.file
    if config and others and not _holds_here(config.path):
        options |= dict.fromkeys(others, f"--config {shlex.quote(str(config.path))}")
    return options


def _family(file: Path) -> str:
    from ..run.named import family

    return family(file)


def _holds_here(config: Path) -> bool:
    from ..run.root import find_config

    found = find_config([], Path.cwd())
    return found is not None and found.resolve() == config.resolve()
