"""What shells offer for the values of options: rules, presets, formats."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import click

from ..model.registry import Registry

Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def _completer(known: Callable[[Registry], Iterable[str]]) -> Completer:
    """Of several values with commas the last one is completed."""

    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        from ..run.entry_points import entry_points
        from ..run.plugins import load

        before, comma, last = begun.rpartition(",")
        return [before + comma + name for name in known(load(entry_points())) if name.startswith(last)]

    return complete


rules = _completer(lambda registry: registry.rules)
selectors = _completer(lambda registry: registry.selectors())
formats = _completer(lambda registry: registry.reporters)
