"""Where a run's configuration and root lie: the same from any working directory."""

from collections.abc import Mapping, Sequence
import os
from pathlib import Path

from ..texts import say
from .config_file import NAME, SHARED, ConfigError, has_table, read
from .suggest import quoted

_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "BITBUCKET_CLONE_DIR")
"""Where code hosts put the repository."""


def find_config(paths: Sequence[Path], cwd: Path) -> Path | None:
    """The nearest `ecolint.toml`, or `pyproject.toml` with `[tool.ecolint]`, from the paths' common folder upwards.

    The search ends at a folder with `.git`. A link out of the repository is never followed: what lies outside is used
    only if it is named (`--config`). Raises ConfigError for such an `ecolint.toml` and for a file that can't be read.
    """
    start = _common_folder(paths, cwd)
    repository = _repository(start)
    for folder in (start, *start.parents):
        own, shared, top = folder / NAME, folder / SHARED, repository or folder
        if os.path.lexists(own):
            if not _is_below(Path(os.path.realpath(own)), top):
                raise ConfigError(
                    say(
                        "{file}: is a link that leads out of {folder}; name the file with --config",
                        file=str(own),
                        folder=str(top),
                    )
                )
            return own
        is_file = os.path.isfile(shared)  # noqa: PTH113 -- says no where it may not look
        if is_file and _is_below(Path(os.path.realpath(shared)), top) and has_table(shared):
            return shared
        if folder == repository:
            break
    return None


def find_root(config: Path | None, paths: Sequence[Path], environ: Mapping[str, str], root: Path | None) -> Path:
    """The folder that reported paths are relative to.

    The first of: `root` (the option), the code host's workspace, the nearest folder above with `.git`, the config's
    folder, each of the last ones only if all paths lie below; else the paths' common folder.
    """
    if root is not None:
        return Path(os.path.realpath(root))
    start = _common_folder(paths or ([config.parent] if config else []), Path())
    for name in _WORKSPACES:
        if environ.get(name) and _is_below(start, workspace := Path(os.path.realpath(environ[name]))):
            return workspace
    if repository := _repository(start):
        return repository
    if config and _is_below(start, folder := Path(os.path.realpath(config.parent))):
        return folder
    return start


def user_plugins(environ: Mapping[str, str], root: Path | None = None) -> tuple[str, ...]:
    """Python plugins named by the user-level config: modules, and files by their absolute path.

    Raises ConfigError, also where that config lies below `root` (absolute): a linted repository can't name plugins.
    """
    folder = _user_folder(environ)
    if folder is None or not os.path.lexists(folder / NAME):
        return ()
    file = read(folder / NAME)
    if unknown := [(key,) for key in file.table if key != "plugins"]:
        raise file.error(*((key, f"unknown key {quoted(key[0])}; this file may hold plugins only") for key in unknown))
    plugins = file.table.get("plugins", [])
    if not isinstance(plugins, list) or not all(isinstance(plugin, str) for plugin in plugins):
        raise file.error((("plugins",), "plugins must be a list of modules and files"))
    if plugins and root is not None and any(_is_below(where, root) for where in (file.path, file.path.resolve())):
        raise file.error((("plugins",), "lies in the linted repository, so it can't name plugins; use --plugin"))
    from .named import is_file_name

    return tuple(_absolute(plugin, folder) if is_file_name(plugin) else plugin for plugin in plugins)


def _common_folder(paths: Sequence[Path], cwd: Path) -> Path:
    folders = [_folder(cwd / path) for path in paths] or [_folder(cwd)]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        raise ConfigError(say("the paths have no folder in common: they lie on different drives")) from None


def _folder(path: Path) -> Path:
    is_folder = os.path.isdir(path)  # noqa: PTH112 -- as above
    return Path(os.path.realpath(path if is_folder else path.parent))


def _repository(folder: Path) -> Path | None:
    """The nearest folder, from this one upwards, that holds `.git`: a folder, or a file in a work tree."""
    return next((above for above in (folder, *folder.parents) if os.path.lexists(above / ".git")), None)


def _is_below(path: Path, folder: Path) -> bool:
    return path == folder or folder in path.parents


def _user_folder(environ: Mapping[str, str]) -> Path | None:
    """Never relative: that would be a folder of whatever is linted."""
    if os.name == "nt":
        base = Path(environ.get("APPDATA", ""))
    else:
        base = Path(environ.get("XDG_CONFIG_HOME", ""))
        if not base.is_absolute():
            base = Path(environ.get("HOME", "")) / ".config"
    return base / "ecolint" if base.is_absolute() else None


def _absolute(plugin: str, folder: Path) -> str:
    return os.path.normpath(folder / os.path.expanduser(plugin))  # noqa: PTH111 (Path raises for an unknown ~user)
