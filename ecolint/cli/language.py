"""The reader's language: `--lang`, else the configuration's `lang`, else the locale, else English.

The locale counts for what is read at this terminal: the text report and the command line's own words. What is written
for files and programs follows `--lang` and the configuration only, so that it is the same on every machine.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import click

from ..texts import ENGLISH, LANGUAGES, Texts, speak, speaking, spoken
from .warning import warn

if TYPE_CHECKING:
    from ..model.registry import Registry
    from ..model.results import Results
    from ..run.translation import Translation

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., object])
_ASKED = "ecolint.language"
"""Where click keeps, for one run of the command line, the language that somebody asked for."""


def in_language_of(environ: Mapping[str, str]) -> AbstractContextManager[None]:
    """Within the block, speak the locale's language until somebody asks for one."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return speaking(_texts(next((one for one in LANGUAGES if locale.lower().startswith(one)), "en")))


def lang_option(command: Command) -> Command:
    """The option `--lang`. It holds from the moment it is read, for messages about other options too."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=lambda context, _, language: _ask(context, language),
        help="Language of messages and pages (default: the configuration's; for what is read here, the locale's).",
    )(command)


def configured(language: str) -> None:
    """Speak the language of the configuration, unless the command line names one."""
    if not _asked():
        _ask(click.get_current_context(), language)


def asked_only() -> AbstractContextManager[None]:
    """Within the block, speak the language that was asked for, otherwise English."""
    return speaking(_texts(_asked() or "en"))


def in_language(results: "Results") -> "Results":
    """A run's outcome in the language that is spoken."""
    return _translated(results, lambda translation: translation.results(results))


def pages(registry: "Registry") -> "Registry":
    """What is installed, the pages of its rules in the language that is spoken."""
    return _translated(registry, lambda translation: translation.registry(registry))


def _translated(english: T, translate: "Callable[[Translation], T]") -> T:
    if spoken() == "en":
        return english
    translation = _translation(spoken())
    told = translate(translation)
    _tell(translation)
    return told


def _asked() -> str:
    context = click.get_current_context(silent=True)
    return str(context.meta.get(_ASKED, "")) if context else ""


def _ask(context: click.Context, language: str | None) -> None:
    if language:
        context.meta[_ASKED] = language
        speak(_texts(language))


def _texts(language: str) -> Texts:
    return ENGLISH if language == "en" else _translation(language).texts


@cache
def _translation(language: str) -> "Translation":
    from ..run.translation import Translation

    return Translation(language)


def _tell(translation: "Translation") -> None:
    """Which catalogues couldn't be read, once."""
    while translation.problems:
        problem = translation.problems.pop()
        warn(f"{problem.source}: {problem.message}")
