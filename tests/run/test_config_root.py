"""Where the configuration and the root are found."""

import os
from pathlib import Path

import pytest

from ecolint.run.config_file import ConfigError
from ecolint.run.root import find_config, find_root, user_plugins


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository in a repository's folder, with two packages."""
    project = tmp_path / "outer" / "project"
    for folder in (".git", "one/src", "two/src"):
        (project / folder).mkdir(parents=True)
    (tmp_path / "outer" / "ecolint.toml").touch()
    (project / "one" / "src" / "page.html").touch()
    return project


def test_the_nearest_config_upwards_is_found(project: Path) -> None:
    (project / "ecolint.toml").touch()
    (project / "one" / "ecolint.toml").touch()
    assert find_config([project / "one" / "src"], project) == project / "one" / "ecolint.toml"
    assert find_config([project / "one" / "src" / "page.html"], project) == project / "one" / "ecolint.toml"
    assert find_config([project / "two"], project) == project / "ecolint.toml"


def test_it_belongs_to_all_paths_together(project: Path) -> None:
    (project / "ecolint.toml").touch()
    (project / "one" / "ecolint.toml").touch()
    paths = [project / "one" / "src", project / "two" / "src"]
    assert find_config(paths, project) == project / "ecolint.toml"
    assert find_config(list(reversed(paths)), project) == project / "ecolint.toml"


def test_it_is_the_same_from_any_working_directory(project: Path) -> None:
    (project / "one" / "ecolint.toml").touch()
    found = [
        find_config([Path("one/src")], project),
        find_config([Path("src")], project / "one"),
        find_config([Path("../../one/src/page.html")], project / "two" / "src"),
        find_config([], project / "one" / "src"),
    ]
    assert found == [project / "one" / "ecolint.toml"] * 4


def test_the_search_ends_at_the_repository(project: Path) -> None:
    assert find_config([project / "one"], project) is None
    (project / "ecolint.toml").touch()
    assert find_config([project / "one"], project) == project / "ecolint.toml"


def test_a_work_tree_has_a_git_file(project: Path) -> None:
    (project / "one" / ".git").write_text("gitdir: elsewhere")
    (project / "ecolint.toml").touch()
    assert find_config([project / "one" / "src"], project) is None


def test_ecolint_toml_comes_before_pyproject_toml(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.ecolint]\n")
    assert find_config([project], project) == project / "pyproject.toml"
    (project / "ecolint.toml").touch()
    assert find_config([project], project) == project / "ecolint.toml"


def test_a_pyproject_of_other_tools_is_passed(project: Path) -> None:
    (project / "ecolint.toml").touch()
    (project / "one" / "pyproject.toml").write_text("[tool.ruff]\nbroken = =\n")
    assert find_config([project / "one"], project) == project / "ecolint.toml"


def test_a_folder_called_pyproject_toml_is_passed_and_one_called_ecolint_toml_is_found(project: Path) -> None:
    (project / "pyproject.toml").mkdir()
    assert find_config([project], project) is None
    (project / "ecolint.toml").mkdir()
    assert find_config([project], project) == project / "ecolint.toml"


def test_a_link_inside_the_repository_is_a_config(project: Path) -> None:
    (project / "shared.toml").touch()
    (project / "one" / "ecolint.toml").symlink_to("../shared.toml")
    assert find_config([project / "one"], project) == project / "one" / "ecolint.toml"


def test_a_link_out_of_the_repository_is_not_followed(project: Path) -> None:
    (project / "ecolint.toml").symlink_to("../ecolint.toml")
    with pytest.raises(ConfigError, match=r"leads out of .*--config"):
        find_config([project], project)
    (project / "ecolint.toml").unlink()
    (project.parent / "pyproject.toml").write_text("[tool.ecolint]\n")
    (project / "pyproject.toml").symlink_to("../pyproject.toml")
    assert find_config([project], project) is None


def test_the_root_is_the_option_if_it_is_given(project: Path) -> None:
    assert find_root(None, [project], {"GITHUB_WORKSPACE": str(project)}, project / "one") == project / "one"


