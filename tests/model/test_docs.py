"""A docstring is a rule's page, and its examples are its tests."""

from ecolint.model.docs import parse_docs

PAGE = """Pictures are heavy.

They are sent
whole.

```html bad max=10
<img>
```

```html good
<img loading="lazy">
```

```tsx bad file=a.tsx
<img />
```

```picture file=map.png
10x10
```

```html
no example
```

## When not to care

Never.
"""


def test_title_reason_and_text() -> None:
    docs = parse_docs(PAGE)
    assert docs.title == "Pictures are heavy."
    assert docs.reason == "They are sent whole."
    assert docs.text.startswith("They are sent")
    assert docs.text.endswith("Never.")


def test_examples_with_options_files_and_what_the_fix_gives() -> None:
    first, second, third = parse_docs(PAGE).examples
    assert (first.bad, first.language, first.options, first.fixed) == (
        True,
        "html",
        (("max", "10"),),
        '<img loading="lazy">\n',
    )
    assert (second.bad, second.files[0].text) == (False, '<img loading="lazy">\n')
    assert [(file.language, file.name) for file in third.files] == [("tsx", "a.tsx"), ("picture", "map.png")]
    assert (first.line, second.line) == (6, 10)


def test_an_empty_docstring_is_no_failure() -> None:
    assert parse_docs("") == ("", "", "", ())
