"""Rules for scripts hold wherever scripts are: TypeScript, TSX, `<script>` of a page, and of a component."""

from collections.abc import Iterator

import pytest

from ecolint.model.rule import Rule
from ecolint.testing import installed, lint_text

SCRIPTS = {"js", "mjs", "cjs", "javascript", "jsx", "ts", "typescript", "tsx"}
PLACES = {
    "ts": "{}",
    "tsx": "{}",
    "html": '<!doctype html>\n<title>Queue</title>\n<script type="module">\n{}\n</script>\n',
    "svelte": '<script lang="ts">\n{}\n</script>\n\n{{#if a}}<p>Queue</p>{{/if}}\n',
    "vue": '<script setup lang="ts">\n{}\n</script>\n\n<template><p>Queue</p></template>\n',
}


def first_bad_script(rule: Rule) -> str | None:
    """The first bad example that is a script alone; None if a rule has only others."""
    for example in rule.docs.examples:
        if example.bad and not example.options and example.language in SCRIPTS and len(example.files) == 1:
            return example.files[0].text
    return None


def cases() -> Iterator[tuple[str, str]]:
    for name, rule in installed().rules.items():
        if name.startswith("js/") and not rule.is_project and first_bad_script(rule) is not None:
            yield from ((name, place) for place in PLACES)


@pytest.mark.parametrize(("name", "place"), list(cases()))
def test_the_first_bad_script_is_told_everywhere(name: str, place: str) -> None:
    rule = installed().rules[name]
    script = first_bad_script(rule)
    assert script is not None
    assert lint_text(place, PLACES[place].format(script), rule)
