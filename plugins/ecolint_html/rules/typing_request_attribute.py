"""Attributes that send a request for each key."""

from collections.abc import Iterator
import re

from ecolint import Document, Edit, Element, Fix, Report, Span, report, rule

from ..surroundings import with_text

_WORDS = ("hx-trigger", "wire", "oninput", "onkeyup", "onkeydown", "onkeypress")
_IN_QUOTES = rb"(?:hx-trigger|wire:[\w.-]+|on(?:input|keyup|keydown|keypress))\s*=\s*[\"']"
_REQUESTS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
_TYPING = r"(?:keyup|keydown|keypress|input)\b"
_PAUSE = r"\b(?:delay|throttle):(\d+(?:\.\d+)?)(ms|s)?"
_EXCUSES = r"key\s*===?|\.length|keyCode|which\s*=|code\s*==="
_LIVEWIRE = r"wire:(?:model\.live|keyup|keydown|input)((?:\.[\w-]+)*)"
_ONE_KEY = r"\.(?:enter|escape|esc|tab|space|up|down|left|right|arrow-\w+|blur|change|lazy)\b"
_LIVEWIRE_PAUSE = r"\.(?:debounce|throttle)\.(\d+)(ms|s)"
_CALLS = r"\b(?:fetch|axios(?:\.\w+)?|\$\.(?:get|post|ajax|getJSON)|jQuery\.(?:get|post|ajax)|htmx\.ajax)\s*\("
_LEAST = 500


@rule(
    "html",
    "javascript",
    words=_WORDS,
    saves=["network", "server"],
    evidence="official",
    preset="core",
    refs=["rgesn:4.9", "wsg:use-sustainable-javascript-and-apis", "rweb:0014"],
    unless=["js/typing-request"],
)
def typing_request_attribute(doc: Document) -> Iterator[Report]:
    """A field sends a request for each key that is pressed.

    Ten letters are ten requests and ten queries, of which the last one counts. A pause of half a second, or a first
    request at the third letter, leaves one or two.

    Evidence: RGESN 4.9 names 500 ms and three characters.

    htmx triggers on `keyup` and `input` count on elements that send a request, without `delay:` or `throttle:` of
    500 ms; Livewire's `wire:model.live` on text fields (its own pause is 150 ms), `wire:keyup` and `wire:input`;
    and `oninput` or `onkeyup` that calls `fetch`. A pause that is written and shorter is a note. The fix sets 500 ms;
    the field answers later, so it is a suggestion.

    ## When not to care

    One key (Enter), a condition on the length of the text, fields that only filter what is already there.

    ```html bad
    <input name="q" hx-get="/search" hx-trigger="keyup changed">
    ```
    ```html good
    <input name="q" hx-get="/search" hx-trigger="keyup changed delay:500ms">
    ```
    ```html bad
    <INPUT NAME="q" DATA-HX-POST='/search' DATA-HX-TRIGGER='input changed delay:200ms, search'>
    ```
    ```html good
    <INPUT NAME="q" DATA-HX-POST='/search' DATA-HX-TRIGGER='input changed delay:500ms, search'>
    ```
    ```blade bad
    <input type="text" wire:model.live="query">
    ```
    ```blade good
    <input type="text" wire:model.live.debounce.500ms="query">
    ```
    ```html bad
    <input oninput="fetch('/search?q=' + this.value).then(show)">
    ```
    ```blade bad
    <input type="search" wire:model.live.debounce.250ms="query">
    ```
    ```django bad
    <input hx-get="{% url 'search' %}" hx-trigger="keyup" name="q">
    ```
    ```jsx bad
    const Search = () => <input name="q" hx-get="/search" hx-trigger="keyup changed" />
    ```
    ```html good
    <input hx-get="/search" hx-trigger="keyup[key=='Enter']">
    <input hx-get="/a" hx-trigger="input[this.value.length > 2]">
    ```
    ```html good
    <input hx-get="/search" hx-trigger="change"><input oninput="filter(this.value)"><p hx-trigger="keyup"></p>
    ```
    ```blade good
    <input type="checkbox" wire:model.live="open"><input wire:keydown.enter="search"><input wire:model.live.blur="name">
    ```
    ```jinja good
    <input hx-get="/search" hx-trigger="{{ trigger }}">
    ```
    """
    if doc.tags is not None and re.search(_IN_QUOTES, doc.lowered) is None:
        return  # what JSX writes in braces is js/typing-request's
    for element in with_text(doc, *_WORDS):
        for name in element.attributes:
            told = _htmx(element, name) or _livewire(element, name) or _handler(element, name)
            if told:
                yield told


