"""What a configuration says, in plain values; the defaults are what holds without one."""

from typing import NamedTuple, TypeAlias

from ..model.finding import Severity
from ..model.option import OptionValue
from .config_file import ConfigFile
from .default_excludes import CLASSES

Pairs: TypeAlias = tuple[tuple[str, str], ...]


class RuleSettings(NamedTuple):
    """A rule's own table."""

    name: str
    severity: Severity | None = None
    options: tuple[tuple[str, OptionValue], ...] = ()


class Override(NamedTuple):
    """What differs for some files."""

    files: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[RuleSettings, ...] = ()


class Settings(NamedTuple):
    """All that can be configured. A field is a key of the file, with `_` for `-`; patterns are as in `.gitignore`."""

    extends: tuple[str, ...] = ("core",)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[RuleSettings, ...] = ()
    overrides: tuple[Override, ...] = ()
    exclude: tuple[str, ...] = ()
    default_excludes: tuple[str, ...] = tuple(CLASSES)
    fail_on: str = "warning"
    """A severity, or "never"."""
    require_reason: bool = False
    max_file_size: int = 1_000_000
    """Bytes; 0 for any."""
    time_limit: float = 5.0
    """Seconds a file may take."""
    templates: Pairs = ()
    """Pattern → template language."""
    static: Pairs = ()
    """URL prefix, or "" where it isn't told → folder of assets."""
    own_domains: tuple[str, ...] = ()
    lang: str = ""
    """Of texts; empty: what the locale says, for who reads them in a terminal."""
    rule_files: tuple[str, ...] = ()
    baseline: str = ""
    """Empty: the usual file, if it is there."""
    require_plugins: tuple[str, ...] = ()
    disable_plugins: tuple[str, ...] = ()

    also_ignore: tuple[str, ...] = ()
    """`--ignore`: holds after everything else, overrides included."""
    chosen: frozenset[str] = frozenset()
    """Fields that the command line set."""
    warnings: tuple[str, ...] = ()
    """What is odd but no mistake, each with its place."""
    file: ConfigFile | None = None


class Choices(NamedTuple):
    """What the command line says instead. None: nothing."""

    extends: tuple[str, ...] | None = None
    """Replaces the presets."""
    select: tuple[str, ...] | None = None
    """Replaces presets and selection."""
    ignore: tuple[str, ...] = ()
    """Comes on top."""
    fail_on: str | None = None
    lang: str | None = None
    baseline: str | None = None
    all_files: bool = False
    """No default excludes."""