@pytest.mark.parametrize(
    "name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "BITBUCKET_CLONE_DIR"]
)
def test_then_the_code_hosts_workspace_if_all_paths_lie_below(project: Path, name: str) -> None:
    assert find_root(None, [project / "one"], {name: str(project.parent)}, None) == project.parent
    assert find_root(None, [project / "one"], {name: str(project / "two")}, None) == project
    assert find_root(None, [project / "one", project / "two"], {name: str(project / "one")}, None) == project
    assert find_root(None, [project / "one"], {name: ""}, None) == project


def test_then_the_repository(project: Path) -> None:
    config = project / "one" / "ecolint.toml"
    assert find_root(config, [project / "one" / "src"], {}, None) == project
    assert find_root(config, [], {}, None) == project


def test_then_the_configs_folder_if_the_paths_lie_below(tmp_path: Path) -> None:
    (tmp_path / "site" / "pages").mkdir(parents=True)
    config = tmp_path / "site" / "ecolint.toml"
    assert find_root(config, [tmp_path / "site" / "pages"], {}, None) == tmp_path / "site"
    assert find_root(tmp_path / "elsewhere" / "x.toml", [tmp_path / "site"], {}, None) == tmp_path / "site"


def test_then_the_paths_common_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert find_root(None, [tmp_path / "a", tmp_path / "b" / "page.html"], {}, None) == tmp_path


def test_a_linked_folder_has_the_root_of_what_it_leads_to(project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project / "one")
    assert find_root(None, [tmp_path / "link"], {}, None) == project


def user_config(folder: Path, text: str) -> Path:
    path = folder / "ecolint" / "ecolint.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


@pytest.mark.skipif(os.name == "nt", reason="other folders")
def test_the_user_names_plugins_by_module_or_file(tmp_path: Path) -> None:
    user_config(tmp_path / ".config", 'plugins = ["team_rules", "rules.py", "/opt/rules.py"]')
    expected = ("team_rules", str(tmp_path / ".config" / "ecolint" / "rules.py"), "/opt/rules.py")
    assert user_plugins({"HOME": str(tmp_path)}) == expected
    assert user_plugins({"XDG_CONFIG_HOME": str(tmp_path / ".config")}) == expected
    assert user_plugins({"XDG_CONFIG_HOME": str(tmp_path / "none"), "HOME": str(tmp_path)}) == ()


@pytest.mark.skipif(os.name == "nt", reason="other folders")
def test_a_user_folder_is_never_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_config(tmp_path / ".config", 'plugins = ["evil"]')
    monkeypatch.chdir(tmp_path)
    assert user_plugins({"XDG_CONFIG_HOME": ".config", "HOME": ""}) == ()
    assert user_plugins({}) == ()


@pytest.mark.skipif(os.name == "nt", reason="other folders")
def test_a_linted_repository_is_no_users_folder(tmp_path: Path) -> None:
    """Some runners set HOME to the repository's folder."""
    path = user_config(tmp_path / ".config", 'plugins = ["evil"]')
    with pytest.raises(ConfigError, match=f"{path}:1: lies in the linted repository, .*--plugin"):
        user_plugins({"HOME": str(tmp_path)}, tmp_path)
    assert user_plugins({"HOME": str(tmp_path)}, tmp_path / "project") == ("evil",)


@pytest.mark.skipif(os.name == "nt", reason="other folders")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\nselect = ["x"]', ':2: unknown key "select"; this file may hold plugins only'),
        ("plugins = 'x'", ":1: plugins must be a list of modules and files"),
        ("plugins = [1]", ":1: plugins must be a list of modules and files"),
    ],
)
def test_a_users_config_holds_nothing_that_changes_findings(tmp_path: Path, text: str, told: str) -> None:
    user_config(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        user_plugins({"XDG_CONFIG_HOME": str(tmp_path)})
    assert str(error.value).endswith(f"ecolint.toml{told}")