def _htmx(element: Element, name: str) -> Report | None:
    attribute = element.attributes[name]
    if name not in ("hx-trigger", "data-hx-trigger") or not _sends(element):
        return None
    trigger = _hasty(attribute.known)
    if trigger is None or attribute.value_span is None:
        return None
    fix = element.replace_value(attribute.name, _with_delay(attribute.known, trigger))
    if pause := re.search(_PAUSE, trigger[0]):
        message = "a request {pause:g} ms after a key; wait for a pause: delay:500ms"
        return report(attribute, message, pause=_milliseconds(pause), fix=fix, severity="note")
    return report(attribute, "a request for each key; wait for a pause: delay:500ms", fix=fix)


def _livewire(element: Element, name: str) -> Report | None:
    if not name.startswith("wire:") or not _livewire_is_hasty(element, name):
        return None
    attribute = element.attributes[name]
    fix = _debounced(attribute.span, name)
    if pause := re.search(_LIVEWIRE_PAUSE, name):
        message = "a request {pause:g} ms after a key; wait for a pause: .debounce.500ms"
        return report(attribute, message, pause=_milliseconds(pause), fix=fix, severity="note")
    return report(attribute, "a request for each key; wait for a pause: .debounce.500ms", fix=fix)


def _handler(element: Element, name: str) -> Report | None:
    code = element.attributes[name].known
    if not re.fullmatch(r"on(?:input|keyup|keydown|keypress)", name):
        return None
    if not re.search(_CALLS, code) or re.search(_EXCUSES, code):
        return None
    return report(element.attributes[name], "a request for each key; wait 500 ms or for three characters")


def _sends(element: Element) -> bool:
    return any(element.attribute(prefix + name) for name in _REQUESTS for prefix in ("", "data-"))


def _hasty(triggers: str) -> re.Match[str] | None:
    """The first trigger that follows each key without a pause; in brackets are conditions."""
    for match in re.finditer(r"(?:\[[^\]]*\]|[^,\[])+", triggers):
        text = match[0].strip()
        pause = re.search(_PAUSE, text)
        if re.match(_TYPING, text) and not re.search(_EXCUSES, text) and not (pause and _milliseconds(pause) >= _LEAST):
            return match
    return None


def _milliseconds(pause: re.Match[str]) -> float:
    return float(pause[1]) * (1000 if pause[2] == "s" else 1)


def _with_delay(text: str, trigger: re.Match[str]) -> str:
    written = trigger[0]
    pause = re.search(_PAUSE, written)
    changed = written.replace(pause[0], "delay:500ms") if pause else written.rstrip() + " delay:500ms"
    return text[: trigger.start()] + changed + text[trigger.end() :]


def _livewire_is_hasty(element: Element, name: str) -> bool:
    match = re.fullmatch(_LIVEWIRE, name)
    if match is None or re.search(_ONE_KEY, match[1]):
        return False
    if name.startswith("wire:model") and not _takes_text(element):
        return False
    pause = re.search(_LIVEWIRE_PAUSE, match[1])
    return not (pause and _milliseconds(pause) >= _LEAST)


def _takes_text(element: Element) -> bool:
    kind = element.get("type")
    return element.tag == "textarea" or (
        element.tag == "input" and kind in (None, "", "text", "search", "email", "url", "tel", "password", "number")
    )


def _debounced(span: Span, name: str) -> Fix:
    pause = re.search(_LIVEWIRE_PAUSE, name)
    new = name.replace(pause[0], ".debounce.500ms") if pause else f"{name}.debounce.500ms"
    return Fix("Wait for a pause of 500 ms", (Edit(Span(span.start, span.start + len(name)), new),))
