"""`--help` and what is wrong with arguments, in the reader's language."""

from importlib import import_module
import os
from pathlib import Path
import re

import click
import pytest
from support import Command

from ecolint.cli import COMMANDS, cli
from ecolint.cli.help_texts import texts_of

ENGLISH = re.compile(r"\b(?:the|and|of|this|with|Show|Usage|Error|Options:\n.*Exit)\b")


def commands() -> list[list[str]]:
    """Every command, and those below it."""
    found = [[], *([name] for name in COMMANDS)]
    for name, module in COMMANDS.items():
        command = import_module(f"ecolint.cli.{module}").command
        if isinstance(command, click.Group):
            found += [[name, below] for below in command.commands]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_of_each_command_is_french_and_complete(command: list[str], ecolint: Command) -> None:
    french = ecolint(*command, "--help", "--lang", "fr")
    assert french.code == 0
    assert french.out.startswith("Utilisation\u00a0: ecolint")
    assert not ENGLISH.search(french.out), ENGLISH.search(french.out)
    english = ecolint(*command, "--help").out
    assert english.startswith("Usage: ecolint")
    assert re.findall(r"^  (-\S+)", french.out, re.MULTILINE) == re.findall(r"^  (-\S+)", english, re.MULTILINE)


@pytest.mark.parametrize("how", ["locale", "configuration"])
def test_help_of_all_follows_locale_and_configuration(
    how: str, ecolint: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "locale":
        monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    else:
        (tmp_path / "ecolint.toml").write_text('lang = "fr"\n', "utf-8")
    out = ecolint("--help").out
    assert "Cherche le gaspillage dans des fichiers et dossiers." in out
    assert "Affiche la version et s’arrête." in out
    assert "Codes de sortie\u00a0:\n    0  rien" in out
    assert not ENGLISH.search(out)
    assert "L’option '--nope' n’existe pas" in ecolint("check", "--nope").err
    assert "Usage:" in ecolint("check", "--help", "--lang", "en").out
    assert "No such option" in ecolint("check", "--nope", "--lang=en").err


def test_a_configuration_elsewhere_that_names_no_language_is_spoken_to_in_english(
    ecolint: Command, tmp_path: Path
) -> None:
    (tmp_path / "ecolint.toml").write_text('lang = "fr"\n', "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ecolint.toml").write_text("", "utf-8")
    assert "No file was checked." in ecolint("check", "other").out
    assert "Aucun fichier" in ecolint("check").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("check --nope", "L’option '--nope' n’existe pas."),
        ("check --lang", "L’option '--lang' demande une valeur."),
        ("check --lang de", "'de' n’est pas l’une des valeurs 'en', 'fr'."),
        ("check --jobs 0", "Valeur incorrecte pour '--jobs'\u00a0: 0 n’est pas dans l’intervalle x>=1."),
        ("check --jobs x", "'x' n’est pas un nombre correct"),
        ("check --fail-on x", "'x' n’est pas l’une des valeurs 'error', 'warning', 'note', 'never'."),
        ("check --quiet=1", "L’option '--quiet' ne prend pas de valeur."),
        ("explain", "Il manque l’argument 'RULE'."),
        ("explain a b", "Argument en trop (b)"),
        ("config show none", "Chemin 'none' n’existe pas."),
        ("plugins check x --on none", "Dossier 'none' n’existe pas."),
        ("new-rule x", "'x' ne peut pas nommer une règle"),
        ("chek", "il n’y a pas de commande 'chek' (vouliez-vous dire \"check\"\u00a0?)"),
    ],
)
def test_what_is_wrong_with_arguments_is_french(
    arguments: str, told: str, ecolint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    ended = ecolint(*arguments.split())
    assert ended.code == 2
    assert told in ended.err
    assert re.match("(Utilisation|Erreur)\u00a0: ", ended.err)
    assert re.search("^Erreur\u00a0: ", ended.err, re.MULTILINE)
    assert not ENGLISH.search(ended.err)
    monkeypatch.delenv("LANG")
    assert "Error: " in ecolint(*arguments.split()).err  # nothing of it is left behind
    assert "LANGUAGE" not in os.environ


def test_there_is_something_to_translate_in_every_help() -> None:
    texts = [*texts_of(cli)]
    assert "Find practices that waste bytes, processor time, server work or the life of devices." in texts
    assert any(text.startswith("Exit codes:\n  0  nothing") for text in texts)
