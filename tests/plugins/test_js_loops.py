"""What a loop runs on every turn, and which loops are short."""

from ecolint_js.loops import is_literal, is_short, loop, uses_turn
from js_source import document, find
import pytest


@pytest.mark.parametrize(
    "text",
    [
        "for (const a of all) { x(1); }",
        "for (let i = 0; i < n; i++) x(1);",
        "while (a) { if (b) { x(1); } }",
        "do { x(1); } while (a);",
        "all.forEach((a) => { x(1); });",
        "all.map(async function (a) { await x(1); });",
        "Array.from(all, (a) => x(1));",
        "for (const a of all) { (() => x(1))(); }",
        "Promise.all(all.map((a) => x(1)));",
    ],
)
def test_the_body_of_a_loop_runs_on_every_turn(text: str) -> None:
    doc = document(text)
    assert loop(doc, find(doc, "x(1)")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "x(1);",
        "for (const a of x(1)) { b(); }",
        "for (let i = x(1); i < 2; i++) { b(); }",
        "while (x(1)) { b(); }",
        "x(1).forEach((a) => b());",
        "for (const a of all) { a.onclick = () => x(1); }",
        "for (const a of all) { function f() { x(1); } }",
        "button.addEventListener('click', () => x(1));",
        "all.forEach(f, () => x(1));",
    ],
)
def test_a_header_or_a_function_merely_defined_in_a_loop_does_not_run_on_every_turn(text: str) -> None:
    doc = document(text)
    assert loop(doc, find(doc, "x(1)")) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("for (const a of [1, 2, 3]) { x(1); }", True),
        ("for (let i = 0; i < 4; i++) { x(1); }", True),
        ("const all = ['a', 'b']; for (const a of all) { x(1); }", True),
        ("Object.keys({ a: 1 }).forEach((a) => x(1));", True),
        ("import { SIZES } from './sizes'; SIZES.map((a) => x(1));", True),
        ("for (const a of all) { x(1); }", False),
        ("function f(all) { all.forEach((a) => x(1)); }", False),
        ("const all = { a: 1 }; Object.keys(all).forEach((a) => { if (all[a] === b) x(1); });", True),
        ("const all = {}; all[b] ||= c; Object.keys(all).forEach((a) => x(1));", False),
        ("const all = []; all.push(b); for (const a of all) { x(1); }", False),
        ("for (let i = 0; i < n; i++) { x(1); }", False),
        ("while (a) { x(1); }", False),
    ],
)
def test_a_loop_over_what_is_written_out_is_short(text: str, short: bool) -> None:
    doc = document(text)
    repeated = loop(doc, find(doc, "x(1)"))
    assert repeated is not None
    assert is_short(doc, repeated) is short


@pytest.mark.parametrize(("text", "uses"), [("a.b", True), ("c", True), ("d", True), ("e", False), ("this", True)])
def test_what_uses_a_name_bound_on_the_turn_differs_from_turn_to_turn(text: str, uses: bool) -> None:
    doc = document(f"for (const a of all) {{ const c = 1; if (z) {{ let d = 2; x({text}); }} }}")
    node = find(doc, f"x({text})")
    repeated = loop(doc, node)
    assert repeated is not None
    assert uses_turn(doc, find(doc, f"({text})"), repeated) is uses


def test_a_spread_of_something_unknown_is_no_literal() -> None:
    doc = document("[...a, 1]; [...[2], 1];")
    assert not is_literal(doc, find(doc, "[...a, 1]"))
    assert is_literal(doc, find(doc, "[...[2], 1]"))
