"""A rule: a function of what a pattern matched, and what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
import inspect
from typing import Any, TypeAlias

from .docs import Documentation, parse_docs, translated_docs
from .finding import Fact, Severity
from .option import Option

Facts: TypeAlias = tuple[Fact, ...]
"""What all files stated of one kind, sorted by path and place."""


class LateFunction:
    """A rule's or fact's function, by the name of its module: imported at the first call, or when its docs are read."""

    def __init__(self, module: str, name: str) -> None:
        self.__module__ = module
        self.__name__ = name

    @cached_property
    def function(self) -> Callable[..., Any]:
        from importlib import import_module

        owner: Rule | FactSource = getattr(import_module(self.__module__), self.__name__)
        return owner.pattern.function

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.function(*arguments, **options)


@dataclass(frozen=True, eq=False, repr=False)
class Pattern:
    """Where a function looks. Neither selector, XPath nor query: it gets the whole document."""

    function: Callable[..., Any]
    languages: tuple[str, ...]
    select: str
    xpath: str
    query: str
    dynamic: bool
    parameters: tuple[str, ...]
    """Positional parameters: what the pattern matched, by name, and `doc`."""
    options: tuple[Option, ...]
    file: str
    line: int
    mentions: tuple[str, ...] = ()
    """Texts in lower case of which a document must hold one, in any case, or one of `words`; none: any will do."""
    words: tuple[str, ...] = ()
    """Texts such as "pandas.concat", of one of which a document must hold all words, in any case, as whole words."""

    @property
    def place(self) -> str:
        """For messages about the declaration itself."""
        return f"{self.file}:{self.line}"

    @property
    def captures(self) -> tuple[str, ...]:
        """Parameters that are captures of the query."""
        return tuple(name for name in self.parameters if name != "doc")


@dataclass(frozen=True, eq=False, repr=False)
class FactSource:
    """A function that states facts about a file, for rules about the whole project."""

    pattern: Pattern

    @property
    def name(self) -> str:
        """Unique: module and function."""
        return f"{self.pattern.function.__module__}:{self.pattern.function.__name__}"

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.pattern.function(*arguments, **options)


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """A rule and all that is said about it. Callable as the function it wraps."""

    pattern: Pattern
    saves: tuple[str, ...]
    evidence: str
    """How the cost is known; "" for a rule of a rule file that doesn't say so."""
    precision: str = "high"
    """How often it is right; "" likewise."""
    preset: str = "recommended"
    refs: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING
    preview: bool = False
    since: str = ""
    aliases: tuple[str, ...] = ()
    facts: tuple[FactSource, ...] = ()
    whole: bool = False
    """It argues from absence: not run on a partial file list."""
    alone: bool = False
    """It may speak without a fact, of `files` alone."""
    unless: tuple[str, ...] = ()
    """Silent where one of these rules speaks of the same place."""
    tags: tuple[str, ...] = ()
    family: str = ""
    """The plugin's name; set when the plugin is loaded."""
    url: str = ""
    trusted: bool = True
    """False: the linted repository brings it, so it runs within limits."""
    translate: Callable[[str], str] | None = None
    """From a text of its page to the same in the reader's language; None: English."""

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The function's name with hyphens."""
        return self.pattern.function.__name__.replace("_", "-")

    @property
    def name(self) -> str:
        """ "html/image-not-lazy": what configs, ignores and reports say."""
        return f"{self.family}/{self.short_name}" if self.family else self.short_name

    @property
    def module(self) -> str:
        """Where the function is defined."""
        return self.pattern.function.__module__

    @property
    def is_data(self) -> bool:
        """It comes from a rule file."""
        return self.pattern.file.endswith(".toml")

    @property
    def is_project(self) -> bool:
        """It runs once, after all files."""
        return not self.pattern.languages

    @cached_property
    def docs(self) -> Documentation:
        """Title, text and examples of the docstring, in the reader's language."""
        function = self.pattern.function
        docs = parse_docs(inspect.getdoc(function.function if isinstance(function, LateFunction) else function) or "")
        return docs if self.translate is None else translated_docs(docs, self.translate)

    @property
    def options(self) -> tuple[Option, ...]:
        return self.pattern.options

    def named(self, family: str, url: str = "") -> "Rule":
        """The same rule as part of a plugin. Names without a slash in `aliases` and `unless` mean the same plugin."""

        def full(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name if "/" in name else f"{family}/{name}" for name in names)

        changed = {"family": family, "url": url or self.url, "aliases": full(self.aliases), "unless": full(self.unless)}
        made = object.__new__(Rule)  # as `replace`, which is ten times as slow: every start names every rule
        vars(made).update(vars(self), **changed)
        return made

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self.pattern.function(*arguments, **options)
