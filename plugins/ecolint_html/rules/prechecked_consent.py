"""Consent that is ticked before anybody gives it."""

import re

from ecolint import Document, Element, Report, report, rule

from ..labels import label_of

_TOPIC = (
    r"(?i)(?<![a-z])(?:news-?letters?|mailing[_ -]?list|marketing|advertis(?:ing|ement)|promotions?|partners?"
    r"|partenaires?|offers|offres|cookies?|publicit(?:é|es?)|opt-?in|subscribe|abonner)(?![a-z])"
)
_EVENTS = ("onchange", "onclick", "oninput")
_NEEDED = r"(?i)necess|essential|essentiel|required|obligatoire|strict|technical|technique|unsubscribe|refus"


@rule(
    "html",
    "javascript",
    select="input[type=checkbox i]:not([disabled])",
    words=["checked", "defaultchecked"],
    saves=["network", "storage", "server"],
    evidence="official",
    refs=["rgesn:4.14", "rgesn:4.13", "rgesn:1.6", "wsg:avoid-being-manipulative-or-deceptive"],
)
def prechecked_consent(box: Element, doc: Document) -> Report | None:
    """Letters, partners or cookies are agreed to before anybody ticks the box.

    More mail is sent, more is tracked and stored than people wish for. In the European Union such consent is void.

    Evidence: RGESN 4.14, an official criterion.

    A ticked box counts whose name, identity or label speaks of newsletters, marketing, partners, offers or cookies.
    The fix takes `checked` away; there is none where a script listens to the box, which may send another field instead.

    ## When not to care

    Boxes for what is needed, which can't be refused; boxes without name and identity, which nothing sends; settings
    that show what somebody chose before, whose state a template decides.

    ```html bad
    <label><input type="checkbox" name="newsletter" checked> Keep me informed</label>
    ```
    ```html good
    <label><input type="checkbox" name="newsletter"> Keep me informed</label>
    ```
    ```html bad
    <input type="hidden" name="letters" value="true"><label>
      <input type="checkbox" name="newsletter" checked onchange="letters.value = this.checked"> Keep me informed</label>
    ```
    ```html bad
    <INPUT TYPE=CHECKBOX ID='c1' CHECKED><label for="c1">Recevoir les offres de nos partenaires</label>
    ```
    ```jsx bad
    const Consent = () => <label><input type="checkbox" defaultChecked name="marketing" /> Marketing</label>
    ```
    ```django bad
    <input type="checkbox" name="accept_cookies" checked value="{{ value }}">
    ```
    ```html good
    <input type="checkbox" name="cookies_necessary" checked disabled><input type="checkbox" name="remember" checked>
    ```
    ```html good
    <label><input type="checkbox" class="filter" checked> Marketing</label>
    ```
    ```django good
    <input type="checkbox" name="newsletter" {% if user.newsletter %}checked{% endif %}>
    ```
    ```jsx good
    const Consent = ({agreed}) => <input type="checkbox" name="newsletter" checked={agreed} readOnly />
    ```
    """
    name = "checked" if box.attribute("checked") else "defaultchecked"
    checked = box.attribute(name)
    named = box.attribute("name") or box.attribute("id")
    if checked is None or not isinstance(checked.value, str) or named is None:
        return None
    words = " ".join([*(str(box.get(key) or "") for key in ("name", "id", "value", "aria-label")), label_of(box, doc)])
    topic = re.search(_TOPIC, words)
    if topic is None or re.search(_NEEDED, words):
        return None
    return report(
        checked,
        "the box is ticked before anybody agrees ({topic}); leave it empty",
        topic=topic[0].lower(),
        fix=None if any(box.get(event) is not None for event in _EVENTS) else box.without_attribute(name),
    )
