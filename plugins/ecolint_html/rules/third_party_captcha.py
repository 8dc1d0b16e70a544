"""Tests for robots on pages without anything to send."""

from collections.abc import Iterator
import re

from ecolint import Document, Report, report, rule

from ..surroundings import is_example
from ..third_parties import of_kind

_LAYOUT = r"(?i)(?:^|[_.-])(?:base|layout|master|default|skeleton)(?:$|[_.-])"


@rule(
    "html",
    mentions=["//"],
    saves=["network", "cpu"],
    evidence="consensus",
    preset="all",
    precision="medium",
    refs=["rgesn:2.10", "rgesn:4.4", "wsg:treat-third-parties-the-same-as-first-parties", "rweb:0046"],
)
def third_party_captcha(doc: Document, *, hosts: tuple[str, ...] = ()) -> Iterator[Report]:
    """A test for robots is loaded where there is no form.

    Its script, frames and fonts weigh hundreds of kilobytes and watch the visit. In a base layout it comes with
    each page, for the one form that needs it. There are lighter guards: a hidden field, a delay, a limit on the
    server.

    Evidence: RGESN 2.10 and 4.4 and the Web Sustainability Guidelines agree.

    Forms that a script makes are not seen, and half of what was found last were pages about the test: so the precision
    is medium, and the rule in the preset `all`.

    In a file named as a base layout (`base`, `layout`, `master`; who extends it isn't looked up) it is a warning, in
    another complete page without a form a note. Known services are data with source and date; `hosts` adds a team's
    own.

    ## When not to care

    On the page of the form, loaded with it or at its first use: such pages are left alone. So are examples, and pages
    whose title names the test: it is what they are about.

    ```html bad
    <!doctype html><script src="https://www.google.com/recaptcha/api.js" async defer></script><p>Welcome</p>
    ```
    ```html bad
    <HTML><SCRIPT SRC='https://js.hcaptcha.com/1/api.js'></SCRIPT></HTML>
    ```
    ```django bad
    <!doctype html>{% block head %}
    <script src="https://challenges.cloudflare.com/turnstile/v0/api.js?onload={{ name }}"></script>
    {% endblock %}
    ```
    ```html good
    <script src="https://www.google.com/recaptcha/api.js"></script><form method="post"><button>Send</button></form>
    ```
    ```html good
    <!doctype html><title>vue-recaptcha</title><script src="https://www.google.com/recaptcha/api.js"></script>
    ```
    ```html good
    <form action="/contact/" method="post"><input name="website" hidden></form>
    ```
    ```jinja good
    <script src="{{ captcha }}"></script><script src="https://www.google.com/recaptcha/api.js"></script>
    ```
    """
    layout = re.search(_LAYOUT, doc.path.stem) is not None
    if not layout and (not doc.complete or doc.tagged("form") or is_example(doc) or _is_about_tests(doc)):
        return
    for use, name in of_kind(doc, "captcha", hosts, "script"):
        yield report(
            use.span,
            "{service} is loaded without a form to guard; load it with the form",
            service=name,
            severity=None if layout else "note",
        )


def _is_about_tests(doc: Document) -> bool:
    return any("captcha" in title.text.lower() for title in doc.tagged("title"))
