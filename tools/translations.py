"""Catalogues of translations: what there is to translate, what is translated, and what is wrong with it.

    python tools/translations.py update    bring the .po files up to date with the code, and compile them
    python tools/translations.py check     say what is untranslated or wrong, with file and line

Both say which French guides are to be looked at again (`tools/guides.py`), and take packages of rules elsewhere, too:
`update path/to/ecolint_acme`. Each package has a catalogue for each language,
`locale/<language>/LC_MESSAGES/<package>.po`, and beside it the `.mo` that ecolint reads.
"""

import argparse
import ast
from collections.abc import Iterator
from datetime import UTC, datetime
import gettext
from importlib import import_module
from io import BytesIO
from pathlib import Path
import re
from string import Formatter
import sys
import tomllib
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
import guides

from ecolint.cli import COMMANDS, cli, help_texts
from ecolint.model.docs import paragraphs
from ecolint.testing import installed
from ecolint.texts import LANGUAGES

CLICK: tuple[str | tuple[str, str], ...] = (
    "Aborted!",
    "Commands",
    "Options",
    "Usage:",
    "default: {default}",
    "Show this message and exit.",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Choose from:\n\t{choices}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "Could not open file {filename!r}: {message}",
    "unknown error",
    "path",
    "file",
    "directory",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
)
"""What click says on our command line, and takes from our catalogue; some of it in some of its versions only."""
ROOT = Path(__file__).parent.parent
PACKAGES = (ROOT / "ecolint", *sorted((ROOT / "plugins").glob("ecolint_*")))
_HEADER = """\
# {language}: texts of {package}. Translate the msgstr lines; what stands in braces or backticks stays as it is.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
_PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}
_WHICH = {"report": (1,), "say": (0,), "plural": (0,), "Phrase": (0,), "Message": (0,), "Fix": (0,), "Related": (2,)}
"""Functions, and the place of the argument that is read by people."""
_TITLES = {"replace": 2, "remove": 1, "insert_after": 2}
"""Methods of a document that make a fix, and the place of its title."""
_TABLE_KEYS = ("instead", "native")
"""What rules quote from tables of data."""
_FIELD = re.compile(r"\{[^{}]*\}")
_CODE = re.compile(r"`[^`\n]+`")

_TIGHT = {"fr": re.compile(r"\S (?:[:;!?»](?=\s|$))|« ")}
"""Where a line must not be broken."""


class Text(NamedTuple):
    """Something to translate."""

    english: str | tuple[str, str]
    """Two for a text with a plural."""
    file: str


def texts_of(package: Path) -> Iterator[Text]:
    """All that people read of a package: its rules' pages, then what its code says."""
    for rule in installed().rules.values():
        file = Path(rule.pattern.file)
        if package in file.parents:
            for text in (rule.docs.title, *paragraphs(rule.docs)):
                yield Text(text, _relative(file, package))
    for file in sorted(package.rglob("*.py")):
        for text in _in_code(file):
            yield Text(text, _relative(file, package))
    if package.name == "ecolint":
        for module, texts in _in_help():
            yield from (Text(text, f"ecolint/cli/{module}.py") for text in texts)
        yield from (Text(text, "click") for text in CLICK)
    for file in sorted(package.rglob("data/*.toml")):
        for text in _in_table(tomllib.loads(file.read_text("utf-8"))):
            yield Text(text, _relative(file, package))


def _in_help() -> Iterator[tuple[str, Iterator[str]]]:
    yield "__init__", help_texts.texts_of(cli)
    for module in COMMANDS.values():
        yield module, help_texts.texts_of(import_module(f"ecolint.cli.{module}").command)


def catalogue_file(package: Path, language: str) -> Path:
    """Where the translations of a package lie."""
    return package / "locale" / language / "LC_MESSAGES" / f"{package.name}.po"


def updated(package: Path, language: str) -> Catalog:
    """The catalogue with all texts of today. What was translated stays; what is new or alike is left to translators."""
    template = Catalog(locale=language)
    for english, file in texts_of(package):
        template.add(english, locations=[(file, 0)])
    file = catalogue_file(package, language)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_header(package, language), "utf-8")
    catalogue = read(file, language)
    catalogue.update(template, no_fuzzy_matching=False)
    catalogue.obsolete.clear()
    return catalogue


def read(file: Path, language: str) -> Catalog:
    """A catalogue as it is written; comments and headers aside."""
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    for message in catalogue:
        message.locations = [(name, 0) for name, _ in message.locations]
    return catalogue


def write(catalogue: Catalog, package: Path, language: str) -> None:
    """Write the .po and the .mo."""
    file = catalogue_file(package, language)
    stream = BytesIO()
    write_po(stream, catalogue, width=120, omit_header=True, include_lineno=False)
    file.write_text(_header(package, language) + stream.getvalue().decode(), "utf-8")
    fresh = read(file, language)
    fresh.creation_date = fresh.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with file.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, fresh)


def _header(package: Path, language: str) -> str:
    return _HEADER.format(language=language, package=package.name, plural=_PLURALS[language])


