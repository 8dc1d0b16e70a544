"""What each rule costs: the same rules, with a clock around each call."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
import time
from typing import Any

from ..model.registry import Registry
from ..model.rule import FactSource, LateFunction, Pattern, Rule
from ..texts import plural, say


@dataclass(eq=False, repr=False)
class Cost:
    """Of a rule, or of a fact that rules share."""

    calls: int = 0
    seconds: float = 0.0
    """Of processor time, its import included; looking for matches is the engine's, for all rules together."""
    owner: str = ""
    """Who brings it: "plugin js", "rule file house"."""


class Costs(dict[str, Cost]):
    """By the name of the rule or fact."""

    elsewhere = 0.0
    """Seconds of processor time of a process that rules of rule files ran in."""

    def taken(self) -> dict[str, tuple[int, float]]:
        """Calls and seconds since this was asked last, as plain values, which are forgotten here."""
        found = {name: (cost.calls, cost.seconds) for name, cost in self.items() if cost.calls}
        for name in found:
            self[name].calls, self[name].seconds = 0, 0.0
        return found

    def add(self, found: Mapping[str, tuple[int, float]], seconds: float) -> None:
        """What was taken in another process, which has used so many seconds for it."""
        self.elsewhere += seconds
        for name, (calls, spent) in found.items():
            self[name].calls += calls
            self[name].seconds += spent


def timed(registry: Registry) -> tuple[Registry, Costs]:
    """A registry whose rules keep their cost, by name; facts are named after their module and function."""
    costs = Costs()
    facts: dict[str, FactSource] = {}

    def cost_of(name: str, rule: Rule) -> Cost:
        return costs.setdefault(name, Cost(owner=f"{'plugin' if rule.trusted else 'rule file'} {rule.family}"))

    def of_fact(fact: FactSource, rule: Rule) -> FactSource:
        if fact.name not in facts:
            facts[fact.name] = FactSource(_timed(fact.pattern, cost_of(f"fact {fact.name}", rule)))
        return facts[fact.name]

    rules = {
        name: replace(
            rule,
            pattern=_timed(rule.pattern, cost_of(name, rule)),
            facts=tuple(of_fact(fact, rule) for fact in rule.facts),
        )
        for name, rule in registry.rules.items()
    }
    return replace(registry, rules=rules), costs


def lines(costs: Mapping[str, Cost], seconds: float, most: int = 20) -> Iterator[str]:
    """The dearest rules, and the sum of each plugin and rule file."""
    yield f"{seconds * 1000:9.1f} ms  {say('in all, with reading, parsing and looking for matches')}"
    dearest = sorted(costs.items(), key=lambda item: -item[1].seconds)
    for name, cost in [item for item in dearest if item[1].calls][:most]:
        yield f"{cost.seconds * 1000:9.1f} ms {plural('{number:7} call', '{number:7} calls', cost.calls)}  {name}"
    owners: dict[str, float] = {}
    for cost in costs.values():
        if cost.calls:
            owners[cost.owner] = owners.get(cost.owner, 0.0) + cost.seconds
    for owner, total in sorted(owners.items(), key=lambda item: -item[1]):
        yield f"{total * 1000:9.1f} ms  {owner}"


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
