"""`ecolint inspect`: what rules see of a file."""

from pathlib import Path, PurePosixPath
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from ..run.discovery import ending_of
from ..run.reading import ReadError, read
from ..run.unread import main_endings
from ..texts import say
from .common import FILE, environment_options, load_environment

if TYPE_CHECKING:
    from ..analysis.document import Document


@click.command("inspect", short_help="Show what rules see of a file: tree, elements, embedded code.")
@click.argument("file", type=FILE)
@click.option("--query", default="", help="Show what this tree-sitter query captures, match by match.")
@click.option("--select", default="", help="Show the elements that this CSS selector matches.")
@click.option("--at", default="", metavar="LINE:COL", help="Show the nodes around a place.")
@click.option("--language", default="", help="Only documents of this language.")
@environment_options
def command(file: Path, query: str, select: str, at: str, language: str, **options: Any) -> int:
    """Show FILE as rules see it: the syntax tree of each document, embedded ones too, elements and template tags.

    \b
      ecolint inspect page.html --select "img:not([loading])"
      ecolint inspect app.js --query "(call_expression function: (_) @name) @call"
      ecolint inspect app.js --at 12:5
    """
    found = _documents(file, options)
    shown = [one for one in found if language in ("", one.language.name)]
    if not shown:
        names = ", ".join(sorted({one.language.name for one in found}))
        raise click.UsageError(
            say("there is no {language} in {file}, only {names}", language=language, file=str(file), names=names)
        )
    refused: list[str] = []
    for document in shown:
        try:
            _show(document, query, select, at)
        except ValueError as error:  # a query of one language needn't be one of another
            refused.append(str(error))
    if len(refused) == len(shown):
        raise click.UsageError("\n".join(dict.fromkeys(refused)))
    return 0


def _documents(file: Path, options: dict[str, Any]) -> "list[Document]":
    from ..analysis.inspection import documents

    registry = load_environment([file], **options).registry
    language = registry.endings.get(ending_of(file.name, registry.endings))
    if language is None:
        template = "{file}: no installed plugin knows files with such a name; known are {endings}"
        raise click.UsageError(say(template, file=str(file), endings=main_endings(registry)))
    try:
        source = read(file, PurePosixPath(file.name))
    except ReadError as error:
        raise click.UsageError(say("{path}: can't be read: {reason}", path=str(file), reason=str(error))) from None
    if source is None:
        raise click.UsageError(say("{file} is binary, not text", file=str(file)))
    return documents(source, language, registry)


def _show(document: "Document", query: str, select: str, at: str) -> None:
    from ..analysis import inspection

    width = get_terminal_size((inspection.WIDTH, 24)).columns
    if at:
        if lines := list(inspection.path_to(document, _offset(document, at), width)):
            _print(document, "", lines)
    elif select:
        if document.language.markup is None:
            raise ValueError(say("{language} has no elements; ask with --query", language=document.language.name))
        _print(
            document,
            say("elements that match {selector}", selector=select),
            list(inspection.elements(document, select, width)),
        )
    elif query:
        _print(document, say("captures"), list(inspection.captures(document, query, width)))
    else:
        _print(document, say("tree"), list(inspection.tree(document, width)))
        if document.language.markup is not None and (elements := list(inspection.elements(document, width=width))):
            _print(document, say("elements"), elements)
        if document.host is None and (unknown := list(inspection.unknown(document, width))):
            _print(document, say("known at run time only"), unknown)


def _print(document: "Document", title: str, lines: list[str]) -> None:
    from ..analysis.inspection import headline

    click.secho(f"{headline(document)}{f': {title}' if title else ''}", bold=True)
    for line in lines or [f"  {say('(none)')}"]:
        click.echo(line)
    click.echo()


def _offset(document: "Document", at: str) -> int:
    line, colon, column = at.partition(":")
    if not (line.isdigit() and colon and column.isdigit()):
        raise ValueError(say("--at {at}: give line and column, as in 12:5", at=at))
    starts = document.source.line_starts
    if not 0 < int(line) <= len(starts):
        raise ValueError(say("--at {at}: there are {count} lines", at=at, count=len(starts)))
    text = document.source.data[starts[int(line) - 1] :].decode("utf-8", "replace")
    return starts[int(line) - 1] + len(text[: max(int(column) - 1, 0)].encode())
