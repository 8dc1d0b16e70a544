"""Rules that somebody names: `--plugin`, `test-rules` and the user-level configuration take the same."""

from pathlib import Path
import sys

import pytest
from support import RULE_FILE, Command

CODE = '''
from ecolint import fact, rule


@rule("html", select="b", saves=["cpu"], evidence="consensus", preset="core")
def bold(b):
    """Bold is heavy.

    It costs ink.

    ```html bad
    <b>x</b>
    ```

    ```html good
    <i>x</i>
    ```
    """
    return "bold; write it plainly"
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text('<div class="player"></div><b>x</b>', "utf-8")
    for name in ("house.toml", "My House.toml", "house.txt"):
        (tmp_path / name).write_text(RULE_FILE, "utf-8")
    for name in ("my_rules.py", "my rules.py"):
        (tmp_path / name).write_text(CODE, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "rule"), [("house.toml", "house/old-player"), ("./my_rules.py", "my-rules/bold"), ("my_rules", "")]
)
def test_check_and_test_rules_take_the_same(
    name: str, rule: str, ecolint: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not rule:  # a module
        rule = "my-rules/bold"
        monkeypatch.syspath_prepend(str(project))
    checked = ecolint("check", "--isolated", "--plugin", name, "-o", "concise")
    assert (checked.code, checked.err) == (1, "")
    assert [line.split()[2] for line in checked.out.splitlines()[:-1]] == [rule]
    tested = ecolint("test-rules", name)
    assert (tested.code, tested.err) == (0, "")
    assert tested.out.endswith("\n1 rule, 3 cases, 0 failed\n")
    assert f"ok     {rule} bad 1" in tested.out
    listed = ecolint("plugins", "--plugin", name).out
    assert listed.count(rule.partition("/")[0] + " ") == 1
    sys.modules.pop("my_rules", None)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.toml", "there is no plugin file nowhere.toml"),
        ("nowhere", "there is no module nowhere; name a file with its ending, nowhere.py or nowhere.toml"),
        ("no.where", "there is no module no.where"),
        ("house.txt", "house.txt: rules are in Python (*.py) or are data (*.toml)"),
        ("./house.txt", "./house.txt: rules are in Python (*.py) or are data (*.toml)"),
        ("My House.toml", "My House.toml: rules are named after their file: lower case letters, digits and hyphens"),
        ("my rules.py", "my rules.py: rules are named after their file"),
    ],
)
@pytest.mark.usefixtures("project")
def test_what_one_refuses_the_others_refuse_in_the_same_words(name: str, said: str, ecolint: Command) -> None:
    for command in (("check", "--plugin"), ("plugins", "--plugin"), ("test-rules",)):
        ended = ecolint(*command, name)
        assert ended.code == 2
        assert f"Error: {said}" in ended.err


@pytest.mark.usefixtures("project")
def test_a_rule_file_that_is_configured_and_named_is_read_once(ecolint: Command, project: Path) -> None:
    (project / "ecolint.toml").write_text('rule-files = ["house.toml"]\n', "utf-8")
    assert ecolint("check", "--plugin", "./house.toml").code == 1


def test_a_file_of_rules_that_fails_to_load_is_told(ecolint: Command, project: Path) -> None:
    (project / "broken.py").write_text("1 / 0\n", "utf-8")
    ended = ecolint("test-rules", "broken.py")
    assert ended.code == 2
    assert "plugin broken (broken.py): ZeroDivisionError: division by zero" in ended.err


def test_rule_files_are_traced_and_their_cost_is_told(ecolint: Command, project: Path) -> None:
    (project / "ecolint.toml").write_text('rule-files = ["house.toml"]\n', "utf-8")
    ended = ecolint("check", "--plugin", "my_rules.py", "--trace-plugins", "--timing")
    assert f"trace: rule file {project / 'house.toml'}: 1 rules read, " in ended.err
    costs = [line.split(maxsplit=2)[2] for line in ended.err.splitlines() if " ms " in line]
    for told in ("1 call  house/old-player", "1 call  my-rules/bold", "rule file house", "plugin my-rules"):
        assert sum(told in cost for cost in costs) == 1, costs


@pytest.mark.parametrize("preset", ["core", "recommended", "all"])
def test_a_named_file_of_rules_runs_whatever_preset_its_rules_are_in(
    ecolint: Command, project: Path, preset: str
) -> None:
    (project / "my_rules.py").write_text(CODE.replace('"core"', f'"{preset}"'), "utf-8")
    assert "my-rules/bold" in ecolint("check", "--plugin", "my_rules.py", "-o", "concise", "page.html").out
    ignored = ecolint("check", "--plugin", "my_rules.py", "--ignore", "my-rules/bold", "page.html")
    assert "my-rules/bold" not in ignored.out
    narrowed = ecolint("check", "--plugin", "my_rules.py", "--select", "css/*", "page.html")
    assert "my-rules/bold" not in narrowed.out


@pytest.mark.parametrize("name", ["house.toml", "./my_rules.py"])
def test_the_command_that_a_report_names_explains_the_rule(name: str, ecolint: Command, project: Path) -> None:
    report = ecolint("check", "--plugin", name, "page.html").out
    explain = next(line.partition("more: ecolint ")[2] for line in report.splitlines() if "more: " in line)
    assert explain.endswith(f" --plugin {name}")
    shown = ecolint(*explain.split())
    assert (shown.code, shown.err) == (0, "")


def test_so_does_one_whose_rules_a_configuration_elsewhere_names(
    ecolint: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "ecolint.toml").write_text('rule-files = ["house.toml"]\n', "utf-8")
    here = "more: ecolint explain house/old-player\n"
    assert here in ecolint("check", "page.html").out
    (project / "else").mkdir()
    (project / "else" / ".git").mkdir()
    monkeypatch.chdir(project / "else")
    report = ecolint("check", "..").out
    assert here not in report
    explain = next(line.partition("more: ecolint ")[2] for line in report.splitlines() if "more: " in line)
    assert ecolint(*explain.split()).code == 0


def test_explain_says_how_to_name_a_file_of_rules(ecolint: Command, project: Path) -> None:
    assert "--plugin FILE" in ecolint("explain", "my-rules/bold").err
    assert "--plugin FILE" not in ecolint("explain", "html/bold").err
