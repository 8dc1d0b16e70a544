"""Which language is spoken: --lang, the configuration, the locale; and what no language may change."""

import json
from pathlib import Path
import subprocess
import sys

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
import pytest
from support import WASTEFUL, Command, MakePlugin

FRENCH = "la page entière est rechargée toutes les 30\u00a0s"
ENGLISH = "the whole page is loaded again every 30 s"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(WASTEFUL, "utf-8")
    return path


@pytest.fixture
def french_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")


def test_english_is_spoken_unless_somebody_asks(ecolint: Command, page: Path) -> None:
    assert ENGLISH in ecolint("check", page).out
    assert "1 finding in 1 file: 1 warning" in ecolint("check", page).out


def test_lang_chooses(ecolint: Command, page: Path) -> None:
    ended = ecolint("check", page, "--lang", "fr")
    assert ended.code == 1
    assert FRENCH in ended.out
    assert "1 constat dans 1 fichier\u00a0: 1 avertissement" in ended.out
    assert ENGLISH not in ended.out


def test_the_configuration_chooses(ecolint: Command, page: Path) -> None:
    (page.parent / "ecolint.toml").write_text('lang = "fr"\n')
    assert FRENCH in ecolint("check").out
    assert ENGLISH in ecolint("check", "--lang", "en").out


