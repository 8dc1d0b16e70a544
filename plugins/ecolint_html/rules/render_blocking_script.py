"""Scripts that hold the page up."""

import re

from ecolint import Element, Fix, Report, Span, report, rule

from ..addresses import written

_FIRST = (
    r"(?i)tarteaucitron|axeptio|didomi|onetrust|cookie-?(?:bot|yes|law|first)|consent|klaro|orejime|iubenda|usercentrics"
    r"|modernizr|theme|colou?r-(?:mode|scheme)|dark-?mode|set-?mode"
)
_TESTS = r"(?i)jasmine|qunit|mocha|jsduck|(?:^|[/_.-])(?:tests?|specs?)(?:$|[/_.-])"
_SCRIPT_TYPE = r"(?i)(?:text|application)/(?:x-)?(?:java|ecma)script|"


@rule(
    "html",
    "javascript",
    select="head script[src]:not([async]):not([defer]):not([nomodule])",
    dynamic=True,
    saves=["cpu", "device"],
    evidence="consensus",
    severity="note",
    refs=["rgesn:6.5", "rgesn:2.2", "wsg:defer-the-loading-of-non-critical-resources", "rweb:0053"],
)
def render_blocking_script(script: Element) -> Report | None:
    """A script in the head holds the page up until it is fetched and run.

    Nothing is shown before it is done, which old devices and slow networks feel most. With `defer` the browser
    fetches it on the way and runs it, in order, when the page is read.

    Evidence: measured for time (Lighthouse); for energy only indirect, so it is a note.

    The fix adds `defer`, where no script is seen after this one that runs at once and may need it: one in the page
    itself, one at its end, or what a template brings. It is a suggestion: handlers such as `onclick` may be used before
    it has run.

    ## When not to care

    Tiny scripts that must come first. Those that set the colours (`theme`), consent managers, modules and `nomodule`
    fallbacks are left alone, and so are pages that run tests and what says that it is for developers (`data-env`).

    ```html bad
    <html><head><script src="/app.js"></script></head></html>
    ```
    ```html good
    <html><head><script defer src="/app.js"></script></head></html>
    ```
    ```django bad
    <HEAD>{% load static %}<SCRIPT TYPE='text/javascript' SRC="{% static 'app.js' %}"></SCRIPT></HEAD>
    ```
    ```html bad
    <head><script src="/highlight.js"></script></head><body><script>hljs.highlightAll()</script></body>
    ```
    ```jsx bad
    const Page = () => <html><head><script src="/app.js"></script></head></html>
    ```
    ```twig bad
    <head>{% if map %}<script src=/map.js></script>{% endif %}</head>
    ```
    ```html good
    <head><script src="/a.js" async></script><script type="module" src="/b.js"></script>
    <script nomodule src="c.js"></script><script src="/tarteaucitron.js"></script><script>var a = 1</script></head>
    ```
    ```html good
    <head><script type="text/plain" src="/later.js"></script></head><body><script src="/app.js"></script></body>
    ```
    ```html good
    <head><script src="/deps/less.min.js" data-env="development"></script><script src="/lib/jasmine.js"></script></head>
    ```
    ```jinja good
    <head><script src="/app.js" {{ attributes }}></script></head>
    ```
    """
    kind = script.get("type")
    if script.attribute("src") is None or any(script.get(name) is not None for name in ("async", "defer", "nomodule")):
        return None
    if kind is not None and not (isinstance(kind, str) and re.fullmatch(_SCRIPT_TYPE, kind.strip())):
        return None
    if re.search(_FIRST, written(script)) or "dev" in str(script.get("data-env")).lower():
        return None
    if re.search(_TESTS, written(script)) or re.search(_TESTS, str(script.document.path)):
        return None
    return report(script, "holds the page up until it has run; add defer", fix=_deferred(script))


def _deferred(script: Element) -> Fix | None:
    """The script deferred, unless another that runs at once may need it. Those that are deferred too keep the order."""
    document = script.document
    after = [one for one in document.elements.tagged("script") if one.start > script.start]
    if any(hole.place == "text" for hole in document.unknowns.within(Span(script.content_end, len(document.data)))):
        return None
    return None if any(_runs_at_once(one) for one in after) else script.with_attribute("defer")


def _runs_at_once(script: Element) -> bool:
    kind = script.get("type")
    if kind is not None and not (isinstance(kind, str) and re.fullmatch(_SCRIPT_TYPE, kind.strip())):
        return kind is not None and not isinstance(kind, str)
    if script.attribute("src") is None:
        return script.get("nomodule") is None
    waits = any(script.get(name) is not None for name in ("async", "defer", "nomodule"))
    return not waits and (script.closest("head") is None or re.search(_FIRST, written(script)) is not None)
