"""The reader's language: `--lang`, else the configuration's `lang`, else the locale, else English.

It is known before click reads the command line, since `--help` and what is wrong with arguments are told in it.

The locale counts for what is read at this terminal: the text report and the command line's own words. What is written
for files and programs follows `--lang` and the configuration only, so that it is the same on every machine.
"""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
import gettext
import os
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
_DOMAIN = "ecolint"
_LOCALES = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")  # noqa: PTH118, PTH120
_ASKED = "ecolint.language"
"""Where click keeps, for one run of the command line, the language that somebody asked for."""


@contextmanager
def in_language_of(environ: MutableMapping[str, str], arguments: Sequence[str]) -> Iterator[None]:
    """Within the block, speak the language of a command line, also in click's own words."""
    click_spoke = gettext.textdomain(), environ.get("LANGUAGE")
    with speaking(ENGLISH):
        try:
            _speak(_named(arguments) or _configured_here(arguments) or _of_locale())
            yield
        finally:
            gettext.textdomain(click_spoke[0])
            if click_spoke[1] is not None:
                environ["LANGUAGE"] = click_spoke[1]
            elif "LANGUAGE" in environ:
                del environ["LANGUAGE"]


def in_spoken_words(command: click.Command) -> click.Command:
    """A command with its help in the language that is spoken."""
    if spoken() == "en":
        return command
    from .help_texts import in_words

    return in_words(command)


@contextmanager
def importing() -> Iterator[None]:
    """Within the block, click speaks English: some of its words are kept by what is made there."""
    if gettext.textdomain() != _DOMAIN:
        yield
        return
    gettext.textdomain("messages")
    try:
        yield
    finally:
        gettext.textdomain(_DOMAIN)


def _named(arguments: Sequence[str]) -> str:
    """The language that the command line asks for, if it is one that is known."""
    for number, argument in enumerate(arguments):
        option, _, value = argument.partition("=")
        if option == "--lang":
            value = value or next(iter(arguments[number + 1 :]), "")
            return value if value in LANGUAGES else ""
    return ""


def _configured_here(arguments: Sequence[str]) -> str:
    """The language of the configuration that the current folder has. What is wrong with it is told when it is used."""
    if "--isolated" in arguments or {*arguments} & {"-V", "--version"}:
        return ""
    from pathlib import Path

    from ..run.config_file import ConfigError, read
    from ..run.root import find_config

    try:
        path = find_config([], Path.cwd())
        language = read(path).table.get("lang") if path else ""
    except (ConfigError, OSError):
        return ""
    return language if language in LANGUAGES else ""


def _of_locale() -> str:
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return next((one for one in LANGUAGES if locale.lower().startswith(one)), "en")


def _speak(language: str) -> None:
    """Speak a language from now on; click finds its words where gettext's environment says."""
    if language == spoken():
        return
    speak(_texts(language))
    gettext.bindtextdomain(_DOMAIN, _LOCALES)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language


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
    """Speak the language of the configuration, unless the command line names one; without one, the locale's."""
    if not _asked():
        _ask(click.get_current_context(), language)
        _speak(language or _of_locale())


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
        _speak(language)


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
