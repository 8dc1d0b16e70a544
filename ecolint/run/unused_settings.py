"""Settings that match nothing: what a configuration ignores, overrides or excludes in vain."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
import os
from pathlib import Path, PurePosixPath
from typing import Any

from ..analysis.fingerprints import fingerprinted
from ..analysis.ignores import UNUSED_SETTING
from ..model.finding import Edit, Finding, Fix
from ..model.registry import Registry
from ..model.results import Results
from ..model.source import SourceFile, Span
from ..model.wording import Message, Phrase
from .config_file import ConfigFile, Mistake
from .discovery import Discovered
from .reading import read_bytes
from .scope import base_folder, matcher
from .selection import enabled, rule_sets
from .settings import Settings
from .toml_edits import Cut, without_items, without_key, without_table
from .toml_lines import Keys, nearest_line

_MOST_FIXES = 20
"""For each, the whole file is parsed again."""
_MOST_ENTRIES = 50_000
"""So many files and folders are looked at for one that an exclude pattern means."""


def with_unused_settings(
    results: Results, settings: Settings, registry: Registry, root: Path, found: Discovered
) -> Results:
    """Results with a finding for each setting that matches nothing. For runs on the whole project only."""
    file = settings.file
    everywhere = {one.rule.name: one.severity for one in rule_sets(settings, registry, root)(PurePosixPath()).enabled}
    if file is None or UNUSED_SETTING.name not in everywhere or results.problems:
        return results
    place = Path(os.path.realpath(file.path))
    unused = list(_unused(settings, registry, root, found))
    if not unused or root not in place.parents:
        return results
    path = PurePosixPath(place.relative_to(root).as_posix())
    source = SourceFile(path, file.text.encode(), bom=read_bytes(place, 3) == codecs.BOM_UTF8)
    lines = file.lines()
    fixes = _fixes(file, [keys for keys, _ in unused], settings)
    findings = [
        Finding(
            UNUSED_SETTING.name,
            path,
            _without_indent(source, nearest_line(lines, keys)),
            Message("{what}; remove it", (("what", what),)),
            everywhere[UNUSED_SETTING.name],
            fixes.get(keys),
            key=what,
        )
        for keys, what in unused
    ]
    told = fingerprinted(sorted(findings, key=lambda finding: finding.order), source)
    return replace(
        results,
        findings=tuple(sorted((*results.findings, *told), key=lambda finding: finding.order)),
        sources={**results.sources, path: source},
    )


def _without_indent(source: SourceFile, line: int) -> Span:
    span = source.line_span(line)
    text = source.data[span.start : span.end]
    return Span(span.end - len(text.lstrip()), span.end)


def _fixes(file: ConfigFile, unused: Sequence[Keys], settings: Settings) -> dict[Keys, Fix]:
    """What takes settings out of the file. Those of one list share their fix, so that it is taken out once.

    Only a rule that is ignored in vain is safely left out: other files may be there on another day.
    """
    lists: dict[Keys, set[int]] = {}
    fixes: dict[Keys, Fix] = {}
    for keys in unused:
        if isinstance(keys[-1], int):
            lists.setdefault(keys[:-1], set()).add(keys[-1])
        elif cuts := without_key(file.text, (*file.above, *keys)):
            fixes[keys] = Fix("Remove what matches nothing", _edits(file.text, cuts))
    for keys, numbers in islice(lists.items(), _MOST_FIXES):
        if edits := _edits(file.text, _cuts(file, keys, numbers, settings)):
            fix = Fix("Remove what matches nothing", edits, safe=keys[-1] == "ignore")
            fixes.update({(*keys, number): fix for number in numbers})
    return fixes


def _cuts(file: ConfigFile, keys: Keys, numbers: set[int], settings: Settings) -> list[Cut]:
    """What to take out: a list with its key, a table with nothing left to say, if none of its items is of use."""
    array = (*file.above, *keys)
    override = settings.overrides[int(keys[1])] if keys[0] == "overrides" else None
    if override and keys[-1] == "files" and _all_of(override.files, numbers):
        return without_table(file.text, array[:-1])
    holder: Any = file.table
    for key in keys[:-1]:
        holder = holder[key]
    cuts: list[Cut] = []
    if len(numbers) == len(holder[keys[-1]]):
        if override and holder.keys() <= {"files", keys[-1]}:
            cuts = without_table(file.text, array[:-1])
        cuts = cuts or without_key(file.text, array)
    return cuts or without_items(file.text, array, numbers)


def _edits(text: str, cuts: Sequence[Cut]) -> tuple[Edit, ...]:
    return tuple(Edit(_in_bytes(text, cut), "") for cut in cuts)


def _all_of(patterns: Sequence[str], numbers: set[int]) -> bool:
    return all(number in numbers or pattern.startswith("!") for number, pattern in enumerate(patterns))


def _in_bytes(text: str, cut: Cut) -> Span:
    start, end = cut
    return Span(len(text[:start].encode()), len(text[:end].encode()))


def _unused(settings: Settings, registry: Registry, root: Path, found: Discovered) -> Iterator[Mistake]:
    yield from _ignores(settings, registry)
    checked = [file.relative for file in found.files]
    for index, override in enumerate(settings.overrides):
        for number, pattern in enumerate(override.files):
            if not pattern.startswith("!") and not any(map(matcher(settings, root, (pattern,)), checked)):
                yield (
                    ("overrides", index, "files", number),
                    Phrase('overrides: no checked file matches "{pattern}"', pattern=pattern),
                )
    for pattern, _ in settings.templates:
        if not any(map(matcher(settings, root, (pattern,)), checked)):
            yield ("templates", pattern), Phrase('templates: no checked file matches "{pattern}"', pattern=pattern)
    yield from _excludes(settings, root, found)


def _ignores(settings: Settings, registry: Registry) -> Iterator[Mistake]:
    """Names in `ignore` whose rules wouldn't run anyway. Unknown names are told when the configuration is read."""
    overrides = tuple(override._replace(ignore=()) for override in settings.overrides)
    plain = settings._replace(ignore=(), also_ignore=(), overrides=overrides)
    runs = enabled(plain, registry, range(len(overrides))).keys()
    lists = [
        ((), settings.ignore),
        *((("overrides", index), one.ignore) for index, one in enumerate(settings.overrides)),
    ]
    for keys, selectors in lists:
        for number, selector in enumerate(selectors):
            meant = registry.select(selector)
            if meant and not any(rule.name in runs for rule in meant):
                yield (
                    (*keys, "ignore", number),
                    Phrase('ignore: "{selector}" doesn\'t run here anyway', selector=selector),
                )


def _excludes(settings: Settings, root: Path, found: Discovered) -> Iterator[Mistake]:
    """Patterns in `exclude` that match no file and no folder, of whatever kind: rules ask for pictures too."""
    seen = [path for paths in found.skipped.values() for path in paths]
    seen += [path / "_" for paths in found.skipped_folders.values() for path in paths]  # something in the folder
    waiting = {
        number: matches
        for number, pattern in enumerate(settings.exclude)
        if not pattern.startswith("!") and not any(map(matches := matcher(settings, root, (pattern,)), seen))
    }
    if waiting:
        for count, path in enumerate(_entries(base_folder(settings, root), root)):
            waiting = {number: matches for number, matches in waiting.items() if not matches(path)}
            if not waiting or count > _MOST_ENTRIES:
                return
    for number in waiting:
        yield ("exclude", number), Phrase('exclude: nothing matches "{pattern}"', pattern=settings.exclude[number])


def _entries(folder: Path, root: Path) -> Iterator[PurePosixPath]:
    """Every file, and something in every folder."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        inner = PurePosixPath(Path(place).relative_to(root).as_posix())
        for name in files:
            yield inner / name
        for name in folders:
            yield inner / name / "_"
