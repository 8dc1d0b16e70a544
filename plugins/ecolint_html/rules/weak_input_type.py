"""Fields whose mistakes only the server sees."""

from collections.abc import Iterator
import re

from ecolint import Document, Element, Report, report, rule

from ..labels import label_of

_WORDS = {
    "email": ("email", "e-mail", "e_mail", "mail", "courriel"),
    "url": ("url", "website", "homepage"),
    "tel": ("tel", "phone", "telephone", "mobile"),
    "number": ("quantity", "quantite"),
    "date": ("date", "birthday", "birthdate"),
}
_OTHERWISE = re.compile(r"fake|dummy|honeypot|ldap|server|host|proxy|endpoint|menu|redirect|callback|link")
"""Fields that are no person's address, and addresses that may lack a scheme or be relative."""
_ALSO = re.compile(r"user ?-?name|login|\bor\b|\bou\b|identifi", re.IGNORECASE)
"""Labels of fields that take something else, too."""
_MASKED = ("data-inputmask", "data-mask")
_INPUT = re.compile(rb"<input\b[^<]*")
_ENDING = r"(?:.*[_-])?{word}|.*\[{word}\]"


@rule(
    "html",
    "javascript",
    mentions=["<input"],
    saves=["network", "server"],
    evidence="official",
    refs=["rgesn:4.10", "wsg:ensure-code-follows-good-semantic-practices", "rweb:0014"],
)
def weak_input_type(doc: Document, *, types: tuple[str, ...] = ("email", "url")) -> Iterator[Report]:
    """A field for an address of a person or site takes any text.

    A slip is noticed only when the form has been sent and the page comes back. `type="email"` and `type="url"` tell
    at once, and bring up the right keyboard.

    Evidence: RGESN 4.10 asks for checks before sending. The effect is small.

    A field counts when its `name`, `id` or `autocomplete` is one of the words (`email`, `mail`, `courriel`; `url`,
    `website`) or ends in one after `_`, `-` or in brackets. `types` (email, url) may add `tel`, `number` and
    `date`, where text is often the better choice: numbers with spaces, dates that are typed.

    The fix changes which keyboard phones show and what the browser checks before it sends the form.

    ## When not to care

    Fields that also take something else, such as a name or a path: `inputmode` or `pattern` says so. Names that speak
    of servers, menus or links are left alone, as such fields often take an address without `https://`, and so are those
    whose example has none, whose label names something else, too ("e-mail or user name"), which another script masks,
    and fields that nobody sees, which catch robots.

    ```html bad
    <input type="text" name="email">
    ```
    ```html good
    <input type="email" name="email">
    ```
    ```html bad
    <INPUT NAME='user[email]'>
    ```
    ```html bad types=tel
    <input name="phone">
    ```
    ```django bad
    <input type="text" id="contact-url" name="{{ field.name }}">
    ```
    ```jsx bad
    const Field = () => <input type="text" autoComplete="email" onChange={set} />
    ```
    ```html good
    <input type="text" name="username"><input name="q"><input type="hidden" name="email"><input name="phone">
    ```
    ```html good
    <input name="email" inputmode="email"><input name="email" readonly><input name="mailing"><input name="curl">
    ```
    ```html good
    <input type="text" id="share-url" value="https://montrivel.fr/centres/12" onclick="this.select()">
    ```
    ```html good
    <input name="ldap_server_url"><input name="menu-item-url"><div hidden><input type="text" name="fake_email"></div>
    ```
    ```html good
    <label>Username or email <input type="text" name="email"></label>
    <span>https://</span><input type="text" id="basic-url" placeholder="example.com/users/">
    ```
    ```jsx good
    const Field = (props) => <><input name="email" {...props} /><input name="email" type={kind} /></>
    ```
    """
    words = re.compile("|".join(word for kind in types for word in _WORDS.get(kind, ())).encode())
    if not any(words.search(tag) for tag in _INPUT.findall(doc.lowered)):  # a quick first question
        return
    for field in doc.tagged("input"):
        if _takes_any_text(field):
            kind = next((kind for kind in types if any(_is_for(field, word) for word in _WORDS.get(kind, ()))), None)
            if kind is not None and not _takes_another(field, kind):
                yield report(
                    field,
                    'mistakes show only after sending; use type="{type}"',
                    type=kind,
                    fix=field.with_attribute("type", kind),
                )


def _takes_any_text(field: Element) -> bool:
    kind = field.get("type")
    plain = kind is None or (isinstance(kind, str) and kind.strip().lower() in ("", "text"))
    value = field.get("value")
    if isinstance(value, str) and value.strip():  # shown, often to be copied
        return False
    return plain and all(field.get(name) is None for name in ("readonly", "disabled", "inputmode", "pattern"))


def _takes_another(field: Element, kind: str) -> bool:
    """Whether a mask, its label or its example says that it takes something else."""
    example = field.get("placeholder")
    text = example if isinstance(example, str) else ""
    if any(field.attribute(name) for name in _MASKED) or _ALSO.search(f"{label_of(field, field.document)} {text}"):
        return True
    return kind == "url" and "." in text and "://" not in text  # an address without `https://`


def _is_for(field: Element, word: str) -> bool:
    pattern = _ENDING.format(word=re.escape(word))
    values = (field.get(name) for name in ("name", "id", "autocomplete"))
    named = [value.strip().lower() for value in values if isinstance(value, str)]
    return any(re.fullmatch(pattern, name) for name in named) and not any(_OTHERWISE.search(name) for name in named)
