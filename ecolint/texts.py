"""ecolint's own words in the reader's language. They are English in the code; see `run.translation` for the others.

One language is spoken at a time. The command line chooses it; whoever writes for people asks `say` and `plural`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from .model.wording import Value

LANGUAGES = ("en", "fr")


class Texts:
    """A language, and how to say things in it. This one is English: what stands in the code."""

    language = "en"

    def say(self, template: str, /, **values: Value) -> str:
        """A text with its values filled in. A value that is a `Phrase` is translated, too."""
        return template.format_map(values) if values else template

    def plural(self, one: str, many: str, number: int, /, **values: Value) -> str:
        """One of two texts, for a number of things; `{number}` stands for it."""
        return self.say(one if number == 1 else many, number=number, **values)


ENGLISH = Texts()
_spoken = ENGLISH


def say(template: str, /, **values: Value) -> str:
    """A text of ecolint in the language that is spoken."""
    return _spoken.say(template, **values)


def plural(one: str, many: str, number: int, /, **values: Value) -> str:
    """`plural("{number} file", "{number} files", 2)` is "2 files", in English."""
    return _spoken.plural(one, many, number, **values)


def spoken() -> str:
    """The language that is spoken: "en", "fr"."""
    return _spoken.language


def speak(texts: Texts) -> None:
    """From now on, speak this language."""
    global _spoken  # noqa: PLW0603 -- as a process has one locale
    _spoken = texts


@contextmanager
def speaking(texts: Texts) -> Iterator[None]:
    """Speak a language within the block."""
    before = _spoken
    speak(texts)
    try:
        yield
    finally:
        speak(before)
