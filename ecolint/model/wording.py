"""Sentences as constant templates with values, so that they can be translated."""

from typing import NamedTuple, TypeAlias

Value: TypeAlias = str | int | float | bool | None


class Phrase(str):
    """A filled text that still knows its template: `Phrase("Use {name}", name="map")` is "Use map", in English.

    For what is read but is no message of its own: a fix's title, a value of a message that is made of words.
    """

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> "Phrase":
        made = super().__new__(cls, template.format_map(values) if values else template)
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Value]]:
        return (self.template,), self.values


class Message(NamedTuple):
    """A sentence as a constant template and its values. `str()` is the translation if it has one, else the English."""

    template: str
    values: tuple[tuple[str, Value], ...] = ()
    translation: str = ""
    """The filled sentence in the reader's language, once that is known."""

    def __str__(self) -> str:
        return self.translation or self.english

    @property
    def english(self) -> str:
        """The sentence that doesn't depend on who reads it: for sorting and telling apart."""
        return self.template.format_map(dict(self.values)) if self.values else self.template
