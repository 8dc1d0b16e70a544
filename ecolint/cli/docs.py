"""`ecolint docs`: pages of the rules, made from their docstrings."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from ..model.rule import Rule
from ..reporters.rule_help import markdown
from ..reporters.words import word
from ..run.entry_points import entry_points
from ..run.plugins import load
from ..texts import say, spoken
from .language import asked_only, lang_option
from .language import pages as in_pages


@click.group("docs", short_help="Build the pages of the rules.")
@lang_option
def command() -> None:
    """Build the pages of the rules from their docstrings."""


@command.command("build", short_help="Write a page for each rule, and an index.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@lang_option
@click.option("--plugin", "families", multiple=True, help="Only the rules of these plugins; all, if none is given.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is missing or out of date.")
def build(folder: Path | None, families: tuple[str, ...], check: bool) -> int:
    """Write FOLDER/<plugin>/<rule>.md for each rule, and FOLDER/README.md.

    FOLDER is docs/rules unless it is given, or docs/fr/rules with --lang fr.
    """
    with asked_only():  # pages are the same whoever builds them
        return _build(folder or Path("docs", "" if spoken() == "en" else spoken(), "rules"), families, check)


def _build(folder: Path, families: tuple[str, ...], check: bool) -> int:
    registry = in_pages(load(entry_points()))
    rules = [rule for rule in registry.rules.values() if rule.family in families or not families]
    pages = dict(_pages(folder, rules))
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    gone = [path for path in folder.glob("*/*.md") if path not in pages] if not families else []
    if check:
        for path in [*stale, *gone]:
            again = "ecolint docs build" if spoken() == "en" else f"ecolint docs build --lang {spoken()}"
            click.echo(say("{path} is out of date; run `{command}`", path=str(path), command=again), err=True)
        return int(bool(stale or gone))
    try:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], "utf-8")
        for path in gone:
            path.unlink()
    except OSError as error:
        told = say("{path} can't be written: {reason}", path=str(error.filename or folder), reason=error.strerror)
        raise click.UsageError(told) from None
    template = "{written} pages written, {removed} removed, {kept} unchanged"
    click.echo(say(template, written=len(stale), removed=len(gone), kept=len(pages) - len(stale)))
    return 0


def _pages(folder: Path, rules: list[Rule]) -> Iterator[tuple[Path, str]]:
    yield folder / "README.md", "\n".join(_index(rules))
    for rule in rules:
        yield folder / rule.family / f"{rule.short_name}.md", "\n".join(_page(rule))


def _index(rules: list[Rule]) -> Iterator[str]:
    yield f"# {say('Rules')}\n"
    yield say(
        "{count} rules. Presets: `core` runs out of the box, `recommended` and `all` are chosen with `extends`.",
        count=len(rules),
    )
    for family in sorted({rule.family for rule in rules}):
        yield f"\n## {family}\n"
        yield say("| rule | what is wrong | preset | fix |")
        yield "|---|---|---|---|"
        for rule in rules:
            if rule.family == family:
                title = rule.docs.title.replace("|", "\\|")
                link = f"[{rule.short_name}]({family}/{rule.short_name}.md)"
                yield f"| {link} | {title} | {rule.preset} | {_fixes(rule)} |"
    yield ""


def _fixes(rule: Rule) -> str:
    return say("yes") if any(example.fixed for example in rule.docs.examples) else ""


def _page(rule: Rule) -> Iterator[str]:
    yield f"# {rule.name}\n"
    yield f"{rule.docs.title}\n"
    saves = ", ".join(map(word, rule.saves)) or say("nothing by itself")
    facts = say(
        "Preset `{preset}` · {severity} · saves {saves} · evidence: {evidence}"
        if rule.evidence
        else "Preset `{preset}` · {severity} · saves {saves}",
        preset=rule.preset,
        severity=word(rule.severity),
        saves=saves,
        evidence=word(rule.evidence) if rule.evidence else "",
    )
    yield f"{facts}\n"
    yield markdown(replace(rule, url=""))  # a page doesn't link to itself
    yield ""
