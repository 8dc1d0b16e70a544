"""Puts an index of the rules' declarations into the wheel, so that a first run (in CI, every run) imports few rules."""

from importlib import import_module
from pathlib import Path
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RuleIndex(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Called by hatchling when it builds a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root), str(root / "plugins")]
        sys.dont_write_bytecode = True
        from ecolint.hookspecs import imported_rules  # noqa: PLC0415 -- from the sources that are built
        from ecolint.rule_index import SHIPPED, packed  # noqa: PLC0415

        self._folder = tempfile.TemporaryDirectory()
        for plugin in sorted(path.name for path in (root / "plugins").glob("ecolint_*")):
            package = import_module(f"{plugin}.rules")
            index = Path(self._folder.name, plugin)
            index.write_bytes(packed(package, imported_rules(package)))
            build_data["force_include"][str(index)] = f"{plugin}/rules/{SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        if version != "editable":
            self._folder.cleanup()