def faults_of(package: Path, language: str) -> Iterator[str]:
    """What a translator or an author has to do, a line each."""
    file = catalogue_file(package, language)
    if not file.exists():
        yield f"{file}: is missing; run `python tools/translations.py update`"
        return
    catalogue = read(file, language)
    known = {_key(message.id) for message in catalogue if message.id}
    there = {_key(text.english): text for text in texts_of(package)}
    for key, text in there.items():
        if key not in known:
            yield f"{file}: lacks {key!r} of {text.file}; run `python tools/translations.py update`, then translate it"
    for message in catalogue:
        if message.id and _key(message.id) not in there:
            yield f"{_place(file, message)}: no longer said; run `python tools/translations.py update`"
        elif message.id:
            yield from (f"{_place(file, message)}: {fault}" for fault in _faults(message, language))
    if not _is_compiled(catalogue, file.with_suffix(".mo")):
        yield f"{file.with_suffix('.mo')}: isn't made of {file.name}; run `python tools/translations.py update`"


def _faults(message: Message, language: str) -> Iterator[str]:
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(strings):
        yield f"not translated: {english[0]!r}"
        return
    if message.fuzzy:
        yield f"guessed from a similar text; mend it and delete the line with `fuzzy`: {english[0]!r}"
    for one in strings:
        if not any(_fields(one) == _fields(source) for source in english):
            yield f"has {_listed(_fields(one))} where the English has {_listed(_fields(english[-1]))}: {one!r}"
        if not any(sorted(_CODE.findall(one)) == sorted(_CODE.findall(source)) for source in english):
            yield f"has other code in backticks than the English: {one!r}"
        if language in _TIGHT and (found := _TIGHT[language].search(_CODE.sub("", one))):
            yield f"needs a no-break space at {found[0]!r}: {one!r}"


def _fields(text: str) -> set[str]:
    """The `{names}` that are filled in; none for a page that speaks of braces."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no braces"


def _is_compiled(catalogue: Catalog, file: Path) -> bool:
    if not file.exists():
        return False
    with file.open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    return all(
        compiled.gettext(message.id) == message.string
        if isinstance(message.id, str)
        else [compiled.ngettext(*message.id, number) for number in (1, 2)] == list(message.string)
        for message in catalogue
        if message.id and all(message.string) and not message.fuzzy
    )


def _key(english: str | tuple[str, ...] | list[str]) -> str:
    return english if isinstance(english, str) else english[0]


def _place(file: Path, message: Message) -> str:
    return f"{file}:{message.lineno}"


def _relative(file: Path, package: Path) -> str:
    return file.relative_to(package.parent).as_posix()


def _in_code(file: Path) -> Iterator[str | tuple[str, str]]:
    """What the code of a module says. Raises ValueError for a text that can't be known without running it."""
    tree = ast.parse(file.read_text("utf-8"))
    constants = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "plural" and len(node.args) > 2:
                one, many = (list(_strings(argument, constants)) for argument in node.args[:2])
                yield from zip(one, many, strict=True)
                continue
            for argument in _read_arguments(name, node):
                yield from _strings(argument, constants)
        elif isinstance(node, ast.FunctionDef) and _is_rule(node):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return | ast.Yield) and isinstance(inner.value, ast.Constant):
                    yield from _strings(inner.value, constants)


def _read_arguments(name: str, call: ast.Call) -> Iterator[ast.expr]:
    if name in _TITLES and isinstance(call.func, ast.Attribute) and len(call.args) > _TITLES[name]:
        yield call.args[_TITLES[name]]
    for index in _WHICH.get(name, ()):
        if len(call.args) > index:
            yield call.args[index]


def _strings(node: ast.expr, constants: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and _FIELD.sub("", node.value).strip():
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, constants)
        yield from _strings(node.orelse, constants)
    elif isinstance(node, ast.Name):
        for value in constants.get(node.id, ()):
            yield from _strings(value, {})
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in constants.get(node.value.id, ()):
            for value in table.values if isinstance(table, ast.Dict) else ():
                yield from _strings(value, {})


def _constants(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What names stand for, wherever they are given a value."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _is_rule(function: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Call) and getattr(one.func, "id", "") == "rule" for one in function.decorator_list)


def _in_table(table: object, key: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        for name, value in table.items():
            yield from _in_table(value, key if key in _TABLE_KEYS else name)
    elif isinstance(table, str) and key in _TABLE_KEYS:
        yield table


def main() -> int:
    """Run a command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["update", "check"])
    parser.add_argument("packages", nargs="*", type=Path, help="folders of packages; ecolint's own by default")
    arguments = parser.parse_args()
    packages = [package.resolve() for package in arguments.packages] or list(PACKAGES)
    languages = [language for language in LANGUAGES if language != "en"]
    faults = []
    for package in packages:
        for language in languages:
            if arguments.command == "update":
                write(updated(package, language), package, language)
            faults += faults_of(package, language)
    if packages == list(PACKAGES):
        faults += guides.faults()
    for fault in faults:
        print(fault.replace(f"{ROOT}/", ""))
    print(f"{len(faults)} to do")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
