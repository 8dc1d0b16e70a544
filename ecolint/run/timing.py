"""What each rule costs: the same rules, with a clock around each call."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
import time
from typing import Any

from ..model.registry import Registry
from ..model.rule import FactSource, LateFunction, Pattern


@dataclass(eq=False, repr=False)
class Cost:
    """Of a rule, or of a fact that rules share."""

    calls: int = 0
    seconds: float = 0.0
    """Of processor time, its import included; looking for matches is the engine's, for all rules together."""


def timed(registry: Registry) -> tuple[Registry, dict[str, Cost]]:
    """A registry whose rules keep their cost, by name; facts are named after their module and function."""
    costs: dict[str, Cost] = {}
    facts: dict[str, FactSource] = {}

    def of_fact(fact: FactSource) -> FactSource:
        if fact.name not in facts:
            facts[fact.name] = FactSource(_timed(fact.pattern, costs.setdefault(f"fact {fact.name}", Cost())))
        return facts[fact.name]

    rules = {
        name: replace(
            rule,
            pattern=_timed(rule.pattern, costs.setdefault(name, Cost())),
            facts=tuple(of_fact(fact) for fact in rule.facts),
        )
        for name, rule in registry.rules.items()
    }
    return replace(registry, rules=rules), costs


def lines(costs: dict[str, Cost], seconds: float, most: int = 20) -> Iterator[str]:
    """The dearest rules, and the sum of each plugin."""
    yield f"{seconds * 1000:9.1f} ms  in all, with reading, parsing and looking for matches"
    dearest = sorted(costs.items(), key=lambda item: -item[1].seconds)
    for name, cost in [item for item in dearest if item[1].calls][:most]:
        yield f"{cost.seconds * 1000:9.1f} ms {cost.calls:7} calls  {name}"
    families: dict[str, float] = {}
    for name, cost in costs.items():
        family = name.removeprefix("fact ").partition("/" if "/" in name else ".")[0].removeprefix("ecolint_")
        families[family] = families.get(family, 0.0) + cost.seconds
    for family, total in sorted(families.items(), key=lambda item: -item[1]):
        if total:
            yield f"{total * 1000:9.1f} ms  plugin {family}"


def _timed(pattern: Pattern, cost: Cost) -> Pattern:
    return replace(pattern, function=_Timed(pattern.function, cost))


class _Timed(LateFunction):
    """A function with a clock around it; its docs stay its own."""

    def __init__(self, inner: Callable[..., Any], cost: Cost) -> None:
        super().__init__(inner.__module__, inner.__name__)
        self._inner = inner
        self._cost = cost

    @cached_property
    def function(self) -> Callable[..., Any]:
        return self._inner.function if isinstance(self._inner, LateFunction) else self._inner

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            answer = self._inner(*arguments, **options)
            return list(answer) if isinstance(answer, Iterator) else answer
        finally:
            self._cost.calls += 1
            self._cost.seconds += time.process_time() - started
