"""Reading a configuration file: what can be wrong with the file itself."""

from pathlib import Path

import pytest

from ecolint.run.config_file import ConfigError, has_table, read


def write(folder: Path, text: str | bytes, name: str = "ecolint.toml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_ecolint_toml_holds_our_keys_at_the_top(tmp_path: Path) -> None:
    assert read(write(tmp_path, 'fail-on = "note"')).table == {"fail-on": "note"}


def test_pyproject_toml_holds_them_in_a_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.ecolint]\nfail-on = "note"\n'
    file = read(write(tmp_path, text, "pyproject.toml"))
    assert file.table == {"fail-on": "note"}
    assert file.lines() == {(): 4, ("fail-on",): 5}


def test_that_table_may_also_stand_in_ecolint_toml(tmp_path: Path) -> None:
    assert read(write(tmp_path, '[tool.ecolint]\nfail-on = "note"\n')).table == {"fail-on": "note"}


def test_an_empty_file_and_a_byte_order_mark_are_no_mistake(tmp_path: Path) -> None:
    assert read(write(tmp_path, "")).table == {}
    assert read(write(tmp_path, b"\xef\xbb\xbfextends = []\r\n")).table == {"extends": []}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"extends = [\n", ":1: not valid TOML: Invalid value"),
        (b"\nselect = [] x\n", ":2: not valid TOML: Expected newline or end of document after a statement"),
        (b"a = 1\n\xff = 2\n", ":2: is not UTF-8, as TOML must be"),
        (b"a = " + b"[" * 5000, ": nested too deeply"),
        (b"a." * 300_000 + b"a = 1", ": nested too deeply"),
        (b"[" + b"'a b' . " * 100_000 + b"a]", ": nested too deeply"),
        (b"a = " + b"9" * 5000, ":1: not valid TOML: Exceeds the limit"),
        (b"#" * 1_000_001, ": larger than 1 MB, so it can't be a configuration"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ConfigError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}{told}")


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "ecolint.toml").mkdir()
    with pytest.raises(ConfigError, match=r"ecolint.toml: can't be read: a folder$"):
        read(tmp_path / "ecolint.toml")


def test_a_file_that_is_not_there_and_a_link_loop_are_told(tmp_path: Path) -> None:
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    for name in ("none.toml", "loop.toml"):
        with pytest.raises(ConfigError, match=f"{name}: can't be read: "):
            read(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.other]\n", r"pyproject.toml: has no \[tool.ecolint\]"),
        ("\ntool = 1\n", "pyproject.toml:2: tool must be a table"),
        ("[tool]\necolint = 1\n", "pyproject.toml:2: tool.ecolint must be a table"),
    ],
)
def test_a_pyproject_without_our_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read(write(tmp_path, text, "pyproject.toml"))


@pytest.mark.parametrize(
    "text",
    [
        "[tool.ecolint]",
        "[ tool . 'ecolint' ]",
        "[tool.ecolint.rules.x]",
        "[[tool.ecolint.overrides]]",
        "[tool]\necolint.extends = []",
        "[tool]\necolint = {}",
        "tool.ecolint.extends = []",
        "tool = { other = 1, ecolint = {} }",
    ],
)
def test_our_table_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert has_table(write(tmp_path, text, "pyproject.toml"))


@pytest.mark.parametrize(
    "text",
    ["[tool.ruff]", '[project]\ndependencies = ["ecolint==1.0"]', "[dependencies]\necolint = 1", "is = 'not' TOML"],
)
def test_a_mention_is_not_our_table(tmp_path: Path, text: str) -> None:
    assert not has_table(write(tmp_path, text, "pyproject.toml"))
