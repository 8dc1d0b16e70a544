"""Attributes that ask the server again and again."""

from collections.abc import Iterator
import re

from ecolint import Document, Element, Report, report, rule

from ..surroundings import with_text

_WORDS = ("hx-trigger", "wire:poll", "up-poll", "turbo-frame")
_EVERY = r"every\s+(\d+(?:\.\d+)?)(ms|s|m)?\b(?!\s*\[[^\]]*(?:visib|hidden|hasFocus))"
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "": 0.001}
_LIVEWIRE_DEFAULT = 2.5
_UNPOLY_DEFAULT = 30.0
_TURBO_TIMER = r"data-[a-z-]*(?:interval|poll|refresh)[a-z-]*-value"


@rule(
    "html",
    "javascript",
    words=_WORDS,
    saves=["network", "server", "device"],
    evidence="consensus",
    preset="core",
    refs=[
        "rgesn:4.9",
        "rgesn:6.1",
        "wsg:use-sustainable-javascript-and-apis",
        "wsg:define-the-frequency-of-data-refreshes",
        "rweb:0021",
        "rweb:0047",
        "creedengo:GCI536",
    ],
)
def declarative_polling(doc: Document, *, interval: int = 30) -> Iterator[Report]:
    """An element asks the server again every few seconds.

    Each open tab sends requests as long as it is open, looked at or not, changed or not: the work of the server grows
    with the tabs. Let the server push (server-sent events), ask on a click, or ask less often.

    Evidence: RGESN 4.9, the Web Sustainability Guidelines and two RWEB practices agree.

    Periods under `interval` seconds (30) count: htmx `every 2s`, Livewire `wire:poll`, Unpoly `up-poll`, and a
    timer that a `<turbo-frame>` shows in its attributes.

    ## When not to care

    A condition on visibility excuses: `every 5s [document.visibilityState === 'visible']`, `wire:poll.visible`.
    Rooms in which seconds count raise the limit.

    ```html bad
    <div hx-get="/queue" hx-trigger="every 2s"></div>
    ```
    ```html bad
    <DIV DATA-HX-GET='/queue' DATA-HX-TRIGGER='load, every 500ms'></DIV>
    ```
    ```blade bad
    <div wire:poll>{{ $waiting }}</div><div wire:poll.750ms="refresh"></div>
    ```
    ```django bad
    {% if open %}<section up-poll up-interval="5000" up-source="{% url 'queue' %}"></section>{% endif %}
    ```
    ```html bad
    <turbo-frame id="queue" src="/queue" data-controller="reload" data-reload-interval-value="10000"></turbo-frame>
    ```
    ```jsx bad
    const Queue = () => <div hx-get="/queue" hx-trigger="every 2s" />
    ```
    ```html good
    <div hx-get="/queue" hx-trigger="every 30s"></div><div hx-get="/queue" hx-trigger="every 2m"></div>
    ```
    ```html good
    <div hx-get="/queue" hx-trigger="every 5s [document.visibilityState === 'visible']"></div>
    <div wire:poll.visible></div><div wire:poll.60s></div>
    ```
    ```html good
    <section up-poll></section><turbo-frame id="a" src="/a" loading="lazy"></turbo-frame>
    ```
    ```jinja good
    <div hx-get="/queue" hx-trigger="every {{ seconds }}s">every 2s</div>
    ```
    """
    for element in with_text(doc, *_WORDS):
        for name, period in _periods(element):
            attribute = element.attribute(name)
            if attribute and period < interval:
                yield report(
                    attribute,
                    "each open tab asks the server every {period} s; let the server push, or ask on demand",
                    period=f"{period:g}",
                )
                break


def _periods(element: Element) -> Iterator[tuple[str, float]]:
    """Attributes that ask by timer, with their period in seconds."""
    for name, attribute in element.attributes.items():
        if not isinstance(attribute.value, str):
            continue
        if name in ("hx-trigger", "data-hx-trigger"):
            for match in re.finditer(_EVERY, attribute.value):
                yield name, float(match[1]) * _UNITS[match[2] or ""]
        elif name.startswith("wire:poll") and ".visible" not in name:
            found = re.search(r"\.(\d+)(ms|s)\b", name)
            yield name, float(found[1]) * _UNITS[found[2]] if found else _LIVEWIRE_DEFAULT
        elif name == "up-poll":
            period = element.get("up-interval")
            if period is None:
                yield name, _UNPOLY_DEFAULT
            elif isinstance(period, str) and period.strip().isdecimal():
                yield name, int(period) / 1000
        elif element.tag == "turbo-frame" and re.fullmatch(_TURBO_TIMER, name) and attribute.value.strip().isdecimal():
            yield name, int(attribute.value) / 1000
