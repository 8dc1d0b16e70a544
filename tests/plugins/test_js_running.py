"""What a function runs when it is called, and which calls send requests."""

from ecolint_js.clients import is_request
from ecolint_js.libraries import table
from ecolint_js.loading import at_load
from ecolint_js.rules.whole_library_import import FIRST_PARTS
from ecolint_js.running import calls_in, function_of
from ecolint_js.values import number
from js_source import document, find
import pytest

from ecolint.analysis.words import words_of


def called_by(text: str) -> set[str]:
    doc = document(f"{text}; start(f);")
    function = function_of(doc, find(doc, "f"))
    assert function is not None
    return {doc.text(call) for call in calls_in(doc, function)}


@pytest.mark.parametrize(
    "text",
    [
        "function f() { x(1); }",
        "const f = async () => { await x(1); }",
        "const f = useCallback(() => x(1), [])",
        "function f() { a.then(() => x(1)); }",
        "function f() { all.forEach((a) => x(1)); }",
        "function f() { g(); } function g() { x(1); }",
        "function f() { (async () => { x(1); })(); }",
        "function f() { return new Promise((done) => { x(1); }); }",
    ],
)
def test_a_function_runs_its_statements_their_continuations_and_the_functions_it_calls(text: str) -> None:
    assert "x(1)" in called_by(text)


@pytest.mark.parametrize(
    "text",
    [
        "function f() { setTimeout(() => x(1), 10); }",
        "function f() { function g() { x(1); } }",
        "function f() { button.onclick = () => x(1); }",
        "function f() { f(); }",
    ],
)
def test_what_it_only_defines_or_hands_to_others_is_not_run_by_it(text: str) -> None:
    assert "x(1)" not in called_by(text)


@pytest.mark.parametrize(
    "text",
    [
        "class A { start() { on(this.load); } load() { x(1); } }",
        "class A { start() { on(this.load); } load = () => { x(1); } }",
        "export default { methods: { load() { x(1); } }, mounted() { on(this.load); } };",
    ],
)
def test_methods_are_found_through_this(text: str) -> None:
    doc = document(text)
    function = function_of(doc, find(doc, "this.load"))
    assert function is not None
    assert [doc.text(call) for call in calls_in(doc, function)] == ["x(1)"]


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("fetch(1);", "fetch(1)"),
        ("$.getJSON(1);", "$.getJSON(1)"),
        ('import axios from "axios"; const http = axios.create(); http.get(1);', "http.get(1)"),
        ("const r = new XMLHttpRequest(); r.send();", "r.send()"),
        ('import http from "@/utils/request"; http.post(1);', "http.post(1)"),
        ("class A { constructor(private http: HttpClient) { this.http.get(1); } }", "this.http.get(1)"),
        ("class A { http = inject(HttpClient); a() { this.http.get(1); } }", "this.http.get(1)"),
        ("const { refetch } = useQuery(q); refetch();", "refetch()"),
    ],
)
def test_requests_are_known(text: str, call: str) -> None:
    doc = document(text)
    assert is_request(doc, find(doc, call, "call_expression"))


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("cache.get(1);", "cache.get(1)"),
        ("const m = new Map(); m.get(1);", "m.get(1)"),
        ("mail.send();", "mail.send()"),
        ('import store from "./store"; store.get(1);', "store.get(1)"),
        ("function f(fetch) { fetch(1); }", "fetch(1)"),
        ('import { join } from "./api"; join(1);', "join(1)"),
    ],
)
def test_what_may_be_no_request_is_none(text: str, call: str) -> None:
    doc = document(text)
    assert not is_request(doc, find(doc, call, "call_expression"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x(1);", True),
        ("window.addEventListener('load', () => x(1));", True),
        ("$(function () { x(1); });", True),
        ("function start() { x(1); } $(document).ready(start);", True),
        ("function start() { x(1); } start();", True),
        ("useEffect(() => { x(1); }, []);", True),
        ("function start() { x(1); }", False),
        ("useEffect(() => { x(1); }, [a]);", False),
        ("button.addEventListener('click', () => x(1));", False),
        ("setTimeout(() => x(1), 10);", False),
    ],
)
def test_what_runs_at_load_is_told_from_what_waits(text: str, expected: bool) -> None:
    doc = document(text)
    assert at_load(doc, find(doc, "x(1)", "call_expression")) is expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5_000", 5000),
        ("60 * 1000", 60000),
        ("0x10", 16),
        ("2e3", 2000),
        ("1000 / 0", None),
        ("period", None),
        ("'5'", None),
        ("MINUTE * 5", 300000),
        ("loop", None),
    ],
)
def test_numbers_are_calculated_from_constants(text: str, value: float | None) -> None:
    doc = document(f"const SECOND = 1000; const MINUTE = 60 * SECOND; const loop = loop + 1; wait({text});")
    assert number(doc, find(doc, f"({text})").named_children[0]) == value


def test_the_query_for_whole_libraries_lets_all_of_the_table_pass() -> None:
    modules = table("whole_libraries")
    assert all(module.startswith(FIRST_PARTS) for module in modules)
    first_words = [words_of(part.encode()) for part in FIRST_PARTS]
    assert all(any(words <= words_of(module.encode()) for words in first_words) for module in modules)
