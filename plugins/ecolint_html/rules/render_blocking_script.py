"""Scripts that hold the page up."""

import re

from ecolint import Element, Report, report, rule

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

    The fix adds `defer`. It is a suggestion: scripts in the page that use this one at once would run before it.

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
    return report(script, "holds the page up until it has run; add defer", fix=script.with_attribute("defer"))