@pytest.mark.usefixtures("french_locale")
def test_the_locale_chooses_for_the_terminal(ecolint: Command, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert FRENCH in ecolint("check", page).out
    assert ENGLISH in ecolint("check", page, "--lang", "en").out
    monkeypatch.setenv("LC_ALL", "C")
    assert ENGLISH in ecolint("check", page).out


@pytest.mark.usefixtures("french_locale")
@pytest.mark.parametrize("output", ["json", "sarif", "concise", "github", "markdown", "gitlab", "junit"])
def test_the_locale_changes_no_byte_of_other_formats(
    ecolint: Command, page: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ecolint("check", page, "-o", output, "--no-ci-report").out
    monkeypatch.delenv("LANG")
    assert here == ecolint("check", page, "-o", output, "--no-ci-report").out


@pytest.mark.usefixtures("french_locale")
def test_a_text_report_in_a_file_is_for_others(ecolint: Command, page: Path, tmp_path: Path) -> None:
    ecolint("check", page, "-o", f"text={tmp_path / 'report.txt'}")
    assert ENGLISH in (tmp_path / "report.txt").read_text("utf-8")


def test_a_json_report_in_french_has_the_same_names_templates_and_fingerprints(ecolint: Command, page: Path) -> None:
    english, french = (
        json.loads(ecolint("check", page, "-o", "json", "--lang", language).out) for language in ("en", "fr")
    )
    told, translated = english["findings"][0], french["findings"][0]
    assert FRENCH in translated["message"]
    assert {key for key in told if told[key] != translated[key]} == {"message", "url"}
    assert english["summary"] == french["summary"]


def test_a_saved_report_is_converted_to_any_language(ecolint: Command, page: Path, tmp_path: Path) -> None:
    ecolint("check", page, "-o", f"json={tmp_path / 'r.json'}", "--lang", "fr")
    assert ENGLISH in ecolint("convert", "r.json").out
    assert FRENCH in ecolint("convert", "r.json", "--lang", "fr").out


def test_pages_lists_and_mistakes_are_french_too(ecolint: Command) -> None:
    page = ecolint("explain", "js/polling", "--lang", "fr").out
    assert "La page interroge le serveur sans relâche" in page
    assert "Économise\u00a0: réseau, serveur, terminaux." in page
    assert "setInterval(refresh, 10_000);" in page
    assert "La page interroge le serveur" in ecolint("rules", "--select", "js/polling", "--lang", "fr").out
    assert "il n’y a pas de règle" in ecolint("explain", "js/none", "--lang", "fr").err


def test_mistakes_in_the_configuration_are_told_in_french(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").write_text('fail-on = 3\nlng = "fr"\n')
    told = ecolint("check", "--lang", "fr").err
    assert "ecolint.toml:1: fail-on doit être un nom connu (niveau), non 3" in told
    assert 'ecolint.toml:2: il n’existe pas de clé "lng" (vouliez-vous dire "lang"\u00a0?)' in told
    assert told.startswith("Utilisation\u00a0: ecolint check")


@pytest.mark.usefixtures("french_locale")
def test_the_list_of_rules_for_programs_ignores_the_locale(ecolint: Command) -> None:
    [rule] = json.loads(ecolint("rules", "--select", "js/polling", "-o", "json").out)
    assert rule["title"].startswith("The page asks the server")


def test_numbers_are_written_as_in_french(ecolint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("setInterval(async () => { await fetch('/q'); }, 2500);\n")
    told = ecolint("check", "a.js", "--select", "js/polling", "--lang", "fr").out
    assert "toutes les 2,5\u00a0s" in told


ACME = """
    from ecolint import hookimpl, report, rule


    @rule("html", select="marquee", saves=["cpu"], evidence="consensus", preset="core")
    def moving(element):
        \"\"\"Text moves.\n\n        It never rests.\n        \"\"\"
        return report(element, "moves {how}; stop it", how="always")


    @hookimpl
    def ecolint_rules():
        return [moving]
"""


def _packaged(folder: Path) -> Path:
    """The plugin's module as a package, in which catalogues have a place."""
    package = folder / "ecolint_acme"
    package.mkdir()
    (folder / "ecolint_acme.py").rename(package / "__init__.py")
    return package / "locale" / "fr" / "LC_MESSAGES" / "ecolint_acme.mo"


def test_a_plugin_brings_its_own_catalogue(ecolint: Command, install: MakePlugin, tmp_path: Path) -> None:
    file = _packaged(install(ACME))
    file.parent.mkdir(parents=True)
    catalogue = Catalog(locale="fr")
    catalogue.add("moves {how}; stop it", "bouge ({how}) ; arrêtez-le")
    catalogue.add("Text moves.", "Du texte bouge.")
    with file.open("wb") as stream:
        write_mo(stream, catalogue)
    (tmp_path / "a.html").write_text("<marquee>News</marquee>\n")
    told = ecolint("check", "--select", "acme/moving", "--lang", "fr").out
    assert "bouge (always) ; arrêtez-le" in told
    assert "Du texte bouge." in told
    assert "It never rests." in told, "what has no translation stays English"


def test_a_broken_catalogue_costs_nothing_but_the_translation(
    ecolint: Command, install: MakePlugin, tmp_path: Path
) -> None:
    file = _packaged(install(ACME))
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no catalogue")
    (tmp_path / "a.html").write_text("<marquee>News</marquee>\n")
    ended = ecolint("check", "--select", "acme/moving", "--lang", "fr")
    assert "moves always; stop it" in ended.out
    assert "catalogue of ecolint_acme" in ended.err


def test_a_linted_repository_brings_no_catalogue(ecolint: Command, tmp_path: Path) -> None:
    """Its rule files are data; a catalogue beside them isn't read."""
    folder = tmp_path / "eco"
    (folder / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (folder / "locale/fr/LC_MESSAGES/eco.mo").write_bytes(b"no catalogue")
    (folder / "r.toml").write_text(
        '[[rule]]\nname = "x"\ntitle = "T."\nwhy = "W."\nmessage = "m"\nlanguages = ["html"]\nselect = "b"\n'
        'saves = ["cpu"]\nbad = ["<b></b>"]\ngood = ["<i></i>"]\n'
    )
    (tmp_path / "ecolint.toml").write_text('rule-files = ["eco/r.toml"]\n')
    (tmp_path / "a.html").write_text("<b>x</b>\n")
    ended = ecolint("check", "--lang", "fr")
    assert "catalogue" not in ended.err


def test_english_imports_nothing_for_translating(page: Path) -> None:
    code = f"import sys; from ecolint.cli import run; run(['check', {str(page)!r}]); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=page.parent)
    assert "ecolint.texts" in done.stdout
    assert "ecolint.run.translation" not in done.stdout


@pytest.mark.usefixtures("french_locale")
def test_a_first_configuration_is_in_the_language_that_is_asked_for(ecolint: Command, tmp_path: Path) -> None:
    ecolint("init")
    assert "# The rules to begin with:" in (tmp_path / "ecolint.toml").read_text(
        "utf-8"
    )  # it is for all who work there
    ecolint("init", "--force", "--lang", "fr")
    assert '# La langue des messages.\nlang = "fr"\n' in (tmp_path / "ecolint.toml").read_text("utf-8")
    assert "# valeur par défaut" in ecolint("config", "show").out
