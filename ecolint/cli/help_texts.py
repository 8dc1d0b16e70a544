"""What `--help` says, in the language that is spoken. The English stands in docstrings and options, as click has it."""

from collections.abc import Iterator
from copy import copy
from inspect import cleandoc
import re

import click

from ..texts import say

_AS_IT_IS = "\b\n"
"""What click wants before lines that aren't to be joined."""


def in_words(command: click.Command) -> click.Command:
    """A command, and those below it, whose help is in the language that is spoken."""
    made = copy(command)
    made.help = command.help and _said(command.help)
    made.short_help = command.short_help and say(command.short_help)
    made.epilog = command.epilog and _said(command.epilog)
    made.params = [_in_words(parameter) for parameter in command.params]
    if "_help_option" in vars(made):  # of newer clicks: made once, in the language of that time
        vars(made)["_help_option"] = None
    if isinstance(made, click.Group):
        made.commands = {name: in_words(one) for name, one in made.commands.items()}
    return made


def texts_of(command: click.Command) -> Iterator[str]:
    """All that there is to translate in a command's help."""
    for text in (command.help, command.epilog):
        yield from (paragraph for _, paragraph in _paragraphs(text or ""))
    if command.short_help:
        yield command.short_help
    yield from (one.help for one in command.params if isinstance(one, click.Option) and one.help)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts_of(one)


def _in_words(parameter: click.Parameter) -> click.Parameter:
    made = copy(parameter)
    if isinstance(made, click.Option) and made.help:
        made.help = say(made.help)
    if isinstance(made.type, click.Path):  # it begins what is said of a path
        made.type = copy(made.type)
        made.type.name = say(made.type.name)
    return made


def _said(text: str) -> str:
    return "\n\n".join(mark + say(paragraph) for mark, paragraph in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Each with what stands before it: a line for prose, as it is for what isn't to be joined."""
    for paragraph in re.split(r"\n\s*\n", cleandoc(text)):
        if paragraph.startswith(_AS_IT_IS):
            yield _AS_IT_IS, paragraph.removeprefix(_AS_IT_IS).rstrip()
        elif paragraph:
            yield "", " ".join(paragraph.split())
