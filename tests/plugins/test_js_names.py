"""Names in scripts are followed to where they come from; where that isn't sure, nothing is known."""

from ecolint_js.bindings import Origin
from ecolint_js.names import calls_through, imported_modules, origin
from ecolint_js.syntax import nodes
from hypothesis import given
from hypothesis import strategies as st
from js_source import document, find
import pytest


def origin_of(text: str, name: str, language: str = "tsx") -> Origin | None:
    doc = document(text, language)
    return origin(doc, find(doc, name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('import axios from "axios"; axios.get(1);', "axios.get", ("axios", "get")),
        ('import { get } from "axios"; get(1);', "get", ("axios", "get")),
        ('import { get as load } from "axios"; load(1);', "load", ("axios", "get")),
        ('import { default as http } from "axios"; http(1);', "http", ("axios", "")),
        ('import * as rx from "rxjs"; rx.interval(1);', "rx.interval", ("rxjs", "interval")),
        ('import fs = require("fs"); fs.read(1);', "fs.read", ("fs", "read")),
        ('const axios = require("axios"); axios.get(1);', "axios.get", ("axios", "get")),
        ('const { get: load } = require("axios"); load(1);', "load", ("axios", "get")),
        ("const { get } = axios.create(); get(1);", "get", ("", "axios.get")),
        ('import axios from "axios"; const { get: load } = axios.create({}); load(1);', "load", ("axios", "get")),
        ('import ky from "ky"; const api = ky.extend({}); api.get(1);', "api.get", ("ky", "get")),
        ('import { ofetch } from "ofetch"; const ask = ofetch.create({}); ask(1);', "ask", ("ofetch", "ofetch")),
        ('const { a: { b } } = require("x"); b(1);', "b", ("x", "a.b")),
        ('const get = require("axios").get; get(1);', "get", ("axios", "get")),
        ('import _ from "lodash"; const { map } = _; map(1);', "map", ("lodash", "map")),
        ('async function f() { const x = await import("chart.js"); x.Chart(1); }', "x.Chart", ("chart.js", "Chart")),
        ("var _x = _interopRequireDefault(require('axios')); _x.default.get(1);", "_x.default.get", ("axios", "get")),
        ("fetch(1);", "fetch", ("", "fetch")),
        ("window.fetch(1);", "window.fetch", ("", "fetch")),
        ("globalThis.document.body;", "globalThis.document.body", ("", "document.body")),
        ("(window as any)!.fetch(1);", "(window as any)!.fetch", ("", "fetch")),
    ],
)
def test_a_name_is_followed_to_its_module_or_global(text: str, name: str, expected: tuple[str, str]) -> None:
    assert origin_of(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("function f(fetch) { fetch(1); }", "fetch"),
        ("const fetch = make(); fetch(1);", "fetch"),
        ("for (const fetch of all) fetch(1);", "fetch"),
        ("try {} catch (fetch) { fetch(1); }", "fetch"),
        ("function fetch() {} fetch(1);", "fetch"),
        ("class fetch {} fetch(1);", "fetch"),
        ("if (x) { var fetch = y(); } fetch(1);", "fetch"),
        ("({ fetch }) => { fetch(1); };", "fetch"),
        ('let axios = require("axios"); axios = other; axios.get(1);', "axios.get"),
        ('const [get] = require("axios"); get(1);', "get"),
        ('import axios from "axios"; function f(axios: Client) { axios.get(1); }', "axios.get"),
        ("this.fetch(1);", "this.fetch"),
        ("const a = b; const b = a; a(1);", "a"),
        ("const { get } = shapes.create(); get(1);", "get"),
        ('import axios from "axios"; const { get } = axios.interceptors(); get(1);', "get"),
    ],
)
def test_a_name_that_may_be_something_else_is_unknown(text: str, name: str) -> None:
    assert origin_of(text, name) is None


def test_an_inner_scope_hides_an_outer_one_and_ends_with_its_block() -> None:
    doc = document('import { get } from "a"; { const get = 1; } get(2);')
    assert origin(doc, find(doc, "get")) == ("a", "get")


@pytest.mark.parametrize(
    ("text", "name", "calls"),
    [
        ('import { get as ask } from "axios"; ask(1); ask<Row>(2);', "ask", ["ask(1)", "ask<Row>(2)"]),
        ('const { get: ask } = require("axios"); task(1); other.ask(2); ask\n(3);', "ask", ["ask\n(3)"]),
        ('import { get as ask } from "axios"; (ask) => { ask(1); }; ask(2);', "ask", ["ask(2)"]),
    ],
)
def test_a_name_given_to_something_is_called_where_it_means_that(text: str, name: str, calls: list[str]) -> None:
    doc = document(text, "typescript")
    given = next(node for node in nodes(doc.root) if node.type == "identifier" and doc.text(node) == name)
    assert [doc.text(call) for call in calls_through(doc, given)] == calls


@pytest.mark.parametrize("text", ['import type { X } from "x"; X(1);', 'import { type X } from "x"; X(1);'])
def test_what_is_imported_as_a_type_only_is_no_value(text: str) -> None:
    assert origin_of(text, "X") == ("", "X")


def test_modules_are_those_of_imports_requires_and_dynamic_imports() -> None:
    doc = document('import "a"; import b from "b"; const c = require("c"); import("d");', "javascript")
    assert imported_modules(doc) == {"a", "b", "c", "d"}


@given(st.text(alphabet="abc{}()[]=>,;:. \n'\"`$/*async function const let var import from", max_size=60))
def test_no_text_makes_names_fail(text: str) -> None:
    doc = document(text, "javascript")
    waiting = [doc.root]
    while waiting:
        node = waiting.pop()
        origin(doc, node)
        waiting.extend(node.named_children)
